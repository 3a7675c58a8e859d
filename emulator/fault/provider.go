package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// SocialDetailsMissing is an identity provider of Google, Facebook or Amazon. Seen: badmintoncryer/cdk-preflight.
func SocialDetailsMissing() error {
	return invalidParameter("clientId, clientSecret and authorizeScopes are all required idp details.")
}

// AppleDetailsMissing. Seen: badmintoncryer/cdk-preflight.
func AppleDetailsMissing() error {
	return invalidParameter("clientId, privateKey, teamId, and keyId are all required idp details.")
}

// OIDCDetailsMissing. Seen: badmintoncryer/cdk-preflight.
func OIDCDetailsMissing() error {
	return invalidParameter("clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.")
}

// OIDCNotHTTPS. Seen: badmintoncryer/cdk-preflight.
func OIDCNotHTTPS() error { return invalidParameter("OIDC endpoint must start with https://") }

// OIDCRequestMethod is an attributes_request_method that is none. Seen: badmintoncryer/cdk-preflight.
func OIDCRequestMethod(method string) error {
	return invalidParameter("1 validation error detected: Value '%s' at 'providerConfiguration.oidcConfig.attributesRequestMethod' "+
		"failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]", method)
}

// SAMLMetadataMissing. Seen: badmintoncryer/cdk-preflight.
func SAMLMetadataMissing() error {
	return invalidParameter("At least one of the MetadataURL or MetadataFile should be provided.")
}

// SAMLMetadataTwice. Seen: badmintoncryer/cdk-preflight.
func SAMLMetadataTwice() error {
	return invalidParameter("Only one of the MetadataURL or MetadataFile should be provided.")
}

// SAMLMetadataInvalid is a MetadataFile that is no metadata of a provider. Assumed: refused, and the text (A153).
func SAMLMetadataInvalid() error {
	return invalidParameter("The MetadataFile is not a valid SAML metadata document.")
}

// AcrMappingNotSupported is AcrMapping of another type than OIDC. Doc: CreateIdentityProvider. Assumed: text (A154).
func AcrMappingNotSupported() error {
	return invalidParameter("AcrMapping is only supported for OIDC identity providers.")
}

// ProviderNameOfType is a name that is not the fixed one of its type. Seen: hashicorp/terraform-provider-aws#4822.
func ProviderNameOfType(name string, kind types.IdentityProviderTypeType) error {
	return invalidParameter("Provider %s cannot be of type %s.", name, kind)
}

// ProviderExists. Seen: aws-cloudformation/cloudformation-coverage-roadmap#1287.
func ProviderExists(name, poolID string) error {
	return &types.DuplicateProviderException{Message: text("%s already exists in user pool %s", name, poolID)}
}

// ProviderNotFound. Type seen: hashicorp/terraform-provider-aws tests. Assumed: text (A150).
func ProviderNotFound(name string) error {
	return notFound("Identity provider %s does not exist.", name)
}

// ProviderUnsupported is the update or deletion of COGNITO, the pool's own users.
// Doc: DeleteIdentityProvider (type). Assumed: when, and the text (A156).
func ProviderUnsupported(name string) error {
	return &types.UnsupportedIdentityProviderException{Message: text("Identity provider %s is not supported.", name)}
}

// ProviderIdentifierTaken is an identifier of another provider, at creation. Assumed: type and text (A155).
func ProviderIdentifierTaken(identifier, poolID string) error {
	return &types.DuplicateProviderException{Message: text("%s already exists in user pool %s", identifier, poolID)}
}

// ProviderIdentifierTakenUpdate is the same in an update, which does not declare DuplicateProviderException. Assumed: type and text (A155).
func ProviderIdentifierTakenUpdate(identifier, poolID string) error {
	return invalidParameter("%s already exists in user pool %s", identifier, poolID)
}

// TooManyProviders: 300 a pool, up to 1,000. Doc: quotas. Assumed: text (A042).
func TooManyProviders() error {
	return limitExceeded("The maximum number of identity providers for the user pool has been reached.")
}

// SourceUserSignedUp is AdminLinkProviderForUser with a source that already has
// a profile. Seen: aws/aws-sdk-net#1000.
func SourceUserSignedUp() error {
	return invalidParameter("Merging is not currently supported, provide a SourceUser that has not been signed up in order to link")
}

// SourceUserIsLocal is the same with a source of the pool itself, with one that is linked to another
// user, or with a second one of a provider. Seen: aws-amplify/amplify-js#13334, boto/boto3#4163.
func SourceUserIsLocal() error {
	return invalidParameter("Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser")
}

// SourceUserLinked is the same with a source that is linked to that very user. Seen: by clients,
// which match the text in their pre sign-up triggers.
func SourceUserLinked() error {
	return invalidParameter("SourceUser is already linked to DestinationUser")
}

// SourceUserAttribute is a user of a social provider named by another attribute than
// Cognito_Subject. Doc: AdminLinkProviderForUser. Assumed: text (A158).
func SourceUserAttribute() error {
	return invalidParameter("ProviderAttributeName must be Cognito_Subject for social identity providers.")
}

// TooManyLinkedIdentities: five a user. Doc: quotas. Assumed: text (A042).
func TooManyLinkedIdentities() error {
	return limitExceeded("Exceeded the maximum number of identities that can be linked to a user.")
}

// TooManyLinkedAttributes: five a provider. Doc: "Linking federated users". Assumed: type and text (A312).
func TooManyLinkedAttributes() error {
	return limitExceeded("Exceeded the maximum number of attributes that users of an identity provider can be linked by.")
}
