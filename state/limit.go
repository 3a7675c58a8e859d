package state

import "time"

// Limit is a rate of requests that an account was given in a region.
type Limit struct {
	Account, Region string
	Category        string
	Value           int32 // requests a second
	// Left is how many requests could come at once at the moment At.
	Left float64
	At   time.Time
}

func limitKey(l *Limit) []byte { return key(l.Account, l.Region, l.Category) }

// Limit returns the rate that was set for a category of operations, or nil.
func (v View) Limit(account, region, category string) *Limit {
	return get[Limit](v, tableLimit, indexID, key(account, region, category))
}

// SetLimit sets a rate, in place of an earlier one: as many requests may come at once as in a second.
func (tx *Tx) SetLimit(l *Limit) {
	l.Left = float64(l.Value)
	tx.insert(tableLimit, l)
}

// TakeRequest counts a request against a rate that was set; false when there are too many. Without one
// there can be any number.
func (tx *Tx) TakeRequest(account, region, category string, now time.Time) bool {
	l := tx.Limit(account, region, category)
	if l == nil {
		return true
	}
	next := *l
	// A clock that was set back gives nothing.
	next.Left = min(float64(l.Value), l.Left+max(0, now.Sub(l.At).Seconds())*float64(l.Value))
	next.At = now
	if next.Left < 1 {
		return false
	}
	next.Left--
	tx.insert(tableLimit, &next)
	return true
}
