package token

import "math/bits"

// Arithmetic modulo a prime of 512 bits, in Montgomery form (R = 2^512).
//
// Why not math/big: its Exp takes 56 µs for 512 bits where this takes 31 (BenchmarkField), because
// its Montgomery multiplication has no short cut for squares, and it allocates. Signatures are most
// of what a sign-in costs. The tests compare every function with math/big.
//
// Nothing here hides timing: the keys of an emulator guard no secret.
//
// The innermost functions touch nothing but their arguments, which belong to one goroutine, and the
// race detector is kept out of them: it made them so slow that tests did little else.

// limbs is a number of 512 bits, least significant limb first.
type limbs [8]uint64

// wide is the product of two limbs.
type wide [16]uint64

// modulus is an odd number between 2^511 and 2^512 with what Montgomery reduction needs. The
// lower bound makes every number of 512 bits smaller than twice the modulus.
type modulus struct {
	m   limbs
	inv uint64 // -1/m modulo 2^64
	one limbs  // R modulo m: the number one in Montgomery form
	rr  limbs  // R² modulo m: multiplying by it brings a number into Montgomery form
}

// setup prepares everything but rr, which the search for primes has no use for.
func (f *modulus) setup(m *limbs) {
	f.m = *m
	x := m[0] // correct to 3 bits; each round of Newton's iteration doubles that
	for range 5 {
		x *= 2 - m[0]*x
	}
	f.inv = -x
	var zero limbs
	sub(&f.one, &zero, m) // 2^512 - m
}

// setupSquare prepares rr: R doubled 512 times.
func (f *modulus) setupSquare() {
	f.rr = f.one
	for range 512 {
		f.double(&f.rr)
	}
}

// mul sets z = x·y/R modulo m; one of x and y must be below m.
func (f *modulus) mul(z, x, y *limbs) {
	var t wide
	mulWide(&t, x, y)
	f.reduce(z, &t)
}

// square sets z = x²/R modulo m; x must be below m.
func (f *modulus) square(z, x *limbs) {
	var t wide
	squareWide(&t, x)
	f.reduce(z, &t)
}

// leave returns x out of Montgomery form.
func (f *modulus) leave(x *limbs) (z limbs) {
	var t wide
	copy(t[:8], x[:])
	f.reduce(&z, &t)
	return z
}

// enter returns the number in words, whose length is a multiple of 8, modulo m and in Montgomery
// form: Horner's rule over chunks of 512 bits.
func (f *modulus) enter(words []uint64) (z limbs) {
	for i := len(words) - 8; i >= 0; i -= 8 {
		chunk := limbs(words[i:])
		f.normalize(&chunk)
		f.add(&chunk, &chunk, &z)
		f.mul(&z, &chunk, &f.rr)
	}
	return z
}

// normalize brings x, any number of 512 bits, below m.
//
//go:norace
func (f *modulus) normalize(x *limbs) {
	var d limbs
	borrow := sub(&d, x, &f.m)
	choose(x, &d, borrow)
}

// add sets z = x + y modulo m.
//
//go:norace
func (f *modulus) add(z, x, y *limbs) {
	var s, d limbs
	var c uint64
	for i := range s {
		s[i], c = bits.Add64(x[i], y[i], c)
	}
	borrow := sub(&d, &s, &f.m)
	*z = s
	choose(z, &d, borrow&^c)
}

// subtract sets z = x - y modulo m.
//
//go:norace
func (f *modulus) subtract(z, x, y *limbs) {
	var d limbs
	if sub(&d, x, y) != 0 {
		var c uint64
		for i := range d {
			d[i], c = bits.Add64(d[i], f.m[i], c)
		}
	}
	*z = d
}

// double sets x = 2x modulo m.
//
//go:norace
func (f *modulus) double(x *limbs) {
	m := &f.m
	top := x[7] >> 63
	x7 := x[7]<<1 | x[6]>>63
	x6 := x[6]<<1 | x[5]>>63
	x5 := x[5]<<1 | x[4]>>63
	x4 := x[4]<<1 | x[3]>>63
	x3 := x[3]<<1 | x[2]>>63
	x2 := x[2]<<1 | x[1]>>63
	x1 := x[1]<<1 | x[0]>>63
	x0 := x[0] << 1
	d0, b := bits.Sub64(x0, m[0], 0)
	d1, b := bits.Sub64(x1, m[1], b)
	d2, b := bits.Sub64(x2, m[2], b)
	d3, b := bits.Sub64(x3, m[3], b)
	d4, b := bits.Sub64(x4, m[4], b)
	d5, b := bits.Sub64(x5, m[5], b)
	d6, b := bits.Sub64(x6, m[6], b)
	d7, b := bits.Sub64(x7, m[7], b)
	mask := -(b &^ top)
	x[0] = d0 ^ mask&(d0^x0)
	x[1] = d1 ^ mask&(d1^x1)
	x[2] = d2 ^ mask&(d2^x2)
	x[3] = d3 ^ mask&(d3^x3)
	x[4] = d4 ^ mask&(d4^x4)
	x[5] = d5 ^ mask&(d5^x5)
	x[6] = d6 ^ mask&(d6^x6)
	x[7] = d7 ^ mask&(d7^x7)
}

// sub sets z = x - y and returns the borrow.
//
//go:norace
func sub(z, x, y *limbs) (borrow uint64) {
	for i := range z {
		z[i], borrow = bits.Sub64(x[i], y[i], borrow)
	}
	return borrow
}

// choose sets x = d unless keep is 1.
//
//go:norace
func choose(x, d *limbs, keep uint64) {
	mask := -keep
	for i := range x {
		x[i] = d[i] ^ mask&(d[i]^x[i])
	}
}

// exp returns x^e, both x and the result in Montgomery form: windows of up to five bits that
// begin and end with a one, so that the table needs odd powers only.
func (f *modulus) exp(x, e *limbs) limbs {
	var odd [16]limbs // x, x³, x⁵ …
	var square limbs
	odd[0] = *x
	f.square(&square, x)
	for i := 1; i < len(odd); i++ {
		f.mul(&odd[i], &odd[i-1], &square)
	}
	bit := func(i int) uint64 { return e[i>>6] >> (i & 63) & 1 }
	z := f.one
	for i := 511; i >= 0; {
		if bit(i) == 0 {
			f.square(&z, &z)
			i--
			continue
		}
		low := max(i-4, 0)
		for bit(low) == 0 {
			low++
		}
		var window uint64
		for ; i >= low; i-- {
			f.square(&z, &z)
			window = window<<1 | bit(i)
		}
		f.mul(&z, &z, &odd[window>>1])
	}
	return z
}

// isProbablePrime is Fermat's test to base 2, where the multiplications are doublings: the
// cheapest way to be rid of nearly every composite.
func (f *modulus) isProbablePrime() bool {
	z := f.one
	for i := 511; i >= 0; i-- { // the exponent is m-1, which differs from m in bit 0 only
		f.square(&z, &z)
		if i > 0 && f.m[i>>6]>>(i&63)&1 == 1 {
			f.double(&z)
		}
	}
	return z == f.one
}

// mulWide sets t = x·y, row by row. Within a row the high halves are added to the next low halves
// first, which leaves two chains of carries that the compiler keeps in the processor's carry flag.
//
//go:norace
func mulWide(t *wide, x, y *limbs) {
	*t = wide{}
	for i := range y {
		w := (*limbs)(t[i:])
		d := y[i]
		var c uint64
		h0, l0 := bits.Mul64(x[0], d)
		h1, l1 := bits.Mul64(x[1], d)
		h2, l2 := bits.Mul64(x[2], d)
		h3, l3 := bits.Mul64(x[3], d)
		h4, l4 := bits.Mul64(x[4], d)
		h5, l5 := bits.Mul64(x[5], d)
		h6, l6 := bits.Mul64(x[6], d)
		h7, l7 := bits.Mul64(x[7], d)
		l1, c = bits.Add64(l1, h0, 0)
		l2, c = bits.Add64(l2, h1, c)
		l3, c = bits.Add64(l3, h2, c)
		l4, c = bits.Add64(l4, h3, c)
		l5, c = bits.Add64(l5, h4, c)
		l6, c = bits.Add64(l6, h5, c)
		l7, c = bits.Add64(l7, h6, c)
		h7 += c
		w[0], c = bits.Add64(w[0], l0, 0)
		w[1], c = bits.Add64(w[1], l1, c)
		w[2], c = bits.Add64(w[2], l2, c)
		w[3], c = bits.Add64(w[3], l3, c)
		w[4], c = bits.Add64(w[4], l4, c)
		w[5], c = bits.Add64(w[5], l5, c)
		w[6], c = bits.Add64(w[6], l6, c)
		w[7], c = bits.Add64(w[7], l7, c)
		t[i+8] = h7 + c
	}
}

// squareWide sets t = x²: the products of different limbs once, doubled, then the squares of the limbs.
// 36 multiplications instead of 64.
//
//go:norace
func squareWide(t *wide, x *limbs) {
	x0, x1, x2, x3, x4, x5, x6, x7 := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	var c uint64

	// x0 times x1 … x7
	h1, t1 := bits.Mul64(x0, x1)
	h2, l2 := bits.Mul64(x0, x2)
	h3, l3 := bits.Mul64(x0, x3)
	h4, l4 := bits.Mul64(x0, x4)
	h5, l5 := bits.Mul64(x0, x5)
	h6, l6 := bits.Mul64(x0, x6)
	h7, l7 := bits.Mul64(x0, x7)
	t2, c := bits.Add64(l2, h1, 0)
	t3, c := bits.Add64(l3, h2, c)
	t4, c := bits.Add64(l4, h3, c)
	t5, c := bits.Add64(l5, h4, c)
	t6, c := bits.Add64(l6, h5, c)
	t7, c := bits.Add64(l7, h6, c)
	t8 := h7 + c

	// x1 times x2 … x7
	h2, l2 = bits.Mul64(x1, x2)
	h3, l3 = bits.Mul64(x1, x3)
	h4, l4 = bits.Mul64(x1, x4)
	h5, l5 = bits.Mul64(x1, x5)
	h6, l6 = bits.Mul64(x1, x6)
	h7, l7 = bits.Mul64(x1, x7)
	l3, c = bits.Add64(l3, h2, 0)
	l4, c = bits.Add64(l4, h3, c)
	l5, c = bits.Add64(l5, h4, c)
	l6, c = bits.Add64(l6, h5, c)
	l7, c = bits.Add64(l7, h6, c)
	h7 += c
	t3, c = bits.Add64(t3, l2, 0)
	t4, c = bits.Add64(t4, l3, c)
	t5, c = bits.Add64(t5, l4, c)
	t6, c = bits.Add64(t6, l5, c)
	t7, c = bits.Add64(t7, l6, c)
	t8, c = bits.Add64(t8, l7, c)
	t9 := h7 + c

	// x2 times x3 … x7
	h3, l3 = bits.Mul64(x2, x3)
	h4, l4 = bits.Mul64(x2, x4)
	h5, l5 = bits.Mul64(x2, x5)
	h6, l6 = bits.Mul64(x2, x6)
	h7, l7 = bits.Mul64(x2, x7)
	l4, c = bits.Add64(l4, h3, 0)
	l5, c = bits.Add64(l5, h4, c)
	l6, c = bits.Add64(l6, h5, c)
	l7, c = bits.Add64(l7, h6, c)
	h7 += c
	t5, c = bits.Add64(t5, l3, 0)
	t6, c = bits.Add64(t6, l4, c)
	t7, c = bits.Add64(t7, l5, c)
	t8, c = bits.Add64(t8, l6, c)
	t9, c = bits.Add64(t9, l7, c)
	t10 := h7 + c

	// x3 times x4 … x7
	h4, l4 = bits.Mul64(x3, x4)
	h5, l5 = bits.Mul64(x3, x5)
	h6, l6 = bits.Mul64(x3, x6)
	h7, l7 = bits.Mul64(x3, x7)
	l5, c = bits.Add64(l5, h4, 0)
	l6, c = bits.Add64(l6, h5, c)
	l7, c = bits.Add64(l7, h6, c)
	h7 += c
	t7, c = bits.Add64(t7, l4, 0)
	t8, c = bits.Add64(t8, l5, c)
	t9, c = bits.Add64(t9, l6, c)
	t10, c = bits.Add64(t10, l7, c)
	t11 := h7 + c

	// x4 times x5 … x7
	h5, l5 = bits.Mul64(x4, x5)
	h6, l6 = bits.Mul64(x4, x6)
	h7, l7 = bits.Mul64(x4, x7)
	l6, c = bits.Add64(l6, h5, 0)
	l7, c = bits.Add64(l7, h6, c)
	h7 += c
	t9, c = bits.Add64(t9, l5, 0)
	t10, c = bits.Add64(t10, l6, c)
	t11, c = bits.Add64(t11, l7, c)
	t12 := h7 + c

	// x5 times x6 … x7
	h6, l6 = bits.Mul64(x5, x6)
	h7, l7 = bits.Mul64(x5, x7)
	l7, c = bits.Add64(l7, h6, 0)
	h7 += c
	t11, c = bits.Add64(t11, l6, 0)
	t12, c = bits.Add64(t12, l7, c)
	t13 := h7 + c

	// x6 times x7
	h7, l7 = bits.Mul64(x6, x7)
	t13, c = bits.Add64(t13, l7, 0)
	t14 := h7 + c

	// doubled
	t1, c = bits.Add64(t1, t1, 0)
	t2, c = bits.Add64(t2, t2, c)
	t3, c = bits.Add64(t3, t3, c)
	t4, c = bits.Add64(t4, t4, c)
	t5, c = bits.Add64(t5, t5, c)
	t6, c = bits.Add64(t6, t6, c)
	t7, c = bits.Add64(t7, t7, c)
	t8, c = bits.Add64(t8, t8, c)
	t9, c = bits.Add64(t9, t9, c)
	t10, c = bits.Add64(t10, t10, c)
	t11, c = bits.Add64(t11, t11, c)
	t12, c = bits.Add64(t12, t12, c)
	t13, c = bits.Add64(t13, t13, c)
	t14, c = bits.Add64(t14, t14, c)
	t15 := c

	// and the squares on the diagonal
	h0, l0 := bits.Mul64(x0, x0)
	h1, l1 := bits.Mul64(x1, x1)
	h2, l2 = bits.Mul64(x2, x2)
	h3, l3 = bits.Mul64(x3, x3)
	h4, l4 = bits.Mul64(x4, x4)
	h5, l5 = bits.Mul64(x5, x5)
	h6, l6 = bits.Mul64(x6, x6)
	h7, l7 = bits.Mul64(x7, x7)
	t[0] = l0
	t[1], c = bits.Add64(t1, h0, 0)
	t[2], c = bits.Add64(t2, l1, c)
	t[3], c = bits.Add64(t3, h1, c)
	t[4], c = bits.Add64(t4, l2, c)
	t[5], c = bits.Add64(t5, h2, c)
	t[6], c = bits.Add64(t6, l3, c)
	t[7], c = bits.Add64(t7, h3, c)
	t[8], c = bits.Add64(t8, l4, c)
	t[9], c = bits.Add64(t9, h4, c)
	t[10], c = bits.Add64(t10, l5, c)
	t[11], c = bits.Add64(t11, h5, c)
	t[12], c = bits.Add64(t12, l6, c)
	t[13], c = bits.Add64(t13, h6, c)
	t[14], c = bits.Add64(t14, l7, c)
	t[15], _ = bits.Add64(t15, h7, c)
}

// reduce sets z = t/R modulo m for t below R·m: eight rounds, each of which adds the multiple of m that clears
// the lowest limb and then shifts it out.
//
//go:norace
func (f *modulus) reduce(z *limbs, t *wide) {
	m := &f.m
	r0, r1, r2, r3, r4, r5, r6, r7 := t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
	var over, c uint64
	for i := 8; i < 16; i++ {
		q := r0 * f.inv
		h0, l0 := bits.Mul64(m[0], q)
		h1, l1 := bits.Mul64(m[1], q)
		h2, l2 := bits.Mul64(m[2], q)
		h3, l3 := bits.Mul64(m[3], q)
		h4, l4 := bits.Mul64(m[4], q)
		h5, l5 := bits.Mul64(m[5], q)
		h6, l6 := bits.Mul64(m[6], q)
		h7, l7 := bits.Mul64(m[7], q)
		_, c = bits.Add64(r0, l0, 0)
		r0, c = bits.Add64(r1, l1, c)
		r1, c = bits.Add64(r2, l2, c)
		r2, c = bits.Add64(r3, l3, c)
		r3, c = bits.Add64(r4, l4, c)
		r4, c = bits.Add64(r5, l5, c)
		r5, c = bits.Add64(r6, l6, c)
		r6, c = bits.Add64(r7, l7, c)
		r7, over = bits.Add64(t[i], over, c)
		r0, c = bits.Add64(r0, h0, 0)
		r1, c = bits.Add64(r1, h1, c)
		r2, c = bits.Add64(r2, h2, c)
		r3, c = bits.Add64(r3, h3, c)
		r4, c = bits.Add64(r4, h4, c)
		r5, c = bits.Add64(r5, h5, c)
		r6, c = bits.Add64(r6, h6, c)
		r7, c = bits.Add64(r7, h7, c)
		over += c
	}

	// less m once more, unless that goes below zero
	d0, b := bits.Sub64(r0, m[0], 0)
	d1, b := bits.Sub64(r1, m[1], b)
	d2, b := bits.Sub64(r2, m[2], b)
	d3, b := bits.Sub64(r3, m[3], b)
	d4, b := bits.Sub64(r4, m[4], b)
	d5, b := bits.Sub64(r5, m[5], b)
	d6, b := bits.Sub64(r6, m[6], b)
	d7, b := bits.Sub64(r7, m[7], b)
	mask := -(b &^ over)
	z[0] = d0 ^ mask&(d0^r0)
	z[1] = d1 ^ mask&(d1^r1)
	z[2] = d2 ^ mask&(d2^r2)
	z[3] = d3 ^ mask&(d3^r3)
	z[4] = d4 ^ mask&(d4^r4)
	z[5] = d5 ^ mask&(d5^r5)
	z[6] = d6 ^ mask&(d6^r6)
	z[7] = d7 ^ mask&(d7^r7)
}
