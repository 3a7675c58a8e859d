package mfa

import (
	"encoding/json"
	"errors"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/webauthn"
	"cognito-emulator/state"
)

// registrationLife is how long a browser may take to make a passkey.
// Doc: API_StartWebAuthnRegistration, timeout. Assumed: the challenge is good for as long (A234).
const registrationLife = time.Minute

// StartWebAuthnRegistration gives the caller what a browser makes a passkey with.
// Doc: API_StartWebAuthnRegistration.
func (s *Service) StartWebAuthnRegistration(c *op.Call, who *op.Principal, _ *cip.StartWebAuthnRegistrationInput) (*cip.StartWebAuthnRegistrationOutput, error) {
	party := authflow.RelyingParty(c.View, who.Pool)
	known := c.View.PasskeysOf(who.Pool.ID, who.User.Sub)
	switch {
	case !who.Pool.AllowsFirst(types.AuthFactorTypeWebAuthn):
		return nil, fault.WebAuthnNotEnabled()
	case party == "":
		return nil, fault.WebAuthnConfigurationMissing()
	case len(known) >= policy.MaxPasskeys:
		return nil, fault.TooManyCredentials()
	}
	options := webauthn.CreationOptions{
		Selection: webauthn.Selection{
			RequireResidentKey: true, ResidentKey: "required",
			UserVerification: string(policy.PasskeyVerification(who.Pool.MFA.WebAuthn)),
		},
		Challenge:  s.Entropy.Bytes(authflow.NonceSize),
		Exclude:    []webauthn.Descriptor{},
		Algorithms: webauthn.Algorithms(),
		Party:      webauthn.Party{ID: party, Name: party},
		Timeout:    int64(registrationLife / time.Millisecond),
		User:       webauthn.User{DisplayName: who.User.Username, ID: webauthn.Bytes(who.User.Sub), Name: who.User.Username},
	}
	for _, k := range known {
		id, err := webauthn.ParseBytes(k.ID)
		if err != nil {
			return nil, err
		}
		options.Exclude = append(options.Exclude, webauthn.Descriptor{ID: id, Type: webauthn.KeyType})
	}
	text, err := json.Marshal(options)
	if err != nil {
		return nil, err
	}
	challenge := &state.PasskeyChallenge{
		Pool: who.Pool.ID, Sub: who.User.Sub, Value: options.Challenge.Text(), Client: who.Client.ID,
		Expires: c.Now.Add(registrationLife),
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.AddPasskeyChallenge(challenge, c.Now) })
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.AccessTokenRevoked()
	case err != nil:
		return nil, err
	}
	return &cip.StartWebAuthnRegistrationOutput{CredentialCreationOptions: newest.RawDocument(text)}, nil
}
