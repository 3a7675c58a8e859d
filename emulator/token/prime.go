package token

import (
	"crypto/sha512"
	"encoding/binary"
	"math/big"
	"math/bits"
	"sync"
)

// How primes are found: from a random odd start upwards (which makes primes after long gaps a
// little more likely; harmless), past all multiples of small primes by a sieve, past nearly all
// other composites by one Fermat test each, and whatever is left goes through math/big's
// ProbablyPrime. The functions of crypto/rand and crypto/rsa cannot be used: since Go 1.26 they
// ignore the reader they are given, and a seeded emulator must make the same keys on every run.

const (
	sieveSpan  = 1024    // odd numbers looked at from one start; without a prime once in 300
	sieveLimit = 1 << 13 // small primes below it are sieved out; beyond, sieving costs more than it saves
)

// divisors are odd primes and their product, which fits in a word: one long division by the
// product replaces one by each of them.
type divisors struct {
	product uint64
	primes  []uint64
}

// smallPrimes lists the odd primes below sieveLimit.
var smallPrimes = sync.OnceValue(func() (all []divisors) {
	composite := make([]bool, sieveLimit)
	group := divisors{product: 1}
	for p := uint64(3); p < sieveLimit; p += 2 {
		if composite[p] {
			continue
		}
		for i := p * p; i < sieveLimit; i += 2 * p {
			composite[i] = true
		}
		high, product := bits.Mul64(group.product, p)
		if high != 0 {
			all = append(all, group)
			group, product = divisors{}, p
		}
		group.product = product
		group.primes = append(group.primes, p)
	}
	return append(all, group)
})

// findPrime returns the prime of 512 bits that belongs to the seed and the number n. The three top
// bits are set, so that four such primes have a product of exactly 2048 bits.
func findPrime(seed *Seed, n byte) limbs {
	for attempt := byte(0); ; attempt++ {
		digest := sha512.Sum512(append(seed[:], n, attempt))
		var start limbs
		start.setBytes(&digest)
		start[7] |= 7 << 61
		start[0] |= 1
		if p, ok := searchFrom(&start); ok {
			return p
		}
	}
}

// searchFrom looks for a prime among the odd numbers from start on.
func searchFrom(start *limbs) (limbs, bool) {
	var composite [sieveSpan]bool
	for _, group := range smallPrimes() {
		rest := start.mod(group.product)
		for _, p := range group.primes {
			// start + 2i is a multiple of p for i = -start/2 modulo p.
			i := p - rest%p
			if i&1 == 1 {
				i += p
			}
			for i >>= 1; i < sieveSpan; i += p {
				composite[i] = true
			}
		}
	}
	for i, c := range composite {
		if c {
			continue
		}
		p := *start
		var carry uint64
		p[0], carry = bits.Add64(p[0], uint64(2*i), 0)
		for j := 1; j < len(p); j++ {
			p[j], carry = bits.Add64(p[j], 0, carry)
		}
		var f modulus
		f.setup(&p)
		// p-1 must have no factor in common with the public exponent, which is prime.
		if f.isProbablePrime() && p.mod(publicExponent) != 1 && p.big().ProbablyPrime(0) {
			return p, true
		}
	}
	return limbs{}, false
}

// mod returns x modulo d.
//
//go:norace
func (x *limbs) mod(d uint64) (rest uint64) {
	for i := len(x) - 1; i >= 0; i-- {
		_, rest = bits.Div64(rest, x[i], d)
	}
	return rest
}

// big returns x as a big.Int.
func (x *limbs) big() *big.Int {
	b := x.bytes()
	return new(big.Int).SetBytes(b[:])
}

// setBytes and bytes convert from and to big-endian form.
func (x *limbs) setBytes(b *[64]byte) {
	for i := range x {
		x[i] = binary.BigEndian.Uint64(b[56-8*i:])
	}
}

func (x *limbs) bytes() (b [64]byte) {
	for i := range x {
		binary.BigEndian.PutUint64(b[56-8*i:], x[i])
	}
	return b
}
