package saml

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"hash"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/crewjam/saml/xmlenc"
)

// wrapping is how a key is encrypted. Go's function masks with the digest it hashes with, so MGF says that.
type wrapping struct {
	digest func() hash.Hash
	method string // what stands in EncryptionMethod
	name   string
}

const oaep, oaep11 = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "http://www.w3.org/2009/xmlenc11#rsa-oaep"

func wrappings() []wrapping {
	both := func(digest, mask string) string {
		return `<ds:DigestMethod Algorithm="` + digest + `"/><xenc11:MGF Algorithm="http://www.w3.org/2009/xmlenc11#mgf1` + mask + `"/>`
	}
	return []wrapping{
		{sha1.New, "", oaep},
		{sha1.New, `<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>`, oaep},
		{sha1.New, both("http://www.w3.org/2000/09/xmldsig#sha1", "sha1"), oaep11},
		{sha256.New, both("http://www.w3.org/2001/04/xmlenc#sha256", "sha256"), oaep11},
		{sha512.New384, both("http://www.w3.org/2001/04/xmldsig-more#sha384", "sha384"), oaep11},
		{sha512.New, both("http://www.w3.org/2001/04/xmlenc#sha512", "sha512"), oaep11},
	}
}

// encryptedData encrypts a text for the pool as the standard has it, with a key of that many bytes.
func encryptedData(t testing.TB, text string, w wrapping, size int, gcm, beside bool) *etree.Element {
	t.Helper()
	key := make([]byte, size)
	_, _ = rand.Read(key)
	wrapped, err := rsa.EncryptOAEP(w.digest(), rand.Reader, poolKey().key.Public(), key, nil)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	var data []byte
	algorithm := fmt.Sprintf("http://www.w3.org/2001/04/xmlenc#aes%d-cbc", 8*size)
	if gcm {
		algorithm = fmt.Sprintf("http://www.w3.org/2009/xmlenc11#aes%d-gcm", 8*size)
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			t.Fatal(err)
		}
		data = aead.Seal(nil, nil, []byte(text), nil)
	} else {
		n := 16 - len(text)%16
		plain := []byte(text + strings.Repeat("\xaa", n-1) + string(rune(n)))
		data = make([]byte, 16+len(plain))
		_, _ = rand.Read(data[:16])
		cipher.NewCBCEncrypter(block, data[:16]).CryptBlocks(data[16:], plain)
	}
	info := fmt.Sprintf(`<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="%s">%s</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>
%s
</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`, w.name, w.method, base64.StdEncoding.EncodeToString(wrapped))
	inner, outer := info, ""
	if beside {
		inner, outer = `<ds:RetrievalMethod URI="#k"/>`, info
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromString(fmt.Sprintf(`<a xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedData><xenc:EncryptionMethod Algorithm="%s"/><ds:KeyInfo>%s</ds:KeyInfo><xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>%s</a>`,
		algorithm, inner, base64.StdEncoding.EncodeToString(data), outer)); err != nil {
		t.Fatal(err)
	}
	return doc.Root()
}

// sealStandard encrypts the assertion of an answer.
func sealStandard(t testing.TB, response *etree.Element, w wrapping, size int, gcm, beside bool) {
	t.Helper()
	var made *etree.Element
	seal(t, response, func(text string) *etree.Element {
		made = encryptedData(t, text, w, size, gcm, beside)
		return etree.NewElement("gone")
	})
	sealed := child(response, nsAssertion, "EncryptedAssertion")
	sealed.RemoveChildAt(0)
	for _, a := range made.Attr {
		sealed.CreateAttr(a.FullKey(), a.Value)
	}
	for _, c := range made.ChildElements() {
		sealed.AddChild(c)
	}
}

func TestEncrypted(t *testing.T) {
	t.Parallel()
	try := func(name string, w wrapping, size int, gcm, beside bool) {
		for signing, how := range map[string]way{"assertion": signAssertion, "response": signNothing} {
			t.Run(name+" in a signed "+signing, func(t *testing.T) {
				t.Parallel()
				response := signed(t, edited(t), how, newKey())
				sealStandard(t, response, w, size, gcm, beside)
				if how == signNothing {
					sign(t, response, newKey())
				}
				text := posted(t, response)
				for _, required := range []bool{true, false} {
					want := expect()
					want.Encrypted = required
					accepted(t, text, want)
				}
			})
		}
	}
	for i, w := range wrappings() {
		try(fmt.Sprintf("wrapping %d", i), w, 32, true, false)
	}
	for _, size := range []int{16, 24, 32} {
		for _, gcm := range []bool{true, false} {
			try(fmt.Sprintf("AES of %d bytes, GCM %t", size, gcm), wrappings()[0], size, gcm, false)
		}
	}
	try("key beside", wrappings()[0], 16, false, true)
}

// TestEncryptedByAnother has the answer encrypted by another library.
func TestEncryptedByAnother(t *testing.T) {
	t.Parallel()
	response := signed(t, edited(t), signAssertion, newKey())
	seal(t, response, func(text string) *etree.Element {
		r := xmlenc.OAEP()
		r.BlockCipher, r.DigestMethod = xmlenc.AES128CBC, xmlenc.SHA1
		data, err := r.Encrypt(poolKey().certificate, []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		return data
	})
	accepted(t, posted(t, response), expect())
}

func TestEncryptedWrongly(t *testing.T) {
	t.Parallel()
	const (
		closed     = "Invalid SAML response received: Error decrypting EncryptedAssertion "
		notOne     = "Invalid SAML response received: Responses must contain exactly one Assertion "
		notSealed  = "Invalid SAML response received: Responses must contain exactly one Encrypted Assertion "
		badForgery = "Invalid SAML response received: SAML Assertion signature is invalid. "
	)
	good := func(how way, edits ...string) string {
		response := signed(t, edited(t, edits...), how, newKey())
		sealStandard(t, response, wrappings()[0], 16, false, false)
		return xmlText(t, response)
	}
	required := expect()
	required.Encrypted = true
	keyless := expect()
	keyless.Key = nil
	stranger := expect()
	stranger.Key = mallory().key.Decrypter()
	replaced := func(old, text string) string {
		xml := good(signAssertion)
		if !strings.Contains(xml, old) {
			t.Fatalf("no %q", old)
		}
		return strings.ReplaceAll(xml, old, text)
	}
	method := func(more string) string {
		return replaced(oaep+`"/>`, oaep+`">`+more+`</xenc:EncryptionMethod>`)
	}
	other := edited(t)
	seal(t, other, func(string) *etree.Element {
		return encryptedData(t, "<x/>", wrappings()[0], 16, false, false).ChildElements()[0]
	})
	sealed := child(other, nsAssertion, "EncryptedAssertion")
	sealed.CreateAttr("xmlns:xenc", nsEncrypted)
	sealed.CreateAttr("xmlns:ds", nsSignature)
	for _, c := range []struct {
		name, xml string
		want      Expect
		text      string
	}{
		{"in the clear", xmlText(t, signed(t, edited(t), signBoth, newKey())), required, notSealed},
		{"both", replaced("</samlp:Response>", "<saml:Assertion/></samlp:Response>"), required, notSealed},
		{"both, not required", replaced("</samlp:Response>", "<saml:Assertion/></samlp:Response>"), expect(), notOne},
		{"not signed", good(signNothing), expect(), badForgery},
		{"no key", good(signAssertion), keyless, closed},
		{"another key", good(signAssertion), stranger, closed},
		{"Triple DES", replaced("aes128-cbc", "tripledes-cbc"), expect(), closed},
		{"a key of another length", replaced("aes128-cbc", "aes256-cbc"), expect(), closed},
		{"PKCS #1 v1.5", replaced("rsa-oaep-mgf1p", "rsa-1_5"), expect(), closed},
		{"no data", replaced("EncryptedData", "Other"), expect(), closed},
		{"no keys", replaced("EncryptedKey", "Other"), expect(), closed},
		{"no values", replaced("CipherValue", "Other"), expect(), closed},
		{"an unknown digest", method(`<ds:DigestMethod Algorithm="urn:x"/>`), expect(), closed},
		{"an unknown mask", method(`<xenc11:MGF Algorithm="urn:x"/>`), expect(), closed},
		{"another digest", method(`<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>`), expect(), closed},
		{"another label", method(`<xenc:OAEPparams>eA==</xenc:OAEPparams>`), expect(), closed},
		{"a label that is none", method(`<xenc:OAEPparams>!</xenc:OAEPparams>`), expect(), closed},
		{"six keys", replaced("<xenc:EncryptedKey>", strings.Repeat("<xenc:EncryptedKey/>", 5)+"<xenc:EncryptedKey>"), expect(), closed},
		{"something else", xmlText(t, other), expect(), notOne},
		{"wide", good(signAssertion, "> ann@", "> \U0001f600@"), expect(), "Invalid SAML response received: " + reasonWide + " "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			refusedWith(t, inBase64(c.xml), c.want, "server_error", c.text)
		})
	}
}

func TestUnsealed(t *testing.T) {
	t.Parallel()
	const cbc, gcm = nsEncrypted + "aes128-cbc", nsEncrypt11 + "aes128-gcm"
	for _, c := range []struct {
		algorithm string
		text      []byte
	}{
		{gcm, make([]byte, 11)}, {gcm, make([]byte, 40)}, {cbc, make([]byte, 16)}, {cbc, make([]byte, 33)},
		{"", make([]byte, 32)},
	} {
		if plain, err := unseal(c.algorithm, make([]byte, 16), c.text); err == nil {
			t.Errorf("%s, %d bytes: %q", c.algorithm, len(c.text), plain)
		}
	}
}
