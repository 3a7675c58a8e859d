package state

// Limit is a rate of requests that an account was given in a region.
type Limit struct {
	Account, Region string
	Category        string
	Value           int32 // requests a second
}

func limitKey(l *Limit) []byte { return key(l.Account, l.Region, l.Category) }

// Limit returns the rate that was set for a category of operations, or nil.
func (v View) Limit(account, region, category string) *Limit {
	return get[Limit](v, tableLimit, indexID, key(account, region, category))
}

// SetLimit sets a rate, in place of an earlier one.
func (tx *Tx) SetLimit(l *Limit) { tx.insert(tableLimit, l) }
