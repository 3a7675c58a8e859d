package oidc

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"time"
)

// appleAudience is who secrets for Sign in with Apple are for, wherever the token call really goes.
const appleAudience = "https://appleid.apple.com"

// appleSecretLife is how long such a secret is good. Apple allows half a year; each is used once.
const appleSecretLife = 5 * time.Minute

// appleSecret is the client secret for Sign in with Apple: a token signed with the key of the team.
// Doc: Sign in with Apple, "Creating a client secret".
func (p *Provider) appleSecret(now time.Time) (string, error) {
	key, err := appleKey(p.PrivateKey)
	if err != nil {
		// What Apple answers to a secret that it cannot verify. Seen: aws-amplify/amplify-swift#613.
		refusal := p.refused(400, "invalid_client The private_key is not a P-256 key in PKCS #8 form")
		refusal.Cause = err
		return "", refusal
	}
	header := struct {
		Algorithm string `json:"alg"`
		KeyID     string `json:"kid"`
	}{"ES256", p.Details[detailKey]}
	claims := struct {
		Issuer   string `json:"iss"`
		IssuedAt int64  `json:"iat"`
		Expires  int64  `json:"exp"`
		Audience string `json:"aud"`
		Subject  string `json:"sub"`
	}{p.Details[detailTeam], now.Unix(), now.Add(appleSecretLife).Unix(), appleAudience, p.Details[detailClientID]}
	part := func(v any) string {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err) // texts and numbers only
		}
		return base64.RawURLEncoding.EncodeToString(text)
	}
	signed := part(header) + "." + part(claims)
	signature, err := signES256(key, []byte(signed))
	if err != nil {
		return "", p.failed(err.Error(), err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// appleKey reads a private key: the text of Apple's file, or what stands in it between its first and its
// last line.
func appleKey(text string) (*ecdsa.PrivateKey, error) {
	der := []byte(nil)
	if block, _ := pem.Decode([]byte(text)); block != nil {
		der = block.Bytes
	} else {
		var err error
		if der, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), "")); err != nil {
			return nil, err
		}
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || key.Curve != elliptic.P256() {
		return nil, errors.New("not a key of the curve P-256")
	}
	return key, nil
}

// signES256 signs as RFC 7518, 3.4 has it: both numbers, one after the other. Without a random source the
// signature is that of RFC 6979.
func signES256(key *ecdsa.PrivateKey, message []byte) ([]byte, error) {
	digest := sha256.Sum256(message)
	der, err := key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	var numbers struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &numbers); err != nil {
		return nil, err
	}
	signature := make([]byte, 64)
	numbers.R.FillBytes(signature[:32])
	numbers.S.FillBytes(signature[32:])
	return signature, nil
}

// appleUser are the claims of the form field that Apple sends beside the code, once for each user: the
// names by which attributes are mapped. What cannot be read adds nothing.
// Doc: Sign in with Apple, "Configuring your webpage for Sign in with Apple". Seen: the names in
// aws/aws-cdk, ProviderAttribute. Assumed: they count as userInfo, which Apple does not have (A343).
func appleUser(field string) map[string]string {
	var user struct {
		Name struct {
			First string `json:"firstName"`
			Last  string `json:"lastName"`
		} `json:"name"`
	}
	claims := map[string]string{}
	if json.Unmarshal([]byte(field), &user) != nil {
		return claims
	}
	for name, value := range map[string]string{
		"firstName": user.Name.First, "lastName": user.Name.Last,
		"name": strings.TrimSpace(user.Name.First + " " + user.Name.Last),
	} {
		if value != "" {
			claims[name] = value
		}
	}
	return claims
}
