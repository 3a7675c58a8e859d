package authflow

import (
	"crypto/subtle"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// answerCode judges the code of SMS_MFA, SMS_OTP or EMAIL_OTP. A wrong code may be corrected: the session and
// its code stay as they are, however often.
// Seen: AllianceBioversityCIAT/onecgiar_pr, six wrong codes in a row and then the right one. The
// lockout that the MFA page tells of did not set in. Assumed: there is none (A062).
func (f *Flow) answerCode(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	sent, code := s.answered.Code, responses[string(s.answered.Challenge)+"_CODE"]
	if sent == nil || subtle.ConstantTimeCompare([]byte(code), []byte(sent.Value)) != 1 {
		return nil, fault.MFACodeMismatch()
	}
	s.multi = !s.answered.First
	s.factors = append(s.factors, map[string]string{"phone_number": factorSMS, "email": factorEmail}[sent.Attribute])
	required := s.multi && c.Pool.Config.MfaConfiguration == types.UserPoolMfaTypeOn
	s.effects = append(s.effects, func(u *state.User) error {
		if u.Attributes[sent.Attribute] == "" && s.answered.Code.Address != "" {
			u.Attributes[sent.Attribute] = sent.Address // set up by this challenge
		}
		// A code that arrived proves the address it was sent to, not a newer one.
		// Doc: "SMS and email message MFA".
		if u.Attributes[sent.Attribute] == sent.Address {
			u.Attributes[sent.Attribute+"_verified"] = "true"
			// Doc: "Authentication with one-time passwords", the first one confirms a new user.
			if s.answered.First && u.Status == types.UserStatusTypeUnconfirmed {
				u.Status = types.UserStatusTypeConfirmed
			}
		}
		// In a pool that requires a factor, using one enables it.
		// Seen: aws-amplify/amplify-flutter, tests on real pools; no preference is set.
		if required {
			switch sent.Attribute {
			case "phone_number":
				u.MFA.SMS = true
			case "email":
				u.MFA.Email = true
			}
		}
		return nil
	})
	return f.proceed(c, s)
}

// answerTOTP judges a code of the user's authenticator app.
func (f *Flow) answerTOTP(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	switch {
	case s.answered.Custom != nil && s.answered.Custom.Forced:
		return nil, fault.MFACodeMismatch()
	case s.user.MFA.Token == nil:
		return nil, fault.TOTPNotRegistered()
	}
	step, ok := TOTPStep(s.user.MFA.Token.Secret, responses["SOFTWARE_TOKEN_MFA_CODE"], c.Now)
	if !ok {
		return nil, fault.TOTPMismatch()
	}
	s.multi = true
	s.factors = append(s.factors, factorTOTP)
	s.effects = append(s.effects, func(u *state.User) error {
		// Checked in the transaction too: of two requests with one code, one wins.
		switch {
		case u.MFA.Token == nil:
			return fault.TOTPNotRegistered()
		case step <= u.MFA.Token.LastStep:
			return fault.TOTPReplayed()
		}
		u.MFA.Token.LastStep = step
		return nil
	})
	return f.proceed(c, s)
}

// answerSelection takes the user's choice among second factors.
func (f *Flow) answerSelection(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	choice := types.ChallengeNameType(responses["ANSWER"])
	if choice == "EMAIL_MFA" { // the SDK's comments write it so; the enumeration has EMAIL_OTP
		choice = emailOTP
	}
	if !slices.Contains(s.answered.Choices, string(choice)) {
		return nil, fault.InvalidAnswer()
	}
	s.chosen = choice
	return f.proceed(c, s)
}

// answerSetUp ends MFA_SETUP: with the session of a verified authenticator the user is signed in;
// with an e-mail address a code is sent there. The pages take a phone number too.
// Doc: "Adding MFA to a user pool", set-up of SMS in managed login.
func (f *Flow) answerSetUp(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	email, phone := mailToSetUp(responses), responses["PHONE_NUMBER"]
	if s.answered.Verified {
		// The code that was verified counts as the factor: no further prompt.
		// Seen: getmoto/moto, test against the service.
		s.multi = true
		s.factors = append(s.factors, factorTOTP)
		return f.proceed(c, s)
	}
	offered := func(factor types.ChallengeNameType) bool { return slices.Contains(s.answered.Choices, string(factor)) }
	switch {
	case s.hosted && phone != "" && offered(smsMFA):
		if !policy.IsPhone(phone) {
			return nil, fault.InvalidPhoneFormat()
		}
		s.chosen, s.address = smsMFA, phone
	case email != "" && offered(emailOTP):
		if !policy.IsEmail(email) {
			return nil, fault.InvalidEmailFormat()
		}
		s.chosen, s.address = emailOTP, email
	default:
		return nil, fault.InvalidSession()
	}
	return f.proceed(c, s)
}
