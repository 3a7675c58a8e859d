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

// changeIdle is change for settings that an import of users rests on: not while one is going on.
// Doc: UpdateUserPool, AddCustomAttributes (UserImportInProgressException).
func (s service) changeIdle(id state.PoolID, change func(*state.Pool) error) error {
	err := s.Store.Update(func(tx *state.Tx) error {
		if p := tx.Pool(id); p != nil && tx.Importing(p) {
			return fault.ImportInProgress()
		}
		return tx.ChangePool(id, change)
	})
	if errors.Is(err, state.ErrGone) {
		return fault.PoolNotFound(string(id))
	}
	return err
}
