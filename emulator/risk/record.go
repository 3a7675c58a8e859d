package risk

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Record writes what is new about the attempt, the notification of the user among it.
func (a *Attempt) Record(tx *state.Tx) error {
	if a == nil || !a.changed {
		return nil
	}
	event := a.event.Clone()
	if stored := tx.AuthEvent(event.Pool, event.ID); stored != nil {
		event.Serial, event.Feedback = stored.Serial, stored.Feedback
	}
	if err := put(tx, a.call, a.user, event); err != nil {
		return err
	}
	if a.notice != nil {
		a.notice.send(tx)
	}
	a.fresh, a.changed, a.notice = false, false, nil
	return nil
}

// put writes an event, and the line of the log that tells of it.
func put(tx *state.Tx, c *op.Call, u *state.User, event *state.AuthEvent) error {
	if err := tx.PutAuthEvent(event); err != nil {
		return err
	}
	tx.AppendLog(&state.LogEvent{
		Pool: event.Pool, Region: c.Pool.Region, Source: types.EventSourceNameUserAuthEvents, Level: types.LogLevelInfo,
		Message: line(u, event, c.RequestID), At: c.Now,
	})
	return nil
}

// Complete records that what a user began with an earlier request has succeeded: signing up, or
// replacing a forgotten password. Assumed: these are one event each (A260).
func Complete(tx *state.Tx, c *op.Call, u *state.User, kind types.EventType) error {
	event := tx.LastAuthEvent(u.Pool, u.Sub, kind)
	if event == nil || event.Response != types.EventResponseTypeInProgress {
		return nil
	}
	next := event.Clone()
	next.Response = types.EventResponseTypePass
	return put(tx, c, u, next)
}

// line is what the log tells of an event.
// Doc: "Exporting logs from Amazon Cognito user pools", sample. Assumed: the names of decisions and
// the form of challenges that the sample does not show (A265).
func line(u *state.User, e *state.AuthEvent, request string) json.RawMessage {
	var out struct {
		Version          string   `json:"version"`
		EventID          string   `json:"eventId"`
		EventType        string   `json:"eventType"`
		UserSub          string   `json:"userSub"`
		UserName         string   `json:"userName"`
		UserPoolID       string   `json:"userPoolId"`
		ClientID         string   `json:"clientId"`
		CreationDate     string   `json:"creationDate"`
		EventResponse    string   `json:"eventResponse"`
		RiskLevel        string   `json:"riskLevel"`
		RiskDecision     string   `json:"riskDecision"`
		Challenges       []string `json:"challenges"`
		DeviceName       string   `json:"deviceName"`
		IPAddress        string   `json:"ipAddress"`
		RequestID        string   `json:"requestId"`
		IDPName          string   `json:"idpName"`
		Compromised      string   `json:"compromisedCredentialDetected"`
		City             string   `json:"city"`
		Country          string   `json:"country"`
		FeedbackValue    string   `json:"eventFeedbackValue"`
		FeedbackDate     string   `json:"eventFeedbackDate"`
		FeedbackProvider string   `json:"eventFeedbackProvider"`
		HasContextData   string   `json:"hasContextData"`
	}
	out.Version, out.EventID, out.EventType = "1", e.ID, string(e.Type)
	out.UserSub, out.UserName, out.UserPoolID, out.ClientID = string(u.Sub), u.Username, string(e.Pool), string(e.Client)
	out.CreationDate, out.EventResponse = e.Created.UTC().Format(time.UnixDate), string(e.Response)
	out.RiskLevel, out.RiskDecision = strings.ToUpper(string(e.Level)), decisionInLog(e.Decision)
	out.Challenges = []string{}
	for _, c := range e.Challenges {
		out.Challenges = append(out.Challenges, string(c.ChallengeName)+":"+string(c.ChallengeResponse))
	}
	out.DeviceName, out.IPAddress, out.RequestID = e.Context.Device, e.Context.IP, request
	out.Compromised, out.HasContextData = strconv.FormatBool(e.Compromised), strconv.FormatBool(e.Context.Given)
	out.City, out.Country = e.Context.City, e.Context.Country
	if f := e.Feedback; f != nil {
		out.FeedbackValue, out.FeedbackProvider = string(f.FeedbackValue), aws.ToString(f.Provider)
		out.FeedbackDate = aws.ToTime(f.FeedbackDate).UTC().Format(time.UnixDate)
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic("risk: " + err.Error()) // texts and lists of texts always marshal
	}
	return text
}

func decisionInLog(d types.RiskDecisionType) string {
	switch d {
	case types.RiskDecisionTypeAccountTakeover:
		return "ACCOUNT_TAKEOVER"
	case types.RiskDecisionTypeBlock:
		return "BLOCK"
	}
	return "PASS"
}
