package policy

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"

	"cognito-emulator/emulator/fault"
)

// SecretHash is the SECRET_HASH of a username for a client.
// Doc: signing up and confirming user accounts, "Computing secret hash values".
func SecretHash(secret, username, clientID string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// CheckSecretHash verifies the SECRET_HASH of a request, or its absence. secrets
// are the active secrets of the client, none for a public one; any of them will
// do. username is what the request itself calls the user.
func CheckSecretHash(clientID string, secrets []string, username, hash string) error {
	return checkHash(secrets, username, clientID, hash, fault.SecretHashMismatch)
}

// CheckRefreshSecretHash is the same for a refresh, whose username is the stored one.
func CheckRefreshSecretHash(clientID string, secrets []string, username, hash string) error {
	return checkHash(secrets, username, clientID, hash, fault.RefreshSecretHashMismatch)
}

func checkHash(secrets []string, username, clientID, hash string, mismatch func(string) error) error {
	switch {
	case len(secrets) == 0 && hash != "":
		return fault.SecretHashUnexpected(clientID)
	case len(secrets) == 0:
		return nil
	case hash == "":
		return fault.SecretHashMissing(clientID)
	}
	match := 0
	for _, secret := range secrets { // all of them, so that the time tells nothing
		match |= subtle.ConstantTimeCompare([]byte(SecretHash(secret, username, clientID)), []byte(hash))
	}
	if match == 0 {
		return mismatch(clientID)
	}
	return nil
}

// SecretMatches tells whether secret is one of a client's active secrets.
func SecretMatches(secrets []string, secret string) bool {
	match := 0
	for _, s := range secrets {
		match |= subtle.ConstantTimeCompare([]byte(s), []byte(secret))
	}
	return match == 1
}

// CheckClientSecret verifies the ClientSecret of GetTokensFromRefreshToken, or its
// absence. Assumed: a public client's is not looked at (A050).
func CheckClientSecret(clientID string, secrets []string, secret string) error {
	switch {
	case len(secrets) == 0 || SecretMatches(secrets, secret):
		return nil
	case secret == "":
		return fault.ClientSecretMissing(clientID)
	}
	return fault.ClientSecretMismatch(clientID)
}
