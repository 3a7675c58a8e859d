// Package encryptionsdk writes messages in the format of the AWS Encryption SDK, which is the form in
// which the service gives a code to a custom sender function: version 1, signed, without key commitment.
// It only encrypts; reading is for the official clients of whoever gets the message.
//
// Doc: "AWS Encryption SDK message format reference", "algorithms reference". Seen: a message of the
// service in a public sample repository, whose fields follow one another as they do here.
package encryptionsdk

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

const (
	// suite is AES-256-GCM with a key derived by HKDF-SHA384, and an ECDSA signature over P-384.
	suite = 0x0378

	version       = 1
	typeMessage   = 0x80
	contentFramed = 2
	frameLength   = 4096
	messageIDSize = 16
	keySize       = 32
	ivSize        = 12
	tagSize       = 16
	finalFrame    = 0xffffffff

	// publicKeyName is the pair of the context that carries the public key of the signature.
	publicKeyName = "aws-crypto-public-key"
	// signatureSize is how long a signature is in DER form more often than not. Some clients rely on it.
	signatureSize = 103
)

// DataKey is the key of one message: in the clear, and as the message carries it.
type DataKey struct {
	Plain []byte
	// Provider and Info say who can decrypt Encrypted, and with what.
	Provider, Info string
	Encrypted      []byte
}

// Keyring makes data keys that are bound to a context.
type Keyring interface {
	DataKey(ctx context.Context, about map[string]string) (*DataKey, error)
}

// Encrypt writes a message that holds a short text, at most one frame. about is the encryption context:
// what the message tells in the clear and cannot be moved to another text.
func Encrypt(ctx context.Context, random io.Reader, ring Keyring, about map[string]string, text []byte) ([]byte, error) {
	if len(text) > frameLength {
		return nil, fmt.Errorf("a text of %d bytes does not fit into one frame", len(text))
	}
	signer, err := ecdsa.GenerateKey(elliptic.P384(), random)
	if err != nil {
		return nil, fmt.Errorf("a key to sign with: %w", err)
	}
	public, err := compressed(&signer.PublicKey)
	if err != nil {
		return nil, err
	}
	about = maps.Clone(about)
	if about == nil {
		about = map[string]string{}
	}
	about[publicKeyName] = base64.StdEncoding.EncodeToString(public)
	key, err := ring.DataKey(ctx, about)
	if err != nil {
		return nil, err
	}
	if len(key.Plain) != keySize {
		return nil, fmt.Errorf("the data key has %d bytes instead of %d", len(key.Plain), keySize)
	}
	id := make([]byte, messageIDSize)
	if _, err := io.ReadFull(random, id); err != nil {
		return nil, err
	}
	body, err := seal(key, id, about, text)
	if err != nil {
		return nil, err
	}
	signature, err := sign(random, signer, body)
	if err != nil {
		return nil, err
	}
	return append(binary.BigEndian.AppendUint16(body, uint16(len(signature))), signature...), nil
}

// seal writes everything but the signature.
func seal(key *DataKey, id []byte, about map[string]string, text []byte) ([]byte, error) {
	header := header(key, id, about)
	derived, err := hkdf.Key(sha512.New384, key.Plain, nil, string(binary.BigEndian.AppendUint16(nil, suite))+string(id), keySize)
	if err != nil {
		return nil, err
	}
	gcm, err := newGCM(derived)
	if err != nil {
		return nil, err
	}
	// The header is authenticated by the tag of an empty text.
	zero := make([]byte, ivSize)
	out := append(slices.Clip(header), zero...)
	out = gcm.Seal(out, zero, nil, header)

	const first = 1 // frames count from here, and their counter is their IV
	iv := make([]byte, ivSize)
	iv[ivSize-1] = first
	out = binary.BigEndian.AppendUint32(out, finalFrame)
	out = binary.BigEndian.AppendUint32(out, first)
	out = append(out, iv...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(text)))
	with := slices.Concat(id, []byte("AWSKMSEncryptionClient Final Frame"))
	with = binary.BigEndian.AppendUint32(with, first)
	with = binary.BigEndian.AppendUint64(with, uint64(len(text)))
	return gcm.Seal(out, iv, text, with), nil
}

// header is the message up to its own authentication.
func header(key *DataKey, id []byte, about map[string]string) []byte {
	pairs := Serialize(about)
	out := []byte{version, typeMessage}
	out = binary.BigEndian.AppendUint16(out, suite)
	out = append(out, id...)
	out = binary.BigEndian.AppendUint16(out, uint16(len(pairs)))
	out = append(out, pairs...)
	out = binary.BigEndian.AppendUint16(out, 1) // one encrypted data key
	for _, field := range [][]byte{[]byte(key.Provider), []byte(key.Info), key.Encrypted} {
		out = appendField(out, field)
	}
	out = append(out, contentFramed, 0, 0, 0, 0, ivSize)
	return binary.BigEndian.AppendUint32(out, frameLength)
}

// Serialize writes an encryption context as messages carry it: its pairs in the order of their names.
func Serialize(about map[string]string) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(about)))
	for _, name := range slices.Sorted(maps.Keys(about)) {
		out = appendField(appendField(out, []byte(name)), []byte(about[name]))
	}
	return out
}

func appendField(out, field []byte) []byte {
	return append(binary.BigEndian.AppendUint16(out, uint16(len(field))), field...)
}

// sign signs until the signature has the usual length: half of all do, the others are a byte longer or
// shorter, and there are clients who take none but these.
func sign(random io.Reader, key *ecdsa.PrivateKey, body []byte) ([]byte, error) {
	digest := sha512.Sum384(body)
	for range 256 {
		signature, err := ecdsa.SignASN1(random, key, digest[:])
		if err != nil {
			return nil, fmt.Errorf("the signature: %w", err)
		}
		if len(signature) == signatureSize {
			return signature, nil
		}
	}
	return nil, errors.New("no signature has the usual length")
}

// compressed is a point in the form of SEC 1 that leaves out all of y but its sign.
func compressed(key *ecdsa.PublicKey) ([]byte, error) {
	point, err := key.Bytes() // 4, x, y
	if err != nil {
		return nil, err
	}
	half := len(point) / 2
	return append([]byte{2 + point[len(point)-1]&1}, point[1:1+half]...), nil
}

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// RawAES is a keyring with a key of one's own.
type RawAES struct {
	// Namespace and Name are what the reader's keyring must say too.
	Namespace, Name string
	Key             []byte // 32 bytes
	Random          io.Reader
}

// DataKey implements Keyring.
func (r *RawAES) DataKey(_ context.Context, about map[string]string) (*DataKey, error) {
	gcm, err := newGCM(r.Key)
	if err != nil {
		return nil, fmt.Errorf("the key of the sender: %w", err)
	}
	plain, iv := make([]byte, keySize), make([]byte, ivSize)
	for _, b := range [][]byte{plain, iv} {
		if _, err := io.ReadFull(r.Random, b); err != nil {
			return nil, err
		}
	}
	var info bytes.Buffer
	info.WriteString(r.Name)
	info.Write(binary.BigEndian.AppendUint32(nil, tagSize*8))
	info.Write(binary.BigEndian.AppendUint32(nil, ivSize))
	info.Write(iv)
	return &DataKey{
		Plain: plain, Provider: r.Namespace, Info: info.String(),
		Encrypted: gcm.Seal(nil, iv, plain, Serialize(about)),
	}, nil
}
