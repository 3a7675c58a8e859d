package srp

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestGroup(t *testing.T) {
	n := prime()
	if n.BitLen() != 3072 || !n.ProbablyPrime(10) {
		t.Error("N is not a prime of 3072 bits")
	}
	q := new(big.Int).Rsh(n, 1)
	if !q.ProbablyPrime(10) {
		t.Error("(N-1)/2 is not a prime")
	}
	// Seen: the value that amplify-js, amplify-swift and pycognito compute.
	if got, want := multiplier().Text(16), "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"; got != want {
		t.Errorf("k = %s, want %s", got, want)
	}
}

func TestPad(t *testing.T) {
	for in, want := range map[int64]string{0: "00", 1: "01", 0x7f: "7f", 0x80: "0080", 0xff: "00ff", 0x100: "0100", 0x8000: "008000"} {
		if got := hex.EncodeToString(pad(big.NewInt(in))); got != want {
			t.Errorf("pad(%#x) = %s, want %s", in, got, want)
		}
	}
}

func TestPowerAgainstBig(t *testing.T) {
	r := rand.NewChaCha8([32]byte{1})
	g := big.NewInt(generator)
	exponents := []*big.Int{big.NewInt(0), big.NewInt(1), big.NewInt(3)}
	for _, bytesLong := range []int{1, 16, 32, 33, 64, 65, 384} {
		b := make([]byte, bytesLong)
		_, _ = r.Read(b)
		exponents = append(exponents, new(big.Int).SetBytes(b), new(big.Int).SetBytes(bytes.Repeat([]byte{0xff}, bytesLong)))
	}
	for i := range 516 {
		exponents = append(exponents, new(big.Int).Lsh(big.NewInt(1), uint(i)))
	}
	for _, e := range exponents {
		if power(e).Cmp(new(big.Int).Exp(g, e, prime())) != 0 {
			t.Errorf("wrong power of %x", e)
		}
	}
}

func BenchmarkPower(b *testing.B) {
	r := rand.NewChaCha8([32]byte{1})
	for _, n := range []int{32, 64} {
		buf := make([]byte, n)
		_, _ = r.Read(buf)
		e := new(big.Int).SetBytes(buf)
		b.Run(fmt.Sprintf("table, %d bits", 8*n), func(b *testing.B) {
			for b.Loop() {
				power(e)
			}
		})
		b.Run(fmt.Sprintf("math-big, %d bits", 8*n), func(b *testing.B) {
			g, z := big.NewInt(generator), new(big.Int)
			for b.Loop() {
				z.Exp(g, e, prime())
			}
		})
	}
}
