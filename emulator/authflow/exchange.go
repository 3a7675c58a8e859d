package authflow

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// Presented is a token that somebody holds and wants to exchange.
type Presented struct {
	Text string
	Type newest.TokenTypeIdentifierType
	// Provider is the identity provider that issued it; empty: this pool.
	Provider string
}

// Exchange is a request for a token made of another one. Doc: GetDerivedToken, RFC 8693.
type Exchange struct {
	Client  *state.Client
	Subject Presented
	Actor   *Presented // who acts for the subject; nil: the subject itself
	// Audience is whom the new token is for, empty when nobody was named.
	Audience string
	Scopes   []string
	Kind     newest.IssuedTokenTypeIdentifierType
}

// Derived is a token made of another one.
type Derived struct {
	Token  string
	Scopes []string // of an access token
	Life   time.Duration
}

// sourceExchange is what PreTokenGeneration is called for. Doc: GetDerivedToken (that it declares the
// errors of functions). Assumed: which function, and the source (A180).
const sourceExchange = "TokenGeneration_TokenExchange"

// Derive makes a token of the user whom the subject's token tells, for the app client that asks. With an
// actor the token tells who acts. It comes without a refresh token and ends with the sign-in that it
// goes back to.
// Doc: GetDerivedToken, "Exchanging tokens for downstream services". Assumed: the lifetime is that of
// the client's tokens, the claims are those of its tokens for the same sign-in (A178).
func (f *Flow) Derive(c *op.Call, e Exchange) (*Derived, error) {
	subject, err := f.present(c, e.Client, e.Subject, fault.SubjectTokenInvalid, fault.SubjectTokenExpired)
	switch {
	case err != nil:
		return nil, err
	case subject.user == nil && subject.vouched:
		return nil, fault.UserNotFound()
	case subject.user == nil:
		return nil, fault.SubjectTokenInvalid()
	}
	act := subject.act
	if e.Actor != nil {
		actor, err := f.present(c, e.Client, *e.Actor, fault.ActorTokenInvalid, fault.ActorTokenExpired)
		if err != nil {
			return nil, err
		}
		act = actor.actsFor(subject)
	}
	grant := *subject.grant
	if grant.Scopes, err = derivedScopes(e, subject); err != nil {
		return nil, err
	}
	idKey, accessKey, err := f.SigningKeys(c.Context(), c.Pool.ID)
	if err != nil {
		return nil, err
	}
	issuer, groups := f.Settings.Issuer.Of(c.Pool, c.Base), groupsOf(c, subject.user)
	changes, err := f.customize(c, e.Client, subject.user, sourceExchange, nil, &groups, &grant.Scopes)
	if err != nil {
		return nil, err
	}
	if err := f.begin(subject); err != nil {
		return nil, err
	}
	life := policy.TokenLife(&e.Client.Config)
	if e.Kind == newest.IssuedTokenTypeIdentifierTypeIdToken {
		claims := changeID(f.idClaims(c, e.Client, subject.user, groups, &grant, issuer), changes)
		return &Derived{Token: idKey.Sign(bound(claims, e.Audience, act)), Life: life.ID}, nil
	}
	claims := changeAccess(f.accessClaims(c, e.Client, subject.user, groups, &grant, issuer), changes, e.Client)
	return &Derived{Token: accessKey.Sign(bound(claims, e.Audience, act)), Scopes: grant.Scopes, Life: life.Access}, nil
}

// bound adds to claims whom the token is for, and who acts.
func bound(claims token.Claims, audience string, act token.Claims) token.Claims {
	if audience != "" {
		claims.Set("aud", audience)
	}
	if act != nil {
		claims.Set("act", act)
	}
	return claims
}

// derivedScopes are the scopes of a derived token: those of the subject's token or, of the requested
// ones, those that the subject's token and the client have.
// Doc: GetDerivedToken, Scopes. Assumed: an ID token stands for the scopes of its sign-in, and where
// nothing is left of what was requested the request fails (A179).
func derivedScopes(e Exchange, subject *holder) ([]string, error) {
	if len(e.Scopes) == 0 {
		return subject.scopes, nil
	}
	var granted []string
	for _, scope := range e.Scopes {
		if slices.Contains(subject.scopes, scope) && slices.Contains(e.Client.Config.AllowedOAuthScopes, scope) && !slices.Contains(granted, scope) {
			granted = append(granted, scope)
		}
	}
	if len(granted) == 0 {
		return nil, fault.NoScopeLeft()
	}
	return granted, nil
}

// holder is whom a token tells: a user or, in a token of an app client's own, that client.
type holder struct {
	id     string
	user   *state.User  // nil: a client
	grant  *state.Grant // of a user
	scopes []string
	act    token.Claims // who acts already
	// vouched tells that an identity provider vouches for the user: the grant is new, and not stored yet.
	vouched bool
}

// actsFor is the act claim of a token of which h is the actor. Whoever acted before is told inside.
// Doc: RFC 8693, section 4.1. Assumed: that the service tells the actor's sub (A178).
func (h *holder) actsFor(subject *holder) token.Claims {
	act := token.Claims{{Name: "sub", Value: h.id}}
	if subject.act != nil {
		act = append(act, token.Claim{Name: "act", Value: subject.act})
	}
	return act
}

// present judges a token as an operation of the API judges an access token. invalid and ended are what
// to say of one that is no good, or no good any more.
// Doc: GetDerivedToken. Assumed: that it is judged so (A177).
func (f *Flow) present(c *op.Call, client *state.Client, p Presented, invalid, ended func() error) (*holder, error) {
	if p.Provider != "" {
		return f.foreign(c, client, p, invalid, ended)
	}
	use, ok := map[newest.TokenTypeIdentifierType]string{
		newest.TokenTypeIdentifierTypeAccessToken: "access", newest.TokenTypeIdentifierTypeIdToken: "id",
	}[p.Type]
	if !ok {
		return nil, fault.ProviderNameMissing()
	}
	claims, err := token.Verify(p.Text, func(kid string) *token.Key { return f.keyFor(c, use, kid) })
	switch {
	case err != nil, claims.String("token_use") != use:
		return nil, invalid()
	case !c.Now.Before(time.Unix(claims.Int("exp"), 0)):
		return nil, ended()
	}
	h := &holder{id: claims.String("sub"), scopes: strings.Fields(claims.String("scope")), act: actOf(claims)}
	if claims.String("event_id") == "" { // no sign-in stands behind it
		if c.View.ClientOf(c.Pool.ID, state.ClientID(h.id)) == nil {
			return nil, invalid()
		}
		return h, nil
	}
	if h.user = c.View.User(c.Pool.ID, state.Sub(h.id)); h.user == nil {
		return nil, fault.UserNotFound()
	}
	if h.grant = c.View.Grant(c.Pool.ID, claims.String("event_id")); h.grant == nil || h.grant.Revoked {
		return nil, ended()
	}
	if !h.user.Enabled {
		return nil, fault.UserDisabled()
	}
	if use == "id" {
		h.scopes = h.grant.Scopes
	}
	return h, nil
}

// keyFor is the pool's key for tokens of that use, if it has the key id.
func (f *Flow) keyFor(c *op.Call, use, kid string) *token.Key {
	keys := c.View.Keys(c.Pool.ID)
	if keys == nil {
		return nil
	}
	stored := keys.Access
	if use == "id" {
		stored = keys.ID
	}
	if stored.KID != kid {
		return nil
	}
	key, err := f.Keys.Key(kid, stored.DER)
	if err != nil {
		f.Log.Error("a stored key cannot be read", "pool", c.Pool.ID, "error", err)
		return nil
	}
	return key
}

// actOf is the act claim of a token, nil when there is none. A claim that was read can be written.
func actOf(claims *token.Verified) token.Claims {
	var act token.Claims
	object, _ := claims.Claims["act"].(map[string]any)
	if sub, ok := object["sub"]; ok {
		act = token.Claims{{Name: "sub", Value: sub}}
	}
	if inner, ok := object["act"]; ok {
		text, _ := json.Marshal(inner)
		act = append(act, token.Claim{Name: "act", Value: json.RawMessage(text)})
	}
	return act
}
