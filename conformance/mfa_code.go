package conformance

import (
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// mfaCodeCases are about the codes that are sent at sign-in: how they look, how long they live, what they prove.
func mfaCodeCases() []Case {
	smsRequired := func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(UnverifiedPhone(annPhone)) }
	mailRequired := func(w *World) {
		w.Pool(MFA("ON", Email), Recovery("admin_only"))
		w.Client()
		w.User(UnverifiedMail(annMail))
	}
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "the SMS code has six digits and goes to the phone number", Given: smsRequired,
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					m := w.Message(w.user, ForSignIn)
					w.Equal([]string{m.Channel, m.Destination, m.Username, m.UserPoolID, m.ClientID},
						[]string{"sms", annPhone, w.user.Username, w.pool.ID, w.client.ID})
					if len(m.Code) != 6 || !strings.Contains(m.Body, m.Code) {
						w.Errorf("code %q in %q", m.Code, m.Body)
					}
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the code by e-mail has six digits and comes in the pool's own words", Given: mailRequired,
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					m := w.Message(w.user, ForSignIn)
					w.Equal([]string{m.Channel, m.Destination, m.Subject, m.Body}, []string{"email", annMail, "Sign in", "Your code is " + m.Code + "."})
					w.Equal(len(m.Code), 6)
				},
			),
		},
		{
			Operations: ops("SetUserPoolMfaConfig", "InitiateAuth"), Needs: needs(Inspect), Says: "the SMS comes in the pool's own words", Given: smsRequired,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{
						UserPoolId: &w.pool.ID, MfaConfiguration: "ON",
						SmsMfaConfiguration: &types.SmsMfaConfigType{SmsAuthenticationMessage: new("Psst: {####}!"), SmsConfiguration: snsSender()},
					})
				},
				func(w *World) {
					w.SignIn()
					m := w.Message(w.user, ForSignIn)
					w.Equal(m.Body, "Psst: "+m.Code+"!")
				},
			),
		},
		{
			// Doc: developer guide, SMS and e-mail message MFA.
			Operations: about, Needs: needs(Inspect), Says: "an SMS code verifies the phone number and lists the factor, without preferring it", Given: smsRequired,
			Steps: steps(
				func(w *World) { w.SignIn(); w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}) },
				func(w *World) {
					w.Equal(w.Value(w.user, "phone_number_verified"), "true")
					w.Shows(shown{[]string{"SMS_MFA"}, nil})
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a code by e-mail verifies the address and lists the factor, without preferring it", Given: mailRequired,
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)})
				},
				func(w *World) {
					w.Equal(w.Value(w.user, "email_verified"), "true")
					w.Shows(shown{[]string{"EMAIL_OTP"}, nil})
				},
			),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr, captures of a live pool.
			Operations: about, Needs: needs(Inspect, Clock), Says: "the session and its code live three minutes", Given: smsRequired,
			Steps: steps(func(w *World) {
				w.Freeze()
				w.SignIn()
				w.Advance(2*time.Minute + 59*time.Second)
				w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}))
				w.SignIn()
				code := w.Code(w.user, ForSignIn)
				w.Advance(3*time.Minute + time.Second)
				w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"SMS_MFA_CODE": code})),
					"NotAuthorizedException", "Invalid session for the user, session is expired.")
			}),
		},
		{
			Operations: about, Needs: needs(Inspect, Clock), Says: "the client decides how long sessions live",
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS))
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) { in.AuthSessionValidity = new(int32(15)) }))
				w.User(Phone(annPhone))
			},
			Steps: steps(func(w *World) {
				w.Freeze()
				w.SignIn()
				w.Advance(14*time.Minute + 59*time.Second)
				w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}))
				w.SignIn()
				code := w.Code(w.user, ForSignIn)
				w.Advance(15*time.Minute + time.Second)
				w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"SMS_MFA_CODE": code})),
					"NotAuthorizedException", "Invalid session for the user, session is expired.")
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the code of one sign-in does not end another",
			Given: smsRequired,
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Keep("first", w.Code(w.user, ForSignIn))
					w.SignIn()
				},
				func(w *World) {
					if w.Kept("first") != w.Code(w.user, ForSignIn) { // one in a million is the same
						w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"SMS_MFA_CODE": w.Kept("first")})), "CodeMismatchException", wrongState)
					}
					w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}))
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-flutter#95, aws-amplify/amplify-js#14013. The spelling is the service's.
			Operations: ops("RespondToAuthChallenge"), Says: "refused: SMS is required and the user has no phone number",
			Given: func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.SRP(password, nil)), "MFAMethodNotFoundException", "No MFA mechanism registerd in the account.")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "refused: SMS is required and the user has no phone number", Assumes: "A227",
			Given: func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "MFAMethodNotFoundException", "No MFA mechanism registerd in the account.")
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "refused: SMS is required and the user has no phone number",
			Given: func(w *World) { w.AsAdmin(); w.Pool(MFA("ON", SMS)); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "MFAMethodNotFoundException", "No MFA mechanism registerd in the account.")
			}),
		},
		{
			// The documentation keeps the first channel of recovery from being a second factor; tests of
			// aws-amplify/amplify-swift on real pools show both.
			Operations: ops("InitiateAuth"), Says: "the channel of recovery is a second factor like the other", Assumes: "A210",
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS, Email), Recovery("verified_email", "verified_phone_number"))
				w.Client()
				w.User(Phone(annPhone), Mail(annMail))
			},
			Steps: steps(func(w *World) { w.Challenged(w.SignIn(), "SELECT_MFA_TYPE", chooseParams(w, "SMS_MFA", "EMAIL_OTP")) }),
		},
		{
			// Seen: aws-amplify/amplify-js#8829; the words are in a picture there.
			Operations: ops("DeleteUserAttributes"), Needs: needs(Inspect), Says: "refused: the phone number of a user who signs in by SMS where MFA is required", Given: smsRequired,
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)})
				},
				func(w *World) {
					w.RefusedSomehow(Try(w, w.API.DeleteUserAttributes, &cip.DeleteUserAttributesInput{
						AccessToken: w.auth.Tokens.AccessToken, UserAttributeNames: []string{"phone_number"},
					}))
					w.Equal(w.Value(w.user, "phone_number"), annPhone)
				},
			),
		},
		{
			Operations: ops("ForgotPassword"), Says: "refused: a new password by the channel that is the second factor",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", SMS), Recovery("verified_phone_number", "verified_email"))
				w.Client()
				w.User(Phone(annPhone))
				w.Prefer(SMS, preferred)
			},
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login},
					"InvalidParameterException", noRecovery)
			}),
		},
		{
			Operations: ops("ForgotPassword"), Needs: needs(Inspect), Says: "the other channel serves for a new password when one is the second factor",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", SMS), Recovery("verified_phone_number", "verified_email"))
				w.Client()
				w.User(Phone(annPhone), Mail(annMail))
				w.Prefer(SMS, preferred)
			},
			Steps: steps(func(w *World) {
				Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login},
					&cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(annMailMask)})
			}),
		},
	}
}

// mfaSetupCases are about the set-up of e-mail, and about new users in pools that require MFA.
func mfaSetupCases() []Case {
	mailSetup := func(w *World) {
		w.Pool(MFA("ON", Email, TOTP), Recovery("admin_only"))
		w.Client()
		w.User()
	}
	about := ops("RespondToAuthChallenge")
	return []Case{
		{
			// Seen: aws-amplify/amplify-swift.
			Operations: about, Needs: needs(Inspect), Says: "MFA_SETUP: an address is sent a code, which stores and verifies the address", Given: mailSetup,
			Steps: steps(
				func(w *World) { w.SignIn(); w.Asked(w.Answer("MFA_SETUP", Params{"EMAIL": annMail}), "EMAIL_OTP") },
				func(w *World) {
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
					w.Equal([]string{w.Value(w.user, "email"), w.Value(w.user, "email_verified")}, []string{annMail, "true"})
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "MFA_SETUP: an address is not stored before its code came back", Given: mailSetup,
			Steps: steps(
				func(w *World) { w.SignIn(); w.Answer("MFA_SETUP", Params{"EMAIL": annMail}) },
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.WrongCode(w.user, ForSignIn)})), "CodeMismatchException", wrongState)
					w.Equal(w.Value(w.user, "email"), "")
				},
			),
		},
		{
			Operations: about, Says: "MFA_SETUP: an authenticator can be chosen where e-mail is offered, too", Given: mailSetup,
			Steps: steps(func(w *World) { w.SignedIn(w.SetUpTOTP(w.SignIn())) }),
		},
		{
			// Seen: tests of getmoto/moto that ran against the service.
			Operations: ops("InitiateAuth"), Says: "a user who signed up is asked at the first sign-in already",
			Given: func(w *World) {
				w.Pool(MFA("ON", TOTP))
				w.Client()
				w.SignedUp()
				OK(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
			},
			Steps: steps(func(w *World) { w.Challenged(w.SignIn(), "MFA_SETUP", setupParams(w, "SOFTWARE_TOKEN_MFA")) }),
		},
		{
			Operations: about, Says: "a new password comes before the set-up, and the set-up ends in tokens",
			Given: func(w *World) { w.Pool(MFA("ON", TOTP)); w.Client(); w.User(Temporary()) },
			Steps: steps(
				func(w *World) {
					w.Asked(w.SignIn(), "NEW_PASSWORD_REQUIRED")
					w.Challenged(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}), "MFA_SETUP", setupParams(w, "SOFTWARE_TOKEN_MFA"))
				},
				func(w *World) {
					w.SignedIn(w.SetUpTOTP(w.auth))
					w.Status(w.user, types.UserStatusTypeConfirmed)
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a new password comes before the code",
			Given: func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(Temporary(), Phone(annPhone)) },
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Challenged(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}), "SMS_MFA", smsParams(w))
				},
				func(w *World) { w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)})) },
			),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"), Needs: needs(Inspect), Says: "SRP leads to the second factor just as a password does",
			Given: func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(Phone(annPhone)) },
			Steps: steps(
				func(w *World) {
					a, err := w.SRP(password, nil)
					w.must(err)
					w.Challenged(a, "SMS_MFA", smsParams(w))
				},
				func(w *World) { w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)})) },
			),
		},
		{
			// Seen: furaiev/amazon-cognito-identity-dart-2#223.
			Operations: about, Needs: needs(Inspect), Says: "the code may be answered by an alias when it is verified, not otherwise",
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS), Alias("email"))
				w.Client()
				w.User(Phone(annPhone), UnverifiedMail(annMail))
			},
			Steps: steps(func(w *World) {
				w.SignIn()
				p := Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn), "USERNAME": annMail}
				w.Fails(Refusal(w.TryAnswer("SMS_MFA", p)), "UserNotFoundException", "User does not exist.")
				w.Set(w.user, "email", annMail, "email_verified", "true")
				w.SignedIn(w.Answer("SMS_MFA", p))
			}),
		},
	}
}

// noRecovery is the text when there is no way to send a code for a new password.
// Seen: aws/aws-sdk-js-v3#7101, and a public suite that ran against a real pool.
const noRecovery = "Cannot reset password for the user as there is no registered/verified email or phone_number"

func byMail(mask string) *types.CodeDeliveryDetailsType {
	return &types.CodeDeliveryDetailsType{AttributeName: new("email"), DeliveryMedium: "EMAIL", Destination: &mask}
}

func bySMS(mask string) *types.CodeDeliveryDetailsType {
	return &types.CodeDeliveryDetailsType{AttributeName: new("phone_number"), DeliveryMedium: "SMS", Destination: &mask}
}
