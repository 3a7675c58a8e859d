package state

import (
	"slices"
	"time"
)

// Purpose is what a code confirms.
type Purpose string

// The purposes of codes. Codes of a sign-in belong to its Session instead.
const (
	PurposeSignUp    Purpose = "sign-up"
	PurposePassword  Purpose = "password"  // forgot or reset
	PurposeAttribute Purpose = "attribute" // verification of one attribute
)

// Code is a confirmation code that was sent and not used yet. A user has one of each purpose, and
// one for each attribute.
type Code struct {
	Pool      PoolID
	Sub       Sub
	Purpose   Purpose
	Attribute string // email or phone_number: where the code went, and what it verifies
	// Address is the whole address that the code went to. The code proves this one and no other.
	Address string
	// Held: the attribute keeps its old value until the code is given, and then takes Address.
	Held    bool
	Value   string
	Expires time.Time
	// Replaced are earlier codes of the same purpose, newest first: giving one says "expired", not
	// "wrong".
	Replaced []string
}

// maxReplaced bounds the memory of a user who has codes resent.
const maxReplaced = 10

func codeKey(c *Code) []byte { return codeID(c.Pool, c.Sub, c.Purpose, c.Attribute) }

// codeID is the key of a code. Only codes of PurposeAttribute can be pending side by side.
func codeID(pool PoolID, sub Sub, purpose Purpose, attribute string) []byte {
	if purpose != PurposeAttribute {
		attribute = ""
	}
	return key(string(pool), string(sub), string(purpose), attribute)
}

// Code returns the pending code, or nil. Attribute matters for PurposeAttribute only.
func (v View) Code(pool PoolID, sub Sub, purpose Purpose, attribute string) *Code {
	return get[Code](v, tableCode, indexID, codeID(pool, sub, purpose, attribute))
}

// PutCode stores a code in place of an earlier one of the same purpose; ErrGone without the user.
func (tx *Tx) PutCode(c *Code) error {
	if tx.User(c.Pool, c.Sub) == nil {
		return ErrGone
	}
	if old := tx.Code(c.Pool, c.Sub, c.Purpose, c.Attribute); old != nil {
		c.Replaced = append([]string{old.Value}, old.Replaced...)
		c.Replaced = slices.Clone(c.Replaced[:min(len(c.Replaced), maxReplaced)])
	}
	tx.insert(tableCode, c)
	return nil
}

// TakeCode removes a code, so that it is used once: ErrStale when that code is no longer pending.
func (tx *Tx) TakeCode(c *Code) error {
	now := tx.Code(c.Pool, c.Sub, c.Purpose, c.Attribute)
	if now == nil || now.Value != c.Value {
		return ErrStale
	}
	tx.remove(tableCode, now)
	return nil
}

// DropCode removes a pending code if there is one.
func (tx *Tx) DropCode(pool PoolID, sub Sub, purpose Purpose, attribute string) {
	if c := tx.Code(pool, sub, purpose, attribute); c != nil {
		tx.remove(tableCode, c)
	}
}

// Counter remembers when a user last did something that is limited.
type Counter struct {
	Pool   PoolID
	Sub    Sub
	Action string
	Times  []time.Time // oldest first
	aged
}

// maxCounters bounds the memory of what people do, whose names need not be anybody's; who did nothing
// for the longest goes first.
const maxCounters = 20_000

func counterKey(c *Counter) []byte { return key(string(c.Pool), string(c.Sub), c.Action) }

// Count notes that the user does action at now and tells whether that stays within limit in any
// window of that length. What is refused is not counted.
func (tx *Tx) Count(pool PoolID, sub Sub, action string, now time.Time, limit int, window time.Duration) bool {
	c := Counter{Pool: pool, Sub: sub, Action: action}
	if old := get[Counter](tx.View, tableCounter, indexID, counterKey(&c)); old != nil {
		for _, t := range old.Times {
			if now.Sub(t) < window {
				c.Times = append(c.Times, t)
			}
		}
	}
	if len(c.Times) >= limit {
		return false
	}
	c.Times = append(c.Times, now)
	if old := addBounded(tx, tableCounter, &c, maxCounters); old != nil {
		tx.remove(tableCounter, old)
	}
	return true
}

// Counted tells whether Count noted the action within the window that ends at now.
func (v View) Counted(pool PoolID, sub Sub, action string, now time.Time, window time.Duration) bool {
	c := Counter{Pool: pool, Sub: sub, Action: action}
	noted := get[Counter](v, tableCounter, indexID, counterKey(&c))
	return noted != nil && slices.ContainsFunc(noted.Times, func(t time.Time) bool { return now.Sub(t) < window })
}
