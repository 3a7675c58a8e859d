package conformance

import (
	"encoding/json"
	"net/http"
	"net/url"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// The names of RFC 8693.
const (
	exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange"
	accessType    = "urn:ietf:params:oauth:token-type:access_token"
	idType        = "urn:ietf:params:oauth:token-type:id_token"
)

// exchangeGrantCases are about tokens in exchange for others at the token endpoint. Doc: developer guide, "Exchanging tokens
// for downstream services" (that there is such a grant); RFC 8693.
func exchangeGrantCases() []Case {
	given := func(w *World) { exchanging(w); w.Domain(classic) }
	form := func(w *World, more Params) url.Values {
		return w.owed(url.Values{"grant_type": {exchangeGrant}, "client_id": {w.client.ID}, "subject_token": {w.Kept("access")}, "subject_token_type": {accessType}}, more)
	}
	granted := func(w *World, more Params, want map[string]any) string {
		w.t.Helper()
		r := w.submit(tokenPath, form(w, more), nil)
		var got map[string]any
		if r.Status != http.StatusOK || json.Unmarshal([]byte(r.Body), &got) != nil {
			w.Fatalf("%d %s", r.Status, r.Body)
		}
		token, _ := got["access_token"].(string)
		delete(got, "access_token")
		w.Equal(got, want)
		return token
	}
	cases := []Case{
		{
			Says: "an exchange at the token endpoint is the API's", Given: given,
			Steps: steps(func(w *World) {
				token := granted(w, Params{"audience": "https://orders.example"},
					map[string]any{"issued_token_type": accessType, "token_type": "Bearer", "expires_in": 600.0, "scope": userAdmin})
				w.same(token, w.Kept("access"), map[string]any{"client_id": w.client.ID, "aud": "https://orders.example"})
				OK(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: &token})
				id := granted(w, Params{"requested_token_type": idType, "resource": "orders"},
					map[string]any{"issued_token_type": idType, "token_type": "N_A", "expires_in": 3600.0})
				w.Equal(w.Token(id).claim("aud"), "orders")
				acted := granted(w, Params{"actor_token": w.Kept("id"), "actor_token_type": idType},
					map[string]any{"issued_token_type": accessType, "token_type": "Bearer", "expires_in": 600.0, "scope": userAdmin})
				w.Equal(w.Token(acted).Claims["act"], any(map[string]any{"sub": w.user.Sub}))
			}),
		},
		{
			Says: "refused: exchanges at the token endpoint that ask for too much or too little", Given: given,
			Steps: steps(func(w *World) {
				for _, bad := range []Params{{"subject_token": Omit}, {"subject_token_type": Omit}, {"subject_token_type": "x"}, {"requested_token_type": "x"}, {"actor_token": "x"}} {
					w.denied(w.submit(tokenPath, form(w, bad), nil), "invalid_request")
				}
				w.Denied(w.submit(tokenPath, form(w, Params{"subject_token": "x"}), nil), http.StatusBadRequest,
					Params{"error": "invalid_request", "error_description": "Invalid subject token"})
				w.Denied(w.submit(tokenPath, form(w, Params{"resource": "shop"}), nil), http.StatusBadRequest,
					Params{"error": "invalid_target", "error_description": "Resource server shop does not exist."})
				w.denied(w.submit(tokenPath, form(w, Params{"client_secret": "wrong"}), nil), "invalid_client")
				w.Client()
				w.denied(w.submit(tokenPath, form(w, nil), nil), "unauthorized_client")
			}),
		},
		{
			Says: "a provider's token is exchanged at the token endpoint too", Needs: needs(Providers),
			Given: func(w *World) {
				openIDApp(nil)(w)
				w.Arrives(ann())
				w.Client(Secret(), Flows(impersonates, delegates, "ALLOW_REFRESH_TOKEN_AUTH"))
			},
			Steps: steps(func(w *World) {
				w.Keep("access", signJWT("RS256", "", map[string]any{"iss": w.provider.URL, "aud": "id.example", "sub": "a-117", "exp": w.Now().Unix() + 60}))
				token := granted(w, Params{"subject_token_type": idType, "subject_token_provider_name": corp, "requested_token_type": idType},
					map[string]any{"issued_token_type": idType, "token_type": "N_A", "expires_in": 3600.0})
				w.Equal(w.Token(token).claim("sub"), w.user.Sub)
			}),
		},
	}
	for i := range cases {
		cases[i].Operations, cases[i].Assumes = ops("oauth2/token", "GetDerivedToken"), "A425"
	}
	return cases
}
