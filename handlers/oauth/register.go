package oauth

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Clients keeps the app clients that apps register.
type Clients interface {
	Register(c *op.Call, pool *state.Pool, in *cip.CreateUserPoolClientInput) (*state.Client, error)
}

// metadata is what an app says of itself, and what it is told it has become. Doc: RFC 7591. Assumed: which
// members the service reads and answers with (A380).
type metadata struct {
	ClientID      string   `json:"client_id,omitempty"`
	ClientSecret  string   `json:"client_secret,omitempty"`
	Issued        int64    `json:"client_id_issued_at,omitempty"`
	SecretExpires *int64   `json:"client_secret_expires_at,omitempty"`
	Name          string   `json:"client_name,omitempty"`
	RedirectURIs  []string `json:"redirect_uris,omitempty"`
	GrantTypes    []string `json:"grant_types,omitempty"`
	ResponseTypes []string `json:"response_types,omitempty"`
	AuthMethod    string   `json:"token_endpoint_auth_method,omitempty"`
	Scope         string   `json:"scope,omitempty"`
}

// Grant types by the names of RFC 7591. Refresh tokens come with every code here.
const (
	grantCode     = "authorization_code"
	grantMachine  = "client_credentials"
	grantImplicit = "implicit"
	grantRefresh  = "refresh_token"
)

const invalidMetadata = "invalid_client_metadata"

// register makes an app client of an app that asks for it.
// Doc: "Dynamic client registration", RFC 7591. Assumed: the errors (A381). Where the host is not a
// domain's, the query may name the pool as user_pool_id, because there is no app client to tell it.
func (s *Service) register(w http.ResponseWriter, r *http.Request) {
	c := s.NewCall(r, "Register_POST")
	made, err := s.registered(c, r)
	if err == nil {
		answer(w, http.StatusCreated, made)
		return
	}
	if said := (*refusal)(nil); errors.As(err, &said) && said.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer error="`+said.Code+`"`)
	}
	s.fail(w, nil, err)
}

func (s *Service) registered(c *op.Call, r *http.Request) (*metadata, error) {
	grants, err := s.registrar(c, r)
	if err != nil {
		return nil, err
	}
	var m metadata
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		return nil, invalid("The request body is not a JSON object")
	}
	m.ClientID, m.ClientSecret, m.Issued, m.SecretExpires = "", "", 0, nil // for us to tell
	in, err := clientOf(c.Pool, &m, grants)
	if err != nil {
		return nil, err
	}
	client, err := s.Clients.Register(c, c.Pool, in)
	if api := (smithy.APIError)(nil); errors.As(err, &api) && api.ErrorFault() != smithy.FaultServer {
		return nil, invalid(api.ErrorMessage())
	}
	if err != nil {
		return nil, err
	}
	m.ClientID, m.Issued = string(client.ID), client.Created.Unix()
	if len(client.Secrets) > 0 {
		m.ClientSecret, m.SecretExpires = client.Secrets[0].Value, new(int64)
	}
	return &m, nil
}

// registrar tells who registers and enters the pool: whoever has a token for it, or anybody where that is
// allowed. It returns the flows that the new client may have.
func (s *Service) registrar(c *op.Call, r *http.Request) ([]types.OAuthFlowType, error) {
	var holder *op.Principal
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if scheme != "" {
		var err error
		if holder, err = s.Machine(c, strings.TrimSpace(text)); err != nil || !strings.EqualFold(scheme, "Bearer") {
			return nil, &refusal{Code: "invalid_token", status: http.StatusUnauthorized}
		}
	}
	pool := state.PoolID(r.URL.Query().Get("user_pool_id"))
	if holder != nil {
		pool = holder.Pool.ID
	}
	at, err := authorize.PoolAt(c, r, pool)
	if err != nil {
		return nil, err
	}
	config := at.Registration
	switch {
	case holder != nil && holder.Pool.ID != at.ID:
		return nil, &refusal{Code: "invalid_token", status: http.StatusUnauthorized}
	case config == nil || config.EnableStatus != types.StatusTypeEnabled:
		return nil, &refusal{Code: invalidRequest, Description: "Dynamic client registration is not enabled", status: http.StatusBadRequest}
	case holder == nil && !config.OpenDcrEnabled:
		return nil, &refusal{Code: "invalid_token", status: http.StatusUnauthorized}
	case holder != nil && !slices.Contains(holder.Scopes, policy.RegisterScope):
		return nil, &refusal{Code: "insufficient_scope", status: http.StatusForbidden}
	}
	return registrable(config, holder != nil), nil
}

// registrable are the flows that registered clients may have. Doc: DcrConfigurationType.
func registrable(config *newest.DcrConfigurationType, authenticated bool) []types.OAuthFlowType {
	switch {
	case authenticated && config.AuthenticatedGrantTypes != nil:
		return config.AuthenticatedGrantTypes
	case authenticated:
		return []types.OAuthFlowType{types.OAuthFlowTypeCode, types.OAuthFlowTypeClientCredentials}
	case config.OpenDcrGrantTypes != nil:
		return config.OpenDcrGrantTypes
	}
	return []types.OAuthFlowType{types.OAuthFlowTypeCode}
}

// clientOf is the app client that an app asks for. It fills in what the app left out.
// Doc: RFC 7591 (the defaults), DcrConfigurationType.
func clientOf(pool *state.Pool, m *metadata, flows []types.OAuthFlowType) (*cip.CreateUserPoolClientInput, error) {
	in := &cip.CreateUserPoolClientInput{AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: m.RedirectURIs,
		SupportedIdentityProviders: []string{"COGNITO"}}
	var err error
	if in.AllowedOAuthFlows, err = m.flows(flows); err != nil {
		return nil, err
	}
	withCode := slices.Contains(in.AllowedOAuthFlows, types.OAuthFlowTypeCode)
	m.ResponseTypes = nil
	if withCode {
		m.ResponseTypes = []string{"code"}
		if len(m.RedirectURIs) == 0 {
			return nil, refused("invalid_redirect_uri")
		}
	}
	if in.GenerateSecret, err = m.secret(); err != nil {
		return nil, err
	}
	if m.Name == "" {
		m.Name = "registered"
	}
	in.ClientName = aws.String(m.Name)
	allowed := slices.Concat([]string{"openid", "email", "phone", "profile"}, pool.Registration.AllowedScopes)
	if !withCode { // Doc: "Scopes, M2M, and resource servers", client credentials
		allowed = slices.DeleteFunc(allowed, policy.StandardScope)
	}
	in.AllowedOAuthScopes, err = m.scopes(allowed)
	return in, err
}

// invalid refuses what an app says of itself.
func invalid(description string) error {
	return &refusal{Code: invalidMetadata, Description: description, status: http.StatusBadRequest}
}

// flows are the flows of the grant types that the app wants, all of which have to be allowed. implicit is
// taken and comes to nothing, and refresh tokens come by themselves.
func (m *metadata) flows(allowed []types.OAuthFlowType) (flows []types.OAuthFlowType, err error) {
	if len(m.GrantTypes) == 0 {
		m.GrantTypes = []string{grantCode}
	}
	for _, grant := range m.GrantTypes {
		flow := map[string]types.OAuthFlowType{
			grantCode: types.OAuthFlowTypeCode, grantMachine: types.OAuthFlowTypeClientCredentials,
		}[grant]
		switch {
		case grant == grantRefresh, grant == grantImplicit:
		case flow == "", !slices.Contains(allowed, flow):
			return nil, invalid("Unsupported grant type: " + grant)
		default:
			flows = append(flows, flow)
		}
	}
	if len(flows) == 0 {
		return nil, invalid("No supported grant type")
	}
	return flows, nil
}

// secret tells whether the app client gets a secret, to authenticate with as the app says.
func (m *metadata) secret() (bool, error) {
	if m.AuthMethod == "" {
		m.AuthMethod = "client_secret_basic"
	}
	switch m.AuthMethod {
	case "client_secret_basic", "client_secret_post":
		return true, nil
	case "none":
		return false, nil
	}
	return false, invalid("Unsupported token endpoint authentication method: " + m.AuthMethod)
}

// scopes are those that the app wants, all of which have to be allowed; without any, all that are.
func (m *metadata) scopes(allowed []string) ([]string, error) {
	scopes := strings.Fields(m.Scope)
	if len(scopes) == 0 {
		scopes = allowed
	}
	for _, scope := range scopes {
		if scope == policy.RegisterScope || !slices.Contains(allowed, scope) {
			return nil, invalid("Unsupported scope: " + scope)
		}
	}
	m.Scope = strings.Join(scopes, " ")
	return scopes, nil
}
