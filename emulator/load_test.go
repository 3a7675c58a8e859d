package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// Two hundred sequences go at once, while the emulator is emptied, written out and filled again under
// them. Each request sees all or nothing of that: none fails as a mistake of ours would, and what is
// written out is always whole.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	begin, err := prologue()
	if err != nil {
		t.Fatal(err)
	}
	e := Start(t, Strict)
	stop(e)
	if err := e.Restore(begin.snapshot); err != nil {
		t.Fatal(err)
	}
	var players, others sync.WaitGroup
	var over atomic.Bool
	var done atomic.Int64
	for n := range uint64(200) {
		p := newPlayer(t, e, begin, sequence(n)[:400])
		p.together()
		players.Go(func() {
			for !p.over() {
				p.act()
			}
			for _, times := range p.done {
				done.Add(int64(times))
			}
		})
	}
	others.Go(func() {
		for turn := 0; !over.Load(); turn++ {
			image, err := e.Snapshot()
			if err == nil {
				err = whole(image)
			}
			if err != nil {
				t.Error(err)
				return
			}
			if turn%8 == 7 {
				e.Reset()
			}
			if err := e.Restore(begin.snapshot); err != nil {
				t.Error(err)
			}
		}
	})
	players.Wait()
	over.Store(true)
	others.Wait()
	if t.Logf("%d calls succeeded", done.Load()); done.Load() < 300 {
		t.Error("hardly any call succeeded")
	}
}

// Pools are deleted while people sign in to them: each is answered, with tokens or a refusal.
func TestPoolGoesUnderSignIns(t *testing.T) {
	t.Parallel()
	begin, err := prologue()
	if err != nil {
		t.Fatal(err)
	}
	e := Start(t, Strict)
	stop(e)
	for round := range uint64(10) {
		if err := e.Restore(begin.snapshot); err != nil {
			t.Fatal(err)
		}
		var done sync.WaitGroup
		for n := range uint64(8) {
			p := newPlayer(t, e, begin, sequence(100 + 8*round + n)[:800])
			p.together()
			done.Go(func() {
				for i := range uint64(12) {
					if n == 0 && i == round { // in each round at another moment
						for _, pool := range begin.memory.pools {
							domain := begin.memory.values[pool]["domain"][0]
							if p.call("DeleteUserPoolDomain", map[string]any{"UserPoolId": pool, "Domain": domain}) == nil ||
								p.call("DeleteUserPool", map[string]any{"UserPoolId": pool}) == nil {
								t.Errorf("%s was not deleted: %s", pool, p.said)
							}
						}
					}
					o := signingIn(int(i))
					p.call(o.Name, p.request(o))
				}
			})
		}
		done.Wait()
		image, err := e.Snapshot()
		if err == nil {
			err = whole(image)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// whole tells whether everything in a snapshot belongs to something that is there.
func whole(image []byte) error {
	type record struct {
		ID, Name, Pool, Sub, Client, Group, Grant string
	}
	var all struct {
		Tables map[string][]json.RawMessage `json:"tables"`
	}
	if err := json.Unmarshal(image, &all); err != nil {
		return err
	}
	there := map[string]bool{"client\x00ALL": true}
	records := map[string][]record{}
	for table, list := range all.Tables {
		for _, raw := range list {
			var r record
			if err := json.Unmarshal(raw, &r); err != nil && !errors.As(err, new(*json.UnmarshalTypeError)) {
				return err
			}
			records[table] = append(records[table], r)
			switch table {
			case "pool":
				there["pool\x00"+r.ID] = true
			case "client":
				there["client\x00"+r.ID] = true
			case "user":
				there["user\x00"+r.Pool+"\x00"+r.Sub] = true
			case "group":
				there["group\x00"+r.Pool+"\x00"+r.Name] = true
			case "grant":
				there["grant\x00"+r.Pool+"\x00"+r.ID] = true
			}
		}
	}
	var problems []error
	for table, list := range records {
		for _, r := range list {
			needs := []string{}
			if r.Pool != "" && !slices.Contains([]string{"message", "logevent", "invocation"}, table) {
				needs = append(needs, "pool\x00"+r.Pool)
			}
			switch table {
			case "code", "membership", "device", "passkey", "passkeychallenge", "usersession", "authevent":
				needs = append(needs, "user\x00"+r.Pool+"\x00"+r.Sub)
			case "branding", "terms", "customization":
				needs = append(needs, "client\x00"+r.Client)
			}
			switch table {
			case "membership":
				needs = append(needs, "group\x00"+r.Pool+"\x00"+r.Group)
			case "refresh":
				needs = append(needs, "grant\x00"+r.Pool+"\x00"+r.Grant)
			}
			for _, need := range needs {
				if !there[need] {
					problems = append(problems, fmt.Errorf("a %s without its %q", table, need))
				}
			}
		}
	}
	return errors.Join(problems...)
}
