package policy

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// RegisterScope lets a client register others. The service manages it: no resource server has it.
// Doc: dynamic client registration.
const RegisterScope = "aws.cognito/dcr/register"

// StandardScope tells whether a scope is one that every pool has.
func StandardScope(scope string) bool {
	switch scope {
	case "phone", "email", "openid", "profile", "aws.cognito.signin.user.admin":
		return true
	}
	return false
}

// ScopesShow tells whether an app that was granted the scopes is shown a readable attribute, in the ID
// token and by userInfo: openid alone and profile show all of them, email and phone those of their name.
// Doc: "Authorize endpoint", scope; "Scopes, M2M, and resource servers".
func ScopesShow(scopes []string, name string) bool {
	email, phone := slices.Contains(scopes, "email"), slices.Contains(scopes, "phone")
	switch {
	case name == "sub", slices.Contains(scopes, "profile"), !email && !phone:
		return true
	case name == "email" || name == "email_verified":
		return email
	case name == "phone_number" || name == "phone_number_verified":
		return phone
	}
	return false
}

// checkOAuth is about URLs, flows and scopes of an app client.
func checkOAuth(pool ClientContext, c *types.UserPoolClientType) error {
	for _, u := range slices.Concat(c.CallbackURLs, c.LogoutURLs) {
		if err := checkURL(u); err != nil {
			return err
		}
	}
	flows := c.AllowedOAuthFlows
	machine := slices.Contains(flows, types.OAuthFlowTypeClientCredentials)
	person := slices.Contains(flows, types.OAuthFlowTypeCode) || slices.Contains(flows, types.OAuthFlowTypeImplicit)
	switch {
	case aws.ToBool(c.AllowedOAuthFlowsUserPoolClient) && (len(flows) == 0 || len(c.AllowedOAuthScopes) == 0):
		return fault.OAuthSettingsMissing()
	case machine && person:
		return fault.ClientCredentialsWithOtherFlow()
	case machine && !pool.HasSecret:
		return fault.ClientCredentialsWithoutSecret()
	case person && len(c.CallbackURLs) == 0:
		return fault.CallbackURLsMissing()
	}
	for _, scope := range c.AllowedOAuthScopes {
		switch {
		case !StandardScope(scope) && !pool.ScopeExists(scope):
			return fault.ScopeNotFound(scope)
		case StandardScope(scope) && machine:
			return fault.ClientCredentialsScope(scope)
		}
	}
	if u := aws.ToString(c.DefaultRedirectURI); u != "" && !slices.Contains(c.CallbackURLs, u) {
		return fault.DefaultRedirectNotListed(u)
	}
	return nil
}

// checkURL is a callback or logout URL: any scheme, but plain HTTP only to the own
// machine, and no fragment. Seen: badmintoncryer/cdk-preflight.
func checkURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme == "":
		return fault.InvalidURL(s)
	case strings.Contains(s, "#"):
		return fault.URLFragment(s)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return fault.URLNotHTTPS(s)
	}
	return nil
}

func loopback(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || net.IPv6loopback.Equal(net.ParseIP(host))
}
