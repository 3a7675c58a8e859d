package account

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/passhash"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/state"
)

// NewPassword turns a password of the user into the form that is kept.
func (a *Accounts) NewPassword(u *state.User, password string, now time.Time) *state.Password {
	salt := a.Entropy.Bytes(srp.SaltSize)
	return &state.Password{Salt: salt, X: exponent(u, salt, password), Set: now}
}

// PasswordIs tells whether a password is the user's, in constant time.
func PasswordIs(u *state.User, password string) bool {
	return u.Password != nil && matches(u, *u.Password, password)
}

func matches(u *state.User, p state.Password, password string) bool {
	if p.Imported != "" {
		return passhash.Matches(p.Imported, password)
	}
	return srp.Equal(exponent(u, p.Salt, password), p.X)
}

func exponent(u *state.User, salt []byte, password string) []byte {
	return srp.X(salt, PasswordGroup(u.Pool), u.Username, password)
}

// PasswordGroup is the part of a pool's id that the hashes of its passwords contain: what follows the
// region.
func PasswordGroup(id state.PoolID) string {
	_, name, _ := strings.Cut(string(id), "_")
	return name
}

// CheckPolicy refuses a password that breaks the pool's policy, in the wording of the operation.
func CheckPolicy(p *state.Pool, password string, wording func(fault.PasswordRule) error) error {
	return policy.CheckPassword(passwordPolicy(p), password, wording)
}

// CheckPassword is CheckPolicy for a user, who may not have had the password before either.
func CheckPassword(p *state.Pool, u *state.User, password string, wording func(fault.PasswordRule) error) error {
	if err := CheckPolicy(p, password, wording); err != nil {
		return err
	}
	if policy.Reused(passwordPolicy(p), permanent(u), func(old state.Password) bool { return matches(u, old, password) }) {
		return fault.PasswordReused()
	}
	return nil
}

// ReplacePassword is a part of a change of the user: next becomes the password, and the one before
// it joins the history.
func ReplacePassword(p *state.Pool, u *state.User, next *state.Password) {
	if had := permanent(u); len(had) > 0 {
		u.Former = policy.Former(passwordPolicy(p), had[0], had[1:])
	}
	u.Password = next
}

// permanent are the user's passwords, newest first. A temporary one is not the user's own choice.
// Seen: getmoto/moto, tests marked aws_verified: it may be chosen to stay. Assumed: in a pool with a
// history too (A102).
func permanent(u *state.User) []state.Password {
	if u.Password == nil || u.Status == types.UserStatusTypeForceChangePassword {
		return u.Former
	}
	return append([]state.Password{*u.Password}, u.Former...)
}

// SamePassword tells whether the user still has the password that was judged: a change checks with
// it that no other one came first.
func SamePassword(now, judged *state.User) bool {
	if now.Password == nil || judged.Password == nil {
		return now.Password == judged.Password
	}
	return slices.Equal(now.Password.Salt, judged.Password.Salt) && now.Password.Imported == judged.Password.Imported
}

func passwordPolicy(p *state.Pool) *types.PasswordPolicyType {
	if p.Config.Policies == nil || p.Config.Policies.PasswordPolicy == nil {
		return &types.PasswordPolicyType{}
	}
	return p.Config.Policies.PasswordPolicy
}
