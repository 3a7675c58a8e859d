package state

import (
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// LogDelivery says where the logs of a pool go. A replica has its own. Every configuration names one
// destination.
type LogDelivery struct {
	Pool           PoolID
	Region         string
	Configurations []types.LogConfigurationType
}

// LogEvent is something that the service would have written to a log of the customer's.
type LogEvent struct {
	ID     uint64 // rising; never used twice
	Pool   PoolID
	Region string // of the pool or the replica where it happened
	Source types.EventSourceName
	Level  types.LogLevel
	// Message is what happened, in a JSON object whose form depends on the source.
	Message json.RawMessage
	At      time.Time
	// Destination is the ARN of the log group or stream, or of the bucket.
	Destination string
}

// maxLogEvents bounds how many events are kept; the oldest go first.
const maxLogEvents = 10_000

func logDeliveryKey(d *LogDelivery) []byte { return key(string(d.Pool), d.Region) }
func logEventKey(e *LogEvent) []byte       { return number(e.ID) }

// LogDelivery returns where the logs of a pool or replica go, or nil when nobody has said so.
func (v View) LogDelivery(pool PoolID, region string) *LogDelivery {
	return get[LogDelivery](v, tableLogDelivery, indexID, key(string(pool), region))
}

// LogEvents returns the events that keep accepts, oldest first.
func (v View) LogEvents(keep func(*LogEvent) bool) []*LogEvent {
	var found []*LogEvent
	for e := range scan[LogEvent](v, tableLogEvent, indexID, []byte{}) {
		if keep(e) {
			found = append(found, e)
		}
	}
	return found
}

// SetLogDelivery says where the logs of a pool or replica go; ErrGone without the pool.
func (tx *Tx) SetLogDelivery(d *LogDelivery) error {
	if tx.Pool(d.Pool) == nil {
		return ErrGone
	}
	tx.insert(tableLogDelivery, d)
	return nil
}

// AppendLog writes an event to the log that the pool has for events of its source and level, and
// gives it its ID and destination. A pool that delivers no such events has none.
func (tx *Tx) AppendLog(e *LogEvent) {
	d := tx.LogDelivery(e.Pool, e.Region)
	if d == nil {
		return
	}
	for _, c := range d.Configurations {
		if c.EventSource == e.Source && c.LogLevel == e.Level {
			e.Destination = destination(c)
			tx.WriteLog(e)
			return
		}
	}
}

// WriteLog writes an event to the log that it names, and gives it its ID.
func (tx *Tx) WriteLog(e *LogEvent) {
	e.ID = tx.next("log")
	tx.insert(tableLogEvent, e)
	if e.ID > maxLogEvents {
		removeAll(tx, tableLogEvent, indexID, number(e.ID-maxLogEvents))
	}
}

// ImportLog is the source of events of the import of users, which are logged without anybody having
// asked for it.
const ImportLog types.EventSourceName = "userImport"

// destination is the ARN that a configuration names.
func destination(c types.LogConfigurationType) string {
	switch {
	case c.FirehoseConfiguration != nil:
		return *c.FirehoseConfiguration.StreamArn
	case c.S3Configuration != nil:
		return *c.S3Configuration.BucketArn
	}
	return *c.CloudWatchLogsConfiguration.LogGroupArn
}
