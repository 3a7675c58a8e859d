package saml

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	dsig "github.com/russellhaering/goxmldsig"
)

// ann is what the answer says.
func ann() *Assertion {
	return &Assertion{
		ID: "_assertion", Expires: now().Add(10 * time.Minute), Issuer: "https://idp.example",
		NameID:       NameID{"Ann@example.com", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "q", "spq"},
		SessionIndex: "_session",
		Attributes: []Attribute{
			{"mail", []string{" ann@example.com"}}, {"groups", []string{"a b", "c"}}, {"empty", nil},
		},
	}
}

// accepted fails the test unless the parameter says what the answer does.
func accepted(t *testing.T, text string, want Expect) {
	t.Helper()
	got, err := ReadResponse(text, metadata(), want)
	if err != nil {
		t.Fatalf("%v (%v)", err, errors.Unwrap(err))
	}
	if diff := cmp.Diff(ann(), got); diff != "" {
		t.Error(diff)
	}
}

// refusedWith fails the test unless the parameter is refused with that text.
func refusedWith(t *testing.T, text string, want Expect, code, message string) {
	t.Helper()
	got, err := ReadResponse(text, metadata(), want)
	var refused *Refused
	if !errors.As(err, &refused) {
		t.Fatalf("%+v, %v", got, err)
	}
	if refused.Code != code || refused.Text != message {
		t.Errorf("%q %q (%v), want %q %q", refused.Code, refused.Text, refused.Cause, code, message)
	}
}

func TestGoodResponses(t *testing.T) {
	t.Parallel()
	for name, how := range map[string]way{"assertion": signAssertion, "response": signResponse, "both": signBoth} {
		for key, by := range map[string]*person{"first key": oldKey(), "second key": newKey()} {
			t.Run(name+" signed by "+key, func(t *testing.T) {
				t.Parallel()
				accepted(t, posted(t, signed(t, edited(t), how, by)), expect())
			})
		}
	}
}

func TestSignatureMethods(t *testing.T) {
	t.Parallel()
	exclusive := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	for _, c := range []struct {
		name, method  string
		canonicalizer dsig.Canonicalizer
	}{
		{"SHA-1", dsig.RSASHA1SignatureMethod, exclusive},
		{"SHA-384", dsig.RSASHA384SignatureMethod, exclusive},
		{"SHA-512", dsig.RSASHA512SignatureMethod, exclusive},
		{"inclusive", dsig.RSASHA256SignatureMethod, dsig.MakeC14N10RecCanonicalizer()},
		{"with comments", dsig.RSASHA256SignatureMethod, dsig.MakeC14N10ExclusiveWithCommentsCanonicalizerWithPrefixList("")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			response := edited(t)
			signBy(t, assertionOf(response), newKey(), c.method, c.canonicalizer)
			accepted(t, posted(t, response), expect())
		})
	}
}

// TestHarmless has answers that differ from the usual one in what must not matter.
func TestHarmless(t *testing.T) {
	t.Parallel()
	for name, edits := range map[string][]string{
		"no destination":           {` Destination="https://pool.example/saml2/idpresponse"`, ""},
		"another of our addresses": {"https://pool.example/saml2/idpresponse", "https://other.example/saml2/idpresponse"},
		"no issuer outside":        {"InResponseTo=\"_request\">\n<saml:Issuer>https://idp.example</saml:Issuer>", "InResponseTo=\"_request\">\n<samlp:Extensions/>"},
		"white space":              {"<saml:Audience>", "<saml:Audience>\n  ", ">Ann@example.com<", ">\n Ann@example.com\n<"},
		"another audience too":     {"<saml:Audience>", "<saml:Audience>urn:x</saml:Audience><saml:Audience>"},
		"another confirmation too": {"<saml:SubjectConfirmation ", `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/><saml:SubjectConfirmation `},
		"times with offsets":       {"2026-11-24T10:05:00Z", "2026-11-24T12:05:00+02:00"},
		"times without zone":       {"2026-11-24T10:05:00Z", "2026-11-24T10:05:00.000"},
		"a clock that is behind":   {"2026-11-24T09:55:00Z", "2026-11-24T10:05:00Z"},
		"a comment in the name":    {">Ann@example.com<", "><!-- x -->Ann@<!-- y -->example.com<"},
		"CDATA in the name":        {">Ann@example.com<", "><![CDATA[Ann@]]>example.com<"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			accepted(t, posted(t, signed(t, edited(t, edits...), signBoth, newKey())), expect())
		})
	}
}

func TestLineBreaksInBase64(t *testing.T) {
	t.Parallel()
	text := posted(t, signed(t, edited(t), signAssertion, newKey()))
	accepted(t, text[:76]+"\r\n"+text[76:]+"\n", expect())
}

// TestAttributes has values of all forms.
func TestAttributes(t *testing.T) {
	t.Parallel()
	text := posted(t, signed(t, edited(t, `<saml:Attribute Name="empty"/>`, `<saml:Attribute Name="groups"><saml:AttributeValue>d</saml:AttributeValue></saml:Attribute>
<saml:Attribute><saml:AttributeValue>of no name</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="id"><saml:AttributeValue>
 <saml:NameID>x<!-- y -->z</saml:NameID>
</saml:AttributeValue></saml:Attribute></saml:AttributeStatement><saml:AttributeStatement>
<saml:Attribute Name="blank"><saml:AttributeValue/></saml:Attribute>`), signBoth, newKey()))
	got, err := ReadResponse(text, metadata(), expect())
	if err != nil {
		t.Fatal(err)
	}
	want := []Attribute{{"mail", []string{" ann@example.com"}}, {"groups", []string{"a b", "c", "d"}}, {"id", []string{"xz"}}, {"blank", []string{""}}}
	if diff := cmp.Diff(want, got.Attributes); diff != "" {
		t.Error(diff)
	}
}

// TestBadResponses breaks every check once. All of it is properly signed.
func TestBadResponses(t *testing.T) {
	t.Parallel()
	const (
		outside = "InResponseTo=\"_request\">\n<saml:Issuer>https://idp.example<"
		inside  = "10:00:00.123Z\">\n<saml:Issuer>https://idp.example<"
		bearer  = `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">`
		success = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>`
	)
	for _, c := range []struct {
		name   string
		edits  []string
		reason string
	}{
		{"issuer of the response", []string{outside, strings.Replace(outside, "idp", "xyz", 1)}, reasonIssuer},
		{"issuer of the assertion", []string{inside, strings.Replace(inside, "idp", "xyz", 1)}, reasonIssuer},
		{"no issuer of the assertion", []string{inside, strings.Replace(inside, "https://idp.example", "", 1)}, reasonIssuer},
		{"destination", []string{`Destination="https://pool`, `Destination="https://evil`}, reasonDestination},
		{"in response to another", []string{`idpresponse" InResponseTo="_request"`, `idpresponse" InResponseTo="_other"`}, reasonInResponseTo},
		{"in response to none", []string{`idpresponse" InResponseTo="_request"`, `idpresponse"`}, reasonInResponseTo},
		{"confirmation in response to another", []string{`Data InResponseTo="_request"`, `Data InResponseTo="_other"`}, reasonConfirmation},
		{"confirmation in response to none", []string{`Data InResponseTo="_request"`, `Data`}, reasonConfirmation},
		{"recipient", []string{`Recipient="https://pool`, `Recipient="https://evil`}, reasonRecipient},
		{"no recipient", []string{` Recipient="https://pool.example/saml2/idpresponse"`, ""}, reasonRecipient},
		{"confirmation expired", []string{"2026-11-24T10:05:00Z", "2026-11-24T09:55:00Z"}, reasonExpired},
		{"confirmation without end", []string{` NotOnOrAfter="2026-11-24T10:05:00Z"`, ""}, reasonTime},
		{"confirmation not yet", []string{`Data InResponseTo`, `Data NotBefore="2026-11-24T10:05:01Z" InResponseTo`}, reasonTooEarly},
		{"confirmation of another kind", []string{"cm:bearer", "cm:holder-of-key"}, reasonNoSubject},
		{"confirmation without data", []string{bearer + "<saml:SubjectConfirmationData", bearer + "<saml:Other"}, reasonNoSubject},
		{"expired", []string{"2026-11-24T10:10:00Z", "2026-11-24T09:55:00Z"}, reasonExpired},
		{"not yet", []string{"2026-11-24T09:55:00Z", "2026-11-24T10:05:01Z"}, reasonTooEarly},
		{"a beginning that is no time", []string{"2026-11-24T09:55:00Z", ""}, reasonTime},
		{"a time that is none", []string{"2026-11-24T10:10:00Z", "tomorrow"}, reasonTime},
		{"audience", []string{"sp:eu-west-1_pool", "sp:eu-west-1_other"}, reasonAudience},
		{"second audience restriction", []string{"</saml:AudienceRestriction>", "</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>urn:x</saml:Audience></saml:AudienceRestriction>"}, reasonAudience},
		{"no audience restriction", []string{"saml:AudienceRestriction>", "saml:Other>"}, reasonAudience},
		{"no conditions", []string{"<saml:Conditions ", "<saml:Other ", "</saml:Conditions>", "</saml:Other>"}, reasonAudience},
		{"no name", []string{">Ann@example.com<", "> <"}, reasonNoName},
		{"no NameID", []string{"saml:NameID", "saml:EncryptedID"}, reasonNoName},
		{"version of the assertion", []string{`"_assertion" Version="2.0"`, `"_assertion" Version="1.1"`}, reasonNoID},
		{"status", []string{success, `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>`},
			"Response status is not success: urn:oasis:names:tc:SAML:2.0:status:Responder"},
		{"status with reasons", []string{success, `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode><samlp:StatusMessage>No luck</samlp:StatusMessage>`},
			"Response status is not success: urn:oasis:names:tc:SAML:2.0:status:Responder, urn:oasis:names:tc:SAML:2.0:status:AuthnFailed: No luck"},
		{"no status", []string{success, ""}, "Response status is not success: "},
		{"wide character", []string{"> ann@example.com<", "> \U0001f600@example.com<"}, reasonWide},
		{"wide character by number", []string{"> ann@example.com<", "> &#x1f600;@example.com<"}, reasonWide},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			refusedWith(t, posted(t, signed(t, edited(t, c.edits...), signBoth, newKey())), expect(),
				"server_error", "Invalid SAML response received: "+c.reason+" ")
		})
	}
}

func TestBadSignatures(t *testing.T) {
	t.Parallel()
	const text = "Invalid SAML response received: SAML Assertion signature is invalid. "
	// Those with a signature of the response, which is looked at first.
	response := []string{"somebody else's", "changed response", "changed in both", "response by somebody else", "response changed, not inner"}
	tampered := func(how way) string {
		return strings.ReplaceAll(xmlText(t, signed(t, edited(t), how, newKey())), "Ann@", "Bob@")
	}
	for name, xml := range map[string]string{
		"none":                        xmlText(t, edited(t)),
		"somebody else's":             xmlText(t, signed(t, edited(t), signBoth, mallory())),
		"changed assertion":           tampered(signAssertion),
		"changed response":            tampered(signResponse),
		"changed in both":             tampered(signBoth),
		"assertion by somebody else":  xmlText(t, signed(t, signed(t, edited(t), signAssertion, mallory()), signResponse, newKey())),
		"response by somebody else":   xmlText(t, signed(t, signed(t, edited(t), signAssertion, newKey()), signResponse, mallory())),
		"two":                         xmlText(t, signed(t, signed(t, edited(t), signAssertion, newKey()), signAssertion, newKey())),
		"response changed, not inner": strings.Replace(xmlText(t, signed(t, edited(t), signBoth, newKey())), `Destination="https://pool`, `Destination="https://other`, 1),
		"value gone":                  strings.Replace(xmlText(t, signed(t, edited(t), signAssertion, newKey())), "ds:SignatureValue>", "ds:Other>", 2),
		"about everything":            strings.Replace(xmlText(t, signed(t, edited(t), signAssertion, newKey())), `URI="#_assertion"`, `URI=""`, 1),
		"about another":               strings.Replace(xmlText(t, signed(t, edited(t), signAssertion, newKey())), `URI="#_assertion"`, `URI="#_response"`, 1),
		"the same ID elsewhere":       strings.Replace(xmlText(t, signed(t, edited(t), signAssertion, newKey())), "<samlp:Status>", `<samlp:Status Id="_assertion">`, 1),
		"a second ID":                 strings.Replace(xmlText(t, signed(t, edited(t), signAssertion, newKey())), `ID="_assertion"`, `saml:ID="_x" ID="_assertion"`, 1),
		"no ID":                       strings.Replace(xmlText(t, signed(t, edited(t), signAssertion, newKey())), ` ID="_assertion"`, "", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := text
			if slices.Contains(response, name) {
				want = strings.Replace(text, "Assertion", "Response", 1)
			}
			refusedWith(t, inBase64(xml), expect(), "server_error", want)
		})
	}
	t.Run("no certificate", func(t *testing.T) {
		t.Parallel()
		from := metadata()
		from.Certificates = nil
		_, err := ReadResponse(posted(t, signed(t, edited(t), signAssertion, newKey())), from, expect())
		if err == nil || err.Error() != text {
			t.Error(err)
		}
	})
}

func TestNotOneAssertion(t *testing.T) {
	t.Parallel()
	const text = "Invalid SAML response received: Responses must contain exactly one Assertion "
	two := edited(t)
	second := assertionOf(two).Copy()
	second.CreateAttr("ID", "_second")
	two.AddChild(second)
	sign(t, two, newKey())
	none := edited(t)
	none.RemoveChild(assertionOf(none))
	sign(t, none, newKey())
	nested := edited(t)
	nested.CreateElement("samlp:Extensions").AddChild(second.Copy())
	sign(t, nested, newKey())
	only := edited(t)
	extensions := only.CreateElement("samlp:Extensions")
	extensions.AddChild(assertionOf(only))
	sign(t, only, newKey())
	for name, response := range map[string]string{
		"two": posted(t, two), "none": posted(t, none), "nested too": posted(t, nested), "nested only": posted(t, only),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusedWith(t, response, expect(), "server_error", text)
		})
	}
}

func TestUnusable(t *testing.T) {
	t.Parallel()
	good := xmlText(t, signed(t, edited(t), signBoth, newKey()))
	change := func(old, text string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %q", old)
		}
		return inBase64(strings.Replace(good, old, text, 1))
	}
	for name, text := range map[string]string{
		"nothing":                "",
		"no base64":              "!",
		"no XML":                 inBase64("hello"),
		"no end":                 inBase64(good[:len(good)-3]),
		"too long":               inBase64(good + strings.Repeat(" ", 100_000)),
		"two roots":              inBase64(good + "<x/>"),
		"text behind":            inBase64(good + "x"),
		"another message":        inBase64(strings.ReplaceAll(good, "samlp:Response", "samlp:LogoutResponse")),
		"another namespace":      inBase64(strings.ReplaceAll(good, "SAML:2.0:protocol", "SAML:1.0:protocol")),
		"another version":        change(`ID="_response" Version="2.0"`, `ID="_response" Version="1.1"`),
		"a document type":        inBase64(`<!DOCTYPE x [<!ENTITY a "b">]>` + good),
		"an external entity":     inBase64(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + strings.ReplaceAll(good, "Ann@", "&a;")),
		"an unknown entity":      change("Ann@", "&a;"),
		"an instruction":         change("Ann@", "<?php x?>Ann@"),
		"another encoding":       inBase64(`<?xml version="1.0" encoding="ISO-8859-1"?>` + good),
		"an attribute twice":     change(`ID="_response"`, `ID="_response" ID="_x"`),
		"two colons in a name":   change("<samlp:Status>", `<samlp:Status a:b:c="">`),
		"a name of a colon":      change("<samlp:Status>", `<samlp:Status :x="">`),
		"crossed ends":           change("</saml:Subject>", "</saml:Other>"),
		"deep":                   change("<samlp:Status>", strings.Repeat("<x>", 100)+strings.Repeat("</x>", 100)+"<samlp:Status>"),
		"no Unicode":             change("Ann@", "\xff"),
		"an undeclared protocol": change(`xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"`, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusedWith(t, text, expect(), "", "Invalid samlResponse or relayState from identity provider")
		})
	}
}

func TestUnasked(t *testing.T) {
	t.Parallel()
	want := expect()
	want.RequestID = ""
	accepted(t, posted(t, signed(t, edited(t, unasked...), signBoth, newKey())), want)
	for _, c := range []struct {
		name, issued, reason string
	}{
		{"six minutes old", "2026-11-24T09:54:00Z", ""},
		{"older", "2026-11-24T09:53:59Z", reasonTooOld},
		{"of the near future", "2026-11-24T10:05:00Z", ""},
		{"of the future", "2026-11-24T10:05:01Z", reasonTooEarly},
		{"of no time", "x", reasonTime},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			edits := append([]string{"2026-11-24T10:00:00.123Z", c.issued}, unasked...)
			text := posted(t, signed(t, edited(t, edits...), signBoth, newKey()))
			if c.reason == "" {
				accepted(t, text, want)
				return
			}
			refusedWith(t, text, want, "server_error", received+c.reason+" ")
		})
	}
	t.Run("an answer to a request", func(t *testing.T) {
		t.Parallel()
		refusedWith(t, posted(t, signed(t, edited(t), signBoth, newKey())), want, "server_error", received+reasonInResponseTo+" ")
	})
	t.Run("a confirmation of a request", func(t *testing.T) {
		t.Parallel()
		text := posted(t, signed(t, edited(t, `idpresponse" InResponseTo="_request"`, `idpresponse"`), signBoth, newKey()))
		refusedWith(t, text, want, "server_error", received+reasonConfirmation+" ")
	})
}
