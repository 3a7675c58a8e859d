// Package emulator is Amazon Cognito user pools in memory: an HTTP handler that speaks the service's
// API, with everything that tests want to see and to steer. It puts the parts together and owns
// their lives; what the service does is written elsewhere.
//
// In a Go test:
//
//	e := emulator.Start(t)
//	pool, err := e.Client().CreateUserPool(ctx, &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("app")})
package emulator

import (
	"encoding/binary"
	"log/slog"
	"net/http"
	"sync"

	"cognito-emulator/emulator/clock"
	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/handlers/importjob"
	"cognito-emulator/state"
)

// Emulator is one emulator. It shares nothing with others but keys made ahead for whoever needs some
// first, is safe for concurrent use, and is to be closed after use.
type Emulator struct {
	options Options
	url     string
	env     *op.Env
	api     *op.Dispatcher
	others  http.Handler // everything but the API
	server  *server      // nil without a listener
	// ownReserve tells that the key reserve ends with the emulator.
	ownReserve bool
}

// New makes an emulator. It answers on the network at once when the options say where to listen, and
// through ServeHTTP and Transport in any case.
func New(o Options) (*Emulator, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	listening, err := listen(o)
	if err != nil {
		return nil, err
	}
	e := &Emulator{options: o, server: listening, url: o.publicURL(listening)}
	e.assemble()
	if e.server != nil {
		e.server.start(http.HandlerFunc(e.ServeHTTP), e.env.Log)
		e.env.Reserve.Warm() // whoever listens will be asked for tokens soon
	}
	return e, nil
}

// assemble puts the parts together.
func (e *Emulator) assemble() {
	log := e.options.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	undeclared := e.options.undeclared
	if undeclared == nil {
		undeclared = func(operation, code string) {
			log.Warn("the service does not declare this error for the operation", "operation", operation, "error", code)
		}
	}
	var memory []state.Option
	if e.options.strict {
		memory = append(memory, state.Fingerprint())
	}
	e.env = &op.Env{
		Store:      state.New(memory...),
		Clock:      clock.New(),
		Keys:       token.NewCache(),
		Settings:   e.options.settings(e.url),
		Background: op.NewBackground(),
		Log:        log,
		Undeclared: undeclared,
	}
	if e.options.Seed != 0 {
		e.env.Entropy = entropy.Seeded(e.options.Seed)
		// Keys have a sequence of their own: how far ahead they are made must not matter.
		keys := entropy.Seeded(binary.LittleEndian.Uint64(e.env.Entropy.Bytes(8)))
		e.env.Reserve, e.ownReserve = token.NewReserve(reserveSize, keys), true
	} else {
		e.env.Entropy = entropy.New()
		e.env.Reserve = sharedReserve()
	}
	e.env.Triggers = trigger.New(e.options.Triggers, e.env.Store, e.env.Clock, e.env.Entropy, log)
	var err error
	if e.api, err = op.NewDispatcher(e.env, operations(e.env)); err != nil {
		panic("emulator: " + err.Error()) // a mistake in the program
	}
	e.others = e.router()
}

// reserveSize is how many signing keys are made ahead: enough for two pools.
const reserveSize = 4

// sharedReserve makes the keys of all emulators without a seed. It has no goroutine while it is
// full, and is never closed.
var sharedReserve = sync.OnceValue(func() *token.Reserve { return token.NewReserve(reserveSize, entropy.New()) })

// Close stops the listener, if there is one, lets the requests at hand finish for a moment, and
// ends everything that runs in the background.
func (e *Emulator) Close() error {
	var err error
	if e.server != nil {
		err = e.server.stop()
	}
	e.env.Background.Close()
	e.env.Triggers.Close()
	if e.ownReserve {
		e.env.Reserve.Close()
	}
	return err
}

// URL is where clients find the emulator: its public URL. Without a listener it is only a name that
// tokens and documents carry; use Transport then.
func (e *Emulator) URL() string { return e.url }

// Address is where the emulator listens for plain HTTP, or "".
func (e *Emulator) Address() string {
	if e.server == nil {
		return ""
	}
	return address(e.server.plain)
}

// AddressTLS is where the emulator listens for TLS, or "".
func (e *Emulator) AddressTLS() string {
	if e.server == nil {
		return ""
	}
	return address(e.server.secure)
}

// Clock is the emulator's clock. Everything that expires follows it.
func (e *Emulator) Clock() *clock.Clock { return e.env.Clock }

// Reset forgets everything at once: no request sees a part of it gone. Clock and settings stay as
// they are.
func (e *Emulator) Reset() { e.env.Store.Reset() }

// Snapshot writes out everything that the emulator remembers.
func (e *Emulator) Snapshot() ([]byte, error) { return e.env.Store.Snapshot() }

// Restore replaces everything by what Snapshot wrote, and work that was going on goes on. When that is
// not a snapshot, nothing changes.
func (e *Emulator) Restore(snapshot []byte) error {
	if err := e.env.Store.Restore(snapshot); err != nil {
		return err
	}
	importjob.Resume(e.env)
	return nil
}
