package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// riskSignInCases are about what a sign-in with a risk comes to. Doc: developer guide, adaptive authentication;
// AccountTakeoverActionType.
func riskSignInCases() []Case {
	about := ops("InitiateAuth", "SetRiskConfiguration")
	const block, ifConfigured, required, nothing = types.AccountTakeoverEventActionTypeBlock, types.AccountTakeoverEventActionTypeMfaIfConfigured,
		types.AccountTakeoverEventActionTypeMfaRequired, types.AccountTakeoverEventActionTypeNoAction
	const takeover, blocked = types.RiskDecisionTypeAccountTakeover, types.RiskDecisionTypeBlock
	// outcome is what an action comes to in a pool of that MFA mode whose factor are codes by e-mail.
	outcome := func(says, assumes string, mode string, user []UserOption, action types.AccountTakeoverEventActionType, challenge string, refused bool) Case {
		return Case{
			Operations: about, Says: "risk: " + says, Assumes: assumes, Needs: needs(Inspect),
			Given: func(w *World) {
				options := []PoolOption{Recovery("admin_only"), Protected("ENFORCED")}
				if mode != "OFF" {
					options = append(options, MFA(mode, Email))
				}
				w.Pool(options...)
				w.Client()
				w.User(user...)
				w.configure(answering("", "", action))
				w.Fear(everybody("High"))
			},
			Steps: steps(
				func(w *World) {
					a, err := w.TrySignIn(password)
					switch {
					case refused:
						w.Fails(err, "NotAuthorizedException", signInBlocked)
					case err != nil:
						w.Fatalf("%v", err)
					case challenge != "":
						w.Challenged(a, challenge, mailParams(w))
						w.SignedIn(w.Answer(challenge, Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
					default:
						w.SignedIn(a)
					}
				},
				func(w *World) {
					e := risky(event("SignIn", "Pass", "Password"), "High", takeover)
					switch {
					case refused:
						e = risky(event("SignIn", "Fail", "Password"), "High", blocked)
					case challenge != "":
						e = risky(event("SignIn", "Pass", "Password", "Mfa"), "High", takeover)
					}
					w.recorded(e)
				},
			),
		}
	}
	mail := []UserOption{Mail(annMail)}
	cases := []Case{
		outcome("BLOCK refuses the sign-in", "", "OFF", mail, block, "", true),
		outcome("BLOCK refuses a user with a factor as well", "", "OPTIONAL", mail, block, "", true),
		outcome("NO_ACTION lets it pass", "A257", "OPTIONAL", mail, nothing, "", false),
		outcome("MFA_IF_CONFIGURED asks a user who can be asked, though the pool leaves it to users", "", "OPTIONAL", mail, ifConfigured, "EMAIL_OTP", false),
		outcome("MFA_IF_CONFIGURED lets a user pass who cannot be asked", "", "OPTIONAL", nil, ifConfigured, "", false),
		outcome("MFA_IF_CONFIGURED lets users pass where MFA is off", "A259", "OFF", mail, ifConfigured, "", false),
		outcome("MFA_IF_CONFIGURED asks no more often where everybody is asked", "", "ON", mail, ifConfigured, "EMAIL_OTP", false),
		outcome("MFA_REQUIRED asks a user who can be asked", "", "OPTIONAL", mail, required, "EMAIL_OTP", false),
		outcome("MFA_REQUIRED blocks a user who cannot be asked", "", "OPTIONAL", nil, required, "", true),
		outcome("MFA_REQUIRED blocks users where MFA is off", "A259", "OFF", mail, required, "", true),
		{
			Operations: about, Says: "risk: without the right password nobody learns of it", Assumes: "A256", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(
				func(w *World) {
					w.configure(answering("", "", block))
					w.Fear(everybody("High"))
					w.Fails(Refusal(w.TrySignIn("Wr0ng!pass")), "NotAuthorizedException", badPassword)
				},
				func(w *World) { w.recorded(risky(event("SignIn", "Fail", "!Password"), "High", takeover)) },
			),
		},
		{
			Operations: about, Says: "risk: the factor is asked for from one address, and not from another", Needs: needs(Inspect),
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP), Protected("ENFORCED"))
				w.Client()
				w.User()
				w.Authenticator()
				w.configure(answering("MFA_IF_CONFIGURED", "", ""))
				w.Fear(threats{Risks: []feared{{Username: w.user.Login, IPAddress: "198.51.100.0/24", Level: "Low"}}})
			},
			Steps: steps(func(w *World) {
				a, err := w.TrySignInFrom(home, password)
				w.must(err)
				w.SignedIn(a)
				a, err = w.TrySignInFrom(elsewhere, password)
				w.must(err)
				w.Challenged(a, "SOFTWARE_TOKEN_MFA", totpParams(w))
			}),
		},
		{
			Operations: about, Says: "risk: a pool that only watches records it and lets it pass", Needs: needs(Inspect), Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					w.configure(answering("BLOCK", "BLOCK", "BLOCK"))
					w.Fear(everybody("Medium"))
					w.Tokens()
				},
				func(w *World) { w.recorded(risky(event("SignIn", "Pass", "Password"), "Medium", takeover)) },
			),
		},
		{
			// Seen: aws/aws-cdk#17923.
			Operations: about, Says: "risk: nothing is done about it where nobody said what", Assumes: "A255", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(
				func(w *World) { w.Fear(everybody("High")); w.Tokens() },
				func(w *World) { w.recorded(risky(event("SignIn", "Pass", "Password"), "High", takeover)) },
			),
		},
		{
			Operations: about, Says: "risk: each level has its own action, and a client its own configuration", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(
				func(w *World) {
					w.configure(answering("NO_ACTION", "BLOCK", "BLOCK"))
					w.configure(func(in *cip.SetRiskConfigurationInput) {
						in.ClientId = &w.client.ID
						answering("NO_ACTION", "NO_ACTION", "BLOCK")(in)
					})
					for level, blocks := range map[string]bool{"Low": false, "Medium": false, "High": true} {
						w.Fear(everybody(level))
						if _, err := w.TrySignIn(password); (err != nil) != blocks {
							w.Errorf("%s at the client: %v", level, err)
						}
					}
				},
				func(w *World) {
					w.Client()
					w.Fear(everybody("Medium"))
					w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", signInBlocked)
				},
			),
		},
		{
			Operations: about, Says: "risk: the highest level that fits counts", Needs: needs(Inspect), Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				w.Fear(threats{Risks: []feared{
					{IPAddress: "198.51.100.0/24", Level: "Medium"}, {Username: w.user.Sub, IPAddress: elsewhere, Level: "High"},
					{Level: "Low"}, {Username: "nobody", Level: "High"},
				}})
				for _, from := range []string{elsewhere, "198.51.100.8", home} {
					_, err := w.TrySignInFrom(from, password)
					w.must(err)
				}
				sign := event("SignIn", "Pass", "Password")
				w.recorded(cameFrom(risky(sign, "Low", takeover), fromBrowser(home)),
					cameFrom(risky(sign, "Medium", takeover), fromBrowser("198.51.100.8")),
					cameFrom(risky(sign, "High", takeover), fromBrowser(elsewhere)))
			}),
		},
		{
			Operations: about, Says: "risk: a sign-in by SRP is judged too", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				w.configure(answering("", "", block))
				w.Fear(everybody("High"))
				w.Fails(Refusal(w.SRP(password, nil)), "NotAuthorizedException", signInBlocked)
				w.recorded(risky(event("SignIn", "Fail", "Password"), "High", blocked))
			}),
		},
		{
			Operations: about, Says: "risk: a blocked sign-in cannot be tried again with its session", Needs: needs(Inspect),
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD"), Protected("ENFORCED"))
				w.Client()
				w.User()
				w.configure(answering("", "", block))
				w.Fear(everybody("High"))
			},
			Steps: steps(func(w *World) {
				w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "PASSWORD"})
				w.Fails(Refusal(w.TryAnswer("PASSWORD", Params{"PASSWORD": password})), "NotAuthorizedException", signInBlocked)
				w.Fear(threats{})
				w.Fails(Refusal(w.TryAnswer("PASSWORD", Params{"PASSWORD": password})), "NotAuthorizedException")
			}),
		},
	}
	return cases
}

// addressCases are about addresses that are always or never blocked. Doc: API_SetRiskConfiguration,
// RiskExceptionConfiguration.
func addressCases() []Case {
	about := ops("AdminInitiateAuth", "SetRiskConfiguration")
	return []Case{
		{
			Operations: about, Says: "a blocked address is refused before the password is looked at, and whoever is named", Assumes: "A257", Given: protected("ENFORCED"),
			Steps: steps(
				func(w *World) {
					w.configure(except([]string{"198.51.100.0/24"}, nil))
					w.Fails(Refusal(w.TrySignInFrom(elsewhere, password)), "NotAuthorizedException", addressBlocked)
					a, err := w.TrySignInFrom(home, password)
					w.must(err)
					w.SignedIn(a)
					ann := w.user
					w.user = &User{Login: "nobody", Pool: w.pool}
					w.Fails(Refusal(w.TrySignInFrom(elsewhere, password)), "NotAuthorizedException", addressBlocked)
					w.user = ann
				},
				func(w *World) {
					refused := event("SignIn", "Fail")
					refused.EventRisk.RiskDecision = types.RiskDecisionTypeBlock
					w.recorded(cameFrom(event("SignIn", "Pass", "Password"), fromBrowser(home)), cameFrom(refused, fromBrowser(elsewhere)))
				},
			),
		},
		{
			Operations: ops("SignUp", "ForgotPassword", "ConfirmSignUp", "ConfirmForgotPassword", "InitiateAuth"), Says: "a blocked address can do nothing of its own either",
			Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				w.configure(except([]string{"0.0.0.0/0", "::/0"}, nil))
				const code = "NotAuthorizedException"
				Refuses(w, w.API.SignUp, signUpIn(w, "bob"), code, addressBlocked)
				Refuses(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login}, code, addressBlocked)
				Refuses(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
					ConfirmationCode: new("123456"), Password: new(otherPassword)}, code, addressBlocked)
				w.Fails(Refusal(w.TrySignIn(password)), code, addressBlocked)
			}),
		},
		{
			Operations: about, Says: "a pool that only watches blocks no address", Assumes: "A258", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				w.configure(except([]string{"198.51.100.0/24"}, nil))
				a, err := w.TrySignInFrom(elsewhere, password)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: about, Says: "an address that is skipped is not judged", Assumes: "A258", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				w.configure(func(in *cip.SetRiskConfigurationInput) {
					answering("BLOCK", "BLOCK", "BLOCK")(in)
					refuseKnown("BLOCK")(in)
					except(nil, []string{home + "/32"})(in)
				})
				w.Fear(threats{Risks: []feared{{Level: "High"}}, CompromisedCredentials: []knownPassword{{Password: password}}})
				a, err := w.TrySignInFrom(home, password)
				w.must(err)
				w.SignedIn(a)
				w.recorded(cameFrom(event("SignIn", "Pass", "Password"), fromBrowser(home)))
				w.Fails(Refusal(w.TrySignInFrom(elsewhere, password)), "PasswordResetRequiredException", passwordCompromised)
			}),
		},
	}
}
