package conformance

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// socialApp is a pool with a provider of one of the social types that the suite runs in its place, and an app for its users.
func (w *World) socialApp(kind types.IdentityProviderTypeType, d, mapping details) {
	w.t.Helper()
	w.Pool()
	w.Domain(classic)
	w.provider = w.runProvider(string(kind))
	at := w.provider.URL
	all := details{"authorize_url": at + providerAuthorize, "token_url": at + providerToken, "oidc_issuer": at, "jwks_uri": at + providerKeys}
	switch kind {
	case "Google":
		all["attributes_url"] = at + providerUserInfo + "?personFields="
	case "Facebook":
		all["attributes_url"] = at + providerUserInfo + "?fields="
		w.provider.Algorithm = ""
	case "LoginWithAmazon":
		all["attributes_url"] = at + providerUserInfo
		w.provider.Algorithm = ""
	case "SignInWithApple":
		w.provider.FormPost = true
	}
	maps.Copy(all, d)
	w.trust(kind, string(kind), all, mapping)
	w.app(classic, Trusts("COGNITO", string(kind)))
}

// socialMember judges that a sign-in at a social provider made that user, with these attributes.
func (w *World) socialMember(kind, subject string, pairs ...string) {
	w.t.Helper()
	w.Equal(w.user.Username, kind+"_"+subject)
	w.TheUser("EXTERNAL_PROVIDER", []map[string]any{primaryIdentity(kind, kind, subject, nil)}, pairs...)
}

// requested is the one request to a path.
func (w *World) requested(path string) asked {
	w.t.Helper()
	var found []asked
	for _, a := range w.provider.Requests() {
		if a.Path == path {
			found = append(found, a)
		}
	}
	if len(found) != 1 {
		w.Fatalf("%d requests to %s: %+v", len(found), path, found)
	}
	return found[0]
}

// socialCases are about Google, Facebook, Amazon and Apple. Doc: CreateIdentityProvider; developer guide, "Using social
// identity providers"; Sign in with Apple.
func socialCases() []Case {
	about := ops("oauth2/authorize", "oauth2/idpresponse", "CreateIdentityProvider")
	asks := func(w *World, want Params) {
		w.t.Helper()
		got := w.provider.Asked(w.Toward(Params{"login_hint": annMail, "prompt": "login"}))
		delete(got, "redirect_uri")
		more := Params{"client_id": "id.example", "response_type": "code", "state": AnyText}
		maps.Copy(more, want)
		w.Equal(got, more)
	}
	cases := []Case{
		{
			// Seen: panva/oauth4webapi#188 (the nonce).
			Says: "Google is asked as an OpenID provider, without hints", Assumes: "A341",
			Given: func(w *World) {
				w.socialApp("Google", altered(socialDetails(), "authorize_scopes", "profile email openid"), nil)
			},
			Steps: steps(func(w *World) { asks(w, Params{"scope": "profile email openid", "nonce": AnyText}) }),
		},
		{
			Says:  "a user of Google has what the ID token says",
			Given: func(w *World) { w.socialApp("Google", socialDetails(), usualMapping()) },
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.socialMember("Google", "a-117", "email", annMail, "email_verified", "false", "name", "Ann")
				got := w.requested(providerToken)
				w.Equal([]any{got.Method, got.Body, got.Form["client_secret"]}, []any{http.MethodPost, true, "s3cret"})
			}),
		},
		{
			Says: "Google's People API is asked for the fields of it that are mapped", Assumes: "A343",
			Given: func(w *World) {
				w.socialApp("Google", socialDetails(), details{"email": "email", "birthdate": "birthdays", "gender": "genders", "nickname": "nick"})
			},
			Steps: steps(func(w *World) {
				who := ann()
				who.info = map[string]any{"birthdays": "2000-01-01", "genders": []string{"f"}}
				w.Arrives(who)
				w.Equal(w.requested(providerUserInfo).Form, Params{"personFields": "birthdays,genders"})
				w.Attributes("birthdate", "2000-01-01", "gender", "[f]")
			}),
		},
		{
			Says:  "Facebook is asked without a nonce, for tokens by GET, and for the fields that are mapped",
			Given: func(w *World) { w.socialApp("Facebook", socialDetails(), details{"email": "email", "name": "name"}) },
			Steps: steps(func(w *World) {
				asks(w, Params{"scope": "email"})
				w.Arrives(stranger{info: map[string]any{"sub": nil, "id": "117", "email": annMail, "name": "Ann"}})
				w.socialMember("Facebook", "117", "email", annMail, "email_verified", "false", "name", "Ann")
				list := w.provider.Requests()
				i := slices.IndexFunc(list, func(a asked) bool { return a.Path == providerToken })
				w.Equal([]any{list[i].Method, list[i].Form["client_id"], list[i].Form["client_secret"]}, []any{http.MethodGet, "id.example", "s3cret"})
				i = slices.IndexFunc(list, func(a asked) bool { return a.Path == providerUserInfo })
				w.Equal(list[i].Form["fields"], "email,id,name")
			}),
		},
		{
			Says:  "a user of Amazon has what the profile says",
			Given: func(w *World) { w.socialApp("LoginWithAmazon", socialDetails(), details{"email": "email"}) },
			Steps: steps(func(w *World) {
				asks(w, Params{"scope": "email"})
				w.provider.Requests()
				w.Arrives(stranger{info: map[string]any{"sub": nil, "user_id": "amzn1.account.A1", "email": annMail}})
				w.socialMember("LoginWithAmazon", "amzn1.account.A1", "email", annMail, "email_verified", "false")
				got := w.requested(providerToken)
				w.Equal([]any{got.Method, got.Body}, []any{http.MethodPost, true})
			}),
		},
		{
			Says: "Apple posts the answer, with the name at the first sign-in, and gets a secret that is signed",
			Given: func(w *World) {
				w.socialApp("SignInWithApple", altered(appleDetails(), "private_key", applePrivateKey()), details{"email": "email", "given_name": "firstName", "family_name": "lastName"})
			},
			Steps: steps(
				func(w *World) {
					asks(w, Params{"client_id": "com.example", "scope": "email name", "nonce": AnyText, "response_mode": "form_post"})
				},
				func(w *World) {
					who := annWith(map[string]any{"name": nil})
					who.form = Params{"user": `{"name":{"firstName":"Ann","lastName":"Other"},"email":"` + annMail + `"}`}
					w.provider.Requests()
					w.Arrives(who)
					w.socialMember("SignInWithApple", "a-117", "email", annMail, "email_verified", "false", "given_name", "Ann", "family_name", "Other")
					w.appleSecret(w.requested(providerToken).Form["client_secret"])
					who.form = nil
					w.Arrives(who)
					w.Attributes("given_name", "Ann", "family_name", "Other")
				},
			),
		},
		{
			Says: "the app is told of a key of Apple's that is none", Assumes: "A344",
			Given: func(w *World) { w.socialApp("SignInWithApple", appleDetails(), nil) },
			Steps: steps(func(w *World) {
				w.Vouched(ann()).Refuses("invalid_request", "SignInWithApple Error - 400 invalid_client The private_key is not a P-256 key in PKCS #8 form")
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#7066.
			Says:  "the app is told of a social provider's refusal in its name",
			Given: func(w *World) { w.socialApp("Google", socialDetails(), nil) },
			Steps: steps(func(w *World) {
				w.provider.Says(providerToken, http.StatusUnauthorized, `{"error":"invalid_client"}`)
				w.Vouched(ann()).Refuses("invalid_request", "Google Error - 401 invalid_client")
			}),
		},
	}
	for i := range cases {
		cases[i].Operations = about
	}
	return cases
}

// applePrivateKey is a key of a team at Apple, as it comes from there.
func applePrivateKey() string {
	der := must(x509.MarshalPKCS8PrivateKey(providerEC()))
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// appleSecret judges a client secret as Apple does. Doc: Sign in with Apple, "Creating a client secret".
func (w *World) appleSecret(text string) {
	w.t.Helper()
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		w.Fatalf("the secret is %q", text)
	}
	var raw [3][]byte
	for i, p := range parts {
		var err error
		raw[i], err = base64.RawURLEncoding.DecodeString(p)
		w.must(err)
	}
	var header, claims map[string]any
	w.must(json.Unmarshal(raw[0], &header))
	w.must(json.Unmarshal(raw[1], &claims))
	w.Equal(header, map[string]any{"alg": "ES256", "kid": "K1"})
	issued, _ := claims["iat"].(float64)
	expires, _ := claims["exp"].(float64)
	if now := float64(w.Now().Unix()); issued > now+60 || issued < now-60 || expires <= issued || expires > issued+180*24*3600 {
		w.Errorf("the secret is of %v to %v", issued, expires)
	}
	delete(claims, "iat")
	delete(claims, "exp")
	w.Equal(claims, map[string]any{"iss": "T1", "sub": "com.example", "aud": "https://appleid.apple.com"})
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(raw[2][:len(raw[2])/2]), new(big.Int).SetBytes(raw[2][len(raw[2])/2:])
	if !ecdsa.Verify(&providerEC().PublicKey, digest[:], r, s) {
		w.Errorf("%s", fmt.Sprint("the secret is not signed with the team's key: ", text))
	}
}
