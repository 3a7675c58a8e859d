package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// samlCases are about users of SAML providers. Doc: developer guide, "Using SAML identity providers with a user pool" and
// its sections.
func samlCases() []Case {
	return slices.Concat(samlSignIns(), samlChecks(), samlStarts(), samlSignOuts())
}

// samlWrong is what the app is told of an answer that is no good.
func samlWrong(reason string) string { return "Invalid SAML response received: " + reason + " " }

// samlSignIns are sign-ins that the pool begins.
func samlSignIns() []Case {
	about := ops("oauth2/authorize", "saml2/idpresponse")
	annAtCorp := primaryIdentity(corp, "SAML", "Ann@Corp", samlName)
	return []Case{
		{
			Operations: about, Says: "a SAML provider is asked by redirect, unsigned unless it wants it otherwise", Assumes: "A351", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				ask := func(signed bool) samlRequest {
					w.t.Helper()
					r := w.saml.Request(w.TowardSAML(Params{"login_hint": annMail, "prompt": "login"}), samlIn)
					acs := w.address(assertPath, nil).String()
					if got := strings.Replace(r.ACS, "http://", "https://", 1); got != acs {
						w.Errorf("answers go to %s, want %s", got, acs)
					}
					w.Equal([]any{r.XMLName.Local, r.XMLName.Space, r.Version, r.Destination, r.Binding, r.Issuer, r.Signed},
						[]any{"AuthnRequest", nsSAMLP, "2.0", samlIn, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "urn:amazon:cognito:sp:" + w.pool.ID, signed})
					w.Equal([]string{strings.TrimPrefix(r.ID, "_"), r.RelayState}, []string{AnyUUID, AnyText})
					issued, err := time.Parse(time.RFC3339, r.Issued)
					if away := w.Now().Sub(issued); err != nil || away.Abs() > time.Minute {
						w.Errorf("issued at %q", r.Issued)
					}
					return r
				}
				first := ask(false)
				w.trustSAML(details{"MetadataFile": signedMetadata(), "RequestSigningAlgorithm": "rsa-sha256"})
				if second := ask(true); second.ID == first.ID || second.RelayState == first.RelayState {
					w.Errorf("%+v and %+v", first, second)
				}
			}),
		},
		{
			Operations: about, Says: "the first sign-in makes a user of the provider's name and the NameID", Given: samlApp(nil),
			Steps: steps(
				func(w *World) { w.ArrivesBySAML(annBySAML()) },
				func(w *World) {
					w.Equal(w.user.Username, "Corp_Ann@Corp")
					w.TheUser("EXTERNAL_PROVIDER", []map[string]any{annAtCorp}, "email", annMail, "email_verified", "false", "name", "Ann")
					sub := w.user.Sub
					g := w.ArrivesBySAML(annBySAMLWith(map[string][]string{"mail": {"other@example.com"}}))
					w.Equal(w.user.Sub, sub)
					w.Attributes("email", "other@example.com")
					w.shownIdentities(w.Token(g.ID).Claims["identities"], map[string]any{"userId": "Ann@Corp", "providerName": corp, "providerType": "SAML", "issuer": samlName})
				},
			),
		},
		{
			Operations: about, Says: "the assertion, the response or both may be signed", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				a := annBySAML()
				for _, sign := range []func(){func() { a.whole = true }, func() { a.whole, a.both = false, true }} {
					sign()
					w.ArrivesBySAML(a)
				}
			}),
		},
		{
			Operations: about, Says: "a browser may come back after the target moved", Given: samlApp(nil),
			Steps: steps(
				func(w *World) { w.TowardSAML(nil) },
				func(w *World) { w.welcomed(w.saml.Vouch(w.Browser().At, annBySAML()).Code()) },
			),
		},
		{
			Operations: about, Says: "several values are one text, encoded as forms are, and markup is text", Assumes: "A355", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAMLWith(map[string][]string{"http://schemas.example.com/displayname": {"Ann & <Bob>", "ç"}}))
				w.Attributes("name", "[Ann+%26+%3CBob%3E,%C3%A7]")
				w.ArrivesBySAML(annBySAMLWith(map[string][]string{"http://schemas.example.com/displayname": {"Ann & <Bob>"}}))
				w.Attributes("name", "Ann & <Bob>")
				w.ArrivesBySAML(annBySAMLWith(map[string][]string{"http://schemas.example.com/displayname": nil, "mail": {""}}))
				w.Attributes("name", "Ann & <Bob>", "email", "")
			}),
		},
		{
			// Seen: public help pages about such errors, 2026.
			Operations: about, Says: "the app is told of an attribute that the pool requires and the provider does not say", Given: samlApp(nil, Require("email")),
			Steps: steps(func(w *World) {
				w.AssertsSAML(annBySAMLWith(map[string][]string{"mail": nil})).Refuses("server_error", samlWrong("Invalid user attributes: emails: The attribute emails is required"))
			}),
		},
		{
			// Seen: help pages of currents.dev.
			Operations: about, Says: "a NameID in another case is somebody else, whose name is taken where case does not matter",
			Given: samlApp(nil, caseless()),
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAML())
				a := annBySAML()
				a.subject = "ann@corp"
				w.AssertsSAML(a).Refuses("server_error", samlWrong("Invalid ProviderName/Username combination."))
			}),
		},
		{
			// Seen: a public app's test data.
			Operations: about, Says: "the app is told of a function that refuses, as of an answer that is no good", Needs: needs(Triggers),
			Given: func(w *World) { w.samlApp(nil, []PoolOption{w.Calls("PreSignUp")}) },
			Steps: steps(func(w *World) {
				w.On("PreSignUp", func(e *Event) { e.Fail("Invalid email domain") })
				w.AssertsSAML(annBySAML()).Refuses("server_error", samlWrong("PreSignUp failed with error Invalid email domain."))
			}),
		},
		{
			Operations: about, Says: "InboundFederation is told what a SAML provider says", Needs: needs(Triggers), Assumes: "A418",
			Given: func(w *World) { w.samlApp(nil, []PoolOption{w.Calls("InboundFederation")}) },
			Steps: steps(func(w *World) {
				w.On("InboundFederation", func(e *Event) { e.Set("userAttributesToMap", map[string]any{"mail": "fn@example.com"}) })
				w.ArrivesBySAML(annBySAML())
				w.Told("1", "InboundFederation_ExternalProvider", "Corp_Ann@Corp", w.client.ID, canonical(map[string]any{
					"providerName": corp, "providerType": "SAML", "attributes": map[string]any{"samlResponse": map[string]any{
						"NameID": "Ann@Corp", "mail": annMail, "http://schemas.example.com/displayname": "Ann"}}}), `{"userAttributesToMap":{}}`)
				w.Attributes("email", "fn@example.com", "name", "")
			}),
		},
		{
			Operations: ops("AdminLinkProviderForUser", "AdminDisableProviderForUser", "saml2/idpresponse"), Says: "a link by an attribute is one by the NameID after a sign-in", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				w.User()
				home := w.user
				w.linked(at(corp, "email", annMail))
				w.ArrivesBySAML(annBySAML())
				w.Equal(w.user.Sub, home.Sub)
				w.leads(map[string]any{"userId": "Ann@Corp", "providerName": corp, "providerType": "SAML", "issuer": samlName, "primary": false})
				w.unlink(corp, "Ann@Corp")
				w.ArrivesBySAML(annBySAML())
				w.Equal(w.user.Username, "Corp_Ann@Corp")
			}),
		},
		{
			Operations: about, Says: "an encrypted assertion is read, and an open one refused where encryption is asked for", Given: samlApp(details{"EncryptedResponses": "true"}),
			Steps: steps(
				func(w *World) { w.TowardSAML(nil) },
				func(w *World) {
					a := annBySAML()
					a.encrypted = true
					w.welcomed(w.saml.Vouch(w.Browser().At, a).Code())
					// Seen: GitLab's documentation of single sign-on for Switchboard.
					w.AssertsSAML(annBySAML()).Refuses("server_error", samlWrong("Responses must contain exactly one Encrypted Assertion"))
				},
			),
		},
		{
			Operations: about, Says: "metadata may be at an address, and is read anew", Needs: needs(Providers),
			Given: func(w *World) {
				samlApp(nil)(w)
				w.provider = w.runProvider("metadata")
				w.provider.On("/m", func(out http.ResponseWriter, _ *http.Request) { _, _ = out.Write([]byte(signedMetadata())) })
				w.trustSAML(details{"MetadataURL": w.provider.URL + "/m"})
			},
			Steps: steps(func(w *World) { w.ArrivesBySAML(annBySAML()) }),
		},
		{
			Operations: about, Says: "the app is told of metadata that cannot be had", Needs: needs(Providers), Assumes: "A410",
			Given: func(w *World) {
				samlApp(nil)(w)
				w.provider = w.runProvider("metadata")
				w.provider.Says("/m", http.StatusNotFound, "")
				w.trustSAML(details{"MetadataURL": w.provider.URL + "/m"})
			},
			Steps: steps(func(w *World) {
				w.TowardSAML(nil).Refuses("server_error", "Error retrieving metadata from "+w.provider.URL+"/m")
			}),
		},
	}
}

// samlStarts are sign-ins that the provider begins. Doc: developer guide, "Using IdP-initiated SAML sign-in".
func samlStarts() []Case {
	about := ops("saml2/idpresponse")
	const unusable = "Invalid samlResponse or relayState from identity provider" // Seen: gaiin-platform/amplify-genai-backend#25
	given := func(w *World) { w.samlApp(details{"IDPInit": "true"}, nil, Trusts(corp)) }
	relay := func(w *World, more Params) string {
		q := url.Values{"identity_provider": {corp}, "client_id": {w.client.ID}, "redirect_uri": {callback}, "response_type": {"code"}, "scope": {"openid email"}}
		for name, value := range more {
			if q.Del(name); value != Omit {
				q.Set(name, value)
			}
		}
		return q.Encode()
	}
	begin := func(w *World, a samlAnswer, relayState string) *Page {
		w.t.Helper()
		acs := w.address(assertPath, nil).String()
		return w.saml.Post(w.Browser(), acs, url.Values{"SAMLResponse": {w.saml.answer(samlRequest{ACS: acs}, a)}, "RelayState": {relayState}})
	}
	code := func(w *World, p *Page) string {
		w.t.Helper()
		query, _ := p.Back(callback)
		w.Equal(query, url.Values{"code": {AnyUUID}})
		return query.Get("code")
	}
	return []Case{
		{
			Operations: about, Says: "a provider that may begin a sign-in brings its users to the app", Given: given,
			Steps: steps(func(w *World) {
				w.welcomed(code(w, begin(w, annBySAML(), relay(w, nil))))
				w.Equal(w.user.Username, "Corp_Ann@Corp")
				w.Authorize(nil) // no page: there is one provider only
			}),
		},
		{
			Operations: about, Says: "an assertion that nobody asked for may be six minutes old", Needs: needs(Clock), Assumes: "A354", Given: given,
			Steps: steps(func(w *World) {
				w.Freeze()
				a := annBySAML()
				a.until, a.issued = 10*time.Minute, -6*time.Minute
				code(w, begin(w, a, relay(w, nil)))
				a.issued -= time.Second
				begin(w, a, relay(w, nil)).Returns(Params{"error": "server_error", "error_description": samlWrong("SAML Assertion was issued more than 6 minutes ago.")})
			}),
		},
		{
			Operations: about, Says: "an assertion counts once", Assumes: "A350", Given: given,
			Steps: steps(
				func(w *World) {
					a := annBySAML()
					a.id = "_once"
					code(w, begin(w, a, relay(w, nil)))
				},
				func(w *World) {
					a := annBySAML()
					a.id = "_once"
					begin(w, a, relay(w, nil)).Returns(Params{"error": "server_error", "error_description": samlWrong("Assertion has been replayed.")})
				},
			),
		},
		{
			Operations: about, Says: "an answer to a request is none that nobody asked for", Assumes: "A350", Given: given,
			Steps: steps(func(w *World) {
				a := annBySAML()
				a.request = "_r1"
				begin(w, a, relay(w, nil)).Returns(Params{"error": "server_error", "error_description": samlWrong("InResponseTo of the response does not match the request.")})
			}),
		},
		{
			Operations: about, Says: "a RelayState that names no sign-in leads to the error page", Assumes: "A358", Given: given,
			Steps: steps(func(w *World) {
				for _, state := range []string{"", "x", relay(w, Params{"client_id": Omit}), relay(w, Params{"redirect_uri": Omit}), relay(w, Params{"identity_provider": Omit})} {
					begin(w, annBySAML(), state).Broken(unusable)
				}
				begin(w, annBySAML(), relay(w, Params{"redirect_uri": "https://evil.example.com"})).Broken()
				begin(w, annBySAML(), relay(w, Params{"client_id": "nobody"})).Broken("Client does not exist.")
			}),
		},
		{
			Operations: about, Says: "a provider that may not begin a sign-in brings nobody", Assumes: "A421", Given: func(w *World) { w.samlApp(nil, nil, Trusts(corp)) },
			Steps: steps(func(w *World) { begin(w, annBySAML(), relay(w, nil)).Broken(unusable) }),
		},
		{
			Operations: about, Says: "an app with other users than those of SAML providers is begun by none of them", Assumes: "A421",
			Given: samlApp(details{"IDPInit": "true"}),
			Steps: steps(func(w *World) { begin(w, annBySAML(), relay(w, nil)).Broken(unusable) }),
		},
		{
			Operations: about, Says: "what is no SAML leads to the error page", Given: given,
			Steps: steps(func(w *World) {
				acs := w.address(assertPath, nil).String()
				w.saml.Post(w.Browser(), acs, url.Values{"SAMLResponse": {"PHg+"}, "RelayState": {relay(w, nil)}}).Broken(unusable)
				w.saml.Post(w.Browser(), acs, url.Values{}).Broken(unusable)
				w.Equal(w.knock(http.MethodGet, assertPath, nil, nil, nil).Status == http.StatusOK, false)
			}),
		},
		{
			Operations: about, Says: "a sign-in of a linked user may be begun by the provider", Given: given,
			Steps: steps(func(w *World) {
				w.User()
				home := w.user
				OK(w, w.API.AdminLinkProviderForUser, &cip.AdminLinkProviderForUserInput{UserPoolId: &w.pool.ID, DestinationUser: w.here(), SourceUser: at(corp, cognitoSubject, "Ann@Corp")})
				w.welcomed(code(w, begin(w, annBySAML(), relay(w, nil))))
				w.Equal(w.user.Sub, home.Sub)
			}),
		},
	}
}
