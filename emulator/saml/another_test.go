package saml

import (
	"encoding/base64"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	crewjam "github.com/crewjam/saml"
)

// pools are the service providers that the other library's provider knows: one pool.
type pools struct{ encrypt bool }

const (
	poolACS  = "https://pool.example/saml2/idpresponse"
	idpEntry = "https://another.example/sso?tenant=1"
)

// GetServiceProvider implements the other library's interface.
func (p pools) GetServiceProvider(_ *http.Request, id string) (*crewjam.EntityDescriptor, error) {
	if id != EntityID("eu-west-1_pool") {
		return nil, os.ErrNotExist
	}
	role := crewjam.SPSSODescriptor{AssertionConsumerServices: []crewjam.IndexedEndpoint{
		{Binding: crewjam.HTTPPostBinding, Location: poolACS, Index: 1},
	}}
	if p.encrypt {
		certificate := base64.StdEncoding.EncodeToString(poolKey().certificate.Raw)
		role.KeyDescriptors = []crewjam.KeyDescriptor{{Use: "encryption", KeyInfo: crewjam.KeyInfo{
			X509Data: crewjam.X509Data{X509Certificates: []crewjam.X509Certificate{{Data: certificate}}}}}}
	}
	return &crewjam.EntityDescriptor{EntityID: id, SPSSODescriptors: []crewjam.SPSSODescriptor{role}}, nil
}

func mustURL(t *testing.T, s string) url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return *u
}

// TestAnotherProvider signs somebody in at a provider made with another library, which tells the time
// by itself.
func TestAnotherProvider(t *testing.T) {
	t.Parallel()
	for name, encrypt := range map[string]bool{"in the clear": false, "encrypted": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			idp := &crewjam.IdentityProvider{
				Key: newKey().private, Certificate: newKey().certificate,
				MetadataURL: mustURL(t, "https://another.example/metadata"), SSOURL: mustURL(t, idpEntry),
				LogoutURL:               mustURL(t, "https://another.example/out"),
				ServiceProviderProvider: pools{encrypt: encrypt},
			}
			text, err := xml.Marshal(idp.Metadata())
			if err != nil {
				t.Fatal(err)
			}
			from, err := ReadMetadata(string(text))
			if err != nil {
				t.Fatal(err)
			}
			at := time.Now()
			address, err := AuthnRequest{ID: "_f3b6a6f6-0000-4000-8000-000000000000", Issued: at, Issuer: EntityID("eu-west-1_pool"),
				Destination: from.SSO, ACS: poolACS, RelayState: "relay"}.URL(poolKey().key.Signer())
			if err != nil {
				t.Fatal(err)
			}
			request, err := crewjam.NewIdpAuthnRequest(idp, httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil))
			if err != nil {
				t.Fatal(err)
			}
			if err := request.Validate(); err != nil {
				t.Fatal(err)
			}
			session := &crewjam.Session{
				ID: "s", Index: "index", NameID: "Ann", CreateTime: at, ExpireTime: at.Add(time.Hour),
				UserEmail: "ann@example.com", Groups: []string{"a", "b"},
			}
			if err := (crewjam.DefaultAssertionMaker{}).MakeAssertion(request, session); err != nil {
				t.Fatal(err)
			}
			form, err := request.PostBinding()
			if err != nil {
				t.Fatal(err)
			}
			if form.URL != poolACS || form.RelayState != "relay" {
				t.Errorf("to %q with %q", form.URL, form.RelayState)
			}
			got, err := ReadResponse(form.SAMLResponse, from, Expect{
				Now: at, Audience: EntityID("eu-west-1_pool"), ACS: []string{poolACS}, Encrypted: encrypt,
				RequestID: "_f3b6a6f6-0000-4000-8000-000000000000", Key: poolKey().key.Decrypter(),
			})
			if err != nil {
				t.Fatal(err)
			}
			claims := got.Claims()
			if got.SessionIndex != "index" || got.Issuer != from.EntityID || claims["NameID"] != "Ann" ||
				claims["urn:oid:0.9.2342.19200300.100.1.3"] != "ann@example.com" || claims["urn:oid:1.3.6.1.4.1.5923.1.1.1.1"] != "[a,b]" {
				t.Errorf("%+v", got)
			}
		})
	}
}
