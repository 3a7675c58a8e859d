// Package authflow decides what a sign-in asks for next and carries it out: first factors, sessions,
// second factors, new passwords, tokens. The operations of the API and the hosted pages both drive
// it, so that a user who is refused on one is refused on the other.
package authflow

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// The factors that are codes; the second factors in the order in which a choice among them is listed.
// EMAIL_OTP is a first factor too, SMS has a name for each.
const (
	smsMFA   = types.ChallengeNameTypeSmsMfa
	totpMFA  = types.ChallengeNameTypeSoftwareTokenMfa
	emailOTP = types.ChallengeNameTypeEmailOtp
	smsOTP   = types.ChallengeNameTypeSmsOtp
)

// decision is what a sign-in needs after its first factor.
type decision struct {
	// challenge is what to ask; empty: nothing more, the user gets tokens.
	challenge types.ChallengeNameType
	// choices are the factors to choose among (SELECT_MFA_TYPE) or to set up (MFA_SETUP).
	choices []types.ChallengeNameType
	// stuck: a factor is required and the user has no way to one.
	stuck bool
}

// secondFactor decides which second factor is asked of a user.
// Doc: "Adding MFA to a user pool", details of MFA logic at user runtime. Seen: the integration tests
// of aws-amplify/amplify-swift and amplify-flutter against real pools, which the order follows where
// the page says something else: a user is asked on the first sign-in too, unverified addresses
// count, and a channel that is also the recovery channel is not left out.
func secondFactor(p *state.Pool, u *state.User) decision {
	switch p.Config.MfaConfiguration {
	case types.UserPoolMfaTypeOptional:
		return optionalFactor(p, u)
	case types.UserPoolMfaTypeOn:
		return requiredFactor(p, u)
	}
	return decision{}
}

// optionalFactor asks for what the user has enabled, and for nothing when that is nothing. A verified
// authenticator that was never enabled by a preference does not count.
// Seen: Liftric/cognito-idp, order of calls.
func optionalFactor(p *state.Pool, u *state.User) decision {
	var enabled []types.ChallengeNameType
	for _, f := range []struct {
		factor types.ChallengeNameType
		on     bool
	}{
		{smsMFA, u.MFA.SMS},
		{totpMFA, u.MFA.TOTP && u.MFA.Token != nil},
		{emailOTP, u.MFA.Email && p.MFA.Email != nil},
	} {
		if !f.on {
			continue
		}
		if f.factor == u.MFA.Preferred {
			return reachable(u, f.factor)
		}
		enabled = append(enabled, f.factor)
	}
	switch len(enabled) {
	case 0:
		return decision{}
	case 1:
		return reachable(u, enabled[0])
	}
	return decision{challenge: types.ChallengeNameTypeSelectMfaType, choices: enabled}
}

// reachable asks for the factor if a code can get to the user. A user who removed the phone number
// that is the second factor is stuck.
// Seen: aws-amplify/amplify-js#8829.
func reachable(u *state.User, factor types.ChallengeNameType) decision {
	if attribute := attributeOf(factor); attribute != "" && u.Attributes[attribute] == "" {
		return decision{stuck: true}
	}
	return decision{challenge: factor}
}

// requiredFactor asks for one of the factors the user has, or leads to the set-up of one.
func requiredFactor(p *state.Pool, u *state.User) decision {
	// A registered authenticator counts although the pool no longer allows new ones, and although
	// the preference was cleared.
	// Doc: "TOTP software token MFA".
	have := map[types.ChallengeNameType]bool{
		smsMFA:   p.Config.SmsConfiguration != nil && u.Attributes["phone_number"] != "",
		totpMFA:  u.MFA.Token != nil,
		emailOTP: p.MFA.Email != nil && u.Attributes["email"] != "",
	}
	if have[u.MFA.Preferred] {
		return decision{challenge: u.MFA.Preferred}
	}
	var usable []types.ChallengeNameType
	for _, f := range []types.ChallengeNameType{smsMFA, totpMFA, emailOTP} {
		if have[f] {
			usable = append(usable, f)
		}
	}
	switch len(usable) {
	case 0:
		return setUp(p)
	case 1:
		return decision{challenge: usable[0]}
	}
	return decision{challenge: types.ChallengeNameTypeSelectMfaType, choices: usable}
}

// setUp leads a user without any factor to one. All factors of the pool are listed, though with the
// API a phone number can only be added by an administrator: with SMS alone there is nothing to set up.
// Doc: RespondToAuthChallenge, MFA_SETUP. Seen: aws-amplify/amplify-js#14013.
func setUp(p *state.Pool) decision {
	var factors []types.ChallengeNameType
	if p.Config.SmsConfiguration != nil {
		factors = append(factors, smsMFA)
	}
	possible := false
	if TOTPEnabled(p) {
		factors, possible = append(factors, totpMFA), true
	}
	if p.MFA.Email != nil {
		factors, possible = append(factors, emailOTP), true
	}
	if !possible {
		return decision{stuck: true}
	}
	return decision{challenge: types.ChallengeNameTypeMfaSetup, choices: factors}
}

// setUpHosted is d for a sign-in on the pages, where users can give a phone number.
// Doc: "Adding MFA to a user pool", set-up of SMS in managed login.
func setUpHosted(p *state.Pool, d decision) decision {
	if d.stuck && p.Config.MfaConfiguration == types.UserPoolMfaTypeOn && p.Config.SmsConfiguration != nil {
		return decision{challenge: types.ChallengeNameTypeMfaSetup, choices: []types.ChallengeNameType{smsMFA}}
	}
	return d
}

// TOTPEnabled tells whether users of the pool may register an authenticator app.
func TOTPEnabled(p *state.Pool) bool {
	return p.MFA.SoftwareToken != nil && p.MFA.SoftwareToken.Enabled
}

// attributeOf is the attribute that a factor's codes go to; empty for an authenticator.
func attributeOf(factor types.ChallengeNameType) string {
	switch factor {
	case smsMFA, smsOTP:
		return "phone_number"
	case emailOTP:
		return "email"
	}
	return ""
}
