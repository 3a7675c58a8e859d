package conformance

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/xml"
	"io"
	"maps"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// Where a SAML provider of the suite is.
const (
	samlIn   = "https://saml.example.com/in?tenant=7"
	samlOut  = "https://saml.example.com/out"
	samlName = "https://saml.example.com/metadata"
)

// The endpoints for SAML providers. Doc: developer guide, "User pool endpoints and managed login reference".
const (
	assertPath = "/saml2/idpresponse"
	partPath   = "/saml2/logout"
)

// samlProvider is a SAML identity provider that the suite plays: a browser carries everything, so nobody has to reach it.
type samlProvider struct {
	Name string
	w    *World
}

// samlKey signs for all providers of the suite; otherSAMLKey is somebody else's.
var (
	samlKey      = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })
	otherSAMLKey = providerRSA
	samlCert     = sync.OnceValue(func() []byte {
		c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "saml.example.com"}, NotBefore: time.Unix(1700000000, 0), NotAfter: time.Unix(1900000000, 0)}
		return must(x509.CreateCertificate(rand.Reader, c, c, samlKey().Public(), samlKey()))
	})
)

// signedMetadata is the metadata of a provider that signs.
func signedMetadata() string {
	const redirect = `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect`
	return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="` + samlName + `">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
		base64.StdEncoding.EncodeToString(samlCert()) + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleLogoutService Binding="` + redirect + `" Location="` + samlOut + `"/>
<md:SingleSignOnService Binding="` + redirect + `" Location="` + xmlText(samlIn) + `"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`
}

// samlApp is a case's Given: a pool with a domain, a SAML provider called Corp, and an app for its users and those of the
// pool.
func samlApp(more details, pool ...PoolOption) func(w *World) {
	return func(w *World) { w.samlApp(more, pool) }
}

func (w *World) samlApp(more details, pool []PoolOption, client ...ClientOption) {
	w.t.Helper()
	w.Pool(pool...)
	w.Domain(classic)
	d := details{"MetadataFile": signedMetadata()}
	maps.Copy(d, more)
	w.trust("SAML", corp, d, details{"email": "mail", "name": "http://schemas.example.com/displayname"})
	w.app(classic, append([]ClientOption{Trusts("COGNITO", corp)}, client...)...)
	w.saml = &samlProvider{Name: corp, w: w}
}

// samlRequest is what the pool asks of a SAML provider.
type samlRequest struct {
	XMLName      xml.Name
	ID           string `xml:"ID,attr"`
	Version      string `xml:"Version,attr"`
	Issued       string `xml:"IssueInstant,attr"`
	Destination  string `xml:"Destination,attr"`
	ACS          string `xml:"AssertionConsumerServiceURL,attr"`
	Binding      string `xml:"ProtocolBinding,attr"`
	Issuer       string `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	NameID       string `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	SessionIndex string `xml:"urn:oasis:names:tc:SAML:2.0:protocol SessionIndex"`
	RelayState   string `xml:"-"`
	Signed       bool   `xml:"-"`
}

// Request is the request that a redirect carries to the provider, to one of its addresses. A signature must be the pool's.
func (i *samlProvider) Request(p *Page, address string) samlRequest {
	p.b.w.t.Helper()
	r, err := i.request(p, address)
	p.b.w.must(err)
	return r
}

func (i *samlProvider) request(p *Page, address string) (r samlRequest, err error) {
	to, err := p.location()
	if err != nil {
		return r, err
	}
	query, asked := strings.CutPrefix(to.String(), address)
	if !asked {
		return r, p.errorf("leads to %s and not to %s", to, address)
	}
	query = strings.TrimLeft(query, "?&")
	q, err := url.ParseQuery(query)
	if err != nil {
		return r, err
	}
	packed, err := base64.StdEncoding.DecodeString(q.Get("SAMLRequest"))
	if err != nil {
		return r, err
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return r, err
	}
	if err := xml.Unmarshal(text, &r); err != nil {
		return r, err
	}
	r.RelayState = q.Get("RelayState")
	signed, signature, found := strings.Cut(query, "&Signature=")
	if r.Signed = found; !found {
		return r, nil
	}
	if signature, err = url.QueryUnescape(signature); err != nil {
		return r, err
	}
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return r, err
	}
	if q.Get("SigAlg") != "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" {
		return r, p.errorf("signed by %s", q.Get("SigAlg"))
	}
	digest := sha256.Sum256([]byte(signed))
	return r, rsa.VerifyPKCS1v15(i.w.poolKey(), crypto.SHA256, digest[:], raw)
}

// poolKey is the key by which the pool made last signs requests.
func (w *World) poolKey() *rsa.PublicKey {
	w.t.Helper()
	text := *OK(w, w.API.GetSigningCertificate, &cip.GetSigningCertificateInput{UserPoolId: &w.pool.ID}).Certificate
	return w.certified(text)
}

// certified is the key of a certificate.
func (w *World) certified(text string) *rsa.PublicKey {
	w.t.Helper()
	der, err := base64.StdEncoding.DecodeString(text)
	w.must(err)
	certificate, err := x509.ParseCertificate(der)
	w.must(err)
	key, isRSA := certificate.PublicKey.(*rsa.PublicKey)
	if !isRSA {
		w.Fatalf("a certificate of a %T", certificate.PublicKey)
	}
	return key
}

// samlAnswer is what a SAML provider says. What is empty is what it should be.
type samlAnswer struct {
	subject    string
	attributes map[string][]string
	// Times, from now on, and everything that has to fit.
	issued, until                                                            time.Duration
	id, issuer, audience, recipient, destination, request, confirmed, status string
	session                                                                  string
	// unsigned, whole and both tell what is signed instead of the assertion alone; forged that another key does.
	unsigned, whole, both, forged bool
	encrypted                     bool
	twice                         bool
	// tampered changes the text after it was signed.
	tampered func(string) string
}

// annBySAML is somebody with an address and a name.
func annBySAML() samlAnswer {
	return samlAnswer{subject: "Ann@Corp", session: "s-1", attributes: map[string][]string{"mail": {annMail}, "http://schemas.example.com/displayname": {"Ann"}}}
}

// annBySAMLWith is ann with other attributes. Nil takes one away.
func annBySAMLWith(attributes map[string][]string) samlAnswer {
	a := annBySAML()
	for name, values := range attributes {
		if a.attributes[name] = values; values == nil {
			delete(a.attributes, name)
		}
	}
	return a
}

// TowardSAML sends the browser to the SAML provider.
func (w *World) TowardSAML(more Params) *Page {
	w.t.Helper()
	all := Params{"identity_provider": corp}
	maps.Copy(all, more)
	return w.Browser().Open(w.address("/oauth2/authorize", w.asks(all)).String())
}

// Vouch answers the request that a redirect carries to the provider.
func (i *samlProvider) Vouch(p *Page, a samlAnswer) *Page {
	p.b.w.t.Helper()
	r := i.Request(p, samlIn)
	return i.Post(p.b, r.ACS, url.Values{"SAMLResponse": {i.answer(r, a)}, "RelayState": {r.RelayState}})
}

// Post sends a browser to the pool with a form.
func (i *samlProvider) Post(b *Browser, to string, form url.Values) *Page {
	b.w.t.Helper()
	p, err := b.try(http.MethodPost, to, form)
	b.w.must(err)
	b.At = p
	return p
}

// AssertsSAML signs somebody in by the SAML provider and gives what the pool answers.
func (w *World) AssertsSAML(a samlAnswer) *Page {
	w.t.Helper()
	return w.saml.Vouch(w.TowardSAML(nil), a)
}

// ArrivesBySAML signs somebody in by the SAML provider, who must get tokens.
func (w *World) ArrivesBySAML(a samlAnswer) Grant {
	w.t.Helper()
	return w.welcomed(w.AssertsSAML(a).Code())
}

// answer makes the form parameter SAMLResponse.
func (i *samlProvider) answer(r samlRequest, a samlAnswer) string {
	i.w.t.Helper()
	or := func(given, usual string) string {
		switch given {
		case "":
			return usual
		case Omit:
			return ""
		}
		return given
	}
	now := i.w.Now().UTC()
	at := func(d time.Duration) string { return now.Add(d).Format("2006-01-02T15:04:05.000Z") }
	if a.until == 0 {
		a.until = 5 * time.Minute
	}
	a.issuer = or(a.issuer, samlName)
	assertion := element("saml:Assertion", []string{"xmlns:saml", nsSAML, "ID", or(a.id, "_a"+strings.ToLower(rand.Text())), "IssueInstant", at(a.issued), "Version", "2.0"},
		element("saml:Issuer", nil, xmlText(a.issuer)), signaturePlace,
		i.subject(a, or(a.confirmed, r.ID), or(a.recipient, r.ACS), at(a.until)),
		element("saml:Conditions", []string{"NotBefore", at(a.issued), "NotOnOrAfter", at(a.until)},
			element("saml:AudienceRestriction", nil, element("saml:Audience", nil, xmlText(or(a.audience, "urn:amazon:cognito:sp:"+i.w.pool.ID))))),
		element("saml:AuthnStatement", []string{"AuthnInstant", at(a.issued), "SessionIndex", a.session},
			element("saml:AuthnContext", nil, element("saml:AuthnContextClassRef", nil, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"))),
		attributeStatement(a.attributes))
	key := samlKey()
	if a.forged {
		key = otherSAMLKey()
	}
	if assertion = sign(assertion, key, !a.unsigned && !a.whole); a.twice {
		assertion += assertion
	}
	if a.encrypted {
		assertion = i.w.encrypt(assertion)
	}
	envelope := []string{"xmlns:samlp", nsSAMLP, "Destination", or(a.destination, r.ACS), "ID", "_r" + strings.ToLower(rand.Text()), "InResponseTo", or(a.request, r.ID), "IssueInstant", at(a.issued), "Version", "2.0"}
	response := element("samlp:Response", envelope,
		element("saml:Issuer", []string{"xmlns:saml", nsSAML}, xmlText(a.issuer)), signaturePlace,
		element("samlp:Status", nil, element("samlp:StatusCode", []string{"Value", or(a.status, "urn:oasis:names:tc:SAML:2.0:status:Success")})),
		assertion)
	response = sign(response, key, a.whole || a.both)
	if a.tampered != nil {
		response = a.tampered(response)
	}
	return base64.StdEncoding.EncodeToString([]byte(response))
}

func (i *samlProvider) subject(a samlAnswer, request, recipient, until string) string {
	return element("saml:Subject", nil,
		element("saml:NameID", []string{"Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"}, xmlText(a.subject)),
		element("saml:SubjectConfirmation", []string{"Method", "urn:oasis:names:tc:SAML:2.0:cm:bearer"},
			element("saml:SubjectConfirmationData", []string{"InResponseTo", request, "NotOnOrAfter", until, "Recipient", recipient})))
}

// trustSAML replaces the details of the SAML provider.
func (w *World) trustSAML(d details) {
	w.t.Helper()
	OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new(corp), ProviderDetails: d})
}
