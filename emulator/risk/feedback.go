package risk

import (
	"crypto/subtle"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Feedback says whether an event was the user.
type Feedback struct {
	Pool     state.PoolID
	Username string
	Event    string
	Value    types.FeedbackValueType
	// Token comes from the notification. An administrator needs none.
	Token string
}

// Who says it. Doc: EventFeedbackType. Assumed: the name for users (A266).
const (
	byAdmin = "Admin"
	byUser  = "User"
)

// AdminFeedback takes what an administrator says.
func (g *Guard) AdminFeedback(c *op.Call, f Feedback) error { return g.feedback(c, f, byAdmin) }

// UserFeedback takes what the user says. The token is good as long as the event is there, and the last
// word counts. Assumed (A266).
func (g *Guard) UserFeedback(c *op.Call, f Feedback) error {
	pool := c.View.Pool(f.Pool)
	if pool == nil {
		return fault.PoolNotFound(string(f.Pool))
	}
	c.Enter(pool)
	if err := c.Served(); err != nil {
		return err
	}
	return g.feedback(c, f, byUser)
}

func (g *Guard) feedback(c *op.Call, f Feedback, provider string) error {
	if err := Watching(c.Pool); err != nil {
		return err
	}
	user, err := c.UserCalled(f.Username)
	if err != nil {
		return err
	}
	event := c.View.AuthEvent(c.Pool.ID, f.Event)
	switch {
	case event == nil || event.Sub != user.Sub:
		return fault.AuthEventNotFound()
	case provider == byUser && (event.Token == "" || subtle.ConstantTimeCompare([]byte(event.Token), []byte(f.Token)) != 1):
		return fault.InvalidFeedbackToken()
	}
	err = g.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeAuthEvent(event.Pool, event.ID, func(e *state.AuthEvent) error {
			e.Feedback = &types.EventFeedbackType{FeedbackValue: f.Value, Provider: aws.String(provider), FeedbackDate: aws.Time(c.Now)}
			return nil
		})
	})
	if errors.Is(err, state.ErrGone) {
		return fault.AuthEventNotFound()
	}
	return err
}
