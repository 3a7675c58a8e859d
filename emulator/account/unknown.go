package account

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// HidesUsers tells whether the client wants the same answers for a user who does not exist.
// Doc: "Managing user existence error responses".
func HidesUsers(client *state.Client) bool {
	return client.Config.PreventUserExistenceErrors == types.PreventUserExistenceErrorTypesEnabled
}

// Pretend answers as if a code had been sent to the user of that name.
func Pretend(c *op.Call, name string) *types.CodeDeliveryDetailsType {
	return policy.SimulatedDelivery(&c.Pool.Config, name)
}

// PretendReset is Pretend for a forgotten password. It remembers that somebody asked, so that a code
// given for that name afterwards is called wrong and not expired, and it keeps the limit, as for a
// user who exists.
// Doc: "Managing user existence error responses", ConfirmForgotPassword. Seen: aws-amplify/amplify-swift,
// tests on real pools: expired for a name nobody asked about.
func (a *Accounts) PretendReset(c *op.Call, name string) (*types.CodeDeliveryDetailsType, error) {
	err := a.Store.Update(func(tx *state.Tx) error { return a.attempt(tx, c, stranger(c, name), ForgotPassword) })
	return Pretend(c, name), err
}

// NoReset is the refusal of a code that resets the password of that name, for a user who does not
// exist or was never sent one.
func NoReset(c *op.Call, name string) error {
	if c.View.Counted(c.Pool.ID, stranger(c, name), string(ForgotPassword), c.Now, life(state.PurposePassword)) {
		return fault.CodeMismatch()
	}
	return fault.ExpiredCode()
}

// stranger stands for a name in the place of a user's sub. No sub looks like it.
func stranger(c *op.Call, name string) state.Sub {
	return state.Sub("?" + policy.FoldName(&c.Pool.Config, name))
}
