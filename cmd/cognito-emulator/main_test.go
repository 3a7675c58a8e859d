package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binary is the program, built for these tests.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "cognito-emulator")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "cognito-emulator")
	if out, err := exec.Command("go", "build", "-tags", "nethttpomithttp2", "-o", binary, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// result is how a run of the program ended.
type result struct {
	code           int
	stdout, stderr string
}

// program prepares a run with nothing in the environment but the given variables.
func program(t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Env = append([]string{"HOME=" + t.TempDir()}, env...)
	return cmd
}

// finish runs the program to its end.
func finish(t *testing.T, env []string, args ...string) result {
	t.Helper()
	cmd := program(t, env, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// server is a run that goes on.
type server struct {
	t               *testing.T
	cmd             *exec.Cmd
	ready           string // the line that says so
	address, secure string
	public          string
	stderr          bytes.Buffer // to be read after stop
}

var readyLine = regexp.MustCompile(`^cognito-emulator is ready: listening on (\S+)(?: and with TLS on (\S+))?, public URL (\S+), issuer (\S+)$`)

func start(t *testing.T, env []string, args ...string) *server {
	t.Helper()
	s := &server{t: t, cmd: program(t, env, args...)}
	s.cmd.Stderr = &s.stderr
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	lines.Scan()
	s.ready = lines.Text()
	found := readyLine.FindStringSubmatch(s.ready)
	if found == nil {
		t.Fatalf("the program said %q", s.ready)
	}
	s.address, s.secure, s.public = found[1], found[2], found[3]
	go func() {
		for lines.Scan() { // so that it never waits for a reader
		}
	}()
	return s
}

// stop ends the server and returns its exit code.
func (s *server) stop(signal os.Signal) int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(signal); err != nil {
		s.t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := s.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return s.cmd.ProcessState.ExitCode()
}

// get fetches a path and returns the body.
func (s *server) get(path string) string {
	s.t.Helper()
	r, err := http.Get("http://" + s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	return body(s.t, r)
}

// body reads the body of an answer to its end.
func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func TestHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"-h"}, {"help"}, {"serve", "--listen", ":1", "--help"}} {
		got := finish(t, nil, args...)
		if got.code != 0 || got.stderr != "" {
			t.Errorf("%q: exit code %d, %s", args, got.code, got.stderr)
		}
		for _, s := range settings() {
			if !strings.Contains(got.stdout, "\n  --"+s.name+" ") || !strings.Contains(got.stdout, "["+s.variable()+"]") {
				t.Errorf("%q does not tell of %s", args, s.name)
			}
		}
		for line := range strings.Lines(got.stdout) {
			if len(line) > width+2 {
				t.Errorf("a line is too long: %q", line)
			}
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if got := finish(t, nil, "version"); got.code != 0 || !regexp.MustCompile(`^cognito-emulator \S+.* go1\.\S+ \w+/\w+\n$`).MatchString(got.stdout) {
		t.Errorf("%+v", got)
	}
}

func TestMisuse(t *testing.T) {
	t.Parallel()
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "settings.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		env, args []string
		stderr    string // what it must hold
	}{
		{nil, []string{"servr"}, `unknown command "servr"; did you mean serve?`},
		{nil, []string{"--lisen", ":0"}, "unknown flag --lisen; did you mean --listen?"},
		{nil, []string{"--frobnicate", "1"}, "unknown flag --frobnicate\n"},
		{nil, []string{"serve", "now"}, `unexpected argument "now"`},
		{nil, []string{"-listen", ":0"}, `unexpected argument "-listen"; flags begin with --`},
		{nil, []string{"--listen"}, "the flag --listen needs a value"},
		{nil, []string{"--listen", "localhost"}, "listen address"},
		{nil, []string{"--seed=-1"}, "--seed: must be a whole number above 0"},
		{nil, []string{"--fixed-code", "12"}, "fixed code"},
		{nil, []string{"--attempt-limits", "maybe"}, "--attempt-limits: must be on or off"},
		{nil, []string{"--tls", "on"}, "--tls: must be off or auto"},
		{nil, []string{"--tls", "auto"}, "--tls auto needs --tls-dir"},
		{nil, []string{"--tls-dir", t.TempDir()}, "--tls-dir and --tls-names are for --tls auto"},
		{nil, []string{"--tls-cert", "cert.pem"}, "--tls-cert and --tls-key go together"},
		{nil, []string{"--tls-cert", "no.pem", "--tls-key", "no.pem"}, "TLS: open no.pem: "},
		{nil, []string{"--tls-cert", "no.pem", "--tls-key", "no.pem", "--tls", "auto"}, "--tls auto makes a certificate"},
		{nil, []string{"--tls", "auto", "--tls-dir", t.TempDir(), "--tls-listen", "localhost"}, "listen address"},
		{[]string{"COGNITO_EMULATOR_LISTEN=localhost"}, []string{"healthcheck"}, "listen address"},
		{nil, []string{"--log-level", "loud"}, "--log-level: must be debug, info, warn or error"},
		{nil, []string{"--issuer", "asw"}, "issuer"},
		{nil, []string{"--config", "/does/not/exist"}, "the file with settings: "},
		{[]string{"COGNITO_EMULATOR_LISTNE=:0"}, nil, "unknown variable COGNITO_EMULATOR_LISTNE; did you mean COGNITO_EMULATOR_LISTEN?"},
		{[]string{"COGNITO_EMULATOR_LOG_FORMAT=xml"}, nil, "COGNITO_EMULATOR_LOG_FORMAT: must be text or json"},
		{[]string{"COGNITO_EMULATOR_PORT=4588"}, nil, "unknown variable COGNITO_EMULATOR_PORT"},
		{[]string{"PORT=http"}, nil, "PORT: must be a number"},
		{nil, []string{"--config", file("listen: :0\nisuer: aws\n")}, `settings.yaml:2: unknown key "isuer"; did you mean issuer?`},
		{nil, []string{"--config", file("config: other.yaml\n")}, `settings.yaml:1: unknown key "config"`},
		{nil, []string{"--config", file("seed: 1\nseed: 2\n")}, "settings.yaml:2: seed: given twice"},
		{nil, []string{"--config", file("seed: [1]\n")}, "settings.yaml:1: seed: must be a single value"},
		{nil, []string{"--config", file("seed: 0\n")}, "settings.yaml:1: seed: must be a whole number above 0"},
		{nil, []string{"--config", file("- seed\n")}, "settings.yaml:1: there must be settings"},
		{nil, []string{"--config", file("a: b: c\n")}, "settings.yaml: yaml: "},
	} {
		got := finish(t, c.env, c.args...)
		if got.code != exitMisuse || !strings.Contains(got.stderr, c.stderr) || got.stdout != "" {
			t.Errorf("%q %q: %+v\nwant exit code %d and %q", c.env, c.args, got, exitMisuse, c.stderr)
		}
	}
}

// A flag beats a variable, a variable beats the file.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "settings.yaml")
	text := "listen: 127.0.0.1:0\npublic-url: http://file.test\nissuer: aws\nfixed-code: 012345 # a number to YAML\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"COGNITO_EMULATOR_CONFIG=" + path, "COGNITO_EMULATOR_ISSUER=request"}
	for _, c := range []struct {
		env, args    []string
		url, issuer  string
		code, listen string
	}{
		{env[:1], nil, "http://file.test", "aws", "012345", "127.0.0.1:0"},
		{env, nil, "http://file.test", "request", "012345", "127.0.0.1:0"},
		{env, []string{"--issuer=local", "--listen", ":1"}, "http://file.test", "local", "012345", ":1"},
		{append(env, "PORT=7", "COGNITO_EMULATOR_FIXED_CODE="), nil, "http://file.test", "request", "012345", "127.0.0.1:0"},
		{[]string{"PORT=7"}, nil, "", "", "", "127.0.0.1:7"},
		{[]string{"PORT=7"}, []string{"--listen", ":8"}, "", "", "", ":8"},
		{[]string{"PORT="}, nil, "", "", "", "127.0.0.1:4588"},
		// Kubernetes tells of a service called cognito-emulator.
		{[]string{"COGNITO_EMULATOR_PORT=tcp://10.0.0.1:4588", "COGNITO_EMULATOR_PORT_4588_TCP_ADDR=10.0.0.1",
			"COGNITO_EMULATOR_SERVICE_HOST=10.0.0.1", "COGNITO_EMULATOR_SERVICE_PORT=4588"}, nil, "", "", "", "127.0.0.1:4588"},
	} {
		flags, _, err := readFlags(c.args)
		if err != nil {
			t.Fatal(err)
		}
		got, err := resolve(flags, c.env)
		if err != nil {
			t.Errorf("%q %q: %v", c.env, c.args, err)
			continue
		}
		if got.PublicURL != c.url || got.Issuer != c.issuer || got.FixedCode != c.code || got.Listen != c.listen {
			t.Errorf("%q %q: %+v", c.env, c.args, got.Options)
		}
	}
	s := start(t, env, "--public-url", "http://flag.test/")
	if !strings.HasSuffix(s.ready, "public URL http://flag.test, issuer request") {
		t.Errorf("the server says %q", s.ready)
	}
	s.stop(os.Interrupt)
}

func TestServe(t *testing.T) {
	t.Parallel()
	s := start(t, []string{"COGNITO_EMULATOR_LISTEN=127.0.0.1:0"}, "serve", "--log-format", "json", "--log-level", "debug")
	if port := s.address[strings.LastIndexByte(s.address, ':'):]; s.public != "http://localhost"+port {
		t.Errorf("listening on %s, public URL %s", s.address, s.public)
	}
	if got := s.get("/health"); got != `{"status":"ok"}` {
		t.Errorf("/health answers %s", got)
	}
	s.get("/login?code=secret-in-a-query")
	login := `{"ClientId":"nobody","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"alice","PASSWORD":"secret-in-a-body"}}`
	r, err := http.NewRequest(http.MethodPost, "http://"+s.address+"/any/path", strings.NewReader(login))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body(t, answer)

	health := []string{"COGNITO_EMULATOR_LISTEN=" + s.address}
	if got := finish(t, health, "healthcheck"); got.code != exitOK || got.stdout != `{"status":"ok"}`+"\n" {
		t.Errorf("healthcheck: %+v", got)
	}
	if got := finish(t, health, "serve"); got.code != exitFailed || !strings.Contains(got.stderr, "address already in use") {
		t.Errorf("a second server on the address: %+v", got)
	}
	if code := s.stop(syscall.SIGTERM); code != exitOK {
		t.Errorf("stopped with exit code %d", code)
	}
	if got := finish(t, health, "healthcheck"); got.code != exitFailed || got.stderr == "" {
		t.Errorf("healthcheck of nothing: %+v", got)
	}

	told := s.stderr.String()
	if strings.Contains(told, "secret") {
		t.Errorf("the log holds a secret: %s", told)
	}
	requests := map[string]int{}
	for line := range strings.Lines(told) {
		var entry struct{ Msg, Path, Operation string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("%v in %q", err, line)
		}
		if entry.Msg == "request" {
			requests[entry.Path+entry.Operation]++
		}
	}
	want := map[string]int{"/health": 2, "/login": 1, "/error": 1, "InitiateAuth": 1} // the sign-in page sends to the error page
	if !maps.Equal(requests, want) {
		t.Errorf("requests in the log: %v", requests)
	}
}

func TestHealthcheckNeedsAPort(t *testing.T) {
	t.Parallel()
	if got := finish(t, []string{"COGNITO_EMULATOR_LISTEN=:0"}, "healthcheck"); got.code != exitMisuse {
		t.Errorf("%+v", got)
	}
}

// The table of settings and the program's own idea of nothing agree.
func TestPresets(t *testing.T) {
	t.Parallel()
	preset := source{}
	for _, s := range settings() {
		switch s.preset {
		case "random", "none", "http://localhost:<port>": // no value that could be given
		default:
			preset[s.name] = given{s.preset, "preset"}
		}
	}
	given, err := resolve(preset, nil)
	if err != nil {
		t.Fatal(err)
	}
	none, err := resolve(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	none.Issuer = "local"                   // the meaning of an empty issuer
	none.Triggers.Timeout = 5 * time.Second // the meaning of 0
	if got, want := fmt.Sprintf("%+v", given), fmt.Sprintf("%+v", none); got != want {
		t.Errorf("with the presets given %s\nwith nothing given %s", got, want)
	}
}

func TestRunTellsOfItsError(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // a server stops at once
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"--listen", "127.0.0.1:0"}, nil, &stdout, &stderr); code != exitOK ||
		!strings.HasPrefix(stdout.String(), "cognito-emulator is ready: ") {
		t.Errorf("exit code %d, %s%s", code, &stdout, &stderr)
	}
}

// The official client would be a large part of the program, and the server has no use for it: nothing
// may make the linker keep it.
func TestNoClientInTheServer(t *testing.T) {
	t.Parallel()
	symbols, err := exec.Command("go", "tool", "nm", binary).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(symbols, []byte("cognitoidentityprovider/types.")) {
		t.Fatal("these are not the symbols of the server")
	}
	if bytes.Contains(symbols, []byte("cognitoidentityprovider.(*Client)")) {
		t.Error("the server holds the methods of the SDK's client")
	}
}
