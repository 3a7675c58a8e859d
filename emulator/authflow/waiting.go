package authflow

import (
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/webauthn"
	"cognito-emulator/state"
)

// Waiting is a challenge of a sign-in on the pages that waits for its answer: all that its page shows.
type Waiting struct {
	Challenge types.ChallengeNameType
	// User is who signs in; nil for somebody whom the pool does not have.
	User *state.User
	// First tells that the challenge asks for a first factor.
	First bool
	// Choices are the factors to choose among, or to set up.
	Choices []types.ChallengeNameType
	// Sent tells where the code of the challenge went, nil where there is none; SetUp that it proves an
	// address which the user does not have yet.
	Sent  *types.CodeDeliveryDetailsType
	SetUp bool
	// Secret is that of an authenticator app which is being set up.
	Secret []byte
	// Options are what the browser asks for a passkey with, as JSON.
	Options string
}

// Waiting takes a look at the challenge that a session's text stands for. The session stays as it is.
func (f *Flow) Waiting(c *op.Call, client *state.Client, text string) (*Waiting, error) {
	s, err := sessionOf(c, client, text)
	switch {
	case err != nil:
		return nil, err
	case !s.Hosted:
		return nil, fault.InvalidSession()
	}
	w := &Waiting{Challenge: s.Challenge, First: s.First, Secret: s.Secret}
	for _, choice := range s.Choices {
		w.Choices = append(w.Choices, types.ChallengeNameType(choice))
	}
	if s.Sub == "" {
		return w, nil
	}
	if w.User = c.View.User(s.Pool, s.Sub); w.User == nil {
		return nil, noSuchUser(client)
	}
	if s.Code != nil {
		w.Sent = outbox.Delivery{Attribute: s.Code.Attribute, Address: s.Code.Address}.Details()
		w.SetUp = w.User.Attributes[s.Code.Attribute] == ""
	}
	if s.Nonce != nil {
		w.Options, err = requestOptions(c, client, w.User, s.Nonce)
	}
	return w, err
}

// requestOptions are what a browser asks one of the user's passkeys to sign nonce with.
// Doc: API_InitiateAuth, sample response.
func requestOptions(c *op.Call, client *state.Client, user *state.User, nonce []byte) (string, error) {
	options := webauthn.RequestOptions{
		Challenge:        nonce,
		Timeout:          int64(policy.TokenLife(&client.Config).Session / time.Millisecond),
		Party:            RelyingParty(c.View, c.Pool),
		Allow:            []webauthn.Allowed{},
		UserVerification: string(policy.PasskeyVerification(c.Pool.MFA.WebAuthn)),
	}
	for _, k := range passkeys(c.View, c.Pool, user) {
		id, err := webauthn.ParseBytes(k.ID)
		if err != nil {
			return "", err
		}
		options.Allow = append(options.Allow, webauthn.Allowed{Type: webauthn.KeyType, ID: id, Transports: k.Transports})
	}
	text, err := json.Marshal(options)
	return string(text), err
}
