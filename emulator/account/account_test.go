package account_test

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

func newPool(t *testing.T, change func(*cip.CreateUserPoolInput)) (*optest.Bench, *account.Accounts, *state.Pool) {
	t.Helper()
	b := optest.New(t)
	in := &cip.CreateUserPoolInput{PoolName: aws.String("pool")}
	change(in)
	return b, account.New(b.Env), b.Pool(t, in)
}

// TestHistory follows one user's passwords: the pool remembers two, and a temporary one is not the
// user's own.
func TestHistory(t *testing.T) {
	_, accounts, p := newPool(t, func(in *cip.CreateUserPoolInput) {
		in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(6), PasswordHistorySize: aws.Int32(2)}}
	})
	u := &state.User{Pool: p.ID, Username: "ann", Status: types.UserStatusTypeConfirmed}
	for _, step := range []struct {
		password string
		status   types.UserStatusType // after it was set
		refused  bool
	}{
		{"first1", "CONFIRMED", false},
		{"first1", "CONFIRMED", true},
		{"second", "CONFIRMED", false},
		{"first1", "CONFIRMED", true},
		{"third1", "FORCE_CHANGE_PASSWORD", false},
		{"second", "CONFIRMED", true},
		{"third1", "CONFIRMED", false},
		{"first1", "CONFIRMED", false}, // third1 and second are the last two
		{"second", "CONFIRMED", false},
	} {
		err := account.CheckPassword(p, u, step.password, fault.PasswordPolicy)
		if step.refused {
			optest.Refused(t, err, "PasswordHistoryPolicyViolationException: Password has previously been used")
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", step.password, err)
		}
		account.ReplacePassword(p, u, accounts.NewPassword(u, step.password, time.Time{}))
		u.Status = step.status
	}
}

// A pool without a history keeps no former passwords.
func TestNoHistory(t *testing.T) {
	_, accounts, p := newPool(t, func(*cip.CreateUserPoolInput) {})
	u := &state.User{Pool: p.ID, Username: "ann"}
	for range 3 {
		account.ReplacePassword(p, u, accounts.NewPassword(u, "same", time.Time{}))
	}
	if len(u.Former) > 0 || !account.PasswordIs(u, "same") || account.PasswordIs(u, "Same") {
		t.Errorf("%+v", u)
	}
}

// With a fixed code, a code that was sent again is the same, and good.
func TestFixedCodeSentAgain(t *testing.T) {
	b, accounts, p := newPool(t, func(*cip.CreateUserPoolInput) {})
	b.Env.Settings.FixedCode = "123456"
	u := b.User(t, p, "ann", "email", "ann@example.com")
	c := b.Call(p)
	for range 2 {
		code, err := accounts.NewCode(c, account.Occasion{
			Purpose: state.PurposePassword, Message: outbox.ForgotPassword, User: u,
			To: outbox.Delivery{Attribute: "email", Address: "ann@example.com"},
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(t, code.Send)
	}
	b.Write(t, func(tx *state.Tx) error {
		_, err := account.TakeCode(tx, u, state.PurposePassword, "", "123456", c.Now)
		return err
	})
}

// An administrator's user: other words, developer-only attributes, nothing that is required, no flags
// that were not given.
func TestNewUserByAdministrator(t *testing.T) {
	b, accounts, p := newPool(t, func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{
			{Name: aws.String("name"), Required: aws.Bool(true)},
			{Name: aws.String("note"), AttributeDataType: "String", DeveloperOnlyAttribute: aws.Bool(true)},
		}
	})
	draft := account.Draft{Username: "ann", Attributes: optest.Attributes("email", "ann@example.com", "dev:custom:note", "x"), Status: types.UserStatusTypeForceChangePassword}
	draft.Password = "password"
	_, err := accounts.NewUser(b.Call(p), draft)
	optest.Refused(t, err, "InvalidPasswordException: Password did not conform with password policy: Password must have uppercase characters")
	draft.Password = ""
	u, err := accounts.NewUser(b.Call(p), draft)
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, u, &state.User{
		Pool: p.ID, Sub: u.Sub, Username: "ann", Status: types.UserStatusTypeForceChangePassword, Enabled: true,
		Attributes: map[string]string{"email": "ann@example.com", "dev:custom:note": "x"}, Created: b.Now(), Modified: b.Now(),
	})
}

// A change that was decided about a user who is another by now is not written: what it says of the
// address that was there may not hold for the one that is.
func TestChangeOfAnotherUser(t *testing.T) {
	b, accounts, p := newPool(t, func(*cip.CreateUserPoolInput) {})
	u := b.User(t, p, "ann", "email", "ann@example.com")
	x, err := accounts.ChangeAttributes(b.Call(p), u, nil, optest.Attributes("email", "ann@example.com"), nil)
	if err != nil {
		t.Fatal(err)
	}
	now := b.Change(t, u, func(u *state.User) { u.Attributes["email"], u.Attributes["email_verified"] = "new@example.com", "true" })
	if err := b.Env.Store.Update(x.Write); !errors.Is(err, state.ErrStale) {
		t.Error(err)
	}
	optest.Equal(t, b.Look(u), now)
}

func TestAttributesAreSorted(t *testing.T) {
	u := &state.User{Sub: "s", Attributes: map[string]string{"name": "n", "email": "e", "custom:a": "a"}}
	optest.Equal(t, account.Attributes(u, nil), optest.Attributes("sub", "s", "custom:a", "a", "email", "e", "name", "n"))
	optest.Equal(t, account.Attributes(u, func(name string) bool { return name == "email" }), optest.Attributes("sub", "s", "email", "e"))
}
