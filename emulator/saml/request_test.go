package saml

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	crewjam "github.com/crewjam/saml"
)

// inflated is the message in the address of a redirect, whose parameters it checks.
func inflated(t *testing.T, address, start, relayState string, isSigned bool) []byte {
	t.Helper()
	query, ok := strings.CutPrefix(address, start)
	if !ok {
		t.Fatal(address)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	if values.Get("RelayState") != relayState || values.Has("RelayState") != (relayState != "") || values.Has("Signature") != isSigned || values.Has("SigAlg") != isSigned {
		t.Error(values)
	}
	if isSigned {
		content, _, _ := strings.Cut(query, "&Signature=")
		signature, err := base64.StdEncoding.DecodeString(values.Get("Signature"))
		if err != nil {
			t.Fatal(err)
		}
		digest := sha256.Sum256([]byte(content))
		if err := rsa.VerifyPKCS1v15(poolKey().key.Public(), crypto.SHA256, digest[:], signature); err != nil {
			t.Error(err)
		}
		if got := values.Get("SigAlg"); got != "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" {
			t.Error(got)
		}
	}
	packed, err := base64.StdEncoding.DecodeString(values.Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAuthnRequest(t *testing.T) {
	t.Parallel()
	r := AuthnRequest{
		ID: "_9d3c", Issued: now().Add(5 * time.Millisecond).In(time.FixedZone("", 3600)), Issuer: EntityID("eu-west-1_pool"),
		Destination: "https://idp.example/in?a=1&b=2", ACS: poolACS, RelayState: "a b&c=ü",
	}
	address, err := r.URL(poolKey().key.Signer())
	if err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?><saml2p:AuthnRequest xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" AssertionConsumerServiceURL="https://pool.example/saml2/idpresponse" Destination="https://idp.example/in?a=1&amp;b=2" ID="_9d3c" IssueInstant="2026-11-24T10:00:00.005Z" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Version="2.0"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">urn:amazon:cognito:sp:eu-west-1_pool</saml2:Issuer></saml2p:AuthnRequest>`
	if got := string(inflated(t, address, "https://idp.example/in?a=1&b=2&", r.RelayState, true)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	r.Destination, r.RelayState = "https://idp.example/in", ""
	if address, err = r.URL(nil); err != nil {
		t.Fatal(err)
	}
	inflated(t, address, "https://idp.example/in?", "", false)
}

func TestLogoutRequest(t *testing.T) {
	t.Parallel()
	r := LogoutRequest{
		ID: "_9d3c", Issued: now(), Issuer: EntityID("eu-west-1_pool"), Destination: "https://idp.example/out",
		NameID: ann().NameID, SessionIndex: "<1>", RelayState: "relay",
	}
	address, err := r.URL(poolKey().key.Signer())
	if err != nil {
		t.Fatal(err)
	}
	var got crewjam.LogoutRequest
	if err := xml.Unmarshal(inflated(t, address, "https://idp.example/out?", "relay", true), &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != r.ID || got.Version != "2.0" || !got.IssueInstant.Equal(now()) || got.Destination != r.Destination ||
		got.Issuer.Value != r.Issuer || got.SessionIndex.Value != "<1>" {
		t.Errorf("%+v", got)
	}
	if n := got.NameID; n.Value != "Ann@example.com" || n.NameQualifier != "q" || n.SPNameQualifier != "spq" || n.Format != r.NameID.Format {
		t.Errorf("%+v", n)
	}
	r.SessionIndex, r.NameID = "", NameID{Value: "Ann"}
	if address, err = r.URL(poolKey().key.Signer()); err != nil {
		t.Fatal(err)
	}
	if text := string(inflated(t, address, "https://idp.example/out?", "relay", true)); !strings.HasSuffix(text, `<saml2:NameID xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">Ann</saml2:NameID></saml2p:LogoutRequest>`) {
		t.Error(text)
	}
}

// broken signs nothing.
type broken struct{ crypto.Signer }

func (broken) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New("broken")
}

func TestSignerFails(t *testing.T) {
	t.Parallel()
	if address, err := (AuthnRequest{}).URL(broken{}); err == nil {
		t.Error(address)
	}
}
