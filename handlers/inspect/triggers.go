package inspect

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"cognito-emulator/state"
)

// Invocation is a call of a function that a trigger names.
type Invocation struct {
	// ID rises in the order in which the calls ended.
	ID         uint64 `json:"id,string"`
	UserPoolID string `json:"userPoolId"`
	// ClientID is empty when the operation named no app client.
	ClientID string `json:"clientId"`
	// Username is what the event tells: the user's real name, or what was typed by somebody whom the
	// pool does not have.
	Username    string `json:"username"`
	Trigger     string `json:"trigger"` // like PreSignUp
	Source      string `json:"source"`  // like PreSignUp_SignUp
	FunctionARN string `json:"functionArn"`
	// Event is what the function was given.
	Event json.RawMessage `json:"event"`
	// Answer is what it answered: null when nothing came, a text when that is no JSON.
	Answer json.RawMessage `json:"answer"`
	// Error is what the service says of the function, empty when all is well.
	Error string `json:"error"`
	// Attempts are how often the function was called before it answered in time.
	Attempts int `json:"attempts"`
	// Milliseconds is how long all that took.
	Milliseconds float64   `json:"durationMs"`
	InvokedAt    time.Time `json:"invokedAt"`
}

// InvocationFilter says which invocations are meant. What is empty does not matter; the zero
// InvocationFilter means all.
type InvocationFilter struct {
	UserPoolID string
	// Username is any name of the user that an administrator's operation would accept.
	Username    string
	Trigger     string // like PreSignUp
	Source      string // like PreSignUp_SignUp
	FunctionARN string
	After       uint64 // only invocations with a higher ID
}

// Find returns the invocations that the filter means, oldest first.
func (f InvocationFilter) Find(v state.View) []Invocation {
	found := []Invocation{}
	for _, i := range v.Invocations(f.in(v)) {
		shown := Invocation{
			ID: i.ID, UserPoolID: string(i.Pool), ClientID: string(i.Client), Username: i.Username, Trigger: i.Trigger, Source: i.Source,
			FunctionARN: i.Function, Event: json.RawMessage(i.Event), Answer: json.RawMessage(i.Answer), Error: i.Error,
			Attempts: i.Attempts, Milliseconds: float64(i.Duration.Microseconds()) / 1000, InvokedAt: i.At,
		}
		switch {
		case i.Answer == "":
			shown.Answer = json.RawMessage("null")
		case !json.Valid(shown.Answer):
			shown.Answer = quoted(i.Answer)
		}
		found = append(found, shown)
	}
	return found
}

// quoted is a text in JSON, with letters like < as they are.
func quoted(text string) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always encodes
	return bytes.TrimSpace(b.Bytes())
}

// in is the filter as a question about the invocations of v.
func (f InvocationFilter) in(v state.View) func(*state.Invocation) bool {
	return func(i *state.Invocation) bool {
		return i.ID > f.After &&
			(f.UserPoolID == "" || f.UserPoolID == string(i.Pool)) &&
			(f.Trigger == "" || f.Trigger == i.Trigger) &&
			(f.Source == "" || f.Source == i.Source) &&
			(f.FunctionARN == "" || f.FunctionARN == i.Function) &&
			(f.Username == "" || isAbout(v, i, f.Username))
	}
}

// isAbout tells whether an invocation is about the user of that name.
func isAbout(v state.View, i *state.Invocation, name string) bool {
	return isNamed(v, i.Pool, i.Username, name, func(u *state.User) bool { return u.Username == i.Username })
}

// Wait returns the invocations that the filter means as soon as there is one, or the error of ctx.
func (f InvocationFilter) Wait(ctx context.Context, store *state.Store) ([]Invocation, error) {
	return await[Invocation](ctx, store, f)
}

func (f InvocationFilter) remove(store *state.Store) (int, error) {
	return store.DeleteInvocations(f.in(store.View())), nil
}

func invocationParameters() []string {
	return []string{"userPoolId", "username", "trigger", "source", "functionArn", "after"}
}

func readInvocationFilter(given map[string]string) (InvocationFilter, error) {
	f := InvocationFilter{
		UserPoolID: given["userPoolId"], Username: given["username"], Trigger: given["trigger"], Source: given["source"],
		FunctionARN: given["functionArn"],
	}
	if f.Source != "" && !strings.Contains(f.Source, "_") {
		return f, bad("the source %q is none; sources are like PreSignUp_SignUp", f.Source)
	}
	if f.Trigger != "" && strings.Contains(f.Trigger, "_") {
		return f, bad("the trigger %q is none; triggers are like PreSignUp, and source is for what follows", f.Trigger)
	}
	var err error
	f.After, err = readAfter(given["after"], "an invocation")
	return f, err
}
