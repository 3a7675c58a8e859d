package bench

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
)

// functionPath is where Peer answers what it is sent, as a function does that lets everything pass.
const functionPath = "/function"

// Peer is the bare server that logins are compared with: it reads the request as JSON, signs two tokens of the usual
// length with two RSA-2048 keys by crypto/rsa, and answers with them.
func Peer(address string) error {
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		var err error
		if keys[i], err = rsa.GenerateKey(nil, 2048); err != nil { // the reader is not used any more
			return err
		}
	}
	claims := make([]byte, 700)
	return http.ListenAndServe(address, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == functionPath {
			text, err := io.ReadAll(r.Body)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			_, _ = w.Write(text) // as below
			return
		}
		var in struct{ AuthParameters map[string]string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var tokens [2]string
		for i, key := range keys {
			text := base64.RawURLEncoding.EncodeToString(claims)
			hash := sha256.Sum256([]byte(text))
			signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, hash[:])
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			tokens[i] = text + "." + base64.RawURLEncoding.EncodeToString(signature)
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		// A client that has gone away is not our concern.
		_ = json.NewEncoder(w).Encode(map[string]any{"AuthenticationResult": map[string]any{"AccessToken": tokens[0], "IdToken": tokens[1]}})
	}))
}
