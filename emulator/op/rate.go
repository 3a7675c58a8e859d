package op

import (
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// throttle refuses a call when the pool's account was given a rate for operations like this one and there
// are more. The rates that every account of the service has from the beginning are not kept: tests are
// faster than people.
// Doc: UpdateProvisionedLimit. Seen: the text, widely.
func (r *runner) throttle(c *Call) error {
	category := policy.CategoryOf(r.Name)
	if category == "" || c.View.Limit(c.Pool.Account, c.Pool.Region, category) == nil {
		return nil
	}
	ok := false
	err := r.env.Store.Update(func(tx *state.Tx) error {
		ok = policy.IsAnswer(r.Name) && tx.TakeRequest(c.Pool.Account, c.Pool.Region, policy.Answers, c.Now) ||
			tx.TakeRequest(c.Pool.Account, c.Pool.Region, category, c.Now)
		return nil
	})
	if err == nil && !ok {
		err = fault.RateExceeded()
	}
	return err
}

// WithinRate is throttle for operations that find the pool themselves.
func (c *Call) WithinRate() error {
	if c.runner == nil {
		return nil
	}
	return c.runner.throttle(c)
}
