package state

import "time"

// AuthorizationCode is a code that an app exchanges for tokens. They are made with the code: what the
// user and the pool's function were like then is what they tell.
type AuthorizationCode struct {
	Pool PoolID
	ID   string // the code itself
	// Redirect is where the code was sent, exactly as the app wrote it.
	Redirect string
	// Challenge is the S256 challenge of the app's verifier; empty: the app sent none.
	Challenge string
	// Grant and Refresh are stored, and Session begins, when the code is redeemed. Session is nil where
	// the pool keeps track of none.
	Grant   Grant
	Refresh RefreshToken
	Session *UserSession
	// Tokens are handed out then. IDToken is empty where the app did not ask for one.
	AccessToken, IDToken, RefreshToken string
	Expires                            time.Time
	Used                               bool
	aged
}

// maxCodes bounds the memory of codes that nobody redeems; the oldest go first.
const maxCodes = 10_000

func authorizationKey(a *AuthorizationCode) []byte     { return key(a.ID) }
func authorizationPoolKey(a *AuthorizationCode) []byte { return key(string(a.Pool), a.ID) }

// AuthorizationCode returns the code if it is one of the pool, or nil.
func (v View) AuthorizationCode(pool PoolID, id string) *AuthorizationCode {
	a := get[AuthorizationCode](v, tableAuthorization, indexID, key(id))
	if a == nil || a.Pool != pool {
		return nil
	}
	return a
}

// AddAuthorizationCode adds a code; ErrGone when the user is not there.
func (tx *Tx) AddAuthorizationCode(a *AuthorizationCode) error {
	if tx.User(a.Pool, a.Grant.Sub) == nil {
		return ErrGone
	}
	if old := addBounded(tx, tableAuthorization, a, maxCodes); old != nil {
		tx.remove(tableAuthorization, old)
	}
	return nil
}

// RedeemAuthorizationCode uses a code up and stores the grant of its tokens; limit is how many TOKEN
// sessions the user may have. ErrStale when the code was used meanwhile, ErrGone when it or its user is
// not there.
func (tx *Tx) RedeemAuthorizationCode(id string, limit int, now time.Time) error {
	a := get[AuthorizationCode](tx.View, tableAuthorization, indexID, key(id))
	switch {
	case a == nil:
		return ErrGone
	case a.Used:
		return ErrStale
	}
	used := *a
	used.Used, used.AccessToken, used.IDToken, used.RefreshToken = true, "", "", ""
	tx.insert(tableAuthorization, &used)
	grant, refresh := a.Grant, a.Refresh
	if err := tx.AddGrant(&grant, &refresh); err != nil {
		return err
	}
	if a.Session == nil {
		return nil
	}
	return tx.AddUserSession(a.Session, limit, now)
}

// RoundTrip is a browser's way to an identity provider and back.
type RoundTrip struct {
	Pool     PoolID
	ID       string // what the provider is given as state
	Provider string
	// Query is the authorization request that it is for.
	Query string
	// Nonce is what the ID token of an OpenID provider has to carry, Request the ID of a SAML request.
	Nonce, Request string
	// Browser is what the browser shows to be the one that was sent away.
	Browser string
	// Redirect is where the provider was told to send the browser.
	Redirect string
	// Next is where the browser goes after a SAML provider signed it out; empty for a sign-in.
	Next    string
	Expires time.Time
	aged
}

// maxRoundTrips bounds the memory of browsers that never come back; the oldest go first.
const maxRoundTrips = 10_000

func roundTripKey(r *RoundTrip) []byte     { return key(r.ID) }
func roundTripPoolKey(r *RoundTrip) []byte { return key(string(r.Pool), r.ID) }

// RoundTrip returns a round trip, over or not, or nil.
func (v View) RoundTrip(id string) *RoundTrip {
	return get[RoundTrip](v, tableRoundTrip, indexID, key(id))
}

// AddRoundTrip adds a round trip; ErrGone without the pool.
func (tx *Tx) AddRoundTrip(r *RoundTrip) error {
	if tx.Pool(r.Pool) == nil {
		return ErrGone
	}
	if old := addBounded(tx, tableRoundTrip, r, maxRoundTrips); old != nil {
		tx.remove(tableRoundTrip, old)
	}
	return nil
}

// EndRoundTrip removes a round trip: of two answers to one request, one is heard. ErrGone when it is
// not there.
func (tx *Tx) EndRoundTrip(id string) error {
	r := tx.RoundTrip(id)
	if r == nil {
		return ErrGone
	}
	tx.remove(tableRoundTrip, r)
	return nil
}

// Assertion is a SAML assertion that was accepted and must not be accepted again.
type Assertion struct {
	Pool     PoolID
	Provider string
	ID       string
	Expires  time.Time
}

func assertionKey(a *Assertion) []byte { return key(string(a.Pool), a.Provider, a.ID) }

// UseAssertion notes an assertion; ErrStale when it was noted before. Those of the provider that could
// not be accepted any more in any case are forgotten.
func (tx *Tx) UseAssertion(a *Assertion, now time.Time) error {
	if get[Assertion](tx.View, tableAssertion, indexID, assertionKey(a)) != nil {
		return ErrStale
	}
	var over []*Assertion
	for other := range scan[Assertion](tx.View, tableAssertion, indexID, key(string(a.Pool), a.Provider)) {
		if !now.Before(other.Expires) {
			over = append(over, other)
		}
	}
	for _, other := range over {
		tx.remove(tableAssertion, other)
	}
	tx.insert(tableAssertion, a)
	return nil
}
