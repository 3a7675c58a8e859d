package passhash_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/passhash"
)

// The hashes of published test vectors, and of the page that gives the forms.
const (
	// Of the test suite of jBCrypt.
	bcryptABC = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"
	// RFC 7914, section 12, the third vector with its parameters within bounds.
	scryptSodium = "16384$8$1$536f6469756d43686c6f72696465$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
	// RFC 7914, section 11: PBKDF2-HMAC-SHA-256, "passwd", "salt", 1 iteration, 64 bytes.
	pbkdf2Passwd = "$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJypzM8Xm2RZkWZLOdd+8xfHG4RbHjC9UJESBB06GXgw"
	// golang.org/x/crypto/argon2, of the reference implementation: "password", "somesalt", t=1, m=64, p=1.
	argonPassword = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$ZVrRXqxlLcWfcXCnMyv0m4Rpvh/bnCi7"
)

func TestMatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		algorithm      types.PasswordHashingAlgorithmType
		hash, password string
	}{
		{"BCRYPT", bcryptABC, "abc"},
		{"BCRYPT", "$2b" + bcryptABC[3:], "abc"},
		{"BCRYPT", "$2y" + bcryptABC[3:], "abc"},
		{"BCRYPT", "$2x" + bcryptABC[3:], "abc"},
		{"SCRYPT", scryptSodium, "pleaseletmein"},
		{"PBKDF2_SHA256", pbkdf2Passwd, "passwd"},
		{"PBKDF2_SHA256", strings.ReplaceAll(pbkdf2Passwd, "+", "."), "passwd"},
		{"ARGON2ID", argonPassword, "password"},
	} {
		h, err := passhash.Parse(c.algorithm, c.hash)
		if err != nil {
			t.Errorf("%s: %v", c.hash, err)
			continue
		}
		if !h.Matches(c.password) || h.Matches(c.password+"x") {
			t.Errorf("%s does not tell %q from another password", c.hash, c.password)
		}
		if !passhash.Matches(c.hash, c.password) || passhash.Matches(c.hash, "x"+c.password) {
			t.Errorf("%s, whose algorithm is not told, does not tell %q from another password", c.hash, c.password)
		}
		for _, other := range c.algorithm.Values() {
			if _, err := passhash.Parse(other, c.hash); (err == nil) != (other == c.algorithm) {
				t.Errorf("%s as %s: %v", c.hash, other, err)
			}
		}
	}
	if passhash.Matches("", "") || passhash.Matches("plain", "plain") {
		t.Error("what is no hash matches")
	}
}

func TestTheExamplesOfThePage(t *testing.T) {
	t.Parallel()
	for algorithm, hash := range map[types.PasswordHashingAlgorithmType]string{
		"BCRYPT":        "$2b$10$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6",
		"SCRYPT":        "65536$8$1$304dbaef7c5e828dc19c98f0600d18fe$4f69c498c12cd102d057356facf8d77e8d42407090491ea32c5b038f5a18c099",
		"ARGON2ID":      "$argon2id$v=19$m=19456,t=2,p=1$ko/G5o1ms+ML08P95sQ8DA$AkVbvWSOqz7Hs3qthhWKxicOWnGLN+MBmpwc3emi5VA",
		"PBKDF2_SHA256": "$pbkdf2-sha256$600000$1XZlmwLQ2hhM3JYuCPiArQ$Pfheg9Zi/v5lXU4yyLA0WFUYEd/rlaVbzrM9oMD6IrA",
	} {
		if _, err := passhash.Parse(algorithm, hash); err != nil {
			t.Errorf("%s: %v", algorithm, err)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		algorithm types.PasswordHashingAlgorithmType
		hash      string
		want      error
	}{
		{"BCRYPT", "$2b$13$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6", passhash.ErrBounds},
		{"BCRYPT", "$2b$03$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6", passhash.ErrForm},
		{"BCRYPT", "$2b$10$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq", passhash.ErrForm},
		{"BCRYPT", "$2c$10$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6", passhash.ErrForm},
		{"BCRYPT", "", passhash.ErrForm},
		{"SCRYPT", "131072" + scryptSodium[5:], passhash.ErrBounds},
		{"SCRYPT", "99999999999999999999" + scryptSodium[5:], passhash.ErrForm}, // no power of two
		{"SCRYPT", "16384$9$1$00$00112233445566778899aabbccddeeff", passhash.ErrBounds},
		{"SCRYPT", "16384$8$2$00$00112233445566778899aabbccddeeff", passhash.ErrBounds},
		{"SCRYPT", "16384$8$0$00$00112233445566778899aabbccddeeff", passhash.ErrForm},
		{"SCRYPT", "16383$8$1$00$00112233445566778899aabbccddeeff", passhash.ErrForm},
		{"SCRYPT", "16384$8$1$0$00112233445566778899aabbccddeeff", passhash.ErrForm},
		{"SCRYPT", "16384$8$1$00$00", passhash.ErrForm},
		{"SCRYPT", "16384$8$1$00", passhash.ErrForm},
		{"ARGON2ID", strings.Replace(argonPassword, "m=64", "m=19457", 1), passhash.ErrBounds},
		{"ARGON2ID", strings.Replace(argonPassword, "m=64", "m=99999999999999999999", 1), passhash.ErrBounds},
		{"ARGON2ID", strings.Replace(argonPassword, "t=1", "t=3", 1), passhash.ErrBounds},
		{"ARGON2ID", strings.Replace(argonPassword, "p=1", "p=2", 1), passhash.ErrBounds},
		{"ARGON2ID", strings.Replace(argonPassword, "p=1", "p=0", 1), passhash.ErrForm},
		{"ARGON2ID", strings.Replace(argonPassword, "v=19", "v=16", 1), passhash.ErrForm},
		{"ARGON2ID", strings.Replace(argonPassword, "argon2id", "argon2i", 1), passhash.ErrForm},
		{"ARGON2ID", argonPassword + "=", passhash.ErrForm},
		{"PBKDF2_SHA256", strings.Replace(pbkdf2Passwd, "$1$", "$600001$", 1), passhash.ErrBounds},
		{"PBKDF2_SHA256", strings.Replace(pbkdf2Passwd, "$1$", "$+1$", 1), passhash.ErrForm},
		{"PBKDF2_SHA256", strings.Replace(pbkdf2Passwd, "sha256", "sha512", 1), passhash.ErrForm},
		{"PBKDF2_SHA256", strings.Replace(pbkdf2Passwd, "c2FsdA", strings.Repeat("A", 200), 1), passhash.ErrForm},
		{"MD5", "00", passhash.ErrForm},
	} {
		if _, err := passhash.Parse(c.algorithm, c.hash); !errors.Is(err, c.want) {
			t.Errorf("%s %s: %v, want %v", c.algorithm, c.hash, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{bcryptABC, scryptSodium, pbkdf2Passwd, argonPassword, ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var algorithms types.PasswordHashingAlgorithmType
		for _, algorithm := range algorithms.Values() {
			if h, err := passhash.Parse(algorithm, text); err == nil && len(text) < 60 {
				h.Matches("password") // must not fail, whatever it says
			}
		}
	})
}
