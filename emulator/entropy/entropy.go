// Package entropy makes every unpredictable value of the emulator, each in the format the service
// uses. It is the only package of the server that reads randomness; with a seed the whole sequence
// is reproducible.
package entropy

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"io"
	"math/big"
	mathrand "math/rand/v2"
	"strings"
	"sync"
)

// Source makes random values. It is safe for concurrent use.
type Source struct {
	mu   sync.Mutex // guards from: a seeded generator is not safe for concurrent use
	from io.Reader
}

// New returns a source over the operating system's generator.
func New() *Source { return &Source{from: rand.Reader} }

// Seeded returns a source whose values follow from seed alone. They are predictable on purpose.
func Seeded(seed uint64) *Source {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	copy(key[8:], "cognito-emulator seed")
	return &Source{from: mathrand.NewChaCha8(key)}
}

// Read fills p; it never fails.
func (s *Source) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return io.ReadFull(s.from, p)
}

// Bytes returns n random bytes.
func (s *Source) Bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := s.Read(b); err != nil {
		panic("entropy: the random source failed: " + err.Error()) // neither source can
	}
	return b
}

// text returns n characters drawn evenly from alphabet.
func (s *Source) text(n int, alphabet string) string {
	limit := 256 - 256%len(alphabet) // values above would favour the first characters
	out := make([]byte, 0, n)
	for len(out) < n {
		for _, b := range s.Bytes(n - len(out) + 4) {
			if int(b) < limit && len(out) < n {
				out = append(out, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(out)
}

const (
	digits   = "0123456789"
	lower    = "abcdefghijklmnopqrstuvwxyz"
	alphanum = digits + lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// PoolID returns `<region>_` and nine letters or digits, like us-east-1_iShbQMpc7.
func (s *Source) PoolID(region string) string { return region + "_" + s.text(9, alphanum) }

// ClientID returns 25 or 26 characters of [0-9a-v]: a 130-bit number in base 32, as the service's
// ids read (2e159j8gaq2h6a75a3v2fes67s).
func (s *Source) ClientID() string { return s.base32Number(130, 25) }

// ClientSecret returns 51 or 52 characters of the same alphabet.
func (s *Source) ClientSecret() string { return s.base32Number(258, 51) }

func (s *Source) base32Number(bits uint, atLeast int) string {
	for {
		n := new(big.Int).SetBytes(s.Bytes(int(bits+7) / 8))
		n.Rsh(n, (8-bits%8)%8)
		if text := n.Text(32); len(text) >= atLeast {
			return text
		}
	}
}

// Sub returns a user's sub: a UUID whose third group reads 70xx, as those of pools made since 2023
// do (17f4ca48-f001-70aa-e580-1eb209721ebf).
func (s *Source) Sub() string {
	b := s.Bytes(16)
	b[6] = 0x70
	return uuid(b)
}

// UUID returns a random (version 4) UUID.
func (s *Source) UUID() string {
	b := s.Bytes(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return uuid(b)
}

func uuid(b []byte) string {
	h := hex.EncodeToString(b)
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

// Code returns a one-time code of n digits; a leading zero is possible.
func (s *Source) Code(n int) string { return s.text(n, digits) }

// TOTPSecret returns a new authenticator secret of 32 bytes.
// Doc: AssociateSoftwareToken; real secrets are 52 base32 characters.
func (s *Source) TOTPSecret() []byte { return s.Bytes(32) }

// ID returns an unguessable identifier of 26 characters for records that no caller sees.
func (s *Source) ID() string {
	return base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(s.Bytes(16))
}

// DeviceKey returns `<region>_<uuid>`.
func (s *Source) DeviceKey(region string) string { return region + "_" + s.UUID() }

// UserSessionID returns the id of a session as users see one: its kind, tkn or sso, and 25 lower-case
// letters and digits.
// Doc: SessionDescriptionType, SessionId.
func (s *Source) UserSessionID(kind string) string { return kind + s.text(25, digits+lower) }

// ImportJobID returns import- and ten letters or digits (import-9sHxosU7BP).
func (s *Source) ImportJobID() string { return "import-" + s.text(10, alphanum) }

// Distribution returns the host name of a content distribution, like d111111abcdef8.cloudfront.net.
func (s *Source) Distribution() string { return "d" + s.text(13, digits+lower) + ".cloudfront.net" }
