package op

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
	"cognito-emulator/state"
)

// Judge returns the constraint check of an operation's input, for those that do not come over the wire: what
// the sign-in pages make of their forms. It refuses in the same words as the pipeline does.
func Judge[In any]() func(*In) error {
	plan := sync.OnceValue(func() *wire.Plan {
		t := reflect.TypeFor[In]()
		m, ok := model.Lookup(strings.TrimSuffix(t.Name(), "Input"))
		if !ok {
			panic("op: " + t.Name() + " is no operation's input") // a mistake in the program
		}
		plan, err := wire.Compile(t, m.Input)
		if err != nil {
			panic(fmt.Sprintf("op: the input of %s: %v", m.Name, err))
		}
		return plan
	})
	return func(in *In) error {
		err := plan().Check(in)
		if invalid := (*wire.ValidationError)(nil); errors.As(err, &invalid) {
			return fault.Constraint(invalid.Error())
		}
		return err
	}
}

// Judged is an operation for app clients, for callers that are no further than a function call away: the
// input is judged as the pipeline judges it.
func Judged[In, Out any](handle func(*Call, *state.Client, *In) (*Out, error)) func(*Call, *state.Client, *In) (*Out, error) {
	judge := Judge[In]()
	return func(c *Call, client *state.Client, in *In) (*Out, error) {
		if err := judge(in); err != nil {
			return nil, err
		}
		return handle(c, client, in)
	}
}
