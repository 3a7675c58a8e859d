package srp

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// client is the other half of the protocol, written from the formulas of the public clients with
// math/big alone, so that it shares no code with what it tests.
type client struct {
	n, k, a, bigA   *big.Int
	group, name, pw string
}

func newClient(group, name, pw string, a *big.Int) *client {
	n, _ := new(big.Int).SetString(primeHex, 16)
	k := clientHash(clientPad(n), []byte{2})
	return &client{n: n, k: k, a: a, bigA: new(big.Int).Exp(big.NewInt(2), a, n), group: group, name: name, pw: pw}
}

func (c *client) x(salt *big.Int) *big.Int {
	inner := sha256.Sum256([]byte(c.group + c.name + ":" + c.pw))
	return clientHash(clientPad(salt), inner[:])
}

// s is the client's secret: (B - k·g^x)^(a + u·x).
func (c *client) s(saltHex, bigBHex string) (s, u *big.Int) {
	salt, _ := new(big.Int).SetString(saltHex, 16)
	bigB, _ := new(big.Int).SetString(bigBHex, 16)
	u = clientHash(clientPad(c.bigA), clientPad(bigB))
	x := c.x(salt)
	base := new(big.Int).Exp(big.NewInt(2), x, c.n)
	base.Mul(base, c.k)
	base.Sub(bigB, base)
	base.Mod(base, c.n)
	e := new(big.Int).Mul(u, x)
	return base.Exp(base, e.Add(e, c.a), c.n), u
}

func (c *client) key(saltHex, bigBHex string) []byte {
	s, u := c.s(saltHex, bigBHex)
	extract := hmac.New(sha256.New, clientPad(u))
	extract.Write(clientPad(s))
	expand := hmac.New(sha256.New, extract.Sum(nil))
	expand.Write([]byte("Caldera Derived Key\x01"))
	return expand.Sum(nil)[:16]
}

func (c *client) answer(saltHex, bigBHex, secretBlock, timestamp string) Proof {
	block, _ := base64.StdEncoding.DecodeString(secretBlock)
	mac := hmac.New(sha256.New, c.key(saltHex, bigBHex))
	mac.Write([]byte(c.group + c.name + string(block) + timestamp))
	return Proof{secretBlock, timestamp, base64.StdEncoding.EncodeToString(mac.Sum(nil))}
}

func clientHash(parts ...[]byte) *big.Int {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

func clientPad(z *big.Int) []byte {
	b := z.Bytes()
	if len(b) == 0 || b[0] >= 0x80 {
		return append([]byte{0}, b...)
	}
	return b
}

const (
	group     = "Ab1Cd2Ef3"
	name      = "8d3f1c52-6b7e-4c11-9f0e-2a5b7c9d1e3f"
	password  = "Passw0rd!"
	timestamp = "Tue Mar 3 04:05:06 UTC 2026"
)

func sum(text string) string {
	digest := sha256.Sum256([]byte(text))
	return hex.EncodeToString(digest[:])
}

// TestVector walks through a computation whose values were cross-checked with pycognito.
func TestVector(t *testing.T) {
	salt, _ := hex.DecodeString("f3b0c1d2e4a5968778695a4b3c2d1e0f") // top bit set
	x := X(salt, group, name, password)
	if got, want := hex.EncodeToString(x), "318f1dbed4fa2455181d7d851268be1bd562ff17ada2145c2fcb63188bd76e2d"; got != want {
		t.Fatalf("x = %s, want %s", got, want)
	}
	v := User(x)
	if got, want := sum(v.value().Text(16)), "7ceb0d5208abbd28118534f6275f6a33f557547111bcbf29518e0dc0e66cc3d6"; got != want {
		t.Errorf("v: %s, want %s", got, want)
	}
	c := newClient(group, name, password, new(big.Int).SetBytes([]byte(strings.Repeat("\x11", 128))))
	if got, want := sum(c.bigA.Text(16)), "91441e9967eb395f8ca333b101ec56f3eb23bea1baf5070844c425f5a0f03e93"; got != want {
		t.Fatalf("A: %s, want %s", got, want)
	}
	a, err := ParseA(c.bigA.Text(16))
	if err != nil {
		t.Fatal(err)
	}
	// The vector has a b of 128 bytes, longer than those drawn here.
	b := new(big.Int).SetBytes([]byte(strings.Repeat("\x22", 128)))
	public := new(big.Int).Mul(multiplier(), v.value())
	public.Add(public, power(b)).Mod(public, prime())
	ch := &Challenge{verifier: v, a: a.value, b: b, public: public}
	if got, want := sum(ch.PublicText()), "cca2f84eb41e038461ac665b0b81608ccc80e1b41d88a27f2450f160085790c0"; got != want {
		t.Errorf("B: %s, want %s", got, want)
	}
	u := hash(pad(ch.a), pad(ch.public))
	if got, want := u.Text(16), "ba532ae021e6033c167bed9dbdaff8b4c212dc450394128484d4662b5ab47d4c"; got != want {
		t.Errorf("u = %s, want %s", got, want)
	}
	secret := ch.secret(u)
	if got, want := sum(string(pad(secret))), "b4304331df150e99eb03c4d91239d0566690a7ecc396ac2a95449392833fe52b"; got != want {
		t.Errorf("S: %s, want %s", got, want)
	}
	if theirs, _ := c.s(SaltText(salt), ch.PublicText()); theirs.Cmp(secret) != 0 {
		t.Error("client and server have different secrets")
	}
	key, err := ch.key()
	if got, want := hex.EncodeToString(key), "0da9c105022d22e2a92ffe5125a8d6f7"; got != want || err != nil {
		t.Errorf("K = %s, want %s (%v)", got, want, err)
	}
	block := make([]byte, 32)
	for i := range block {
		block[i] = byte(i)
	}
	proof := Proof{base64.StdEncoding.EncodeToString(block), timestamp, "p5nVOo94UWVd9kZPYLVXQLj8RrOCgLOR1uAnL/Xz5/k="}
	if err := ch.Verify(group, name, proof); err != nil {
		t.Errorf("the vector's signature: %v", err)
	}
}

// begin does the first request of a sign-in, and stores the challenge as a server would.
func begin(t testing.TB, v *Verifier, c *client, r io.Reader) *Challenge {
	t.Helper()
	a, err := ParseA(c.bigA.Text(16))
	if err != nil {
		t.Fatal(err)
	}
	ch, err := NewChallenge(v, a, r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := ch.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	back, err := UnmarshalChallenge(data)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func random(r io.Reader, n int) *big.Int {
	b := make([]byte, n)
	_, _ = io.ReadFull(r, b)
	return new(big.Int).SetBytes(b)
}

// TestRoundTrips signs in with many random values, among them salts that begin with zeros or need
// padding, as a user and as a device.
func TestRoundTrips(t *testing.T) {
	r := rand.NewChaCha8([32]byte{2})
	for i := range 40 {
		salt := random(r, SaltSize).FillBytes(make([]byte, SaltSize))
		switch i % 4 {
		case 0:
			salt[0] = 0x80
		case 1:
			salt[0], salt[1] = 0, 0x0f
		case 2:
			salt[0], salt[1] = 0, 0x80
		}
		pw := fmt.Sprintf("pässword %d", i)
		c := newClient(group, name, pw, random(r, 128))
		x := X(salt, group, name, pw)
		if c.x(new(big.Int).SetBytes(salt)).Cmp(new(big.Int).SetBytes(x)) != 0 {
			t.Fatalf("salt %x: client and server have a different x", salt)
		}

		ch := begin(t, User(x), c, r)
		proof := c.answer(SaltText(salt), ch.PublicText(), "AgV4", timestamp)
		if err := ch.Verify(group, name, proof); err != nil {
			t.Errorf("user, salt %x: %v", salt, err)
		}

		verifier := new(big.Int).Exp(big.NewInt(2), new(big.Int).SetBytes(x), c.n)
		v, s, err := ParseDevice(base64.StdEncoding.EncodeToString(clientPad(verifier)),
			base64.StdEncoding.EncodeToString(clientPad(new(big.Int).SetBytes(salt))))
		if err != nil {
			t.Fatalf("device, salt %x: %v", salt, err)
		}
		ch = begin(t, Device(v), c, r)
		proof = c.answer(SaltText(s), ch.PublicText(), "AgV4", timestamp)
		if err := ch.Verify(group, name, proof); err != nil {
			t.Errorf("device, salt %x: %v", salt, err)
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	r := rand.NewChaCha8([32]byte{3})
	salt := random(r, SaltSize).Bytes()
	v := User(X(salt, group, name, password))
	c := newClient(group, name, password, random(r, 128))
	ch := begin(t, v, c, r)
	good := c.answer(SaltText(salt), ch.PublicText(), "AgV4", timestamp)
	if err := ch.Verify(group, name, good); err != nil {
		t.Fatalf("the test's own proof is refused: %v", err)
	}
	again := c.answer(SaltText(salt), begin(t, v, c, r).PublicText(), "AgV4", timestamp)
	// signed makes the proof of a client that signs another timestamp than the canonical one.
	signed := func(at string) Proof { return c.answer(SaltText(salt), ch.PublicText(), "AgV4", at) }
	wrong := newClient(group, name, password+"x", c.a)

	for what, test := range map[string]struct {
		group, name string
		proof       Proof
		want        error
	}{
		"another group":        {group + "x", name, good, ErrProof},
		"another name":         {group, "x", good, ErrProof},
		"wrong password":       {group, name, wrong.answer(SaltText(salt), ch.PublicText(), "AgV4", timestamp), ErrProof},
		"another challenge":    {group, name, again, ErrProof},
		"another secret block": {group, name, Proof{"AgV5", timestamp, good.Signature}, ErrProof},
		"another time":         {group, name, Proof{"AgV4", "Tue Mar 3 04:05:07 UTC 2026", good.Signature}, ErrProof},
		"no signature":         {group, name, Proof{"AgV4", timestamp, ""}, ErrProof},
		"short signature":      {group, name, Proof{"AgV4", timestamp, good.Signature[:40]}, ErrProof},
		"signature no base64":  {group, name, Proof{"AgV4", timestamp, "*"}, ErrProof},
		"block no base64":      {group, name, Proof{"*", timestamp, good.Signature}, ErrProof},

		"leading zero":  {group, name, signed("Tue Mar 03 04:05:06 UTC 2026"), ErrProof},
		"wrong weekday": {group, name, signed("Wed Mar 3 04:05:06 UTC 2026"), ErrProof},
		"lower case":    {group, name, signed("tue mar 3 04:05:06 UTC 2026"), ErrProof},
		"two spaces":    {group, name, signed("Tue Mar  3 04:05:06 UTC 2026"), ErrProof},

		"empty time":   {group, name, signed(""), ErrTimestamp},
		"Norwegian":    {group, name, signed("tir mar 3 04:05:06 UTC 2026"), ErrTimestamp},
		"offset":       {group, name, signed("Tue Mar 3 04:05:06 +05:30 2026"), ErrTimestamp},
		"another zone": {group, name, signed("Tue Mar 3 04:05:06 IST 2026"), ErrTimestamp},
		"RFC 3339":     {group, name, signed("2026-03-03T04:05:06Z"), ErrTimestamp},
		"no such day":  {group, name, signed("Tue Feb 30 04:05:06 UTC 2026"), ErrTimestamp},
		"more behind":  {group, name, signed(timestamp + " "), ErrTimestamp},
	} {
		if err := ch.Verify(test.group, test.name, test.proof); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", what, err, test.want)
		}
	}
}

func TestParseA(t *testing.T) {
	n := prime()
	multiple := func(add int64) string { return new(big.Int).Add(n, big.NewInt(add)).Text(16) }
	for text, want := range map[string]bool{
		"1":                                   true,
		"02":                                  true,
		"abcDEF":                              true,
		multiple(-1):                          true,
		multiple(1):                           true, // above N, still 3072 bits
		"00" + multiple(-1):                   true,
		"":                                    false,
		"0":                                   false,
		strings.Repeat("0", 768):              false,
		multiple(0):                           false,
		strings.ToUpper(multiple(0)):          false,
		"1" + multiple(-1):                    false,
		strings.Repeat("f", 769):              false,
		strings.Repeat("0", 1e6) + "1":        false,
		"-1":                                  false,
		"+1":                                  false,
		"0x1":                                 false,
		"1_1":                                 false,
		" 1":                                  false,
		"1\n":                                 false,
		"xyz":                                 false,
		"1g1":                                 false,
		"١":                                   false,
		new(big.Int).Lsh(n, 1).Text(16):       false,
		new(big.Int).Mul(n, n).Text(16)[:900]: false,
	} {
		if _, err := ParseA(text); (err == nil) != want || (err != nil && !errors.Is(err, ErrA)) {
			t.Errorf("%.40q (%d characters): got %v, want accepted %v", text, len(text), err, want)
		}
	}
}

func TestParseDevice(t *testing.T) {
	encode := base64.StdEncoding.EncodeToString
	v := encode(pad(power(big.NewInt(12345))))
	n := prime()
	for what, test := range map[string]struct {
		verifier, salt string
		want           bool
	}{
		"good":              {v, "AQ==", true},
		"padded salt":       {v, encode([]byte{0, 0x80}), true},
		"largest":           {encode(pad(new(big.Int).Sub(n, big.NewInt(1)))), "AQ==", true},
		"negative salt":     {v, encode([]byte{0x80}), false},
		"negative verifier": {encode([]byte{0x80, 1}), "AQ==", false},
		"unpadded verifier": {encode(new(big.Int).Sub(n, big.NewInt(1)).Bytes()), "AQ==", false},
		"empty":             {"", "", false},
		"no salt":           {v, "", false},
		"zero salt":         {v, "AA==", false},
		"zero":              {"AA==", "AQ==", false},
		"one":               {"AQ==", "AQ==", false},
		"N":                 {encode(pad(n)), "AQ==", false},
		"too long":          {encode(make([]byte, 4000)), "AQ==", false},
		"long salt":         {v, encode(append([]byte{1}, make([]byte, 64)...)), false},
		"not base64":        {"*", "AQ==", false},
		"salt not base64":   {v, "*", false},
	} {
		_, _, err := ParseDevice(test.verifier, test.salt)
		if (err == nil) != test.want || (err != nil && !errors.Is(err, ErrDevice)) {
			t.Errorf("%s: got %v, want accepted %v", what, err, test.want)
		}
	}
}

func TestPlainPassword(t *testing.T) {
	salt := []byte{1, 2, 3}
	x := X(salt, group, name, password)
	for _, test := range []struct {
		group, name, password string
		want                  bool
	}{
		{group, name, password, true},
		{group, name, password + " ", false},
		{group, name, "", false},
		{group, "x", password, false},
		{"x", name, password, false},
	} {
		if got := Equal(X(salt, test.group, test.name, test.password), x); got != test.want {
			t.Errorf("%+v: got %v", test, got)
		}
	}
}

func TestSaltText(t *testing.T) {
	for in, want := range map[string]string{"00000f00": "f00", "f0": "f0", "0a": "a"} {
		b, _ := hex.DecodeString(in)
		if got := SaltText(b); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestSimulate(t *testing.T) {
	secret := []byte("secret of the server")
	id, salt, x := Simulate(secret, group, "nobody")
	id2, salt2, x2 := Simulate(secret, group, "nobody")
	if id != id2 || !Equal(salt, salt2) || !Equal(x, x2) {
		t.Error("another user at the second call")
	}
	if len(salt) != SaltSize || len(x) != XSize || len(id) != 36 || id[14] != '4' || !strings.ContainsRune("89ab", rune(id[19])) {
		t.Errorf("id %s, salt %x, x %x", id, salt, x)
	}
	for _, other := range []struct {
		secret      []byte
		group, name string
	}{
		{secret, group, "nobody2"},
		{secret, "x", "nobody"},
		{secret, group + "n", "obody"},
		{[]byte("another"), group, "nobody"},
	} {
		id2, salt2, x2 := Simulate(other.secret, other.group, other.name)
		if id == id2 || Equal(salt, salt2) || Equal(x, x2) {
			t.Errorf("%s gives the same user", other)
		}
	}
	// It behaves like a user up to the proof.
	r := rand.NewChaCha8([32]byte{4})
	c := newClient(group, id, password, random(r, 128))
	ch := begin(t, User(x), c, r)
	if err := ch.Verify(group, id, c.answer(SaltText(salt), ch.PublicText(), "AgV4", timestamp)); !errors.Is(err, ErrProof) {
		t.Errorf("got %v, want ErrProof", err)
	}
}

func TestChallengeErrors(t *testing.T) {
	a, err := ParseA("2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewChallenge(User([]byte{1}), a, strings.NewReader("short")); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("short reader: got %v", err)
	}
	const device = 3*groupSize + privateSize
	for _, n := range []int{0, 1, 2*groupSize + privateSize, device - 1, device, device + 1} {
		if _, err := UnmarshalChallenge(make([]byte, n)); (err == nil) != (n == device) {
			t.Errorf("%d bytes: got %v", n, err)
		}
	}
}

// TestSeededChallenges checks that everything random comes from the reader.
func TestSeededChallenges(t *testing.T) {
	v, c := User([]byte{7}), newClient(group, name, password, big.NewInt(5))
	one := begin(t, v, c, rand.NewChaCha8([32]byte{5})).PublicText()
	two := begin(t, v, c, rand.NewChaCha8([32]byte{5})).PublicText()
	if one != two {
		t.Error("the same reader makes different challenges")
	}
}

// FuzzInput feeds all texts that a client sends. Nothing may panic, and without the password no
// proof may hold.
func FuzzInput(f *testing.F) {
	r := rand.NewChaCha8([32]byte{6})
	c := newClient(group, name, password, random(r, 128))
	f.Add(c.bigA.Text(16), "AgV4", timestamp, "p5nVOo94UWVd9kZPYLVXQLj8RrOCgLOR1uAnL/Xz5/k=")
	f.Add("0", "", "", "")
	f.Add("-1", "====", "Tue Mar 03 04:05:06 UTC 2026", "\n")
	ch := begin(f, User(X([]byte{1}, group, name, password)), c, r)
	f.Fuzz(func(t *testing.T, bigA, block, at, signature string) {
		if a, err := ParseA(bigA); err == nil {
			if z, ok := new(big.Int).SetString(bigA, 16); !ok || z.Cmp(a.value) != 0 || z.BitLen() > 3072 {
				t.Errorf("%q was read as %x", bigA, a.value)
			}
		}
		if v, salt, err := ParseDevice(block, signature); err == nil && (len(v) == 0 || len(salt) == 0) {
			t.Error("a device without verifier or salt")
		}
		err := ch.Verify(group, name, Proof{block, at, signature})
		if !errors.Is(err, ErrProof) && !errors.Is(err, ErrTimestamp) {
			t.Errorf("got %v", err)
		}
	})
}

func BenchmarkLogin(b *testing.B) {
	r := rand.NewChaCha8([32]byte{7})
	salt := random(r, SaltSize).Bytes()
	x := X(salt, group, name, password)
	c := newClient(group, name, password, random(r, 128))
	for who, v := range map[string]*Verifier{"user": User(x), "device": Device(User(x).value().Bytes())} {
		ch := begin(b, v, c, r)
		proof := c.answer(SaltText(salt), ch.PublicText(), "AgV4", timestamp)
		b.Run(who+", first request", func(b *testing.B) {
			for b.Loop() {
				begin(b, v, c, r)
			}
		})
		b.Run(who+", proof", func(b *testing.B) {
			for b.Loop() {
				if err := ch.Verify(group, name, proof); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("plain password", func(b *testing.B) {
		for b.Loop() {
			if !Equal(X(salt, group, name, password), x) {
				b.Fatal("refused")
			}
		}
	})
}
