package conformance_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser is a Chromium without windows, driven by its DevTools protocol over two pipes.
type browser struct {
	t    testing.TB // of whoever asks
	cmd  *exec.Cmd
	send *os.File
	read *bufio.Reader
	last int // number of the last question
}

// findBrowser gives the path of a Chromium. It skips the test without one, or fails it where the clients must be there.
func findBrowser(t *testing.T) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CONFORMANCE_CLIENTS") != "" {
		t.Fatalf("CONFORMANCE_CLIENTS is set, but none of %v is installed", names)
	}
	t.Skipf("none of %v is installed", names)
	return ""
}

// startBrowser starts a Chromium that ends with the test.
func startBrowser(t *testing.T, path string) *browser {
	t.Helper()
	profile, err := os.MkdirTemp("", "conformance-browser-") // t.TempDir would fail for what a child still writes
	if err != nil {
		t.Fatal(err)
	}
	hears, send, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read, says, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, send: send, read: bufio.NewReader(read)}
	// No sandbox, as CI runs as root. What talks to the network by itself is switched off.
	b.cmd = exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--remote-debugging-pipe", "--user-data-dir="+profile, "about:blank")
	b.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + profile, "TMPDIR=" + os.TempDir()}
	b.cmd.ExtraFiles = []*os.File{hears, says} // become 3 and 4, where the browser looks for them
	if err := b.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.stop(t)
		if err := os.RemoveAll(profile); err != nil {
			t.Logf("left behind: %v", err)
		}
	})
	for _, f := range []*os.File{hears, says} {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// stop closes the pipe, which ends the browser, or kills it if that does not.
func (b *browser) stop(t *testing.T) {
	if err := b.send.Close(); err != nil {
		t.Error(err)
	}
	late := time.AfterFunc(5*time.Second, func() { _ = b.cmd.Process.Kill() })
	defer late.Stop()
	_ = b.cmd.Wait() // how it ends says nothing about the test
}

// page is a tab of the browser.
type page struct {
	*browser
	session string
}

// open opens a page at that address for a test, and waits until it is there.
func (b *browser) open(t *testing.T, url string) *page {
	t.Helper()
	b.t = t
	var target struct{ TargetID string }
	b.ask("", "Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.ask("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	p := &page{b, attached.SessionID}
	var went struct{ ErrorText string }
	p.ask(p.session, "Page.navigate", map[string]any{"url": url}, &went)
	if went.ErrorText != "" {
		t.Fatalf("%s: %s", url, went.ErrorText)
	}
	var there bool
	p.run(`new Promise(done => document.readyState === "complete" ? done(true) : addEventListener("load", () => done(true)))`, &there)
	return p
}

// plug connects an authenticator to the page's browser: one within the device, or one that moves.
// Doc: DevTools protocol, WebAuthn.
func (p *page) plug(transport string) {
	p.t.Helper()
	p.ask(p.session, "WebAuthn.enable", map[string]any{}, nil)
	p.ask(p.session, "WebAuthn.addVirtualAuthenticator", map[string]any{"options": map[string]any{
		"protocol": "ctap2", "transport": transport, "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true,
		"automaticPresenceSimulation": true,
	}}, nil)
}

// run evaluates an expression on the page, waits for what it promises and gives its value.
func (p *page) run(expression string, into any) {
	p.t.Helper()
	name, _, _ := strings.Cut(expression, "(") // tokens would make it long
	var got struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	p.ask(p.session, "Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true}, &got)
	if e := got.ExceptionDetails; e != nil {
		p.t.Fatalf("%s: %s %s", name, e.Text, e.Exception.Description)
	}
	if err := json.Unmarshal(got.Result.Value, into); err != nil {
		p.t.Fatalf("%s: %v in %s", name, err, got.Result.Value)
	}
}

// await evaluates an expression again and again until it gives something: the page may be on its way to another one.
func (p *page) await(expression string) {
	p.t.Helper()
	for range time.Tick(20 * time.Millisecond) {
		var got struct {
			Result struct{ Value json.RawMessage }
		}
		refusal := p.try(p.session, "Runtime.evaluate", map[string]any{"expression": "Boolean(" + expression + ")", "returnByValue": true}, &got)
		if refusal == nil && string(got.Result.Value) == "true" {
			return
		}
	}
}

// ask sends a command and waits for its answer; events are passed over. The test bounds the wait.
func (b *browser) ask(session, method string, parameters any, into any) {
	b.t.Helper()
	if refusal := b.try(session, method, parameters, into); refusal != nil {
		b.t.Fatalf("%s: %s", method, refusal)
	}
}

// try is ask for a command that may be refused.
func (b *browser) try(session, method string, parameters any, into any) (refusal json.RawMessage) {
	b.t.Helper()
	b.last++
	question := map[string]any{"id": b.last, "method": method, "params": parameters}
	if session != "" {
		question["sessionId"] = session
	}
	text, err := json.Marshal(question)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.send.Write(append(text, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		text, err := b.read.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: the browser is gone: %v", method, err)
		}
		var answer struct {
			ID     int
			Result json.RawMessage
			Error  json.RawMessage
		}
		if err := json.Unmarshal(text[:len(text)-1], &answer); err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
		switch {
		case answer.ID != b.last:
			continue
		case answer.Error != nil:
			return answer.Error
		case into != nil:
			if err := json.Unmarshal(answer.Result, into); err != nil {
				b.t.Fatalf("%s: %v", method, err)
			}
		}
		return nil
	}
}
