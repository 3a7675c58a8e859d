package oauth

import (
	"encoding/json"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// keySet publishes the keys that the pool's tokens are signed with.
func (s *Service) keySet(r *http.Request, pool *state.Pool) ([]byte, error) {
	id, access, err := s.SigningKeys(r.Context(), pool.ID)
	if err != nil {
		return nil, err
	}
	return token.JWKS(id, access), nil
}

// provider is a discovery document, in the service's order of members.
// Seen: localstack/localstack#12914, the document of a real pool.
type provider struct {
	Authorization      string   `json:"authorization_endpoint"`
	EndSession         string   `json:"end_session_endpoint"`
	Algorithms         []string `json:"id_token_signing_alg_values_supported"`
	Issuer             string   `json:"issuer"`
	Keys               string   `json:"jwks_uri"`
	Registration       string   `json:"registration_endpoint,omitempty"`
	ResponseTypes      []string `json:"response_types_supported"`
	Revocation         string   `json:"revocation_endpoint"`
	Scopes             []string `json:"scopes_supported"`
	SubjectTypes       []string `json:"subject_types_supported"`
	Token              string   `json:"token_endpoint"`
	TokenAuthorization []string `json:"token_endpoint_auth_methods_supported"`
	UserInfo           string   `json:"userinfo_endpoint"`
}

// discovery describes the pool as an OpenID provider.
func (s *Service) discovery(r *http.Request, pool *state.Pool) ([]byte, error) {
	caller := op.BaseURL(r)
	issuer := s.Settings.Issuer.Of(pool, caller)
	// What hangs under the issuer in the service is found there, unless the issuer is a host of AWS:
	// that would lead out of the emulator.
	home := issuer
	if s.Settings.Issuer.Mode == op.IssuerAWS {
		home = s.Settings.Issuer.Base(caller) + "/" + string(pool.ID)
	}
	doc := provider{
		// Seen: simov/grant#163, the endpoints of a pool without a domain. Assumed: the ones that are
		// not named there (A071).
		Authorization:      home + "/authorize",
		EndSession:         home + "/logout",
		Algorithms:         []string{"RS256"},
		Issuer:             issuer,
		Keys:               home + "/.well-known/jwks.json",
		ResponseTypes:      []string{"code", "token"},
		Revocation:         home + "/revoke",
		Scopes:             []string{"openid", "email", "phone", "profile"},
		SubjectTypes:       []string{"public"},
		Token:              home + "/token",
		TokenAuthorization: []string{"client_secret_basic", "client_secret_post"},
		UserInfo:           home + "/userInfo",
	}
	if s.Store.View().HasDomain(pool.ID) {
		// Every host of ours serves every domain: the app client or the token tells the pool.
		at := s.Settings.Issuer.Base(caller)
		doc.Authorization = at + "/oauth2/authorize"
		doc.EndSession = at + "/logout"
		doc.Revocation = at + "/oauth2/revoke"
		doc.Token = at + "/oauth2/token"
		doc.UserInfo = at + "/oauth2/userInfo"
		if d := pool.Registration; d != nil && d.EnableStatus == types.StatusTypeEnabled {
			doc.Registration = at + "/oauth2/register?user_pool_id=" + string(pool.ID) // no app client tells the pool
		}
	}
	return json.Marshal(doc)
}
