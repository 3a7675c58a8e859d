// Package account owns what the operations on user accounts have in common, whether the user, an
// administrator or a hosted page asks: making users, confirmation codes and the messages that carry
// them, passwords with their history, changes of attributes, the limits per user, and the answers
// about users who do not exist.
//
// A function that needs the outside (a code, a hash, a message) prepares its outcome before the
// transaction; a function that takes a Tx runs within one and checks again what was decided before.
package account

import (
	"errors"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Accounts prepares changes of accounts.
type Accounts struct{ *op.Env }

// New returns the accounts of an emulator.
func New(env *op.Env) *Accounts { return &Accounts{env} }

// Attributes lists the attributes of a user that shown accepts, or all of them when it is nil: sub
// first, the others by name. The service promises no order.
func Attributes(u *state.User, shown func(name string) bool) []types.AttributeType {
	list := make([]types.AttributeType, 0, len(u.Attributes)+1)
	list = append(list, types.AttributeType{Name: aws.String("sub"), Value: aws.String(string(u.Sub))})
	names := make([]string, 0, len(u.Attributes))
	for name := range u.Attributes {
		if shown == nil || shown(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		list = append(list, types.AttributeType{Name: aws.String(name), Value: aws.String(u.Attributes[name])})
	}
	return list
}

// Refusal translates what state says about a change of a user. Any other error stays as it is.
func Refusal(err error) error {
	var taken *state.AliasTaken
	switch {
	case errors.As(err, &taken):
		return fault.AliasGivenTaken(taken.Attribute)
	case errors.Is(err, state.ErrGone):
		return fault.UserNotFound()
	}
	return err
}

// MoveAliases runs write, and when that fails because another user signs in with an e-mail address
// or phone number of this one, makes the other's unverified and runs it again. That is
// ForceAliasCreation. Doc: ConfirmSignUp, AdminCreateUser.
func MoveAliases(tx *state.Tx, p *state.Pool, now time.Time, write func() error) error {
	for {
		err := write()
		var taken *state.AliasTaken
		if !errors.As(err, &taken) || !p.HasAlias(taken.Attribute) || taken.Attribute == "preferred_username" {
			return err
		}
		err = tx.ChangeUser(p.ID, taken.Holder, func(u *state.User) error {
			u.Attributes[taken.Attribute+"_verified"] = "false"
			u.Modified = now
			return nil
		})
		if err != nil {
			return err
		}
	}
}
