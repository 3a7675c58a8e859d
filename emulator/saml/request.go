package saml

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"net/url"
	"strings"
	"time"
)

// algorithmSHA256 is the one algorithm of signed requests. Doc: CreateIdentityProvider
// (RequestSigningAlgorithm), "SAML sign-out flow".
const algorithmSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"

// NameID is what a provider calls a user.
type NameID struct {
	Value                                  string
	Format, NameQualifier, SPNameQualifier string // as the provider gave them; often empty
}

// AuthnRequest asks a provider to sign a user in.
type AuthnRequest struct {
	ID          string // begins with a letter or an underscore: XML wants that
	Issued      time.Time
	Issuer      string // EntityID
	Destination string // Metadata.SSO
	ACS         string // where the answer goes
	RelayState  string
}

// LogoutRequest asks a provider to end a session of a user.
type LogoutRequest struct {
	ID           string
	Issued       time.Time
	Issuer       string
	Destination  string // Metadata.SLO
	NameID       NameID
	SessionIndex string // of the assertion that signed the user in; left out when empty
	RelayState   string
}

// The messages as XML. Assumed: no NameIDPolicy, no NotOnOrAfter, and the names of the prefixes (A351).
type (
	issuerXML struct {
		Space string `xml:"xmlns:saml2,attr"`
		Value string `xml:",chardata"`
	}
	authnXML struct {
		XMLName     xml.Name  `xml:"saml2p:AuthnRequest"`
		Space       string    `xml:"xmlns:saml2p,attr"`
		ACS         string    `xml:"AssertionConsumerServiceURL,attr"`
		Destination string    `xml:"Destination,attr"`
		ID          string    `xml:"ID,attr"`
		Issued      string    `xml:"IssueInstant,attr"`
		Binding     string    `xml:"ProtocolBinding,attr"`
		Version     string    `xml:"Version,attr"`
		Issuer      issuerXML `xml:"saml2:Issuer"`
	}
	nameIDXML struct {
		Space           string `xml:"xmlns:saml2,attr"`
		Format          string `xml:"Format,attr,omitempty"`
		NameQualifier   string `xml:"NameQualifier,attr,omitempty"`
		SPNameQualifier string `xml:"SPNameQualifier,attr,omitempty"`
		Value           string `xml:",chardata"`
	}
	logoutXML struct {
		XMLName      xml.Name  `xml:"saml2p:LogoutRequest"`
		Space        string    `xml:"xmlns:saml2p,attr"`
		Destination  string    `xml:"Destination,attr"`
		ID           string    `xml:"ID,attr"`
		Issued       string    `xml:"IssueInstant,attr"`
		Version      string    `xml:"Version,attr"`
		Issuer       issuerXML `xml:"saml2:Issuer"`
		NameID       nameIDXML `xml:"saml2:NameID"`
		SessionIndex string    `xml:"saml2p:SessionIndex,omitempty"`
	}
)

// timeLayout is how times are written.
const timeLayout = "2006-01-02T15:04:05.000Z"

// URL is where the browser takes the request, signed if there is a signer.
func (r AuthnRequest) URL(signer crypto.Signer) (string, error) {
	return redirect(r.Destination, r.RelayState, authnXML{
		Space: nsProtocol, ACS: r.ACS, Destination: r.Destination, ID: r.ID, Issued: r.Issued.UTC().Format(timeLayout),
		Binding: bindingPost, Version: version, Issuer: issuerXML{nsAssertion, r.Issuer},
	}, signer)
}

// URL is where the browser takes the request. It is always signed. Doc: "SAML sign-out flow".
func (r LogoutRequest) URL(signer crypto.Signer) (string, error) {
	n := r.NameID
	return redirect(r.Destination, r.RelayState, logoutXML{
		Space: nsProtocol, Destination: r.Destination, ID: r.ID, Issued: r.Issued.UTC().Format(timeLayout),
		Version: version, Issuer: issuerXML{nsAssertion, r.Issuer},
		NameID:       nameIDXML{nsAssertion, n.Format, n.NameQualifier, n.SPNameQualifier, n.Value},
		SessionIndex: r.SessionIndex,
	}, signer)
}

// redirect binds a request. Doc: SAML 2.0 bindings, section 3.4.4.1.
func redirect(destination, relayState string, message any, signer crypto.Signer) (string, error) {
	text, err := xml.Marshal(message)
	if err != nil {
		return "", err
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(append([]byte(xml.Header[:len(xml.Header)-1]), text...)); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	query := "SAMLRequest=" + url.QueryEscape(base64.StdEncoding.EncodeToString(packed.Bytes()))
	if relayState != "" {
		query += "&RelayState=" + url.QueryEscape(relayState)
	}
	if signer != nil {
		query += "&SigAlg=" + url.QueryEscape(algorithmSHA256)
		digest := sha256.Sum256([]byte(query))
		signature, err := signer.Sign(nil, digest[:], crypto.SHA256)
		if err != nil {
			return "", err
		}
		query += "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
	}
	separator := "?"
	if strings.Contains(destination, "?") {
		separator = "&" // the provider's own parameters are no part of what is signed
	}
	return destination + separator + query, nil
}
