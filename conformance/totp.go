package conformance

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // what RFC 6238 and the service prescribe
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// totpStep is how long one code of an authenticator is shown, in seconds. Doc: developer guide, TOTP software token MFA.
const totpStep = 30

// authenticatorName is what the suite calls every authenticator that it registers.
const authenticatorName = "key ring"

// hotp is RFC 4226 with six digits. The service's hash is SHA-1.
func hotp(hash func() hash.Hash, secret string, counter int64) (string, error) {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.TrimRight(secret, "="))
	if err != nil {
		return "", fmt.Errorf("secret of the authenticator: %w", err)
	}
	mac := hmac.New(hash, key)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(counter)))
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	code := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	return fmt.Sprintf("%06d", code%1_000_000), nil
}

// TOTP gives a code of the user's authenticator that was not used before. It takes the next one when the present one is
// used up, which the service accepts as well, and moves the clock, or waits, when that is gone too.
func (w *World) TOTP(u *User) string {
	w.t.Helper()
	step := max(w.Now().Unix()/totpStep, u.lastStep+1)
	for w.Now().Unix()/totpStep+1 < step {
		if w.Has(Clock) {
			w.Advance(totpStep * time.Second)
		} else {
			time.Sleep(time.Second)
		}
	}
	u.lastStep = step
	return w.codeOf(u.secret, step)
}

// TOTPAt gives the code of the user's authenticator some steps away from now, used or not.
func (w *World) TOTPAt(u *User, away int64) string {
	w.t.Helper()
	return w.codeOf(u.secret, w.Now().Unix()/totpStep+away)
}

func (w *World) codeOf(secret string, step int64) string {
	w.t.Helper()
	code, err := hotp(sha1.New, secret, step)
	w.must(err)
	return code
}

// RegisterTOTP gives the signed-in user an authenticator. It does not turn the factor on.
func (w *World) RegisterTOTP(u *User, accessToken string) {
	w.t.Helper()
	u.secret, u.lastStep = *OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: &accessToken}).SecretCode, 0
	OK(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{
		AccessToken: &accessToken, UserCode: new(w.TOTP(u)), FriendlyDeviceName: new(authenticatorName),
	})
}

// ShownTOTP is the code that the inspect endpoint says the user's authenticator shows.
func (w *World) ShownTOTP(u *User) string {
	w.t.Helper()
	var shown struct {
		Secret string `json:"secret"`
		Code   string `json:"code"`
	}
	q := url.Values{"userPoolId": {u.Pool.ID}, "username": {u.Username}}
	w.inspect(http.MethodGet, "/_inspect/totp?"+q.Encode(), "", &shown)
	if shown.Secret != u.secret {
		w.t.Errorf("the inspect endpoint shows another secret: %q, want %q", shown.Secret, u.secret)
	}
	return shown.Code
}
