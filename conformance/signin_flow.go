package conformance

import (
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// flow is one way to begin a sign-in through one of the two operations, and the value of a client that allows it.
type flow struct {
	name   string
	admin  bool
	allow  types.ExplicitAuthFlowsType
	begin  func(w *World) Params
	judge  func(w *World, a *Answer)
	denied string // text when the client may not; "" where it is not known
}

func (f flow) operation() string {
	if f.admin {
		return "AdminInitiateAuth"
	}
	return "InitiateAuth"
}

// isDenied judges a sign-in that the client may not begin.
func (f flow) isDenied(w *World, p Params) {
	w.t.Helper()
	var texts []string
	if f.denied != "" {
		texts = append(texts, f.denied)
	}
	w.Fails(Refusal(w.TryInitiate(f.name, p)), "InvalidParameterException", texts...)
}

// flows are those that need no trigger. Doc: SDK, InitiateAuth and AdminInitiateAuth. The texts are matched by clients.
func flows() []flow {
	pw := func(w *World) Params { return Params{"USERNAME": w.user.Login, "PASSWORD": password} }
	srpBegin := func(w *World) Params { return Params{"USERNAME": w.user.Login, "SRP_A": newSRP().A()} }
	tokens := func(w *World, a *Answer) { w.SignedIn(a) }
	verifier := func(w *World, a *Answer) { w.verifierAsked(a) }
	choice := func(w *World, a *Answer) {
		w.Equal(a, &Answer{Challenge: "SELECT_CHALLENGE", Parameters: map[string]string{}, Session: AnySession, Available: []string{"PASSWORD", "PASSWORD_SRP"}}, Unordered())
	}
	const srpName, choiceName, passwordName = "USER_SRP_AUTH", "USER_AUTH", "USER_PASSWORD_AUTH"
	return []flow{
		{passwordName, false, "ALLOW_USER_PASSWORD_AUTH", pw, tokens, "USER_PASSWORD_AUTH flow not enabled for this client"},
		{srpName, false, "ALLOW_USER_SRP_AUTH", srpBegin, verifier, "USER_SRP_AUTH flow not enabled for this client"},
		{choiceName, false, "ALLOW_USER_AUTH", func(w *World) Params { return Params{"USERNAME": w.user.Login} }, choice, "USER_AUTH flow not enabled for this client"},
		{"ADMIN_USER_PASSWORD_AUTH", true, "ALLOW_ADMIN_USER_PASSWORD_AUTH", pw, tokens, "Auth flow not enabled for this client"},
		{"ADMIN_NO_SRP_AUTH", true, "ALLOW_ADMIN_USER_PASSWORD_AUTH", pw, tokens, "Auth flow not enabled for this client"},
		{srpName, true, "ALLOW_USER_SRP_AUTH", srpBegin, verifier, ""},
		{choiceName, true, "ALLOW_USER_AUTH", func(w *World) Params { return Params{"USERNAME": w.user.Login} }, choice, ""},
	}
}

// verifierAsked judges the answer to the first half of SRP. Seen: public captures.
func (w *World) verifierAsked(a *Answer) {
	w.t.Helper()
	w.Equal(a, &Answer{Challenge: "PASSWORD_VERIFIER", Parameters: map[string]string{
		"SALT": AnyHex, "SECRET_BLOCK": AnyBase64, "SRP_B": AnyHex, "USERNAME": w.user.Username, "USER_ID_FOR_SRP": w.user.Username,
	}})
}

func flowCases() []Case {
	var cases []Case
	for _, f := range flows() {
		cases = append(cases,
			Case{
				Operations: ops(f.operation()), Says: f.name + " works where the client allows nothing else",
				Given: func(w *World) { w.admin = f.admin; w.Pool(); w.Client(Flows(f.allow)); w.User() },
				Steps: steps(func(w *World) { f.judge(w, w.Initiate(f.name, f.begin(w))) }),
			},
			Case{
				Operations: ops(f.operation()), Says: f.name + " is refused where the client allows everything else",
				Given: func(w *World) {
					w.admin = f.admin
					w.Pool()
					w.Client(Flows(slices.DeleteFunc(everyFlow(), func(v types.ExplicitAuthFlowsType) bool { return v == f.allow })...))
					w.User()
				},
				Steps: steps(func(w *World) { f.isDenied(w, f.begin(w)) }),
			},
			Case{
				// Seen: aws-amplify/amplify-swift, harness of tests on real pools.
				Operations: ops(f.operation()), Says: f.name + " is refused before anybody looks for the user",
				Given: func(w *World) {
					w.admin = f.admin
					w.Pool()
					w.Client(Flows("ALLOW_REFRESH_TOKEN_AUTH"))
					w.User()
				},
				Steps: steps(func(w *World) {
					p := f.begin(w)
					p["USERNAME"] = "nobody"
					f.isDenied(w, p)
				}),
			},
		)
		for _, missing := range []string{"USERNAME", "PASSWORD", "SRP_A"} {
			cases = append(cases, f.withoutPart(missing)...)
		}
	}
	return append(cases, flowRest()...)
}

// withoutPart leaves one of the parameters out, when the flow has it.
func (f flow) withoutPart(name string) []Case {
	if name == "PASSWORD" && !strings.Contains(f.name, "PASSWORD") && f.name != "ADMIN_NO_SRP_AUTH" || name == "SRP_A" && f.name != "USER_SRP_AUTH" {
		return nil
	}
	return []Case{{
		Operations: ops(f.operation()), Says: f.name + " without " + name + " is refused and the parameter named",
		Given: func(w *World) { w.admin = f.admin; w.Pool(); w.Client(); w.User() },
		Steps: steps(func(w *World) {
			p := f.begin(w)
			p[name] = Omit
			w.Fails(Refusal(w.TryInitiate(f.name, p)), "InvalidParameterException", "Missing required parameter "+name)
		}),
	}}
}

// flowRest is about the values a client may have, old and new, and about flows at the wrong operation.
func flowRest() []Case {
	const notSupported, bare = "Initiate Auth method not supported.", "Initiate Auth method not supported"
	works := func(says string, allowed []types.ExplicitAuthFlowsType, admin bool, try func(w *World)) Case {
		operation := "InitiateAuth"
		if admin {
			operation = "AdminInitiateAuth"
		}
		return Case{
			Operations: ops(operation), Says: says,
			Given: func(w *World) { w.admin = admin; w.Pool(); w.Client(Flows(allowed...)); w.User() },
			Steps: steps(try),
		}
	}
	bySRP := func(w *World) {
		a, err := w.SRP(password, nil)
		w.must(err)
		w.SignedIn(a)
	}
	refresh := func(w *World) {
		a := w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": *w.auth.Tokens.RefreshToken})
		w.refreshed(a)
	}
	byPassword := func(w *World) { w.SignedIn(w.SignIn()) }
	cases := []Case{
		// Seen: tests of getmoto/moto that ran against the service.
		works("a client without a list may use SRP and refresh", nil, false, func(w *World) { bySRP(w); refresh(w) }),
		works("a client without a list may not send passwords", nil, false, func(w *World) {
			w.Fails(Refusal(w.TrySignIn(password)), "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client")
		}),
		works("a client without a list may not send passwords as administrator", nil, true, func(w *World) {
			w.Fails(Refusal(w.TrySignIn(password)), "InvalidParameterException", "Auth flow not enabled for this client")
		}),
		works("the old value USER_PASSWORD_AUTH allows passwords, SRP and refresh", []types.ExplicitAuthFlowsType{"USER_PASSWORD_AUTH"}, false,
			func(w *World) { byPassword(w); bySRP(w); refresh(w) }),
		works("the old value ADMIN_NO_SRP_AUTH allows passwords as administrator", []types.ExplicitAuthFlowsType{"ADMIN_NO_SRP_AUTH"}, true,
			func(w *World) { byPassword(w); refresh(w); w.admin = false; bySRP(w) }),
		works("refresh has an older name", []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}, false, func(w *World) {
			byPassword(w)
			w.refreshed(w.Initiate("REFRESH_TOKEN", Params{"REFRESH_TOKEN": *w.auth.Tokens.RefreshToken}))
		}),
		works("refresh is refused where the client does not allow it", []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}, false, func(w *World) {
			byPassword(w)
			w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": *w.auth.Tokens.RefreshToken})), "InvalidParameterException")
		}),
		works("refresh without a token is refused and the parameter named", everyFlow(), false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", nil)), "InvalidParameterException", "Missing required parameter REFRESH_TOKEN")
		}),
		works("CUSTOM_AUTH is refused where the client does not allow it", []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"}, false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("CUSTOM_AUTH", Params{"USERNAME": w.user.Login})), "InvalidParameterException", "CUSTOM_AUTH flow not enabled for this client")
		}),
		// Seen: getmoto/moto#4836, where AWS confirms it; adam-fowler/soto-cognito-authentication-kit#10. The last dot is not always there.
		works("ADMIN_USER_PASSWORD_AUTH belongs to the other operation", everyFlow(), false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("ADMIN_USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": password})), "InvalidParameterException", notSupported, bare)
		}),
		works("ADMIN_NO_SRP_AUTH belongs to the other operation", everyFlow(), false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("ADMIN_NO_SRP_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": password})), "InvalidParameterException", notSupported, bare)
		}),
		works("USER_PASSWORD_AUTH belongs to the other operation", everyFlow(), true, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": password})), "InvalidParameterException", notSupported, bare)
		}),
		// Seen: aws/aws-sdk-php#1057.
		works("the names of parameters are written in capitals", everyFlow(), false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"UserName": w.user.Login, "PASSWORD": password})),
				"InvalidParameterException", "Missing required parameter USERNAME")
		}),
		works("a flow that is none is refused by its form", everyFlow(), false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate("TELEPATHY", Params{"USERNAME": w.user.Login})), "InvalidParameterException",
				"1 validation error detected: Value 'TELEPATHY' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: "+
					"[ADMIN_NO_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, USER_PASSWORD_AUTH, USER_AUTH]")
		}),
	}
	// Seen: aws-amplify/amplify-js#3379.
	for _, f := range flows() {
		if f.admin {
			continue
		}
		cases = append(cases, works(f.name+" is refused where only custom authentication is allowed", []types.ExplicitAuthFlowsType{"CUSTOM_AUTH_FLOW_ONLY"}, false, func(w *World) {
			w.Fails(Refusal(w.TryInitiate(f.name, f.begin(w))), "InvalidParameterException", "Only custom auth (lambda driven) is enabled for this client.")
		}))
	}
	return append(cases, whereCases()...)
}

// whereCases are about the client and the pool of a sign-in.
func whereCases() []Case {
	return []Case{
		{
			// Seen: aws/aws-sdk-php#2183.
			Operations: ops("InitiateAuth"), Says: "refused: a client that is not there",
			Given: func(w *World) { w.Pool(); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.client.ID = "1example23456789abcdefghij"
				w.Fails(Refusal(w.TrySignIn(password)), "ResourceNotFoundException", "User pool client 1example23456789abcdefghij does not exist.")
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "refused: a client of another pool",
			Given: func(w *World) { w.AsAdmin(); w.Pool(); w.Client(); w.Pool(); w.User() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "ResourceNotFoundException", "User pool client "+w.client.ID+" does not exist.")
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "refused: a pool that is not there",
			Given: func(w *World) { w.AsAdmin(); w.Pool(); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.pool = &Pool{ID: "us-east-1_000000000"}
				w.Fails(Refusal(w.TrySignIn(password)), "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist.")
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Says: "refused: a client that is not there",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary()) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.client.ID = "1example23456789abcdefghij"
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})),
					"ResourceNotFoundException", "User pool client 1example23456789abcdefghij does not exist.")
			}),
		},
		{
			// Seen: badmintoncryer/cdk-preflight.
			Operations: ops("CreateUserPoolClient"), Says: "refused: old and new names of flows together",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{
					UserPoolId: &w.pool.ID, ClientName: new("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"},
				}, "InvalidParameterException", "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.")
			}),
		},
		{
			Operations: ops("DeleteUserPoolClient", "InitiateAuth"), Says: "a client that was deleted signs nobody in",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(); w.Tokens() },
			Steps: steps(
				func(w *World) {
					OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				},
				func(w *World) {
					w.Fails(Refusal(w.TrySignIn(password)), "ResourceNotFoundException", "User pool client "+w.client.ID+" does not exist.")
				},
			),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Says: "the name of an administrator's flow is no challenge to answer",
			Given: func(w *World) { w.Pool(); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.RefusedSomehow(Refusal(w.TryAnswer("ADMIN_NO_SRP_AUTH", Params{"PASSWORD": password})))
			}),
		},
	}
}

// refreshed judges new tokens from a refresh token: no new refresh token among them.
func (w *World) refreshed(a *Answer) {
	w.t.Helper()
	w.Equal(a, &Answer{Parameters: map[string]string{}, Tokens: &types.AuthenticationResultType{
		AccessToken: new(AnyJWT), IdToken: new(AnyJWT), ExpiresIn: 3600, TokenType: new("Bearer"),
	}})
}
