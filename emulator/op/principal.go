package op

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// Principal is a signed-in user, as an access token proves it.
type Principal struct {
	Pool   *state.Pool
	Client *state.Client
	User   *state.User
	Grant  *state.Grant
	Scopes []string
}

// ScopeUserAdmin is the scope that operations on the own account need.
// Doc: "Scopes, M2M, and resource servers".
const ScopeUserAdmin = "aws.cognito.signin.user.admin"

// Principal checks an access token completely: signature, use, expiry, that pool, client and user
// are still there, that it is not revoked, and that it carries the scope for the own account.
func (e *Env) Principal(c *Call, text string) (*Principal, error) {
	who, err := e.Holder(c, text)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(who.Scopes, ScopeUserAdmin) {
		return nil, fault.ScopeMissing()
	}
	c.Enter(who.Pool)
	if err := c.Served(); err != nil {
		return nil, err
	}
	who.Pool = c.Pool
	// Seen: aws-amplify/amplify-js#1350 #11456, GetUser with the token of a user whose password an administrator
	// reset. Assumed: so do the other operations that declare it (A446).
	if who.User.Status == types.UserStatusTypeResetRequired && c.Declares("PasswordResetRequiredException") {
		return nil, fault.PasswordResetRequired()
	}
	return who, nil
}

// Declares tells whether the operation that is called declares an error.
func (c *Call) Declares(code string) bool {
	return c.runner != nil && slices.Contains(c.runner.model.Errors, code)
}

// Holder is Principal without the scope, for what asks for another one. It does not enter the pool.
func (e *Env) Holder(c *Call, text string) (*Principal, error) {
	who, claims, err := e.bearer(c, text)
	if err != nil {
		return nil, err
	}
	if claims.String("event_id") == "" { // a token of an app client's own. Assumed (A176).
		return nil, fault.ScopeMissing()
	}
	if who.User = c.View.User(who.Pool.ID, state.Sub(claims.String("sub"))); who.User == nil {
		return nil, fault.UserNotFound()
	}
	if who.Grant = c.View.Grant(who.Pool.ID, claims.String("event_id")); who.Grant == nil || who.Grant.Revoked {
		return nil, fault.AccessTokenRevoked()
	}
	if !who.User.Enabled {
		return nil, fault.UserDisabled()
	}
	return who, nil
}

// Machine checks an access token of an app client's own: the principal has no user.
func (e *Env) Machine(c *Call, text string) (*Principal, error) {
	who, claims, err := e.bearer(c, text)
	if err != nil {
		return nil, err
	}
	if claims.String("sub") != string(who.Client.ID) {
		return nil, fault.InvalidAccessToken()
	}
	return who, nil
}

// bearer checks what an access token says by itself: signature, use, expiry, pool and app client.
func (e *Env) bearer(c *Call, text string) (*Principal, *token.Verified, error) {
	var who Principal
	claims, err := token.Verify(text, func(kid string) *token.Key {
		keys := c.View.KeysWith(kid)
		if keys == nil || keys.Access.KID != kid { // ID tokens have a key of their own
			return nil
		}
		who.Pool = c.View.Pool(keys.Pool)
		key, err := e.Keys.Key(kid, keys.Access.DER)
		if err != nil {
			e.Log.Error("a stored key cannot be read", "pool", keys.Pool, "error", err)
			return nil
		}
		return key
	})
	switch {
	case err != nil, who.Pool == nil, claims.String("token_use") != "access":
		return nil, claims, fault.InvalidAccessToken()
	case !c.Now.Before(time.Unix(claims.Int("exp"), 0)):
		return nil, claims, fault.AccessTokenExpired()
	}
	id := claims.String("client_id")
	if who.Client = c.View.ClientOf(who.Pool.ID, state.ClientID(id)); who.Client == nil {
		// Doc: GetUser and its like, which name nothing but a token, declare that a resource may be missing.
		// Assumed: the app client that the token is for (A447).
		if c.Declares("ResourceNotFoundException") {
			return nil, claims, fault.ClientNotFound(id)
		}
		return nil, claims, fault.InvalidAccessToken()
	}
	who.Scopes = strings.Fields(claims.String("scope"))
	return &who, claims, nil
}

// withoutUser words the refusal of a caller who was deleted for the operations on the own account that
// do not declare that there may be no user: to those the tokens went with the user.
// Assumed (A239).
func (r *runner) withoutUser(err error) error {
	gone := (*types.UserNotFoundException)(nil)
	if !r.signed && errors.As(err, &gone) && !slices.Contains(r.model.Errors, gone.ErrorCode()) {
		return fault.AccessTokenRevoked()
	}
	return err
}

// SigningKeys returns the keys of a pool, making them when the pool needs them for the first time:
// the ID tokens' key and the access tokens' key.
func (e *Env) SigningKeys(ctx context.Context, pool state.PoolID) (id, access *token.Key, err error) {
	if stored := e.Store.View().Keys(pool); stored != nil {
		if id, err = e.Keys.Key(stored.ID.KID, stored.ID.DER); err != nil {
			return nil, nil, err
		}
		access, err = e.Keys.Key(stored.Access.KID, stored.Access.DER)
		return id, access, err
	}
	if id, err = e.Reserve.Take(ctx); err != nil {
		return nil, nil, err
	}
	if access, err = e.Reserve.Take(ctx); err != nil {
		return nil, nil, err
	}
	keys := &state.Keys{Pool: pool}
	for stored, key := range map[*state.Key]*token.Key{&keys.ID: id, &keys.Access: access} {
		stored.KID = key.ID()
		if stored.DER, err = key.MarshalBinary(); err != nil {
			return nil, nil, err
		}
	}
	err = e.Store.Update(func(tx *state.Tx) error { return tx.AddKeys(keys) })
	switch {
	case errors.Is(err, state.ErrExists): // another request was first
		return e.SigningKeys(ctx, pool)
	case errors.Is(err, state.ErrGone):
		return nil, nil, fault.PoolNotFound(string(pool))
	}
	return id, access, err
}
