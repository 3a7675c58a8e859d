// Package token makes and reads the tokens of a user pool: RSA keys, JWTs signed with RS256, the
// JWKS document, and the opaque texts of refresh tokens, sessions and secret blocks.
//
// It knows the form of a token, not its meaning: which claims go in, when a token ends and whether
// it was revoked is for others to decide. It reads neither clock nor random source; randomness
// comes in as an io.Reader.
package token
