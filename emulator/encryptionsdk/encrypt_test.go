package encryptionsdk_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/encryptionsdk"
	"cognito-emulator/emulator/entropy"
)

// encrypt makes the message that a sender would get.
func encrypt(t *testing.T, ring encryptionsdk.Keyring, text string) []byte {
	t.Helper()
	message, err := encryptionsdk.Encrypt(t.Context(), entropy.New(), ring, map[string]string{"userpool-id": "eu-west-1_Ab1Cd2Ef3"}, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return message
}

func rawKey(t *testing.T) *encryptionsdk.RawAES {
	t.Helper()
	return &encryptionsdk.RawAES{Namespace: "space", Name: "name", Key: entropy.New().Bytes(32), Random: entropy.New()}
}

// TestForm reads a message field by field, as the format's description lists them.
func TestForm(t *testing.T) {
	t.Parallel()
	message := encrypt(t, rawKey(t), "123456")
	if text := base64.StdEncoding.EncodeToString(message); !strings.HasPrefix(text, "AYADe") { // as every real one does
		t.Errorf("it begins with %.10s", text)
	}
	r := reader{t, message}
	r.is("version and type", 2, []byte{1, 0x80})
	r.is("suite", 2, []byte{3, 0x78})
	r.take(16)
	context := reader{t, r.field()}
	context.is("pairs", 2, []byte{0, 2})
	context.isField("aws-crypto-public-key")
	public, err := base64.StdEncoding.DecodeString(string(context.field()))
	if err != nil {
		t.Fatal(err)
	}
	context.isField("userpool-id")
	context.isField("eu-west-1_Ab1Cd2Ef3")
	context.end()
	r.is("data keys", 2, []byte{0, 1})
	r.isField("space")
	info := reader{t, r.field()}
	info.is("name", 4, []byte("name"))
	info.is("tag and IV", 8, []byte{0, 0, 0, 128, 0, 0, 0, 12})
	info.take(12)
	info.end()
	if wrapped := r.field(); len(wrapped) != 32+16 {
		t.Errorf("the wrapped key has %d bytes", len(wrapped))
	}
	r.is("content, reserved, IV length", 6, []byte{2, 0, 0, 0, 0, 12})
	r.is("frame", 4, []byte{0, 0, 16, 0})
	r.is("IV", 12, make([]byte, 12))
	r.take(16)
	r.is("last frame", 8, []byte{255, 255, 255, 255, 0, 0, 0, 1})
	r.is("IV of the frame", 12, []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})
	r.is("length", 4, []byte{0, 0, 0, 6})
	r.take(6 + 16)
	signed := message[:len(message)-len(r.rest)]
	signature := r.field()
	r.end()
	x, y := elliptic.UnmarshalCompressed(elliptic.P384(), public)
	digest := sha512.Sum384(signed)
	if x == nil || !ecdsa.VerifyASN1(publicKey(x, y), digest[:], signature) {
		t.Errorf("the signature does not hold under %x", public)
	}
}

func publicKey(x, y *big.Int) *ecdsa.PublicKey {
	point := append([]byte{4}, x.FillBytes(make([]byte, 48))...)
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P384(), append(point, y.FillBytes(make([]byte, 48))...))
	if err != nil {
		return nil
	}
	return key
}

// reader takes a message apart.
type reader struct {
	t    *testing.T
	rest []byte
}

func (r *reader) take(n int) []byte {
	r.t.Helper()
	if len(r.rest) < n {
		r.t.Fatalf("%d bytes are left, %d were to be read", len(r.rest), n)
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) field() []byte {
	r.t.Helper()
	return r.take(int(binary.BigEndian.Uint16(r.take(2))))
}

func (r *reader) is(name string, n int, want []byte) {
	r.t.Helper()
	if got := r.take(n); !bytes.Equal(got, want) {
		r.t.Errorf("%s: %x, want %x", name, got, want)
	}
}

func (r *reader) isField(want string) {
	r.t.Helper()
	if got := string(r.field()); got != want {
		r.t.Errorf("%q, want %q", got, want)
	}
}

func (r *reader) end() {
	r.t.Helper()
	if len(r.rest) > 0 {
		r.t.Errorf("%d bytes too many", len(r.rest))
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	short := rawKey(t)
	short.Key = short.Key[:20]
	if _, err := encryptionsdk.Encrypt(t.Context(), entropy.New(), short, nil, nil); err == nil {
		t.Error("a key of twenty bytes was taken")
	}
	if _, err := encryptionsdk.Encrypt(t.Context(), entropy.New(), rawKey(t), nil, make([]byte, 5000)); err == nil {
		t.Error("a text of two frames was taken")
	}
	for name, answer := range map[string]http.HandlerFunc{
		"an error":       func(w http.ResponseWriter, _ *http.Request) { http.Error(w, `{"__type":"NotFoundException"}`, 400) },
		"no JSON":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"a short key":    func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"Plaintext":"AAAA"}`)) },
		"a broken reply": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		server := httptest.NewServer(answer)
		defer server.Close()
		ring := &encryptionsdk.KMS{Endpoint: server.URL, KeyARN: "arn:aws:kms:eu-west-1:123456789012:key/k", HTTP: http.DefaultTransport}
		if _, err := encryptionsdk.Encrypt(t.Context(), entropy.New(), ring, nil, nil); err == nil {
			t.Errorf("a KMS that answers %s was taken", name)
		}
	}
}

// kms is the two operations of a KMS that matter, with one key. It holds callers to the context.
type kms struct {
	arn string

	mu   sync.Mutex
	keys map[string]wrapped
}

type wrapped struct {
	plain   []byte
	context map[string]string
}

func (k *kms) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		KeyID             string `json:"KeyId"`
		EncryptionContext map[string]string
		KeySpec           string
		CiphertextBlob    []byte
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.KeyID != k.arn {
		http.Error(w, `{"__type":"NotFoundException"}`, http.StatusBadRequest)
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	out := map[string]any{"KeyId": k.arn}
	switch r.Header.Get("X-Amz-Target") {
	case "TrentService.GenerateDataKey":
		plain, blob := entropy.New().Bytes(32), entropy.New().Bytes(184)
		k.keys[string(blob)] = wrapped{plain, in.EncryptionContext}
		out["Plaintext"], out["CiphertextBlob"] = plain, blob
	case "TrentService.Decrypt":
		key, ok := k.keys[string(in.CiphertextBlob)]
		if !ok || !cmp.Equal(key.context, in.EncryptionContext) {
			http.Error(w, `{"__type":"InvalidCiphertextException"}`, http.StatusBadRequest)
			return
		}
		out["Plaintext"], out["EncryptionAlgorithm"] = key.plain, "SYMMETRIC_DEFAULT"
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_ = json.NewEncoder(w).Encode(out)
}

// installed is the folder with the official clients: see conformance/clients.
var installed = os.Getenv("CONFORMANCE_CLIENTS")

// official is a client that others wrote.
type official struct {
	name  string
	probe []string
	run   []string
}

// TestOfficialClients has the official clients decrypt what was written here, with a key of one's own
// and with one from a KMS. One that is not installed is skipped, unless CONFORMANCE_CLIENTS names a
// folder with all of them.
func TestOfficialClients(t *testing.T) {
	t.Parallel()
	for _, c := range []official{
		{"JavaScript", []string{"node", "-e", "require('@aws-crypto/client-node')"}, []string{"node", "testdata/decrypt.cjs"}},
		{"Python", []string{"python3", "-c", "import aws_encryption_sdk"}, []string{"python3", "testdata/decrypt.py"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if out, err := c.command(t, c.probe, "").CombinedOutput(); err != nil {
				if installed != "" {
					t.Fatalf("CONFORMANCE_CLIENTS is %s, but this client is not there: %v\n%s", installed, err, out)
				}
				t.Skip("not installed")
			}
			texts := []string{"123456", "", "Pa&lt;ss&gt;w0rd!", "ünïcödé", strings.Repeat("x", 4096)}
			raw := rawKey(t)
			asked := map[string]any{"raw": map[string]any{"namespace": raw.Namespace, "name": raw.Name, "key": raw.Key}}
			c.decrypts(t, raw, asked, "", texts)

			keys := &kms{arn: "arn:aws:kms:eu-west-1:123456789012:key/mine", keys: map[string]wrapped{}}
			server := httptest.NewServer(keys)
			defer server.Close()
			ring := &encryptionsdk.KMS{Endpoint: server.URL, KeyARN: keys.arn, HTTP: http.DefaultTransport}
			asked = map[string]any{"kms": map[string]string{"endpoint": server.URL, "key": keys.arn}}
			c.decrypts(t, ring, asked, server.URL, texts)

			// Real messages are refused by whoever demands a commitment, and so must ours be.
			asked["policy"], asked["messages"] = "REQUIRE_ENCRYPT_REQUIRE_DECRYPT", [][]byte{encrypt(t, ring, "x")}
			cmd := c.command(t, c.run, server.URL)
			cmd.Stdin = bytes.NewReader(document(t, asked))
			if out, err := cmd.CombinedOutput(); err == nil {
				t.Errorf("without commitment, yet taken: %s", out)
			}
		})
	}
}

func (c official) decrypts(t *testing.T, ring encryptionsdk.Keyring, asked map[string]any, kms string, texts []string) {
	t.Helper()
	var messages [][]byte
	for _, text := range texts {
		messages = append(messages, encrypt(t, ring, text))
	}
	asked["messages"] = messages
	cmd := c.command(t, c.run, kms)
	cmd.Stdin = bytes.NewReader(document(t, asked))
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &said)
	}
	var got []struct {
		Text    string
		Context map[string]string
	}
	if err := json.Unmarshal(out, &got); err != nil || len(got) != len(texts) {
		t.Fatalf("%v: %s", err, out)
	}
	for i, text := range texts {
		if got[i].Text != text || got[i].Context["userpool-id"] != "eu-west-1_Ab1Cd2Ef3" {
			t.Errorf("%q became %q with %v", text, got[i].Text, got[i].Context)
		}
	}
}

func document(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// command runs with nothing of whoever runs the tests but where programs are.
func (official) command(t *testing.T, args []string, kms string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	python, js := os.Getenv("PYTHONPATH"), os.Getenv("NODE_PATH")
	if installed != "" {
		python, js = filepath.Join(installed, "python"), filepath.Join(installed, "js", "node_modules")
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "PYTHONPATH=" + python, "PYTHONDONTWRITEBYTECODE=1", "NODE_PATH=" + js,
		"NODE_OPTIONS=--no-warnings", "AWS_ENDPOINT_URL_KMS=" + kms, "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_DEFAULT_REGION=eu-west-1",
	}
	return cmd
}
