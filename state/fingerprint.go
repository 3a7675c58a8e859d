package state

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"
)

// fingerprints remembers what records looked like when they were stored.
type fingerprints struct {
	mu    sync.Mutex // guards taken
	taken map[any][sha256.Size]byte
}

func newFingerprints() *fingerprints {
	return &fingerprints{taken: map[any][sha256.Size]byte{}}
}

func (f *fingerprints) take(record any) {
	taken := fingerprint(record)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.taken[record] = taken
}

func fingerprint(record any) [sha256.Size]byte {
	text, err := json.Marshal(record)
	if err != nil {
		panic(fmt.Sprintf("state: %T cannot be written out: %v", record, err))
	}
	return sha256.Sum256(text)
}

// Verify reports the first record that was changed after it was stored. It needs the option
// Fingerprint and returns nil without it.
func (s *Store) Verify() error {
	if s.print == nil {
		return nil
	}
	s.print.mu.Lock()
	defer s.print.mu.Unlock()
	for record, want := range s.print.taken {
		if fingerprint(record) != want {
			return fmt.Errorf("a %T was changed after it was stored: %+v", record, record)
		}
	}
	return nil
}
