package op

import (
	"errors"
	"slices"
	"strings"
	"time"

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
	who, err := e.tokenHolder(c, text)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(who.Scopes, ScopeUserAdmin) {
		return nil, fault.ScopeMissing()
	}
	c.Pool = who.Pool
	return who, nil
}

// tokenHolder is Principal without the scope.
func (e *Env) tokenHolder(c *Call, text string) (*Principal, error) {
	var who Principal
	var claims token.Read
	claims, err := token.Verify(text, func(kid, issuer string) *token.Key {
		if who.Pool = c.View.Pool(poolOfIssuer(issuer)); who.Pool == nil {
			return nil
		}
		keys := c.View.Keys(who.Pool.ID)
		if keys == nil {
			return nil
		}
		if k := e.Keys.Parse(keys.Access); k.ID() == kid {
			return k
		}
		return nil // an ID token's key too: only access tokens are accepted
	})
	switch {
	case err != nil, claims.String("token_use") != "access":
		return nil, fault.InvalidAccessToken()
	case !c.Now.Before(time.Unix(claims.Int("exp"), 0)):
		return nil, fault.AccessTokenExpired()
	}
	if who.Client = c.View.ClientOf(who.Pool.ID, state.ClientID(claims.String("client_id"))); who.Client == nil {
		return nil, fault.InvalidAccessToken()
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
	who.Scopes = strings.Fields(claims.String("scope"))
	return &who, nil
}

// SigningKeys returns the keys of a pool, making them when the pool needs them for the first time:
// the ID tokens' first, the access tokens' second.
func (e *Env) SigningKeys(c *Call, pool state.PoolID) (id, access *token.Key, err error) {
	if stored := e.Store.View().Keys(pool); stored != nil {
		return e.Keys.Parse(stored.ID), e.Keys.Parse(stored.Access), nil
	}
	if id, err = e.Reserve.Take(c.Context()); err != nil {
		return nil, nil, err
	}
	if access, err = e.Reserve.Take(c.Context()); err != nil {
		return nil, nil, err
	}
	err = e.Store.Update(func(tx *state.Tx) error {
		return tx.AddKeys(&state.Keys{Pool: pool, ID: id.Marshal(), Access: access.Marshal()})
	})
	switch {
	case errors.Is(err, state.ErrExists): // another request was first
		return e.SigningKeys(c, pool)
	case errors.Is(err, state.ErrGone):
		return nil, nil, fault.PoolNotFound(string(pool))
	case err != nil:
		return nil, nil, err
	}
	return id, access, nil
}
