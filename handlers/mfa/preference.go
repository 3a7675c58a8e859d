package mfa

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// SetUserMFAPreference sets which factors the caller uses. Doc: API_SetUserMFAPreference.
func (s *Service) SetUserMFAPreference(_ *op.Call, who *op.Principal, in *cip.SetUserMFAPreferenceInput) (*cip.SetUserMFAPreferenceOutput, error) {
	err := s.setPreference(who.Pool, who.User, preference{
		in.SMSMfaSettings, in.SoftwareTokenMfaSettings, in.EmailMfaSettings, in.WebAuthnMfaSettings})
	if err != nil {
		return nil, err
	}
	return &cip.SetUserMFAPreferenceOutput{}, nil
}

// AdminSetUserMFAPreference sets which factors a user uses. Doc: API_AdminSetUserMFAPreference.
func (s *Service) AdminSetUserMFAPreference(c *op.Call, pool *state.Pool, in *cip.AdminSetUserMFAPreferenceInput) (*cip.AdminSetUserMFAPreferenceOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	switch user.Status { // Doc: API_AdminSetUserMFAPreference, the types. Assumed: that they are meant so (A448).
	case types.UserStatusTypeUnconfirmed:
		return nil, fault.UserNotConfirmed()
	case types.UserStatusTypeResetRequired:
		return nil, fault.PasswordResetRequired()
	}
	err = s.setPreference(pool, user, preference{
		in.SMSMfaSettings, in.SoftwareTokenMfaSettings, in.EmailMfaSettings, in.WebAuthnMfaSettings})
	if err != nil {
		return nil, err
	}
	return &cip.AdminSetUserMFAPreferenceOutput{}, nil
}

// preference is what either operation says; a block that is left out leaves its factor as it is.
type preference struct {
	sms      *types.SMSMfaSettingsType
	totp     *types.SoftwareTokenMfaSettingsType
	email    *types.EmailMfaSettingsType
	webAuthn *types.WebAuthnMfaSettingsType
}

// setPreference changes the user's factors. Every factor may be switched off, in a pool that
// requires one too.
// Seen: aws-amplify/amplify-swift, tests on real pools; the documentation says otherwise.
func (s *Service) setPreference(pool *state.Pool, user *state.User, p preference) error {
	return s.change(user, func(u *state.User) error {
		var given []policy.Factor
		add := func(name types.ChallengeNameType, enabled, preferred bool) {
			given = append(given, policy.Factor{Name: name, Enabled: enabled, Preferred: preferred, Possible: deliverable(pool, u, name)})
		}
		if p.sms != nil {
			add(types.ChallengeNameTypeSmsMfa, p.sms.Enabled, p.sms.PreferredMfa)
		}
		if p.totp != nil {
			add(types.ChallengeNameTypeSoftwareTokenMfa, p.totp.Enabled, p.totp.PreferredMfa)
		}
		if p.email != nil {
			add(types.ChallengeNameTypeEmailOtp, p.email.Enabled, p.email.PreferredMfa)
		}
		next, err := policy.MFAPreference(u.MFA, given...)
		if err == nil && p.webAuthn != nil {
			next, err = policy.SwitchPasskeyMFA(pool.MFA.WebAuthn, next, p.webAuthn.Enabled)
		}
		u.MFA = next
		return err
	})
}

// deliverable tells whether a code of the factor can get to the user: an address need not be
// verified, an authenticator must be.
// Seen: aws/aws-sdk-js-v3#4645, aws-amplify/amplify-js#11259.
func deliverable(pool *state.Pool, u *state.User, factor types.ChallengeNameType) bool {
	switch factor {
	case types.ChallengeNameTypeSmsMfa:
		return pool.Config.SmsConfiguration != nil && u.Attributes["phone_number"] != ""
	case types.ChallengeNameTypeEmailOtp:
		return pool.MFA.Email != nil && u.Attributes["email"] != ""
	}
	return u.MFA.Token != nil && authflow.TOTPEnabled(pool)
}
