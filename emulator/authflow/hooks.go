package authflow

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// permit tells whether somebody may begin a sign-in: admit, the flow's own rule, and the pool's function
// have their say. It returns the user as the function leaves it, or nil for somebody whom the pool does
// not have and the client hides.
// Doc: "Pre authentication Lambda trigger". Assumed: a user whom the status keeps out does not get as far
// as the function (A291).
func (f *Flow) permit(c *op.Call, b Begin, user *state.User, name string, admit func(*op.Call, *state.User) error) (*state.User, error) {
	about := trigger.SigningIn{UserAttributes: map[string]string{}, ValidationData: b.Metadata, UserNotFound: notFound(b.Client, user)}
	switch {
	case user == nil && !account.HidesUsers(b.Client):
		return nil, fault.UserNotFound()
	case user != nil:
		if err := admit(c, user); err != nil {
			return nil, err
		}
		name, about.UserAttributes = user.Username, trigger.Attributes(c.Pool, user)
	}
	called, err := f.Triggers.PreAuthentication(c.Context(), c.Occasion(b.Client, name), about)
	if err != nil || !called || user == nil {
		return user, err
	}
	c.View = f.Store.View()
	if user = c.View.User(user.Pool, user.Sub); user == nil {
		return nil, noSuchUser(b.Client)
	}
	return user, admit(c, user)
}

// migrate asks the pool's function for a user whom the pool does not have and who signs in with a password;
// nil when nobody knows one.
func (f *Flow) migrate(c *op.Call, client *state.Client, name, password string, validation, metadata map[string]string) (*state.User, error) {
	return f.accounts.Migrate(c, client, name, trigger.SourceMigrateSignIn, trigger.Migrating{
		Password: password, ValidationData: validation, ClientMetadata: metadata})
}

// migrateChosen is migrate for somebody who chose the password only when asked for a first factor. The
// ClientMetadata of an administrator's answer comes along. Doc: "Migrate user Lambda trigger".
func (f *Flow) migrateChosen(c *op.Call, r Respond, session *state.Session, name string) (*state.User, error) {
	chosen := r.Challenge == password || r.Challenge == selectChallenge && r.Responses["ANSWER"] == string(password)
	if !chosen || session.Challenge != r.Challenge || r.Responses["PASSWORD"] == "" {
		return nil, nil
	}
	metadata := r.Metadata
	if !r.Admin {
		metadata = nil
	}
	return f.migrate(c, r.Client, name, r.Responses["PASSWORD"], nil, metadata)
}

// notFound is what functions are told of a user's existence: nothing, unless the client hides it.
// Doc: "Pre authentication Lambda trigger", userNotFound.
func notFound(client *state.Client, user *state.User) *bool {
	if !account.HidesUsers(client) {
		return nil
	}
	missing := user == nil
	return &missing
}

// signedIn tells the pool's function of a user who is about to get tokens, and returns the user as the
// functions of this sign-in leave it, with what the sign-in itself changes.
// Doc: "Post authentication Lambda trigger".
func (f *Flow) signedIn(c *op.Call, s *signIn, user *state.User) (*state.User, error) {
	about := trigger.SignedIn{UserAttributes: trigger.Attributes(c.Pool, user), ClientMetadata: s.metadata}
	if c.Pool.TracksDevices() || s.vouched {
		unknown := s.device.known == nil && !s.vouched
		about.NewDeviceUsed = &unknown
	}
	called, err := f.Triggers.PostAuthentication(c.Context(), c.Occasion(s.client, user.Username), about)
	if err != nil || !called && s.custom == nil {
		return user, err
	}
	c.View = f.Store.View()
	now := c.View.User(user.Pool, user.Sub)
	if now == nil {
		return nil, fault.UserNotFound()
	}
	now = now.Clone()
	for _, change := range s.effects {
		if err := change(now); err != nil {
			return nil, err
		}
	}
	if !now.Enabled {
		return nil, fault.UserDisabled()
	}
	return now, nil
}

// tokenSource is the occasion on which the tokens of a sign-in are made.
// Doc: "Pre token generation Lambda trigger", sources.
func (s *signIn) tokenSource() string {
	switch {
	case s.answered != nil && s.answered.Challenge == types.ChallengeNameTypeNewPasswordRequired:
		return trigger.SourceNewPassword
	case s.hosted:
		return trigger.SourceHosted
	case s.device.proven:
		return trigger.SourceDevice
	}
	return trigger.SourceSignIn
}
