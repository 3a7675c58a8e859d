// Package clients drives the real program, over the network, with clients that were not written here and not in Go:
// boto3, pycognito, the AWS CLI, the AWS SDK for JavaScript, amazon-cognito-identity-js and Amplify; openid-client, Authlib
// and oidc-client-ts for the OAuth endpoints; Chromium and MechanicalSoup for the pages; oidc-provider and samlp as identity
// providers. Each of them plays a scenario, a program in its own language that stands beside this file. They bring their own halves of SRP, their own readers of tokens
// and pages, and their own ideas of what an answer looks like, so that neither the emulator nor the conformance suite is
// the only judge of either.
//
// A client that is not installed is skipped. With CONFORMANCE_CLIENTS set every client must be there: it names a folder
// with "python", where pip has installed requirements.txt with --target, and "js", where npm has installed package.json.
package clients

import (
	"bufio"
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// installed is the folder with the clients; empty when nobody says that there is one.
var installed = os.Getenv("CONFORMANCE_CLIENTS")

// scenario is a program that drives the emulator with some client and prints "ok" and a few words for every step.
type scenario struct {
	client string
	probe  []string // a command that works where the client is installed
	run    []string
}

func scenarios() []scenario {
	node := func(module string) []string {
		return []string{"node", "-e", "require('" + module + "'), require('@aws-sdk/client-cognito-identity-provider')"}
	}
	browser := func(modules string) []string {
		return []string{"node", "-e", "require('./chromium.cjs').program(), " + modules}
	}
	return []scenario{
		{"boto3", []string{"python3", "-c", "import boto3, pyotp"}, []string{"python3", "boto3_scenario.py"}},
		{"pycognito", []string{"python3", "-c", "import pycognito, pyotp"}, []string{"python3", "pycognito_scenario.py"}},
		{"aws-cli", []string{"aws", "--version"}, []string{"bash", "tour.sh"}},
		{"curl", []string{"bash", "-c", "aws --version && curl --version"}, []string{"bash", "sign_in.sh"}},
		{"identity-js", node("amazon-cognito-identity-js"), []string{"node", "identity_scenario.cjs"}},
		{"amplify", node("aws-amplify"), []string{"node", "amplify_scenario.cjs"}},
		{"openid-client", node("openid-client"), []string{"node", "openid_scenario.cjs"}},
		{"authjs", node("@auth/core"), []string{"node", "authjs_scenario.cjs"}},
		{"authlib", []string{"python3", "-c", "import authlib, flask, mechanicalsoup, boto3, pyotp"}, []string{"python3", "authlib_scenario.py"}},
		{"identity-providers", []string{"node", "-e", "require.resolve('oidc-provider'), require('samlp'), require('aws-jwt-verify')"}, []string{"node", "providers_scenario.cjs"}},
		{"chromium-apps", browser("require('aws-amplify'), require('oidc-client-ts')"), []string{"node", "apps_scenario.cjs"}},
		{"chromium-pages", browser("require('jsqr'), require('axe-core')"), []string{"node", "pages_scenario.cjs"}},
	}
}

func TestClients(t *testing.T) {
	present := map[string]bool{}
	home := t.TempDir()
	for _, s := range scenarios() {
		probe := exec.CommandContext(t.Context(), s.probe[0], s.probe[1:]...)
		probe.Env = environment(home, target{})
		out, err := probe.CombinedOutput()
		present[s.client] = err == nil
		if err != nil && installed != "" {
			t.Errorf("CONFORMANCE_CLIENTS is %s, but %s is not there: %v\n%s", installed, s.client, err, out)
		}
	}
	at := start(t)
	t.Run("go-oidc", func(t *testing.T) { t.Parallel(); playGo(t, at) }) // has nothing to be installed
	for _, s := range scenarios() {
		t.Run(s.client, func(t *testing.T) {
			if !present[s.client] {
				t.Skipf("%s is not installed: %s fails", s.client, strings.Join(s.probe, " "))
			}
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, s.run[0], s.run[1:]...)
			cmd.Env = environment(t.TempDir(), at)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%s: %v\n%s", strings.Join(s.run, " "), err, out)
			}
			steps := regexp.MustCompile(`(?m)^ok .*$`).FindAll(out, -1)
			if len(steps) == 0 {
				t.Fatalf("%s has played no step\n%s", strings.Join(s.run, " "), out)
			}
			t.Logf("\n%s", bytes.Join(steps, []byte("\n")))
		})
	}
}

// target is where the emulator is: its URL, its address with TLS, and the authority that this one is to be trusted by.
type target struct{ url, tls, authority string }

// environment is that of a client: nothing of whoever runs the tests but where programs are, no AWS settings but those
// of the test, and the variables that lead to the emulator.
func environment(home string, at target) []string {
	python, js, path := os.Getenv("PYTHONPATH"), os.Getenv("NODE_PATH"), os.Getenv("PATH")
	if installed != "" {
		python = filepath.Join(installed, "python")
		js = filepath.Join(installed, "js", "node_modules")
		path = filepath.Join(python, "bin") + string(os.PathListSeparator) + path
	}
	return []string{
		"PATH=" + path, "HOME=" + home, "TMPDIR=" + os.TempDir(), "LANG=C.UTF-8",
		"PYTHONPATH=" + python, "PYTHONDONTWRITEBYTECODE=1", "NODE_PATH=" + js, "NODE_OPTIONS=--no-warnings",
		"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=" + at.url, "EMULATOR_TLS=" + at.tls, "EMULATOR_CA=" + at.authority,
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=eu-central-1", "AWS_DEFAULT_REGION=eu-central-1",
		"AWS_EC2_METADATA_DISABLED=true",
	}
}

// start builds the program and runs it on free ports until the test ends.
func start(t *testing.T) target {
	t.Helper()
	look(t, ".", "../../cmd", "../../emulator", "../../handlers", "../../state")
	program := filepath.Join(t.TempDir(), "cognito-emulator")
	// As the image is built: clients are to meet that.
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "nethttpomithttp2", "-o", program, "../../cmd/cognito-emulator").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	var log bytes.Buffer
	folder := t.TempDir()
	cmd := exec.Command(program, "--listen", "127.0.0.1:0", "--log-level", "warn", "--tls", "auto", "--tls-listen", "127.0.0.1:0", "--tls-dir", folder)
	cmd.Env = []string{} // no setting of whoever runs the tests
	cmd.Stderr = &log
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, cmd, &log) })
	first, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatalf("the program says %q: %v", first, err)
	}
	ready := readyLine.FindStringSubmatch(first)
	if ready == nil {
		t.Fatalf("no addresses in %q", first)
	}
	return target{url: ready[2], tls: ready[1], authority: filepath.Join(folder, "ca.pem")}
}

// readyLine says where the program listens with TLS, and its URL.
var readyLine = regexp.MustCompile(` with TLS on (\S+), public URL (\S+), `)

// look opens every folder below some, so that "go test" sees what this test depends on: it keeps results, and knows
// neither of the program that is built here nor of the scenarios.
func look(t *testing.T, folders ...string) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(_ string, _ fs.DirEntry, err error) error { return err })
		if err != nil {
			t.Fatal(err)
		}
	}
}

// stop asks the program to end, as Docker does, and wants it to do so at once and without complaint.
func stop(t *testing.T, cmd *exec.Cmd, log *bytes.Buffer) {
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
	late := time.AfterFunc(10*time.Second, func() {
		t.Error("the program did not end within ten seconds")
		_ = cmd.Process.Kill()
	})
	defer late.Stop()
	if err := cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if t.Failed() {
		t.Logf("the log of the program:\n%s", log)
	}
}
