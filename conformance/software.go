package conformance

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
)

// Authenticator makes passkeys and signs with them, with the browser that drives it, for programs that drive a target
// without playing cases.
type Authenticator struct{ of *authenticator }

// NewAuthenticator makes an authenticator whose keys follow from its name: two of the same name are the same, so that
// what is done with them can be done again.
func NewAuthenticator(name string) *Authenticator {
	a := &authenticator{t: thrower{}, attachment: "platform", algorithm: es256, vouches: "none"}
	a.next = func() ([]byte, crypto.Signer, error) {
		seed := sha256.Sum256(fmt.Appendf(nil, "%s %d", name, len(a.keys)))
		key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), seed[:])
		id := sha256.Sum256(seed[:])
		return id[:20], key, err
	}
	return &Authenticator{a}
}

// Create makes a passkey as CredentialCreationOptions say and gives the Credential that registers it. The page is at the
// relying party.
func (a *Authenticator) Create(options []byte) (credential map[string]any, err error) {
	var asked creation
	if err := json.Unmarshal(options, &asked); err != nil {
		return nil, err
	}
	defer caught(&err)
	a.of.origin = "https://" + asked.RP.ID
	return a.of.Create(string(options)), nil
}

// Get signs what CREDENTIAL_REQUEST_OPTIONS ask for, with a passkey that they allow, and gives the CREDENTIAL that answers
// the challenge.
func (a *Authenticator) Get(options []byte) (credential string, err error) {
	var asked request
	if err := json.Unmarshal(options, &asked); err != nil {
		return "", err
	}
	defer caught(&err)
	a.of.origin = "https://" + asked.RPID
	return a.of.Get(string(options)), nil
}

// thrower is the judge of programs that want an error.
type thrower struct{}

func (thrower) Helper() {}

func (thrower) Fatal(args ...any) { panic(thrown{errors.New(fmt.Sprint(args...))}) }

func (t thrower) Fatalf(format string, args ...any) { t.Fatal(fmt.Sprintf(format, args...)) }

// thrown is what a thrower was told.
type thrown struct{ error }

// caught makes an error of what was thrown.
func caught(err *error) {
	switch p := recover().(type) {
	case nil:
	case thrown:
		*err = p.error
	default:
		panic(p)
	}
}
