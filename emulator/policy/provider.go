package policy

import (
	"encoding/xml"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// LocalProvider is the name that stands for the users of the pool itself among the providers of an
// app client. Doc: CreateUserPoolClient, SupportedIdentityProviders.
const LocalProvider = "COGNITO"

// Keys of ProviderDetails that rules here or elsewhere are about.
const (
	detailClientID     = "client_id"
	detailClientSecret = "client_secret"
	detailScopes       = "authorize_scopes"
	detailPrivateKey   = "private_key"
	detailAPIVersion   = "api_version"
	detailAddsFields   = "attributes_url_add_attributes"

	DetailMetadataURL  = "MetadataURL"
	DetailMetadataFile = "MetadataFile"
	DetailCertificate  = "ActiveEncryptionCertificate"
	detailSSO          = "SSORedirectBindingURI"
	detailSLO          = "SLORedirectBindingURI"
)

// CheckProviderName refuses a name that does not go with the type: each social type has its own name,
// which no other type may take. Seen: hashicorp/terraform-provider-aws#4822, badmintoncryer/cdk-preflight.
// Assumed: also for the other types, and for the pool's own users (A156).
func CheckProviderName(name string, kind types.IdentityProviderTypeType) error {
	reserved := name == LocalProvider || Social(types.IdentityProviderTypeType(name))
	if (Social(kind) || reserved) && name != string(kind) {
		return fault.ProviderNameOfType(name, kind)
	}
	return nil
}

// Social tells whether the type is one of the four that the service knows the endpoints of.
func Social(kind types.IdentityProviderTypeType) bool { return socialDetails(kind, "") != nil }

// defaultGraphVersion is Facebook's. Doc: CreateIdentityProvider, the sample. Assumed: also where none is given (A152).
const defaultGraphVersion = "v17.0"

// socialDetails are the details that the service adds for a social type, nil for the others.
// Doc: CreateIdentityProvider, ProviderDetails. Seen: hashicorp/terraform-provider-aws tests (Google).
func socialDetails(kind types.IdentityProviderTypeType, graphVersion string) map[string]string {
	switch kind {
	case types.IdentityProviderTypeTypeGoogle:
		return map[string]string{
			"attributes_url": "https://people.googleapis.com/v1/people/me?personFields=", detailAddsFields: "true",
			"authorize_url": "https://accounts.google.com/o/oauth2/v2/auth", "oidc_issuer": "https://accounts.google.com",
			"token_request_method": "POST", "token_url": "https://www.googleapis.com/oauth2/v4/token",
		}
	case types.IdentityProviderTypeTypeFacebook:
		graph := "https://graph.facebook.com/" + graphVersion
		return map[string]string{
			"attributes_url": graph + "/me?fields=", detailAddsFields: "true",
			"authorize_url":        "https://www.facebook.com/" + graphVersion + "/dialog/oauth",
			"token_request_method": "GET", "token_url": graph + "/oauth/access_token",
		}
	case types.IdentityProviderTypeTypeLoginWithAmazon:
		return map[string]string{
			"attributes_url": "https://api.amazon.com/user/profile", detailAddsFields: "false",
			"authorize_url": "https://www.amazon.com/ap/oa", "token_request_method": "POST",
			"token_url": "https://api.amazon.com/auth/o2/token",
		}
	case types.IdentityProviderTypeTypeSignInWithApple:
		return map[string]string{
			detailAddsFields: "false", "authorize_url": "https://appleid.apple.com/auth/authorize",
			"oidc_issuer": "https://appleid.apple.com", "token_request_method": "POST",
			"token_url": "https://appleid.apple.com/auth/token",
		}
	}
	return nil
}

// ProviderDetails judges the details given for a provider and completes them to what
// DescribeIdentityProvider shows, without the certificate of a SAML provider. The second result is the
// key that is never shown; where an update leaves it out, former is what it was.
// Assumed: details that the type does not know are kept, and those that the service adds may be given
// otherwise, so that a social provider can be one that runs locally (A152).
func ProviderDetails(kind types.IdentityProviderTypeType, given map[string]string, former string) (details map[string]string, privateKey string, err error) {
	details = maps.Clone(given)
	if details == nil {
		details = map[string]string{}
	}
	if kind == types.IdentityProviderTypeTypeSignInWithApple {
		if details[detailPrivateKey] == "" {
			details[detailPrivateKey] = former
		}
		privateKey = details[detailPrivateKey]
	}
	switch kind {
	case types.IdentityProviderTypeTypeSaml:
		return details, "", completeSAML(details)
	case types.IdentityProviderTypeTypeOidc:
		return details, "", completeOIDC(details)
	case types.IdentityProviderTypeTypeSignInWithApple:
		if !hasAll(details, detailClientID, "team_id", "key_id", detailPrivateKey, detailScopes) {
			return nil, "", fault.AppleDetailsMissing()
		}
		delete(details, detailPrivateKey)
	default:
		if !hasAll(details, detailClientID, detailClientSecret, detailScopes) {
			return nil, "", fault.SocialDetailsMissing()
		}
	}
	version := details[detailAPIVersion]
	if version == "" {
		version = defaultGraphVersion
	}
	fillIn(details, socialDetails(kind, version))
	return details, privateKey, nil
}

func hasAll(details map[string]string, keys ...string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool { return details[k] == "" })
}

// fillIn adds what is missing.
func fillIn(details, defaults map[string]string) {
	for k, v := range defaults {
		if details[k] == "" {
			details[k] = v
		}
	}
}

// completeOIDC is about an OIDC provider. What discovery finds is not shown: endpoints stand there only
// where they were given. Seen: a public log of DescribeIdentityProvider, 2026-08.
func completeOIDC(details map[string]string) error {
	method := details["attributes_request_method"]
	switch {
	case !hasAll(details, detailClientID, detailScopes, "oidc_issuer", "attributes_request_method"):
		return fault.OIDCDetailsMissing()
	case method != "GET" && method != "POST":
		return fault.OIDCRequestMethod(method)
	}
	for _, endpoint := range []string{"oidc_issuer", "authorize_url", "token_url", "attributes_url", "jwks_uri"} {
		if address := details[endpoint]; address != "" && !strings.HasPrefix(address, "https://") && !isNearby(address) {
			return fault.OIDCNotHTTPS()
		}
	}
	fillIn(details, map[string]string{detailAddsFields: "false"})
	return nil
}

// isNearby tells whether an address is plain HTTP to where the service could never reach, but a test
// can: this machine, or a host named by one word as in a network of containers. Assumed: this is worth
// being laxer than the service (A151).
func isNearby(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Hostname() == "" {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() || strings.HasSuffix(host, ".localhost") || ip == nil && !strings.Contains(host, ".")
}

// completeSAML is about a SAML provider: its endpoints come out of the metadata.
// Doc: CreateIdentityProvider. Seen: hashicorp/terraform-provider-aws tests. Assumed: metadata that is
// named by its address is not fetched and adds nothing (A153).
func completeSAML(details map[string]string) error {
	file, address := details[DetailMetadataFile], details[DetailMetadataURL]
	switch {
	case file == "" && address == "":
		return fault.SAMLMetadataMissing()
	case file != "" && address != "":
		return fault.SAMLMetadataTwice()
	case file == "":
		return nil
	}
	sso, slo, ok := samlEndpoints(file)
	if !ok {
		return fault.SAMLMetadataInvalid()
	}
	details[detailSSO] = sso
	if details[detailSLO] = slo; slo == "" {
		delete(details, detailSLO)
	}
	return nil
}

const redirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"

// samlEndpoints reads where a provider's metadata takes sign-in and sign-out requests by redirect.
// Doc: SAML 2.0 metadata, section 2.4.
func samlEndpoints(metadata string) (sso, slo string, ok bool) {
	type endpoint struct {
		Binding  string `xml:"Binding,attr"`
		Location string `xml:"Location,attr"`
	}
	var entity struct {
		XMLName  xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:metadata EntityDescriptor"`
		EntityID string   `xml:"entityID,attr"`
		Role     struct {
			SSO []endpoint `xml:"urn:oasis:names:tc:SAML:2.0:metadata SingleSignOnService"`
			SLO []endpoint `xml:"urn:oasis:names:tc:SAML:2.0:metadata SingleLogoutService"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata IDPSSODescriptor"`
	}
	if err := xml.Unmarshal([]byte(metadata), &entity); err != nil || entity.EntityID == "" {
		return "", "", false
	}
	byRedirect := func(list []endpoint) string {
		for _, e := range list {
			if e.Binding == redirectBinding {
				return e.Location
			}
		}
		return ""
	}
	sso, slo = byRedirect(entity.Role.SSO), byRedirect(entity.Role.SLO)
	return sso, slo, sso != ""
}

// ProviderMapping completes the attribute mapping of a provider: what it calls its users becomes the
// username. A SAML provider is left as it is. nil where nothing is mapped.
// Doc: CreateIdentityProvider, "Specifying attribute mappings". Seen: the AWS CLI's samples (Facebook),
// hashicorp/terraform-provider-aws tests (Google, none given), a public log of 2026-08 (OIDC, others
// given). Assumed: the rest alike (A154).
func ProviderMapping(kind types.IdentityProviderTypeType, given map[string]string) map[string]string {
	mapping := maps.Clone(given)
	if kind != types.IdentityProviderTypeTypeSaml {
		subject := "sub"
		switch kind {
		case types.IdentityProviderTypeTypeFacebook:
			subject = "id"
		case types.IdentityProviderTypeTypeLoginWithAmazon:
			subject = "user_id"
		}
		if mapping == nil {
			mapping = map[string]string{}
		}
		fillIn(mapping, map[string]string{"username": subject})
	}
	if len(mapping) == 0 {
		return nil
	}
	return mapping
}

// ProviderLevels is the mapping of levels of authentication, nil where there is none.
// Doc: CreateIdentityProvider, AcrMapping: OIDC providers only.
func ProviderLevels(kind types.IdentityProviderTypeType, given map[string]string) (map[string]string, error) {
	switch {
	case len(given) == 0:
		return nil, nil
	case kind != types.IdentityProviderTypeTypeOidc:
		return nil, fault.AcrMappingNotSupported()
	}
	return given, nil
}

// ProviderIdentifiers is the list of further names, each once and never nil.
// Seen: a public log of DescribeIdentityProvider, 2026-08.
func ProviderIdentifiers(given []string) []string {
	if list := distinct(given); list != nil {
		return list
	}
	return []string{}
}
