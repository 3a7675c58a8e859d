package saml

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"

	"cognito-emulator/emulator/token"
)

// person is a party with a key and its certificate.
type person struct {
	key         *token.Key
	private     *rsa.PrivateKey
	certificate *x509.Certificate
}

func newPerson(n byte) *person {
	key, err := token.FromSeed(token.Seed{n})
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(int64(n)), Subject: pkix.Name{CommonName: "test"},
		NotBefore: now().AddDate(-2, 0, 0), NotAfter: now().AddDate(-1, 0, 0), // expired, which must not matter
		SignatureAlgorithm: x509.SHA256WithRSA,
	}
	der, err := x509.CreateCertificate(nil, template, template, key.Public(), key.Signer())
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return &person{key, key.Decrypter().(*rsa.PrivateKey), certificate}
}

// The provider has two keys; the pool has one; mallory's is nobody's.
var (
	oldKey  = sync.OnceValue(func() *person { return newPerson(1) })
	newKey  = sync.OnceValue(func() *person { return newPerson(2) })
	poolKey = sync.OnceValue(func() *person { return newPerson(3) })
	mallory = sync.OnceValue(func() *person { return newPerson(4) })
)

func now() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) }

func metadata() *Metadata {
	return &Metadata{EntityID: "https://idp.example", SSO: "https://idp.example/in",
		Certificates: []*x509.Certificate{oldKey().certificate, newKey().certificate}}
}

func expect() Expect {
	return Expect{
		Now: now(), Audience: EntityID("eu-west-1_pool"), RequestID: "_request", Key: poolKey().key.Decrypter(),
		ACS: []string{"https://pool.example/saml2/idpresponse", "https://other.example/saml2/idpresponse"},
	}
}

// answer is a good response, before it is signed.
const answer = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="2026-11-24T10:00:00Z" Destination="https://pool.example/saml2/idpresponse" InResponseTo="_request">
<saml:Issuer>https://idp.example</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="_assertion" Version="2.0" IssueInstant="2026-11-24T10:00:00.123Z">
<saml:Issuer>https://idp.example</saml:Issuer>
<saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="q" SPNameQualifier="spq">Ann@example.com</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="_request" Recipient="https://pool.example/saml2/idpresponse" NotOnOrAfter="2026-11-24T10:05:00Z"/></saml:SubjectConfirmation>
</saml:Subject>
<saml:Conditions NotBefore="2026-11-24T09:55:00Z" NotOnOrAfter="2026-11-24T10:10:00Z"><saml:AudienceRestriction><saml:Audience>urn:amazon:cognito:sp:eu-west-1_pool</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="2026-11-24T10:00:00Z" SessionIndex="_session"/>
<saml:AuthnStatement AuthnInstant="2026-11-24T10:00:00Z" SessionIndex="_second"/>
<saml:AttributeStatement>
<saml:Attribute Name="mail"><saml:AttributeValue> ann@example.com</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="groups"><saml:AttributeValue>a b</saml:AttributeValue><saml:AttributeValue>c</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="empty"/>
</saml:AttributeStatement>
</saml:Assertion>
</samlp:Response>`

// unasked are the changes that make of the answer one that nobody asked for.
var unasked = []string{` InResponseTo="_request"`, ""}

// edited is the answer with texts replaced by others; each must be there.
func edited(t testing.TB, edits ...string) *etree.Element {
	t.Helper()
	text := answer
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(text, edits[i]) {
			t.Fatalf("%q is not in the answer", edits[i])
		}
		text = strings.ReplaceAll(text, edits[i], edits[i+1])
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromString(text); err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

// sign puts a signature into an element, behind its issuer.
func sign(t testing.TB, e *etree.Element, by *person) {
	t.Helper()
	signBy(t, e, by, dsig.RSASHA256SignatureMethod, dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(""))
}

func signBy(t testing.TB, e *etree.Element, by *person, method string, canonicalizer dsig.Canonicalizer) {
	t.Helper()
	context, err := dsig.NewSigningContext(by.private, [][]byte{by.certificate.Raw})
	if err != nil {
		t.Fatal(err)
	}
	context.Canonicalizer = canonicalizer
	if err := context.SetSignatureMethod(method); err != nil {
		t.Fatal(err)
	}
	scope, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		t.Fatal(err)
	}
	detached, err := etreeutils.NSDetatch(scope, e)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := context.ConstructSignature(detached, true)
	if err != nil {
		t.Fatal(err)
	}
	e.InsertChildAt(e.ChildElements()[0].Index()+1, signature)
}

func assertionOf(e *etree.Element) *etree.Element { return child(e, nsAssertion, "Assertion") }

// way is how an answer is signed.
type way int

const (
	signAssertion way = iota
	signResponse
	signBoth
	signNothing
)

func signed(t testing.TB, response *etree.Element, how way, by *person) *etree.Element {
	t.Helper()
	if how == signAssertion || how == signBoth {
		sign(t, assertionOf(response), by)
	}
	if how == signResponse || how == signBoth {
		sign(t, response, by)
	}
	return response
}

// seal puts the assertion into an EncryptedAssertion, as data makes it of its text.
func seal(t testing.TB, response *etree.Element, data func(text string) *etree.Element) {
	t.Helper()
	assertion := assertionOf(response)
	scope, err := etreeutils.NSBuildParentContext(assertion)
	if err != nil {
		t.Fatal(err)
	}
	detached, err := etreeutils.NSDetatch(scope, assertion)
	if err != nil {
		t.Fatal(err)
	}
	sealed := etree.NewElement("saml:EncryptedAssertion")
	sealed.AddChild(data(xmlText(t, detached)))
	response.InsertChildAt(assertion.Index(), sealed)
	response.RemoveChild(assertion)
}

func xmlText(t testing.TB, e *etree.Element) string {
	t.Helper()
	doc := etree.NewDocument()
	doc.SetRoot(e.Copy())
	var b bytes.Buffer
	if _, err := doc.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// posted is the form parameter.
func posted(t testing.TB, e *etree.Element) string { return inBase64(xmlText(t, e)) }

func inBase64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
