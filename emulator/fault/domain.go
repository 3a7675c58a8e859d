package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// DomainCharacters is a name with other characters, at its ends too.
// Seen: mineiros-io/terraform-aws-cognito-user-pool#69, Enterprise-CMCS/macpro-quickstart-serverless#87
// (a custom domain), awslabs/service-workbench-on-aws#1222.
func DomainCharacters() error {
	return invalidParameter("The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. " +
		`Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`)
}

// DomainReservedWord is aws, amazon or cognito in a prefix.
// Seen: aws-amplify/amplify-cli#1513 #3854, aws-solutions/content-analysis-on-aws#8.
func DomainReservedWord(word string) error {
	return invalidParameter("Domain cannot contain reserved word: %s", word)
}

// DomainTaken. Seen: aws-samples/aws-cdk-examples#402 and many more.
func DomainTaken() error {
	return invalidParameter("Domain already associated with another user pool.")
}

// DomainSecond: one prefix and one custom domain a pool. Seen: stack errors in the FAQ of an
// AWS sample, about aws/aws-cdk#10062.
func DomainSecond() error { return invalidParameter("User pool already has a domain configured.") }

// TooManyCustomDomains: four an account. Doc: quotas, CreateUserPoolDomain (type). Assumed: text (A311).
func TooManyCustomDomains() error {
	return limitExceeded("The maximum number of custom domains for the account has been reached.")
}

// DomainCertificate. Seen: badmintoncryer/cdk-preflight.
func DomainCertificate() error {
	return invalidParameter("The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.")
}

// DomainNotSubdomain is CustomDomainConfig with a name that is no domain below another one.
// Seen: badmintoncryer/cdk-preflight.
func DomainNotSubdomain() error {
	return invalidParameter("Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.")
}

// DomainNotFound is the update or deletion of a domain the pool does not have.
// Seen: aws-amplify/amplify-cli, tests on real pools (deletion). Assumed: update alike (A161).
func DomainNotFound() error { return invalidParameter("No such domain or user pool exists.") }

// DomainLoginVersion is another ManagedLoginVersion than 1 and 2. Doc: CreateUserPoolDomain.
// Assumed: text (A161).
func DomainLoginVersion() error {
	return invalidParameter("ManagedLoginVersion must be either 1 or 2.")
}

// DomainRouting is Routing of a prefix. Doc: CreateUserPoolDomain (custom domains only). Assumed: text (A161).
func DomainRouting() error {
	return invalidParameter("Routing is only supported for custom domains.")
}

// DomainIsPrefix is CustomDomainConfig in the update of a prefix. Assumed: refused, and the text (A161).
func DomainIsPrefix() error {
	return invalidParameter("CustomDomainConfig is only supported for custom domains.")
}

// DomainNeeded is SetUICustomization without a domain.
// Seen: amazon-connect/voicemail-for-amazon-connect#5, badmintoncryer/cdk-preflight.
func DomainNeeded() error {
	return invalidParameter("A domain must be associated with this user pool.")
}

// DomainNeededToShow is GetUICustomization without a domain. Seen: hashicorp/terraform-provider-aws tests.
func DomainNeededToShow() error {
	return invalidParameter("There has to be an existing domain associated with this user pool")
}

// CSSClassNotAllowed. Seen: badmintoncryer/cdk-preflight.
func CSSClassNotAllowed(class string) error {
	return invalidParameter("The CSS class %s is not in the list of allowed classes.", class)
}

// CSSRuleNotAllowed is @import, @supports, @page or @media. Doc: classic branding (refused). Assumed: text (A164).
func CSSRuleNotAllowed(rule string) error {
	return invalidParameter("The CSS rule %s is not allowed.", rule)
}

// CSSNotUnderstood is no style sheet at all. Assumed: refused, and the text (A164).
func CSSNotUnderstood() error { return invalidParameter("The CSS could not be parsed.") }

// CSSTooLarge: 3 KB. Doc: classic branding. Assumed: text (A163).
func CSSTooLarge() error {
	return invalidParameter("The size of the CSS exceeds the limit of 3 KB.")
}

// ImageTooLarge: 100 KB. Doc: classic branding. Assumed: text (A163).
func ImageTooLarge() error {
	return invalidParameter("The size of the image file exceeds the limit of 100 KB.")
}

// ImageNotSupported is a logo that is neither PNG nor JPEG. Doc: classic branding. Assumed: text (A163).
func ImageNotSupported() error {
	return invalidParameter("The image file must be a PNG, JPG or JPEG file.")
}

// BrandingSettings is both or neither of the provided values and own settings. Seen: badmintoncryer/cdk-preflight.
func BrandingSettings() error {
	return invalidParameter("useCognitoProvidedValues or settings should be specified (but not both)")
}

// BrandingSettingsNotObject is Settings that are no JSON object. Assumed: refused, and the text (A168).
func BrandingSettingsNotObject() error {
	return invalidParameter("Invalid settings provided. The settings must be a JSON object.")
}

// InvalidAssets lists the problems of images, joined by a comma and a space.
// Seen: badmintoncryer/cdk-preflight, a public test file of 2026-09 (the whole form).
func InvalidAssets(problems string) error {
	return invalidParameter("Invalid assets provided. Validation errors: [%s]", problems)
}

// AssetProblem is one of them: what is wrong with the image of a category.
func AssetProblem(a types.AssetType, problem string) string {
	return *text("{category: %s, extension: %s, colorMode: %s, errorMessage: %q}", a.Category, a.Extension, a.ColorMode, problem)
}

// AssetExtension is a file that the category does not take. Assumed: text (A166).
func AssetExtension() string { return "Invalid file extension." }

// AssetLogoDimension is a logo that is too tall or too wide. Seen: a public test file of 2026-09.
func AssetLogoDimension(width, height int) string {
	return *text("Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. "+
		"Detected width: %d.0; height: %d.0", width, height)
}

// TooManyAssets: 40 a style, which an update can pass with few. Doc: UpdateManagedLoginBranding. Assumed: text (A166).
func TooManyAssets() error {
	return invalidParameter("A managed login branding style can have at most 40 assets.")
}

// BrandingExists. Doc: CreateManagedLoginBranding (type). Assumed: text (A168).
func BrandingExists() error {
	return &types.ManagedLoginBrandingExistsException{Message: text("A managed login branding style already exists for this app client.")}
}

// BrandingNotFound. Doc: DescribeManagedLoginBranding (type). Assumed: text (A168).
func BrandingNotFound() error { return notFound("Managed login branding does not exist.") }

// TermsExist. Doc: CreateTerms (type). Assumed: text (A169).
func TermsExist() error {
	return &types.TermsExistsException{Message: text("Terms with the name already exist for this app client.")}
}

// TermsNotFound. Doc: DescribeTerms (type). Assumed: text (A169).
func TermsNotFound() error { return notFound("Terms do not exist.") }

// TermsDefaultLinkMissing is Links without cognito:default. Doc: CreateTerms (refused). Assumed: text (A169).
func TermsDefaultLinkMissing() error { return invalidParameter("Links must contain cognito:default.") }
