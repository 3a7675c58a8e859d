package state

// aged is what records of a bounded table have: their number in the order in which they were added.
type aged struct{ seq uint64 }

func (a *aged) age() uint64     { return a.seq }
func (a *aged) setAge(n uint64) { a.seq = n }

// bounded is a record of a bounded table.
type bounded interface {
	age() uint64
	setAge(n uint64)
}

// boundedRecord is a pointer to an R that is bounded.
type boundedRecord[R any] interface {
	*R
	bounded
}

// ageKey is the key of records in indexAge.
func ageKey[R any, P boundedRecord[R]](r *R) []byte { return number(P(r).age()) }

// addBounded stores a record as the youngest of its table, which is to hold no more than limit, and
// returns the one that has to go now; nil when none has to.
func addBounded[R any, P boundedRecord[R]](tx *Tx, table string, r P, limit uint64) *R {
	n := uint64(1)
	if newest := last[R](tx.View, table, indexAge); newest != nil {
		n = P(newest).age() + 1
	}
	r.setAge(n)
	tx.insert(table, r)
	if n <= limit {
		return nil
	}
	return get[R](tx.View, table, indexAge, number(n-limit))
}
