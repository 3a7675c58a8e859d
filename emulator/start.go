package emulator

// TB is what Start needs of a testing.TB.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Start makes an emulator that stops when the test ends.
//
//	e := emulator.Start(t, func(o *emulator.Options) { o.FixedCode = "123456" })
func Start(tb TB, change ...Option) *Emulator {
	tb.Helper()
	var o Options
	for _, c := range change {
		c(&o)
	}
	if o.strict {
		o.undeclared = func(operation, code string) {
			tb.Errorf("cognito-emulator: %s answered %s, which the service does not declare for it", operation, code)
		}
	}
	e, err := New(o)
	if err != nil {
		tb.Fatalf("cognito-emulator: %v", err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Errorf("cognito-emulator: %v", err)
		}
		if err := e.env.Store.Verify(); err != nil {
			tb.Errorf("cognito-emulator: %v", err)
		}
	})
	return e
}

// Strict is an Option for the emulator's own tests. They fail when a record was changed after it had
// been stored, and when an operation answers an error that the service does not declare for it.
func Strict(o *Options) { o.strict = true }
