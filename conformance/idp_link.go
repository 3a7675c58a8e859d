package conformance

import (
	"encoding/json"
	"fmt"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const cognitoSubject = "Cognito_Subject"

// at names a user at a provider; what is empty is left out.
func at(provider, attribute, value string) *types.ProviderUserIdentifierType {
	member := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return &types.ProviderUserIdentifierType{ProviderName: member(provider), ProviderAttributeName: member(attribute), ProviderAttributeValue: member(value)}
}

// link is a request to let a user at a provider lead to one of the pool.
func (w *World) link(to, source *types.ProviderUserIdentifierType) *cip.AdminLinkProviderForUserInput {
	return &cip.AdminLinkProviderForUserInput{UserPoolId: &w.pool.ID, DestinationUser: to, SourceUser: source}
}

// here names the user made last.
func (w *World) here() *types.ProviderUserIdentifierType { return at("Cognito", "", w.user.Username) }

func (w *World) linked(sources ...*types.ProviderUserIdentifierType) {
	w.t.Helper()
	for _, source := range sources {
		Answers(w, w.API.AdminLinkProviderForUser, w.link(w.here(), source), &cip.AdminLinkProviderForUserOutput{})
	}
}

// familiar is a pool with two providers, a client and a user who has signed in.
func familiar(w *World) {
	member(nil, nil, Mail("ann@example.com"))(w)
	w.provide("Google", "", socialDetails())
	w.provide("OIDC", "Corp", oidcDetails())
}

// identities is what the attribute of that name holds, the dates apart.
func (w *World) identities(want ...map[string]any) {
	w.t.Helper()
	text := w.Value(w.user, "identities")
	if len(want) == 0 {
		w.Equal(text, "")
		return
	}
	w.Equal(w.undated(text), w.undated(canonical(want)))
	w.Equal(attribute(w.own(), "identities"), text)
}

// undated is a text of identities in canonical form without their dates, which are numbers of milliseconds.
func (w *World) undated(text string) string {
	w.t.Helper()
	var list []map[string]any
	w.must(json.Unmarshal([]byte(text), &list))
	for _, identity := range list {
		if date, there := identity["dateCreated"]; there {
			ms, isNumber := date.(float64)
			if away := w.Now().Sub(time.UnixMilli(int64(ms))); !isNumber || away.Abs() > 5*time.Minute {
				w.Errorf("dateCreated is %v, want the milliseconds of about now", date)
			}
		}
		delete(identity, "dateCreated")
	}
	return canonical(list)
}

// linkCases are about identities that lead to users.
func linkCases() []Case {
	google := map[string]any{"userId": "117", "providerName": "Google", "providerType": "Google", "issuer": nil, "primary": false}
	corp := map[string]any{"userId": "ann@corp.example.com", "providerName": "Corp", "providerType": "OIDC", "issuer": nil, "primary": false}
	return []Case{
		{
			// Doc: the samples of AdminGetUser and of the AWS CLI's get-user.
			Operations: ops("AdminLinkProviderForUser", "AdminDisableProviderForUser", "AdminGetUser", "GetUser"),
			Says:       "a linked identity is shown by the attribute identities until it is taken away", Given: familiar,
			Steps: steps(
				func(w *World) {
					w.identities()
					w.linked(at("Google", cognitoSubject, "117"))
					w.identities(google)
					w.linked(at("Corp", "email", "ann@corp.example.com"))
					w.identities(google, corp)
				},
				func(w *World) {
					take := &cip.AdminDisableProviderForUserInput{UserPoolId: &w.pool.ID, User: at("Google", cognitoSubject, "117")}
					Answers(w, w.API.AdminDisableProviderForUser, take, &cip.AdminDisableProviderForUserOutput{})
					w.identities(corp)
					take.User = at("Corp", "email", "ann@corp.example.com")
					OK(w, w.API.AdminDisableProviderForUser, take)
					w.identities()
					w.linked(at("Google", cognitoSubject, "117"))
				},
			),
		},
		{
			// Doc: "Using the ID token", the sample.
			Operations: ops("AdminLinkProviderForUser", "InitiateAuth"), Says: "the ID token of a linked user names the identities, in texts", Given: familiar,
			Steps: steps(
				func(w *World) { w.linked(at("Google", cognitoSubject, "117")) },
				func(w *World) {
					w.SignIn()
					got := w.Token(*w.Tokens().IdToken).Claims["identities"]
					list, _ := got.([]any)
					if len(list) != 1 {
						w.Fatalf("identities: %v", got)
					}
					identity, _ := list[0].(map[string]any)
					if date, isText := identity["dateCreated"].(string); !isText || len(date) != 13 {
						w.Errorf("dateCreated is %v, want the milliseconds as a text", identity["dateCreated"])
					}
					delete(identity, "dateCreated")
					w.Equal(identity, map[string]any{"userId": "117", "providerName": "Google", "providerType": "Google", "issuer": nil, "primary": "false"})
				},
			),
		},
		{
			Operations: ops("AdminLinkProviderForUser"), Says: "a user at a provider is a destination by the subject there", Assumes: "A158", Given: familiar,
			Steps: steps(func(w *World) {
				w.linked(at("Google", cognitoSubject, "117"))
				OK(w, w.API.AdminLinkProviderForUser, w.link(at("Google", "", "117"), at("Corp", "email", "ann@corp.example.com")))
				w.identities(google, corp)
			}),
		},
		{
			// Doc: AdminDisableProviderForUser.
			Operations: ops("AdminDisableProviderForUser", "InitiateAuth"), Says: "a local user cannot sign in with the password any more", Given: familiar,
			Steps: steps(func(w *World) {
				w.SignIn()
				OK(w, w.API.AdminDisableProviderForUser, &cip.AdminDisableProviderForUserInput{UserPoolId: &w.pool.ID, User: at("Cognito", cognitoSubject, w.user.Username)})
				w.Fails(Refusal(w.TrySignIn(w.user.Password)), "NotAuthorizedException", "Incorrect username or password.")
				w.Status(w.user, types.UserStatusTypeConfirmed)
			}),
		},
		{
			// Seen: a public log of 2026-08 (users stay).
			Operations: ops("DeleteIdentityProvider", "AdminGetUser"), Says: "identities outlive their provider", Given: familiar,
			Steps: steps(func(w *World) {
				w.linked(at("Google", cognitoSubject, "117"))
				OK(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Google")})
				w.identities(google)
			}),
		},
		{
			Operations: ops("UpdateUserAttributes", "AdminUpdateUserAttributes"), Says: "nobody writes the attribute identities", Given: familiar,
			Steps: steps(func(w *World) {
				w.linked(at("Google", cognitoSubject, "117"))
				w.RefusedSomehow(w.update("identities", "[]"))
				w.RefusedSomehow(Try(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{
					UserPoolId: &w.pool.ID, Username: &w.user.Username, UserAttributes: attributes("identities", "[]")}))
				w.identities(google)
			}),
		},
		{
			Operations: ops("AdminLinkProviderForUser"), Says: "of eight users that one identity is linked to at once, one gets it", Assumes: "A158", Given: familiar,
			Steps: steps(func(w *World) {
				var names []string
				for range 8 {
					names = append(names, w.User().Username)
				}
				w.OneWins(w.Race(8, func(i int) error {
					return Try(w, w.API.AdminLinkProviderForUser, w.link(at("Cognito", "", names[i]), at("Google", cognitoSubject, "117")))
				}), "InvalidParameterException")
			}),
		},
	}
}

// linkRefusals are what links are refused for.
func linkRefusals() []Case {
	const (
		ip     = "InvalidParameterException"
		local  = "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser"
		twice  = "SourceUser is already linked to DestinationUser"
		nobody = "User does not exist."
	)
	type refusal struct {
		says       string
		to, source *types.ProviderUserIdentifierType // to: the user made last when nil
		code, text string
		open       string
	}
	cases := each([]refusal{
		// Seen: aws-amplify/amplify-js#13334.
		{"a source of the pool itself", nil, at("Cognito", cognitoSubject, "ann"), ip, local, ""},
		// Seen: clients match the text.
		{"a source that is linked to the user", nil, at("Google", cognitoSubject, "117"), ip, twice, ""},
		// Seen: boto/boto3#4163; the text is said to have been improved since.
		{"a second identity of one provider", nil, at("Google", cognitoSubject, "118"), ip, local, ""},
		{"a destination that is not there", at("Cognito", "", "nobody"), at("Corp", cognitoSubject, "1"), "UserNotFoundException", nobody, ""},
		{"a destination of a provider that is not there", at("Google", "", "nobody"), at("Corp", cognitoSubject, "1"), "UserNotFoundException", nobody, ""},
		{"a provider that is not there", nil, at("Nope", cognitoSubject, "1"), "ResourceNotFoundException", "", "A150"},
		{"a source without a provider", nil, at("", cognitoSubject, "1"), ip, "", "A158"},
		{"a source without a value", nil, at("Corp", cognitoSubject, ""), ip, "", "A158"},
		{"a source without an attribute", nil, at("Corp", "", "1"), ip, "", "A158"},
		{"a social source by its address", nil, at("Google", "email", "a@example.com"), ip, "", "A158"},
	}, func(r refusal) Case {
		return Case{
			Operations: ops("AdminLinkProviderForUser"), Says: "refused: " + r.says, Assumes: r.open,
			Given: func(w *World) { familiar(w); w.linked(at("Google", cognitoSubject, "117")) },
			Steps: steps(func(w *World) {
				to, before := r.to, w.Value(w.user, "identities")
				if to == nil {
					to = w.here()
				}
				Refuses(w, w.API.AdminLinkProviderForUser, w.link(to, r.source), r.code, known(r.text)...)
				w.Equal(w.Value(w.user, "identities"), before)
			}),
		}
	})
	return append(cases, []Case{
		{
			Operations: ops("AdminLinkProviderForUser"), Says: "refused: an identity that is linked to another user", Assumes: "A158", Given: familiar,
			Steps: steps(func(w *World) {
				w.linked(at("Google", cognitoSubject, "117"))
				w.User()
				Refuses(w, w.API.AdminLinkProviderForUser, w.link(w.here(), at("Google", cognitoSubject, "117")), ip)
			}),
		},
		{
			// Doc: quotas.
			Operations: ops("AdminLinkProviderForUser"), Says: "refused: a sixth identity", Given: familiar,
			Steps: steps(func(w *World) {
				for i := range 5 {
					w.provide("OIDC", fmt.Sprintf("Corp%d", i), oidcDetails())
					w.linked(at(fmt.Sprintf("Corp%d", i), cognitoSubject, "1"))
				}
				Refuses(w, w.API.AdminLinkProviderForUser, w.link(w.here(), at("Google", cognitoSubject, "117")), "LimitExceededException")
			}),
		},
		{
			Operations: ops("AdminDisableProviderForUser"), Says: "refused: an identity that leads to nobody, and a provider that is not there", Assumes: "A159", Given: familiar,
			Steps: steps(func(w *World) {
				take := func(u *types.ProviderUserIdentifierType, code string) {
					w.t.Helper()
					Refuses(w, w.API.AdminDisableProviderForUser, &cip.AdminDisableProviderForUserInput{UserPoolId: &w.pool.ID, User: u}, code)
				}
				w.linked(at("Corp", "email", "ann@corp.example.com"))
				take(at("Google", cognitoSubject, "117"), "UserNotFoundException")
				take(at("Corp", cognitoSubject, "ann@corp.example.com"), "UserNotFoundException") // linked by the address
				take(at("Cognito", cognitoSubject, "nobody"), "UserNotFoundException")
				take(at("Nope", cognitoSubject, "117"), "ResourceNotFoundException")
				take(at("Corp", "email", ""), ip)
			}),
		},
		{
			Operations: ops("AdminLinkProviderForUser", "AdminDisableProviderForUser"), Says: "refused: links of a pool that is not there",
			Steps: steps(func(w *World) {
				const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
				pool, who := new("us-east-1_000000000"), at("Cognito", cognitoSubject, "ann")
				Refuses(w, w.API.AdminLinkProviderForUser, &cip.AdminLinkProviderForUserInput{UserPoolId: pool, DestinationUser: who, SourceUser: who}, code, text)
				Refuses(w, w.API.AdminDisableProviderForUser, &cip.AdminDisableProviderForUserInput{UserPoolId: pool, User: who}, code, text)
			}),
		},
	}...)
}
