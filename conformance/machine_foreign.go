package conformance

import (
	"encoding/base64"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// foreignExchangeCases are about tokens in exchange for those of identity providers. Doc: API_GetDerivedToken,
// SubjectTokenProviderName, ActorTokenProviderName. What is said beyond that a token is validated is assumed.
func foreignExchangeCases() []Case {
	about := ops("GetDerivedToken")
	service := func(w *World) {
		w.Client(Secret(), Flows(impersonates, delegates, "ALLOW_REFRESH_TOKEN_AUTH"), ClientWith(func(in *cip.CreateUserPoolClientInput) {
			in.AllowedOAuthScopes = []string{userAdmin}
		}))
	}
	// known is a pool with an OpenID provider that one user has come from, and the client of a service.
	known := func(w *World) {
		openIDApp(nil)(w)
		w.Arrives(ann())
		service(w)
	}
	// presents is a token of the provider, that tells these claims.
	presents := func(w *World, claims map[string]any) fields {
		now := w.Now()
		all := over(map[string]any{"iss": w.provider.URL, "aud": "id.example", "sub": "a-117", "exp": now.Add(time.Hour).Unix()}, claims)
		return fields{"SubjectToken": signJWT(w.provider.Algorithm, "s3cret", all), "SubjectTokenType": "ID_TOKEN", "SubjectTokenProviderName": corp}
	}
	cases := []Case{
		{
			Says: "an ID token of a provider stands for the user it leads to", Assumes: "A424", Given: known,
			Steps: steps(
				func(w *World) {
					more := presents(w, nil)
					more["Audiences"] = []string{"https://orders.example"}
					answer, token := w.derived(w.exchange(more))
					w.Equal(answer, map[string]any{"IssuedTokenType": "ACCESS_TOKEN", "TokenType": "Bearer", "ExpiresIn": 3600.0, "Scopes": []any{}})
					w.Keep("derived", token)
				},
				func(w *World) {
					claims := w.accessClaims()
					claims["aud"], claims["scope"], claims["cognito:groups"] = "https://orders.example", "", []any{w.pool.ID + "_" + corp}
					w.whole(w.Token(w.Kept("derived")), claims)
				},
			),
		},
		{
			Says: "the scopes of a provider's access token are narrowed as others are", Assumes: "A423", Given: known,
			Steps: steps(func(w *World) {
				more := presents(w, map[string]any{"aud": "https://api.example", "client_id": "id.example", "scope": userAdmin + " mail"})
				more["SubjectTokenType"], more["Scopes"] = "ACCESS_TOKEN", []string{userAdmin}
				answer, token := w.derived(w.exchange(more))
				w.Equal(answer["Scopes"], any([]any{userAdmin}))
				self := OK(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: &token})
				w.Equal(*self.Username, w.user.Username)
			}),
		},
		{
			Says: "a linked user is meant by a provider's token", Assumes: "A424",
			Given: func(w *World) {
				openIDApp(nil)(w)
				w.User()
				OK(w, w.API.AdminLinkProviderForUser, w.link(w.here(), at(corp, "email", annMail)))
				service(w)
			},
			Steps: steps(func(w *World) {
				more := presents(w, map[string]any{"email": annMail})
				more["RequestedTokenType"] = "ID_TOKEN"
				_, token := w.derived(w.exchange(more))
				w.Equal(w.Token(token).claim("sub"), w.user.Sub)
			}),
		},
		{
			Says: "a token of a provider may tell who acts", Assumes: "A424",
			Given: func(w *World) {
				exchanging(w)
				w.provider = w.runProvider(corp)
				w.trust("OIDC", corp, discovered(w.provider), nil)
			},
			Steps: steps(func(w *World) {
				actor := presents(w, map[string]any{"sub": "robot"})
				_, token := w.derived(w.exchange(fields{"ActorToken": actor["SubjectToken"], "ActorTokenType": "ID_TOKEN", "ActorTokenProviderName": corp}))
				w.Equal(w.Token(token).Claims["act"], any(map[string]any{"sub": "robot"}))
			}),
		},
		{
			Says: "refused: tokens of a provider that are no good", Assumes: "A177", Given: known,
			Steps: steps(func(w *World) {
				const invalid = "Invalid subject token"
				refuses := func(more fields, code, text string) {
					w.t.Helper()
					w.Refused(w.exchange(more), code, text)
				}
				refuses(presents(w, map[string]any{"iss": "https://evil.example.com"}), "NotAuthorizedException", invalid)
				refuses(presents(w, map[string]any{"aud": "other"}), "NotAuthorizedException", invalid)
				refuses(presents(w, map[string]any{"exp": nil}), "NotAuthorizedException", invalid)
				refuses(presents(w, map[string]any{"exp": w.Now().Unix()}), "NotAuthorizedException", "Subject token has expired or has been revoked")
				refuses(presents(w, map[string]any{"sub": nil}), "NotAuthorizedException", invalid)
				refuses(presents(w, map[string]any{"sub": "nobody"}), "UserNotFoundException", "User does not exist.")
				more := presents(w, nil)
				more["SubjectTokenType"] = "SAML2"
				refuses(more, "NotAuthorizedException", invalid)
				w.provider.Algorithm = "RS256+wrong"
				refuses(presents(w, nil), "NotAuthorizedException", invalid)
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				w.provider.Algorithm = "ES256"
				refuses(presents(w, nil), "NotAuthorizedException", "User is disabled.")
			}),
		},
	}
	for i := range cases {
		cases[i].Operations, cases[i].Needs = about, needs(Providers)
	}
	return append(cases, Case{
		// Doc: RFC 7522.
		Operations: about, Says: "a SAML assertion stands for the user it leads to, signed by itself and for the pool", Assumes: "A423",
		Given: func(w *World) {
			samlApp(nil)(w)
			w.ArrivesBySAML(annBySAML())
			service(w)
		},
		Steps: steps(func(w *World) {
			assertion := func(a samlAnswer) fields {
				text, err := base64.StdEncoding.DecodeString(w.saml.answer(samlRequest{ACS: "https://api.example/token"}, a))
				w.must(err)
				_, inner, _ := strings.Cut(string(text), "</samlp:Status>")
				inner = strings.TrimSuffix(inner, "</samlp:Response>")
				return fields{"SubjectToken": base64.RawURLEncoding.EncodeToString([]byte(inner)), "SubjectTokenType": "SAML2", "SubjectTokenProviderName": corp}
			}
			more := assertion(annBySAML())
			more["RequestedTokenType"] = "ID_TOKEN"
			_, token := w.derived(w.exchange(more))
			w.Equal(w.Token(token).claim("sub"), w.user.Sub)
			for _, change := range []func(*samlAnswer){
				func(a *samlAnswer) { a.unsigned = true }, func(a *samlAnswer) { a.forged = true }, func(a *samlAnswer) { a.issuer = "https://evil.example.com" },
				func(a *samlAnswer) { a.audience = "urn:amazon:cognito:sp:us-east-1_000000000" },
			} {
				a := annBySAML()
				change(&a)
				w.Refused(w.exchange(assertion(a)), "NotAuthorizedException", "Invalid subject token")
			}
			a := annBySAML()
			a.issued, a.until = -time.Hour, -10*time.Minute
			w.Refused(w.exchange(assertion(a)), "NotAuthorizedException", "Subject token has expired or has been revoked")
		}),
	})
}
