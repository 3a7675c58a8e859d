package state

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/hashicorp/go-memdb"
)

// The errors of this package. Ask with errors.Is; AliasTaken is asked for with errors.As.
var (
	ErrExists = errors.New("the record exists already")
	ErrGone   = errors.New("the record, or the pool it belongs to, is gone")
	ErrStale  = errors.New("the record is no longer as it was when the decision was taken")
)

// Store is the database. Readers take a View and never wait; writers queue one behind the other.
type Store struct {
	live  atomic.Pointer[generation]
	print *fingerprints // nil unless records are watched for changes
}

// generation is one database from creation to Reset or Restore.
type generation struct {
	db       *memdb.MemDB
	journal  *journal
	replaced chan struct{} // closed when another generation has taken over
}

// Option changes how a Store works.
type Option func(*Store)

// Fingerprint makes the store remember what every record looked like when it was stored, for
// Verify. It costs far more than the store itself and is meant for tests.
func Fingerprint() Option { return func(s *Store) { s.print = newFingerprints() } }

// New returns an empty store.
func New(options ...Option) *Store {
	s := &Store{}
	for _, o := range options {
		o(s)
	}
	s.live.Store(newGeneration())
	return s
}

func newGeneration() *generation {
	db, err := memdb.NewMemDB(schema())
	if err != nil {
		panic("state: the schema is wrong: " + err.Error())
	}
	return &generation{db: db, journal: newJournal(), replaced: make(chan struct{})}
}

// View returns a consistent snapshot of everything. It is free; take one per operation.
func (s *Store) View() View {
	g := s.live.Load()
	return g.view(g.db.Txn(false))
}

func (g *generation) view(txn *memdb.Txn) View {
	return View{txn: txn, invocations: g.journal.now.Load()}
}

// Update runs change in a write transaction and commits it when it returns nil. Nothing in change
// may block, call out, hash or sign: every other writer waits meanwhile. The error of change is
// returned as it is, and then nothing was written. A Reset that happens meanwhile wins: what change
// wrote is gone with everything else.
func (s *Store) Update(change func(*Tx) error) error {
	g := s.live.Load()
	txn := g.db.Txn(true)
	defer txn.Abort() // does nothing after Commit
	if err := change(&Tx{View: g.view(txn), print: s.print}); err != nil {
		return err
	}
	txn.Commit()
	return nil
}

// Reset forgets everything at once: no reader sees a part of it gone.
func (s *Store) Reset() { s.replace(newGeneration()) }

func (s *Store) replace(next *generation) {
	old := s.live.Swap(next)
	close(old.replaced)
}

// Wait returns when found reports true of a View, looking again after every change of the messages or
// the invocations and after a Reset. It returns the error of ctx when that ends first.
func (s *Store) Wait(ctx context.Context, found func(View) bool) error {
	for {
		g := s.live.Load()
		txn := g.db.Txn(false)
		v := g.view(txn)
		// The root of a table's first index changes with every change of the table.
		changed, _, err := txn.FirstWatch(tableMessage, indexID+"_prefix", []byte{})
		if err != nil {
			return err
		}
		ws := memdb.NewWatchSet()
		ws.Add(g.replaced)
		ws.Add(changed)
		ws.Add(v.invocations.next)
		if found(v) {
			return nil
		}
		if err := ws.WatchCtx(ctx); err != nil {
			return err
		}
	}
}

// View answers questions. Every answer comes from the same instant.
type View struct {
	txn         *memdb.Txn
	invocations *invocations
}

// Tx is a View that can also write; its questions see what it wrote.
type Tx struct {
	View
	print *fingerprints
}

func (tx *Tx) insert(table string, record any) {
	if err := tx.txn.Insert(table, record); err != nil {
		panic("state: " + table + ": " + err.Error()) // only a mistake in the schema does this
	}
	if tx.print != nil {
		tx.print.take(record)
	}
}

func (tx *Tx) remove(table string, record any) {
	if err := tx.txn.Delete(table, record); err != nil && !errors.Is(err, memdb.ErrNotFound) {
		panic("state: " + table + ": " + err.Error())
	}
}
