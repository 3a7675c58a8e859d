package emulator

import (
	"encoding/base64"
	"net/url"
	"strings"

	"cognito-emulator/emulator/wire"
)

// The vocabulary of the composer: few words, so that requests meet each other, and such as the
// operations understand.
var (
	names           = []string{"one", "two", "three", "One", "one@example.com", "two@example.com", "+15550100001", "admin"}
	words           = []string{"one", "two", "three", "email", "name", "openid", "COGNITO", "aws.cognito.signin.user.admin", "one/read", "read"}
	passwords       = []string{"Passw0rd!", "Ki3ne$Wort", "short", "alllowercase1!", "Passw0rd!Passw0rd!"}
	attributes      = []string{"email", "phone_number", "name", "preferred_username", "email_verified", "phone_number_verified", "custom:one", "custom:two", "locale"}
	oddAttributes   = []string{"updated_at", "sub", "identities", "nonsense", "custom:", "dev:custom:one"}
	attributeValues = []string{"one@example.com", "two@example.com", "+15550100001", "+15550100002", "one", "true", "false", "", "17", "1700000000", strings.Repeat("é", 2048)}
	arns            = []string{"arn:aws:iam::123456789012:role/one", "arn:aws:lambda:us-east-1:123456789012:function:one", "arn:aws:acm:us-east-1:123456789012:certificate/one",
		"arn:aws:ses:us-east-1:123456789012:identity/one@example.com", "arn:aws:logs:us-east-1:123456789012:log-group:one", "arn:aws:firehose:us-east-1:123456789012:deliverystream/one"}
	urls    = []string{"https://app.example.com/callback", "http://localhost:3000", "myapp://callback", "http://insecure.example.com"}
	filters = []string{``, `username = "one"`, `email ^= "one"`, `status = "Enabled"`, `cognito:user_status = "CONFIRMED"`, `sub = "x"`,
		`email ^= ""`, `name = "a\"b"`, `custom:one = "x"`, `nonsense`, `email = "` + "\x00" + `"`, `phone_number ^= "+1"`}
	regions    = []string{"eu-west-1", "us-west-2", "us-east-1", "nowhere-1"}
	categories = []string{"UserAuthentication", "UserCreation", "UserRead", "UserAccountRecovery", "Nonsense"}
	domains    = []string{"one", "two", "auth.example.com", "Bad_Name", "aws-one"}
	addresses  = []string{"10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "127.0.0.1", "nonsense"}
	providers  = []struct {
		kind, name string
		details    map[string]any
	}{
		{"OIDC", "one", map[string]any{"client_id": "one", "client_secret": "two", "authorize_scopes": "openid", "attributes_request_method": "GET",
			"oidc_issuer": "https://idp.example.com", "authorize_url": "https://idp.example.com/a", "token_url": "https://idp.example.com/t",
			"attributes_url": "https://idp.example.com/u", "jwks_uri": "https://idp.example.com/j"}},
		{"Google", "Google", map[string]any{"client_id": "one", "client_secret": "two", "authorize_scopes": "email"}},
		{"Facebook", "Facebook", map[string]any{"client_id": "one", "client_secret": "two", "authorize_scopes": "email", "api_version": "v17.0"}},
		{"SAML", "two", map[string]any{"MetadataURL": "https://idp.example.com/metadata"}},
		{"SignInWithApple", "SignInWithApple", map[string]any{"client_id": "one", "team_id": "two", "key_id": "three", "private_key": "four", "authorize_scopes": "email"}},
		{"OIDC", "Cognito", map[string]any{}},
	}
)

// explicitFlows are what app clients are made for.
var explicitFlows = [][]any{
	{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"},
	{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"},
	{"USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"},
	{"ALLOW_CLIENT_TOKEN_AUTH"},
	{"ALLOW_TOKEN_EXCHANGE_IMPERSONATION", "ALLOW_TOKEN_EXCHANGE_DELEGATION", "ALLOW_USER_PASSWORD_AUTH"},
	{"CUSTOM_AUTH_FLOW_ONLY"},
	{"ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"},
	{},
}

// publicA is the client's half of a proof that it does not go on with.
const publicA = "b0a3c7d9e1f2"

func escape(text string) string { return url.QueryEscape(text) }

// flowsOf are the flows that an operation begins sign-ins with, the useful ones more often.
func flowsOf(operation string) []string {
	if operation == "AdminInitiateAuth" {
		return []string{"ADMIN_USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_SRP_AUTH",
			"REFRESH_TOKEN_AUTH", "USER_AUTH", "CUSTOM_AUTH", "USER_PASSWORD_AUTH"}
	}
	return []string{"USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "USER_AUTH",
		"USER_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN"}
}

// value writes a value of a shape, of words that mean something where the shape has some.
func (c *composer) value(name string, s *wire.Shape) any {
	if known := c.known(name); known != "" {
		return known
	}
	switch s.Name {
	case "AttributeType":
		return map[string]any{"Name": c.attribute(), "Value": pick(c.dice, attributeValues)}
	case "AttributeNameType", "ClientPermissionType":
		return c.attribute()
	case "ExplicitAuthFlowsListType":
		return pick(c.dice, explicitFlows)
	case "ProviderUserIdentifierType":
		if name == "SourceUser" && !c.once(4) {
			return map[string]any{"ProviderName": or(c.draw(c.dice, "provider"), "one"), "ProviderAttributeName": "Cognito_Subject",
				"ProviderAttributeValue": pick(c.dice, []string{"stranger", "guest", "visitor"})}
		}
		return map[string]any{"ProviderName": pick(c.dice, []string{"Cognito", "Cognito", or(c.draw(c.dice, "provider"), "Google")}),
			"ProviderAttributeName": pick(c.dice, []string{"Cognito_Subject", "email"}), "ProviderAttributeValue": pick(c.dice, []string{c.username, c.username, "stranger"})}
	case "LinksType":
		return map[string]any{"cognito:default": pick(c.dice, urls)}
	case "LimitDefinitionType":
		return map[string]any{"LimitClass": "API_CATEGORY", "Attributes": map[string]any{"Category": pick(c.dice, categories)}}
	case "DeviceSecretVerifierConfigType":
		secret := base64.StdEncoding.EncodeToString([]byte(pick(c.dice, words)))
		return map[string]any{"PasswordVerifier": secret, "Salt": secret}
	case "PasswordType":
		return c.password()
	case "ProviderDetailsType":
		return pick(c.dice, providers).details
	case "UserFilterType":
		return pick(c.dice, filters)
	case "DomainType":
		return pick(c.dice, domains)
	}
	switch s.Kind {
	case wire.Structure:
		v := map[string]any{}
		for _, m := range s.Members {
			if m.Required || c.wantedInside(m.Name) {
				v[m.Name] = c.value(m.Name, m.Shape)
			}
		}
		return v
	case wire.List:
		return c.list(name, s)
	case wire.Map:
		return c.mapping(s)
	case wire.String:
		return c.text(name, s)
	case wire.Integer, wire.Long:
		return c.number(s)
	case wire.Boolean:
		return c.roll(2) == 0
	case wire.Blob:
		return base64.StdEncoding.EncodeToString([]byte(pick(c.dice, []string{"\x89PNG\r\n\x1a\n", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "x"})))
	case wire.Timestamp:
		return 1_700_000_000
	}
	return pick(c.dice, []any{map[string]any{}, map[string]any{"components": map[string]any{"a": []any{1, "b"}}}, map[string]any{"id": "AAAA", "type": "public-key"}, "text", 17})
}

// attribute is the name of an attribute.
func (c *composer) attribute() string {
	if c.once(10) {
		return pick(c.dice, oddAttributes)
	}
	return pick(c.dice, attributes)
}

// known is something that was heard of, for a member that is of its kind.
func (c *composer) known(name string) string {
	if kinds[name] == "" || c.once(24) {
		return ""
	}
	return c.draw(c.dice, kinds[name])
}

// wantedInside decides about a member of a structure that may be left out.
func (c *composer) wantedInside(name string) bool {
	if name == "PreferredMfa" {
		return c.once(4)
	}
	return !c.once(3)
}

func (c *composer) list(name string, s *wire.Shape) []any {
	n := c.roll(4)
	if s.Bounds&wire.HasMin != 0 {
		n = max(n, s.Min)
	}
	if s.Bounds&wire.HasMax != 0 {
		n = min(n, s.Max)
	}
	list := make([]any, n)
	for i := range list {
		list[i] = c.value(name, s.Element)
	}
	return list
}

func (c *composer) mapping(s *wire.Shape) map[string]any {
	n := c.roll(3)
	if s.Bounds&wire.HasMin != 0 {
		n = max(n, min(s.Min, 1))
	}
	v := map[string]any{}
	for range n {
		key, ok := c.text("", s.Key).(string)
		if !ok {
			continue
		}
		v[key] = c.value("", s.Element)
	}
	return v
}

func (c *composer) number(s *wire.Shape) int {
	candidates := []int{1, 2, 60, 0}
	if s.Bounds&wire.HasMin != 0 {
		candidates = append(candidates, s.Min)
	}
	if s.Bounds&wire.HasMax != 0 {
		candidates = append(candidates, s.Max)
	}
	n := pick(c.dice, candidates)
	if s.Bounds&wire.HasMin != 0 {
		n = max(n, s.Min)
	}
	if s.Bounds&wire.HasMax != 0 {
		n = min(n, s.Max)
	}
	return n
}

// text writes a text that the shape accepts.
func (c *composer) text(name string, s *wire.Shape) any {
	if s.Enum != nil {
		return pick(c.dice, s.Enum)
	}
	list := words
	switch {
	case s.Name == "ArnType" || s.Name == "OptionalArnType" || strings.HasSuffix(name, "Arn"):
		list = arns
	case s.Name == "RedirectUrlType" || strings.HasSuffix(name, "Url") || strings.HasSuffix(name, "URI"):
		list = urls
	case strings.Contains(name, "Region"):
		list = regions
	case strings.HasSuffix(name, "IPRangeList"):
		list = addresses
	case name == "IpAddress":
		list = []string{dreaded, dreaded, "2001:db8::1", "10.1.2.3", "nonsense"}
	case name == "MinValue", name == "MinLength", name == "MaxValue", name == "MaxLength":
		list = []string{"0", "1", "17", "2048", "2049", "-1", "x"}
	}
	if text := pick(c.dice, list); len(broken(s, text)) == 0 {
		return text
	}
	return sampleText(s)
}

// line writes a line of a file of users.
func (c *composer) line(columns []string) string {
	name, values := c.newName(), make([]string, len(columns))
	for i, column := range columns {
		switch column {
		case "cognito:username":
			values[i] = name
		case "cognito:mfa_enabled", "email_verified", "phone_number_verified":
			values[i] = pick(c.dice, []string{"FALSE", "TRUE"})
		case "email":
			values[i] = strings.TrimSuffix(name, "@example.com") + "@example.com"
		default:
			if c.once(8) {
				values[i] = pick(c.dice, attributeValues)
			}
		}
	}
	return strings.Join(values, ",")
}
