package account

import (
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Draft is a user who is to be created.
type Draft struct {
	Username   string
	Password   string // empty: the user has none
	Attributes []types.AttributeType
	// Client is the app client of SignUp; nil: an administrator creates the user, who need not fill
	// in what the pool requires and is refused in other words.
	Client *state.Client
	Status types.UserStatusType
}

// NewUser makes the record of a new user and does not store it. Whether the names are free is for
// AddUser to say. Assumed: the name is judged before the password, and both before the attributes
// (A100).
func (a *Accounts) NewUser(c *op.Call, d Draft) (*state.User, error) {
	pool := &c.Pool.Config
	signIn, err := policy.SignInAttribute(pool, d.Username)
	if err != nil {
		return nil, err
	}
	wording := fault.AdminPasswordPolicy
	if d.Client != nil {
		wording = fault.PasswordPolicy
	}
	u := &state.User{
		Pool: c.Pool.ID, Sub: state.Sub(a.Entropy.Sub()), Username: policy.FoldName(pool, d.Username),
		Status: d.Status, Enabled: true, Created: c.Now, Modified: c.Now,
	}
	if signIn != "" {
		// Doc: user pool attributes. Seen: getmoto/moto, tests marked aws_verified.
		u.Username = string(u.Sub)
	}
	// Assumed: who may not be without a password and gives none is told that it is too short (A114).
	if d.Password != "" || d.Client != nil && !Passwordless(c.Pool) {
		if err := CheckPassword(c.Pool, u, d.Password, wording); err != nil {
			return nil, err
		}
		u.Password = a.NewPassword(u, d.Password, c.Now)
	}
	u.Attributes, err = newAttributes(c.Pool, d, signIn)
	return u, err
}

// newAttributes are the attributes of a new user, what stands in for the username among them.
func newAttributes(p *state.Pool, d Draft, signIn string) (map[string]string, error) {
	given := d.Attributes
	if signIn != "" {
		// Assumed: the name wins over an attribute that says something else (A101).
		given = slices.DeleteFunc(slices.Clone(given), func(g types.AttributeType) bool { return aws.ToString(g.Name) == signIn })
		given = append(given, types.AttributeType{Name: aws.String(signIn), Value: aws.String(d.Username)})
	}
	if d.Client == nil {
		return policy.NewAttributes(p.Config.SchemaAttributes, nil, given)
	}
	client := d.Client.Config
	if signIn != "" && len(client.WriteAttributes) > 0 { // whoever may choose a name may write it
		client.WriteAttributes = append(slices.Clone(client.WriteAttributes), signIn)
	}
	values, err := policy.NewAttributes(p.Config.SchemaAttributes, &client, given)
	if err != nil {
		return nil, err
	}
	if values["preferred_username"] != "" && p.HasAlias("preferred_username") {
		return nil, fault.PreferredUsernameUnconfirmed()
	}
	// Seen: jagregory/cognito-local#386 (who signs up has the flags of what was given), a public
	// ListUsers output of 2026-05.
	for _, name := range []string{"email", "phone_number"} {
		if values[name] != "" {
			values[name+"_verified"] = "false"
		}
	}
	return values, nil
}

// NotAdded translates what AddUser says: taken is the refusal of a username that is taken.
func NotAdded(p *state.Pool, err error, taken func() error) error {
	var alias *state.AliasTaken
	switch {
	case errors.As(err, &alias):
		return fault.SignInAttributeTaken(alias.Attribute)
	case errors.Is(err, state.ErrExists):
		return taken()
	case errors.Is(err, state.ErrGone):
		return fault.PoolNotFound(string(p.ID))
	}
	return err
}

// Passwordless tells whether users of the pool may be without a password.
// Doc: SignUp and AdminCreateUser, "when passwordless sign-in is available": with e-mail or SMS.
func Passwordless(p *state.Pool) bool {
	return p.AllowsFirst(types.AuthFactorTypeEmailOtp) || p.AllowsFirst(types.AuthFactorTypeSmsOtp)
}
