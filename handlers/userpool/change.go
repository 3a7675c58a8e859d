package userpool

import (
	"errors"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// change stores a changed pool, if it is still there.
func (s service) change(id state.PoolID, change func(*state.Pool) error) error {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.ChangePool(id, change) })
	if errors.Is(err, state.ErrGone) {
		return fault.PoolNotFound(string(id))
	}
	return err
}
