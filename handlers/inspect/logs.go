package inspect

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// LogEvent is a line that the service would have written to a log of the customer's.
type LogEvent struct {
	// ID rises from event to event.
	ID         uint64 `json:"id,string"`
	UserPoolID string `json:"userPoolId"`
	// Region is where it happened: the pool's own, or a replica's.
	Region string `json:"region"`
	// Destination is the ARN of the log group, stream or bucket.
	Destination string    `json:"destination"`
	Record      LogRecord `json:"record"`
}

// LogRecord is the line itself. Doc: "Exporting logs from Amazon Cognito user pools". An import of users
// writes its lines as plain text; here it is the message.
type LogRecord struct {
	Timestamp string          `json:"eventTimestamp"` // milliseconds
	Source    string          `json:"eventSource"`
	Level     string          `json:"logLevel"`
	Message   json.RawMessage `json:"message"`
	LogSource LogSource       `json:"logSourceId"`
}

// LogSource is where a line comes from.
type LogSource struct {
	UserPoolID string `json:"userPoolId"`
}

// sources are the event sources, as the API calls them and as a line does.
func sources() map[types.EventSourceName]string {
	return map[types.EventSourceName]string{
		types.EventSourceNameUserNotification: "USER_NOTIFICATION",
		types.EventSourceNameUserAuthEvents:   "USER_ACTIVITY",
		state.ImportLog:                       "USER_IMPORT",
	}
}

// listLogs shows what was written to logs, oldest first.
func (s *Service) listLogs(w http.ResponseWriter, r *http.Request) error {
	given, err := parameters(r, "userPoolId", "eventSource", "after")
	if err != nil {
		return err
	}
	source := types.EventSourceName(given["eventSource"])
	if source != "" && sources()[source] == "" {
		return bad("the event source %q is none; event sources are %s, %s and %s", source,
			types.EventSourceNameUserNotification, types.EventSourceNameUserAuthEvents, state.ImportLog)
	}
	after, err := readAfter(given["after"], "an event")
	if err != nil {
		return err
	}
	pool := given["userPoolId"]
	found := []LogEvent{}
	for _, e := range s.Store.View().LogEvents(func(e *state.LogEvent) bool {
		return e.ID > after && (pool == "" || pool == string(e.Pool)) && (source == "" || source == e.Source)
	}) {
		found = append(found, logEvent(e))
	}
	return answer(w, struct {
		Logs []LogEvent `json:"logs"`
	}{found})
}

func logEvent(e *state.LogEvent) LogEvent {
	return LogEvent{
		ID: e.ID, UserPoolID: string(e.Pool), Region: e.Region, Destination: e.Destination,
		Record: LogRecord{
			Timestamp: strconv.FormatInt(e.At.UnixMilli(), 10), Source: sources()[e.Source], Level: string(e.Level),
			Message: e.Message, LogSource: LogSource{UserPoolID: string(e.Pool)},
		},
	}
}
