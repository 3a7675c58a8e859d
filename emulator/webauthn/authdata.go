package webauthn

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/fxamacker/cbor/v2"
)

// The flags of authenticator data.
const (
	flagPresent    = 1 << 0
	flagVerified   = 1 << 2
	flagEligible   = 1 << 3 // the key may be backed up
	flagBackedUp   = 1 << 4
	flagKey        = 1 << 6
	flagExtensions = 1 << 7
)

// maxID is how long the id of a key may be. Doc: "Web Authentication", 7.1.
const maxID = 1023

// authenticatorData is what an authenticator signs, beside the hash of the client data.
// Doc: "Web Authentication", 6.1.
type authenticatorData struct {
	raw       []byte
	partyHash [sha256.Size]byte
	flags     byte
	counter   uint32
	// The rest is there in a registration only.
	model [16]byte // AAGUID
	id    []byte
	key   []byte // in COSE form
}

func (a *authenticatorData) has(flag byte) bool { return a.flags&flag != 0 }

func readAuthenticatorData(raw []byte) (*authenticatorData, error) {
	malformed := func(what string) (*authenticatorData, error) {
		return nil, fmt.Errorf("%w: authenticator data, %s", ErrMalformed, what)
	}
	const head = sha256.Size + 1 + 4
	if len(raw) < head {
		return malformed("too short")
	}
	a := &authenticatorData{raw: raw, flags: raw[sha256.Size], counter: binary.BigEndian.Uint32(raw[sha256.Size+1:])}
	copy(a.partyHash[:], raw)
	rest := raw[head:]
	if a.has(flagBackedUp) && !a.has(flagEligible) {
		return malformed("backed up without being eligible")
	}
	if a.has(flagKey) {
		const lead = len(a.model) + 2
		if len(rest) < lead {
			return malformed("no key")
		}
		copy(a.model[:], rest)
		n := int(binary.BigEndian.Uint16(rest[len(a.model):]))
		if rest = rest[lead:]; n == 0 || n > maxID || len(rest) < n {
			return malformed("the id of the key")
		}
		a.id, rest = rest[:n:n], rest[n:]
		var err error
		if a.key, rest, err = firstItem(rest); err != nil {
			return malformed("the key")
		}
	}
	if a.has(flagExtensions) {
		var err error
		if _, rest, err = firstItem(rest); err != nil {
			return malformed("the extensions")
		}
	}
	if len(rest) > 0 {
		return malformed("something behind it")
	}
	return a, nil
}

// decoder reads CBOR as authenticators write it: no key twice in a map, nothing of indefinite length,
// no tags, no deep nesting.
// Doc: "Client to Authenticator Protocol", CTAP2 canonical CBOR encoding form.
var decoder = sync.OnceValue(func() cbor.DecMode {
	mode, err := cbor.DecOptions{
		DupMapKey:       cbor.DupMapKeyEnforcedAPF,
		IndefLength:     cbor.IndefLengthForbidden,
		TagsMd:          cbor.TagsForbidden,
		MaxNestedLevels: 8,
	}.DecMode()
	if err != nil {
		panic("webauthn: " + err.Error()) // only wrong options do this
	}
	return mode
})

// firstItem splits CBOR behind its first data item.
func firstItem(raw []byte) (item, rest []byte, err error) {
	var first cbor.RawMessage
	if rest, err = decoder().UnmarshalFirst(raw, &first); err != nil {
		return nil, nil, err
	}
	n := len(raw) - len(rest)
	return raw[:n:n], rest, nil
}
