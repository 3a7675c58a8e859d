package conformance

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"testing"
	"time"
)

// The numbers were computed independently, the derived key with functions of pycognito.
func TestSRPAgainstVector(t *testing.T) {
	const (
		pool = "Ab1Cd2Ef3"
		user = "8d3f1c52-6b7e-4c11-9f0e-2a5b7c9d1e3f"
		pw   = "Passw0rd!"
		salt = "f3b0c1d2e4a5968778695a4b3c2d1e0f"
	)
	n, g, k := srpGroup()
	if got := k.Text(16); got != "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6" {
		t.Errorf("k = %s", got)
	}
	me := srpWith(new(big.Int).SetBytes(bytes.Repeat([]byte{0x11}, 128)))
	if got := shaOf(me.A()); got != "91441e9967eb395f8ca333b101ec56f3eb23bea1baf5070844c425f5a0f03e93" {
		t.Errorf("A = %s…", me.A()[:24])
	}
	saltInt, _ := new(big.Int).SetString(salt, 16)
	v := srpVerifier(pool, user, pw, saltInt)
	if got := shaOf(v.Text(16)); got != "7ceb0d5208abbd28118534f6275f6a33f557547111bcbf29518e0dc0e66cc3d6" {
		t.Errorf("v = %s…", v.Text(16)[:24])
	}
	// The server's half: B = k v + g^b.
	b := new(big.Int).SetBytes(bytes.Repeat([]byte{0x22}, 128))
	bigB := new(big.Int).Exp(g, b, n)
	bigB.Add(bigB, new(big.Int).Mul(k, v)).Mod(bigB, n)
	if got := shaOf(bigB.Text(16)); got != "cca2f84eb41e038461ac665b0b81608ccc80e1b41d88a27f2450f160085790c0" {
		t.Errorf("B = %s…", bigB.Text(16)[:24])
	}
	block := make([]byte, 32)
	for i := range block {
		block[i] = byte(i)
	}
	stamp := srpTime(time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC))
	if stamp != "Tue Mar 3 04:05:06 UTC 2026" {
		t.Errorf("timestamp %q", stamp)
	}
	got, err := me.claim(pool, user, pw, map[string]string{
		"SALT": salt, "SRP_B": bigB.Text(16), "SECRET_BLOCK": base64.StdEncoding.EncodeToString(block),
	}, stamp)
	if err != nil {
		t.Fatal(err)
	}
	if want := "p5nVOo94UWVd9kZPYLVXQLj8RrOCgLOR1uAnL/Xz5/k="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestPad(t *testing.T) {
	for _, tc := range []struct {
		n    int64
		want string
	}{{0, "00"}, {1, "01"}, {127, "7f"}, {128, "0080"}, {256, "0100"}, {0xff00, "00ff00"}} {
		if got := hex.EncodeToString(pad(big.NewInt(tc.n))); got != tc.want {
			t.Errorf("pad(%d) = %s, want %s", tc.n, got, tc.want)
		}
	}
}

func shaOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
