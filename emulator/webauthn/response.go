package webauthn

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Registration is a browser's answer to CreationOptions, taken apart but not judged.
type Registration struct {
	attachment string
	transports []string
	client     *clientData
	auth       *authenticatorData
	statement  *statement
}

// ParseRegistration reads a RegistrationResponseJSON. Of its members those are required that every
// official client of the service sends.
// Seen: aws-amplify/amplify-swift sends no clientExtensionResults and of the response only what is
// required here; aws/aws-sdk-net#4386, without transports it is refused. Assumed: that is the reason
// (A231).
func ParseRegistration(document []byte) (*Registration, error) {
	id, attachment, response, err := readCredential(document)
	if err != nil {
		return nil, err
	}
	r := &Registration{attachment: attachment}
	if err := json.Unmarshal(response["transports"], &r.transports); err != nil || r.transports == nil {
		return nil, fmt.Errorf("%w: transports", ErrMalformed)
	}
	if r.client, err = readClientData(response); err != nil {
		return nil, err
	}
	object, err := response.bytes("attestationObject")
	if err != nil {
		return nil, err
	}
	if r.statement, r.auth, err = readAttestation(object); err != nil {
		return nil, err
	}
	if r.auth.key == nil || !bytes.Equal(r.auth.id, id) {
		return nil, fmt.Errorf("%w: no key of that id", ErrMalformed)
	}
	return r, nil
}

// Challenge is the challenge that the response answers.
func (r *Registration) Challenge() []byte { return r.client.challenge }

// Verify judges the registration and returns the key that was made.
func (r *Registration) Verify(want Expected) (*Credential, error) {
	if err := judge(r.client, r.auth, "webauthn.create", want); err != nil {
		return nil, err
	}
	key, err := readKey(r.auth.key)
	if err != nil {
		return nil, err
	}
	if err := r.statement.verify(r.auth, key, r.client.hash); err != nil {
		return nil, err
	}
	return &Credential{ // its own, so that who keeps it does not keep the whole response
		ID: bytes.Clone(r.auth.id), Key: bytes.Clone(r.auth.key), Counter: r.auth.counter,
		Attachment: r.attachment, Transports: r.transports,
	}, nil
}

// Assertion is a browser's answer to RequestOptions, taken apart but not judged.
type Assertion struct {
	// ID is the id of the key that signed. Attachment is how the authenticator was reached, as the
	// browser says; empty when it does not.
	ID         []byte
	Attachment string
	client     *clientData
	auth       *authenticatorData
	user       []byte // nil when the authenticator does not tell
	signature  []byte
	signed     []byte
}

// ParseAssertion reads an AuthenticationResponseJSON.
// Seen: aws-amplify/amplify-swift sends no clientExtensionResults.
func ParseAssertion(document []byte) (*Assertion, error) {
	id, attachment, response, err := readCredential(document)
	if err != nil {
		return nil, err
	}
	a := &Assertion{ID: id, Attachment: attachment}
	if a.client, err = readClientData(response); err != nil {
		return nil, err
	}
	data, err := response.bytes("authenticatorData")
	if err != nil {
		return nil, err
	}
	if a.auth, err = readAuthenticatorData(data); err != nil {
		return nil, err
	}
	if a.signature, err = response.bytes("signature"); err != nil {
		return nil, err
	}
	if response.has("userHandle") {
		if a.user, err = response.bytes("userHandle"); err != nil {
			return nil, err
		}
	}
	a.signed = slices.Concat(data, a.client.hash[:])
	return a, nil
}

// Verify judges the assertion by the key, in the form that its registration gave, and by its counter.
// user is the handle that the key was made for. It returns the counter as it stands now.
func (a *Assertion) Verify(want Expected, key []byte, counter uint32, user []byte) (uint32, error) {
	if a.user != nil && !bytes.Equal(a.user, user) {
		return 0, ErrUser
	}
	if err := judge(a.client, a.auth, "webauthn.get", want); err != nil {
		return 0, err
	}
	public, err := readKey(key)
	if err != nil {
		return 0, err
	}
	if !public.verify(a.signed, a.signature) {
		return 0, ErrSignature
	}
	// Authenticators that do not count always say zero.
	if (a.auth.counter != 0 || counter != 0) && a.auth.counter <= counter {
		return 0, ErrCounter
	}
	return a.auth.counter, nil
}

// object is a JSON object whose members are found by their exact names: encoding/json by itself would
// take "RawId" for "rawId", which the service does not.
type object map[string]json.RawMessage

func readObject(text []byte) (object, error) {
	var o object
	if err := json.Unmarshal(text, &o); err != nil || o == nil {
		return nil, fmt.Errorf("%w: no JSON object", ErrMalformed)
	}
	return o, nil
}

// has tells whether the member is there and not null.
func (o object) has(name string) bool {
	return o[name] != nil && string(o[name]) != "null"
}

func (o object) text(name string) (string, error) {
	var s *string
	if err := json.Unmarshal(o[name], &s); err != nil || s == nil {
		return "", fmt.Errorf("%w: %s", ErrMalformed, name)
	}
	return *s, nil
}

// bytes returns a member in base64url, which browsers write without padding and others with it.
func (o object) bytes(name string) ([]byte, error) {
	text, err := o.text(name)
	if err != nil {
		return nil, err
	}
	b, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil || len(b) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrMalformed, name)
	}
	return b, nil
}

// readCredential reads what both kinds of response have.
func readCredential(document []byte) (id []byte, attachment string, response object, err error) {
	o, err := readObject(document)
	if err != nil {
		return nil, "", nil, err
	}
	kind, err := o.text("type")
	if err != nil || kind != "public-key" {
		return nil, "", nil, fmt.Errorf("%w: type", ErrMalformed)
	}
	if id, err = o.bytes("rawId"); err != nil {
		return nil, "", nil, err
	}
	if again, err := o.bytes("id"); err != nil || !bytes.Equal(id, again) {
		return nil, "", nil, fmt.Errorf("%w: id", ErrMalformed)
	}
	if o.has("authenticatorAttachment") {
		if attachment, err = o.text("authenticatorAttachment"); err != nil {
			return nil, "", nil, err
		}
	}
	response, err = readObject(o["response"])
	return id, attachment, response, err
}

// clientData is what the browser adds to what the authenticator signs.
type clientData struct {
	kind      string
	challenge []byte
	origin    string
	hash      [sha256.Size]byte
}

// readClientData reads clientDataJSON. Whether the page was framed by another one (crossOrigin) is
// not looked at.
func readClientData(response object) (*clientData, error) {
	text, err := response.bytes("clientDataJSON")
	if err != nil {
		return nil, err
	}
	return parseClientData(text)
}

func parseClientData(text []byte) (*clientData, error) {
	o, err := readObject(text)
	if err != nil {
		return nil, err
	}
	c := &clientData{hash: sha256.Sum256(text)}
	if c.kind, err = o.text("type"); err != nil {
		return nil, err
	}
	if c.challenge, err = o.bytes("challenge"); err != nil {
		return nil, err
	}
	if c.origin, err = o.text("origin"); err != nil {
		return nil, err
	}
	return c, nil
}
