// Package srp is the server's half of the Secure Remote Password protocol as user pools speak it,
// for users and for remembered devices: SRP-6a over the 3072-bit group of RFC 3526 with SHA-256,
// a derived key, and an HMAC as proof. The formulas are those of the public clients (amplify-js,
// amplify-swift, pycognito), which work against the service.
//
// The server's record of a password is its salt and x, the private value that the client derives
// from the password as well. That makes checking a password sent in the clear a matter of two
// hashes, and saves half of the arithmetic of SRP; it also means that whoever reads the record can
// sign in, which a server with secrets to keep would avoid by storing g^x instead.
//
// Two names enter all hashes, without anything between them: of a user, the pool id behind its "_"
// and USER_ID_FOR_SRP; of a device, its group key and its key. They are called group and name here.
//
// The package reads neither clock nor random source. Only comparisons of secrets take constant
// time; the arithmetic is that of math/big, which does not.
package srp
