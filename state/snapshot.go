package state

import (
	"encoding/json"
	"fmt"
)

// formatVersion is the version of the snapshot form. Restore refuses any other.
const formatVersion = 1

// snapshot is the written form: every table by name, its records in the order of an index.
type snapshot struct {
	Version int                        `json:"version"`
	Tables  map[string]json.RawMessage `json:"tables"`
}

// Snapshot writes everything out as one JSON document. Two stores with the same records give the
// same bytes.
func (s *Store) Snapshot() ([]byte, error) {
	v := s.View()
	out := snapshot{Version: formatVersion, Tables: map[string]json.RawMessage{}}
	for _, t := range tables() {
		records, err := t.dump(v)
		if err != nil {
			return nil, fmt.Errorf("writing the table %s: %w", t.name, err)
		}
		out.Tables[t.name] = records
	}
	var err error
	if out.Tables[tableInvocation], err = dumpInvocations(v); err != nil {
		return nil, fmt.Errorf("writing the table %s: %w", tableInvocation, err)
	}
	return json.Marshal(out)
}

// Restore replaces everything by what Snapshot wrote. When the document is not one, nothing changes.
func (s *Store) Restore(document []byte) error {
	var from snapshot
	if err := json.Unmarshal(document, &from); err != nil {
		return fmt.Errorf("not a snapshot: %w", err)
	}
	if from.Version != formatVersion {
		return fmt.Errorf("the snapshot has format version %d; this program reads %d", from.Version, formatVersion)
	}
	next := newGeneration()
	txn := next.db.Txn(true)
	defer txn.Abort() // does nothing after Commit
	tx := &Tx{View: next.view(txn), print: s.print}
	for _, t := range tables() {
		if records, ok := from.Tables[t.name]; ok {
			if err := t.load(tx, records); err != nil {
				return err
			}
		}
		delete(from.Tables, t.name)
	}
	if records, ok := from.Tables[tableInvocation]; ok {
		if err := next.journal.load(records); err != nil {
			return err
		}
	}
	delete(from.Tables, tableInvocation)
	for name := range from.Tables {
		return fmt.Errorf("the snapshot has a table %q that this program does not know", name)
	}
	txn.Commit()
	s.replace(next)
	return nil
}
