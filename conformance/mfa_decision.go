package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// The user of most MFA cases has these, and the masks the service shows them by.
// Seen: public captures of SMS_MFA (+********4114), getmoto/moto (t***@t***).
const (
	annPhone     = "+15550100001"
	annPhoneMask = "+*******0001"
	annMail      = "ann@example.com"
	annMailMask  = "a***@e***"
)

// smsParams are the parameters of SMS_MFA for that user.
func smsParams(w *World) Params {
	return Params{
		"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": annPhoneMask, "USER_ID_FOR_SRP": w.user.Username,
	}
}

// mailParams are the parameters of EMAIL_OTP as a second factor.
func mailParams(w *World) Params {
	return Params{
		"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": annMailMask, "USER_ID_FOR_SRP": w.user.Username,
	}
}

// totpParams are those of SOFTWARE_TOKEN_MFA. Doc: AWS CLI, admin-initiate-auth.
func totpParams(w *World) Params {
	return Params{"FRIENDLY_DEVICE_NAME": authenticatorName, "USER_ID_FOR_SRP": w.user.Username}
}

// setupParams are those of MFA_SETUP: the factors that may be set up, in any order.
func setupParams(w *World, factors ...string) Params {
	return Params{"MFAS_CAN_SETUP": JSONSet(factors...), "USER_ID_FOR_SRP": w.user.Username}
}

// chooseParams are those of SELECT_MFA_TYPE.
func chooseParams(w *World, factors ...string) Params {
	return Params{"MFAS_CAN_CHOOSE": JSONSet(factors...), "USER_ID_FOR_SRP": w.user.Username}
}

// Authenticator gives the user made last an authenticator by signing in, whatever the mode of the pool asks for.
func (w *World) Authenticator() {
	w.t.Helper()
	a := w.SignIn()
	if a.Tokens != nil {
		w.RegisterTOTP(w.user, *a.Tokens.AccessToken)
		return
	}
	w.SetUpTOTP(a)
}

// SetUpTOTP answers MFA_SETUP with an authenticator.
func (w *World) SetUpTOTP(a *Answer) *Answer {
	w.t.Helper()
	if a.Challenge != "MFA_SETUP" {
		w.t.Fatalf("asked for %s, want MFA_SETUP", a.Challenge)
	}
	begun := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &a.Session})
	w.user.secret, w.user.lastStep = *begun.SecretCode, 0
	done := OK(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{
		Session: begun.Session, UserCode: new(w.TOTP(w.user)), FriendlyDeviceName: new(authenticatorName),
	})
	return w.Answer("MFA_SETUP", Params{"Session": *done.Session})
}

// decision is one row of the table that says which challenge comes after the right password.
type decision struct {
	says    string
	mode    string
	factors []Factor
	user    []UserOption
	// registered gives the user an authenticator before the pool gets its mode.
	registered bool
	prepare    func(w *World)
	challenge  string // "" for tokens
	parameters func(w *World) Params
	open       string
}

// mfaDecisionCases are the rows, each seen through both pairs of operations.
func mfaDecisionCases() []Case {
	var cases []Case
	for _, d := range append(optionalDecisions(), requiredDecisions()...) {
		for _, admin := range []bool{false, true} {
			cases = append(cases, d.asCase(admin))
		}
	}
	return cases
}

func (d decision) asCase(admin bool) Case {
	operation := "InitiateAuth"
	if admin {
		operation = "AdminInitiateAuth"
	}
	return Case{
		Operations: ops(operation), Says: "MFA " + d.mode + ": " + d.says, Assumes: d.open,
		Given: func(w *World) {
			w.admin = admin
			// Recovery by an administrator only, so that no factor is kept back for getting a new password.
			w.Pool(MFA("OPTIONAL", d.factors...), Recovery("admin_only"))
			w.Client()
			w.User(d.user...)
			if d.registered {
				w.Authenticator()
			}
			if d.mode == "ON" {
				w.SetMFA("ON", d.factors...)
			}
			if d.prepare != nil {
				d.prepare(w)
			}
			if d.mode == "OFF" {
				w.SetMFA("OFF")
			}
		},
		Steps: steps(func(w *World) {
			a := w.SignIn()
			if d.challenge == "" {
				w.SignedIn(a)
				return
			}
			w.Challenged(a, d.challenge, d.parameters(w))
		}),
	}
}

func optionalDecisions() []decision {
	phone, mail := []UserOption{Phone(annPhone)}, []UserOption{Mail(annMail)}
	both := []UserOption{Phone(annPhone), Mail(annMail)}
	all := []Factor{SMS, TOTP, Email}
	return []decision{
		{says: "tokens, whatever the user has", mode: "OFF", factors: all, user: both, registered: true},
		{says: "tokens, whatever the user prefers", mode: "OFF", factors: all, user: both, registered: true,
			prepare: func(w *World) { w.Prefer(SMS, preferred) }},
		{says: "tokens for a user who has enabled nothing", mode: "OPTIONAL", factors: all, user: both},
		{says: "tokens for a user whose authenticator was never enabled", mode: "OPTIONAL", factors: []Factor{TOTP}, registered: true},
		{says: "SMS_MFA for a user with SMS enabled", mode: "OPTIONAL", factors: all, user: phone,
			prepare: func(w *World) { w.Prefer(SMS, on) }, challenge: "SMS_MFA", parameters: smsParams},
		{says: "EMAIL_OTP for a user with e-mail enabled", mode: "OPTIONAL", factors: all, user: mail,
			prepare: func(w *World) { w.Prefer(Email, on) }, challenge: "EMAIL_OTP", parameters: mailParams, open: "A203"},
		{says: "SOFTWARE_TOKEN_MFA for a user with the software token enabled", mode: "OPTIONAL", factors: []Factor{TOTP}, registered: true,
			prepare: func(w *World) { w.Prefer(TOTP, on) }, challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
		{says: "a choice for a user with SMS and the software token enabled", mode: "OPTIONAL", factors: []Factor{SMS, TOTP}, user: phone, registered: true,
			prepare:   func(w *World) { w.Prefer(SMS, on); w.Prefer(TOTP, on) },
			challenge: "SELECT_MFA_TYPE", parameters: func(w *World) Params {
				// Seen: public captures, in this order.
				return Params{"MFAS_CAN_CHOOSE": `["SMS_MFA","SOFTWARE_TOKEN_MFA"]`, "USER_ID_FOR_SRP": w.user.Username}
			}},
		{says: "a choice for a user with all three enabled", mode: "OPTIONAL", factors: all, user: both, registered: true,
			prepare:   func(w *World) { w.Prefer(SMS, on); w.Prefer(TOTP, on); w.Prefer(Email, on) },
			challenge: "SELECT_MFA_TYPE", parameters: func(w *World) Params {
				return chooseParams(w, "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP")
			}},
		{says: "the preferred factor of several: SMS", mode: "OPTIONAL", factors: all, user: both, registered: true,
			prepare:   func(w *World) { w.Prefer(Email, on); w.Prefer(TOTP, on); w.Prefer(SMS, preferred) },
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "the preferred factor of several: e-mail", mode: "OPTIONAL", factors: all, user: both, registered: true,
			prepare:   func(w *World) { w.Prefer(SMS, on); w.Prefer(TOTP, on); w.Prefer(Email, preferred) },
			challenge: "EMAIL_OTP", parameters: mailParams, open: "A203"},
		{says: "the preferred factor of several: the software token", mode: "OPTIONAL", factors: all, user: both, registered: true,
			prepare:   func(w *World) { w.Prefer(SMS, on); w.Prefer(Email, on); w.Prefer(TOTP, preferred) },
			challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
		{says: "tokens again after the factor was disabled", mode: "OPTIONAL", factors: []Factor{SMS}, user: phone,
			prepare: func(w *World) { w.Prefer(SMS, preferred); w.Prefer(SMS, off) }},
		// Doc: developer guide, TOTP software token MFA.
		{says: "SOFTWARE_TOKEN_MFA still, after the pool turned the software token off", mode: "OPTIONAL", factors: []Factor{SMS, TOTP}, registered: true,
			prepare:   func(w *World) { w.Prefer(TOTP, preferred); w.SetMFA("OPTIONAL", SMS) },
			challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
	}
}

func requiredDecisions() []decision {
	phone, mail := []UserOption{Phone(annPhone)}, []UserOption{Mail(annMail)}
	both := []UserOption{Phone(annPhone), Mail(annMail)}
	return []decision{
		{says: "set-up for a user without an authenticator", mode: "ON", factors: []Factor{TOTP},
			challenge: "MFA_SETUP", parameters: func(w *World) Params {
				return Params{"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA"]`, "USER_ID_FOR_SRP": w.user.Username}
			}},
		{says: "SOFTWARE_TOKEN_MFA for a user with an authenticator", mode: "ON", factors: []Factor{TOTP}, registered: true,
			challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
		{says: "SMS_MFA for a user with a phone number", mode: "ON", factors: []Factor{SMS}, user: phone,
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "SMS_MFA for a user whose phone number nobody has verified", mode: "ON", factors: []Factor{SMS}, user: []UserOption{UnverifiedPhone(annPhone)},
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "set-up where SMS and the software token are on, for a user with neither", mode: "ON", factors: []Factor{SMS, TOTP},
			challenge: "MFA_SETUP", parameters: func(w *World) Params { return setupParams(w, "SMS_MFA", "SOFTWARE_TOKEN_MFA") }, open: "A204"},
		{says: "SMS_MFA where the software token is on as well, for a user without an authenticator", mode: "ON", factors: []Factor{SMS, TOTP}, user: phone,
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "SMS_MFA where the software token is on as well, with a number nobody has verified", mode: "ON", factors: []Factor{SMS, TOTP}, user: []UserOption{UnverifiedPhone(annPhone)},
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "a choice for a user with a phone number and an authenticator", mode: "ON", factors: []Factor{SMS, TOTP}, user: phone, registered: true,
			challenge: "SELECT_MFA_TYPE", parameters: func(w *World) Params { return chooseParams(w, "SMS_MFA", "SOFTWARE_TOKEN_MFA") }},
		{says: "SOFTWARE_TOKEN_MFA where SMS is on as well, for a user without a phone number", mode: "ON", factors: []Factor{SMS, TOTP}, registered: true,
			challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
		{says: "EMAIL_OTP for a user with an address", mode: "ON", factors: []Factor{Email, TOTP}, user: mail,
			challenge: "EMAIL_OTP", parameters: mailParams, open: "A203"},
		{says: "EMAIL_OTP for a user whose address nobody has verified", mode: "ON", factors: []Factor{Email}, user: []UserOption{UnverifiedMail(annMail)},
			challenge: "EMAIL_OTP", parameters: mailParams, open: "A203"},
		{says: "EMAIL_OTP where SMS is on as well, for a user without a phone number", mode: "ON", factors: []Factor{Email, SMS}, user: mail,
			challenge: "EMAIL_OTP", parameters: mailParams, open: "A203"},
		{says: "SMS_MFA where e-mail is on as well, for a user without an address", mode: "ON", factors: []Factor{Email, SMS}, user: phone,
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "a choice for a user with an address and a phone number", mode: "ON", factors: []Factor{Email, SMS}, user: both,
			challenge: "SELECT_MFA_TYPE", parameters: func(w *World) Params { return chooseParams(w, "SMS_MFA", "EMAIL_OTP") }},
		{says: "set-up of the software token or e-mail, for a user with neither", mode: "ON", factors: []Factor{Email, TOTP},
			challenge: "MFA_SETUP", parameters: func(w *World) Params {
				// Seen: aws-amplify/amplify-swift, in this order.
				return Params{"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]`, "USER_ID_FOR_SRP": w.user.Username}
			}},
		{says: "the preferred factor of several", mode: "ON", factors: []Factor{SMS, TOTP, Email}, user: both, registered: true,
			prepare:   func(w *World) { w.Prefer(Email, on); w.Prefer(TOTP, on); w.Prefer(SMS, preferred) },
			challenge: "SMS_MFA", parameters: smsParams},
		{says: "the software token when preferred, though a phone number is there", mode: "ON", factors: []Factor{SMS, TOTP}, user: phone, registered: true,
			prepare:   func(w *World) { w.Prefer(TOTP, preferred) },
			challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
		{says: "SOFTWARE_TOKEN_MFA still, after the pool turned the software token off", mode: "ON", factors: []Factor{SMS, TOTP}, registered: true,
			prepare:   func(w *World) { w.Prefer(TOTP, preferred); w.SetMFA("ON", SMS) },
			challenge: "SOFTWARE_TOKEN_MFA", parameters: totpParams},
		{says: "set-up again after an administrator deleted the authenticator", mode: "ON", factors: []Factor{TOTP}, registered: true,
			prepare: func(w *World) {
				OK(w, w.API.AdminDeleteSoftwareToken, &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			},
			challenge: "MFA_SETUP", parameters: func(w *World) Params { return setupParams(w, "SOFTWARE_TOKEN_MFA") }},
	}
}
