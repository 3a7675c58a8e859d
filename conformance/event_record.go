package conformance

import (
	"encoding/json"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// eventCases are about what is recorded of users. Doc: API_AdminListUserAuthEvents, with its samples; AuthEventType;
// developer guide, viewing user event history.
func eventCases() []Case {
	custom := func(mode types.AdvancedSecurityEnabledModeType) func(w *World) {
		return func(w *World) {
			w.Pool(w.Calls("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"), Protected("AUDIT"), With(func(in *cip.CreateUserPoolInput) {
				if mode != "" {
					in.UserPoolAddOns.AdvancedSecurityAdditionalFlows = &types.AdvancedSecurityAdditionalFlowsType{CustomAuthMode: mode}
				}
			}))
			w.Client()
			w.User()
			w.riddles()
		}
	}
	about := func(operation string) []string { return ops(operation, "AdminListUserAuthEvents") }
	const list = "AdminListUserAuthEvents"
	return []Case{
		{
			Operations: ops(list), Says: "a sign-in, with the id that its tokens name", Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.Keep("access", *tokens.AccessToken)
					w.Keep("id", *tokens.IdToken)
					w.Keep("refresh", *tokens.RefreshToken)
				},
				func(w *World) {
					w.recorded(event("SignIn", "Pass", "Password"))
					id := any(*w.events()[0].EventId)
					for _, token := range []string{w.Kept("access"), w.Kept("id")} {
						w.Equal(w.Token(token).Claims["event_id"], id)
					}
					again := OK(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh"))})
					w.Equal(w.Token(*again.AuthenticationResult.AccessToken).Claims["event_id"], id)
					w.Equal(len(w.events()), 1)
				},
			),
		},
		{
			Operations: ops(list), Says: "a wrong password, and nothing of a user that is not there", Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					w.Fails(Refusal(w.TrySignIn("Wr0ng!pass")), "NotAuthorizedException", badPassword)
					w.Tokens()
				},
				func(w *World) {
					w.recorded(event("SignIn", "Pass", "Password"), event("SignIn", "Fail", "!Password"))
					w.User()
					w.recorded()
				},
			),
		},
		{
			Operations: ops(list), Says: "a second factor: the sign-in is one event, in progress until its code is right", Assumes: "A261",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP), Protected("AUDIT"))
				w.Client()
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, on)
			},
			Steps: steps(
				func(w *World) {
					w.Asked(w.SignIn(), "SOFTWARE_TOKEN_MFA")
					w.Equal(w.events()[0], event("SignIn", "InProgress", "Password"))
					w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": wrong(w.TOTPAt(w.user, 0))})), "CodeMismatchException")
					w.Equal(w.events()[0], event("SignIn", "Fail", "Password", "!Mfa"))
				},
				func(w *World) {
					a := w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)})
					w.recorded(event("SignIn", "Pass", "Password", "Mfa"), event("SignIn", "Pass", "Password")) // the other one registered the authenticator
					w.Equal(w.Token(*a.Tokens.AccessToken).Claims["event_id"], any(*w.events()[0].EventId))
				},
			),
		},
		{
			Operations: ops(list), Says: "a proof by SRP, right and wrong", Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					w.Fails(Refusal(w.SRP("Wr0ng!pass", nil)), "NotAuthorizedException", badPassword)
					_, err := w.SRP(password, nil)
					w.must(err)
				},
				func(w *World) {
					w.recorded(event("SignIn", "Pass", "Password"), event("SignIn", "Fail", "!Password"))
				},
			),
		},
		{
			Operations: ops(list), Says: "a code as first factor", Assumes: "A261", Needs: needs(Inspect),
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"), Protected("AUDIT"))
				w.Client()
				w.User(Mail(annMail))
			},
			Steps: steps(
				func(w *World) {
					w.Asked(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "EMAIL_OTP"}), "EMAIL_OTP")
				},
				func(w *World) {
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
					w.recorded(event("SignIn", "Pass", "Mfa"))
				},
			),
		},
		{
			Operations: ops(list), Says: "nothing of a sign-in that functions decide about, unless the pool says so", Needs: needs(Triggers), Given: custom(""),
			Steps: steps(
				func(w *World) { _, err := w.begin(nil); w.must(err) },
				func(w *World) {
					w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
					w.recorded()
				},
			),
		},
		{
			Operations: ops(list), Says: "a sign-in that functions decide about: one event, with the proof of the password", Needs: needs(Triggers), Given: custom("AUDIT"),
			Steps: steps(
				func(w *World) {
					me := newSRP()
					a, err := w.begin(Params{"CHALLENGE_NAME": "SRP_A", "SRP_A": me.A()})
					w.must(err)
					_, err = w.prove(me, a, password, nil)
					w.must(err)
					w.Asked(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "41"}), "CUSTOM_CHALLENGE")
					w.recorded(event("SignIn", "InProgress", "Password"))
				},
				func(w *World) {
					a := w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"})
					w.recorded(event("SignIn", "Pass", "Password"))
					w.Equal(w.Token(*a.Tokens.AccessToken).Claims["event_id"], any(*w.events()[0].EventId))
				},
			),
		},
		{
			Operations: ops(list), Says: "a sign-in that functions refuse", Needs: needs(Triggers), Given: custom("AUDIT"),
			Steps: steps(
				func(w *World) {
					_, err := w.begin(nil)
					w.must(err)
					w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "1"})
					w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "2"})
					w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "3"})), "NotAuthorizedException", badPassword)
				},
				func(w *World) { w.recorded(event("SignIn", "Fail")) },
			),
		},
		{
			Operations: ops(list), Says: "a temporary password: in progress until it is replaced", Given: func(w *World) { w.Pool(Protected("AUDIT")); w.Client(); w.User(Temporary()) },
			Steps: steps(
				func(w *World) {
					w.Asked(w.SignIn(), "NEW_PASSWORD_REQUIRED")
					w.recorded(event("SignIn", "InProgress", "Password"))
				},
				func(w *World) {
					w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
					w.recorded(event("SignIn", "Pass", "Password"))
				},
			),
		},
		{
			Operations: about("SignUp"), Says: "a sign-up: one event, which ends with the confirmation", Assumes: "A260", Needs: needs(Inspect),
			Given: func(w *World) { w.Pool(AutoVerify("email"), Protected("AUDIT")); w.Client() },
			Steps: steps(
				func(w *World) {
					w.SignedUp(UnverifiedMail(annMail))
					w.recorded(event("SignUp", "InProgress"))
					OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login})
				},
				func(w *World) {
					OK(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new(w.Code(w.user, ForResend))})
					w.recorded(event("ResendCode", "Pass"), event("SignUp", "Pass"))
				},
			),
		},
		{
			Operations: about("ForgotPassword"), Says: "a forgotten password: one event, which ends with the new one", Assumes: "A260", Needs: needs(Inspect), Given: protected("AUDIT", AutoVerify("email")),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
					w.recorded(event("ForgotPassword", "InProgress"))
				},
				func(w *World) {
					OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
						ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(otherPassword)})
					w.recorded(event("ForgotPassword", "Pass"))
				},
			),
		},
		{
			Operations: about("ChangePassword"), Says: "a change of the password", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				OK(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: w.Tokens().AccessToken, PreviousPassword: new(password), ProposedPassword: new(otherPassword)})
				w.recorded(event("PasswordChange", "Pass", "Password"), event("SignIn", "Pass", "Password"))
			}),
		},
		{
			Operations: about("SetLogDeliveryConfiguration"), Says: "each change of an event is a line of the log, where the pool wants that", Assumes: "A265", Needs: needs(Inspect, Clock), Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					w.Freeze()
					OK(w, w.API.SetLogDeliveryConfiguration, &cip.SetLogDeliveryConfigurationInput{
						UserPoolId: &w.pool.ID, LogConfigurations: []types.LogConfigurationType{logTo(types.EventSourceNameUserAuthEvents, logGroup)}})
					w.Fear(threats{Risks: []feared{{Level: "Low"}}, Places: []located{{IPAddress: home, City: "Seattle", Country: "United States"}}})
					_, err := w.TrySignInFrom(home, password)
					w.must(err)
				},
				func(w *World) {
					e := w.events()[0]
					w.Equal(w.activity(), []map[string]any{{
						"version": "1", "eventId": *e.EventId, "eventType": "SignIn", "userSub": w.user.Sub, "userName": w.user.Username, "userPoolId": w.pool.ID,
						"clientId": w.client.ID, "creationDate": e.CreationDate.UTC().Truncate(time.Second).Format(time.UnixDate), "eventResponse": "Pass",
						"riskLevel": "LOW", "riskDecision": "ACCOUNT_TAKEOVER", "challenges": []any{"Password:Success"}, "deviceName": "Chrome 125, macOS 15.0", "ipAddress": home,
						"requestId": AnyUUID, "idpName": "", "compromisedCredentialDetected": "false", "city": "Seattle", "country": "United States",
						"eventFeedbackValue": "", "eventFeedbackDate": "", "eventFeedbackProvider": "", "hasContextData": "true",
					}})
				},
			),
		},
	}
}

// activity are the lines about users in the log of the pool made last.
func (w *World) activity() []map[string]any {
	w.t.Helper()
	var got struct {
		Logs []struct {
			Record struct{ Message json.RawMessage }
		}
	}
	w.inspect("GET", "/_inspect/logs?eventSource=userAuthEvents&userPoolId="+w.pool.ID, "", &got)
	lines := make([]map[string]any, len(got.Logs))
	for i, l := range got.Logs {
		w.must(json.Unmarshal(l.Record.Message, &lines[i]))
	}
	return lines
}
