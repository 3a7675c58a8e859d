package authflow

import (
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// refresh answers REFRESH_TOKEN_AUTH.
func (f *Flow) refresh(c *op.Call, b Begin) (*Step, error) {
	text, err := parameter(b.Parameters, "REFRESH_TOKEN")
	if err != nil {
		return nil, err
	}
	r, err := f.findRefreshToken(c, b.Client, text, b.Parameters["DEVICE_KEY"])
	if err != nil {
		return nil, err
	}
	// The hash is over the user's real name, whatever was typed at sign-in.
	// Seen: aws/aws-sdk-net-extensions-cognito#75.
	err = policy.CheckRefreshSecretHash(string(b.Client.ID), secrets(b.Client), r.user.Username, b.Parameters["SECRET_HASH"])
	if err != nil {
		return nil, err
	}
	return f.renew(c, b.Client, r, trigger.SourceRefresh, nil)
}

// Refresh answers GetTokensFromRefreshToken, which works with rotation and without. device is the key of
// the device that asks, or empty. To the pool's function it is the end of a sign-in.
// Doc: "Customizing user pool workflows with Lambda triggers", the table of API operations.
func (f *Flow) Refresh(c *op.Call, client *state.Client, text, device string, metadata map[string]string) (*types.AuthenticationResultType, error) {
	r, err := f.findRefreshToken(c, client, text, device)
	if err != nil {
		return nil, err
	}
	step, err := f.renew(c, client, r, trigger.SourceSignIn, metadata)
	if err != nil {
		return nil, err
	}
	return step.Result, nil
}

// refreshing is a refresh token that may be used.
type refreshing struct {
	token *state.RefreshToken
	grant *state.Grant
	user  *state.User
}

// findRefreshToken judges a refresh token that comes from the device of that key.
func (f *Flow) findRefreshToken(c *op.Call, client *state.Client, text, device string) (refreshing, error) {
	var r refreshing
	id, ok := token.RefreshID(text)
	if !ok {
		return r, fault.InvalidRefreshToken()
	}
	if r.token = c.View.RefreshToken(client.Pool, idText(id)); r.token == nil {
		return r, fault.InvalidRefreshToken()
	}
	if r.grant = c.View.Grant(client.Pool, r.token.Grant); r.grant == nil || r.grant.Client != client.ID {
		return r, fault.InvalidRefreshToken()
	}
	if r.user = c.View.User(client.Pool, r.grant.Sub); r.user == nil {
		return r, fault.UserNotFound()
	}
	switch {
	case !r.user.Enabled:
		return r, fault.UserDisabled()
	case r.grant.Revoked:
		return r, fault.RefreshTokenRevoked()
	case !c.Now.Before(r.grant.Expires):
		return r, fault.RefreshTokenExpired()
	case !r.token.Rotated.IsZero() && !c.Now.Before(r.token.Rotated.Add(grace(client))):
		return r, fault.RefreshTokenReused()
	case !refreshesOn(c, r.grant, device):
		return r, fault.InvalidRefreshToken()
	case r.user.Status == types.UserStatusTypeResetRequired && c.Declares("PasswordResetRequiredException"):
		// Seen: aws-amplify/amplify-js#1353. Assumed: where the error is not declared, tokens are renewed (A446).
		return r, fault.PasswordResetRequired()
	}
	return r, nil
}

// grace is how long a refresh token still works after it was rotated.
func grace(client *state.Client) time.Duration {
	if r := client.Config.RefreshTokenRotation; r != nil {
		return time.Duration(aws.ToInt32(r.RetryGracePeriodSeconds)) * time.Second
	}
	return 0
}

// renew gives new tokens for the user as it is now, and with rotation a new refresh token, whose life
// ends where the first one's does.
// Doc: "Refresh tokens". Seen: authts/oidc-client-ts#2039.
func (f *Flow) renew(c *op.Call, client *state.Client, r refreshing, source string, metadata map[string]string) (*Step, error) {
	again := *r.grant
	again.Nonce = "" // of the first tokens only. Doc: OpenID Connect Core, 12.2. Assumed (A332).
	result, err := f.tokens(c, client, r.user, &again, source, metadata)
	if err != nil {
		return nil, err
	}
	if !Rotates(client) {
		if tracked(c, r.grant) { // spares every other refresh from writing
			err = f.Store.Update(func(tx *state.Tx) error { return useSession(tx, c, r.grant) })
		}
		return &Step{Result: result}, err
	}
	next, text := f.newRefreshToken(r.grant)
	result.RefreshToken = &text
	err = f.Store.Update(func(tx *state.Tx) error {
		if err := useSession(tx, c, r.grant); err != nil {
			return err
		}
		if !r.token.Rotated.IsZero() { // a retry within the grace period
			return tx.AddRefreshToken(next)
		}
		return tx.RotateRefreshToken(r.token.Pool, r.token.ID, c.Now, next)
	})
	switch {
	case errors.Is(err, state.ErrStale) && grace(client) > 0:
		// Another request rotated it a moment ago, and the grace period has begun.
		err = f.Store.Update(func(tx *state.Tx) error { return tx.AddRefreshToken(next) })
	case errors.Is(err, state.ErrStale):
		return nil, fault.RefreshTokenReused()
	}
	if errors.Is(err, state.ErrGone) {
		return nil, fault.InvalidRefreshToken()
	}
	if err != nil {
		return nil, err
	}
	return &Step{Result: result}, nil
}

// Revoke ends the grant of a refresh token, with every token of it and its session; when linked is set,
// with the browser's session that it came through.
// Doc: RevokeToken, "Revoking tokens". An unknown token is nothing to complain about. Assumed, as RFC
// 7009 has it (A066).
func (f *Flow) Revoke(c *op.Call, client *state.Client, secret *string, text string, linked bool) error {
	if CheckClientSecret(client, secret) != nil {
		return fault.RevocationUnauthorized()
	}
	if client.Config.EnableTokenRevocation != nil && !*client.Config.EnableTokenRevocation {
		return fault.RevocationNotEnabled()
	}
	id, ok := token.RefreshID(text)
	if !ok {
		if token.LooksLikeJWT(text) {
			return fault.TokenNotRevocable()
		}
		return nil
	}
	r := c.View.RefreshToken(client.Pool, idText(id))
	if r == nil {
		return nil
	}
	g := c.View.Grant(client.Pool, r.Grant)
	if g == nil {
		return nil
	}
	if g.Client != client.ID {
		return fault.RevocationUnauthorized()
	}
	err := f.Store.Update(func(tx *state.Tx) error {
		if linked && tracked(c, g) {
			return tx.EndUserSession(g.Pool, g.Sub, g.Session, true)
		}
		return tx.RevokeGrant(g.Pool, g.ID)
	})
	if errors.Is(err, state.ErrGone) {
		return nil
	}
	return err
}
