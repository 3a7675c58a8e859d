package token

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// toLimbs and toBig go between the two forms of a number.
func toLimbs(x *big.Int) (z limbs) {
	var b [64]byte
	x.FillBytes(b[:])
	z.setBytes(&b)
	return z
}

func toBig(x limbs) *big.Int {
	b := x.bytes()
	return new(big.Int).SetBytes(b[:])
}

// TestFieldAgainstBig compares each operation with math/big, at random and at the corners.
func TestFieldAgainstBig(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	R := new(big.Int).Lsh(big.NewInt(1), 512)
	random := func() (x limbs) {
		for i := range x {
			x[i] = [...]uint64{r.Uint64(), r.Uint64(), r.Uint64(), 0, ^uint64(0), 1}[r.IntN(6)]
		}
		return x
	}
	for range 2000 {
		m := random()
		m[0] |= 1
		m[7] |= 1 << 63
		M := toBig(m)
		var f modulus
		f.setup(&m)
		f.setupSquare()
		inverse := new(big.Int).ModInverse(R, M)

		raw := random()
		x, y := raw, random()
		f.normalize(&x)
		f.normalize(&y)
		if r.IntN(10) == 0 {
			sub(&x, &m, &limbs{1}) // m-1
		}
		X, Y := toBig(x), toBig(y)
		check := func(name string, got limbs, want *big.Int) {
			t.Helper()
			want = new(big.Int).Mod(want, M)
			if toBig(got).Cmp(want) != 0 {
				t.Fatalf("%s modulo %x of %x and %x: got %x, want %x", name, M, X, Y, toBig(got), want)
			}
		}
		product := func(a, b *big.Int) *big.Int {
			p := new(big.Int).Mul(a, b)
			return p.Mul(p, inverse)
		}
		var z limbs
		f.mul(&z, &x, &y)
		check("mul", z, product(X, Y))
		f.mul(&z, &raw, &y)
		check("mul of an unreduced number", z, product(toBig(raw), Y))
		f.square(&z, &x)
		check("square", z, product(X, X))
		f.add(&z, &x, &y)
		check("add", z, new(big.Int).Add(X, Y))
		f.subtract(&z, &x, &y)
		check("subtract", z, new(big.Int).Sub(X, Y))
		z = x
		f.double(&z)
		check("double", z, new(big.Int).Lsh(X, 1))
		check("leave", f.leave(&x), product(X, big.NewInt(1)))
		check("one", f.one, R)
		check("rr", f.rr, new(big.Int).Mul(R, R))

		words := make([]uint64, 8*(1+r.IntN(4)))
		W := new(big.Int)
		for i := len(words) - 1; i >= 0; i-- {
			words[i] = random()[0]
			W.Lsh(W, 64).Add(W, new(big.Int).SetUint64(words[i]))
		}
		check("enter", f.enter(words), W.Mul(W, R))
	}
}

func TestExpAgainstBig(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 200 {
		var m, e, x limbs
		for j := range m {
			m[j], e[j], x[j] = r.Uint64(), r.Uint64(), r.Uint64()
		}
		switch i {
		case 0:
			e = limbs{}
		case 1:
			e = limbs{1}
		case 2:
			e = limbs{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		case 3:
			x = limbs{}
		}
		m[0] |= 1
		m[7] |= 1 << 63
		var f modulus
		f.setup(&m)
		f.setupSquare()
		base := f.enter(x[:])
		z := f.exp(&base, &e)
		want := new(big.Int).Exp(toBig(x), toBig(e), toBig(m))
		if got := toBig(f.leave(&z)); got.Cmp(want) != 0 {
			t.Fatalf("%x^%x modulo %x: got %x, want %x", toBig(x), toBig(e), toBig(m), got, want)
		}
	}
}

func TestFermat(t *testing.T) {
	// 2^512 - 569 is the largest prime of 512 bits.
	p := new(big.Int).Lsh(big.NewInt(1), 512)
	p.Sub(p, big.NewInt(569))
	for delta := int64(-600); delta <= 568; delta += 2 {
		n := new(big.Int).Add(p, big.NewInt(delta))
		m := toLimbs(n)
		var f modulus
		f.setup(&m)
		if got, want := f.isProbablePrime(), n.ProbablyPrime(10); got != want {
			t.Errorf("2^512 - 569 + %d: got %v, want %v", delta, got, want)
		}
	}
}

func BenchmarkField(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	var m, x, e limbs
	for i := range m {
		m[i], x[i], e[i] = r.Uint64(), r.Uint64(), r.Uint64()
	}
	m[0] |= 1
	m[7] |= 1 << 63
	var f modulus
	f.setup(&m)
	f.setupSquare()
	f.normalize(&x)
	b.Run("mul", func(b *testing.B) {
		for b.Loop() {
			f.mul(&x, &x, &x)
		}
	})
	b.Run("square", func(b *testing.B) {
		for b.Loop() {
			f.square(&x, &x)
		}
	})
	b.Run("fermat", func(b *testing.B) {
		for b.Loop() {
			f.isProbablePrime()
		}
	})
	b.Run("exp", func(b *testing.B) {
		for b.Loop() {
			x = f.exp(&x, &e)
		}
	})
	b.Run("math-big exp", func(b *testing.B) {
		X, E, M, z := toBig(x), toBig(e), toBig(m), new(big.Int)
		for b.Loop() {
			z.Exp(X, E, M)
		}
	})
}
