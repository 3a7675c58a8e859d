package token

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// digestPrefix comes before the digest in a PKCS #1 v1.5 signature: the DER of a DigestInfo that
// names SHA-256. Doc: RFC 8017, section 9.2, note 1.
const digestPrefix = "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"

// sign returns the PKCS #1 v1.5 signature of a SHA-256 digest.
//
// The result is not verified before it leaves. A fault in one of the four branches would reveal a
// factor of the modulus (Bellcore attack), but the keys of an emulator are made on the spot,
// protect nothing, and the check would add a sixth to the cost.
func (k *Key) sign(digest *[sha256.Size]byte) (signature [keyBytes]byte) {
	em := &signature // first the message as padded, then the result
	em[1] = 1
	end := keyBytes - sha256.Size - len(digestPrefix) - 1
	for i := 2; i < end; i++ {
		em[i] = 0xff
	}
	copy(em[end+1:], digestPrefix)
	copy(em[keyBytes-sha256.Size:], digest[:])

	var message, result [keyBytes / 8]uint64
	for i := range message {
		message[i] = binary.BigEndian.Uint64(em[keyBytes-8*(i+1):])
	}
	k.private(&result, &message)
	for i := range result {
		binary.BigEndian.PutUint64(em[keyBytes-8*(i+1):], result[i])
	}
	return signature
}

// private sets x to message^d modulo the product of the primes: by exponentiation modulo each
// prime, and Garner's way of putting the results together. After each round x is right modulo all
// primes so far.
func (k *Key) private(x, message *[keyBytes / 8]uint64) {
	for i := range k.factors {
		f := &k.factors[i]
		base := f.enter(message[:])
		r := f.exp(&base, &f.d)
		if i > 0 {
			sofar := f.enter(x[:8*i])
			f.subtract(&r, &r, &sofar)
			f.mul(&r, &r, &f.inverse)
		}
		r = f.leave(&r)
		if i == 0 {
			copy(x[:], r[:])
			continue
		}
		addProduct(x[:8*(i+1)], f.before, &r)
	}
}

// addProduct sets z = z + x·y. There must be room for the result: len(z) = len(x) + 8.
func addProduct(z, x []uint64, y *limbs) {
	var over uint64
	for i, d := range x {
		var carry uint64
		for j := range y {
			hi, lo := bits.Mul64(y[j], d)
			var c uint64
			lo, c = bits.Add64(lo, carry, 0)
			hi += c
			z[i+j], c = bits.Add64(z[i+j], lo, 0)
			carry = hi + c
		}
		z[i+8], over = bits.Add64(z[i+8], carry, over)
	}
}
