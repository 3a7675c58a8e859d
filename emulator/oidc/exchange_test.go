package oidc_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cognito-emulator/emulator/oidc"
)

const invalid = "invalid_request: "

func TestExchange(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	op.claims["acr"], op.claims["amr"] = "gold", []string{"pwd", "otp"}
	got, err := op.exchange()
	if err != nil {
		t.Fatal(err)
	}
	idToken := texts{
		"iss": op.URL, "aud": clientID, "sub": "u1", "nonce": "n1", "exp": "1795521660",
		"email": "token@example.com", "email_verified": "true", "acr": "gold", "amr": "[pwd,otp]",
	}
	jwt := got.TokenResponse["id_token"]
	wantEqual(t, &oidc.Result{
		TokenResponse: texts{"access_token": "at", "token_type": "Bearer", "expires_in": "3600", "id_token": jwt},
		IDToken:       idToken,
		UserInfo:      texts{"sub": "u1", "email": "info@example.com", "given_name": "Ann"},
		Claims:        with(idToken, "given_name", "Ann", "access_token", "at", "id_token", jwt),
		ACR:           "gold", AMR: []string{"pwd", "otp"},
	}, got)
	wantEqual(t, []seen{{"POST", "/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {"c1"}, "redirect_uri": {callback},
		"client_id": {clientID}, "client_secret": {secret},
	}, ""}}, op.asked("/token"))
	wantEqual(t, []seen{{"GET", "/userinfo", url.Values{}, "Bearer at"}}, op.asked("/userinfo"))
}

// The keys are fetched at each sign-in: a provider may change them at any time.
func TestKeysAreFetchedEachTime(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	for range 2 {
		if _, err := op.exchange(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(op.asked("/keys")); n != 2 {
		t.Errorf("the keys were fetched %d times, want 2", n)
	}
	op.says("/keys", 200, object{"keys": []object{publicKey(t, "p256")}})
	_, err := op.exchange()
	wantError(t, err, invalid+"Bad id_token kid rsa")
}

func TestAlgorithms(t *testing.T) {
	t.Parallel()
	for algorithm, kid := range map[string]string{
		"RS256": "rsa", "RS384": "rsa", "RS512": "rsa", "PS256": "rsa", "PS384": "rsa", "PS512": "rsa",
		"ES256": "p256", "ES384": "p384", "ES512": "p521", "HS256": "", "HS384": "", "HS512": "",
	} {
		t.Run(algorithm, func(t *testing.T) {
			t.Parallel()
			op := newOpenID(t)
			key := any(keys()[kid])
			if kid == "" {
				key = []byte(secret)
			}
			op.sign(algorithm, kid, key)
			if _, err := op.exchange(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Each check of an ID token, broken once.
func TestIDTokenRefused(t *testing.T) {
	t.Parallel()
	claim := func(name string, value any) func(*openID) {
		return func(op *openID) {
			if op.claims[name] = value; value == nil {
				delete(op.claims, name)
			}
		}
	}
	token := func(text string) func(*openID) {
		return func(op *openID) { op.answers["/token"] = op.tokens(text) }
	}
	// spoilt has another byte at a part of the token.
	spoilt := func(part int) func(*openID) {
		return func(op *openID) {
			parts := strings.Split(signed(op.t, "RS256", "rsa", keys()["rsa"], op.claims), ".")
			// The first letter of a part stands for six whole bits; a part that still decodes is another one.
			first := "A"
			if parts[part][0] == 'A' {
				first = "B"
			}
			parts[part] = first + parts[part][1:]
			op.answers["/token"] = op.tokens(strings.Join(parts, "."))
		}
	}
	keySet := func(change func(object)) func(*openID) {
		return func(op *openID) {
			key := publicKey(op.t, "rsa")
			change(key)
			op.says("/keys", 200, object{"keys": []object{key}})
		}
	}
	for name, c := range map[string]struct {
		do   func(*openID)
		want string
	}{
		"fine":                     {func(*openID) {}, ""},
		"issuer of another":        {claim("iss", "https://other.example"), "Bad id_token issuer https://other.example"},
		"no issuer":                {claim("iss", nil), "Bad id_token issuer"},
		"issuer with a slash":      {func(op *openID) { op.claims["iss"] = op.URL + "/" }, ""},
		"issuer is no text":        {claim("iss", 1), "Bad id_token"},
		"audience of another":      {claim("aud", "client-2"), "Bad id_token audience client-2"},
		"audience of others":       {claim("aud", []string{"a", "b"}), "Bad id_token audience a b"},
		"no audience":              {claim("aud", nil), "Bad id_token audience"},
		"one audience of several":  {claim("aud", []string{"a", clientID}), ""},
		"expires in a second":      {claim("exp", now.Unix()+1), ""},
		"expires now":              {claim("exp", now.Unix()), "Bad id_token expiration 1795521600"},
		"never expires":            {claim("exp", nil), "Bad id_token expiration"},
		"expires at a text":        {claim("exp", "1795521660"), "Bad id_token"},
		"nonce of another request": {claim("nonce", "n2"), "Bad id_token nonce"},
		"no nonce":                 {claim("nonce", nil), "Bad id_token nonce"},
		"valid only later":         {claim("nbf", now.Unix()+3600), ""}, // not among the documented checks
		"other payload":            {spoilt(1), "Bad id_token"},
		"other signature":          {spoilt(2), "Bad id_token signature"},
		"other header":             {spoilt(0), "Bad id_token"},
		"not signed": {func(op *openID) { op.sign("none", "rsa", jwtNone) },
			"Bad id_token signature"},
		"not as base64 is": {func(op *openID) {
			// The last letter of a signature of 256 bytes holds two of its bits; the other four must be zero.
			text := signed(op.t, "RS256", "rsa", keys()["rsa"], op.claims)
			next := string("BRhx"[strings.IndexByte("AQgw", text[len(text)-1])])
			op.answers["/token"] = op.tokens(text[:len(text)-1] + next)
		}, "Bad id_token"},
		"provider without an issuer": {func(op *openID) {
			d := op.provider.Details
			d["token_url"], d["jwks_uri"], d["attributes_url"] = op.URL+"/token", op.URL+"/keys", op.URL+"/userinfo"
			delete(d, "oidc_issuer")
			delete(op.claims, "iss")
		}, "Bad id_token issuer"},
		"no token":                   {token(""), "Bad id_token missing"},
		"two parts":                  {token("a.b"), "Bad id_token"},
		"key of another":             {func(op *openID) { op.sign("ES256", "p256", keys()["other"]) }, "Bad id_token signature"},
		"key that is not there":      {func(op *openID) { op.sign("RS256", "gone", keys()["rsa"]) }, "Bad id_token kid gone"},
		"key without a name":         {func(op *openID) { op.sign("RS256", "", keys()["rsa"]) }, "Bad id_token kid"},
		"key of another kind":        {func(op *openID) { op.sign("RS256", "p256", keys()["rsa"]) }, "Bad id_token kid p256"},
		"key of another curve":       {func(op *openID) { op.sign("ES256", "p384", keys()["p256"]) }, "Bad id_token kid p384"},
		"HMAC with the public key":   {func(op *openID) { op.sign("HS256", "rsa", []byte(publicKey(op.t, "rsa")["n"].(string))) }, "Bad id_token signature"},
		"HMAC without a secret":      {func(op *openID) { delete(op.provider.Details, "client_secret"); op.sign("HS256", "", []byte{}) }, "Bad id_token alg"},
		"key for another algorithm":  {keySet(func(k object) { k["alg"] = "RS512" }), "Bad id_token kid rsa"},
		"key for encryption":         {keySet(func(k object) { k["use"] = "enc" }), "Bad id_token kid rsa"},
		"key with a broken modulus":  {keySet(func(k object) { k["n"] = "!" }), "Bad id_token kid rsa"},
		"key with a broken exponent": {keySet(func(k object) { k["e"] = "!" }), "Bad id_token kid rsa"},
		"key without a modulus":      {keySet(func(k object) { k["n"] = "" }), "Bad id_token kid rsa"},
		"key with a huge exponent":   {keySet(func(k object) { k["e"] = "_____________w" }), "Bad id_token kid rsa"},
		"key with a big exponent":    {keySet(func(k object) { k["e"] = "______8" }), "Bad id_token kid rsa"},
		"key with no exponent":       {keySet(func(k object) { k["e"] = "" }), "Bad id_token signature"},
		"point off the curve": {func(op *openID) {
			key := publicKey(op.t, "p256")
			key["x"] = key["y"]
			op.says("/keys", 200, object{"keys": []object{key}})
			op.sign("ES256", "p256", keys()["p256"])
		}, "Bad id_token kid p256"},
		"curve of another name": {func(op *openID) {
			key := publicKey(op.t, "p256")
			key["crv"] = "P-384"
			op.says("/keys", 200, object{"keys": []object{key}})
			op.sign("ES256", "p256", keys()["p256"])
		}, "Bad id_token kid p256"},
		"point cut elsewhere": {func(op *openID) {
			key := publicKey(op.t, "p256")
			x, errX := base64.RawURLEncoding.DecodeString(key["x"].(string))
			y, errY := base64.RawURLEncoding.DecodeString(key["y"].(string))
			if errX != nil || errY != nil {
				op.t.Fatal(errX, errY)
			}
			key["x"], key["y"] = encoded(x[:31]), encoded(append([]byte{x[31]}, y...))
			op.says("/keys", 200, object{"keys": []object{key}})
			op.sign("ES256", "p256", keys()["p256"])
		}, "Bad id_token kid p256"},
		"point too short": {func(op *openID) {
			key := publicKey(op.t, "p256")
			key["x"] = "AA"
			op.says("/keys", 200, object{"keys": []object{key}})
			op.sign("ES256", "p256", keys()["p256"])
		}, "Bad id_token kid p256"},
		"keys are no JSON":     {func(op *openID) { op.says("/keys", 200, "<html>") }, "Bad id_token signature"},
		"keys are not there":   {func(op *openID) { op.says("/keys", 503, "") }, "Corp Error - 503 error getting jwks"},
		"an unknown demand":    {func(op *openID) { op.answers["/token"] = op.tokens(critical(op.t, op.claims)) }, "Bad id_token crit"},
		"claims are no JSON":   {token("eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYSJ9.e30x.AA"), "Bad id_token"},
		"an unknown algorithm": {token("eyJhbGciOiJYUzI1NiJ9.e30.AA"), "Bad id_token"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			op := newOpenID(t)
			c.do(op)
			_, err := op.exchange()
			if c.want != "" {
				c.want = invalid + c.want
			}
			wantError(t, err, c.want)
		})
	}
}

// Two keys of one name: the one that fits is found.
func TestKeysOfOneName(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	other, right := publicKey(t, "other"), publicKey(t, "p256")
	other["kid"] = "p256"
	op.says("/keys", 200, object{"keys": []object{other, right}})
	op.sign("ES256", "p256", keys()["p256"])
	if _, err := op.exchange(); err != nil {
		t.Error(err)
	}
}

// A request without a nonce accepts whatever comes back.
func TestNoNonceSent(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	answer := back()
	answer.Nonce = ""
	if _, err := party().Exchange(t.Context(), op.provider, answer, now); err != nil {
		t.Error(err)
	}
}

func TestTokenErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   any
		want   string
	}{
		"described": {400, object{"error": "invalid_request", "error_description": "The request is missing a required parameter : client_secret"},
			"Corp Error - 400 invalid_request The request is missing a required parameter : client_secret"},
		"not described":         {401, object{"error": "invalid_client"}, "Corp Error - 401 invalid_client"},
		"described by a number": {401, object{"error": "invalid_client", "error_description": 7}, "Corp Error - 401 invalid_client"},
		"an object":             {400, object{"error": object{"message": "Invalid verification code format.", "code": 100}}, "Corp Error - 400 error getting token"},
		"no JSON":               {400, "Failure: 'Request failed'", "Corp Error - 400 error getting token"},
		"nothing":               {502, "", "Corp Error - 502 error getting token"},
		"an error called success": {200, object{"error": "bad_verification_code", "error_description": "The code is incorrect."},
			"Corp Error - 200 bad_verification_code The code is incorrect."},
		"success without JSON":   {200, "access_token=at", "Bad token response: HTTP/1.1 200 OK, entity: access_token=at"},
		"success without tokens": {200, object{}, "Bad token response: HTTP/1.1 200 OK, entity: {}"},
		"success that is null":   {200, "null", "Bad token response: HTTP/1.1 200 OK, entity: null"},
		"too much":               {200, strings.Repeat(" ", 1<<20+1), "Corp Error - token of more than 1048576 bytes"},
		"a long description": {400, object{"error": "x", "error_description": strings.Repeat("é", 4000)},
			"Corp Error - 400 x " + strings.Repeat("é", (2048-len("Corp Error - 400 x "))/2)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			op := newOpenID(t)
			op.says("/token", c.status, c.body)
			_, err := op.exchange()
			wantError(t, err, invalid+c.want)
		})
	}
}

// A redirect of the token endpoint would carry the client's secret elsewhere.
func TestTokenRedirect(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	op.answers["/token"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}
	_, err := op.exchange()
	wantError(t, err, invalid+"Corp Error - 307 error getting token")
	if n := len(op.asked("/elsewhere")); n != 0 {
		t.Error("the redirect was followed")
	}
}

func TestUserInfo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   any
		want   texts
	}{
		"kinds": {200, `{"n":1.50,"big":12345678901234567890,"b":false,"null":null,"s":"","o":{"a": [1, "<"]},"l":["a b","ü/",null,{"k": 1}],"none":[]}`,
			texts{"n": "1.50", "big": "12345678901234567890", "b": "false", "s": "", "o": `{"a":[1,"<"]}`,
				"l": "[a+b,%C3%BC%2F,%7B%22k%22%3A1%7D]", "none": "[]"}},
		"refused":     {400, object{"sub": "u1"}, texts{}},
		"no JSON":     {200, "<html>", texts{}},
		"not a user":  {200, "[]", texts{}},
		"null":        {200, "null", texts{}},
		"no response": {204, "", texts{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			op := newOpenID(t)
			op.says("/userinfo", c.status, c.body)
			got, err := op.exchange()
			if err != nil {
				t.Fatal(err)
			}
			wantEqual(t, c.want, got.UserInfo)
			wantEqual(t, "token@example.com", got.Claims["email"])
		})
	}
	t.Run("POST", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		op.provider.Details["attributes_request_method"] = "POST"
		if _, err := op.exchange(); err != nil {
			t.Fatal(err)
		}
		wantEqual(t, []seen{{"POST", "/userinfo", url.Values{}, "Bearer at"}}, op.asked("/userinfo"))
	})
	t.Run("no access token", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		op.says("/token", 200, object{"id_token": signed(t, "RS256", "rsa", keys()["rsa"], op.claims)})
		got, err := op.exchange()
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, texts{}, got.UserInfo)
	})
}

// hang answers nothing until the test is over.
func hang(t *testing.T) http.HandlerFunc {
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	return func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-over:
		case <-r.Context().Done():
		}
	}
}

func TestTimeouts(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/token":                            "Timeout occurred in calling IdP token endpoint",
		"/keys":                             "Timeout in calling jwks uri",
		"/userinfo":                         "Read timed out",
		"/.well-known/openid-configuration": "Read timed out",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			op := newOpenID(t)
			op.answers[path] = hang(t)
			// Long enough for the calls before this one, also on a busy machine.
			rp := &oidc.RelyingParty{HTTP: http.DefaultClient, Timeout: time.Second}
			_, err := rp.Exchange(t.Context(), op.provider, back(), now)
			wantError(t, err, invalid+want)
		})
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	t.Run("reset", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		op.answers["/token"] = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
		_, err := op.exchange()
		wantError(t, err, invalid+"Connection reset")
	})
	t.Run("cut off", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		op.answers["/token"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("{"))
		}
		_, err := op.exchange()
		wantError(t, err, invalid+"Connection reset")
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		op.Close()
		_, err := op.exchange()
		wantError(t, err, invalid+"Connection refused")
	})
	t.Run("no address", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		op.provider.Details["token_url"] = "ftp://idp.example/token"
		_, err := op.exchange()
		wantError(t, err, invalid+`Corp Error - unsupported protocol scheme "ftp"`)
	})
	t.Run("given up", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		ctx, cancel := context.WithCancel(t.Context())
		// The browser goes away while the keys are fetched.
		op.answers["/keys"] = func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }
		_, err := party().Exchange(ctx, op.provider, back(), now)
		var known *oidc.Error
		if !errors.Is(err, context.Canceled) || errors.As(err, &known) {
			t.Errorf("error %v, want that of the context and no other", err)
		}
	})
}

func TestDiscovery(t *testing.T) {
	t.Parallel()
	const document = "/.well-known/openid-configuration"
	for name, c := range map[string]struct {
		do   func(*openID)
		want string
	}{
		"issuer with a slash": {func(op *openID) { op.provider.Details["oidc_issuer"] += "/" }, ""},
		"not there":           {func(op *openID) { op.says(document, 404, "") }, "Corp Error - 404 error getting openid-configuration"},
		"no JSON":             {func(op *openID) { op.says(document, 200, "<html>") }, "Corp Error - openid-configuration is not JSON"},
		"no endpoints":        {func(op *openID) { op.says(document, 200, object{}) }, "Corp Error - openid-configuration has no endpoint"},
		"moved": {func(op *openID) {
			moved := op.answers[document]
			op.answers["/moved"] = moved
			op.answers[document] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/moved", http.StatusFound) }
		}, ""},
		"no userInfo": {func(op *openID) {
			op.says(document, 200, object{"token_endpoint": op.URL + "/token", "jwks_uri": op.URL + "/keys"})
		}, ""},
		"not needed": {func(op *openID) {
			op.says(document, 500, "")
			op.provider.Details["token_url"], op.provider.Details["jwks_uri"] = op.URL+"/token", op.URL+"/keys"
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			op := newOpenID(t)
			c.do(op)
			_, err := op.exchange()
			if c.want != "" {
				c.want = invalid + c.want
			}
			wantError(t, err, c.want)
		})
	}
	t.Run("all endpoints given", func(t *testing.T) {
		t.Parallel()
		op := newOpenID(t)
		given := texts{"authorize_url": "/authorize", "token_url": "/token", "attributes_url": "/userinfo", "jwks_uri": "/keys"}
		for key, path := range given {
			op.provider.Details[key] = op.URL + path
		}
		if _, err := op.exchange(); err != nil {
			t.Error(err)
		}
		if n := len(op.asked(document)); n != 0 {
			t.Errorf("the provider was asked %d times where its endpoints are", n)
		}
	})
}

func TestRefusal(t *testing.T) {
	t.Parallel()
	if got := oidc.Refusal(url.Values{"code": {"c"}, "state": {"s"}}); got != nil {
		t.Errorf("a code is taken for a refusal: %v", got)
	}
	got := oidc.Refusal(url.Values{"error": {"access_denied"}, "error_description": {"The user said no"}})
	wantEqual(t, &oidc.Error{Code: "access_denied", Description: "The user said no"}, got)
}
