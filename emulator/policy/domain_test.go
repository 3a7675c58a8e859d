package policy_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

const (
	badCharacters = invalidParameter + "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. " +
		`Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`
	reservedWord = invalidParameter + "Domain cannot contain reserved word: "
)

func TestDomainNames(t *testing.T) {
	t.Parallel()
	for prefix, want := range map[string]string{
		"shop": "", "s": "", "shop-1": "", "cdkpf-awsome-zz9x": "", strings.Repeat("a", 63): "",
		"Shop": badCharacters, "my_shop": badCharacters, "-shop": badCharacters, "shop-": badCharacters, "shop.example": badCharacters, "": badCharacters,
		"my-aws-app": reservedWord + "aws", "aws": reservedWord + "aws", "newcognito": reservedWord + "cognito", "amazonshop": reservedWord + "amazon",
	} {
		t.Run(prefix, func(t *testing.T) { wantError(t, policy.CheckPrefix(prefix), want) })
	}
	notSubdomain := invalidParameter + "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain."
	for name, want := range map[string]string{
		"auth.example.com": "", "a.b.example.co.uk": "", "cognito.example.com": "",
		"Auth.example.com": badCharacters, "auth..example.com": badCharacters, "auth_1.example.com": badCharacters,
		"example.com": notSubdomain, "shop": notSubdomain,
	} {
		t.Run(name, func(t *testing.T) { wantError(t, policy.CheckCustomDomain(name), want) })
	}
}

func TestDomainCertificates(t *testing.T) {
	t.Parallel()
	refused := invalidParameter + "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."
	for arn, want := range map[string]string{
		"arn:aws:acm:us-east-1:123456789012:certificate/1-2-3": "",
		"arn:aws:acm:eu-west-1:123456789012:certificate/1-2-3": refused,
		"arn:aws:iam:us-east-1:123456789012:certificate/1-2-3": refused,
		"arn:aws:acm:us-east-1:123456789012:other/1-2-3":       refused,
		"none": refused,
	} {
		wantError(t, policy.CheckCertificate(&types.CustomDomainConfigType{CertificateArn: &arn}), want)
	}
}

func TestLoginVersion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tier    types.UserPoolTierType
		given   *int32
		former  int32
		want    int32
		refused string
	}{
		{"ESSENTIALS", nil, 1, 1, ""},
		{"ESSENTIALS", nil, 2, 2, ""},
		{"ESSENTIALS", aws.Int32(2), 1, 2, ""},
		{"LITE", aws.Int32(1), 1, 1, ""},
		{"LITE", aws.Int32(2), 1, 2, "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login Version 2"},
		{"PLUS", aws.Int32(3), 1, 0, invalidParameter + "ManagedLoginVersion must be either 1 or 2."},
	} {
		got, err := policy.LoginVersion(c.tier, c.given, c.former)
		wantError(t, err, c.refused)
		if got != c.want {
			t.Errorf("%+v: got %d", c, got)
		}
	}
}

func TestCSS(t *testing.T) {
	t.Parallel()
	notAllowed := func(class string) string {
		return invalidParameter + "The CSS class " + class + " is not in the list of allowed classes."
	}
	for css, want := range map[string]string{
		"": "", "/* nothing */": "",
		".label-customizable {font-weight: 400;}": "",
		".submitButton-customizable:hover, .inputField-customizable:focus { color: red }\n/* .x {} */ .passwordCheck-notValid-customizable{}": "",
		"body {margin: 0}":                         notAllowed("body"),
		".label {}":                                notAllowed("label"),
		".title-customizable {}":                   notAllowed("title-customizable"),
		".label-customizable, p {}":                notAllowed("p"),
		".label-customizable span {}":              notAllowed("label-customizable span"),
		"#label-customizable {}":                   notAllowed("#label-customizable"),
		"@import url(x.css);":                      invalidParameter + "The CSS rule @import is not allowed.",
		"@media(print){}":                          invalidParameter + "The CSS rule @media is not allowed.",
		".label-customizable{width:expression(1)}": invalidParameter + "The CSS rule expression( is not allowed.",
		".logo-customizable{background:url(JavaScript:alert())}": invalidParameter + "The CSS rule JavaScript: is not allowed.",
		".label-customizable":        invalidParameter + "The CSS could not be parsed.",
		".label-customizable {":      invalidParameter + "The CSS could not be parsed.",
		"@":                          invalidParameter + "The CSS rule @ is not allowed.",
		strings.Repeat(" ", 3<<10+1): invalidParameter + "The size of the CSS exceeds the limit of 3 KB.",
	} {
		t.Run(css[:min(len(css), 40)], func(t *testing.T) { wantError(t, policy.CheckCSS(css), want) })
	}
}

func TestImages(t *testing.T) {
	t.Parallel()
	for image, want := range map[string]string{
		"\x89PNG\r\n\x1a\n…": "", "\xff\xd8\xff\xe0": "",
		"GIF89a": invalidParameter + "The image file must be a PNG, JPG or JPEG file.",
		"":       invalidParameter + "The image file must be a PNG, JPG or JPEG file.",
		"\x89PNG\r\n\x1a\n" + strings.Repeat("x", 100<<10): invalidParameter + "The size of the image file exceeds the limit of 100 KB.",
	} {
		wantError(t, policy.CheckImage([]byte(image)), want)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	wantError(t, policy.CheckLinks(map[string]string{"cognito:default": "https://example.com", "cognito:dutch": "https://example.com/nl"}), "")
	wantError(t, policy.CheckLinks(map[string]string{"cognito:dutch": "https://example.com/nl"}), invalidParameter+"Links must contain cognito:default.")
	wantError(t, policy.CheckLinks(nil), invalidParameter+"Links must contain cognito:default.")
}
