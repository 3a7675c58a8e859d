package op

import (
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
