package authflow

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"slices"
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

// ScopeOpenID is what an ID token, and userInfo, need. Doc: "Authorize endpoint", scope.
const ScopeOpenID = "openid"

// codeLife is how long a code can be redeemed. Doc: "Authorize endpoint".
const codeLife = 5 * time.Minute

// Authorization is what a signed-in user's app is to get.
type Authorization struct {
	Client  *state.Client
	Arrival *Arrival
	Scopes  []string
	// Nonce and Audience go into the tokens; empty: the app did not ask.
	Nonce, Audience string
	// Level tells that the app asked for a level of authentication.
	Level bool
	// Redirect is where a code is sent, Challenge the S256 challenge that its verifier has to meet;
	// empty: none.
	Redirect, Challenge string
}

// The refusals of a code. The token endpoint has a word for each.
var (
	ErrCode     = errors.New("the code is unknown, used, too old or another client's")
	ErrRedirect = errors.New("the code was sent to another place")
	ErrVerifier = errors.New("the verifier is missing or wrong")
)

// Authorize makes a code for an app, and the tokens that it will be exchanged for: the pool's function is asked
// now, and the app learns where the code would have gone what it refuses.
// Seen: public tests of an app, 2026, a function's refusal at the callback URL. Assumed: that the tokens
// themselves are made now as well (A340).
func (f *Flow) Authorize(c *op.Call, a Authorization) (string, error) {
	user, grant, err := f.grantFor(c, a)
	if err != nil {
		return "", err
	}
	session := f.trackSession(c, grant)
	if session != nil {
		session.Origin = a.Arrival.Session.Session
	}
	refresh, text := f.newRefreshToken(grant)
	result, err := f.tokens(c, a.Client, user, grant, a.Arrival.source, nil)
	if err != nil {
		return "", err
	}
	code := &state.AuthorizationCode{
		Pool: grant.Pool, ID: f.Entropy.UUID(), Redirect: a.Redirect, Challenge: a.Challenge, Grant: *grant, Refresh: *refresh,
		Session: session, AccessToken: *result.AccessToken, IDToken: aws.ToString(result.IdToken), RefreshToken: text,
		Expires: c.Now.Add(codeLife),
	}
	err = f.Store.Update(func(tx *state.Tx) error { return tx.AddAuthorizationCode(code) })
	return code.ID, err
}

// Implicit makes tokens for an app that gets them at once, without a refresh token.
func (f *Flow) Implicit(c *op.Call, a Authorization) (*types.AuthenticationResultType, error) {
	user, grant, err := f.grantFor(c, a)
	if err != nil {
		return nil, err
	}
	result, err := f.tokens(c, a.Client, user, grant, a.Arrival.source, nil)
	if err != nil {
		return nil, err
	}
	return result, f.Store.Update(func(tx *state.Tx) error { return tx.AddGrant(grant, nil) })
}

// grantFor prepares the grant of an authorization. It looks at the user as the sign-in leaves it: with what
// came along with a new password, in the groups that a function chose.
func (f *Flow) grantFor(c *op.Call, a Authorization) (*state.User, *state.Grant, error) {
	b := a.Arrival.Session
	c.View = f.Store.View()
	user := c.View.User(b.Pool, b.Sub)
	switch {
	case user == nil:
		return nil, nil, state.ErrGone
	case !user.Enabled:
		return nil, nil, fault.UserDisabled()
	}
	g := &state.Grant{
		Pool: b.Pool, ID: a.Arrival.event, Client: a.Client.ID, Sub: b.Sub, AuthTime: b.AuthTime,
		Expires: c.Now.Add(policy.TokenLife(&a.Client.Config).Refresh), Scopes: a.Scopes, Factors: b.Factors, MFA: b.MFA,
		Hosted: true, Nonce: a.Nonce, Audience: a.Audience,
	}
	if g.ID == "" {
		g.ID = f.Entropy.UUID()
	}
	if tracesOrigin(a.Client) {
		g.OriginJTI = f.Entropy.UUID()
	}
	if g.Nonce == "" && b.Provider != "" {
		g.Nonce = f.Entropy.ID() // Doc: "Using the ID token", nonce of users of identity providers
	}
	if level := a.Arrival.Level(); a.Level && level > 0 { // Assumed: who has just signed up reached none (A460)
		g.ACR = levelName(c.Pool, level)
	}
	return user, g, nil
}

// Redeem exchanges a code for its tokens, once: ErrCode, ErrRedirect or ErrVerifier when that is refused.
// Assumed: a code that was presented with a wrong redirect or verifier can still be redeemed (A330).
func (f *Flow) Redeem(c *op.Call, client *state.Client, code, redirect, verifier string) (*types.AuthenticationResultType, error) {
	a := c.View.AuthorizationCode(client.Pool, code)
	switch {
	case a == nil, a.Used, !c.Now.Before(a.Expires), a.Grant.Client != client.ID:
		return nil, ErrCode
	case a.Redirect != redirect:
		return nil, ErrRedirect
	case !meets(a.Challenge, verifier):
		return nil, ErrVerifier
	}
	if user := c.View.User(a.Pool, a.Grant.Sub); user == nil || !user.Enabled {
		return nil, ErrCode
	}
	err := f.Store.Update(func(tx *state.Tx) error {
		return tx.RedeemAuthorizationCode(a.ID, int(policy.Sessions(c.Pool).MaxPerUser), c.Now)
	})
	switch {
	case errors.Is(err, state.ErrStale), errors.Is(err, state.ErrGone):
		return nil, ErrCode
	case err != nil:
		return nil, err
	}
	result := &types.AuthenticationResultType{
		AccessToken: &a.AccessToken, RefreshToken: &a.RefreshToken, TokenType: aws.String("Bearer"),
		ExpiresIn: int32(policy.TokenLife(&client.Config).Access / time.Second),
	}
	if a.IDToken != "" {
		result.IdToken = &a.IDToken
	}
	return result, nil
}

// meets tells whether a verifier meets an S256 challenge. A verifier without a challenge is not looked at.
// Doc: RFC 7636; "Using PKCE in authorization code grants".
func meets(challenge, verifier string) bool {
	if challenge == "" {
		return true
	}
	sum := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(challenge)) == 1
}

// RefreshAtEndpoint is Refresh as the token endpoint does it.
func (f *Flow) RefreshAtEndpoint(c *op.Call, client *state.Client, text string, metadata map[string]string) (*types.AuthenticationResultType, error) {
	r, err := f.findRefreshToken(c, client, text, "")
	if err != nil {
		return nil, err
	}
	step, err := f.renew(c, client, r, trigger.SourceRefresh, metadata)
	if err != nil {
		return nil, err
	}
	return step.Result, nil
}

// withoutIDToken tells whether tokens of a grant come without an ID token.
// Doc: "Authorize endpoint", scope.
func withoutIDToken(g *state.Grant) bool { return g.Hosted && !slices.Contains(g.Scopes, ScopeOpenID) }

// hostedID adds to the claims of an ID token what those of a browser's sign-in have more.
// Seen: damienbod/angular-auth-oidc-client#2057 (at_hash). Assumed: where they stand (A331).
func hostedID(claims token.Claims, g *state.Grant, access string) token.Claims {
	if !g.Hosted {
		return claims
	}
	more := token.Claims{{Name: "at_hash", Value: token.AccessTokenHash(access)}}
	if g.Nonce != "" {
		more = append(more, token.Claim{Name: "nonce", Value: g.Nonce})
	}
	return append(more, claims...)
}
