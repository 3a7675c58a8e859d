package directory

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// maxEvents is how many events a page holds. Doc: API_AdminListUserAuthEvents, MaxResults: sixty also
// when that is 0 or left out.
const maxEvents = 60

// AdminListUserAuthEvents lists what threat protection recorded of a user, newest first.
// Doc: API_AdminListUserAuthEvents.
func (s service) AdminListUserAuthEvents(c *op.Call, pool *state.Pool, in *cip.AdminListUserAuthEventsInput) (*cip.AdminListUserAuthEventsOutput, error) {
	if err := risk.Watching(pool); err != nil {
		return nil, err
	}
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	var after *state.AuthEvent
	if in.NextToken != nil {
		if after = eventOf(c.View, user, *in.NextToken); after == nil {
			return nil, fault.BadPaginationToken()
		}
	}
	limit := int(aws.ToInt32(in.MaxResults))
	if limit == 0 {
		limit = maxEvents
	}
	events, more := c.View.AuthEvents(pool.ID, user.Sub, after, limit)
	out := &cip.AdminListUserAuthEventsOutput{AuthEvents: make([]types.AuthEventType, len(events))}
	for i, e := range events {
		out.AuthEvents[i] = risk.View(e)
	}
	if more {
		out.NextToken = aws.String(eventToken(events[len(events)-1]))
	}
	return out, nil
}

// eventToken goes on behind an event. Doc: API_AdminListUserAuthEvents, sample: the id and time of the
// last event on the page.
func eventToken(e *state.AuthEvent) string {
	return e.ID + "#" + e.Created.UTC().Format("2006-01-02T15:04:05.000Z")
}

// eventOf is the event of the user that a token goes on behind, or nil.
func eventOf(v state.View, u *state.User, token string) *state.AuthEvent {
	id, _, _ := strings.Cut(token, "#")
	e := v.AuthEvent(u.Pool, id)
	if e == nil || e.Sub != u.Sub || eventToken(e) != token {
		return nil
	}
	return e
}
