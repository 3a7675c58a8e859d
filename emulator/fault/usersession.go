package fault

// OwnUserSession is RevokeUserSession of the session that the caller's token
// belongs to. Doc: RevokeUserSession (refused). Assumed: type and text (A251).
func OwnUserSession() error { return invalidParameter("The current session cannot be revoked.") }

// UserSessionNotFound is a session that the user does not have, or no more. Doc:
// RevokeUserSession, AdminRevokeUserSession. Assumed: type and text (A251).
func UserSessionNotFound() error { return notFound("Session does not exist.") }
