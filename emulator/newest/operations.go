package newest

import "time"

// SetUserPoolSessionConfigurationInput turns the tracking of sessions on and off.
type SetUserPoolSessionConfigurationInput struct {
	UserPoolId          *string                         // required
	UserSessionTracking UserSessionTrackingType         // required
	TokenSession        *UserPoolTokenSessionConfigType // required
}

// SetUserPoolSessionConfigurationOutput is what has been set.
type SetUserPoolSessionConfigurationOutput struct {
	UserPoolId          *string
	UserSessionTracking UserSessionTrackingType
	TokenSession        *UserPoolTokenSessionConfigType
}

// GetUserPoolSessionConfigurationInput names the user pool.
type GetUserPoolSessionConfigurationInput struct {
	UserPoolId *string // required
}

// GetUserPoolSessionConfigurationOutput is what has been set, or the default.
type GetUserPoolSessionConfigurationOutput struct {
	UserPoolId          *string
	UserSessionTracking UserSessionTrackingType
	TokenSession        *UserPoolTokenSessionConfigType
}

// UserPoolTokenSessionConfigType limits the sessions of a user.
type UserPoolTokenSessionConfigType struct {
	MaxPerUser *int32 // required
}

// SetUserPoolClientSessionConfigurationInput limits the silent reuse of a browser's session.
type SetUserPoolClientSessionConfigurationInput struct {
	UserPoolId *string                     // required
	ClientId   *string                     // required
	SSOSession *ClientSSOSessionConfigType // required
}

// SetUserPoolClientSessionConfigurationOutput is what has been set.
type SetUserPoolClientSessionConfigurationOutput struct {
	UserPoolId *string
	ClientId   *string
	SSOSession *ClientSSOSessionConfigType
}

// GetUserPoolClientSessionConfigurationInput names the app client.
type GetUserPoolClientSessionConfigurationInput struct {
	UserPoolId *string // required
	ClientId   *string // required
}

// GetUserPoolClientSessionConfigurationOutput is what has been set, or the default.
type GetUserPoolClientSessionConfigurationOutput struct {
	UserPoolId *string
	ClientId   *string
	SSOSession *ClientSSOSessionConfigType
}

// ClientSSOSessionConfigType is how long a client takes over a browser's session.
type ClientSSOSessionConfigType struct {
	MaxValidityMinutes *int32 // required
}

// AdminListUserSessionsInput names the user whose sessions are listed.
type AdminListUserSessionsInput struct {
	UserPoolId *string // required
	Username   *string // required
	NextToken  *string
}

// AdminListUserSessionsOutput is one page of sessions.
type AdminListUserSessionsOutput struct {
	Sessions  []SessionDescriptionType
	NextToken *string
}

// AdminRevokeUserSessionInput names the session to end.
type AdminRevokeUserSessionInput struct {
	UserPoolId               *string // required
	Username                 *string // required
	SessionId                *string // required
	RevokeAssociatedSessions RevokeAssociatedSessionsType
}

// AdminRevokeUserSessionOutput is empty.
type AdminRevokeUserSessionOutput struct{}

// ListUserSessionsInput asks for the sessions of the user who calls.
type ListUserSessionsInput struct {
	AccessToken *string // required
	NextToken   *string
}

// ListUserSessionsOutput is one page of sessions.
type ListUserSessionsOutput struct {
	Sessions  []SessionDescriptionType
	NextToken *string
}

// RevokeUserSessionInput names the session to end.
type RevokeUserSessionInput struct {
	AccessToken              *string // required
	SessionId                *string // required
	RevokeAssociatedSessions RevokeAssociatedSessionsType
}

// RevokeUserSessionOutput is empty.
type RevokeUserSessionOutput struct{}

// SessionDescriptionType describes one session. Doc: API_SessionDescriptionType.
type SessionDescriptionType struct {
	SessionId        *string
	SessionType      SessionTypeType
	ClientId         *string
	CreateDate       *time.Time
	LastActiveDate   *time.Time
	DeviceType       *string
	LastIPAddress    *string
	LastLocation     *SessionLocationType
	OriginSessionId  *string
	IsCurrentSession *bool
}

// SessionLocationType is where a session was last seen.
type SessionLocationType struct {
	City    *string
	Country *string
}

// GetDerivedTokenInput exchanges one token for another (RFC 8693).
type GetDerivedTokenInput struct {
	ClientId                 *string                 // required
	SubjectToken             *string                 // required
	SubjectTokenType         TokenTypeIdentifierType // required
	ActorToken               *string
	ActorTokenProviderName   *string
	ActorTokenType           TokenTypeIdentifierType
	Audiences                []string
	ClientSecret             *string
	RequestedTokenType       IssuedTokenTypeIdentifierType
	Resources                []string
	Scopes                   []string
	SubjectTokenProviderName *string
}

// GetDerivedTokenOutput is the token issued.
type GetDerivedTokenOutput struct {
	IssuedToken     *string                       // required
	IssuedTokenType IssuedTokenTypeIdentifierType // required
	TokenType       OAuthTokenTypeType            // required
	ExpiresIn       int32
	Scopes          []string
}
