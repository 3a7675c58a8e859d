package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// revoke is RevokeUserSession with these members beside the kept access token.
func (w *World) revoke(access string, members map[string]any) *Reply {
	w.t.Helper()
	members["AccessToken"] = w.Kept(access)
	return w.Post("RevokeUserSession", members)
}

// adminRevoke is AdminRevokeUserSession of the user made last.
func (w *World) adminRevoke(id string) *Reply {
	w.t.Helper()
	return w.PostSigned("AdminRevokeUserSession", map[string]any{"UserPoolId": w.pool.ID, "Username": w.user.Username, "SessionId": id})
}

const (
	noSession  = "tkn0000000000000000000000000"
	wrongNames = "tkn-0000000000000000000000000"
)

// sessionEndCases are about what ends a session, and with it its tokens.
func sessionEndCases() []Case {
	two := func(w *World) { tracking(20)(w); w.keepTokens("one"); w.keepTokens("two") }
	cases := []Case{
		{
			Operations: ops("RevokeUserSession"), Says: "a session ends with its tokens, the others stay", Given: two,
			Steps: steps(
				func(w *World) {
					w.Equal(w.good(w.revoke("two", map[string]any{"SessionId": w.sessionID(w.Kept("one"))})), "{}")
				},
				func(w *World) {
					w.over("one")
					w.lives("two")
					w.Equal(w.sessions(w.Kept("two")), []userSession{w.session(AnyTracked, true)})
				},
			),
		},
		{
			Operations: ops("RevokeUserSession"), Says: "a session that came through no browser has nothing associated", Given: two,
			Steps: steps(
				func(w *World) {
					w.good(w.revoke("two", map[string]any{"SessionId": w.sessionID(w.Kept("one")), "RevokeAssociatedSessions": "LINKED"}))
				},
				func(w *World) { w.over("one"); w.lives("two") },
			),
		},
		{
			Operations: ops("RevokeUserSession"), Says: "refused: the own session", Given: two, Assumes: "A251",
			Steps: steps(func(w *World) {
				w.Refused(w.revoke("two", map[string]any{"SessionId": w.sessionID(w.Kept("two"))}), "InvalidParameterException")
				w.lives("two")
			}),
		},
		{
			Operations: ops("AdminRevokeUserSession"), Says: "an administrator ends any session", Given: two,
			Steps: steps(
				func(w *World) {
					for _, s := range w.adminSessions() {
						w.Equal(w.good(w.adminRevoke(s.SessionId)), "{}")
					}
				},
				func(w *World) { w.listed(0); w.over("one"); w.over("two") },
			),
		},
		{
			Operations: ops("RevokeUserSession", "AdminRevokeUserSession"), Says: "refused: a session that is not there, or no more, or is another user's", Given: two, Assumes: "A251",
			Steps: steps(func(w *World) {
				theirs := w.sessionID(w.Kept("one"))
				w.Refused(w.revoke("two", map[string]any{"SessionId": noSession}), "ResourceNotFoundException")
				w.User()
				w.keepTokens("bob")
				w.Refused(w.revoke("bob", map[string]any{"SessionId": theirs}), "ResourceNotFoundException")
				w.Refused(w.adminRevoke(theirs), "ResourceNotFoundException")
				own := w.adminSessions()[0].SessionId
				w.good(w.adminRevoke(own))
				w.Refused(w.adminRevoke(own), "ResourceNotFoundException")
			}),
		},
		{
			Operations: ops("RevokeUserSession"), Says: "refused: an id of another form", Given: two,
			Steps: steps(func(w *World) {
				w.Refused(w.revoke("two", map[string]any{"SessionId": wrongNames}), "InvalidParameterException")
			}),
		},
		{
			Operations: ops("AdminListUserSessions", "AdminRevokeUserSession"), Says: "refused: a user that is not there", Given: tracking(20),
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned("AdminListUserSessions", map[string]any{"UserPoolId": w.pool.ID, "Username": "nobody"}), "UserNotFoundException", "User does not exist.")
				w.Refused(w.PostSigned("AdminRevokeUserSession", map[string]any{"UserPoolId": w.pool.ID, "Username": "nobody", "SessionId": noSession}), "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("ListUserSessions", "RevokeUserSession"), Says: "refused: an access token that is none, or is revoked", Given: two,
			Steps: steps(func(w *World) {
				w.Refused(w.Post("ListUserSessions", map[string]any{"AccessToken": "x.y.z"}), "NotAuthorizedException", badAccess)
				w.good(w.revoke("two", map[string]any{"SessionId": w.sessionID(w.Kept("one"))}))
				w.Refused(w.Post("ListUserSessions", map[string]any{"AccessToken": w.Kept("one")}), "NotAuthorizedException", revokedAccess)
				w.Refused(w.revoke("one", map[string]any{"SessionId": noSession}), "NotAuthorizedException", revokedAccess)
			}),
		},
		{
			Operations: ops("ListUserSessions", "AdminListUserSessions"), Says: "refused: a token of no list", Given: two,
			Steps: steps(func(w *World) {
				w.Refused(w.Post("ListUserSessions", map[string]any{"AccessToken": w.Kept("one"), "NextToken": "nonsense"}), "InvalidParameterException")
				w.Refused(w.PostSigned("AdminListUserSessions", map[string]any{"UserPoolId": w.pool.ID, "Username": w.user.Username, "NextToken": "nonsense"}), "InvalidParameterException")
			}),
		},
		{
			Operations: ops("RevokeToken"), Says: "revoking a refresh token ends its session", Given: two,
			Steps: steps(
				func(w *World) {
					w.good(w.Post("RevokeToken", map[string]any{"ClientId": w.client.ID, "Token": w.Kept("one refresh"), "RevokeAssociatedSessions": "LINKED"}))
				},
				func(w *World) {
					w.over("one")
					w.Equal(w.sessions(w.Kept("two")), []userSession{w.session(AnyTracked, true)})
				},
			),
		},
	}
	type act struct {
		operation string
		do        func(w *World)
	}
	return append(cases, each([]act{
		{"GlobalSignOut", func(w *World) {
			OK(w, w.API.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: new(w.Kept("one"))})
		}},
		{"AdminUserGlobalSignOut", func(w *World) {
			OK(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
		}},
		{"AdminDisableUser", func(w *World) {
			OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			OK(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
		}},
	}, func(a act) Case {
		return Case{
			Operations: ops(a.operation), Says: "ends all sessions of the user", Given: two,
			Steps: steps(a.do, func(w *World) { w.listed(0); w.over("one"); w.over("two") }),
		}
	})...)
}
