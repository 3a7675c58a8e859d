package encryptionsdk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// KMS is a keyring whose data keys come from a KMS, which is also who can decrypt them.
type KMS struct {
	Endpoint string
	// KeyARN is the whole ARN of the key that wraps the data keys.
	KeyARN string
	// Authorization goes into the header of that name. Local ones look at it to find account and region,
	// and check no signature.
	Authorization string
	HTTP          http.RoundTripper
}

// kmsProvider is how messages call this kind of keyring.
const kmsProvider = "aws-kms"

// maxAnswer bounds what is read of an answer.
const maxAnswer = 64 << 10

// DataKey implements Keyring. Doc: API_GenerateDataKey.
func (k *KMS) DataKey(ctx context.Context, about map[string]string) (*DataKey, error) {
	body, err := json.Marshal(struct {
		KeyID             string            `json:"KeyId"`
		EncryptionContext map[string]string `json:"EncryptionContext"`
		KeySpec           string            `json:"KeySpec"`
	}{k.KeyARN, about, "AES_256"})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(k.Endpoint, "/")+"/", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "TrentService.GenerateDataKey")
	if k.Authorization != "" {
		r.Header.Set("Authorization", k.Authorization)
	}
	answer, err := k.HTTP.RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("the KMS at %s: %w", k.Endpoint, err)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, fmt.Errorf("the KMS at %s: %w", k.Endpoint, err)
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the KMS at %s answers %s to GenerateDataKey for %s: %s", k.Endpoint, answer.Status, k.KeyARN, text)
	}
	var key struct {
		KeyID          string `json:"KeyId"`
		Plaintext      []byte
		CiphertextBlob []byte
	}
	if err := json.Unmarshal(text, &key); err != nil {
		return nil, fmt.Errorf("the KMS at %s answers what is no data key: %w", k.Endpoint, err)
	}
	info := k.KeyARN
	if strings.HasPrefix(key.KeyID, "arn:") { // of the key behind an alias
		info = key.KeyID
	}
	return &DataKey{Plain: key.Plaintext, Provider: kmsProvider, Info: info, Encrypted: key.CiphertextBlob}, nil
}

var (
	_ Keyring = (*KMS)(nil)
	_ Keyring = (*RawAES)(nil)
)
