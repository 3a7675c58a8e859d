package oidc_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"cognito-emulator/emulator/oidc"
)

// grant is the form of a token call, with further pairs.
func grant(pairs ...string) url.Values {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {"c1"}, "redirect_uri": {callback}, "client_id": {clientID}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// social signs a user in at a provider that stands in for the real one.
func social(s *server, p *oidc.Provider, a oidc.Answer) (*oidc.Result, error) {
	p.Base = s.URL
	return party().Exchange(s.t.Context(), p, a, now)
}

func TestGoogle(t *testing.T) {
	t.Parallel()
	start := func(t *testing.T, issuer string) *server {
		s := newServer(t)
		// As the real one has it: endpoints on three hosts, keys found by discovery.
		s.says("/.well-known/openid-configuration", 200, object{"issuer": "https://accounts.google.com", "jwks_uri": "https://www.googleapis.com/oauth2/v3/certs"})
		s.says("/oauth2/v3/certs", 200, object{"keys": []object{publicKey(t, "rsa")}})
		s.says("/oauth2/v4/token", 200, object{"access_token": "at", "expires_in": 3599, "scope": "openid", "token_type": "Bearer",
			"id_token": signed(t, "RS256", "rsa", keys()["rsa"], object{
				"iss": issuer, "azp": clientID, "aud": clientID, "sub": "10769150350006150715113082367", "email": "ann@gmail.com",
				"email_verified": true, "nonce": "n1", "exp": now.Add(time.Hour).Unix()})})
		s.says("/v1/people/me", 200, object{"resourceName": "people/107", "etag": "%EgU", "birthdays": []object{{"date": object{"year": 1990}}}})
		return s
	}
	t.Run("nothing of people.get is mapped", func(t *testing.T) {
		t.Parallel()
		s := start(t, "https://accounts.google.com")
		got, err := social(s, google(), back())
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, []seen{{"POST", "/oauth2/v4/token", grant("client_secret", secret), ""}}, s.asked("/oauth2/v4/token"))
		wantEqual(t, []seen(nil), s.asked("/v1/people/me"))
		wantEqual(t, texts{}, got.UserInfo)
		wantEqual(t, "10769150350006150715113082367", got.Claims["sub"])
		wantEqual(t, "true", got.Claims["email_verified"])
	})
	t.Run("a birthday is", func(t *testing.T) {
		t.Parallel()
		s := start(t, "accounts.google.com")
		p := google()
		p.Mapping["birthdate"], p.Mapping["phone_number"] = "birthdays", "phoneNumbers"
		got, err := social(s, p, back())
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, []seen{{"GET", "/v1/people/me", url.Values{"personFields": {"birthdays,phoneNumbers"}}, "Bearer at"}}, s.asked("/v1/people/me"))
		wantEqual(t, "[%7B%22date%22%3A%7B%22year%22%3A1990%7D%7D]", got.Claims["birthdays"])
	})
	t.Run("the stand-in names itself", func(t *testing.T) {
		t.Parallel()
		s := newServer(t)
		s.says("/.well-known/openid-configuration", 200, object{"jwks_uri": s.URL + "/keys"})
		s.says("/keys", 200, object{"keys": []object{publicKey(t, "rsa")}})
		s.says("/oauth2/v4/token", 200, object{"id_token": signed(t, "RS256", "rsa", keys()["rsa"], object{
			"iss": s.URL, "aud": clientID, "sub": "1", "nonce": "n1", "exp": now.Add(time.Hour).Unix()})})
		if _, err := social(s, google(), back()); err != nil {
			t.Error(err)
		}
	})
	t.Run("signed by HMAC", func(t *testing.T) {
		t.Parallel()
		s := start(t, "https://accounts.google.com")
		s.says("/oauth2/v4/token", 200, object{"id_token": signed(t, "HS256", "", []byte(secret), object{"iss": "https://accounts.google.com"})})
		_, err := social(s, google(), back())
		wantError(t, err, invalid+"Bad id_token alg")
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		s := start(t, "")
		s.says("/oauth2/v4/token", 401, object{"error": "invalid_client", "error_description": "Unauthorized"})
		_, err := social(s, google(), back())
		wantError(t, err, invalid+"Google Error - 401 invalid_client Unauthorized")
	})
}

func TestFacebook(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.says("/v17.0/oauth/access_token", 200, object{"access_token": "at", "token_type": "bearer", "expires_in": 5183944})
	s.says("/v17.0/me", 200, object{"id": "1024", "name": "Ann Bell", "email": "ann@example.com"})
	got, err := social(s, facebook(), back())
	if err != nil {
		t.Fatal(err)
	}
	info := texts{"id": "1024", "name": "Ann Bell", "email": "ann@example.com"}
	wantEqual(t, &oidc.Result{
		TokenResponse: texts{"access_token": "at", "token_type": "bearer", "expires_in": "5183944"},
		IDToken:       texts{}, UserInfo: info, Claims: with(info, "access_token", "at"),
	}, got)
	wantEqual(t, []seen{{"GET", "/v17.0/oauth/access_token", grant("client_secret", secret), ""}}, s.asked("/v17.0/oauth/access_token"))
	wantEqual(t, []seen{{"GET", "/v17.0/me", url.Values{"fields": {"email,id,name"}}, "Bearer at"}}, s.asked("/v17.0/me"))

	s.says("/v17.0/oauth/access_token", 400, object{"error": object{"message": "Invalid verification code format.", "type": "OAuthException", "code": 100}})
	_, err = social(s, facebook(), back())
	wantError(t, err, invalid+"Facebook Error - 400 error getting token")
}

// The address of a call that fails is not told: it may have the secret in it.
func TestSecretsStayOut(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Close()
	_, err := social(s, facebook(), back())
	for ; err != nil; err = errors.Unwrap(err) {
		if strings.Contains(err.Error(), "client_secret") || strings.Contains(err.Error(), "code=") {
			t.Errorf("%T tells: %v", err, err)
		}
	}
}

func TestAmazon(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.says("/auth/o2/token", 200, object{"access_token": "at", "token_type": "bearer", "expires_in": 3600, "refresh_token": "rt"})
	s.says("/user/profile", 200, object{"user_id": "amzn1.account.K2LI23KL2LK2", "email": "ann@example.com", "name": "Ann Bell", "postal_code": "98052"})
	got, err := social(s, amazon(), back())
	if err != nil {
		t.Fatal(err)
	}
	info := texts{"user_id": "amzn1.account.K2LI23KL2LK2", "email": "ann@example.com", "name": "Ann Bell", "postal_code": "98052"}
	wantEqual(t, &oidc.Result{
		TokenResponse: texts{"access_token": "at", "token_type": "bearer", "expires_in": "3600", "refresh_token": "rt"},
		IDToken:       texts{}, UserInfo: info, Claims: with(info, "access_token", "at"),
	}, got)
	wantEqual(t, []seen{{"POST", "/auth/o2/token", grant("client_secret", secret), ""}}, s.asked("/auth/o2/token"))
	wantEqual(t, []seen{{"GET", "/user/profile", url.Values{}, "Bearer at"}}, s.asked("/user/profile"))

	s.says("/auth/o2/token", 400, object{"error": "invalid_request", "error_description": "The request is missing a required parameter : client_secret"})
	_, err = social(s, amazon(), back())
	wantError(t, err, invalid+"LoginWithAmazon Error - 400 invalid_request The request is missing a required parameter : client_secret")
}

// appleText is a key as Apple hands it out.
func appleText(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func TestApple(t *testing.T) {
	t.Parallel()
	team := keys()["p256"].(*ecdsa.PrivateKey)
	start := func(t *testing.T) *server {
		s := newServer(t)
		s.says("/.well-known/openid-configuration", 200, object{"jwks_uri": "https://appleid.apple.com/auth/keys"})
		s.says("/auth/keys", 200, object{"keys": []object{publicKey(t, "rsa")}})
		// Apple's token endpoint checks who asks.
		s.answers["/auth/token"] = func(w http.ResponseWriter, r *http.Request) {
			token, err := jwt.Parse(r.FormValue("client_secret"), func(*jwt.Token) (any, error) { return &team.PublicKey, nil },
				jwt.WithValidMethods([]string{"ES256"}), jwt.WithIssuer("TEAM1"), jwt.WithSubject(clientID), jwt.WithIssuedAt(),
				jwt.WithAudience("https://appleid.apple.com"), jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return now }))
			if err != nil || token.Header["kid"] != "KEY1" || r.FormValue("client_id") != clientID {
				t.Errorf("secret %v, %v", token.Header, err)
				w.WriteHeader(http.StatusBadRequest)
				_ = json.NewEncoder(w).Encode(object{"error": "invalid_client"})
				return
			}
			_ = json.NewEncoder(w).Encode(object{"access_token": "at", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "rt",
				"id_token": signed(t, "RS256", "rsa", keys()["rsa"], object{
					"iss": "https://appleid.apple.com", "aud": clientID, "sub": "000123.abc.0456", "nonce": "n1", "email": "x@privaterelay.appleid.com",
					"email_verified": "true", "is_private_email": true, "exp": now.Add(time.Hour).Unix()})})
		}
		return s
	}
	whole := appleText(t, team)
	lines := strings.Split(strings.TrimSpace(whole), "\n")
	good := texts{
		"file": whole, "without its frame": strings.Join(lines[1:len(lines)-1], "\n"), "in one line": strings.Join(lines[1:len(lines)-1], ""),
	}
	for name, key := range good {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := start(t), apple()
			p.PrivateKey = key
			answer := back()
			answer.User = `{"name":{"firstName":"Ann","lastName":"Bell"},"email":"x@privaterelay.appleid.com"}`
			got, err := social(s, p, answer)
			if err != nil {
				t.Fatal(err)
			}
			wantEqual(t, texts{"firstName": "Ann", "lastName": "Bell", "name": "Ann Bell"}, got.UserInfo)
			claims := texts{"sub": "000123.abc.0456", "email_verified": "true", "is_private_email": "true", "firstName": "Ann"}
			for claim, want := range claims {
				wantEqual(t, want, got.Claims[claim])
			}
			form := s.asked("/auth/token")[0].Form
			wantEqual(t, grant("client_secret", form.Get("client_secret")), form)
		})
	}
	t.Run("not the first time", func(t *testing.T) {
		t.Parallel()
		s, p := start(t), apple()
		p.PrivateKey = whole
		got, err := social(s, p, back())
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, texts{}, got.UserInfo)
	})
	other, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	bad := texts{
		"no base64": "-", "no key": base64.StdEncoding.EncodeToString([]byte("key")), "none": "",
		"another curve": appleText(t, other), "another kind": appleText(t, keys()["rsa"]),
	}
	for name, key := range bad {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := start(t), apple()
			p.PrivateKey = key
			_, err := social(s, p, back())
			wantError(t, err, invalid+"SignInWithApple Error - 400 invalid_client The private_key is not a P-256 key in PKCS #8 form")
			wantEqual(t, []seen(nil), s.asked("/auth/token"))
		})
	}
}
