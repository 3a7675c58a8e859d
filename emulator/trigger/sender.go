package trigger

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/encryptionsdk"
)

// Senders say how custom sender functions get the code that they send: encrypted by a key of the KMS at
// KMSEndpoint, which is the pool's; encrypted by Key; or as it is.
type Senders struct {
	KMSEndpoint string
	// Key has 32 bytes. The keyring that decrypts is one for raw AES keys with KeyNamespace and KeyName.
	Key   []byte
	Plain bool
}

// How a keyring has to name the key of Senders.
const (
	KeyNamespace = "cognito-emulator"
	KeyName      = "sender-key"
)

const keySize = 32

func (s Senders) validate() error {
	ways := 0
	for _, chosen := range []bool{s.KMSEndpoint != "", s.Key != nil, s.Plain} {
		if chosen {
			ways++
		}
	}
	switch {
	case ways > 1:
		return errors.New("the code for custom senders is encrypted by a KMS, by a key or not at all: choose one of them")
	case s.Key != nil && len(s.Key) != keySize:
		return fmt.Errorf("the sender key has %d bytes: must have %d", len(s.Key), keySize)
	case s.KMSEndpoint != "":
		if err := checkURL(s.KMSEndpoint); err != nil {
			return fmt.Errorf("KMS endpoint %w", err)
		}
	}
	return nil
}

// sending is what a custom sender is told. Its events have no response.
// Doc: "Custom email sender Lambda trigger". Seen: aws/aws-lambda-go#419, DefinitelyTyped/DefinitelyTyped#52111.
type sending struct {
	Type           string            `json:"type"`
	Code           *string           `json:"code"`
	ClientMetadata map[string]string `json:"clientMetadata"`
	UserAttributes any               `json:"userAttributes"`
}

// Sending is a message for a custom sender.
type Sending struct {
	// Occasion is what the source is called behind the name of the trigger, like SignUp.
	Occasion       string
	Code           string // empty: there is none
	UserAttributes any    // texts by name
	ClientMetadata map[string]string
}

// Sends tells whether a custom sender, CustomEmailSender or CustomSMSSender, takes over the messages of a
// pool. One whose code runs nowhere does not: the log says so, and that the message stays here.
func (t *Triggers) Sends(o Occasion, n Name) bool {
	f := o.function(n)
	if f.arn == "" {
		return false
	}
	id := identify(f.arn)
	missing := ""
	if _, ok := t.places.find(id); !ok {
		missing = "nothing says where its code runs: give --lambda-endpoint, or --lambda-url " + id.name + "=<url>, or Triggers.Functions in Go"
	} else if s := t.senders; s.KMSEndpoint == "" && s.Key == nil && !s.Plain {
		missing = "nothing says how its code is to be encrypted: give --kms-endpoint or --sender-key"
	}
	if missing != "" {
		t.log.Warn("a custom sender cannot be called, so the message is kept as if there were none: "+missing, "trigger", n, "function", f.arn)
	}
	return missing == ""
}

// Send hands a message to a custom sender. Nothing that goes wrong is anybody's concern but the log's.
// Doc: "Custom sender Lambda triggers": the service does not wait for the answer.
func (t *Triggers) Send(ctx context.Context, n Name, o Occasion, s Sending) {
	f := o.function(n)
	about := sending{Type: "customEmailSenderRequestV1", ClientMetadata: s.ClientMetadata, UserAttributes: s.UserAttributes}
	if n == CustomSMSSender {
		about.Type = "customSMSSenderRequestV1"
	}
	if s.Code != "" {
		code, err := t.encrypt(ctx, o, s.Code)
		if err != nil {
			t.log.ErrorContext(ctx, "the code for a custom sender cannot be encrypted; the function is not called", "trigger", n, "error", err)
			return
		}
		about.Code = &code
	}
	source := string(n) + "_" + s.Occasion
	event, err := o.event(f.version, source, about, nil)
	if err != nil {
		t.log.ErrorContext(ctx, "an event cannot be written", "trigger", n, "error", err)
		return
	}
	// The log has the error already.
	_ = t.call(ctx, f, o, source, event, func([]byte) error { return nil })
}

// encrypt is a code as events carry it. The letters < and > of a temporary password are told as HTML does.
// Doc: "Custom email sender Lambda trigger".
func (t *Triggers) encrypt(ctx context.Context, o Occasion, code string) (string, error) {
	code = strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(code)
	var ring encryptionsdk.Keyring
	switch s := t.senders; {
	case s.Plain:
		return code, nil
	case s.Key != nil:
		ring = &encryptionsdk.RawAES{Namespace: KeyNamespace, Name: KeyName, Key: s.Key, Random: t.entropy}
	default:
		key := identify(aws.ToString(o.Pool.Config.LambdaConfig.KMSKeyID))
		ring = &encryptionsdk.KMS{
			Endpoint: s.KMSEndpoint, KeyARN: key.arn, HTTP: t.http,
			Authorization: authorization("kms", key.account, key.region, t.clock.Now()),
		}
	}
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	message, err := encryptionsdk.Encrypt(ctx, t.entropy, ring, map[string]string{"userpool-id": string(o.Pool.ID)}, []byte(code))
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(message), nil
}
