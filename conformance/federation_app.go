package conformance

import (
	"maps"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const responsePath = "/oauth2/idpresponse"

// corp is the name of the provider that most cases have.
const corp = "Corp"

// Trusts lets the users of these providers sign in to a client.
func Trusts(providers ...string) ClientOption {
	return func(in *cip.CreateUserPoolClientInput) { in.SupportedIdentityProviders = providers }
}

// usualMapping is what cases map that say nothing else.
func usualMapping() details { return details{"username": "sub", "email": "email", "name": "name"} }

// discovered are the details of an OpenID provider that tells its endpoints itself.
func discovered(i *openID) details {
	return details{"client_id": "id.example", "client_secret": "s3cret", "authorize_scopes": "openid email", "oidc_issuer": i.URL, "attributes_request_method": "GET"}
}

// trust makes a provider in the pool made last of one that the suite runs.
func (w *World) trust(kind types.IdentityProviderTypeType, name string, d, mapping details, identifiers ...string) {
	w.t.Helper()
	OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
		UserPoolId: &w.pool.ID, ProviderName: &name, ProviderType: kind, ProviderDetails: d, AttributeMapping: mapping, IdpIdentifiers: identifiers})
}

// openIDApp is a case's Given: a pool with a domain, an OpenID provider called Corp that the suite runs, and an app for its
// users and those of the pool. mapping is laid over the usual one.
func openIDApp(mapping details, pool ...PoolOption) func(w *World) {
	return func(w *World) { w.openIDApp(classic, mapping, pool) }
}

func (w *World) openIDApp(version int32, mapping details, pool []PoolOption, client ...ClientOption) {
	w.t.Helper()
	w.Pool(pool...)
	w.Domain(version)
	w.provider = w.runProvider(corp)
	all := usualMapping()
	maps.Copy(all, mapping)
	w.trust("OIDC", corp, discovered(w.provider), all)
	w.app(version, append([]ClientOption{Trusts("COGNITO", corp)}, client...)...)
}

// Toward sends the browser to the provider made last, on behalf of the app made last.
func (w *World) Toward(more Params) *Page {
	w.t.Helper()
	return w.Browser().Open(w.address("/oauth2/authorize", w.asks(w.by(more))).String())
}

// by asks for the provider made last.
func (w *World) by(more Params) Params {
	all := Params{"identity_provider": w.provider.Name}
	maps.Copy(all, more)
	return all
}

// Vouched signs somebody in by the provider made last and gives what the pool answers when the browser is back.
func (w *World) Vouched(who stranger) *Page {
	w.t.Helper()
	return w.provider.Vouch(w.Toward(nil), who)
}

// Arrives signs somebody in by the provider made last, who must get tokens, and remembers the user.
func (w *World) Arrives(who stranger) Grant {
	w.t.Helper()
	return w.welcomed(w.Vouched(who).Code())
}

// welcomed exchanges the code of somebody from a provider and remembers the user.
func (w *World) welcomed(code string) Grant {
	w.t.Helper()
	g := w.Granted(w.submit(tokenPath, w.redeem(code, nil), nil), "access_token", "id_token", "refresh_token")
	token := w.Token(g.Access)
	w.user = &User{Login: token.claim("username"), Username: token.claim("username"), Sub: token.claim("sub"), Pool: w.pool}
	return g
}

// ann is who signs in by a provider in most cases: somebody with an address and a name.
func ann() stranger {
	return stranger{sub: "a-117", claims: map[string]any{"email": annMail, "name": "Ann"}}
}

// annWith is ann with other claims in the ID token. Nil takes one away.
func annWith(claims map[string]any) stranger {
	who := ann()
	who.claims = over(who.claims, nil)
	maps.Copy(who.claims, claims)
	return who
}

// identity is how somebody stands in the attribute identities who came to be by signing in.
func primaryIdentity(provider, kind, id string, issuer any) map[string]any {
	return map[string]any{"userId": id, "providerName": provider, "providerType": kind, "issuer": issuer, "primary": true}
}

// TheUser judges the user made last as an administrator sees it: these attributes beside sub and identities.
func (w *World) TheUser(status types.UserStatusType, identities []map[string]any, pairs ...string) {
	w.t.Helper()
	seen := w.Look(w.user)
	text := attribute(seen.UserAttributes, "identities")
	w.Equal(w.undated(text), w.undated(canonical(identities)))
	w.Equal(seen, &cip.AdminGetUserOutput{
		Username: &w.user.Username, UserStatus: status, Enabled: true, UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
		UserAttributes: attributes(append([]string{"sub", w.user.Sub, "identities", text}, pairs...)...),
	})
}

// Refuses tells that the app is told of an error, in that description.
func (p *Page) Refuses(code, description string) {
	p.b.w.t.Helper()
	p.Returns(Params{"error": code, "error_description": description, "state": "s1"})
}

// Attributes judges attributes of the user made last: names and values by turns, "" for none.
func (w *World) Attributes(pairs ...string) {
	w.t.Helper()
	seen := w.Look(w.user).UserAttributes
	for i := 0; i+1 < len(pairs); i += 2 {
		if got := attribute(seen, pairs[i]); got != pairs[i+1] {
			w.t.Errorf("%s is %q, want %q", pairs[i], got, pairs[i+1])
		}
	}
}
