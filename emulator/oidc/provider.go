package oidc

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Types of providers, as CreateIdentityProvider spells them.
const (
	TypeOIDC     = "OIDC"
	TypeGoogle   = "Google"
	TypeFacebook = "Facebook"
	TypeAmazon   = "LoginWithAmazon"
	TypeApple    = "SignInWithApple"
)

// Keys of ProviderDetails. Doc: CreateIdentityProvider.
const (
	detailClientID     = "client_id"
	detailClientSecret = "client_secret"
	detailScopes       = "authorize_scopes"
	detailIssuer       = "oidc_issuer"
	detailAuthorize    = "authorize_url"
	detailToken        = "token_url"
	detailTokenMethod  = "token_request_method"
	detailUserInfo     = "attributes_url"
	detailInfoMethod   = "attributes_request_method"
	detailAddsFields   = "attributes_url_add_attributes"
	detailJWKS         = "jwks_uri"
	detailTeam         = "team_id"
	detailKey          = "key_id"
)

// Provider is an identity provider: what DescribeIdentityProvider shows of it, and what it hides.
type Provider struct {
	Name       string // begins the texts of errors
	Type       string // one of the types of this package
	Details    map[string]string
	Mapping    map[string]string // attributes of the pool to claims; some providers are asked for these
	PrivateKey string            // of Sign in with Apple
	// Base, such as http://localhost:9000, takes the place of scheme and host of every address of the
	// provider; paths and queries stay. Empty: the addresses are what they are.
	Base string
}

// RelyingParty makes the requests to providers. It is safe for concurrent use.
type RelyingParty struct {
	HTTP    *http.Client
	Timeout time.Duration // of one request; 0: CallTimeout
}

// CallTimeout is how long one request to a provider may take. Doc: "Using OIDC identity providers".
const CallTimeout = 5 * time.Second

// Moved is an address with scheme and host of base in place of its own; without a base, the address itself.
func Moved(address, base string) (string, error) {
	if base == "" {
		return address, nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	to, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	u.Scheme, u.Host, u.User = to.Scheme, to.Host, nil
	return u.String(), nil
}

// address is where a request goes that is meant for raw.
func (p *Provider) address(raw string) (string, error) { return Moved(raw, p.Base) }

// signsUsersIn tells whether the provider answers with an ID token: the other types know OAuth 2.0 only.
func (p *Provider) signsUsersIn() bool { return p.Type != TypeFacebook && p.Type != TypeAmazon }

// claimNames are the claims that the mapping names, sorted, without those that name tokens.
func (p *Provider) claimNames() []string {
	names := slices.Sorted(maps.Values(p.Mapping))
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool {
		return name == "" || name == claimAccessToken || name == claimIDToken
	})
}

// userInfoAddress is where the claims of a user are, "" where there is nothing to be asked for.
// Types whose address ends in a list of fields are asked for what is mapped.
// Assumed: Google's People API is asked only for fields that it has, as it refuses all others, and not
// at all when none is mapped: its ID token has the usual claims (A343).
func (p *Provider) userInfoAddress(raw string) string {
	if raw == "" || p.Details[detailAddsFields] != "true" {
		return raw
	}
	names := p.claimNames()
	if p.Type == TypeGoogle {
		names = slices.DeleteFunc(names, func(name string) bool { return !slices.Contains(personFields, name) })
		if len(names) == 0 {
			return ""
		}
	}
	for i, name := range names {
		names[i] = url.QueryEscape(name)
	}
	return raw + strings.Join(names, ",")
}

// personFields are what people.get of Google's People API can be asked for. Doc: people.get, personFields.
var personFields = []string{
	"addresses", "ageRanges", "biographies", "birthdays", "calendarUrls", "clientData", "coverPhotos",
	"emailAddresses", "events", "externalIds", "genders", "imClients", "interests", "locales", "locations",
	"memberships", "metadata", "miscKeywords", "names", "nicknames", "occupations", "organizations",
	"phoneNumbers", "photos", "relations", "sipAddresses", "skills", "urls", "userDefined",
}
