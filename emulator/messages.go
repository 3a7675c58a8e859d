package emulator

import (
	"context"

	"cognito-emulator/handlers/inspect"
)

// Message is a text message or e-mail that the service would have sent.
type Message = inspect.Message

// MessageFilter says which messages are meant. What is empty does not matter.
type MessageFilter = inspect.Filter

// Messages returns the messages that the filter means, oldest first. A message is there as soon as
// the call that caused it has been answered.
func (e *Emulator) Messages(f MessageFilter) []Message { return f.Find(e.env.Store.View()) }

// WaitMessage returns the newest message that the filter means, waiting until there is one. It
// returns the error of ctx when that ends first.
func (e *Emulator) WaitMessage(ctx context.Context, f MessageFilter) (Message, error) {
	found, err := f.Wait(ctx, e.env.Store)
	if err != nil {
		return Message{}, err
	}
	return found[len(found)-1], nil
}
