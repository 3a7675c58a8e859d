package state

import "time"

// Message is a text message or e-mail that the service would have sent.
type Message struct {
	ID       uint64 // rising; never used twice
	Pool     PoolID
	Client   ClientID // empty when no app client was named
	Username string
	Sub      Sub
	Channel  Channel
	// Destination is the whole phone number or e-mail address.
	Destination string
	// Purpose is the CustomMessage trigger source of the occasion.
	Purpose string
	Code    string // the code, or the temporary password of an invitation
	Link    string
	Subject string
	Body    string
	Sent    time.Time
}

// Channel is how a message travels.
type Channel string

// The channels.
const (
	SMS   Channel = "sms"
	Email Channel = "email"
)

// maxMessages bounds how many messages are kept; the oldest go first.
const maxMessages = 10_000

func messageKey(m *Message) []byte { return number(m.ID) }

// Messages returns the messages that keep accepts, oldest first.
func (v View) Messages(keep func(*Message) bool) []*Message {
	var found []*Message
	for m := range scan[Message](v, tableMessage, indexID, []byte{}) {
		if keep(m) {
			found = append(found, m)
		}
	}
	return found
}

// AddMessage stores a message and gives it its ID.
func (tx *Tx) AddMessage(m *Message) {
	m.ID = tx.next("message")
	tx.insert(tableMessage, m)
	if m.ID > maxMessages {
		if old := get[Message](tx.View, tableMessage, indexID, number(m.ID-maxMessages)); old != nil {
			tx.remove(tableMessage, old)
		}
	}
}

// DeleteMessages removes the messages that match and returns how many there were.
func (tx *Tx) DeleteMessages(match func(*Message) bool) int {
	gone := tx.Messages(match)
	for _, m := range gone {
		tx.remove(tableMessage, m)
	}
	return len(gone)
}

// sequence is a counter that outlives what it counts.
type sequence struct {
	Name  string
	Value uint64
}

func (tx *Tx) next(name string) uint64 {
	s := sequence{Name: name, Value: 1}
	if old := get[sequence](tx.View, tableSequence, indexID, key(name)); old != nil {
		s.Value = old.Value + 1
	}
	tx.insert(tableSequence, &s)
	return s.Value
}
