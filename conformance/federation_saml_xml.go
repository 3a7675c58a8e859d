package conformance

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // what XML encryption says where nothing else is said
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strings"
)

// XML as exclusive canonicalization leaves it: every namespace is declared where it is used, attributes are sorted, no
// element is closed in its start. So what is written here can be signed as it stands. Doc: Exclusive XML Canonicalization
// 1.0, XML Signature 1.1.
const (
	nsSAML  = "urn:oasis:names:tc:SAML:2.0:assertion"
	nsSAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
	nsDS    = "http://www.w3.org/2000/09/xmldsig#"
	nsXENC  = "http://www.w3.org/2001/04/xmlenc#"

	// signaturePlace is where a signature goes.
	signaturePlace = "<!--signature-->"
)

// element writes an element: its attributes, names and values by turns and sorted already, and what is in it. Attributes
// without a value are left out.
func element(name string, attributes []string, content ...string) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			b.WriteString(" " + attributes[i] + `="` + xmlAttribute(attributes[i+1]) + `"`)
		}
	}
	b.WriteString(">" + strings.Join(content, "") + "</" + name + ">")
	return b.String()
}

func xmlText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;").Replace(s)
}

func xmlAttribute(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;").Replace(s)
}

func attributeStatement(attributes map[string][]string) string {
	if len(attributes) == 0 {
		return ""
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		var values []string
		for _, v := range attributes[name] {
			values = append(values, element("saml:AttributeValue", nil, xmlText(v)))
		}
		all = append(all, element("saml:Attribute", []string{"Name", name}, values...))
	}
	return element("saml:AttributeStatement", nil, all...)
}

// sign puts a signature of an element into its place, or leaves the place empty.
func sign(text string, key *rsa.PrivateKey, wanted bool) string {
	if !wanted {
		return strings.Replace(text, signaturePlace, "", 1)
	}
	before, after, _ := strings.Cut(text, signaturePlace)
	_, id, _ := strings.Cut(before, ` ID="`)
	id, _, _ = strings.Cut(id, `"`)
	// Where a signature stands within what is signed, its namespace is declared already.
	declared := `<ds:SignedInfo xmlns:ds="` + nsDS + `">`
	digest := sha256.Sum256([]byte(strings.ReplaceAll(before+after, declared, "<ds:SignedInfo>")))
	text64 := base64.StdEncoding.EncodeToString
	method := func(name, algorithm string) string { return element("ds:"+name, []string{"Algorithm", algorithm}) }
	const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
	info := element("ds:SignedInfo", []string{"xmlns:ds", nsDS},
		method("CanonicalizationMethod", exclusive), method("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
		element("ds:Reference", []string{"URI", "#" + id},
			element("ds:Transforms", nil, method("Transform", nsDS+"enveloped-signature"), method("Transform", exclusive)),
			method("DigestMethod", nsXENC+"sha256"), element("ds:DigestValue", nil, text64(digest[:]))))
	sum := sha256.Sum256([]byte(info))
	value := must(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:]))
	return before + element("ds:Signature", []string{"xmlns:ds", nsDS}, info, element("ds:SignatureValue", nil, text64(value))) + after
}

// encrypt encrypts an assertion for the certificate that the provider Corp of the pool made last shows. Doc: XML Encryption
// 1.1.
func (w *World) encrypt(assertion string) string {
	w.t.Helper()
	public := w.certified(w.describeProvider(corp).ProviderDetails["ActiveEncryptionCertificate"])
	secret, nonce := make([]byte, 32), make([]byte, 12)
	_, _ = rand.Read(secret) // never fails
	_, _ = rand.Read(nonce)
	sealer := must(cipher.NewGCM(must(aes.NewCipher(secret))))
	sealed := sealer.Seal(nonce, nonce, []byte(assertion), nil)
	wrapped := must(rsa.EncryptOAEP(sha1.New(), rand.Reader, public, secret, nil)) //nolint:gosec // as above
	method := func(algorithm string, in ...string) string {
		return element("xenc:EncryptionMethod", []string{"Algorithm", algorithm}, in...)
	}
	value := func(b []byte) string {
		return element("xenc:CipherData", nil, element("xenc:CipherValue", nil, base64.StdEncoding.EncodeToString(b)))
	}
	return element("saml:EncryptedAssertion", []string{"xmlns:saml", nsSAML},
		element("xenc:EncryptedData", []string{"xmlns:xenc", nsXENC, "Type", nsXENC + "Element"},
			method("http://www.w3.org/2009/xmlenc11#aes256-gcm"),
			element("ds:KeyInfo", []string{"xmlns:ds", nsDS},
				element("xenc:EncryptedKey", nil, method(nsXENC+"rsa-oaep-mgf1p", element("ds:DigestMethod", []string{"Algorithm", nsDS + "sha1"})), value(wrapped))),
			value(sealed)))
}

func encode64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
