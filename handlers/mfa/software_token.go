package mfa

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AssociateSoftwareToken gives a user the secret for an authenticator app: a signed-in user, or one
// who is led to set a factor up. Doc: API_AssociateSoftwareToken.
func (s *Service) AssociateSoftwareToken(c *op.Call, in *cip.AssociateSoftwareTokenInput) (*cip.AssociateSoftwareTokenOutput, error) {
	if in.AccessToken == nil {
		if in.Session == nil {
			return nil, fault.MissingParameter("Session")
		}
		secret, next, err := s.flow.Associate(c, *in.Session)
		if err != nil {
			return nil, err
		}
		return &cip.AssociateSoftwareTokenOutput{SecretCode: aws.String(authflow.SecretText(secret)), Session: &next}, nil
	}
	who, err := s.Principal(c, *in.AccessToken)
	if err != nil {
		return nil, err
	}
	if !authflow.TOTPEnabled(who.Pool) {
		return nil, fault.TOTPNotEnabledByPool()
	}
	secret := s.Entropy.TOTPSecret()
	err = s.change(who.User, func(u *state.User) error {
		u.MFA.Pending = secret
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.AssociateSoftwareTokenOutput{SecretCode: aws.String(authflow.SecretText(secret))}, nil
}

// VerifySoftwareToken registers the authenticator app that shows the right code. With an access
// token it does not switch the factor on: that takes SetUserMFAPreference.
// Doc: API_VerifySoftwareToken, "TOTP software token MFA".
func (s *Service) VerifySoftwareToken(c *op.Call, in *cip.VerifySoftwareTokenInput) (*cip.VerifySoftwareTokenOutput, error) {
	name := aws.ToString(in.FriendlyDeviceName)
	if in.AccessToken == nil {
		if in.Session == nil {
			return nil, fault.MissingParameter("Session")
		}
		next, err := s.flow.Verify(c, *in.Session, *in.UserCode, name)
		if err != nil {
			return nil, err
		}
		return &cip.VerifySoftwareTokenOutput{Status: types.VerifySoftwareTokenResponseTypeSuccess, Session: &next}, nil
	}
	who, err := s.Principal(c, *in.AccessToken)
	if err != nil {
		return nil, err
	}
	secret := who.User.MFA.Pending
	if secret == nil {
		return nil, fault.TOTPNotRegistered()
	}
	step, ok := authflow.TOTPStep(secret, *in.UserCode, c.Now)
	if !ok {
		return nil, fault.TOTPEnableFailed()
	}
	err = s.change(who.User, func(u *state.User) error {
		switch {
		case u.MFA.Pending == nil: // registered meanwhile
			return fault.TOTPNotRegistered()
		case string(u.MFA.Pending) != string(secret): // begun anew meanwhile
			return fault.TOTPEnableFailed()
		}
		return authflow.Register(secret, name, step)(u)
	})
	if err != nil {
		return nil, err
	}
	return &cip.VerifySoftwareTokenOutput{Status: types.VerifySoftwareTokenResponseTypeSuccess}, nil
}

// AdminDeleteSoftwareToken takes a user's authenticator app away, and the factor out of the
// preferences. Tokens stay valid. Doc: API_AdminDeleteSoftwareToken. Assumed: a user without one is
// no error (A067).
func (s *Service) AdminDeleteSoftwareToken(c *op.Call, _ *state.Pool, in *cip.AdminDeleteSoftwareTokenInput) (*cip.AdminDeleteSoftwareTokenOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	if user.Status == types.UserStatusTypeUnconfirmed { // Doc: API_AdminDeleteSoftwareToken, the type. Assumed: that it is meant so (A448).
		return nil, fault.UserNotConfirmed()
	}
	err = s.change(user, func(u *state.User) error {
		u.MFA.Token, u.MFA.Pending, u.MFA.TOTP = nil, nil, false
		if u.MFA.Preferred == types.ChallengeNameTypeSoftwareTokenMfa {
			u.MFA.Preferred = ""
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.AdminDeleteSoftwareTokenOutput{}, nil
}

// change changes a user that the request was about a moment ago.
func (s *Service) change(u *state.User, change func(*state.User) error) error {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.ChangeUser(u.Pool, u.Sub, change) })
	if errors.Is(err, state.ErrGone) {
		return fault.UserNotFound()
	}
	return err
}
