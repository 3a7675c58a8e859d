package conformance

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// srp is the client's half of the Secure Remote Password protocol as user pools speak it: the group of RFC 3526, 3072
// bits, SHA-256, a derived key. It was written from the formulas of public clients, not from the server beside it.
type srp struct {
	a, bigA *big.Int
}

// srpN is the 3072-bit prime of RFC 3526, group 15. The generator is 2.
const srpN = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
	"EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
	"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
	"83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
	"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
	"15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
	"ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
	"BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"

func srpGroup() (n, g, k *big.Int) {
	n, _ = new(big.Int).SetString(srpN, 16)
	g = big.NewInt(2)
	// k hashes g as the single byte 02, with the zero in front that N gets as well.
	k = hashInt(pad(n), pad(g))
	return n, g, k
}

// newSRP begins a sign-in with a fresh secret.
func newSRP() *srp {
	secret := make([]byte, 128)
	_, _ = rand.Read(secret) // never fails
	return srpWith(new(big.Int).SetBytes(secret))
}

func srpWith(a *big.Int) *srp {
	n, g, _ := srpGroup()
	a.Mod(a, n)
	return &srp{a: a, bigA: new(big.Int).Exp(g, a, n)}
}

// A is the client's public value, SRP_A.
func (s *srp) A() string { return s.bigA.Text(16) }

// claim computes PASSWORD_CLAIM_SIGNATURE. group and user are the name of the pool and USER_ID_FOR_SRP, or the group key
// and the key of a device.
func (s *srp) claim(group, user, pw string, challenge map[string]string, stamp string) (string, error) {
	salt, okS := new(big.Int).SetString(challenge["SALT"], 16)
	bigB, okB := new(big.Int).SetString(challenge["SRP_B"], 16)
	block, err := base64.StdEncoding.DecodeString(challenge["SECRET_BLOCK"])
	if !okS || !okB || err != nil {
		return "", fmt.Errorf("challenge cannot be read: %v", challenge)
	}
	n, g, k := srpGroup()
	u := hashInt(pad(s.bigA), pad(bigB))
	x := srpX(group, user, pw, salt)
	// S = (B - k g^x) ^ (a + u x)
	base := new(big.Int).Exp(g, x, n)
	base.Mul(base, k).Sub(bigB, base).Mod(base, n)
	power := new(big.Int).Mul(u, x)
	power.Add(power, s.a)
	bigS := new(big.Int).Exp(base, power, n)

	mac := hmac.New(sha256.New, srpKey(u, bigS))
	mac.Write([]byte(group + user))
	mac.Write(block)
	mac.Write([]byte(stamp))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

// srpX is the private key that the password makes.
func srpX(group, user, pw string, salt *big.Int) *big.Int {
	inner := sha256.Sum256([]byte(group + user + ":" + pw))
	return hashInt(pad(salt), inner[:])
}

// srpVerifier is what a device leaves with the service in place of its password.
func srpVerifier(group, user, pw string, salt *big.Int) *big.Int {
	n, g, _ := srpGroup()
	return new(big.Int).Exp(g, srpX(group, user, pw, salt), n)
}

// srpKey is HKDF (RFC 5869) with one block, cut to 16 bytes.
func srpKey(u, bigS *big.Int) []byte {
	extract := hmac.New(sha256.New, pad(u))
	extract.Write(pad(bigS))
	expand := hmac.New(sha256.New, extract.Sum(nil))
	expand.Write([]byte("Caldera Derived Key\x01"))
	return expand.Sum(nil)[:16]
}

// pad gives the bytes of a number as a two's-complement integer has them: a zero in front when the top bit is set.
func pad(n *big.Int) []byte {
	b := n.Bytes()
	if len(b) == 0 || b[0]&0x80 != 0 {
		b = append([]byte{0}, b...)
	}
	return b
}

func hashInt(parts ...[]byte) *big.Int {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

// srpTime writes a time the way the service recomputes it: English, UTC, the day without a leading zero.
func srpTime(t time.Time) string { return t.UTC().Format("Mon Jan 2 15:04:05 UTC 2006") }

// poolPart is the part of a pool id that the signature covers.
func poolPart(poolID string) string { return poolID[strings.LastIndex(poolID, "_")+1:] }

// srpFromHex goes on with a sign-in that was begun with this secret.
func srpFromHex(secret string) *srp {
	a, _ := new(big.Int).SetString(secret, 16)
	return srpWith(a)
}
