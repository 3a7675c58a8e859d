package op

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
	"cognito-emulator/state"
)

// Operation is one operation of the API: its types, who may call it, and its handler. Make one with
// the constructor that says who calls and what has been resolved before the handler runs.
type Operation struct {
	Name  string
	Built bool // false: validated, then refused as missing
	// signed: the caller must present a signature.
	signed  bool
	in, out reflect.Type
	run     func(*runner, *Call, any) (any, error)
}

// Pool registers an operation that is signed and names a user pool.
func Pool[In, Out any](handle func(*Call, *state.Pool, *In) (*Out, error)) Operation {
	return operation[In, Out](true, func(r *runner, c *Call, in *In) (*Out, error) {
		id, named := r.plans.in.Member(in, "UserPoolId")
		pool := c.View.Pool(state.PoolID(id))
		switch {
		case !named: // the model lets one operation do without
			return nil, fault.MemberMissing("userPoolId")
		case pool == nil:
			return nil, fault.PoolNotFound(id)
		}
		c.Enter(pool)
		if err := c.Served(); err != nil {
			return nil, err
		}
		if err := r.throttle(c); err != nil {
			return nil, err
		}
		return handle(c, c.Pool, in)
	})
}

// Signed registers an operation that is signed and names no pool, or names it in its own way.
func Signed[In, Out any](handle func(*Call, *In) (*Out, error)) Operation {
	return operation[In, Out](true, func(_ *runner, c *Call, in *In) (*Out, error) { return handle(c, in) })
}

// Client registers an operation that needs no signature and names an app client.
func Client[In, Out any](handle func(*Call, *state.Client, *In) (*Out, error)) Operation {
	return operation[In, Out](false, func(r *runner, c *Call, in *In) (*Out, error) {
		id, _ := r.plans.in.Member(in, "ClientId")
		client := c.Client(id)
		if client == nil {
			return nil, fault.ClientNotFound(id)
		}
		if err := c.Served(); err != nil {
			return nil, err
		}
		if err := r.throttle(c); err != nil {
			return nil, err
		}
		return handle(c, client, in)
	})
}

// Bearer registers an operation that needs no signature and carries the access token of a user.
func Bearer[In, Out any](handle func(*Call, *Principal, *In) (*Out, error)) Operation {
	return operation[In, Out](false, func(r *runner, c *Call, in *In) (*Out, error) {
		text, _ := r.plans.in.Member(in, "AccessToken")
		who, err := r.env.Principal(c, text)
		if err == nil {
			err = r.throttle(c)
		}
		if err != nil {
			return nil, err
		}
		return handle(c, who, in)
	})
}

// Open registers an operation that needs no signature; its handler judges the session or token that
// it carries.
func Open[In, Out any](handle func(*Call, *In) (*Out, error)) Operation {
	return operation[In, Out](false, func(_ *runner, c *Call, in *In) (*Out, error) { return handle(c, in) })
}

// Missing registers an operation that is not built yet: its input is judged like any other's, and
// then it is refused by name.
func Missing[In, Out any]() Operation {
	o := operation[In, Out](false, func(r *runner, c *Call, _ *In) (*Out, error) {
		r.missing.Do(func() { r.env.Log.Warn("an operation that is not built yet was called", "operation", c.Operation) })
		return nil, fault.NotEmulated(c.Operation)
	})
	if m, ok := model.Lookup(o.Name); ok {
		o.signed = m.Signed
	}
	o.Built = false
	return o
}

func operation[In, Out any](signed bool, run func(*runner, *Call, *In) (*Out, error)) Operation {
	in, out := reflect.TypeFor[In](), reflect.TypeFor[Out]()
	return Operation{
		Name:   strings.TrimSuffix(in.Name(), "Input"),
		Built:  true,
		signed: signed,
		in:     in,
		out:    out,
		run: func(r *runner, c *Call, raw any) (any, error) {
			got, err := run(r, c, raw.(*In))
			if err != nil {
				return nil, err
			}
			return got, nil
		},
	}
}

// Client resolves an app client and makes its pool the pool of the call; nil when there is none.
func (c *Call) Client(id string) *state.Client {
	client := c.View.Client(state.ClientID(id))
	if client == nil {
		return nil
	}
	pool := c.View.Pool(client.Pool)
	if pool == nil {
		return nil
	}
	c.Enter(pool)
	return client
}

// ClientOf resolves an app client that an administrator names beside the pool.
func (c *Call) ClientOf(id string) (*state.Client, error) {
	client := c.View.ClientOf(c.Pool.ID, state.ClientID(id))
	if client == nil {
		return nil, fault.ClientNotFound(id)
	}
	return client, nil
}

// UserCalled resolves the Username of an administrator's request.
func (c *Call) UserCalled(name string) (*state.User, error) {
	u := c.View.UserCalled(c.Pool, name)
	if u == nil {
		return nil, fault.UserNotFound()
	}
	return u, nil
}

// runner is an operation in the registry of one emulator, with what is compiled when it is first
// called.
type runner struct {
	Operation
	env     *Env
	model   *model.Operation
	compile sync.Once
	plans   struct{ in, out *wire.Plan }
	missing sync.Once
}

func (r *runner) prepare() {
	r.compile.Do(func() {
		in, err := wire.Compile(r.in, r.model.Input)
		if err != nil {
			panic(fmt.Sprintf("op: the input of %s: %v", r.Name, err)) // a mistake in the program
		}
		out, err := wire.Compile(r.out, r.model.Output)
		if err != nil {
			panic(fmt.Sprintf("op: the output of %s: %v", r.Name, err))
		}
		r.plans.in, r.plans.out = in, out
	})
}
