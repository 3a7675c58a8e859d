package emulator

import (
	"context"

	"cognito-emulator/emulator/trigger"
	"cognito-emulator/handlers/inspect"
)

// Triggers say where the code of the functions runs that the triggers of pools name: in this process,
// at a URL of its own, or at an endpoint that speaks the Lambda Invoke API.
type Triggers = trigger.Settings

// Senders say how the functions that send messages themselves get the code.
type Senders = trigger.Senders

// Function is the code of a function in this process. The handlers of aws-lambda-go fit, as
// lambda.NewHandler(code).Invoke.
type Function = trigger.Function

// AnyFunction stands for every function that Triggers do not name.
const AnyFunction = trigger.Any

// FunctionOf makes a Function of code that takes and returns values. What it returns is the event that
// it was given, with a response.
//
//	e := emulator.Start(t, func(o *emulator.Options) {
//		o.Triggers.Functions = map[string]emulator.Function{"pre-sign-up": emulator.FunctionOf(preSignUp)}
//	})
func FunctionOf[In, Out any](code func(context.Context, In) (Out, error)) Function {
	return trigger.Of(code)
}

// Invocation is a call of a function that a trigger names.
type Invocation = inspect.Invocation

// InvocationFilter says which invocations are meant. What is empty does not matter.
type InvocationFilter = inspect.InvocationFilter

// Invocations returns the invocations that the filter means, oldest first. One is there as soon as the
// call that caused it has been answered, those of custom senders apart: nobody waits for them.
func (e *Emulator) Invocations(f InvocationFilter) []Invocation { return f.Find(e.env.Store.View()) }

// WaitInvocation returns the newest invocation that the filter means, waiting until there is one. It
// returns the error of ctx when that ends first.
func (e *Emulator) WaitInvocation(ctx context.Context, f InvocationFilter) (Invocation, error) {
	found, err := f.Wait(ctx, e.env.Store)
	if err != nil {
		return Invocation{}, err
	}
	return found[len(found)-1], nil
}
