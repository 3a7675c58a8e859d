package authflow

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// issue completes a sign-in: it gets a grant, and the tokens of it. On the pages that comes later.
func (f *Flow) issue(c *op.Call, s *signIn, user *state.User) (*Step, error) {
	if s.hosted {
		return f.arrive(c, s, user)
	}
	user, err := f.signedIn(c, s, user)
	if err != nil {
		return nil, err
	}
	grant := &state.Grant{
		Pool:     c.Pool.ID,
		ID:       f.Entropy.UUID(),
		Client:   s.client.ID,
		Sub:      user.Sub,
		AuthTime: c.Now,
		Expires:  c.Now.Add(policy.TokenLife(&s.client.Config).Refresh),
		Scopes:   []string{op.ScopeUserAdmin},
		Factors:  s.factors,
		MFA:      s.multi,
	}
	if w := f.watched(c, s); w != nil {
		grant.ID = w.ID()
		w.Ends(types.EventResponseTypePass)
	}
	if tracesOrigin(s.client) {
		grant.OriginJTI = f.Entropy.UUID()
	}
	if s.target > 0 {
		grant.ACR = levelName(c.Pool, levelOf(s.factors))
	}
	device := f.bindDevice(c, s, grant)
	session := f.trackSession(c, grant)
	refresh, text := f.newRefreshToken(grant)
	result, err := f.tokens(c, s.client, user, grant, s.tokenSource(), s.metadata)
	if err != nil {
		return nil, err
	}
	result.RefreshToken, result.NewDeviceMetadata = &text, device
	return f.commit(s, &Step{Result: result}, func(tx *state.Tx) error {
		if err := s.deviceUsed(tx, c); err != nil {
			return err
		}
		if err := tx.AddGrant(grant, refresh); err != nil {
			return err
		}
		return addSession(tx, c, session)
	})
}

// tracesOrigin tells whether tokens carry origin_jti and jti.
// Doc: "Revoking tokens", "Refresh tokens" (rotation adds them too).
func tracesOrigin(client *state.Client) bool {
	return client.Config.EnableTokenRevocation == nil || *client.Config.EnableTokenRevocation || Rotates(client)
}

// Rotates tells whether every use of a refresh token gives a new one.
func Rotates(client *state.Client) bool {
	r := client.Config.RefreshTokenRotation
	return r != nil && r.Feature == types.FeatureTypeEnabled
}

func (f *Flow) newRefreshToken(g *state.Grant) (*state.RefreshToken, string) {
	id := token.ID(f.Entropy.Bytes(len(token.ID{})))
	return &state.RefreshToken{Pool: g.Pool, ID: idText(id), Grant: g.ID}, token.Refresh(id)
}

// tokens signs the ID and access token of a grant for the user as it is now, with what the pool's function
// makes of the claims. source is the occasion and metadata what came along, as the function is told.
func (f *Flow) tokens(c *op.Call, client *state.Client, user *state.User, grant *state.Grant, source string, metadata map[string]string) (*types.AuthenticationResultType, error) {
	idKey, accessKey, err := f.SigningKeys(c.Context(), c.Pool.ID)
	if err != nil {
		return nil, err
	}
	issuer := f.Settings.Issuer.Of(c.Pool, c.Base)
	groups, told := groupsOf(c, user), *grant
	changes, err := f.customize(c, client, user, source, metadata, &groups, &told.Scopes)
	if err != nil {
		return nil, err
	}
	access := accessKey.Sign(changeAccess(f.accessClaims(c, client, user, groups, &told, issuer), changes, client))
	result := &types.AuthenticationResultType{
		AccessToken: &access,
		ExpiresIn:   int32(policy.TokenLife(&client.Config).Access / time.Second),
		TokenType:   aws.String("Bearer"),
	}
	if !withoutIDToken(grant) {
		id := hostedID(changeID(f.idClaims(c, client, user, groups, &told, issuer), changes), grant, access)
		result.IdToken = aws.String(idKey.Sign(id))
	}
	return result, nil
}

// accessClaims are the claims of an access token, in the service's order.
// Doc: "Using the access token". Seen: getmoto/moto, tests against the service.
func (f *Flow) accessClaims(c *op.Call, client *state.Client, user *state.User, groups groupClaims, grant *state.Grant, issuer string) token.Claims {
	claims := make(token.Claims, 0, 16)
	claims = append(claims, token.Claim{Name: "sub", Value: string(user.Sub)})
	if grant.Device != "" {
		claims = append(claims, token.Claim{Name: "device_key", Value: grant.Device})
	}
	claims = withList(claims, "cognito:groups", groups.names)
	claims = append(claims, token.Claim{Name: "iss", Value: issuer})
	if grant.Hosted {
		claims = append(claims, token.Claim{Name: "version", Value: 2})
	}
	claims = append(claims, token.Claim{Name: "client_id", Value: string(client.ID)})
	if grant.Audience != "" { // Doc: "Authorize endpoint", resource
		claims = append(claims, token.Claim{Name: "aud", Value: grant.Audience})
	}
	if grant.OriginJTI != "" {
		claims = append(claims, token.Claim{Name: "origin_jti", Value: grant.OriginJTI})
	}
	return withLevel(append(claims,
		token.Claim{Name: "event_id", Value: grant.ID},
		token.Claim{Name: "token_use", Value: "access"},
		token.Claim{Name: "scope", Value: strings.Join(grant.Scopes, " ")},
		token.Claim{Name: "auth_time", Value: grant.AuthTime.Unix()},
		token.Claim{Name: "exp", Value: c.Now.Add(policy.TokenLife(&client.Config).Access).Unix()},
		token.Claim{Name: "iat", Value: c.Now.Unix()},
		token.Claim{Name: "jti", Value: f.Entropy.UUID()},
		token.Claim{Name: "username", Value: user.Username}), grant)
}

// idClaims are the claims of an ID token, in the service's order, with the attributes that the
// client may read.
// Doc: "Using the ID token". Seen: Liftric/cognito-idp, tokens of a real pool.
func (f *Flow) idClaims(c *op.Call, client *state.Client, user *state.User, groups groupClaims, grant *state.Grant, issuer string) token.Claims {
	claims := make(token.Claims, 0, 24)
	claims = append(claims,
		token.Claim{Name: "sub", Value: string(user.Sub)},
		token.Claim{Name: "aud", Value: string(client.ID)})
	claims = withList(claims, "cognito:groups", groups.names)
	for _, name := range []string{"email", "phone_number"} {
		flag := name + "_verified"
		if user.Attributes[name] != "" && policy.Readable(&client.Config, flag) && shows(grant, flag) {
			claims = append(claims, token.Claim{Name: flag, Value: user.Attributes[flag] == "true"})
		}
	}
	if groups.preferred != "" {
		claims = append(claims, token.Claim{Name: "cognito:preferred_role", Value: groups.preferred})
	}
	if grant.OriginJTI != "" {
		claims = append(claims, token.Claim{Name: "origin_jti", Value: grant.OriginJTI})
	}
	claims = withList(claims, "cognito:roles", groups.roles)
	if len(user.Identities) > 0 && policy.Readable(&client.Config, "identities") {
		claims = append(claims, token.Claim{Name: "identities", Value: identityClaims(user.Identities)})
	}
	claims = append(claims,
		token.Claim{Name: "event_id", Value: grant.ID},
		token.Claim{Name: "token_use", Value: "id"},
		token.Claim{Name: "auth_time", Value: grant.AuthTime.Unix()},
		token.Claim{Name: "iss", Value: issuer},
		token.Claim{Name: "cognito:username", Value: user.Username},
		token.Claim{Name: "exp", Value: c.Now.Add(policy.TokenLife(&client.Config).ID).Unix()},
		token.Claim{Name: "iat", Value: c.Now.Unix()})
	if grant.OriginJTI != "" {
		claims = append(claims, token.Claim{Name: "jti", Value: f.Entropy.UUID()})
	}
	for _, name := range slices.Sorted(maps.Keys(user.Attributes)) {
		switch name {
		case "email_verified", "phone_number_verified", "identities": // above
			continue
		}
		if !policy.Readable(&client.Config, name) || !shows(grant, name) {
			continue
		}
		claims = append(claims, token.Claim{Name: name, Value: claimValue(name, user.Attributes[name])})
	}
	return withLevel(claims, grant)
}

// shows tells whether an ID token of the grant shows an attribute: those of a browser's sign-in show what
// the app asked for.
func shows(g *state.Grant, name string) bool { return !g.Hosted || policy.ScopesShow(g.Scopes, name) }

// claimValue is an attribute as a claim: numbers and booleans of custom attributes are strings, the
// address is an object.
// Doc: "Using the ID token". Assumed: updated_at is a number, as OpenID Connect wants it (A065).
func claimValue(name, value string) any {
	switch name {
	case "address":
		return token.Claims{{Name: "formatted", Value: value}}
	case "updated_at":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return n
		}
	}
	return value
}
