package session

import (
	"errors"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// RevokeUserSession ends a session of the caller, with its tokens. The caller's own one cannot be ended
// this way. Doc: API_RevokeUserSession.
func (s service) RevokeUserSession(c *op.Call, who *op.Principal, in *newest.RevokeUserSessionInput) (*newest.RevokeUserSessionOutput, error) {
	session := find(c, who.Pool, who.User, *in.SessionId)
	switch {
	case session == nil:
		return nil, fault.UserSessionNotFound()
	case session.ID == who.Grant.Session:
		return nil, fault.OwnUserSession()
	}
	if err := s.end(session, in.RevokeAssociatedSessions); err != nil {
		return nil, err
	}
	return &newest.RevokeUserSessionOutput{}, nil
}

// AdminRevokeUserSession ends a session of a user; that of another user is not found.
// Doc: API_AdminRevokeUserSession.
func (s service) AdminRevokeUserSession(c *op.Call, pool *state.Pool, in *newest.AdminRevokeUserSessionInput) (*newest.AdminRevokeUserSessionOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	session := find(c, pool, user, *in.SessionId)
	if session == nil {
		return nil, fault.UserSessionNotFound()
	}
	if err := s.end(session, in.RevokeAssociatedSessions); err != nil {
		return nil, err
	}
	return &newest.AdminRevokeUserSessionOutput{}, nil
}

func (s service) end(session *state.UserSession, associated newest.RevokeAssociatedSessionsType) error {
	linked := associated == newest.RevokeAssociatedSessionsTypeLinked
	err := s.Store.Update(func(tx *state.Tx) error { return tx.EndUserSession(session.Pool, session.Sub, session.ID, linked) })
	if errors.Is(err, state.ErrGone) { // another request was first
		return fault.UserSessionNotFound()
	}
	return err
}
