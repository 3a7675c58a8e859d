package state

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// AliasTaken says that another user of the pool already signs in with that value of the attribute.
// It is an ErrExists.
type AliasTaken struct {
	Attribute string
	Holder    Sub
}

// Error implements error.
func (e *AliasTaken) Error() string {
	return fmt.Sprintf("%s is the sign-in name of another user", e.Attribute)
}

// Is makes an AliasTaken an ErrExists.
func (e *AliasTaken) Is(target error) bool { return target == ErrExists }

// AddUser adds a user: ErrGone without the pool, ErrExists when the username is taken, an AliasTaken
// when another user signs in with one of the values.
func (tx *Tx) AddUser(u *User) error {
	p := tx.Pool(u.Pool)
	switch {
	case p == nil:
		return ErrGone
	case tx.UserNamed(p, u.Username) != nil, tx.User(u.Pool, u.Sub) != nil:
		return ErrExists
	}
	if err := tx.aliasesFree(p, u); err != nil {
		return err
	}
	tx.insert(tableUser, u)
	tx.count(u.Pool, 1)
	return nil
}

// ChangeUser lets change work on a deep copy and stores that: ErrGone when the user is not there, an
// AliasTaken when the change would give it another user's sign-in name.
func (tx *Tx) ChangeUser(pool PoolID, sub Sub, change func(*User) error) error {
	u, p := tx.User(pool, sub), tx.Pool(pool)
	if u == nil || p == nil {
		return ErrGone
	}
	next := u.Clone()
	if err := change(next); err != nil {
		return err
	}
	if err := tx.aliasesFree(p, next); err != nil {
		return err
	}
	tx.insert(tableUser, next)
	return nil
}

// aliasesFree looks for another user that signs in with a value of u. memdb does not enforce unique
// secondary indexes, so this is where sign-in names stay unique.
func (tx *Tx) aliasesFree(p *Pool, u *User) error {
	for _, attribute := range []string{"email", "phone_number", "preferred_username"} {
		value := u.Attributes[attribute]
		if value == "" || !signsIn(p, u, attribute) {
			continue
		}
		for _, other := range tx.usersWith(p, attribute, value) {
			if other.Sub != u.Sub && signsIn(p, other, attribute) {
				return &AliasTaken{Attribute: attribute, Holder: other.Sub}
			}
		}
	}
	return nil
}

// signsIn tells whether the user's value of the attribute works as a sign-in name.
func signsIn(p *Pool, u *User, attribute string) bool {
	switch {
	case u.Status == types.UserStatusTypeExternalProvider && u.Password == nil: // who has nothing to sign in with here (A420)
		return false
	case p.NamesAre(attribute):
		return true
	case !p.HasAlias(attribute):
		return false
	case attribute == "preferred_username":
		return u.Status != types.UserStatusTypeUnconfirmed
	}
	return u.Verified(attribute)
}

// DeleteUser removes a user with everything that hangs on it.
func (tx *Tx) DeleteUser(pool PoolID, sub Sub) error {
	u := tx.User(pool, sub)
	if u == nil {
		return ErrGone
	}
	under := key(string(pool), string(sub))
	removeAll(tx, tableCode, indexID, under)
	removeAll(tx, tableCounter, indexID, under)
	removeAll(tx, tableMembership, indexID, under)
	removeAll(tx, tablePasskey, indexUser, under)
	removeAll(tx, tablePasskeyChallenge, indexID, under)
	removeAll(tx, tableDevice, indexID, under)
	removeAll(tx, tableAuthEvent, indexUser, under)
	removeAll(tx, tableBrowser, indexUser, under)
	tx.RevokeUser(pool, sub)
	tx.count(pool, -1)
	tx.remove(tableUser, u)
	return nil
}
