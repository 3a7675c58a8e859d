// Package passhash reads password hashes that other systems made and tells whether a password is the
// one behind a hash. It makes no hashes: passwords that are given here are kept in the form of SRP.
//
// Doc: "Importing users with password hashes", which gives the forms and the largest parameters.
package passhash

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
)

// What is wrong with a hash.
var (
	// ErrForm is a hash that is none of its algorithm.
	ErrForm = errors.New("the hash does not have the form of its algorithm")
	// ErrBounds is a hash with parameters above those that are taken.
	ErrBounds = errors.New("a parameter of the hash is too large")
)

// The largest parameters. Memory is in KiB.
const (
	maxBcryptCost       = 12
	maxScryptN          = 65536
	maxScryptR          = 8
	maxScryptP          = 1
	maxArgon2Memory     = 19456
	maxArgon2Time       = 2
	maxArgon2Threads    = 1
	maxPBKDF2Iterations = 600000

	// maxBytes bounds salts and digests, of which the page says nothing. Assumed: nobody has longer
	// ones (A270).
	maxBytes = 128
)

// Hash is a hash that can be verified.
type Hash struct {
	matches func(password string) bool
}

// Matches tells whether the password is the one behind the hash. That takes as long as whoever made
// the hash wanted it to.
func (h Hash) Matches(password string) bool { return h.matches(password) }

// Parse reads a hash of an algorithm.
func Parse(algorithm types.PasswordHashingAlgorithmType, text string) (Hash, error) {
	switch algorithm {
	case types.PasswordHashingAlgorithmTypeBcrypt:
		return parseBcrypt(text)
	case types.PasswordHashingAlgorithmTypeScrypt:
		return parseScrypt(text)
	case types.PasswordHashingAlgorithmTypeArgon2id:
		return parseArgon2id(text)
	case types.PasswordHashingAlgorithmTypePbkdf2Sha256:
		return parsePBKDF2(text)
	}
	return Hash{}, ErrForm
}

// Matches tells whether a password is the one behind a hash that Parse has read before. No two
// algorithms share a form, so that the hash itself tells which one it is of.
func Matches(text, password string) bool {
	var algorithms types.PasswordHashingAlgorithmType
	for _, algorithm := range algorithms.Values() {
		if h, err := Parse(algorithm, text); err == nil {
			return h.Matches(password)
		}
	}
	return false
}

var bcryptForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\$2[abxy]\$(\d{2})\$[./A-Za-z0-9]{53}$`) })

// parseBcrypt reads $2<a/b/x/y>$<cost>$<22 characters of salt><31 characters of hash>.
func parseBcrypt(text string) (Hash, error) {
	found := bcryptForm().FindStringSubmatch(text)
	if found == nil {
		return Hash{}, ErrForm
	}
	cost, err := strconv.Atoi(found[1])
	switch {
	case err != nil || cost < bcrypt.MinCost:
		return Hash{}, ErrForm
	case cost > maxBcryptCost:
		return Hash{}, ErrBounds
	}
	return Hash{func(password string) bool {
		return bcrypt.CompareHashAndPassword([]byte(text), []byte(password)) == nil
	}}, nil
}

// parseScrypt reads N$r$p$<salt in hexadecimal>$<hash in hexadecimal>.
func parseScrypt(text string) (Hash, error) {
	parts := strings.Split(text, "$")
	if len(parts) != 5 {
		return Hash{}, ErrForm
	}
	n, r, p, ok := three(parts[0], parts[1], parts[2])
	salt, err := hex.DecodeString(parts[3])
	digest, err2 := hex.DecodeString(parts[4])
	switch {
	case !ok || n < 2 || n&(n-1) != 0 || errors.Join(err, err2) != nil || !sized(salt, digest):
		return Hash{}, ErrForm
	case n > maxScryptN || r > maxScryptR || p > maxScryptP:
		return Hash{}, ErrBounds
	}
	return digested(digest, func(password string) ([]byte, error) {
		return scrypt.Key([]byte(password), salt, n, r, p, len(digest))
	}), nil
}

var argon2Form = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\$argon2id\$v=(\d+)\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$`)
})

// parseArgon2id reads $argon2id$v=<version>$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>.
func parseArgon2id(text string) (Hash, error) {
	found := argon2Form().FindStringSubmatch(text)
	if found == nil {
		return Hash{}, ErrForm
	}
	memory, passes, lanes, ok := three(found[2], found[3], found[4])
	salt, err := base64.RawStdEncoding.DecodeString(found[5])
	digest, err2 := base64.RawStdEncoding.DecodeString(found[6])
	switch {
	case found[1] != strconv.Itoa(argon2.Version) || !ok || errors.Join(err, err2) != nil || !sized(salt, digest):
		return Hash{}, ErrForm
	case memory > maxArgon2Memory || passes > maxArgon2Time || lanes > maxArgon2Threads:
		return Hash{}, ErrBounds
	}
	return digested(digest, func(password string) ([]byte, error) {
		return argon2.IDKey([]byte(password), salt, uint32(passes), uint32(memory), uint8(lanes), uint32(len(digest))), nil
	}), nil
}

// parsePBKDF2 reads $pbkdf2-sha256$<iterations>$<salt>$<hash>. The base64 of this form writes a dot in
// the place of a plus where Python's passlib, which it comes from, made it.
func parsePBKDF2(text string) (Hash, error) {
	parts := strings.Split(text, "$")
	if len(parts) != 5 || parts[0] != "" || parts[1] != "pbkdf2-sha256" {
		return Hash{}, ErrForm
	}
	iterations, ok := positive(parts[2])
	salt, err := passlib(parts[3])
	digest, err2 := passlib(parts[4])
	switch {
	case !ok || errors.Join(err, err2) != nil || !sized(salt, digest):
		return Hash{}, ErrForm
	case iterations > maxPBKDF2Iterations:
		return Hash{}, ErrBounds
	}
	return digested(digest, func(password string) ([]byte, error) {
		return pbkdf2.Key(sha256.New, password, salt, iterations, len(digest))
	}), nil
}

func passlib(text string) ([]byte, error) {
	return base64.RawStdEncoding.DecodeString(strings.ReplaceAll(text, ".", "+"))
}

// digested is a hash that is made again and compared.
func digested(want []byte, again func(password string) ([]byte, error)) Hash {
	return Hash{func(password string) bool {
		got, err := again(password)
		return err == nil && subtle.ConstantTimeCompare(got, want) == 1
	}}
}

// three reads three positive numbers.
func three(a, b, c string) (x, y, z int, ok bool) {
	x, okX := positive(a)
	y, okY := positive(b)
	z, okZ := positive(c)
	return x, y, z, okX && okY && okZ
}

// positive reads a positive number without a sign. Numbers too large for an int32 are as good as
// the largest one.
func positive(text string) (int, bool) {
	n, err := strconv.ParseUint(text, 10, 31)
	if errors.Is(err, strconv.ErrRange) {
		return 1<<31 - 1, true
	}
	return int(n), err == nil && n > 0
}

// sized tells whether salt and digest can be those of a password.
func sized(salt, digest []byte) bool {
	return len(salt) > 0 && len(salt) <= maxBytes && len(digest) >= 16 && len(digest) <= maxBytes
}
