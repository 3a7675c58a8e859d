package mfa

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/webauthn"
	"cognito-emulator/state"
)

// CompleteWebAuthnRegistration registers the passkey that a browser made. A refused one may be made
// again for the same challenge, while that lasts. Assumed (A234).
// Doc: API_CompleteWebAuthnRegistration.
func (s *Service) CompleteWebAuthnRegistration(c *op.Call, who *op.Principal, in *cip.CompleteWebAuthnRegistrationInput) (*cip.CompleteWebAuthnRegistrationOutput, error) {
	if !who.Pool.AllowsFirst(types.AuthFactorTypeWebAuthn) {
		return nil, fault.WebAuthnNotEnabled()
	}
	document, err := in.Credential.MarshalSmithyDocument()
	if err != nil {
		return nil, err
	}
	response, err := webauthn.ParseRegistration(document)
	if err != nil {
		return nil, registrationFault(err)
	}
	challenge := c.View.PasskeyChallenge(who.Pool.ID, who.User.Sub, webauthn.Bytes(response.Challenge()).Text())
	switch {
	case challenge == nil, !c.Now.Before(challenge.Expires):
		return nil, fault.WebAuthnChallengeNotFound()
	case challenge.Client != who.Client.ID:
		return nil, fault.WebAuthnClientMismatch()
	}
	made, err := response.Verify(webauthn.Expected{
		Challenge:    response.Challenge(),
		RelyingParty: authflow.RelyingParty(c.View, who.Pool),
		Verified:     policy.PasskeyVerification(who.Pool.MFA.WebAuthn) == types.UserVerificationTypeRequired,
	})
	if err != nil {
		return nil, registrationFault(err)
	}
	passkey := &state.Passkey{
		Pool: who.Pool.ID, Sub: who.User.Sub, ID: webauthn.Bytes(made.ID).Text(),
		RelyingParty: authflow.RelyingParty(c.View, who.Pool), Key: made.Key, Counter: made.Counter,
		Name: policy.PasskeyName(made.Attachment), Attachment: made.Attachment, Transports: made.Transports,
		Created: c.Now,
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if err := tx.TakePasskeyChallenge(challenge); err != nil {
			return err
		}
		if len(tx.PasskeysOf(passkey.Pool, passkey.Sub)) >= policy.MaxPasskeys {
			return fault.TooManyCredentials()
		}
		return tx.AddPasskey(passkey)
	})
	switch {
	case errors.Is(err, state.ErrStale):
		return nil, fault.WebAuthnChallengeNotFound()
	case errors.Is(err, state.ErrExists): // Doc: "Web Authentication", 7.1: no key is registered twice
		return nil, fault.InvalidCredential()
	case errors.Is(err, state.ErrGone):
		return nil, fault.AccessTokenRevoked()
	case err != nil:
		return nil, err
	}
	return &cip.CompleteWebAuthnRegistrationOutput{}, nil
}

// registrationFault is what the service says of a passkey that it does not take.
// Doc: API_CompleteWebAuthnRegistration, errors. Assumed: which of them an authenticator gets that
// verifies nobody, or whose attestation does not hold (A233).
func registrationFault(err error) error {
	switch {
	case errors.Is(err, webauthn.ErrOrigin):
		return fault.WebAuthnOriginNotAllowed()
	case errors.Is(err, webauthn.ErrRelyingParty):
		return fault.WebAuthnRelyingPartyMismatch()
	case errors.Is(err, webauthn.ErrUnsupported), errors.Is(err, webauthn.ErrAttestation),
		errors.Is(err, webauthn.ErrNotPresent), errors.Is(err, webauthn.ErrNotVerified):
		return fault.WebAuthnCredentialNotSupported()
	}
	return fault.InvalidCredential()
}
