package inspect_test

import (
	"encoding/base32"
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"cognito-emulator/state"
)

func TestTOTP(t *testing.T) {
	d := newDesk(t)
	registered, pending := []byte("registered-secret-of-32-bytes-ok"), []byte("pending-secret-of-32-bytes-is-ok")
	offered := []byte("offered-within-a-sign-in-is-good")
	d.write(func(tx *state.Tx) error {
		if err := tx.AddPool(&state.Pool{ID: "us-east-1_pool", Config: types.UserPoolType{
			UsernameAttributes: []types.UsernameAttributeType{"email"}}}); err != nil {
			return err
		}
		for _, u := range []*state.User{
			{Sub: "sub-1", Username: "sub-1", Attributes: map[string]string{"email": "both@example.com"},
				MFA: state.UserMFA{Token: &state.Authenticator{Secret: registered}, Pending: pending}},
			{Sub: "sub-2", Username: "sub-2", MFA: state.UserMFA{Pending: pending}},
			{Sub: "sub-3", Username: "sub-3"},
			{Sub: "sub-4", Username: "sub-4"},
		} {
			u.Pool = "us-east-1_pool"
			if err := tx.AddUser(u); err != nil {
				return err
			}
		}
		// The user who signs in for the first time sets an app up.
		return tx.AddSession(&state.Session{Pool: "us-east-1_pool", ID: "1", Sub: "sub-4", Secret: offered})
	})
	for _, c := range []struct {
		username string
		secret   []byte
	}{{"both@example.com", registered}, {"sub-1", registered}, {"sub-2", pending}, {"sub-4", offered}} {
		var got struct {
			Secret, Code string
			Expires      int `json:"expiresInSeconds"`
		}
		if err := json.Unmarshal([]byte(d.ok("GET", "/_inspect/totp?userPoolId=us-east-1_pool&username="+c.username, "")), &got); err != nil {
			t.Fatal(err)
		}
		secret := strings.TrimRight(base32.StdEncoding.EncodeToString(c.secret), "=")
		code, err := totp.GenerateCodeCustom(secret, d.Now(), totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix})
		if err != nil {
			t.Fatal(err)
		}
		// The bench's clock stands at 6.789 s past the minute.
		if got.Secret != secret || got.Code != code || got.Expires != 24 {
			t.Errorf("%s: %+v, want %s, %s, 24 s", c.username, got, secret, code)
		}
	}
	for username, detail := range map[string]string{
		"sub-3": "the user sub-3 has no authenticator app, nor was a secret handed out that one could be set up with: " +
			"AssociateSoftwareToken does that",
		"nobody": "there is no user nobody in the user pool us-east-1_pool",
	} {
		status, text := d.call("GET", "/_inspect/totp?userPoolId=us-east-1_pool&username="+username, "")
		if status != 404 || !strings.Contains(text, detail) {
			t.Errorf("%s: %d %s", username, status, text)
		}
	}
}
