package token

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"testing"
)

func BenchmarkGenerate(b *testing.B) {
	b.Run("four primes", func(b *testing.B) {
		var n uint32
		for b.Loop() {
			n++
			if _, err := FromSeed(Seed{byte(n), byte(n >> 8), byte(n >> 16), 7}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("crypto-rsa", func(b *testing.B) {
		for b.Loop() {
			if _, err := rsa.GenerateKey(rand.Reader, 2048); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSignature(b *testing.B) {
	key, err := FromSeed(Seed{1})
	if err != nil {
		b.Fatal(err)
	}
	theirs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	digest := sha256.Sum256([]byte("message"))
	b.Run("four primes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			key.sign(&digest)
		}
	})
	b.Run("crypto-rsa", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := rsa.SignPKCS1v15(nil, theirs, crypto.SHA256, digest[:]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// accessClaims are those of an access token from a password sign-in.
var accessClaims = Claims{
	{"sub", "8d3f1c52-6b7e-4c11-9f0e-2a5b7c9d1e3f"},
	{"cognito:groups", []string{"admins"}},
	{"iss", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab1Cd2Ef3"},
	{"client_id", "1example23456789"},
	{"origin_jti", "620a0166-4a4b-4047-b4d3-af7e91a55447"},
	{"event_id", "8626e824-ddbb-410a-af39-56ec4c820657"},
	{"token_use", "access"},
	{"scope", "aws.cognito.signin.user.admin"},
	{"auth_time", int64(1722400000)},
	{"exp", int64(1722403600)},
	{"iat", int64(1722400000)},
	{"jti", "5b25a4aa-3dfc-4bee-8b21-320854ecd28e"},
	{"username", "8d3f1c52-6b7e-4c11-9f0e-2a5b7c9d1e3f"},
}

func BenchmarkJWT(b *testing.B) {
	key := testKey()
	b.Run("claims", func(b *testing.B) {
		buf := make([]byte, 0, 2048)
		b.ReportAllocs()
		for b.Loop() {
			accessClaims.append(buf)
		}
	})
	b.Run("sign", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			key.Sign(accessClaims)
		}
	})
	jwt := key.Sign(accessClaims)
	b.Run("verify", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Verify(jwt, find); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOpaque(b *testing.B) {
	for name, kind := range kinds {
		text := kind.text(ID{1})
		b.Run(name+" make", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				kind.text(ID{1})
			}
		})
		b.Run(name+" read", func(b *testing.B) {
			for b.Loop() {
				kind.id(text)
			}
		})
	}
}

func BenchmarkUnmarshalKey(b *testing.B) {
	data, err := testKey().MarshalBinary()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := UnmarshalKey(data); err != nil {
			b.Fatal(err)
		}
	}
}
