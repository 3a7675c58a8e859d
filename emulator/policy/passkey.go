package policy

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// MaxPasskeys is how many passkeys a user can register. Doc: "Quotas".
const MaxPasskeys = 20

// RelyingParty is whom the passkeys of a pool are made for: what the pool configures, else its custom
// domain, else its prefix domain with its full name. It is empty when there is none of them.
// Doc: WebAuthnConfigurationType; "Authentication flows", passkeys. Assumed: classic domains count, as
// WebAuthnConfigurationMissingException says (A230).
func RelyingParty(c *types.WebAuthnConfigurationType, prefix, custom *state.Domain) string {
	switch {
	case c != nil && aws.ToString(c.RelyingPartyId) != "":
		return *c.RelyingPartyId
	case custom != nil:
		return custom.Host()
	case prefix != nil:
		return prefix.Host()
	}
	return ""
}

// PasskeyVerification tells whether passkeys must verify their users, or should.
// Doc: WebAuthnConfigurationType, UserVerification and FactorConfiguration.
func PasskeyVerification(c *types.WebAuthnConfigurationType) types.UserVerificationType {
	if passkeyIsMFA(c) || c != nil && c.UserVerification == types.UserVerificationTypeRequired {
		return types.UserVerificationTypeRequired
	}
	return types.UserVerificationTypePreferred
}

// PasskeyIsEnough tells whether a user's passkey stands for two factors: the pool must say so and the
// user must have chosen it.
// Doc: WebAuthnMfaSettingsType. Assumed: the user's choice counts in pools where MFA is optional too
// (A235).
func PasskeyIsEnough(c *types.WebAuthnConfigurationType, m state.UserMFA) bool {
	return passkeyIsMFA(c) && m.Passkey
}

// SwitchPasskeyMFA is what SetUserMFAPreference and its twin make of a user's settings for passkeys. It is
// asked last: another factor may have been switched on in the same call.
// Doc: SetUserMFAPreference, WebAuthnMfaSettings. Assumed: the other factor is one that is listed (A235).
func SwitchPasskeyMFA(c *types.WebAuthnConfigurationType, old state.UserMFA, enabled bool) (state.UserMFA, error) {
	if enabled && (!passkeyIsMFA(c) || EnabledMFA(old) == nil) {
		return old, fault.PasskeyMFANotPossible()
	}
	next := old
	next.Passkey = enabled
	return next, nil
}

// PasskeyName is what a passkey is called.
// Doc: AWS CLI, list-web-authn-credentials ("Roaming passkey"). Assumed: the other names (A236).
func PasskeyName(attachment string) string {
	switch attachment {
	case "platform":
		return "Platform passkey"
	case "cross-platform":
		return "Roaming passkey"
	}
	return "Passkey"
}
