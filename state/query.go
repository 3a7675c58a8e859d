package state

import (
	"bytes"
	"iter"
)

// get returns the record with that key, or nil.
func get[R any](v View, table, index string, k []byte) *R {
	raw, err := v.txn.First(table, index, k)
	if err != nil {
		panic("state: " + table + ": " + err.Error()) // only a mistake in the schema does this
	}
	if raw == nil {
		return nil
	}
	return raw.(*R)
}

// last returns the record with the highest key, or nil.
func last[R any](v View, table, index string) *R {
	raw, err := v.txn.Last(table, index+"_prefix", []byte{})
	if err != nil {
		panic("state: " + table + ": " + err.Error())
	}
	if raw == nil {
		return nil
	}
	return raw.(*R)
}

// scan yields the records whose key begins with prefix, in the order of the keys.
func scan[R any](v View, table, index string, prefix []byte) iter.Seq[*R] {
	return func(yield func(*R) bool) {
		for raw := range scanAny(v, table, index, prefix) {
			if !yield(raw.(*R)) {
				return
			}
		}
	}
}

// scanAny is scan for records of any kind.
func scanAny(v View, table, index string, prefix []byte) iter.Seq[any] {
	return func(yield func(any) bool) {
		it, err := v.txn.Get(table, index+"_prefix", prefix)
		if err != nil {
			panic("state: " + table + ": " + err.Error())
		}
		for raw := it.Next(); raw != nil; raw = it.Next() {
			if !yield(raw) {
				return
			}
		}
	}
}

// Page is one page of a list.
type Page[R any] struct {
	Items []*R
	// Next is where the following page begins; nil when there is none. It names a key, not a
	// position: records added or removed meanwhile do not shift the pages.
	Next []byte
}

// page returns up to limit records of the prefix that keep accepts, beginning at the key from (or
// at the first record when from is nil). keyOf gives the key of a record in that index. It reports
// false when from is not a place in this list.
func page[R any](v View, table, index string, prefix, from []byte, limit int, keyOf func(*R) []byte, keep func(*R) bool) (Page[R], bool) {
	if from == nil {
		from = prefix
	}
	if !bytes.HasPrefix(from, prefix) {
		return Page[R]{}, false
	}
	it, err := v.txn.LowerBound(table, index, from)
	if err != nil {
		panic("state: " + table + ": " + err.Error())
	}
	var out Page[R]
	var previous []byte
	for raw := it.Next(); raw != nil; raw = it.Next() {
		r := raw.(*R)
		k := keyOf(r)
		// Behind the list the index goes on with other keys of the same records: the key of this
		// list then lies behind us.
		if !bytes.HasPrefix(k, prefix) || bytes.Compare(k, from) < 0 || bytes.Compare(k, previous) <= 0 {
			break
		}
		previous = k
		if keep != nil && !keep(r) {
			continue
		}
		if len(out.Items) == limit {
			out.Next = k
			break
		}
		out.Items = append(out.Items, r)
	}
	return out, true
}
