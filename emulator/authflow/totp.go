package authflow

import (
	"crypto/subtle"
	"encoding/base32"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// The service's TOTP: RFC 6238 with HMAC-SHA-1, steps of 30 seconds, six digits, one step of
// tolerance to either side.
// Doc: "TOTP software token MFA".
const (
	totpStep   = 30 // seconds
	totpWindow = 1
)

// SecretText is an authenticator secret as people and apps read it: base32 without padding.
func SecretText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// TOTPCode returns the code that an authenticator shows at an instant, and the step it belongs to.
func TOTPCode(secret []byte, at time.Time) (code string, step int64) {
	step = at.Unix() / totpStep
	return totpAt(SecretText(secret), step), step
}

// TOTPLeft is how long the code of an instant is shown.
func TOTPLeft(at time.Time) time.Duration {
	return time.Duration(totpStep-at.Unix()%totpStep) * time.Second
}

// TOTPStep returns the step whose code this is, if that step is near enough.
func TOTPStep(secret []byte, code string, at time.Time) (step int64, ok bool) {
	text := SecretText(secret)
	now := at.Unix() / totpStep
	// Every candidate is computed whatever the first one says.
	for candidate := now - totpWindow; candidate <= now+totpWindow; candidate++ {
		if subtle.ConstantTimeCompare([]byte(totpAt(text, candidate)), []byte(code)) == 1 {
			step, ok = candidate, true
		}
	}
	return step, ok
}

func totpAt(secret string, step int64) string {
	code, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{
		Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		panic("authflow: " + err.Error()) // the secret is base32: SecretText made it
	}
	return code
}
