package conformance

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// whole judges all claims of a token: the named ones, and no others. A value that is a number is a time near now.
func (w *World) whole(t *Token, want map[string]any) {
	w.t.Helper()
	now := float64(w.Now().Unix())
	got, expected := maps.Clone(t.Claims), maps.Clone(want)
	for name, v := range expected {
		if away, isTime := v.(float64); isTime { // seconds from now
			at, isNumber := got[name].(float64)
			if !isNumber || at-now-away > 60 || at-now-away < -60 {
				w.t.Errorf("%s is %v, want a number about %v", name, got[name], now+away)
			}
			delete(got, name)
			delete(expected, name)
		}
	}
	w.Equal(got, expected)
}

// issuer is what tokens of the pool name as theirs: what the pool's own discovery document says.
func (w *World) issuer() string {
	w.t.Helper()
	r := w.Get("/" + w.pool.ID + "/.well-known/openid-configuration")
	var doc struct {
		Issuer string `json:"issuer"`
	}
	if r.Status != http.StatusOK || json.Unmarshal([]byte(r.Body), &doc) != nil {
		w.t.Fatalf("discovery document: %d %s", r.Status, r.Body)
	}
	return doc.Issuer
}

// accessClaims are the claims of an access token from an API sign-in just now, in a pool and client without extras.
func (w *World) accessClaims() map[string]any {
	return map[string]any{
		"sub": w.user.Sub, "iss": w.issuer(), "client_id": w.client.ID, "origin_jti": AnyUUID, "event_id": AnyUUID,
		"token_use": "access", "scope": "aws.cognito.signin.user.admin", "auth_time": 0.0, "exp": 3600.0, "iat": 0.0,
		"jti": AnyUUID, "username": w.user.Username,
	}
}

// idClaims are those of the ID token.
func (w *World) idClaims() map[string]any {
	return map[string]any{
		"sub": w.user.Sub, "iss": w.issuer(), "aud": w.client.ID, "origin_jti": AnyUUID, "event_id": AnyUUID,
		"token_use": "id", "auth_time": 0.0, "exp": 3600.0, "iat": 0.0, "jti": AnyUUID, "cognito:username": w.user.Username,
	}
}

func plus(claims map[string]any, more map[string]any) map[string]any {
	maps.Copy(claims, more)
	return claims
}

// claimCases are about what stands in tokens. Seen: tokens in the tests of Liftric/cognito-idp, awslabs/aws-support-tools#76
// and a public study with live pools; Doc: developer guide, using the ID token, using the access token.
func claimCases() []Case {
	about := ops("InitiateAuth")
	return []Case{
		{
			Operations: about, Says: "access token: these claims and no others", Given: plain,
			Steps: steps(
				func(w *World) { w.Keep("token", *w.Tokens().AccessToken) },
				func(w *World) { w.whole(w.Token(w.Kept("token")), w.accessClaims()) },
			),
		},
		{
			Operations: about, Says: "ID token: these claims and no others", Given: plain,
			Steps: steps(
				func(w *World) { w.Keep("token", *w.Tokens().IdToken) },
				func(w *World) { w.whole(w.Token(w.Kept("token")), w.idClaims()) },
			),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "the tokens of an administrator's sign-in are no different",
			Given: func(w *World) { w.AsAdmin(); plain(w) },
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.whole(w.Token(*tokens.AccessToken), w.accessClaims())
				w.whole(w.Token(*tokens.IdToken), w.idClaims())
			}),
		},
		{
			Operations: about, Says: "ID token: verified contacts with real booleans, other attributes as text",
			Given: func(w *World) {
				w.Pool(Custom("tier", true), Attribute(types.SchemaAttributeType{Name: new("age"), AttributeDataType: "Number", Mutable: new(true)}))
				w.Client()
				w.User(Mail(annMail), UnverifiedPhone(annPhone), Attr("phone_number_verified", "false"), Attr("name", "Ann"), Attr("custom:tier", "gold"), Attr("custom:age", "41"))
			},
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.whole(w.Token(*tokens.IdToken), plus(w.idClaims(), map[string]any{
					"email": annMail, "email_verified": true, "phone_number": annPhone, "phone_number_verified": false,
					"name": "Ann", "custom:tier": "gold", "custom:age": "41",
				}))
				w.whole(w.Token(*tokens.AccessToken), w.accessClaims())
			}),
		},
		{
			Operations: about, Says: "ID token: the address is an object",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Attr("address", "1 Main St")) },
			Steps: steps(func(w *World) {
				w.whole(w.Token(*w.Tokens().IdToken), plus(w.idClaims(), map[string]any{"address": map[string]any{"formatted": "1 Main St"}}))
			}),
		},
		{
			Operations: about, Says: "ID token: only what the client may read",
			Given: func(w *World) {
				w.Pool(Custom("tier", true))
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) { in.ReadAttributes = []string{"name"} }))
				w.User(Mail(annMail), Attr("name", "Ann"), Attr("custom:tier", "gold"))
			},
			Steps: steps(func(w *World) {
				w.whole(w.Token(*w.Tokens().IdToken), plus(w.idClaims(), map[string]any{"name": "Ann"}))
			}),
		},
		{
			Operations: about, Says: "where addresses are usernames, tokens name the sub",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.Client(); w.User(Named(annMail)) },
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.Equal(w.Token(*tokens.AccessToken).claim("username"), w.user.Sub)
				w.Equal(w.Token(*tokens.IdToken).claim("cognito:username"), w.user.Sub)
				w.Equal(w.Token(*tokens.IdToken).claim("email"), annMail)
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "InitiateAuth"), Says: "groups stand in both tokens, lowest precedence first; roles only in the ID token",
			Given: func(w *World) {
				plain(w)
				w.group("second", 2, "arn:aws:iam::123456789012:role/second")
				w.group("first", 1, "arn:aws:iam::123456789012:role/first")
				w.group("last", -1, "")
			},
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				groups := []any{"first", "second", "last"}
				w.whole(w.Token(*tokens.AccessToken), plus(w.accessClaims(), map[string]any{"cognito:groups": groups}))
				w.whole(w.Token(*tokens.IdToken), plus(w.idClaims(), map[string]any{
					"cognito:groups": groups, "cognito:preferred_role": "arn:aws:iam::123456789012:role/first",
					"cognito:roles": []any{"arn:aws:iam::123456789012:role/first", "arn:aws:iam::123456789012:role/second"},
				}))
			}),
		},
		{
			// Doc: developer guide, groups.
			Operations: ops("AdminAddUserToGroup", "InitiateAuth"), Says: "two groups of the same precedence with different roles give no preferred role",
			Given: func(w *World) {
				plain(w)
				w.group("a", 1, "arn:aws:iam::123456789012:role/one")
				w.group("b", 1, "arn:aws:iam::123456789012:role/two")
			},
			Steps: steps(func(w *World) {
				id := w.Token(*w.Tokens().IdToken)
				if role, there := id.Claims["cognito:preferred_role"]; there {
					w.Errorf("preferred role %v", role)
				}
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "InitiateAuth"), Says: "two groups of the same precedence with the same role prefer that role",
			Given: func(w *World) {
				plain(w)
				w.group("a", 0, "arn:aws:iam::123456789012:role/one")
				w.group("b", 0, "arn:aws:iam::123456789012:role/one")
				w.group("c", 1, "arn:aws:iam::123456789012:role/two")
			},
			Steps: steps(func(w *World) {
				w.Equal(w.Token(*w.Tokens().IdToken).claim("cognito:preferred_role"), "arn:aws:iam::123456789012:role/one")
			}),
		},
		{
			Operations: about, Says: "a client that does not revoke tokens gets tokens without origin_jti and jti",
			Given: func(w *World) {
				w.Pool()
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) { in.EnableTokenRevocation = new(false) }))
				w.User()
			},
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				access := w.accessClaims()
				delete(access, "origin_jti")
				w.whole(w.Token(*tokens.AccessToken), access) // the access token keeps its jti, as it always had one
				id := w.idClaims()
				delete(id, "origin_jti")
				delete(id, "jti")
				w.whole(w.Token(*tokens.IdToken), id)
			}),
		},
		{
			Operations: about, Says: "both tokens of a sign-in have one origin and one event, and each its own id", Given: plain,
			Steps: steps(func(w *World) {
				first, second := w.Tokens(), w.Tokens()
				access, id, other := w.Token(*first.AccessToken), w.Token(*first.IdToken), w.Token(*second.AccessToken)
				w.Equal(access.claim("origin_jti"), id.claim("origin_jti"))
				w.Equal(access.claim("event_id"), id.claim("event_id"))
				if access.claim("jti") == id.claim("jti") || access.claim("origin_jti") == other.claim("origin_jti") || access.claim("jti") == other.claim("jti") {
					w.Errorf("ids were used twice: %v %v %v", access.Claims, id.Claims, other.Claims)
				}
			}),
		},
	}
}

// group makes a group with the user made last in it. A negative precedence means none, an empty role none.
func (w *World) group(name string, precedence int32, role string) {
	w.t.Helper()
	in := &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: &name}
	if precedence >= 0 {
		in.Precedence = &precedence
	}
	if role != "" {
		in.RoleArn = &role
	}
	OK(w, w.API.CreateGroup, in)
	OK(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, GroupName: &name})
}

// tokenFormCases are about the form of tokens and the keys that sign them.
func tokenFormCases() []Case {
	return []Case{
		{
			Operations: ops("InitiateAuth", "well-known/jwks.json"), Says: "the header is a key id and RS256, in this order, and no more", Given: plain,
			Steps: steps(func(w *World) {
				for _, compact := range []string{*w.Tokens().AccessToken, *w.auth.Tokens.IdToken} {
					raw, err := base64.RawURLEncoding.DecodeString(strings.Split(compact, ".")[0])
					w.must(err)
					w.Equal(memberOrder(raw), []string{"kid", "alg"})
					w.Equal(w.Token(compact).Header, map[string]any{"kid": AnyBase64, "alg": "RS256"})
				}
			}),
		},
		{
			Operations: ops("InitiateAuth", "well-known/jwks.json"), Says: "the ID token is signed by the first published key, the access token by the second", Given: plain,
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					w.Equal(w.Token(*w.auth.Tokens.IdToken).Key, 0)
					w.Equal(w.Token(*w.auth.Tokens.AccessToken).Key, 1)
				},
			),
		},
		{
			Operations: ops("well-known/jwks.json"), Says: "a pool publishes two RSA keys of 2,048 bits, which stay", Given: plain,
			Steps: steps(
				func(w *World) { w.Keep("keys", canonical(w.keys(w.pool))) },
				func(w *World) {
					keys := w.keys(w.pool)
					w.Equal(canonical(keys), w.Kept("keys"))
					w.Equal(len(keys), 2)
					for _, k := range keys {
						w.Equal(jwk{k.Alg, k.E, "", k.Kty, "", k.Use}, jwk{"RS256", "AQAB", "", "RSA", "", "sig"})
						public, err := k.public()
						w.must(err)
						id, err := base64.StdEncoding.DecodeString(k.Kid)
						w.must(err)
						w.Equal([]int{public.N.BitLen(), len(id)}, []int{2048, 32})
					}
				},
			),
		},
		{
			Operations: ops("well-known/jwks.json"), Says: "two pools have different keys",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				first := w.keys(w.pool)
				w.Pool()
				for i, k := range w.keys(w.pool) {
					if k.N == first[i].N || k.Kid == first[i].Kid {
						w.Errorf("key %d is the same", i)
					}
				}
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "slashes in the claims are escaped, as the service does", Given: plain,
			Steps: steps(func(w *World) {
				text := w.Token(*w.Tokens().AccessToken).Text
				if strings.Contains(strings.ReplaceAll(text, `\/`, ""), "/") || !strings.Contains(text, `\/`) {
					w.Errorf("slashes are not escaped in %s", text)
				}
			}),
		},
		{
			// Seen: a token of Liftric/cognito-idp and of a public study with live pools.
			Operations: ops("InitiateAuth"), Says: "the claims stand in the service's order",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)); w.group("g", 1, "") },
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.Equal(w.Token(*tokens.IdToken).Order, []string{
					"sub", "aud", "cognito:groups", "email_verified", "iss", "cognito:username", "origin_jti", "event_id", "token_use", "auth_time", "exp", "iat", "jti", "email",
				}, Unordered())
				w.Equal(w.Token(*tokens.AccessToken).Order, []string{
					"sub", "cognito:groups", "iss", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti", "username",
				})
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "the refresh token is five parts of which the first names no key", Given: plain,
			Steps: steps(func(w *World) {
				refresh := *w.Tokens().RefreshToken
				w.Equal(refresh, AnyRefresh)
				if !strings.HasPrefix(refresh, "eyJjdHkiOiJKV1QiLCJlbmMiOi") {
					w.Errorf("begins with %.40s", refresh)
				}
			}),
		},
		{
			// Doc: developer guide; Seen: localstack/localstack#12914 quoting the service.
			Operations: ops("well-known/openid-configuration"), Says: "the discovery document of a pool with a domain",
			Given: func(w *World) {
				w.Pool()
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new("d" + w.account)})
			},
			Steps: steps(func(w *World) {
				r := w.Get("/" + w.pool.ID + "/.well-known/openid-configuration")
				var doc map[string]any
				w.must(json.Unmarshal([]byte(r.Body), &doc))
				w.Equal(slices.Sorted(maps.Keys(doc)), []string{
					"authorization_endpoint", "end_session_endpoint", "id_token_signing_alg_values_supported", "issuer", "jwks_uri",
					"response_types_supported", "revocation_endpoint", "scopes_supported", "subject_types_supported", "token_endpoint",
					"token_endpoint_auth_methods_supported", "userinfo_endpoint",
				})
				issuer, _ := doc["issuer"].(string)
				if !strings.HasSuffix(issuer, "/"+w.pool.ID) {
					w.Errorf("issuer %s", issuer)
				}
				for name, want := range map[string]any{
					"jwks_uri": issuer + "/.well-known/jwks.json", "id_token_signing_alg_values_supported": []any{"RS256"},
					"response_types_supported": []any{"code", "token"}, "subject_types_supported": []any{"public"},
					"scopes_supported":                      []any{"openid", "email", "phone", "profile"},
					"token_endpoint_auth_methods_supported": []any{"client_secret_basic", "client_secret_post"},
				} {
					w.Equal(doc[name], want)
				}
				for name, path := range map[string]string{
					"authorization_endpoint": "/oauth2/authorize", "token_endpoint": "/oauth2/token", "userinfo_endpoint": "/oauth2/userInfo",
					"revocation_endpoint": "/oauth2/revoke", "end_session_endpoint": "/logout",
				} {
					if at, _ := doc[name].(string); !strings.HasSuffix(at, path) {
						w.Errorf("%s is %v", name, doc[name])
					}
				}
			}),
		},
		{
			Operations: ops("well-known/jwks.json", "well-known/openid-configuration"), Says: "a pool that is not there publishes nothing",
			Steps: steps(func(w *World) {
				for _, path := range []string{"jwks.json", "openid-configuration"} {
					if r := w.Get("/us-east-1_000000000/.well-known/" + path); r.Status == http.StatusOK {
						w.Errorf("%s: %d %s", path, r.Status, r.Body)
					}
				}
			}),
		},
	}
}
