package saml

import (
	"errors"
	"strings"
	"testing"

	"github.com/beevik/etree"
)

const logoutAnswer = `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_out" Version="2.0" IssueInstant="2026-11-24T10:00:00Z" Destination="https://pool.example/saml2/logout" InResponseTo="_request"><saml:Issuer>https://idp.example</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`

func TestLogoutResponse(t *testing.T) {
	t.Parallel()
	signedBy := func(by *person, edits ...string) string {
		doc := etree.NewDocument()
		if err := doc.ReadFromString(strings.NewReplacer(edits...).Replace(logoutAnswer)); err != nil {
			t.Fatal(err)
		}
		if by != nil {
			sign(t, doc.Root(), by)
		}
		return xmlText(t, doc.Root())
	}
	for _, c := range []struct {
		name, xml, failure string
		ok                 bool
	}{
		{"signed", signedBy(oldKey()), "", true},
		{"not signed", signedBy(nil), "", true},
		{"no destination, no issuer", signedBy(nil, ` Destination="https://pool.example/saml2/logout"`, "", "<saml:Issuer>https://idp.example</saml:Issuer>", ""), "", true},
		{"a failure", signedBy(oldKey(), "status:Success", "status:Requester"), "Response status is not success: urn:oasis:names:tc:SAML:2.0:status:Requester", true},
		{"signed by somebody", signedBy(mallory()), "", false},
		{"changed", strings.Replace(signedBy(oldKey()), "status:Success", "status:Requester", 1), "", false},
		{"another destination", signedBy(oldKey(), "https://pool", "https://evil"), "", false},
		{"another issuer", signedBy(oldKey(), "https://idp", "https://evil"), "", false},
		{"another request", signedBy(oldKey(), "_request", "_other"), "", false},
		{"no request", signedBy(oldKey(), ` InResponseTo="_request"`, ""), "", false},
		{"another message", strings.ReplaceAll(signedBy(nil), "LogoutResponse", "Response"), "", false},
		{"no XML", "hello", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			failure, err := ReadLogoutResponse(inBase64(c.xml), metadata(), ExpectLogout{RequestID: "_request",
				Addresses: []string{"https://other.example/saml2/logout", "https://pool.example/saml2/logout"}})
			if failure != c.failure || (err == nil) != c.ok {
				t.Errorf("%q, %v", failure, err)
			}
			var refused *Refused
			if err != nil && (!errors.As(err, &refused) || refused.Code != "" || refused.Text != "Invalid samlResponse or relayState from identity provider" || refused.Cause == nil) {
				t.Errorf("%#v", err)
			}
		})
	}
}

func TestStart(t *testing.T) {
	t.Parallel()
	const text = "identity_provider=MySAMLIdP&client_id=1example23456789&redirect_uri=https%3A%2F%2Fwww.example.com&response_type=code&scope=email+openid+phone&state=x"
	for _, good := range []string{text, "idp_identifier=example.com&client_id=c&redirect_uri=u&response_type=code"} {
		if err := CheckStart(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "7b2f", "%zz", text + "&client_id=other",
		"client_id=c&redirect_uri=u&response_type=code",
		"identity_provider=p&redirect_uri=u&response_type=code",
		"identity_provider=p&client_id=c&response_type=code",
		"identity_provider=p&client_id=c&redirect_uri=u",
	} {
		if err := CheckStart(bad); err == nil || err.Error() != "Invalid samlResponse or relayState from identity provider" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestJoined(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values []string
		want   string
	}{
		{nil, ""},
		{[]string{""}, ""},
		{[]string{"a b/c"}, "a b/c"},
		{[]string{"a", "b"}, "[a,b]"},
		{[]string{"a b", "c,d", "[x]", "ü", ".-*_~"}, "[a+b,c%2Cd,%5Bx%5D,%C3%BC,.-*_%7E]"},
	} {
		if got := joined(c.values); got != c.want {
			t.Errorf("%q: %q, want %q", c.values, got, c.want)
		}
	}
}

func TestInvalid(t *testing.T) {
	t.Parallel()
	r := Invalid("PreSignUp failed with error Invalid email domain.")
	if r.Code != "server_error" || r.Error() != "Invalid SAML response received: PreSignUp failed with error Invalid email domain. " || r.Unwrap() != nil {
		t.Errorf("%#v", r)
	}
}
