package oauth

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/policy"
)

// tokens is the answer of the token endpoint. Doc: "Token endpoint", sample responses.
type tokens struct {
	ID      string `json:"id_token,omitempty"`
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token,omitempty"`
	Expires int32  `json:"expires_in"`
	Type    string `json:"token_type"`
	// Kind and Scope are of an exchange. Doc: RFC 8693, 2.2.1.
	Kind  string `json:"issued_token_type,omitempty"`
	Scope string `json:"scope,omitempty"`
}

// token exchanges what an app holds for tokens.
// Doc: "Token endpoint". Assumed: the grant type is judged before the client, and the client before the
// rest (A371).
func (s *Service) token(w http.ResponseWriter, r *http.Request) {
	a, err := s.read(r, "Token_POST")
	if err != nil {
		s.fail(w, a, err)
		return
	}
	grant, ok := map[string]func(*asking) (*tokens, error){
		"authorization_code": s.redeem,
		"refresh_token":      s.refresh,
		"client_credentials": s.machine,
		exchangeGrant:        s.exchange,
	}[a.form.Get("grant_type")]
	switch {
	case a.form.Get("grant_type") == "":
		err = refused(invalidRequest)
	case !ok:
		err = refused("unsupported_grant_type")
	default:
		err = a.authenticate()
	}
	var made *tokens
	if err == nil {
		made, err = grant(a)
	}
	if err != nil {
		s.fail(w, a, err)
		return
	}
	answer(w, http.StatusOK, made)
}

// redeem exchanges a code.
func (s *Service) redeem(a *asking) (*tokens, error) {
	config := &a.client.Config
	code, redirect := a.form.Get("code"), a.form.Get("redirect_uri")
	switch {
	case code == "" || redirect == "":
		return nil, refused(invalidRequest)
	case !aws.ToBool(config.AllowedOAuthFlowsUserPoolClient) || !slices.Contains(config.AllowedOAuthFlows, types.OAuthFlowTypeCode):
		return nil, refused(unauthorizedClient)
	case len(config.AllowedOAuthScopes) == 0: // Seen: anthropics/claude-code#90190
		return nil, refused(invalidGrant)
	}
	if held := a.View.AuthorizationCode(a.Pool.ID, code); held != nil && !readsScopes(config, held.Grant.Scopes) {
		return nil, refused(invalidGrant)
	}
	result, err := s.Visits.Flow.Redeem(a.Call, a.client, code, redirect, a.form.Get("code_verifier"))
	switch {
	case errors.Is(err, authflow.ErrRedirect):
		return nil, &refusal{Code: unauthorizedClient, Description: "invalid_redirect", status: http.StatusBadRequest, cause: err}
	case errors.Is(err, authflow.ErrCode), errors.Is(err, authflow.ErrVerifier):
		return nil, because(invalidGrant, err)
	case err != nil:
		return nil, err
	}
	return shown(result), nil
}

// readsScopes tells whether the client may read what the scopes of a code are about.
// Doc: "Token endpoint", invalid_grant. Assumed: email and phone_number are all that is looked at (A372).
func readsScopes(config *types.UserPoolClientType, scopes []string) bool {
	for scope, attribute := range map[string]string{"email": "email", "phone": "phone_number"} {
		if slices.Contains(scopes, scope) && !policy.Readable(config, attribute) {
			return false
		}
	}
	return true
}

// refresh gives new tokens for a refresh token, whether it comes from here or from the API.
// Assumed: a client without ALLOW_REFRESH_TOKEN_AUTH is the one that "isn't allowed to refresh", and a
// function that fails makes the token no good, in its words (A373).
func (s *Service) refresh(a *asking) (*tokens, error) {
	text := a.form.Get("refresh_token")
	switch {
	case text == "":
		return nil, refused(invalidRequest)
	case !authflow.Rotates(a.client) && !policy.FlowAllowed(&a.client.Config, types.AuthFlowTypeRefreshTokenAuth):
		return nil, refused(unauthorizedClient)
	}
	metadata, err := metadataOf(a)
	if err != nil {
		return nil, err
	}
	result, err := s.Visits.Flow.RefreshAtEndpoint(a.Call, a.client, text, metadata)
	if err != nil {
		return nil, refusedGrant(err)
	}
	return shown(result), nil
}

// refusedGrant is how the endpoint says what the API would have said in its own way. Only a function's
// words are passed on.
func refusedGrant(err error) error {
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorFault() == smithy.FaultServer {
		return err
	}
	said := because(invalidGrant, err)
	if strings.Contains(api.ErrorCode(), "Lambda") {
		said.Description = api.ErrorMessage()
	}
	return said
}

// machine gives a token to the app client itself.
// Doc: "Token endpoint", client credentials. Seen: aws/aws-sdk-java#3037 (OAuth switched off).
func (s *Service) machine(a *asking) (*tokens, error) {
	config := &a.client.Config
	switch {
	case !aws.ToBool(config.AllowedOAuthFlowsUserPoolClient):
		return nil, refused(invalidGrant)
	case !slices.Contains(config.AllowedOAuthFlows, types.OAuthFlowTypeClientCredentials):
		return nil, refused(unauthorizedClient)
	}
	metadata, err := metadataOf(a)
	if err != nil {
		return nil, err
	}
	scopes, no := authflow.MachineScopes(a.View, a.client, strings.Fields(a.form.Get("scope")))
	switch {
	case no == "":
	case policy.StandardScope(no), no == policy.RegisterScope, a.View.HasScope(a.Pool.ID, no):
		return nil, refused(invalidGrant)
	default:
		return nil, refused(invalidScope)
	}
	result, err := s.Visits.Flow.MachineToken(a.Call, a.client, scopes, metadata)
	if err != nil {
		return nil, refusedGrant(err)
	}
	return &tokens{Access: aws.ToString(result.AccessToken), Expires: result.ExpiresIn, Type: "Bearer"}, nil
}

// metadataOf is what the pool's function is told of the request. Doc: "Token endpoint",
// aws_client_metadata.
func metadataOf(a *asking) (map[string]string, error) {
	text := a.form.Get("aws_client_metadata")
	if text == "" {
		return nil, nil
	}
	var metadata map[string]string
	if json.Unmarshal([]byte(text), &metadata) != nil {
		return nil, refused(invalidRequest)
	}
	return metadata, nil
}

func shown(r *types.AuthenticationResultType) *tokens {
	return &tokens{ID: aws.ToString(r.IdToken), Access: aws.ToString(r.AccessToken), Refresh: aws.ToString(r.RefreshToken),
		Expires: r.ExpiresIn, Type: "Bearer"}
}
