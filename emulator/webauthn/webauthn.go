// Package webauthn judges what browsers and authenticators say: that a key was made for us, and that
// whoever holds it is there now. It follows the W3C's "Web Authentication", Level 3, sections 7.1 and
// 7.2, and owns the formats of that document. It knows no user pool, keeps nothing and asks nobody:
// which challenge was given, and which keys there are, its callers tell.
package webauthn

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
)

// The reasons to refuse a response. Ask with errors.Is.
var (
	// ErrMalformed: no response of the kind that was expected.
	ErrMalformed = errors.New("not such a response of an authenticator")
	// ErrChallenge: it answers another challenge.
	ErrChallenge = errors.New("the response answers another challenge")
	// ErrOrigin: the page or app that asked for it does not belong to the relying party.
	ErrOrigin = errors.New("the origin does not belong to the relying party")
	// ErrRelyingParty: the authenticator made or used a key of another relying party.
	ErrRelyingParty = errors.New("the response is meant for another relying party")
	// ErrNotPresent: nobody touched the authenticator.
	ErrNotPresent = errors.New("the user was not present")
	// ErrNotVerified: the authenticator did not verify its user, which was required.
	ErrNotVerified = errors.New("the user was not verified")
	// ErrUnsupported: an algorithm or an attestation that is not supported.
	ErrUnsupported = errors.New("the key or its attestation is of no supported kind")
	// ErrAttestation: the attestation is not true.
	ErrAttestation = errors.New("the attestation does not hold")
	// ErrSignature: the key did not sign this.
	ErrSignature = errors.New("the signature does not hold")
	// ErrCounter: the key was used more often than this response says, so there are two of it.
	ErrCounter = errors.New("the signature counter went back")
	// ErrUser: the key was made for another user.
	ErrUser = errors.New("the key belongs to another user")
)

// Expected is what a response must agree with.
type Expected struct {
	Challenge    []byte
	RelyingParty string
	// Verified tells that the authenticator must have verified its user, by a PIN or biometry.
	Verified bool
}

// The authenticator attachments.
const (
	Platform      = "platform"       // built into the device
	CrossPlatform = "cross-platform" // one that moves between devices
)

// Credential is a key that an authenticator made.
type Credential struct {
	ID []byte
	// Key is the public key in COSE form, for Assertion.Verify.
	Key     []byte
	Counter uint32
	// Attachment is Platform, CrossPlatform or empty, Transports how a browser reaches the
	// authenticator: both as the browser says, nothing proves them.
	Attachment string
	Transports []string
}

// judge looks at what registrations and assertions have in common.
func judge(client *clientData, auth *authenticatorData, kind string, want Expected) error {
	party := sha256.Sum256([]byte(want.RelyingParty))
	switch {
	case client.kind != kind:
		return ErrMalformed
	case subtle.ConstantTimeCompare(client.challenge, want.Challenge) != 1:
		return ErrChallenge
	case !originBelongs(client.origin, want.RelyingParty):
		return ErrOrigin
	case auth.partyHash != party:
		return ErrRelyingParty
	case !auth.has(flagPresent):
		return ErrNotPresent
	case want.Verified && !auth.has(flagVerified):
		return ErrNotVerified
	}
	return nil
}
