package newest

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// AcrLevelConfigType names one level of authentication. Doc: API_AcrLevelConfigType.
type AcrLevelConfigType struct {
	AcrValue *string // required
}

// DcrConfigurationType lets apps register their own clients. Doc: API_DcrConfigurationType.
type DcrConfigurationType struct {
	EnableStatus            types.StatusType
	OpenDcrEnabled          bool
	AuthenticatedGrantTypes []types.OAuthFlowType
	OpenDcrGrantTypes       []types.OAuthFlowType
	AllowedScopes           []string
}

// UserPoolType is newer by AcrConfiguration, whose keys are Level1 to Level4, and DcrConfiguration.
type UserPoolType struct {
	types.UserPoolType
	AcrConfiguration map[string]AcrLevelConfigType
	DcrConfiguration *DcrConfigurationType
}

// CreateUserPoolInput is newer by AcrConfiguration and DcrConfiguration.
type CreateUserPoolInput struct {
	cip.CreateUserPoolInput
	AcrConfiguration map[string]AcrLevelConfigType
	DcrConfiguration *DcrConfigurationType
}

// CreateUserPoolOutput holds the newer UserPoolType.
type CreateUserPoolOutput struct {
	UserPool *UserPoolType
}

// DescribeUserPoolOutput holds the newer UserPoolType.
type DescribeUserPoolOutput struct {
	UserPool *UserPoolType
}

// UpdateUserPoolInput is newer by AcrConfiguration and DcrConfiguration.
type UpdateUserPoolInput struct {
	cip.UpdateUserPoolInput
	AcrConfiguration map[string]AcrLevelConfigType
	DcrConfiguration *DcrConfigurationType
}

// IdentityProviderType is newer by AcrMapping, whose keys are Level1 to Level4.
type IdentityProviderType struct {
	types.IdentityProviderType
	AcrMapping map[string]string
}

// CreateIdentityProviderInput is newer by AcrMapping.
type CreateIdentityProviderInput struct {
	cip.CreateIdentityProviderInput
	AcrMapping map[string]string
}

// CreateIdentityProviderOutput holds the newer IdentityProviderType.
type CreateIdentityProviderOutput struct {
	IdentityProvider *IdentityProviderType // required
}

// DescribeIdentityProviderOutput holds the newer IdentityProviderType.
type DescribeIdentityProviderOutput struct {
	IdentityProvider *IdentityProviderType // required
}

// GetIdentityProviderByIdentifierOutput holds the newer IdentityProviderType.
type GetIdentityProviderByIdentifierOutput struct {
	IdentityProvider *IdentityProviderType // required
}

// UpdateIdentityProviderInput is newer by AcrMapping.
type UpdateIdentityProviderInput struct {
	cip.UpdateIdentityProviderInput
	AcrMapping map[string]string
}

// UpdateIdentityProviderOutput holds the newer IdentityProviderType.
type UpdateIdentityProviderOutput struct {
	IdentityProvider *IdentityProviderType // required
}

// UserPoolClientType is newer by ClientType.
type UserPoolClientType struct {
	types.UserPoolClientType
	ClientType ClientTypeType
}

// CreateUserPoolClientOutput holds the newer UserPoolClientType.
type CreateUserPoolClientOutput struct {
	UserPoolClient *UserPoolClientType
}

// DescribeUserPoolClientOutput holds the newer UserPoolClientType.
type DescribeUserPoolClientOutput struct {
	UserPoolClient *UserPoolClientType
}

// UpdateUserPoolClientOutput holds the newer UserPoolClientType.
type UpdateUserPoolClientOutput struct {
	UserPoolClient *UserPoolClientType
}

// ListUserPoolClientsInput is newer by ClientType.
type ListUserPoolClientsInput struct {
	cip.ListUserPoolClientsInput
	ClientType ClientTypeType
}

// ResourceServerType is newer by ManagedBy.
type ResourceServerType struct {
	types.ResourceServerType
	ManagedBy ResourceServerManagedByType
}

// CreateResourceServerOutput holds the newer ResourceServerType.
type CreateResourceServerOutput struct {
	ResourceServer *ResourceServerType // required
}

// DescribeResourceServerOutput holds the newer ResourceServerType.
type DescribeResourceServerOutput struct {
	ResourceServer *ResourceServerType // required
}

// ListResourceServersOutput holds the newer ResourceServerType.
type ListResourceServersOutput struct {
	ResourceServers []ResourceServerType // required
	NextToken       *string
}

// UpdateResourceServerOutput holds the newer ResourceServerType.
type UpdateResourceServerOutput struct {
	ResourceServer *ResourceServerType // required
}

// RespondToAuthChallengeOutput is newer by AvailableChallenges.
type RespondToAuthChallengeOutput struct {
	cip.RespondToAuthChallengeOutput
	AvailableChallenges []types.ChallengeNameType
}

// AdminRespondToAuthChallengeOutput is newer by AvailableChallenges.
type AdminRespondToAuthChallengeOutput struct {
	cip.AdminRespondToAuthChallengeOutput
	AvailableChallenges []types.ChallengeNameType
}

// RevokeTokenInput is newer by RevokeAssociatedSessions.
type RevokeTokenInput struct {
	cip.RevokeTokenInput
	RevokeAssociatedSessions RevokeAssociatedSessionsType
}
