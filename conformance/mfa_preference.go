package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
)

// preference is what one call says about one factor of a user.
type preference int

const (
	off preference = iota
	on
	preferred
)

// hand is one of the two ways to set a preference: the user's own, with an access token, or the administrator's.
type hand struct {
	operation string
	set       func(w *World, sms, totp, email *preference) error
}

func smsSettings(p *preference) *types.SMSMfaSettingsType {
	if p == nil {
		return nil
	}
	return &types.SMSMfaSettingsType{Enabled: *p != off, PreferredMfa: *p == preferred}
}

func totpSettings(p *preference) *types.SoftwareTokenMfaSettingsType {
	if p == nil {
		return nil
	}
	return &types.SoftwareTokenMfaSettingsType{Enabled: *p != off, PreferredMfa: *p == preferred}
}

func emailSettings(p *preference) *types.EmailMfaSettingsType {
	if p == nil {
		return nil
	}
	return &types.EmailMfaSettingsType{Enabled: *p != off, PreferredMfa: *p == preferred}
}

// hands are both ways. The user's own needs an access token kept as "access".
func hands() []hand {
	return []hand{
		{"AdminSetUserMFAPreference", func(w *World, sms, totp, email *preference) error {
			return Try(w, w.API.AdminSetUserMFAPreference, &cip.AdminSetUserMFAPreferenceInput{
				UserPoolId: &w.pool.ID, Username: &w.user.Username,
				SMSMfaSettings: smsSettings(sms), SoftwareTokenMfaSettings: totpSettings(totp), EmailMfaSettings: emailSettings(email),
			})
		}},
		{"SetUserMFAPreference", func(w *World, sms, totp, email *preference) error {
			return Try(w, w.API.SetUserMFAPreference, &cip.SetUserMFAPreferenceInput{
				AccessToken:    new(w.Kept("access")),
				SMSMfaSettings: smsSettings(sms), SoftwareTokenMfaSettings: totpSettings(totp), EmailMfaSettings: emailSettings(email),
			})
		}},
	}
}

// Prefer sets the preference for one factor of the user made last, as an administrator; the other factors stay.
func (w *World) Prefer(f Factor, p preference) {
	w.t.Helper()
	var sms, totp, email *preference
	switch f {
	case SMS:
		sms = &p
	case TOTP:
		totp = &p
	case Email:
		email = &p
	}
	w.must(hands()[0].set(w, sms, totp, email))
}

// shown is what both GetUser and AdminGetUser say about the factors of a user.
type shown struct {
	List      []string
	Preferred *string
}

// Shows fails the case when the user's factors or the preferred one are others, seen from either side.
func (w *World) Shows(want shown) {
	w.t.Helper()
	admin := w.Look(w.user)
	w.Equal(shown{admin.UserMFASettingList, admin.PreferredMfaSetting}, want, Unordered())
	if access, ok := w.kept["access"]; ok {
		own := OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &access})
		w.Equal(shown{own.UserMFASettingList, own.PreferredMfaSetting}, want, Unordered())
	}
}

// withFactors is a user in a pool where MFA is optional, able to use every factor, whose access token is kept.
func withFactors(w *World) {
	w.Pool(MFA("OPTIONAL", SMS, TOTP, Email), Recovery("admin_only"))
	w.Client()
	w.User(Phone("+15550100001"), Mail("ann@example.com"))
	access := *w.Tokens().AccessToken
	w.Keep("access", access)
	w.RegisterTOTP(w.user, access)
}

func mfaPreferenceCases() []Case {
	// Seen: integration tests of aws-amplify/amplify-swift and amplify-flutter on real pools.
	type move struct {
		says             string
		before           func(w *World)
		sms, totp, email *preference
		want             shown
	}
	const sms, totp, email = "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"
	moves := []move{
		{"enabling SMS lists it", nil, new(on), nil, nil, shown{[]string{sms}, nil}},
		{"enabling the software token lists it", nil, nil, new(on), nil, shown{[]string{totp}, nil}},
		{"enabling e-mail lists it", nil, nil, nil, new(on), shown{[]string{email}, nil}},
		{"preferring SMS lists and prefers it", nil, new(preferred), nil, nil, shown{[]string{sms}, new(sms)}},
		{"preferring the software token lists and prefers it", nil, nil, new(preferred), nil, shown{[]string{totp}, new(totp)}},
		{"preferring e-mail lists and prefers it", nil, nil, nil, new(preferred), shown{[]string{email}, new(email)}},
		{"all factors at once, one preferred", nil, new(on), new(preferred), new(on), shown{[]string{sms, totp, email}, new(totp)}},
		{"enabling what was preferred takes the preference away", func(w *World) { w.Prefer(TOTP, preferred) }, nil, new(on), nil, shown{[]string{totp}, nil}},
		{"disabling what was preferred takes both away", func(w *World) { w.Prefer(TOTP, preferred) }, nil, new(off), nil, shown{}},
		{"disabling what was enabled takes it off the list", func(w *World) { w.Prefer(SMS, on); w.Prefer(TOTP, on) }, new(off), nil, nil, shown{[]string{totp}, nil}},
		{"a factor that is not spoken of stays", func(w *World) { w.Prefer(SMS, preferred) }, nil, new(on), nil, shown{[]string{sms, totp}, new(sms)}},
		{"preferring another factor moves the preference and keeps both", func(w *World) { w.Prefer(TOTP, preferred) }, new(preferred), nil, nil, shown{[]string{sms, totp}, new(sms)}},
		{"disabling a factor that was never enabled is accepted", nil, new(off), new(off), new(off), shown{}},
		{"a call about no factor changes nothing", func(w *World) { w.Prefer(SMS, preferred) }, nil, nil, nil, shown{[]string{sms}, new(sms)}},
	}
	var cases []Case
	for _, h := range hands() {
		cases = append(cases, each(moves, func(m move) Case {
			return Case{
				Operations: ops(h.operation, "GetUser", "AdminGetUser"), Says: m.says,
				Given: withFactors,
				Steps: steps(
					func(w *World) {
						if m.before != nil {
							m.before(w)
						}
						w.must(h.set(w, m.sms, m.totp, m.email))
					},
					func(w *World) { w.Shows(m.want) },
				),
			}
		})...)
		cases = append(cases, preferenceRefusals(h)...)
	}
	return append(cases, preferenceRest()...)
}

// preferenceRefusals are the settings that are refused, by either hand.
func preferenceRefusals(h hand) []Case {
	bare := func(w *World) { // a user with nothing to be reached by
		w.Pool(MFA("OPTIONAL", SMS, TOTP, Email), Recovery("admin_only"))
		w.Client()
		w.User()
		w.Keep("access", *w.Tokens().AccessToken)
	}
	refused := func(says, open string, given func(w *World), sms, totp, email *preference, text ...string) Case {
		return Case{
			Operations: ops(h.operation), Says: "refused: " + says, Assumes: open, Given: given,
			Steps: steps(func(w *World) {
				w.Fails(h.set(w, sms, totp, email), "InvalidParameterException", text...)
				w.Shows(shown{})
			}),
		}
	}
	return []Case{
		// Seen: aws/aws-sdk-js-v3#4645.
		refused("the software token without an authenticator", "", bare, nil, new(on), nil,
			"User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"),
		refused("the software token of an authenticator that was never verified", "", func(w *World) {
			bare(w)
			OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: new(w.Kept("access"))})
		}, nil, new(on), nil, "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"),
		refused("SMS without a phone number", "A040", bare, new(on), nil, nil,
			"User does not have delivery config set to turn on SMS_MFA"),
		refused("e-mail without an address", "A040", bare, nil, nil, new(on),
			"User does not have delivery config set to turn on EMAIL_OTP"),
		refused("two preferred factors", "", withFactors, new(preferred), new(preferred), nil),
		{
			Operations: ops(h.operation), Says: "disabling what the user could never use is accepted", Given: bare,
			Steps: steps(func(w *World) {
				w.must(h.set(w, new(off), new(off), new(off)))
				w.Shows(shown{})
			}),
		},
		{
			Operations: ops(h.operation), Says: "a phone number that nobody has verified will do",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", SMS))
				w.Client()
				w.User(UnverifiedPhone("+15550100001"))
				w.Keep("access", *w.Tokens().AccessToken)
			},
			Steps: steps(func(w *World) {
				w.must(h.set(w, new(preferred), nil, nil))
				w.Shows(shown{[]string{"SMS_MFA"}, new("SMS_MFA")})
			}),
		},
	}
}

func preferenceRest() []Case {
	return []Case{
		{
			Operations: ops("GetUser", "AdminGetUser"), Says: "a new user has neither a list of factors nor a preference",
			Given: withFactors,
			Steps: steps(func(w *World) { w.Shows(shown{}) }),
		},
		{
			// Seen: aws-amplify/amplify-swift. The documentation says otherwise.
			Operations: ops("AdminSetUserMFAPreference"), Says: "all factors may be disabled even where MFA is required",
			Given: func(w *World) { withFactors(w); w.SetMFA("ON", SMS, TOTP, Email); w.Prefer(TOTP, preferred) },
			Steps: steps(func(w *World) {
				w.must(hands()[0].set(w, new(off), new(off), new(off)))
				w.Shows(shown{})
			}),
		},
		{
			// Seen: aws-amplify/amplify-flutter.
			Operations: ops("AdminSetUserMFAPreference", "InitiateAuth"), Needs: needs(Inspect),
			Says:  "an administrator may set a preference before the first sign-in",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User(Phone("+15550100001")) },
			Steps: steps(
				func(w *World) { w.Prefer(SMS, preferred) },
				func(w *World) { w.Challenged(w.SignIn(), "SMS_MFA", smsParams(w)) },
			),
		},
		{
			Operations: ops("AdminSetUserMFAPreference"), Says: "refused: an unknown user",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", TOTP)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminSetUserMFAPreference, &cip.AdminSetUserMFAPreferenceInput{UserPoolId: &w.pool.ID, Username: new("nobody")},
					"UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("AdminSetUserSettings", "AdminGetUser"), Says: "the old settings are shown as they were given",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User(Phone("+15550100001")) },
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{
						UserPoolId: &w.pool.ID, Username: &w.user.Username,
						MFAOptions: []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: new("phone_number")}},
					})
				},
				func(w *World) {
					w.Equal(w.Look(w.user).MFAOptions, []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: new("phone_number")}})
				},
			),
		},
		{
			Operations: ops("SetUserSettings", "GetUser"), Says: "a user sets the old settings as well",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User(Phone("+15550100001")) },
			Steps: steps(func(w *World) {
				access := w.Tokens().AccessToken
				options := []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: new("phone_number")}}
				OK(w, w.API.SetUserSettings, &cip.SetUserSettingsInput{AccessToken: access, MFAOptions: options})
				w.Equal(OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: access}).MFAOptions, options)
			}),
		},
		{
			Operations: ops("AdminSetUserSettings", "InitiateAuth"), Says: "the old settings turn SMS on", Assumes: "A068",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User(Phone("+15550100001")) },
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{
					UserPoolId: &w.pool.ID, Username: &w.user.Username,
					MFAOptions: []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: new("phone_number")}},
				})
				w.Challenged(w.SignIn(), "SMS_MFA", smsParams(w))
			}),
		},
		{
			Operations: ops("GetUserAuthFactors"), Says: "a user with nothing but a password has just that",
			Given: func(w *World) { w.Pool(); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				Answers(w, w.API.GetUserAuthFactors, &cip.GetUserAuthFactorsInput{AccessToken: w.Tokens().AccessToken},
					&cip.GetUserAuthFactorsOutput{Username: &w.user.Username, ConfiguredUserAuthFactors: []types.AuthFactorType{"PASSWORD"}})
			}),
		},
		{
			Operations: ops("GetUserAuthFactors", "AdminGetUserAuthFactors"), Says: "both list the factors that are on and the preferred one",
			Given: withFactors,
			Steps: steps(func(w *World) {
				w.must(hands()[0].set(w, new(on), new(preferred), nil))
				own := OK(w, w.API.GetUserAuthFactors, &cip.GetUserAuthFactorsInput{AccessToken: new(w.Kept("access"))})
				w.Equal(shown{own.UserMFASettingList, own.PreferredMfaSetting}, shown{[]string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}, new("SOFTWARE_TOKEN_MFA")}, Unordered())
				admin := OK(w, w.API.AdminGetUserAuthFactors, &cip.AdminGetUserAuthFactorsInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				w.Equal(cip.GetUserAuthFactorsOutput{
					Username: admin.Username, PreferredMfaSetting: admin.PreferredMfaSetting,
					UserMFASettingList: admin.UserMFASettingList, ConfiguredUserAuthFactors: admin.ConfiguredUserAuthFactors,
				}, *own, cmp.Options{Unordered()})
			}),
		},
		{
			Operations: ops("AdminDeleteSoftwareToken"), Says: "the authenticator is gone and with it the factor and the preference", Assumes: "A208",
			Given: func(w *World) { withFactors(w); w.Prefer(SMS, on); w.Prefer(TOTP, preferred) },
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminDeleteSoftwareToken, &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: &w.user.Username},
						&cip.AdminDeleteSoftwareTokenOutput{})
				},
				func(w *World) { w.Shows(shown{[]string{"SMS_MFA"}, nil}) },
			),
		},
		{
			Operations: ops("AdminDeleteSoftwareToken"), Says: "refused: an unknown user",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminDeleteSoftwareToken, &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: new("nobody")},
					"UserNotFoundException", "User does not exist.")
			}),
		},
	}
}
