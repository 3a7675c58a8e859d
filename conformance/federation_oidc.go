package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// federationCases are about people who sign in by identity providers.
func federationCases() []Case {
	cases := slices.Concat(openIDCases(), openIDChoices(), openIDLevels(), federatedUserCases(), federatedMappingCases(), federatedErrors(),
		federatedTrips(), federatedLinkCases(), federatedTriggerCases(), socialCases())
	for i := range cases { // the target asks the suite's providers itself
		cases[i].Needs = append(slices.Clone(cases[i].Needs), Providers)
	}
	return slices.Concat(cases, samlCases(), foreignExchangeCases(), exchangeGrantCases())
}

// openIDCases are about what an OpenID provider is asked, and how. Doc: developer guide, "Using OIDC identity providers",
// "OIDC user pool IdP authentication flow".
func openIDCases() []Case {
	about := ops("oauth2/authorize", "oauth2/idpresponse")
	back := func(w *World) string { return w.address(responsePath, nil).String() }
	// plain is an address whatever its scheme: the pages of a target without TLS are at others.
	plain := func(address string) string { return strings.Replace(address, "http://", "https://", 1) }
	paths := func(list []asked) []string {
		var all []string
		for _, a := range list {
			all = append(all, a.Method+" "+a.Path)
		}
		return all
	}
	return []Case{
		{
			Operations: about, Says: "an OpenID provider is asked for a code, with a state and a nonce of the pool's own", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				got := w.provider.Asked(w.Toward(Params{"nonce": "n1", "scope": "openid"}))
				got["redirect_uri"] = plain(got["redirect_uri"])
				w.Equal(got, Params{"client_id": "id.example", "redirect_uri": back(w), "response_type": "code", "scope": "openid email",
					"state": AnyText, "nonce": AnyText})
				other := w.provider.Asked(w.Toward(nil))
				if got["nonce"] == "n1" || got["state"] == "s1" || got["nonce"] == other["nonce"] || got["state"] == other["state"] {
					w.Errorf("not of the pool's own: %v and %v", got, other)
				}
				w.Equal(paths(w.provider.Requests()), []string{"GET " + providerDiscovery, "GET " + providerDiscovery})
			}),
		},
		{
			Operations: about, Says: "login_hint and prompt are passed on to an OpenID provider", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				got := w.provider.Asked(w.Toward(Params{"login_hint": annMail, "prompt": "consent login"}))
				w.Equal([]string{got["login_hint"], got["prompt"]}, []string{annMail, "consent login"})
			}),
		},
		{
			Operations: about, Says: "the code is exchanged with the secret in the body, the keys are fetched and userInfo is asked", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) { w.Toward(nil); w.provider.Requests() },
				func(w *World) {
					w.provider.Vouch(w.Browser().At, ann()).Code()
					list := w.provider.Requests()
					got := slices.Clone(paths(list))
					slices.Sort(got)
					w.Equal(got, []string{"GET " + providerDiscovery, "GET " + providerKeys, "GET " + providerUserInfo, "POST " + providerToken})
					for _, a := range list {
						switch a.Path {
						case providerToken:
							a.Form["redirect_uri"] = plain(a.Form["redirect_uri"])
							w.Equal(a, asked{Method: http.MethodPost, Path: providerToken, Body: true, Form: Params{
								"grant_type": "authorization_code", "code": AnyText, "client_id": "id.example", "client_secret": "s3cret", "redirect_uri": back(w)}})
						case providerUserInfo:
							w.Equal(a, asked{Method: http.MethodGet, Path: providerUserInfo, Form: Params{}, Authorization: AnyText})
							if !strings.HasPrefix(a.Authorization, "Bearer at-") {
								w.Errorf("userInfo is asked with %q", a.Authorization)
							}
						}
					}
				},
			),
		},
		{
			Operations: about, Says: "userInfo is asked by POST where the provider wants it, and nothing is discovered that was given",
			Given: func(w *World) {
				openIDApp(nil)(w)
				d := altered(discovered(w.provider), "attributes_request_method", "POST", "authorize_url", w.provider.URL+providerAuthorize, "token_url", w.provider.URL+providerToken,
					"jwks_uri", w.provider.URL+providerKeys, "attributes_url", w.provider.URL+"/elsewhere")
				OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new(corp), ProviderDetails: d})
				w.provider.Says("/elsewhere", http.StatusOK, `{"sub":"a-117","name":"Nan"}`)
			},
			Steps: steps(func(w *World) {
				w.Arrives(annWith(map[string]any{"name": nil}))
				w.Attributes("name", "Nan")
				got := paths(w.provider.Requests())
				slices.Sort(got)
				w.Equal(got, []string{"GET " + providerKeys, "POST /elsewhere", "POST " + providerToken})
			}),
		},
		{
			Operations: about, Says: "what the ID token says goes before what userInfo says", Given: openIDApp(details{"given_name": "first", "email_verified": "email_verified"}),
			Steps: steps(func(w *World) {
				who := annWith(map[string]any{"email_verified": true})
				who.info = map[string]any{"name": "Other", "first": "Ann", "email_verified": false}
				w.Arrives(who)
				w.Attributes("name", "Ann", "given_name", "Ann", "email_verified", "true")
			}),
		},
		{
			Operations: about, Says: "a slash at the end of the issuer makes no difference", Assumes: "A342", Given: openIDApp(nil),
			Steps: steps(func(w *World) { w.Arrives(annWith(map[string]any{"iss": w.provider.URL + "/"})) }),
		},
		{
			Operations: about, Says: "a provider without userInfo is good", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.provider.Says(providerUserInfo, http.StatusNotFound, "")
				w.Arrives(ann())
			}),
		},
		{
			Operations: about, Says: "ID tokens may be signed with RSA, an elliptic curve or the secret", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				for _, algorithm := range []string{"RS256", "ES256", "HS256"} {
					w.provider.Algorithm = algorithm
					w.Equal(w.Token(w.Arrives(ann()).ID).Claims["email"], any(annMail))
				}
			}),
		},
		{
			Operations: ops("oauth2/authorize", "oauth2/token"), Says: "the state of the app comes back, and the nonce of the app is in the ID token", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				p := w.provider.Vouch(w.Toward(Params{"nonce": "n1", "state": "a b/c"}), ann())
				query, _ := p.Back(callback)
				w.Equal(query.Get("state"), "a b/c")
				w.Equal(w.Token(w.welcomed(query.Get("code")).ID).Claims["nonce"], any("n1"))
			}),
		},
		{
			Operations: ops("oauth2/authorize", "oauth2/idpresponse"), Says: "tokens at once for users of a provider", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				p := w.provider.Vouch(w.Toward(Params{"response_type": "token"}), ann())
				query, fragment := p.Back(callback)
				w.Equal([]url.Values{query, fragment}, []url.Values{{}, {"access_token": {AnyJWT}, "id_token": {AnyJWT}, "expires_in": {"3600"}, "token_type": {"Bearer"}, "state": {"s1"}}})
				w.Equal(w.Token(fragment.Get("access_token")).claim("username"), "Corp_a-117")
			}),
		},
		{
			Operations: ops("oauth2/authorize", "oauth2/token"), Says: "a verifier is owed for a code by a provider as for any", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				verifier, challenge := pkce()
				code := w.provider.Vouch(w.Toward(Params{"code_challenge": challenge, "code_challenge_method": "S256"}), ann()).Code()
				w.denied(w.submit(tokenPath, w.redeem(code, nil), nil), "invalid_grant")
				w.Granted(w.submit(tokenPath, w.redeem(code, Params{"code_verifier": verifier}), nil), "access_token", "id_token", "refresh_token")
			}),
		},
		{
			Operations: about, Says: "a browser may be on its way to a provider twice at once", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) {
					w.Toward(Params{"state": "one"})
					w.Browser().Tab("one")
					w.Toward(Params{"state": "two"})
					w.Browser().Tab("two")
				},
				func(w *World) {
					for _, tab := range []string{"one", "two"} {
						query, _ := w.provider.Vouch(w.Browser().In(tab), ann()).Back(callback)
						w.Equal(query, url.Values{"state": {tab}, "code": {AnyUUID}})
					}
				},
			),
		},
	}
}

// openIDChoices are about how a provider is chosen, and about the browser's session afterwards.
func openIDChoices() []Case {
	about := ops("oauth2/authorize")
	return []Case{
		{
			Operations: about, Says: "a provider is chosen by an identifier", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new(corp), IdpIdentifiers: []string{"corp.example.com"}})
				p := w.Authorize(Params{"idp_identifier": "corp.example.com"})
				w.provider.Vouch(p, ann()).Code()
			}),
		},
		{
			// Seen: widely told of.
			Operations: about, Says: "an app whose users all come from one provider shows no page",
			Given: func(w *World) { w.openIDApp(classic, nil, nil, Trusts(corp)) },
			Steps: steps(func(w *World) { w.provider.Vouch(w.Authorize(nil), ann()).Code() }),
		},
		{
			Operations: about, Says: "refused: a provider or an identifier that is not there or not the app's", Assumes: "A335",
			Given: func(w *World) {
				openIDApp(nil)(w)
				w.trust("OIDC", "Other", oidcDetails(), nil, "other.example.com")
			},
			Steps: steps(func(w *World) {
				for _, choice := range []Params{{"identity_provider": "Nope"}, {"identity_provider": "Other"}, {"idp_identifier": "nope"}, {"idp_identifier": "other.example.com"}} {
					w.Authorize(choice).Returns(Params{"error": "invalid_request", "state": "s1"})
				}
			}),
		},
		{
			Operations: about, Says: "the browser's session after a provider is good for codes without a page", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) { w.Arrives(ann()) },
				func(w *World) {
					w.provider.Requests()
					w.welcomed(w.Authorize(nil).Code())
					w.Equal(w.user.Username, "Corp_a-117")
					w.Equal(w.provider.Requests(), []asked(nil))
				},
			),
		},
		{
			Operations: about, Says: "a chosen provider is asked again although the browser has a session", Assumes: "A370", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.Vouched(stranger{sub: "b-118"}).Code()
			}),
		},
		{
			Operations: ops("hosted/logout", "oauth2/authorize"), Says: "who signed in by an OpenID provider signs out of the pool alone", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.provider.Requests()
				p := w.Browser().Open(w.address("/logout", url.Values{"client_id": {w.client.ID}, "logout_uri": {signedOut}}).String())
				w.Equal(p.Location().String(), signedOut)
				w.Equal(w.provider.Requests(), []asked(nil))
				if to := w.Authorize(nil).Location(); to.Path != "/login" {
					w.Errorf("leads to %s and not to the sign-in page", to)
				}
			}),
		},
		{
			Operations: about, Says: "prompt=none asks no provider: without a session nobody is signed in",
			Given: func(w *World) { w.openIDApp(managedLogin, nil, nil) },
			Steps: steps(func(w *World) {
				w.Toward(Params{"prompt": "none"}).Returns(Params{"error": "login_required", "state": "s1"})
				w.Equal(w.provider.Requests(), []asked(nil))
				w.Arrives(ann())
				w.Authorize(Params{"prompt": "none"}).Code()
			}),
		},
	}
}

// openIDLevels are about levels of authentication that a provider tells. Doc: CreateIdentityProvider, AcrMapping;
// developer guide, step-up authentication.
func openIDLevels() []Case {
	about := ops("oauth2/authorize", "oauth2/idpresponse", "CreateIdentityProvider")
	const one, three = "urn:cognito:loa:1", "urn:cognito:loa:3"
	levels := func(w *World) {
		openIDApp(nil)(w)
		w.good(w.PostSigned("UpdateIdentityProvider", map[string]any{"UserPoolId": w.pool.ID, "ProviderName": corp,
			"AcrMapping": map[string]any{"Level1": "urn:corp:pw", "Level3": "urn:corp:strong"}}))
	}
	proved := func(w *World, claims map[string]any, more Params) []any {
		g := w.welcomed(w.provider.Vouch(w.Toward(more), annWith(claims)).Code())
		id := w.Token(g.ID).Claims
		access := w.Token(g.Access).Claims
		w.Equal([]any{access["acr"], access["amr"]}, []any{id["acr"], id["amr"]})
		return []any{id["acr"], id["amr"]}
	}
	return []Case{
		{
			Operations: about, Says: "levels are asked for and told by the provider's own names", Given: levels,
			Steps: steps(func(w *World) {
				got := w.provider.Asked(w.Toward(Params{"acr_values": three + " " + one}))
				w.Equal(got["acr_values"], "urn:corp:strong urn:corp:pw")
				w.Equal(proved(w, map[string]any{"acr": "urn:corp:strong", "amr": []string{"pwd", "hwk"}}, Params{"acr_values": three}), []any{three, []any{"pwd", "hwk", "mfa"}})
			}),
		},
		{
			Operations: about, Says: "a level that no name stands for is the lowest, and a provider that tells no method was the method", Given: levels,
			Steps: steps(func(w *World) {
				w.Equal(proved(w, map[string]any{"acr": "urn:corp:else"}, Params{"acr_values": three}), []any{one, []any{"fed"}})
				w.Equal(proved(w, nil, Params{"acr_values": three}), []any{one, []any{"fed"}})
				w.Equal(w.provider.Asked(w.Toward(Params{"acr_values": "urn:cognito:loa:2"}))["acr_values"], "")
			}),
		},
		{
			Operations: about, Says: "nothing is told of levels when the app does not ask", Given: levels,
			Steps: steps(func(w *World) {
				w.Equal(proved(w, map[string]any{"acr": "urn:corp:strong", "amr": []string{"pwd"}}, nil), []any{nil, nil})
			}),
		},
	}
}
