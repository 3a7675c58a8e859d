package trigger

import "context"

// The places that a function is to keep in its texts.
// Seen: DefinitelyTyped/DefinitelyTyped#62357, events of every source.
const (
	CodePlace     = "{####}"
	LinkPlace     = "{##Click Here##}"
	UsernamePlace = "{username}"
)

// Composing is what CustomMessage is told. Doc: "Custom message Lambda trigger".
type Composing struct {
	UserAttributes map[string]string `json:"userAttributes"`
	CodePlace      string            `json:"codeParameter"`
	LinkPlace      string            `json:"linkParameter"`
	UsernamePlace  *string           `json:"usernameParameter"` // of an invitation
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// Composition is what CustomMessage answers. What is nil is for the pool's own template.
type Composition struct {
	SMS     *string `json:"smsMessage"`
	Email   *string `json:"emailMessage"`
	Subject *string `json:"emailSubject"`
}

// CustomMessage asks for the text of a message.
func (t *Triggers) CustomMessage(ctx context.Context, o Occasion, source string, about Composing) (Composition, error) {
	var c Composition
	_, err := ask(ctx, t, CustomMessage, o, source, about, &c)
	return c, err
}
