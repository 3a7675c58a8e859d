package policy_test

import (
	"testing"

	"cognito-emulator/emulator/policy"
)

// Computed with: printf 'diegoc1' | openssl dgst -sha256 -hmac s3cret -binary | base64
const diegoHash = "o6H060yJcXdYPwTcxaZoNp1youGP4SHNV1rAQJhWOGE="

func TestSecretHash(t *testing.T) {
	t.Parallel()
	if got := policy.SecretHash("s3cret", "diego", "c1"); got != diegoHash {
		t.Errorf("SecretHash = %q, want %q", got, diegoHash)
	}
	const (
		mismatch   = notAuthorized + "Unable to verify secret hash for client c1"
		missing    = notAuthorized + "Client c1 is configured with secret but SECRET_HASH was not received"
		unexpected = notAuthorized + "Client c1 is not configured with secret but SECRET_HASH was received"
	)
	for _, c := range []struct {
		name    string
		secrets []string
		user    string
		hash    string
		want    string
	}{
		{"right", []string{"s3cret"}, "diego", diegoHash, ""},
		{"second secret", []string{"other", "s3cret"}, "diego", diegoHash, ""},
		{"other user", []string{"s3cret"}, "Diego", diegoHash, mismatch},
		{"other secret", []string{"other"}, "diego", diegoHash, mismatch},
		{"garbage", []string{"s3cret"}, "diego", "x", mismatch},
		{"missing", []string{"s3cret"}, "diego", "", missing},
		{"public client", nil, "diego", "", ""},
		{"public client, hash sent", nil, "diego", diegoHash, unexpected},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, policy.CheckSecretHash("c1", c.secrets, c.user, c.hash), c.want)
		})
	}
	wantError(t, policy.CheckRefreshSecretHash("c1", []string{"s3cret"}, "a@b.c", diegoHash),
		notAuthorized+"SecretHash does not match for the client: c1")
	wantError(t, policy.CheckRefreshSecretHash("c1", []string{"s3cret"}, "diego", diegoHash), "")
}

func TestClientSecret(t *testing.T) {
	t.Parallel()
	secrets := []string{"one", "two"}
	wantError(t, policy.CheckClientSecret("c1", secrets, "two"), "")
	wantError(t, policy.CheckClientSecret("c1", nil, ""), "")
	wantError(t, policy.CheckClientSecret("c1", secrets, ""), notAuthorized+"Client c1 is configured for secret but secret was not received")
	wantError(t, policy.CheckClientSecret("c1", secrets, "three"), notAuthorized+"Unable to verify secret for client c1")
	if policy.SecretMatches(nil, "") || policy.SecretMatches(secrets, "") || !policy.SecretMatches(secrets, "one") {
		t.Error("SecretMatches")
	}
}
