package op

import (
	"context"

	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// Occasion is what the events of triggers tell of the call. client is the app client that it names, or
// nil, and name the user's.
func (c *Call) Occasion(client *state.Client, name string) trigger.Occasion {
	o := trigger.Occasion{Pool: c.Pool, UserName: name, UserAgent: c.UserAgent}
	if client != nil {
		o.Client = client.ID
	}
	return o
}

// Write writes a message, for which functions of the pool may be called: not in a transaction.
func (e *Env) Write(c *Call, client *state.Client, m outbox.Message) (*outbox.Letter, error) {
	return outbox.Write(c.Context(), e.Triggers, c.Occasion(client, m.User.Username), m)
}

// Hand gives messages to the custom senders of their pools, if they have some. Nobody waits for them.
func (e *Env) Hand(letters ...*outbox.Letter) {
	for _, l := range letters {
		if l.Sender() {
			e.Background.Go(func(ctx context.Context) { l.Hand(ctx, e.Triggers) })
		}
	}
}
