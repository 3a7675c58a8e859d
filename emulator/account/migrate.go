package account

import (
	"errors"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// errNoMigration is a user that a function answered and that cannot be made.
var errNoMigration = errors.New("the user cannot be migrated")

// Migrate asks the pool's function for a user whom the pool does not have, and makes that user. It returns
// nil when there is no function, or when nothing came of it and the client hides that.
// Doc: "Migrate user Lambda trigger". Seen: several public forms match "UserMigration failed with error"
// (the function's own error), and one "Exception migrating user in app client". Assumed: what leads to the
// latter, that users get neither PreSignUp nor PostConfirmation, and that only a user with a password is
// welcomed (A288).
func (a *Accounts) Migrate(c *op.Call, client *state.Client, name, source string, about trigger.Migrating) (*state.User, error) {
	answer, err := a.Triggers.UserMigration(c.Context(), c.Occasion(client, name), source, about)
	if err != nil || answer == nil {
		return nil, err
	}
	c.View = a.Store.View()
	u, err := a.migrated(c, name, about.Password, answer)
	if err == nil {
		u, err = a.addMigrated(c, name, u, aws.ToBool(answer.ForceAliasCreation))
	}
	switch {
	case errors.Is(err, errNoMigration) && HidesUsers(client):
		return nil, nil
	case errors.Is(err, errNoMigration):
		return nil, fault.MigrationFailed(string(client.ID))
	case err != nil:
		return nil, err
	}
	return u, a.welcome(c, client, u, about.Password, answer)
}

// migrated is the user that a function answered. The password, which is taken over as it is, is good only
// if the function says so; the user has to choose another one otherwise.
func (a *Accounts) migrated(c *op.Call, name, password string, answer *trigger.MigratedUser) (*state.User, error) {
	given := maps.Clone(answer.UserAttributes)
	username := given["username"]
	delete(given, "username")
	_, hasSub := given["sub"] // Seen: boto/boto3#2747
	alias := len(c.Pool.Config.AliasAttributes) > 0
	switch plain := len(c.Pool.Config.UsernameAttributes) == 0; {
	case len(given) == 0, hasSub:
		return nil, errNoMigration
	case username == "", !plain:
		username = name
	case !alias && policy.FoldName(&c.Pool.Config, username) != policy.FoldName(&c.Pool.Config, name):
		return nil, errNoMigration
	}
	var attributes []types.AttributeType
	for _, name := range slices.Sorted(maps.Keys(given)) {
		attributes = append(attributes, types.AttributeType{Name: aws.String(name), Value: aws.String(given[name])})
	}
	u, err := a.NewUser(c, Draft{Username: username, Attributes: attributes, Status: types.UserStatusTypeResetRequired})
	if err != nil {
		return nil, errNoMigration
	}
	if aws.ToString(answer.FinalUserStatus) == string(types.UserStatusTypeConfirmed) {
		u.Status = types.UserStatusTypeConfirmed
		if password != "" {
			u.Password = a.NewPassword(u, password, c.Now)
		}
	}
	if aws.ToBool(answer.EnableSMSMFA) {
		mfa := c.Pool.Config.MfaConfiguration
		if mfa == "" || mfa == types.UserPoolMfaTypeOff || u.Attributes["phone_number"] == "" {
			return nil, errNoMigration
		}
		u.MFA.SMS = true
	}
	return u, nil
}

// addMigrated stores the user. Of two requests that migrate the same one, the first makes it.
func (a *Accounts) addMigrated(c *op.Call, name string, u *state.User, force bool) (*state.User, error) {
	err := a.Store.Update(func(tx *state.Tx) error {
		add := func() error { return tx.AddUser(u) }
		if force {
			return MoveAliases(tx, c.Pool, c.Now, add)
		}
		return add()
	})
	c.View = a.Store.View()
	var taken *state.AliasTaken
	switch {
	case err == nil:
		return u, nil
	case errors.Is(err, state.ErrExists), errors.As(err, &taken):
		if other := c.View.UserSigningIn(c.Pool, name); other != nil {
			return other, nil
		}
		return nil, errNoMigration
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(c.Pool.ID))
	}
	return nil, err
}

// welcome sends a new user the message that an invitation would be, by SMS unless the function says
// otherwise, or none at all.
func (a *Accounts) welcome(c *op.Call, client *state.Client, u *state.User, password string, answer *trigger.MigratedUser) error {
	if u.Password == nil || aws.ToString(answer.MessageAction) == string(types.MessageActionTypeSuppress) {
		return nil
	}
	var by []types.DeliveryMediumType
	for _, medium := range answer.DesiredDeliveryMediums {
		by = append(by, types.DeliveryMediumType(medium))
	}
	invitation, err := a.Invite(c, client, u, password, by, nil)
	if err != nil {
		return err
	}
	if err := a.Store.Update(invitation.Store); err != nil {
		return err
	}
	invitation.Hand()
	return nil
}
