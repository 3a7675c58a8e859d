package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// factorRefusals are settings of factors whose refusal is known, and not its words.
func factorRefusals() []Case {
	const invalid = "InvalidParameterException"
	cases := each(hands(), func(h hand) Case {
		return Case{
			Operations: ops(h.operation), Says: "words: two preferred factors", Assumes: "A033", Given: withFactors,
			Steps: steps(func(w *World) {
				w.Fails(h.set(w, new(preferred), new(preferred), nil), invalid, "Only one MFA can be set as preferred")
			}),
		}
	})
	return append(cases, []Case{
		{
			Operations: ops("AdminSetUserSettings", "SetUserSettings"), Says: "words: old settings that are not SMS to the phone number", Assumes: "A033", Given: withFactors,
			Steps: steps(func(w *World) {
				for _, option := range []types.MFAOptionType{
					{DeliveryMedium: "EMAIL", AttributeName: new("email")}, {DeliveryMedium: "SMS", AttributeName: new("email")}, {DeliveryMedium: "EMAIL", AttributeName: new("phone_number")},
				} {
					options := []types.MFAOptionType{option}
					Refuses(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, MFAOptions: options}, invalid, "Invalid MFA options given")
					Refuses(w, w.API.SetUserSettings, &cip.SetUserSettingsInput{AccessToken: new(w.Kept("access")), MFAOptions: options}, invalid, "Invalid MFA options given")
				}
			}),
		},
		{
			Operations: ops("SetUserPoolMfaConfig"), Says: "words: SMS that is to be no factor any more where the pool can send it", Assumes: "A037",
			Given: func(w *World) { w.Pool(SendsSMS()) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: &w.pool.ID, MfaConfiguration: "ON", SmsMfaConfiguration: &types.SmsMfaConfigType{},
					SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true}}, invalid,
					"Can't turn off SMS_MFA when SMS configuration is set for the user pool")
			}),
		},
		{
			Operations: ops("UpdateUserPool"), Says: "recovery by phone beside MFA by SMS is refused where all must have it and e-mail cannot help", Assumes: "A037",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)) },
			Steps: steps(func(w *World) {
				set := func(mode types.UserPoolMfaType, verified types.VerifiedAttributeType, by ...types.RecoveryOptionNameType) error {
					plan := poolPlan{}
					Recovery(by...)(&plan)
					return Try(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, SmsConfiguration: snsSender(), MfaConfiguration: mode,
						AutoVerifiedAttributes: []types.VerifiedAttributeType{verified}, AccountRecoverySetting: plan.create.AccountRecoverySetting})
				}
				w.must(set("OPTIONAL", "phone_number", "verified_phone_number"))
				w.must(set("ON", "email", "verified_phone_number", "verified_email"))
				w.Fails(set("ON", "phone_number", "verified_phone_number", "verified_email"), invalid, "Invalid account recovery setting parameter. "+
					"Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.")
			}),
		},
		{
			Operations: ops("AdminDeleteUserAttributes"), Says: "words: a required attribute cannot be deleted", Assumes: "A041",
			Given: func(w *World) { w.Pool(Require("name")); w.Client(); w.User(Attr("name", "Ann")) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminDeleteUserAttributes, &cip.AdminDeleteUserAttributesInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, UserAttributeNames: []string{"name"}},
					invalid, "Invalid user attributes: user.name: Attribute cannot be deleted.\n")
				w.Equal(w.Value(w.user, "name"), "Ann")
			}),
		},
		{
			Operations: ops("DeleteUserAttributes"), Says: "words: the phone number that MFA needs", Assumes: "A041", Needs: needs(Inspect),
			Given: func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(Phone(annPhone)) },
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)})
				},
				func(w *World) {
					Refuses(w, w.API.DeleteUserAttributes, &cip.DeleteUserAttributesInput{AccessToken: w.auth.Tokens.AccessToken, UserAttributeNames: []string{"phone_number"}},
						invalid, "Cannot delete phone_number as MFA is required for the user pool")
				},
			),
		},
	}...)
}

// factorCases are about which factors there are, in which order, and how long their codes are.
func factorCases() []Case {
	everyFirst := func(w *World) {
		w.Pool(Passkeys(), FirstFactors("PASSWORD", "WEB_AUTHN", "SMS_OTP", "EMAIL_OTP"))
		w.Client()
		w.User(Phone(annPhone), Mail(annMail))
		w.KeepAccess()
	}
	has := func(w *World, want ...types.AuthFactorType) {
		w.t.Helper()
		got := OK(w, w.API.AdminGetUserAuthFactors, &cip.AdminGetUserAuthFactorsInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}).ConfiguredUserAuthFactors
		w.Equal(got, want)
	}
	return []Case{
		{
			Operations: ops("RespondToAuthChallenge", "InitiateAuth"), Says: "factor: wrong codes of a second factor lock nobody out", Assumes: "A062",
			Given: func(w *World) { withFactors(w); w.Prefer(TOTP, preferred) },
			Steps: steps(
				func(w *World) {
					w.Keep("code", w.TOTP(w.user)) // which nobody uses before the last step
					for range 20 {
						w.Asked(w.SignIn(), "SOFTWARE_TOKEN_MFA")
						w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": wrong(w.Kept("code"))})), "CodeMismatchException")
					}
				},
				func(w *World) {
					w.Asked(w.SignIn(), "SOFTWARE_TOKEN_MFA")
					w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.Kept("code")}))
				},
			),
		},
		{
			Operations: ops("AdminDeleteSoftwareToken"), Says: "factor: an authenticator that is not there can be deleted", Assumes: "A067", Given: plain,
			Steps: steps(func(w *World) {
				Answers(w, w.API.AdminDeleteSoftwareToken, &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, &cip.AdminDeleteSoftwareTokenOutput{})
			}),
		},
		{
			Operations: ops("AdminGetUserAuthFactors", "AdminSetUserMFAPreference"), Says: "factor: an address is one as soon as the user enables it as a second factor", Assumes: "A069", Given: withFactors,
			Steps: steps(
				func(w *World) {
					has(w, "PASSWORD", "SOFTWARE_TOKEN")
					w.Prefer(SMS, on)
				},
				func(w *World) {
					has(w, "PASSWORD", "SMS_OTP", "SOFTWARE_TOKEN")
					w.Prefer(Email, on)
					has(w, "PASSWORD", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN")
				},
			),
		},
		{
			Operations: ops("AdminGetUserAuthFactors"), Says: "factor: an address is one where the pool takes its codes as a first factor", Assumes: "A069", Given: everyFirst,
			Steps: steps(func(w *World) {
				has(w, "PASSWORD", "EMAIL_OTP", "SMS_OTP")
				w.User()
				has(w, "PASSWORD")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "factor: the code by SMS of a first factor has eight digits", Assumes: "A146", Needs: needs(Inspect), Given: everyFirst,
			Steps: steps(func(w *World) {
				w.Asked(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "SMS_OTP"}), "SMS_OTP")
				w.Equal(len(w.Code(w.user, ForSignIn)), 8)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "factor: codes are offered first, then passwords, then passkeys", Assumes: "A147", Given: everyFirst,
			Steps: steps(
				func(w *World) { w.RegisterPasskey(newAuthenticator(w.t)) },
				func(w *World) {
					w.Equal(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login}).Available, []string{"EMAIL_OTP", "SMS_OTP", "PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"})
				},
			),
		},
		{
			Operations: ops("SignUp"), Says: "factor: a client without USER_AUTH is given no session to go on with", Assumes: "A148",
			Given: func(w *World) { w.Pool(); w.Client(Flows("ALLOW_USER_PASSWORD_AUTH")) },
			Steps: steps(func(w *World) {
				Answers(w, w.API.SignUp, signUpIn(w, "ann"), &cip.SignUpOutput{UserSub: new(AnyUUID)})
			}),
		},
	}
}
