package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// DomainCharacters. Seen: badmintoncryer/cdk-preflight.
func DomainCharacters() error {
	return invalidParameter("The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens.")
}

// DomainReservedWord is aws, amazon or cognito as a part of a prefix.
// Seen: badmintoncryer/cdk-preflight (refused). Assumed: text (A044).
func DomainReservedWord(word string) error {
	return invalidParameter("Domain cannot contain reserved word: %s", word)
}

// DomainTaken. Seen: badmintoncryer/cdk-preflight.
func DomainTaken() error {
	return invalidParameter("Domain already associated with another user pool.")
}

// DomainSecond: one prefix and one custom domain a pool. Doc: domains. Assumed: text (A044).
func DomainSecond() error { return invalidParameter("User pool already has a domain configured.") }

// DomainCertificate. Seen: badmintoncryer/cdk-preflight.
func DomainCertificate() error {
	return invalidParameter("The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.")
}

// DomainNotSubdomain is CustomDomainConfig with a name without dots. Seen: badmintoncryer/cdk-preflight.
func DomainNotSubdomain() error { return invalidParameter("Custom domain is not a valid subdomain") }

// DomainNotFound is the update or deletion of a domain the pool does not have. Assumed: type and text (A044).
func DomainNotFound(domain string) error { return notFound("No such domain %s found.", domain) }

// DomainNeeded is UI customization without a domain.
// Seen: amazon-connect/voicemail-for-amazon-connect#5, badmintoncryer/cdk-preflight.
func DomainNeeded() error {
	return invalidParameter("A domain must be associated with this user pool.")
}

// CSSClassNotAllowed. Seen: badmintoncryer/cdk-preflight.
func CSSClassNotAllowed(class string) error {
	return invalidParameter("The CSS class %s is not in the list of allowed classes.", class)
}

// BrandingSettings is both or neither of the provided values and own settings. Seen: badmintoncryer/cdk-preflight.
func BrandingSettings() error {
	return invalidParameter("useCognitoProvidedValues or settings should be specified (but not both)")
}

// BrandingExists. Doc: CreateManagedLoginBranding (type). Assumed: text (A048).
func BrandingExists() error {
	return &types.ManagedLoginBrandingExistsException{Message: text("A managed login branding style already exists for this app client.")}
}

// BrandingNotFound. Doc: DescribeManagedLoginBranding (type). Assumed: text (A048).
func BrandingNotFound() error { return notFound("Managed login branding does not exist.") }

// BrandingTooLarge is a request above 2 MB. Doc: CreateManagedLoginBranding (refused). Assumed: text (A048).
func BrandingTooLarge() error {
	return invalidParameter("The size of the branding settings and assets exceeds the limit.")
}

// TermsExist. Doc: CreateTerms (type). Assumed: text (A048).
func TermsExist() error {
	return &types.TermsExistsException{Message: text("Terms with the name already exist for this app client.")}
}

// TermsNotFound. Doc: DescribeTerms (type). Assumed: text (A048).
func TermsNotFound() error { return notFound("Terms do not exist.") }

// TermsDefaultLinkMissing is Links without cognito:default. Doc: CreateTerms (refused). Assumed: text (A048).
func TermsDefaultLinkMissing() error { return invalidParameter("Links must contain cognito:default.") }
