package state

import (
	"encoding/json"
	"fmt"
)

// formatVersion is the version of the snapshot form. Restore refuses any other.
const formatVersion = 1

// snapshot is the written form: every table, sorted by its first index.
type snapshot struct {
	Version   int             `json:"version"`
	Pools     []*Pool         `json:"pools"`
	Keys      []*Keys         `json:"keys"`
	Clients   []*Client       `json:"clients"`
	Users     []*User         `json:"users"`
	Codes     []*Code         `json:"codes"`
	Counters  []*Counter      `json:"counters"`
	Sessions  []*Session      `json:"sessions"`
	Grants    []*Grant        `json:"grants"`
	Refresh   []*RefreshToken `json:"refreshTokens"`
	Messages  []*Message      `json:"messages"`
	Sequences []*sequence     `json:"sequences"`
}

// Snapshot writes everything out as one JSON document. Two stores with the same records give the
// same bytes.
func (s *Store) Snapshot() ([]byte, error) {
	v := s.View()
	return json.Marshal(snapshot{
		Version:   formatVersion,
		Pools:     all[Pool](v, tablePool, indexID),
		Keys:      all[Keys](v, tableKeys, indexID),
		Clients:   all[Client](v, tableClient, indexID),
		Users:     all[User](v, tableUser, indexID),
		Codes:     all[Code](v, tableCode, indexID),
		Counters:  all[Counter](v, tableCounter, indexID),
		Sessions:  all[Session](v, tableSession, indexAge),
		Grants:    all[Grant](v, tableGrant, indexAge),
		Refresh:   all[RefreshToken](v, tableRefresh, indexID),
		Messages:  all[Message](v, tableMessage, indexID),
		Sequences: all[sequence](v, tableSequence, indexID),
	})
}

func all[R any](v View, table, index string) []*R {
	records := []*R{}
	for r := range scan[R](v, table, index, []byte{}) {
		records = append(records, r)
	}
	return records
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
	for i, r := range from.Sessions {
		r.seq = uint64(i + 1)
	}
	for i, r := range from.Grants {
		r.seq = uint64(i + 1)
	}
	next := newGeneration()
	txn := next.db.Txn(true)
	tx := &Tx{View: View{txn: txn}, print: s.print}
	fill(tx, tablePool, from.Pools)
	fill(tx, tableKeys, from.Keys)
	fill(tx, tableClient, from.Clients)
	fill(tx, tableUser, from.Users)
	fill(tx, tableCode, from.Codes)
	fill(tx, tableCounter, from.Counters)
	fill(tx, tableSession, from.Sessions)
	fill(tx, tableGrant, from.Grants)
	fill(tx, tableRefresh, from.Refresh)
	fill(tx, tableMessage, from.Messages)
	fill(tx, tableSequence, from.Sequences)
	txn.Commit()
	s.replace(next)
	return nil
}

func fill[R any](tx *Tx, table string, records []*R) {
	for _, r := range records {
		if r != nil {
			tx.insert(table, r)
		}
	}
}
