package webauthn

import (
	"encoding/base64"
	"encoding/json"
)

// CreationOptions is what a browser is asked to make a key by: a PublicKeyCredentialCreationOptionsJSON.
// Doc: API_StartWebAuthnRegistration, sample response; the members stand in its order.
type CreationOptions struct {
	Selection  Selection    `json:"authenticatorSelection"`
	Challenge  Bytes        `json:"challenge"`
	Exclude    []Descriptor `json:"excludeCredentials"`
	Algorithms []Algorithm  `json:"pubKeyCredParams"`
	Party      Party        `json:"rp"`
	Timeout    int64        `json:"timeout"` // milliseconds
	User       User         `json:"user"`
}

// Selection says which authenticators will do.
type Selection struct {
	RequireResidentKey bool   `json:"requireResidentKey"`
	ResidentKey        string `json:"residentKey"`
	UserVerification   string `json:"userVerification"`
}

// Descriptor names a key.
type Descriptor struct {
	ID   Bytes  `json:"id"`
	Type string `json:"type"`
}

// Algorithm is one that keys may be made for.
type Algorithm struct {
	Algorithm int    `json:"alg"`
	Type      string `json:"type"`
}

// Party is the relying party.
type Party struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// User is the user that a key is made for. ID is the handle that comes back with every assertion.
type User struct {
	DisplayName string `json:"displayName"`
	ID          Bytes  `json:"id"`
	Name        string `json:"name"`
}

// RequestOptions is what a browser is asked to sign by: a PublicKeyCredentialRequestOptionsJSON.
// Doc: API_InitiateAuth, sample response; the members stand in its order.
type RequestOptions struct {
	Challenge        Bytes     `json:"challenge"`
	Timeout          int64     `json:"timeout"` // milliseconds
	Party            string    `json:"rpId"`
	Allow            []Allowed `json:"allowCredentials"`
	UserVerification string    `json:"userVerification"`
}

// Allowed names a key, and how to reach its authenticator.
type Allowed struct {
	Type       string   `json:"type"`
	ID         Bytes    `json:"id"`
	Transports []string `json:"transports"`
}

// KeyType is the one type of credentials there is.
const KeyType = "public-key"

// Algorithms are the algorithms that keys may be made for, the preferred one first.
func Algorithms() []Algorithm { return []Algorithm{{ES256, KeyType}, {RS256, KeyType}} }

// Bytes are written as base64url without padding.
type Bytes []byte

// Text returns b as it is written.
func (b Bytes) Text() string { return base64.RawURLEncoding.EncodeToString(b) }

// MarshalJSON implements json.Marshaler.
func (b Bytes) MarshalJSON() ([]byte, error) { return json.Marshal(b.Text()) }

// ParseBytes reads what Text wrote.
func ParseBytes(text string) (Bytes, error) { return base64.RawURLEncoding.DecodeString(text) }
