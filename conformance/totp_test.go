package conformance

import (
	"crypto/sha1"
	"encoding/base32"
	"testing"
)

// Appendix B of RFC 6238, SHA-1, cut to six digits.
func TestTOTPAgainstRFC6238(t *testing.T) {
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for _, tc := range []struct {
		unix int64
		want string
	}{
		{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
		{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
	} {
		got, err := hotp(sha1.New, secret, tc.unix/totpStep)
		if err != nil || got != tc.want {
			t.Errorf("at %d: %s, %v, want %s", tc.unix, got, err, tc.want)
		}
	}
	if _, err := hotp(sha1.New, "not base32!", 1); err == nil {
		t.Error("a secret that is not base32 was taken")
	}
}
