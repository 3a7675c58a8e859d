package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// trusting returns a client that trusts the authority in a folder and finds every host at address.
func trusting(t *testing.T, dir, address string) *http.Client {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, authorityFile))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		t.Fatalf("%s is no certificate", text)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func TestTLSAuto(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "made", "at", "need")
	args := []string{"--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--tls", "auto", "--tls-dir", dir,
		"--tls-names", "cognito-idp.us-east-1.amazonaws.com, 192.0.2.1,cognito.test"}
	s := start(t, nil, args...)
	if got := s.get("/health"); got != `{"status":"ok"}` {
		t.Errorf("without TLS: %s", got)
	}
	client := trusting(t, dir, s.secure)
	for _, host := range []string{"localhost", "127.0.0.1", "[::1]", "my-app.auth.localhost",
		"cognito-idp.us-east-1.amazonaws.com", "192.0.2.1", "cognito.test"} {
		r, err := client.Get("https://" + host + "/health")
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		body(t, r)
		// A client that would like HTTP/2 is not offered it: the image does without.
		if r.ProtoMajor != 1 || r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", host, r.Proto, r.Status)
		}
	}
	if r, err := client.Get("https://elsewhere.test/health"); err == nil {
		body(t, r)
		t.Error("the certificate is for any name")
	}
	s.stop(syscall.SIGTERM)

	info, err := os.Stat(filepath.Join(dir, authorityKeyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the authority's key: %v, %v", info, err)
	}
	// Who trusted the first certificate trusts the next one.
	before := trusting(t, dir, "127.0.0.1:0")
	s = start(t, nil, args...)
	defer s.stop(syscall.SIGTERM)
	before.Transport.(*http.Transport).DialContext = trusting(t, dir, s.secure).Transport.(*http.Transport).DialContext
	r, err := before.Get("https://localhost/health")
	if err != nil {
		t.Fatal(err)
	}
	body(t, r)
}

func TestTLSFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, err := loadAuthority(dir)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := a.issue([]string{"id.test"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(leaf.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{
		cert: {Type: "CERTIFICATE", Bytes: leaf.Certificate[0]}, key: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, nil, "--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key)
	defer s.stop(syscall.SIGTERM)
	r, err := trusting(t, dir, s.secure).Get("https://id.test/_inspect/clock")
	if err != nil {
		t.Fatal(err)
	}
	var clock struct{ Offset string }
	if err := json.Unmarshal([]byte(body(t, r)), &clock); err != nil || clock.Offset != "0s" {
		t.Errorf("%+v, %v", clock, err)
	}
}

// A folder that holds something else is left alone.
func TestForeignAuthority(t *testing.T) {
	t.Parallel()
	for files, want := range map[string]string{
		"ca.pem":            "ca-key.pem: no such file",
		"ca-key.pem":        "ca.pem: no such file",
		"ca.pem ca-key.pem": "the authority in ",
	} {
		dir := t.TempDir()
		for name := range strings.FieldsSeq(files) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("something else"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := loadAuthority(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with %s: %v", files, err)
		}
	}
}
