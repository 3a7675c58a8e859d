package state

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// AuthEvent is something that a user did while threat protection was watching.
type AuthEvent struct {
	Pool PoolID
	Sub  Sub
	// ID is the event_id of the tokens that came of it.
	ID string
	// Serial rises from event to event.
	Serial   uint64
	Client   ClientID
	Type     types.EventType
	Response types.EventResponseType
	Created  time.Time
	// Level is what was assessed, empty: no risk. Decision is what came of it.
	Level       types.RiskLevelType
	Decision    types.RiskDecisionType
	Compromised bool
	// Challenges are what the user was asked for, with the last answer to each.
	Challenges []types.ChallengeResponseType
	Context    EventContext
	// Token allows the user to say whether it was really the user; empty: nobody was asked.
	Token    string
	Feedback *types.EventFeedbackType
}

// EventContext is where an event came from.
type EventContext struct {
	IP       string
	Device   string // empty: nothing was told of it
	Timezone string
	City     string // empty: nobody knows
	Country  string
	Given    bool // the caller passed on data about the user's device
}

// maxAuthEvents bounds how many events are kept; the oldest go first.
const maxAuthEvents = 100_000

func authEventKey(e *AuthEvent) []byte { return key(string(e.Pool), e.ID) }
func authEventAge(e *AuthEvent) []byte { return number(e.Serial) }

// authEventUserKey sorts the events of a user, newest first.
func authEventUserKey(e *AuthEvent) []byte {
	return append(key(string(e.Pool), string(e.Sub)), number(^e.Serial)...)
}

// AuthEvent returns the event, or nil.
func (v View) AuthEvent(pool PoolID, id string) *AuthEvent {
	return get[AuthEvent](v, tableAuthEvent, indexID, key(string(pool), id))
}

// AuthEvents returns up to limit events of a user, newest first, beginning behind the event after or,
// when that is nil, with the newest; and whether there are more.
func (v View) AuthEvents(pool PoolID, sub Sub, after *AuthEvent, limit int) (events []*AuthEvent, more bool) {
	var from []byte
	if after != nil {
		before := *after
		before.Serial--
		from = authEventUserKey(&before)
	}
	found, _ := page(v, tableAuthEvent, indexUser, key(string(pool), string(sub)), from, limit, authEventUserKey, nil)
	return found.Items, found.Next != nil
}

// LastAuthEvent returns the newest event of that type of a user, or nil.
func (v View) LastAuthEvent(pool PoolID, sub Sub, kind types.EventType) *AuthEvent {
	for e := range scan[AuthEvent](v, tableAuthEvent, indexUser, key(string(pool), string(sub))) {
		if e.Type == kind {
			return e
		}
	}
	return nil
}

// PutAuthEvent stores an event, in place of what was known of it before; ErrGone without the user. A
// new one gets its Serial.
func (tx *Tx) PutAuthEvent(e *AuthEvent) error {
	if tx.User(e.Pool, e.Sub) == nil {
		return ErrGone
	}
	if e.Serial == 0 {
		e.Serial = tx.next("authevent")
		if e.Serial > maxAuthEvents {
			removeAll(tx, tableAuthEvent, indexAge, number(e.Serial-maxAuthEvents))
		}
	}
	tx.insert(tableAuthEvent, e)
	return nil
}

// ChangeAuthEvent lets change work on a copy and stores that; ErrGone when the event is not there.
func (tx *Tx) ChangeAuthEvent(pool PoolID, id string, change func(*AuthEvent) error) error {
	e := tx.AuthEvent(pool, id)
	if e == nil {
		return ErrGone
	}
	next := e.Clone()
	if err := change(next); err != nil {
		return err
	}
	tx.insert(tableAuthEvent, next)
	return nil
}

// Clone copies everything that a change of the event may write to.
func (e *AuthEvent) Clone() *AuthEvent {
	next := *e
	next.Challenges = slices.Clone(e.Challenges)
	return &next
}
