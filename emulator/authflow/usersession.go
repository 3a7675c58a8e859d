package authflow

import (
	"errors"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// trackSession prepares the session that a grant makes up for its user to see; nil when the pool keeps
// track of none. Tokens carry nothing of it. Assumed (A250).
// Doc: "Managing user sessions": a sign-in that yields a refresh token makes a TOKEN session.
func (f *Flow) trackSession(c *op.Call, g *state.Grant) *state.UserSession {
	if !policy.TracksSessions(c.Pool) {
		return nil
	}
	g.Session = f.Entropy.UserSessionID("tkn")
	s := &state.UserSession{
		Pool: g.Pool, Sub: g.Sub, ID: g.Session, Type: newest.SessionTypeTypeToken,
		Client: g.Client, Grant: g.ID, Created: c.Now, Expires: g.Expires,
	}
	noteUse(s, c)
	return s
}

// addSession adds what trackSession prepared.
func addSession(tx *state.Tx, c *op.Call, s *state.UserSession) error {
	if s == nil {
		return nil
	}
	return tx.AddUserSession(s, int(policy.Sessions(c.Pool).MaxPerUser), c.Now)
}

// tracked tells whether the pool keeps track of the session of a grant.
func tracked(c *op.Call, g *state.Grant) bool {
	return g.Session != "" && policy.TracksSessions(c.Pool)
}

// useSession notes on the session of a grant that its tokens are refreshed.
// Doc: SessionDescriptionType, LastActiveDate.
func useSession(tx *state.Tx, c *op.Call, g *state.Grant) error {
	if !tracked(c, g) {
		return nil
	}
	err := tx.ChangeUserSession(g.Pool, g.Sub, g.Session, func(s *state.UserSession) { noteUse(s, c) })
	if errors.Is(err, state.ErrGone) { // it ended a moment ago, and the tokens with it
		return fault.RefreshTokenRevoked()
	}
	return err
}

// noteUse notes when, where and with what a session is used. A server that calls for a user may have told
// whose browser it is, and then its own is none. Assumed (A320).
func noteUse(s *state.UserSession, c *op.Call) {
	browser := c.UserAgent
	if c.Device.UserAgent != "" {
		browser = c.Device.UserAgent
	}
	s.Active, s.Device, s.IP = c.Now, policy.DeviceType(browser), c.IP
}
