package trigger

import "context"

// Federated is what InboundFederation is told. Doc: "Inbound federation Lambda trigger".
type Federated struct {
	ProviderName string `json:"providerName"`
	ProviderType string `json:"providerType"` // OIDC, SAML, Facebook, Google, SignInWithApple, LoginWithAmazon
	// Attributes are OIDCAnswer or SAMLAnswer.
	Attributes any `json:"attributes"`
}

// OIDCAnswer is what an OpenID Connect or social provider said about a user.
type OIDCAnswer struct {
	TokenResponse map[string]string `json:"tokenResponse"`
	IDToken       map[string]string `json:"idToken"`
	UserInfo      map[string]string `json:"userInfo"`
}

// SAMLAnswer is what a SAML provider said about a user.
type SAMLAnswer struct {
	Response map[string]string `json:"samlResponse"`
}

// attributesToMap is the response of InboundFederation.
type attributesToMap struct {
	Attributes Texts `json:"userAttributesToMap"`
}

// InboundFederation asks for the attributes of a user who signs in at a provider. An empty answer leaves
// them as they are, any other one takes the place of all of them.
func (t *Triggers) InboundFederation(ctx context.Context, o Occasion, about Federated) (map[string]string, error) {
	answer := attributesToMap{Attributes: Texts{}}
	_, err := ask(ctx, t, InboundFederation, o, "InboundFederation_ExternalProvider", about, &answer)
	return answer.Attributes, err
}
