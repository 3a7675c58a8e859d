package token

// JWKS returns the document that publishes the public halves of the keys, in the order given: for
// a pool the key of the ID tokens first, then that of the access tokens.
// Seen: awslabs/aws-support-tools#76. Unlike in tokens, slashes stand as they are.
func JWKS(keys ...*Key) []byte {
	doc := []byte(`{"keys":[`)
	for i, k := range keys {
		if i > 0 {
			doc = append(doc, ',')
		}
		doc = append(doc, `{"alg":"RS256","e":"AQAB","kid":"`...)
		doc = append(doc, k.id...)
		doc = append(doc, `","kty":"RSA","n":"`...)
		doc = append(doc, k.modulus()...)
		doc = append(doc, `","use":"sig"}`...)
	}
	return append(doc, `]}`...)
}
