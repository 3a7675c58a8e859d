package conformance

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"time"
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
	defer func() { err = caught(recover(), err) }()
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
	defer func() { err = caught(recover(), err) }()
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

// caught is the error that was thrown or, when nothing was, the other one.
func caught(panicked any, err error) error {
	if panicked == nil {
		return err
	}
	if t, ok := panicked.(thrown); ok {
		return t.error
	}
	panic(panicked)
}

// Device is a device that proves to be one, for programs that drive a target without playing cases.
type Device struct {
	of  device
	srp *srp
}

// NewDevice makes the device of the DeviceKey and DeviceGroupKey that came with tokens.
func NewDevice(key, group string) *Device {
	return &Device{of: device{key, group, "the secret of " + key}}
}

// Verifier is the DeviceSecretVerifierConfig that confirms the device.
func (d *Device) Verifier() map[string]string {
	salt := big.NewInt(1 << 62)
	return map[string]string{
		"PasswordVerifier": base64.StdEncoding.EncodeToString(pad(srpVerifier(d.of.group, d.of.key, d.of.password, salt))),
		"Salt":             base64.StdEncoding.EncodeToString(pad(salt)),
	}
}

// Parameters are ChallengeResponses to DEVICE_SRP_AUTH, with which a proof begins.
func (d *Device) Parameters(username string) map[string]string {
	d.srp = newSRP()
	return map[string]string{"USERNAME": username, "DEVICE_KEY": d.of.key, "SRP_A": d.srp.A()}
}

// Responses are ChallengeResponses to DEVICE_PASSWORD_VERIFIER: the end of the proof that Parameters began.
func (d *Device) Responses(challenge map[string]string, now time.Time) (map[string]string, error) {
	stamp := srpTime(now)
	claim, err := d.srp.claim(d.of.group, d.of.key, d.of.password, challenge, stamp)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"USERNAME": challenge["USERNAME"], "DEVICE_KEY": d.of.key, "TIMESTAMP": stamp,
		"PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": challenge["SECRET_BLOCK"],
	}, nil
}
