package authflow

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// Associate begins the registration of an authenticator app within MFA_SETUP. It returns the secret
// and the session that goes on from here; the given one is used up.
func (f *Flow) Associate(c *op.Call, sessionText string) (secret []byte, next string, err error) {
	s, client, _, err := f.setUpSession(c, sessionText)
	if err != nil {
		return nil, "", err
	}
	if !TOTPEnabled(c.Pool) {
		return nil, "", fault.TOTPNotEnabledByPool()
	}
	if !slices.Contains(s.Choices, string(totpMFA)) {
		return nil, "", fault.InvalidSession()
	}
	secret = f.Entropy.TOTPSecret()
	following, text := f.followSetUp(c, client, s)
	following.Secret = secret
	_, err = f.commit(&signIn{answered: s}, nil, func(tx *state.Tx) error { return tx.AddSession(following) })
	return secret, text, err
}

// Verify ends the registration: with a code of the secret that Associate gave, the user has an
// authenticator from now on, whether or not the sign-in is completed. A wrong code may be corrected
// with the same session.
// Seen: getmoto/moto, test against the service; aws-amplify/amplify-swift, tests on real pools.
func (f *Flow) Verify(c *op.Call, sessionText, code, name string) (next string, err error) {
	s, client, user, err := f.setUpSession(c, sessionText)
	if err != nil {
		return "", err
	}
	if s.Secret == nil || s.Verified {
		return "", fault.InvalidSession()
	}
	step, ok := TOTPStep(s.Secret, code, c.Now)
	if !ok {
		return "", fault.TOTPEnableFailed()
	}
	following, text := f.followSetUp(c, client, s)
	following.Verified = true
	done := &signIn{answered: s, user: user, effects: []func(*state.User) error{Register(s.Secret, name, step)}}
	_, err = f.commit(done, nil, func(tx *state.Tx) error { return tx.AddSession(following) })
	return text, err
}

// Register returns the change that gives a user an authenticator app in place of an earlier one. The
// code that proved it counts as used.
func Register(secret []byte, name string, step int64) func(*state.User) error {
	return func(u *state.User) error {
		u.MFA.Token = &state.Authenticator{Secret: secret, Name: name, LastStep: step}
		u.MFA.Pending = nil
		return nil
	}
}

// setUpSession finds the session of an MFA_SETUP challenge, its client and its user. The call names
// neither: the session knows its own.
func (f *Flow) setUpSession(c *op.Call, text string) (*state.Session, *state.Client, *state.User, error) {
	s, client, err := f.anySession(c, text)
	if err != nil {
		return nil, nil, nil, err
	}
	if s.Challenge != types.ChallengeNameTypeMfaSetup {
		return nil, nil, nil, fault.InvalidSession()
	}
	user := c.View.User(s.Pool, s.Sub)
	switch {
	case user == nil:
		return nil, nil, nil, fault.UserNotFound()
	case !user.Enabled:
		return nil, nil, nil, fault.UserDisabled()
	}
	return s, client, user, nil
}

// followSetUp prepares the session that takes the place of s within one set-up.
func (f *Flow) followSetUp(c *op.Call, client *state.Client, s *state.Session) (next *state.Session, text string) {
	id, next := f.follow(c, client, s, s.Challenge)
	next.Choices = s.Choices
	return next, token.Session(id)
}
