package srp

import (
	"crypto/sha256"
	"math/big"
	"sync"
)

// The group: the prime of RFC 3526 number 15, whose generator is 2. Seen: amplify-js.
const (
	primeHex = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
		"EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
		"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
		"83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
		"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
		"15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
		"ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
		"BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"
	generator = 2
	groupSize = 384 // bytes of a group element
)

// prime is N, and multiplier is k = H(pad(N) ‖ pad(g)).
var (
	prime = sync.OnceValue(func() *big.Int {
		n, _ := new(big.Int).SetString(primeHex, 16)
		return n
	})
	multiplier = sync.OnceValue(func() *big.Int {
		return hash(pad(prime()), pad(big.NewInt(generator)))
	})
)

// pad returns the bytes of a number as Java's BigInteger has them: big-endian two's complement of
// minimal length, so that a zero byte comes first when the top bit is set.
func pad(z *big.Int) []byte {
	b := make([]byte, z.BitLen()/8+1)
	return z.FillBytes(b)
}

// hash returns the SHA-256 of the parts as a number.
func hash(parts ...[]byte) *big.Int {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

// The powers of the generator that SRP needs have exponents of 256 and 512 bits. A table computed
// once makes them two to three times cheaper than big.Int.Exp (BenchmarkPower). The exponent is
// written as rows of combWidth bits; column by column, from the top, the table says what the bits
// of the column contribute, and squaring moves on to the next column.
const (
	combWidth = 43 // 6 rows hold 256 bits
	combRows  = 6
	combs     = 2 // two tables of 6 rows: one for the lower 256 bits, one for the rest; 49 kB
)

// comb holds, for each subset of rows, the product of g^(2^(43·row)) over the rows in it.
type comb [combs][1 << combRows]*big.Int

var generatorPowers = sync.OnceValue(func() *comb {
	var c comb
	n := prime()
	power := big.NewInt(generator)
	for i := range c {
		table := &c[i]
		table[0] = big.NewInt(1)
		for row := range combRows {
			for subset := range 1 << row {
				z := new(big.Int).Mul(table[subset], power)
				table[1<<row|subset] = z.Mod(z, n)
			}
			next := new(big.Int).Set(power)
			for range combWidth {
				next.Mul(next, next).Mod(next, n)
			}
			power = next
		}
	}
	return &c
})

// power returns g^e modulo N.
func power(e *big.Int) *big.Int {
	c, n := generatorPowers(), prime()
	if e.BitLen() > combs*combRows*combWidth { // never with SRP's own exponents
		return new(big.Int).Exp(big.NewInt(generator), e, n)
	}
	used := 1
	if e.BitLen() > combRows*combWidth {
		used = combs
	}
	z, product, quotient := big.NewInt(1), new(big.Int), new(big.Int)
	for column := combWidth - 1; column >= 0; column-- {
		product.Mul(z, z)
		quotient.QuoRem(product, n, z)
		for i := range used {
			subset := uint(0)
			for row := range combRows {
				subset |= e.Bit((i*combRows+row)*combWidth+column) << row
			}
			if subset != 0 {
				product.Mul(z, c[i][subset])
				quotient.QuoRem(product, n, z)
			}
		}
	}
	return z
}
