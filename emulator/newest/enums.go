package newest

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// Values of the SDK's enums that are newer than the SDK, or, as
// ALLOW_CLIENT_TOKEN_AUTH, taken by the service and in no public model.
// Doc: API_GetClientToken, API_GetDerivedToken.
const (
	ExplicitAuthFlowsTypeAllowClientTokenAuth            types.ExplicitAuthFlowsType = "ALLOW_CLIENT_TOKEN_AUTH"
	ExplicitAuthFlowsTypeAllowTokenExchangeDelegation    types.ExplicitAuthFlowsType = "ALLOW_TOKEN_EXCHANGE_DELEGATION"
	ExplicitAuthFlowsTypeAllowTokenExchangeImpersonation types.ExplicitAuthFlowsType = "ALLOW_TOKEN_EXCHANGE_IMPERSONATION"
)

// ClientTypeType tells how an app client came to be.
type ClientTypeType string

// Enum values for ClientTypeType.
const (
	ClientTypeTypeRegular ClientTypeType = "REGULAR"
	ClientTypeTypeDcr     ClientTypeType = "DCR"
)

// IssuedTokenTypeIdentifierType is the type of a token that is issued in exchange.
type IssuedTokenTypeIdentifierType string

// Enum values for IssuedTokenTypeIdentifierType.
const (
	IssuedTokenTypeIdentifierTypeAccessToken IssuedTokenTypeIdentifierType = "ACCESS_TOKEN"
	IssuedTokenTypeIdentifierTypeIdToken     IssuedTokenTypeIdentifierType = "ID_TOKEN"
)

// OAuthTokenTypeType is how a token is presented.
type OAuthTokenTypeType string

// Enum values for OAuthTokenTypeType.
const (
	OAuthTokenTypeTypeBearer OAuthTokenTypeType = "Bearer"
	OAuthTokenTypeTypeNA     OAuthTokenTypeType = "N_A"
)

// ResourceServerManagedByType is the owner of a resource server that is not the customer's.
type ResourceServerManagedByType string

// Enum values for ResourceServerManagedByType.
const (
	ResourceServerManagedByTypeCognito ResourceServerManagedByType = "COGNITO"
)

// RevokeAssociatedSessionsType tells whether related sessions end as well.
type RevokeAssociatedSessionsType string

// Enum values for RevokeAssociatedSessionsType.
const (
	RevokeAssociatedSessionsTypeNone   RevokeAssociatedSessionsType = "NONE"
	RevokeAssociatedSessionsTypeLinked RevokeAssociatedSessionsType = "LINKED"
)

// SessionTypeType is the kind of a session: an app's or a browser's.
type SessionTypeType string

// Enum values for SessionTypeType.
const (
	SessionTypeTypeToken SessionTypeType = "TOKEN"
	SessionTypeTypeSso   SessionTypeType = "SSO"
)

// TokenTypeIdentifierType is the type of a token given in exchange.
type TokenTypeIdentifierType string

// Enum values for TokenTypeIdentifierType.
const (
	TokenTypeIdentifierTypeAccessToken TokenTypeIdentifierType = "ACCESS_TOKEN"
	TokenTypeIdentifierTypeIdToken     TokenTypeIdentifierType = "ID_TOKEN"
	TokenTypeIdentifierTypeSaml2       TokenTypeIdentifierType = "SAML2"
)

// UserSessionTrackingType tells whether a user pool keeps track of sessions.
type UserSessionTrackingType string

// Enum values for UserSessionTrackingType.
const (
	UserSessionTrackingTypeEnabled  UserSessionTrackingType = "ENABLED"
	UserSessionTrackingTypeDisabled UserSessionTrackingType = "DISABLED"
)
