package authorize

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Request is what an app asks for on behalf of a browser, judged.
// Doc: "Authorize endpoint".
type Request struct {
	Client *state.Client
	// Query is the request as it came, Raw its text; every page carries it on.
	Query url.Values
	Raw   string
	// Redirect is where the answer goes, in the fragment where tokens are asked for.
	Redirect string
	Tokens   bool // response_type=token
	State    string
	Scopes   []string
	// Challenge is the S256 challenge of a code; empty: none.
	Challenge string
	Nonce     string
	Audience  string
	// Native tells that identity_provider=COGNITO was given, Provider which other one was chosen.
	Native   bool
	Provider *state.Provider
	// Lang, Hint and Prompt are for managed login.
	Lang, Hint string
	Prompt     []string
	// Levels are the levels of acr_values; MaxAge is how old a session may be, below zero: no matter.
	Levels []int
	MaxAge time.Duration
}

// native is the pool itself among the identity providers of an app client.
const native = "COGNITO"

// Refusal is why a request is refused.
type Refusal struct {
	// Page tells that the app must not hear of it: the browser is shown an error page.
	Page bool
	// Code is the error, Description its error_description or empty.
	Code, Description string
}

// What the error page is told. Seen: amazon-archives/amazon-cognito-auth-js#25,
// damienbod/angular-auth-oidc-client#2057, aws/aws-aspnet-cognito-identity-provider#167. Assumed: the
// words about an unknown app client (A334).
const (
	RedirectMismatch = "redirect_mismatch"
	NoRedirect       = "Required String parameter 'redirect_uri' is not present"
	NoClient         = "Missing required parameter client_id in request URL"
	UnknownClient    = "Client does not exist."
)

// The errors that an app is told. Doc: "Authorize endpoint", negative responses.
const (
	InvalidRequest     = "invalid_request"
	LoginRequired      = "login_required"
	ServerError        = "server_error"
	invalidScope       = "invalid_scope"
	unauthorizedClient = "unauthorized_client"
)

// notEnabled is the description for a client without OAuth.
// Seen: amazon-archives/amazon-cognito-auth-js#159.
const notEnabled = "Client is not enabled for OAuth2.0 flows"

// parse judges a request of an app client. The Request is never nil; with a Refusal only what a redirect
// needs is sure to be in it.
// Assumed: the order of the checks, and what is said of other response types, unknown providers, prompts
// and ages (A335).
func parse(c *op.Call, client *state.Client, raw string, q url.Values) (*Request, *Refusal) {
	r := &Request{Client: client, Query: q, Raw: raw, Redirect: q.Get("redirect_uri"), State: q.Get("state"),
		Tokens: q.Get("response_type") == "token", Nonce: q.Get("nonce"), Hint: q.Get("login_hint"), MaxAge: -1}
	config := &client.Config
	if r.Redirect == "" && len(config.SupportedIdentityProviders) == 1 { // Doc: CreateUserPoolClient, DefaultRedirectURI
		r.Redirect = aws.ToString(config.DefaultRedirectURI)
	}
	switch {
	case r.Redirect == "":
		return r, &Refusal{Page: true, Code: NoRedirect}
	case !slices.Contains(config.CallbackURLs, r.Redirect):
		return r, &Refusal{Page: true, Code: RedirectMismatch}
	}
	if refusal := r.flow(config, q); refusal != nil {
		return r, refusal
	}
	if refusal := r.scope(c, config, q); refusal != nil {
		return r, refusal
	}
	if refusal := r.provider(c, config, q); refusal != nil {
		return r, refusal
	}
	return r, r.rest(c, q)
}

// flow judges what kind of answer is asked for.
func (r *Request) flow(config *types.UserPoolClientType, q url.Values) *Refusal {
	invalid := &Refusal{Code: InvalidRequest}
	var flow types.OAuthFlowType
	switch q.Get("response_type") {
	case "code":
		flow = types.OAuthFlowTypeCode
	case "token":
		flow = types.OAuthFlowTypeImplicit
	default:
		return invalid
	}
	if !aws.ToBool(config.AllowedOAuthFlowsUserPoolClient) || len(config.AllowedOAuthFlows) == 0 {
		return &Refusal{Code: InvalidRequest, Description: notEnabled}
	}
	if !slices.Contains(config.AllowedOAuthFlows, flow) {
		return &Refusal{Code: unauthorizedClient}
	}
	r.Challenge = q.Get("code_challenge")
	if method := q.Get("code_challenge_method"); r.Challenge != "" && method != "S256" || r.Challenge == "" && method != "" {
		return invalid
	}
	return nil
}

// scope judges the scopes. Without any, all of the client's are meant; one that its resource server does
// not have any more is left out.
// Doc: "Authorize endpoint", scope; "Scopes, M2M, and resource servers". Assumed: a scope that exists and
// is not the client's is refused, as is one that needs openid and comes without it (A336).
func (r *Request) scope(c *op.Call, config *types.UserPoolClientType, q url.Values) *Refusal {
	asked := strings.Fields(q.Get("scope"))
	if len(asked) == 0 {
		asked = config.AllowedOAuthScopes
	}
	for _, scope := range asked {
		if !slices.Contains(config.AllowedOAuthScopes, scope) {
			return &Refusal{Code: invalidScope}
		}
		if (policy.StandardScope(scope) || c.View.HasScope(c.Pool.ID, scope)) && !slices.Contains(r.Scopes, scope) {
			r.Scopes = append(r.Scopes, scope)
		}
	}
	of := func(scope string) bool { return slices.Contains(r.Scopes, scope) }
	if !of(authflow.ScopeOpenID) && (of("email") || of("phone") || of("profile")) {
		return &Refusal{Code: invalidScope}
	}
	return nil
}

// provider finds the identity provider that the app chose.
func (r *Request) provider(c *op.Call, config *types.UserPoolClientType, q url.Values) *Refusal {
	name, identifier := q.Get("identity_provider"), q.Get("idp_identifier")
	switch {
	case name == native && slices.Contains(config.SupportedIdentityProviders, native):
		r.Native = true
		return nil
	case name != "":
		r.Provider = c.View.Provider(c.Pool.ID, name)
	case identifier != "":
		r.Provider = c.View.ProviderIdentified(c.Pool.ID, identifier)
	default:
		return nil
	}
	if r.Provider == nil || !slices.Contains(config.SupportedIdentityProviders, r.Provider.Name) {
		return &Refusal{Code: InvalidRequest}
	}
	return nil
}

// rest judges what is optional.
func (r *Request) rest(c *op.Call, q url.Values) *Refusal {
	invalid := &Refusal{Code: InvalidRequest}
	if r.Audience = q.Get("resource"); r.Audience != "" && (!isResource(r.Audience) || len(q["resource"]) > 1) {
		return invalid
	}
	if lang := q.Get("lang"); slices.Contains(pages.Languages(), lang) {
		r.Lang = lang
	}
	r.Prompt = strings.Fields(q.Get("prompt"))
	if slices.Contains(r.Prompt, "none") && len(r.Prompt) > 1 {
		return invalid
	}
	// Doc: "Step-up authentication", feature plans. Assumed: where there is no acr_values there is no max_age (A464).
	if text := q.Get("max_age"); text != "" && policy.Has(c.Pool.Config.UserPoolTier, policy.StepUp) {
		age, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return invalid
		}
		r.MaxAge = time.Duration(age) * time.Second
	}
	r.Levels = authflow.Levels(c.Pool, q.Get("acr_values"))
	return nil
}

// isResource tells whether a text names a resource as RFC 8707 and the service have it.
// Doc: "Authorize endpoint", resource: https, a local host, or a scheme of its own.
func isResource(text string) bool {
	u, err := url.Parse(text)
	switch {
	case err != nil, u.Scheme == "", u.Fragment != "":
		return false
	case u.Scheme == "http":
		return isLoopback(u.Hostname())
	}
	return u.Host != "" || u.Scheme != "https"
}

// Prompts tells whether the app asked for a prompt, on pages that know of it.
func (r *Request) Prompts(value string) bool { return slices.Contains(r.Prompt, value) }

// Allows tells whether users sign in to the client with an identity provider of that name.
func (r *Request) Allows(provider string) bool {
	return slices.Contains(r.Client.Config.SupportedIdentityProviders, provider)
}

// AllowsNative tells whether users of the pool's own sign in to the client.
func (r *Request) AllowsNative() bool { return r.Allows(native) }

// To returns a path of the site that carries the request on.
func (r *Request) To(path string) string { return path + "?" + r.Raw }
