package saml

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	_ "crypto/sha1"   // digests that a provider can name
	_ "crypto/sha256" // likewise
	_ "crypto/sha512" // likewise
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/beevik/etree"
)

// decrypt returns the assertion in an EncryptedAssertion. Doc: XML Encryption 1.1. Assumed: keys come
// by RSA-OAEP, assertions in AES; RSA of PKCS #1 v1.5 and Triple DES do not count (A353).
func decrypt(e *etree.Element, key crypto.Decrypter) (*etree.Element, error) {
	if key == nil {
		return nil, errors.New("saml: no key to decrypt with")
	}
	data := child(e, nsEncrypted, "EncryptedData")
	if data == nil {
		return nil, errors.New("saml: an EncryptedAssertion without EncryptedData")
	}
	// The key stands within the data or beside it; where there are several, they are for several readers.
	var wrapped []*etree.Element
	all(e, func(c *etree.Element) {
		if is(c, nsEncrypted, "EncryptedKey") {
			wrapped = append(wrapped, c)
		}
	})
	const maxKeys = 5
	if len(wrapped) == 0 || len(wrapped) > maxKeys {
		return nil, fmt.Errorf("saml: an EncryptedAssertion with %d keys", len(wrapped))
	}
	var failed error
	for _, w := range wrapped {
		plain, err := unwrap(data, w, key)
		if err != nil {
			failed = err
			continue
		}
		return parse(plain)
	}
	return nil, failed
}

// unwrap decrypts data with a key that came along.
func unwrap(data, wrapped *etree.Element, key crypto.Decrypter) ([]byte, error) {
	sealed, err := cipherValue(wrapped)
	if err != nil {
		return nil, err
	}
	options, err := transport(child(wrapped, nsEncrypted, "EncryptionMethod"))
	if err != nil {
		return nil, err
	}
	secret, err := key.Decrypt(nil, sealed, options)
	if err != nil {
		return nil, err
	}
	text, err := cipherValue(data)
	if err != nil {
		return nil, err
	}
	return unseal(value(child(data, nsEncrypted, "EncryptionMethod"), "Algorithm"), secret, text)
}

func cipherValue(e *etree.Element) ([]byte, error) {
	v := child(child(e, nsEncrypted, "CipherData"), nsEncrypted, "CipherValue")
	if v == nil {
		return nil, errors.New("saml: no CipherValue")
	}
	return base64.StdEncoding.DecodeString(withoutSpace(content(v)))
}

// transport reads how a key was encrypted. Doc: XML Encryption 1.1, section 5.5.2.
func transport(method *etree.Element) (*rsa.OAEPOptions, error) {
	options := &rsa.OAEPOptions{Hash: crypto.SHA1, MGFHash: crypto.SHA1}
	algorithm := value(method, "Algorithm")
	if algorithm != nsEncrypted+"rsa-oaep-mgf1p" && algorithm != nsEncrypt11+"rsa-oaep" {
		return nil, fmt.Errorf("saml: keys by %q are not supported", algorithm)
	}
	if label := child(method, nsEncrypted, "OAEPparams"); label != nil {
		var err error
		if options.Label, err = base64.StdEncoding.DecodeString(withoutSpace(content(label))); err != nil {
			return nil, err
		}
	}
	if digest := child(method, nsSignature, "DigestMethod"); digest != nil {
		switch value(digest, "Algorithm") {
		case nsSignature + "sha1":
		case nsEncrypted + "sha256":
			options.Hash = crypto.SHA256
		case "http://www.w3.org/2001/04/xmldsig-more#sha384":
			options.Hash = crypto.SHA384
		case nsEncrypted + "sha512":
			options.Hash = crypto.SHA512
		default:
			return nil, fmt.Errorf("saml: digest %q is not supported", value(digest, "Algorithm"))
		}
	}
	if mask := child(method, nsEncrypt11, "MGF"); mask != nil {
		switch value(mask, "Algorithm") {
		case nsEncrypt11 + "mgf1sha1":
		case nsEncrypt11 + "mgf1sha256":
			options.MGFHash = crypto.SHA256
		case nsEncrypt11 + "mgf1sha384":
			options.MGFHash = crypto.SHA384
		case nsEncrypt11 + "mgf1sha512":
			options.MGFHash = crypto.SHA512
		default:
			return nil, fmt.Errorf("saml: mask %q is not supported", value(mask, "Algorithm"))
		}
	}
	return options, nil
}

// unseal decrypts what a block cipher encrypted. Doc: XML Encryption 1.1, section 5.2.
func unseal(algorithm string, secret, text []byte) ([]byte, error) {
	sizes := map[string]int{
		nsEncrypted + "aes128-cbc": 16, nsEncrypted + "aes192-cbc": 24, nsEncrypted + "aes256-cbc": 32,
		nsEncrypt11 + "aes128-gcm": 16, nsEncrypt11 + "aes192-gcm": 24, nsEncrypt11 + "aes256-gcm": 32,
	}
	size, known := sizes[algorithm]
	if !known || len(secret) != size {
		return nil, fmt.Errorf("saml: a key of %d bytes for %q", len(secret), algorithm)
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	if algorithm[:len(nsEncrypt11)] == nsEncrypt11 {
		gcm, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		if len(text) < gcm.NonceSize() {
			return nil, errors.New("saml: the encrypted text is too short")
		}
		return gcm.Open(nil, text[:gcm.NonceSize()], text[gcm.NonceSize():], nil)
	}
	if len(text) < 2*aes.BlockSize || len(text)%aes.BlockSize != 0 {
		return nil, errors.New("saml: the encrypted text has no whole blocks")
	}
	plain := make([]byte, len(text)-aes.BlockSize)
	cipher.NewCBCDecrypter(block, text[:aes.BlockSize]).CryptBlocks(plain, text[aes.BlockSize:])
	padding := int(plain[len(plain)-1])
	if padding == 0 || padding > aes.BlockSize {
		return nil, errors.New("saml: the encrypted text has no padding")
	}
	return plain[:len(plain)-padding], nil
}
