package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// triggerMessageCases are the texts of CustomMessage, and the functions that send messages themselves.
func triggerMessageCases() []Case {
	const refusal = ` failed to satisfy constraint: Member must satisfy regular expression pattern: `
	const emailPattern = `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	verified := []string{"email", "ann@example.com", "email_verified", "true"}
	forgotten := func(w *World) error {
		return Try(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
	}
	given := func(w *World) {
		w.Pool(w.Calls("CustomMessage"), SendsSMS())
		w.Client()
		w.User(Mail("ann@example.com"))
	}
	senders := func(w *World) {
		w.Pool(w.Calls("CustomMessage", "CustomEmailSender", "CustomSMSSender"), AutoVerify("email", "phone_number"))
		w.Client()
	}
	return append(senderCases(), []Case{
		{
			Operations: ops("ForgotPassword"),
			Says:       "the message has the text and subject of CustomMessage, the code in its place",
			Needs:      needs(Triggers, Inspect),
			Given:      given,
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) {
					e.Set("emailSubject", "Hello "+e.Request["userAttributes"].(map[string]any)["email"].(string))
					e.Set("emailMessage", "<b>"+e.Text("codeParameter")+"</b> and {####}")
					e.Set("smsMessage", "not for an e-mail")
				})
				w.must(forgotten(w))
				m := w.Message(w.user, ForPassword)
				if m.Subject != "Hello ann@example.com" || m.Body != "<b>"+m.Code+"</b> and "+m.Code {
					w.Errorf("%+v", m)
				}
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "an SMS has the text of CustomMessage",
			Needs:      needs(Triggers, Inspect),
			Given:      func(w *World) { w.Pool(w.Calls("CustomMessage"), AutoVerify("phone_number")); w.Client() },
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) { e.Set("smsMessage", "It is {####}!") })
				w.SignedUp(Attr("phone_number", "+15550100001"))
				if m := w.Message(w.user, ForSignUp); m.Body != "It is "+m.Code+"!" {
					w.Errorf("%+v", m)
				}
			}),
		},
		{
			Operations: ops("ForgotPassword"),
			Says:       "a text without a place for the code is refused in the words of the model, and no code is valid",
			Needs:      needs(Triggers, Inspect),
			Given:      given,
			// Seen: aws/aws-lambda-go#330.
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) { e.Set("emailMessage", "no code") })
				w.Silent(w.user, func() {
					w.Fails(forgotten(w), "InvalidParameterException", "1 validation error detected: Value 'no code' at 'emailBody'"+refusal+emailPattern)
				})
				w.Fails(Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
					ClientId: &w.client.ID, Username: &w.user.Login, Password: new(otherPassword), ConfirmationCode: new("123456")}),
					"ExpiredCodeException", "Invalid code provided, please request a code again.")
			}),
		},
		{
			Operations: ops("ForgotPassword"),
			Says:       "a text that is too long is passed over",
			Needs:      needs(Triggers, Inspect),
			Given:      given,
			// Seen: amazon-archives/amazon-cognito-identity-js#396.
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) { e.Set("emailMessage", "{####}"+strings.Repeat("x", 20_000)) })
				w.must(forgotten(w))
				if m := w.Message(w.user, ForPassword); len(m.Body) > 1000 || !strings.Contains(m.Body, m.Code) {
					w.Errorf("%+v", m)
				}
			}),
		},
		{
			Operations: ops("AdminCreateUser"),
			Says:       "an invitation needs both places in a text, or it is the pool's own",
			Needs:      needs(Triggers, Inspect),
			Given:      func(w *World) { w.Pool(w.Calls("CustomMessage")) },
			// Seen: awsdocs/amazon-cognito-developer-guide#31.
			Steps: steps(func(w *World) {
				invite := func(text string) Message {
					w.On("CustomMessage", func(e *Event) { e.Set("emailMessage", text) })
					name := w.Name("user")
					OK(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
						UserPoolId: &w.pool.ID, Username: &name, UserAttributes: attributes("email", "ann@example.com"), DesiredDeliveryMediums: []types.DeliveryMediumType{"EMAIL"}})
					return w.Message(&User{Login: name, Username: name, Pool: w.pool}, ForInvitation)
				}
				if m := invite("{username}: {####}"); m.Body != m.Username+": "+m.Code {
					w.Errorf("%+v", m)
				}
				if m := invite("only {####}"); strings.Contains(m.Body, "only") || !strings.Contains(m.Body, m.Code) {
					w.Errorf("%+v", m)
				}
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "an error of CustomMessage fails the sign-up, and the user can have the code sent later",
			Needs:      needs(Triggers, Inspect),
			Assumes:    "A290",
			Given:      func(w *World) { w.Pool(AutoVerify("email"), w.Calls("CustomMessage")); w.Client() },
			Steps: steps(func(w *World) {
				w.On("CustomMessage_SignUp", func(e *Event) { e.Fail("no text") })
				name := w.Name("user")
				Refuses(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: &name, Password: new(password), UserAttributes: attributes("email", "ann@example.com")},
					"UserLambdaValidationException", "CustomMessage failed with error no text.")
				w.user = &User{Login: name, Username: name, Password: password, Pool: w.pool}
				w.Status(w.user, types.UserStatusTypeUnconfirmed)
				OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &name})
				OK(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &name, ConfirmationCode: new(w.Code(w.user, ForResend))})
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: ops("UpdateUserAttributes", "GetUserAttributeVerificationCode"),
			Says:       "CustomMessage is told of new addresses, and of those that are verified again",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("CustomMessage"))
				w.Client()
				w.User(Mail("ann@example.com"))
				w.Keep("token", *w.Tokens().AccessToken)
			},
			Steps: steps(
				func(w *World) {
					OK(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("token")), UserAttributes: attributes("email", "new@example.com"), ClientMetadata: metadata()})
					w.Told("1", "CustomMessage_UpdateUserAttribute", w.user.Username, w.client.ID,
						messageRequest(userJSON("CONFIRMED", "email", "new@example.com", "email_verified", "false"), "null", toldMetadata), messageResponse)
				},
				func(w *World) {
					OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: new(w.Kept("token")), AttributeName: new("email"), ClientMetadata: metadata()})
					w.Told("1", "CustomMessage_VerifyUserAttribute", w.user.Username, w.client.ID,
						messageRequest(userJSON("CONFIRMED", "email", "new@example.com", "email_verified", "false"), "null", toldMetadata), messageResponse)
				},
			),
		},
		{
			Operations: ops("AdminUpdateUserAttributes", "AdminResetUserPassword"),
			Says:       "CustomMessage is told, without an app client",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("CustomMessage"))
				w.User(Mail("old@example.com"))
			},
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{
						UserPoolId: &w.pool.ID, Username: &w.user.Login, UserAttributes: attributes("email", "ann@example.com"), ClientMetadata: metadata()})
					w.Told("1", "CustomMessage_UpdateUserAttribute", w.user.Username, noClient,
						messageRequest(userJSON("CONFIRMED", "email", "ann@example.com", "email_verified", "false"), "null", toldMetadata), messageResponse)
				},
				func(w *World) {
					w.Set(w.user, "email_verified", "true")
					OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, ClientMetadata: metadata()})
					w.Told("1", "CustomMessage_ForgotPassword", w.user.Username, noClient, messageRequest(userJSON("CONFIRMED", verified...), "null", toldMetadata), messageResponse)
				},
			),
		},
		{
			Operations: ops("SignUp"),
			Says:       "a custom e-mail sender gets the code in place of the mailbox",
			Needs:      needs(Triggers, PlainSenders, Inspect),
			Assumes:    "A285",
			Given:      senders,
			Steps: steps(func(w *World) {
				name := w.Name("user")
				OK(w, w.API.SignUp, &cip.SignUpInput{
					ClientId: &w.client.ID, Username: &name, Password: new(password), UserAttributes: attributes("email", "ann@example.com"), ClientMetadata: metadata()})
				w.user = &User{Login: name, Username: name, Password: password, Pool: w.pool}
				calls := w.calls(1)
				if len(calls) != 1 {
					w.Fatalf("fired %v", calls)
				}
				w.event(calls[0].event, "1", "CustomEmailSender_SignUp", name, w.client.ID,
					`{"type":"customEmailSenderRequestV1","code":"`+AnyText+`","userAttributes":`+userJSON("UNCONFIRMED", "email", "ann@example.com", "email_verified", "false")+toldMetadata+`}`, "")
				if got := w.Messages(w.user, ""); len(got) > 0 {
					w.Errorf("sent too: %+v", got)
				}
				OK(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &name, ConfirmationCode: new(codeIn(calls[0].event))})
			}),
		},
		{
			Operations: ops("SignUp", "ResendConfirmationCode"),
			Says:       "a custom SMS sender that fails does not fail the operation",
			Needs:      needs(Triggers, PlainSenders),
			Given:      senders,
			Steps: steps(func(w *World) {
				w.On("CustomSMSSender", func(e *Event) { e.Fail("no network") })
				w.SignedUp(Attr("phone_number", "+15550100001"))
				w.Fired("CustomSMSSender_SignUp")
				OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login})
				w.Told("1", "CustomSMSSender_ResendCode", w.user.Username, w.client.ID,
					`{"type":"customSMSSenderRequestV1","code":"`+AnyText+`","clientMetadata":null,"userAttributes":`+
						userJSON("UNCONFIRMED", "phone_number", "+15550100001", "phone_number_verified", "false")+`}`, "")
			}),
		},
		{
			Operations: ops("SetRiskConfiguration", "AdminInitiateAuth"),
			Says:       "a custom e-mail sender gets the notification of a risk, too",
			Needs:      needs(Triggers, PlainSenders, Inspect),
			Given: func(w *World) {
				notifying("ENFORCED", "BLOCK", nil)(w)
				plan := poolPlan{}
				w.Calls("CustomEmailSender")(&plan)
				OK(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{
					UserPoolId: &w.pool.ID, LambdaConfig: plan.create.LambdaConfig, MfaConfiguration: "OPTIONAL",
					UserPoolAddOns:         &types.UserPoolAddOnsType{AdvancedSecurityMode: "ENFORCED"},
					AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{{Name: "admin_only", Priority: new(int32(1))}}},
					EmailConfiguration:     sesSender()})
			},
			// Seen: DefinitelyTyped/DefinitelyTyped#52111.
			Steps: steps(func(w *World) {
				w.Silent(w.user, func() {
					w.Fails(Refusal(w.TrySignInFrom(elsewhere, password)), "NotAuthorizedException", signInBlocked)
					w.Told("1", "CustomEmailSender_AccountTakeOverNotification", w.user.Username, w.client.ID,
						`{"type":"customEmailSenderRequestV1","code":null,"clientMetadata":null,"userAttributes":`+canonical(map[string]string{
							"LOGIN_TIME": AnyText, "CITY": "<Town>", "COUNTRY": "Utopia", "ACCOUNT_TAKE_OVER_ACTION": "BLOCK", "FEEDBACK_TOKEN": AnyText,
							"ONE_CLICK_LINK_VALID": AnyText, "ONE_CLICK_LINK_INVALID": AnyText, "DEVICE_NAME": "Chrome 125, macOS 15.0", "EVENT_ID": AnyUUID,
							"IP_ADDRESS": elsewhere, "USER_NAME": w.user.Username})+`}`, "")
				})
			}),
		},
	}...)
}

// senderCases are all messages of a medium, as its custom sender sees them.
// Doc: custom email sender Lambda trigger, custom SMS sender Lambda trigger.
func senderCases() []Case {
	type medium struct {
		name, trigger, kind, attribute, address, next string
		delivery                                      types.DeliveryMediumType
	}
	media := []medium{
		{"e-mail", "CustomEmailSender", "customEmailSenderRequestV1", "email", "ann@example.com", "new@example.com", types.DeliveryMediumTypeEmail},
		{"SMS", "CustomSMSSender", "customSMSSenderRequestV1", "phone_number", "+15550100001", "+15550100002", types.DeliveryMediumTypeSms},
	}
	return each(media, func(m medium) Case {
		// told judges the one event of a message to the user made last.
		told := func(w *World, occasion, client, status, address, verified, code, more string) {
			w.t.Helper()
			user := userJSON(status, m.attribute, address, m.attribute+"_verified", verified)
			w.Told("1", m.trigger+"_"+occasion, w.user.Username, client, `{"type":"`+m.kind+`","code":"`+code+`","userAttributes":`+user+more+`}`, "")
		}
		const silent = `,"clientMetadata":null`
		return Case{
			Operations: ops("SignUp", "ResendConfirmationCode", "AdminCreateUser", "ForgotPassword", "GetUserAttributeVerificationCode", "UpdateUserAttributes"),
			Says:       "a custom sender is told of every message by " + m.name,
			Needs:      needs(Triggers, PlainSenders),
			Given: func(w *World) {
				w.Pool(w.Calls("CustomEmailSender", "CustomSMSSender"), AutoVerify("email", "phone_number"), Recovery("verified_email", "verified_phone_number"))
				w.Client()
			},
			Steps: steps(
				func(w *World) {
					w.SignedUp(Attr(m.attribute, m.address))
					told(w, "SignUp", w.client.ID, "UNCONFIRMED", m.address, "false", AnyText, silent)
					OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login, ClientMetadata: metadata()})
					told(w, "ResendCode", w.client.ID, "UNCONFIRMED", m.address, "false", AnyText, toldMetadata)
				},
				func(w *World) {
					name, pw := w.Name("user"), "Te<mp>0rary!"
					OK(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
						UserPoolId: &w.pool.ID, Username: &name, TemporaryPassword: &pw, UserAttributes: attributes(m.attribute, m.address, m.attribute+"_verified", "true"),
						DesiredDeliveryMediums: []types.DeliveryMediumType{m.delivery}, ClientMetadata: metadata()})
					w.user = &User{Login: name, Username: name, Pool: w.pool}
					// Doc: custom email sender Lambda trigger, how a temporary password is written.
					told(w, "AdminCreateUser", noClient, "FORCE_CHANGE_PASSWORD", m.address, "true", "Te&lt;mp&gt;0rary!", toldMetadata)
					w.SetPassword(w.user, password)
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &name, ClientMetadata: metadata()})
					told(w, "ForgotPassword", w.client.ID, "CONFIRMED", m.address, "true", AnyText, toldMetadata)
					token := w.Tokens().AccessToken
					OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: token, AttributeName: &m.attribute, ClientMetadata: metadata()})
					told(w, "VerifyUserAttribute", w.client.ID, "CONFIRMED", m.address, "true", AnyText, toldMetadata)
					OK(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: token, UserAttributes: attributes(m.attribute, m.next), ClientMetadata: metadata()})
					told(w, "UpdateUserAttribute", w.client.ID, "CONFIRMED", m.next, "false", AnyText, toldMetadata)
				},
			),
		}
	})
}

// codeIn is the code in the event of a custom sender.
func codeIn(event map[string]any) string {
	request, _ := event["request"].(map[string]any)
	code, _ := request["code"].(string)
	return code
}
