package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cognito-emulator/conformance"
	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// FuzzStateful plays sequences of requests across all operations to one emulator. A sequence reads what
// it is answered, and what was sent, and goes on with that, so it gets as deep as an application does.
// No answer may look like a mistake of ours, and afterwards the emulator must be in good order.
func FuzzStateful(f *testing.F) {
	// Made here, the scene costs none of the inputs time.
	if _, err := prologue(); err != nil {
		f.Fatal(err)
	}
	for n := range uint64(12) {
		f.Add(sequence(n))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		if len(input) > 4<<10 {
			t.Skip("longer sequences find nothing that shorter ones do not")
		}
		play(t, input, patience)
	})
}

// patience is how long a sequence of the fuzzer goes on; on a machine that is busy, longer ones end early. Go's fuzzer
// kills, without a word, a process that one input keeps for ten seconds. Seen: golang/go#56238.
const patience = 4 * time.Second

// sequence is one of the sequences to begin with.
func sequence(n uint64) []byte {
	input := make([]byte, 3000)
	random := rand.NewChaCha8([32]byte{byte(n)})
	_, _ = random.Read(input) // never fails
	return input
}

// The sequences that plain tests play too are the same each time, and lead into nearly every operation.
func TestSequences(t *testing.T) {
	t.Parallel()
	if a, b := play(t, sequence(0), 0), play(t, sequence(0), 0); !slices.Equal(a.said, b.said) {
		for i := range a.said {
			if i >= len(b.said) || a.said[i] != b.said[i] {
				t.Fatalf("one sequence, two courses:\n%.600s\n%.600s", a.said[i], b.said[min(i, len(b.said)-1)])
			}
		}
	}
	done := map[string]int{}
	for n := range uint64(12) {
		for operation, times := range play(t, sequence(n), 0).done {
			done[operation] += times
		}
	}
	var never []string
	for _, o := range model.Operations() {
		if done[o.Name] == 0 {
			never = append(never, o.Name)
		}
	}
	t.Logf("%d operations succeeded, these did not: %v", len(done), never)
	if len(done) < 110 {
		t.Errorf("the sequences lead into %d operations only", len(done))
	}
}

// play plays a sequence from the prologue on, in a bubble: time stands still there, and a goroutine that
// is left behind, or stuck, fails the test. The sequence ends when patience does; without any it is played to its end.
func play(t *testing.T, input []byte, patience time.Duration) *player {
	t.Helper()
	begin, err := prologue()
	if err != nil {
		t.Fatal(err)
	}
	hangs := time.AfterFunc(time.Minute, func() {
		debug.SetTraceback("all")
		panic("a sequence does not end")
	})
	defer hangs.Stop()
	var late atomic.Bool
	if patience > 0 { // outside of the bubble, where time goes on
		defer time.AfterFunc(patience, func() { late.Store(true) }).Stop()
	}
	var p *player
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		e := Start(t, Strict, func(o *Options) {
			o.Seed = 2
			o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
		})
		stop(e)
		p = newPlayer(t, e, begin, input)
		p.must(e.Restore(begin.snapshot))
		for !p.over() && !late.Load() {
			p.act()
		}
		p.finish()
		if t.Failed() {
			t.Logf("what led there:\n%s\n%s", strings.Join(p.said[max(0, len(p.said)-25):], "\n"), log.String())
		}
	})
	return p
}

// player plays a sequence. What it finds wrong ends the sequence.
type player struct {
	composer
	t    *testing.T
	e    *Emulator
	keys []*token.Key   // not given to a pool yet
	said []string       // what was asked and answered
	done map[string]int // successes by operation
	// crowd tells that others play on the same emulator.
	crowd bool
}

// together prepares for others who play on the same emulator: two pools cannot share keys, and what is
// there changes all the time.
func (p *player) together() { p.keys, p.crowd = nil, true }

func newPlayer(t *testing.T, e *Emulator, begin *scene, input []byte) *player {
	p := &player{t: t, e: e, keys: begin.keys, done: map[string]int{}}
	p.composer = composer{dice: &dice{left: input}, memory: begin.memory.copy(), look: p.look, passkeys: conformance.NewAuthenticator("everybody's"),
		now: func() string { return e.Clock().Now().Format("Mon Jan _2 15:04:05 MST 2006") }}
	return p
}

// fail ends the sequence. It may be called from any goroutine.
func (p *player) fail(format string, args ...any) {
	p.t.Helper()
	p.t.Errorf(format, args...)
	p.left = nil
}

func (p *player) must(err error) {
	p.t.Helper()
	if err != nil {
		p.fail("%v", err)
	}
}

// send carries a request to the emulator.
func (p *player) send(method, path, body string, headers ...string) (status int, answer string) {
	r := httptest.NewRequest(method, "http://x"+path, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	p.e.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// act does one thing.
func (p *player) act() {
	switch p.roll(24) {
	case 0:
		p.e.Clock().Advance(pick(p.dice, []time.Duration{time.Second, time.Second, 30 * time.Second, 30 * time.Second, 4 * time.Minute, time.Hour, -time.Hour, 25 * time.Hour, 8 * 24 * time.Hour}))
	case 1:
		app := "?response_type=code&scope=openid&client_id=" + p.draw(p.dice, "client") + "&redirect_uri=" + escape(urls[0])
		p.get(pick(p.dice, []string{"/" + p.at + "/.well-known/jwks.json", "/" + p.at + "/.well-known/openid-configuration",
			"/_inspect/", "/_inspect/messages", "/_inspect/operations", "/health", "/oauth2/authorize" + app, "/login" + app, "/signup" + app,
			"/forgotPassword" + app, "/logout" + app, "/oauth2/userInfo"}))
	case 2:
		if p.once(4) && !p.crowd {
			p.again()
		}
	case 3:
		if address := p.draw(p.dice, "upload"); address != "" && p.once(2) {
			p.upload(address)
		}
	case 4:
		p.errand()
	default:
		o := p.operation()
		body := p.request(o)
		if p.once(40) {
			spoil(p.dice, body)
		}
		p.call(o.Name, body)
	}
}

// spoil makes a request a wrong one.
func spoil(d *dice, body map[string]any) {
	for name := range sortedEntries(body) {
		if d.once(2) {
			body[name] = pick(d, []any{nil, "", 17, []any{}, map[string]any{}, strings.Repeat("x", 200_000)})
		}
	}
}

// call calls an operation and learns from its answer.
func (p *player) call(operation string, body map[string]any) map[string]any {
	p.t.Helper()
	text, err := json.Marshal(body)
	p.must(err)
	status, answer := p.send("POST", "/", string(text), "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target+operation, "Authorization", signature)
	p.settle()
	p.said = append(p.said, fmt.Sprintf("%s %.2000s\n  %d %.2000s", operation, text, status, answer))
	var got map[string]any
	if o, known := model.Lookup(operation); known && o.Mute() && status == http.StatusOK {
		answer += "{}" // only behind nothing it is JSON
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil || status != http.StatusOK && status != http.StatusBadRequest {
		p.fail("%s %.2000s: %d %.2000s, %v", operation, text, status, answer, err)
		return nil
	}
	if status != http.StatusOK {
		if token, _ := body["AccessToken"].(string); got["__type"] == "NotAuthorizedException" {
			p.forget("access", token)
		}
		return nil
	}
	p.done[operation]++
	if name := p.trespass(body); name != "" && !p.crowd {
		p.fail("%s takes the %s of another pool: %s", operation, name, text)
	}
	p.learnFrom(body, got)
	if operation == "CreateUserPool" {
		p.giveKeys(got["UserPool"].(map[string]any)["Id"].(string))
	}
	return got
}

// settle lets work in the background come to its end: whether it is done must not depend on chance.
func (p *player) settle() {
	if !p.crowd {
		synctest.Wait()
	}
}

// upload sends the file of an import job.
func (p *player) upload(address string) {
	p.t.Helper()
	var columns []string
	if header := p.call("GetCSVHeader", map[string]any{"UserPoolId": p.at}); header != nil {
		for _, column := range header["CSVHeader"].([]any) {
			columns = append(columns, column.(string))
		}
	}
	lines := []string{strings.Join(columns, ",")}
	for range p.roll(6) {
		lines = append(lines, p.line(columns))
	}
	u, err := url.Parse(address)
	p.must(err)
	status, answer := p.send("PUT", u.RequestURI(), strings.Join(lines, "\n"), "X-Amz-Server-Side-Encryption", "aws:kms")
	p.said = append(p.said, fmt.Sprintf("PUT %s\n  %d %s", lines, status, answer))
	if status >= http.StatusInternalServerError {
		p.fail("%s: %d %s", address, status, answer)
	}
}

// learnFrom remembers what can be used again.
func (p *player) learnFrom(body, got map[string]any) {
	pool := p.poolOf(body)
	client, _ := body["ClientId"].(string)
	// Names that a request chose are not in every answer.
	for name := range sortedEntries(body) {
		if text, ok := body[name].(string); ok && kinds[name] != "" && kinds[name] != "page" && kinds[name] != "pool" {
			p.learn(pool, kinds[name], text)
		}
	}
	p.read(pool, client, got)
	if options, ok := got["CredentialCreationOptions"]; ok {
		text, err := json.Marshal(options)
		p.must(err)
		p.creation = text
	}
	session, _ := got["Session"].(string)
	name, challenged := got["ChallengeName"].(string)
	switch {
	case challenged:
		c := &challenge{pool: pool, client: client, name: name, session: session, username: p.username, parameters: map[string]string{}}
		parameters, _ := got["ChallengeParameters"].(map[string]any)
		for key, value := range parameters {
			c.parameters[key], _ = value.(string)
		}
		available, _ := got["AvailableChallenges"].([]any)
		for _, a := range available {
			c.available = append(c.available, a.(string))
		}
		if p.pending = append(p.pending, c); len(p.pending) > 8 {
			p.pending = p.pending[1:]
		}
	case session != "":
		for _, c := range p.pending { // an authenticator that is set up within a sign-in
			if c.session == body["Session"] {
				c.session = session
			}
		}
	}
}

// giveKeys gives a pool keys that are made already: making some takes longer than a sequence.
func (p *player) giveKeys(pool string) {
	if len(p.keys) < 2 {
		return
	}
	keys := &state.Keys{Pool: state.PoolID(pool)}
	for stored, key := range map[*state.Key]*token.Key{&keys.ID: p.keys[0], &keys.Access: p.keys[1]} {
		der, err := key.MarshalBinary()
		p.must(err)
		*stored = state.Key{KID: key.ID(), DER: der}
	}
	p.keys = p.keys[2:]
	p.must(p.e.env.Store.Update(func(tx *state.Tx) error { return tx.AddKeys(keys) }))
}

// get fetches a document.
func (p *player) get(path string) string {
	p.t.Helper()
	status, body := p.send("GET", path, "")
	if status >= http.StatusInternalServerError {
		p.fail("%s: %d %s", path, status, body)
	}
	return body
}

// look fetches what the inspect endpoint shows.
func (p *player) look(path string) map[string]any {
	var got map[string]any
	p.must(json.Unmarshal([]byte(p.get(path)), &got))
	return got
}

// again puts the emulator to where it is.
func (p *player) again() {
	p.t.Helper()
	image, err := p.e.Snapshot()
	p.must(err)
	p.must(whole(image))
	p.must(p.e.Restore(image))
	same, err := p.e.Snapshot()
	p.must(err)
	if !bytes.Equal(image, same) {
		at := 0
		for at < min(len(image), len(same)) && image[at] == same[at] {
			at++
		}
		at = max(0, at-200)
		p.fail("restored, the emulator remembers something else:\n%.400s\n%.400s", image[at:], same[at:])
	}
}

// finish looks whether the emulator is in good order: it can be stored, it serves a newcomer, and what is
// deleted leaves nothing behind.
func (p *player) finish() {
	p.t.Helper()
	p.again()
	p.must(newcomer(p.t.Context(), p.e, p.giveKeys))
	p.strike()
}

// outlives are the tables that may know of what was deleted: bounded ones, whose records are history or
// are looked at together with what they belong to.
var outlives = []string{"grant", "refresh", "session", "message", "logevent", "invocation"}

// strike deletes every user, then every app client, then every pool, and looks at what is left of each.
func (p *player) strike() {
	p.t.Helper()
	store := p.e.env.Store
	for _, pool := range store.View().AllPools() {
		users, _ := store.View().Users(pool.ID, nil, 1000)
		clients, _ := store.View().Clients(pool.ID, nil, 1000)
		for _, u := range users.Items {
			p.must(store.Update(func(tx *state.Tx) error { return tx.DeleteUser(pool.ID, u.Sub) }))
			p.unknown("Sub", string(u.Sub), outlives...)
		}
		for _, c := range clients.Items {
			p.must(store.Update(func(tx *state.Tx) error { return tx.DeleteClient(c.ID) }))
			p.unknown("Client", string(c.ID), outlives...)
		}
		p.must(store.Update(func(tx *state.Tx) error { return tx.DeletePool(pool.ID) }))
		p.unknown("Pool", string(pool.ID), "message", "logevent", "invocation")
	}
}

// unknown fails the test when that member of a record of any other table is the id.
func (p *player) unknown(member, id string, but ...string) {
	p.t.Helper()
	image, err := p.e.Snapshot()
	p.must(err)
	var all struct {
		Tables map[string][]json.RawMessage `json:"tables"`
	}
	p.must(json.Unmarshal(image, &all))
	for table, records := range all.Tables {
		for _, r := range records {
			if !slices.Contains(but, table) && bytes.Contains(r, []byte(`"`+member+`":"`+id+`"`)) {
				p.t.Errorf("what is left of %s in the table %s: %s", id, table, r)
			}
		}
	}
}
