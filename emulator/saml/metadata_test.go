package saml

import (
	"encoding/base64"
	"strings"
	"testing"
)

// described is the metadata of a provider with two keys to sign with, one of them without a use, and
// one to encrypt for.
func described() string {
	key := func(use string, p *person) string {
		text := base64.StdEncoding.EncodeToString(p.certificate.Raw)
		return `<md:KeyDescriptor` + use + `><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
` + text[:64] + "\n" + text[64:] + `
</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<!-- ours -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.example">
<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
		key(` use="signing"`, oldKey()) + key(` use="encryption"`, mallory()) + key("", newKey()) +
		`<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>
<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/out"/>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/in"/>
</md:IDPSSODescriptor>
</md:EntityDescriptor>`
}

func TestMetadata(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"as it is": described(), "with a byte order mark": "\ufeff" + described(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, err := ReadMetadata(text)
			if err != nil {
				t.Fatal(err)
			}
			if m.EntityID != "https://idp.example" || m.SSO != "https://idp.example/in" || m.SLO != "https://idp.example/out" {
				t.Errorf("%+v", m)
			}
			if len(m.Certificates) != 2 || !m.Certificates[0].Equal(oldKey().certificate) || !m.Certificates[1].Equal(newKey().certificate) {
				t.Errorf("%d certificates", len(m.Certificates))
			}
		})
	}
	bare := `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="e"><IDPSSODescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/in"/></IDPSSODescriptor></EntityDescriptor>`
	m, err := ReadMetadata(bare)
	if err != nil || m.SLO != "" || m.Certificates != nil {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestBadMetadata(t *testing.T) {
	t.Parallel()
	change := func(old, text string) string {
		if !strings.Contains(described(), old) {
			t.Fatalf("no %q", old)
		}
		return strings.ReplaceAll(described(), old, text)
	}
	for name, text := range map[string]string{
		"nothing":               "",
		"no XML":                "hello",
		"another document":      "<x/>",
		"no provider":           change("md:IDPSSODescriptor", "md:SPSSODescriptor"),
		"another namespace":     change("SAML:2.0:metadata", "SAML:1.0:metadata"),
		"no entity ID":          change("entityID", "id"),
		"no redirect":           change("HTTP-Redirect", "HTTP-Artifact"),
		"a document type":       "<!DOCTYPE x>" + strings.TrimPrefix(described(), `<?xml version="1.0" encoding="UTF-8"?>`),
		"no base64":             change("<ds:X509Certificate>", "<ds:X509Certificate>!"),
		"no certificate":        change("<ds:X509Certificate>", "<ds:X509Certificate>AAAA"),
		"a certificate too big": change("<ds:X509Certificate>", "<ds:X509Certificate>"+strings.Repeat("A", 4096)),
		"too big":               described() + strings.Repeat(" ", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if m, err := ReadMetadata(text); err == nil {
				t.Errorf("%+v", m)
			}
		})
	}
}
