package fault_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// situationsOfLogin: written out in full, never computed.
func situationsOfLogin() []situation {
	return []situation{
		// federation.go
		{"UsernameMappingRequired", fault.UsernameMappingRequired(), "InvalidParameterException", "username attribute mapping required"},
		{"MappedValueTooLong", fault.MappedValueTooLong("name"), "InvalidParameterException", "The value of the attribute name must have a length less than or equal to 2048 characters"},
		{"AttributesRequired", fault.AttributesRequired("given_name", "family_name"), "InvalidParameterException", "attributes required: [given_name, family_name]"},
		{"FederatedNameTooLong", fault.FederatedNameTooLong("Corp_x"), "InvalidParameterException", "1 validation error detected: Value 'Corp_x' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128"},
		{"FederatedNameMismatch", fault.FederatedNameMismatch(), "InvalidParameterException", "Invalid ProviderName/Username combination."},
		{"EntryFound", fault.EntryFound("Google_1"), "InvalidParameterException", "Already found an entry for username Google_1"},
		// provider.go
		{"SocialDetailsMissing", fault.SocialDetailsMissing(), "InvalidParameterException", "clientId, clientSecret and authorizeScopes are all required idp details."},
		{"AppleDetailsMissing", fault.AppleDetailsMissing(), "InvalidParameterException", "clientId, privateKey, teamId, and keyId are all required idp details."},
		{"OIDCDetailsMissing", fault.OIDCDetailsMissing(), "InvalidParameterException", "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."},
		{"OIDCNotHTTPS", fault.OIDCNotHTTPS(), "InvalidParameterException", "OIDC endpoint must start with https://"},
		{"OIDCRequestMethod", fault.OIDCRequestMethod("PUT"), "InvalidParameterException", "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]"},
		{"SAMLMetadataMissing", fault.SAMLMetadataMissing(), "InvalidParameterException", "At least one of the MetadataURL or MetadataFile should be provided."},
		{"SAMLMetadataTwice", fault.SAMLMetadataTwice(), "InvalidParameterException", "Only one of the MetadataURL or MetadataFile should be provided."},
		{"SAMLMetadataInvalid", fault.SAMLMetadataInvalid(), "InvalidParameterException", "The MetadataFile is not a valid SAML metadata document."},
		{"AcrMappingNotSupported", fault.AcrMappingNotSupported(), "InvalidParameterException", "AcrMapping is only supported for OIDC identity providers."},
		{"ProviderNameOfType", fault.ProviderNameOfType("Facebook", types.IdentityProviderTypeTypeGoogle), "InvalidParameterException", "Provider Facebook cannot be of type Google."},
		{"ProviderExists", fault.ProviderExists("Okta", "us-east-1_AbCdEfGhI"), "DuplicateProviderException", "Okta already exists in user pool us-east-1_AbCdEfGhI"},
		{"ProviderNotFound", fault.ProviderNotFound("Okta"), "ResourceNotFoundException", "Identity provider Okta does not exist."},
		{"ProviderUnsupported", fault.ProviderUnsupported("COGNITO"), "UnsupportedIdentityProviderException", "Identity provider COGNITO is not supported."},
		{"ProviderIdentifierTaken", fault.ProviderIdentifierTaken("orders", "us-east-1_AbCdEfGhI"), "DuplicateProviderException", "orders already exists in user pool us-east-1_AbCdEfGhI"},
		{"ProviderIdentifierTakenUpdate", fault.ProviderIdentifierTakenUpdate("orders", "us-east-1_AbCdEfGhI"), "InvalidParameterException", "orders already exists in user pool us-east-1_AbCdEfGhI"},
		{"TooManyProviders", fault.TooManyProviders(), "LimitExceededException", "The maximum number of identity providers for the user pool has been reached."},
		{"SourceUserSignedUp", fault.SourceUserSignedUp(), "InvalidParameterException", "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link"},
		{"SourceUserIsLocal", fault.SourceUserIsLocal(), "InvalidParameterException", "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser"},
		{"SourceUserLinked", fault.SourceUserLinked(), "InvalidParameterException", "SourceUser is already linked to DestinationUser"},
		{"SourceUserAttribute", fault.SourceUserAttribute(), "InvalidParameterException", "ProviderAttributeName must be Cognito_Subject for social identity providers."},
		{"TooManyLinkedAttributes", fault.TooManyLinkedAttributes(), "LimitExceededException", "Exceeded the maximum number of attributes that users of an identity provider can be linked by."},
		{"TooManyLinkedIdentities", fault.TooManyLinkedIdentities(), "LimitExceededException", "Exceeded the maximum number of identities that can be linked to a user."},
		// domain.go
		{"DomainCharacters", fault.DomainCharacters(), "InvalidParameterException", `The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`},
		{"DomainReservedWord", fault.DomainReservedWord("aws"), "InvalidParameterException", "Domain cannot contain reserved word: aws"},
		{"DomainTaken", fault.DomainTaken(), "InvalidParameterException", "Domain already associated with another user pool."},
		{"TooManyCustomDomains", fault.TooManyCustomDomains(), "LimitExceededException", "The maximum number of custom domains for the account has been reached."},
		{"DomainSecond", fault.DomainSecond(), "InvalidParameterException", "User pool already has a domain configured."},
		{"DomainCertificate", fault.DomainCertificate(), "InvalidParameterException", "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."},
		{"DomainNotSubdomain", fault.DomainNotSubdomain(), "InvalidParameterException", "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain."},
		{"DomainNotFound", fault.DomainNotFound(), "InvalidParameterException", "No such domain or user pool exists."},
		{"DomainLoginVersion", fault.DomainLoginVersion(), "InvalidParameterException", "ManagedLoginVersion must be either 1 or 2."},
		{"DomainRouting", fault.DomainRouting(), "InvalidParameterException", "Routing is only supported for custom domains."},
		{"DomainIsPrefix", fault.DomainIsPrefix(), "InvalidParameterException", "CustomDomainConfig is only supported for custom domains."},
		{"DomainNeeded", fault.DomainNeeded(), "InvalidParameterException", "A domain must be associated with this user pool."},
		{"DomainNeededToShow", fault.DomainNeededToShow(), "InvalidParameterException", "There has to be an existing domain associated with this user pool"},
		{"CSSClassNotAllowed", fault.CSSClassNotAllowed("body"), "InvalidParameterException", "The CSS class body is not in the list of allowed classes."},
		{"CSSRuleNotAllowed", fault.CSSRuleNotAllowed("@import"), "InvalidParameterException", "The CSS rule @import is not allowed."},
		{"CSSNotUnderstood", fault.CSSNotUnderstood(), "InvalidParameterException", "The CSS could not be parsed."},
		{"CSSTooLarge", fault.CSSTooLarge(), "InvalidParameterException", "The size of the CSS exceeds the limit of 3 KB."},
		{"ImageTooLarge", fault.ImageTooLarge(), "InvalidParameterException", "The size of the image file exceeds the limit of 100 KB."},
		{"ImageNotSupported", fault.ImageNotSupported(), "InvalidParameterException", "The image file must be a PNG, JPG or JPEG file."},
		{"BrandingSettings", fault.BrandingSettings(), "InvalidParameterException", "useCognitoProvidedValues or settings should be specified (but not both)"},
		{"BrandingSettingsNotObject", fault.BrandingSettingsNotObject(), "InvalidParameterException", "Invalid settings provided. The settings must be a JSON object."},
		{"InvalidAssets", fault.InvalidAssets("{a}, {b}"), "InvalidParameterException", "Invalid assets provided. Validation errors: [{a}, {b}]"},
		{"TooManyAssets", fault.TooManyAssets(), "InvalidParameterException", "A managed login branding style can have at most 40 assets."},
		{"BrandingExists", fault.BrandingExists(), "ManagedLoginBrandingExistsException", "A managed login branding style already exists for this app client."},
		{"BrandingNotFound", fault.BrandingNotFound(), "ResourceNotFoundException", "Managed login branding does not exist."},
		{"TermsExist", fault.TermsExist(), "TermsExistsException", "Terms with the name already exist for this app client."},
		{"TermsNotFound", fault.TermsNotFound(), "ResourceNotFoundException", "Terms do not exist."},
		{"TermsDefaultLinkMissing", fault.TermsDefaultLinkMissing(), "InvalidParameterException", "Links must contain cognito:default."},
	}
}

func TestAssetProblems(t *testing.T) {
	t.Parallel()
	logo := types.AssetType{Category: types.AssetCategoryTypeFormLogo, Extension: types.AssetExtensionTypePng, ColorMode: types.ColorSchemeModeTypeLight}
	for _, c := range []struct{ got, want string }{
		{
			fault.AssetProblem(logo, fault.AssetLogoDimension(480, 570)),
			`{category: FORM_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. Detected width: 480.0; height: 570.0"}`,
		},
		{
			fault.AssetProblem(logo, fault.AssetExtension()),
			`{category: FORM_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Invalid file extension."}`,
		},
	} {
		if c.got != c.want {
			t.Errorf("got  %s\nwant %s", c.got, c.want)
		}
	}
}
