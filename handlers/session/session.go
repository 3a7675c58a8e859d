// Package session owns the operations on the sessions of users, in pools that keep track of them: what is
// there, and ending one. Sessions are made by sign-ins and kept up by refreshes, in package authflow.
package session

import (
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		op.Bearer(s.ListUserSessions),
		op.Pool(s.AdminListUserSessions),
		op.Bearer(s.RevokeUserSession),
		op.Pool(s.AdminRevokeUserSession),
	}
}

// find returns a session of a user, or nil. A pool that does not keep track of sessions has none, whatever
// it noted before. Assumed (A252).
func find(c *op.Call, pool *state.Pool, user *state.User, id string) *state.UserSession {
	if !policy.TracksSessions(pool) {
		return nil
	}
	return c.View.UserSession(pool.ID, user.Sub, id, c.Now)
}
