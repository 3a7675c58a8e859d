package authflow

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// Arrival is a user who is signed in with a browser: since a moment ago, or by the browser's session.
// Tokens come later, when an app asks for a code or for the tokens themselves.
type Arrival struct {
	Session *state.BrowserSession
	// event is the sign-in of a moment ago, which the first tokens carry; empty: there was none.
	event string
	// source is the occasion on which tokens are made, as the function is told.
	source string
}

// How long clients may take over a browser's session at most: where the pool keeps track of sessions, and
// where it does not. Doc: SetUserPoolClientSessionConfiguration, MaxValidityMinutes; "User pool managed
// login". Assumed: the session is one that the user sees as long as a client could take it over (A333).
const (
	longestTracked = 90 * 24 * time.Hour
	longestPlain   = time.Hour
)

// arrive completes a sign-in on the pages: the browser gets a session.
func (f *Flow) arrive(c *op.Call, s *signIn, user *state.User) (*Step, error) {
	user, err := f.signedIn(c, s, user)
	if err != nil {
		return nil, err
	}
	arrival := &Arrival{
		Session: &state.BrowserSession{Client: s.client.ID, Factors: s.factors, MFA: s.multi},
		event:   f.Entropy.UUID(),
		source:  s.tokenSource(),
	}
	if w := f.watched(c, s); w != nil {
		arrival.event = w.ID()
		w.Ends(types.EventResponseTypePass)
	}
	open := f.openBrowser(c, user, arrival.Session)
	return f.commit(s, &Step{Arrival: arrival}, open)
}

// openBrowser fills in the session of a browser in which the user has just proved something, and returns
// what stores it.
func (f *Flow) openBrowser(c *op.Call, user *state.User, b *state.BrowserSession) func(*state.Tx) error {
	b.Pool, b.Sub, b.ID = user.Pool, user.Sub, f.Entropy.ID()+f.Entropy.ID()
	b.AuthTime, b.Expires = c.Now, c.Now.Add(longestPlain)
	var seen *state.UserSession
	if policy.TracksSessions(c.Pool) {
		b.Session, b.Expires = f.Entropy.UserSessionID("sso"), c.Now.Add(longestTracked)
		seen = &state.UserSession{
			Pool: b.Pool, Sub: b.Sub, ID: b.Session, Type: newest.SessionTypeTypeSso, Client: b.Client,
			Created: c.Now, Expires: b.Expires,
		}
		noteUse(seen, c)
	}
	return func(tx *state.Tx) error {
		if err := tx.AddBrowserSession(b); err != nil || seen == nil {
			return err
		}
		return tx.AddUserSession(seen, 0, c.Now)
	}
}

// Return takes up the session that a browser has: nil when the client does not take it over, or the user
// may not sign in any more.
// Doc: SetUserPoolClientSessionConfiguration, "User pool managed login" (one hour, for every app client).
func (f *Flow) Return(c *op.Call, client *state.Client, id string) *Arrival {
	b := c.View.BrowserSession(c.Pool.ID, id, c.Now)
	if b == nil || !c.Now.Before(b.AuthTime.Add(time.Duration(policy.SSOMinutes(c.Pool, client))*time.Minute)) {
		return nil
	}
	if user := c.View.User(b.Pool, b.Sub); user == nil || !user.Enabled {
		return nil
	}
	return &Arrival{Session: b, source: trigger.SourceHosted}
}

// Confirmed signs a user in who has just confirmed the sign-up on the pages: that counts as proof. Nobody
// is asked for a second factor then, but who must have one sets it up.
// Doc: "User pool managed login", sign-up.
func (f *Flow) Confirmed(c *op.Call, client *state.Client, user *state.User) (*Step, error) {
	if !user.Enabled {
		return nil, fault.UserDisabled()
	}
	return f.proceed(c, &signIn{client: client, user: user, hosted: true, confirmed: true})
}

// StepUp asks for what a browser's session lacks of a level, and begins anew where it has nothing that
// counts: nil then.
// Doc: "Login endpoint", acr_values.
func (f *Flow) StepUp(c *op.Call, client *state.Client, a *Arrival, level int) (*Step, error) {
	b := a.Session
	user := c.View.User(b.Pool, b.Sub)
	if user == nil || b.Provider != "" || !slices.Contains(b.Factors, factorPassword) || len(towards(c.Pool, user, level)) == 0 {
		return nil, nil
	}
	return f.proceed(c, &signIn{client: client, user: user, hosted: true, target: level, factors: []string{factorPassword}})
}

// Vouched is a user whom an identity provider vouches for.
type Vouched struct {
	Client   *state.Client
	User     *state.User
	Provider string
	// Level is the level of authentication that the provider told, 0 for none; Methods are how the user
	// proved it there, nil when the provider did not say.
	Level   int
	Methods []string
	// Subject, in that Format, and Index are what a SAML provider calls the user and its own session.
	Subject, Format, Index string
	// New tells that the user came to be by this sign-in: the functions around a sign-in are not called
	// then. Doc: "Customizing user pool workflows with Lambda triggers", federated users.
	New bool
}

// factorFederated is a sign-in elsewhere as the amr claim names it. Doc: "Step-up authentication".
const factorFederated = "fed"

// Arrive signs in a user whom an identity provider vouches for. Second factors are the provider's affair.
// Doc: "Adding MFA to a user pool", federated users. Seen: the events of a public blog, 2021, that functions
// are told of no metadata and of no new device, where others are told of neither.
func (f *Flow) Arrive(c *op.Call, v Vouched) (*Arrival, error) {
	s := &signIn{client: v.Client, user: v.User, hosted: true, vouched: true, factors: v.Methods}
	if len(s.factors) == 0 {
		s.factors = []string{factorFederated}
	}
	if err := enabled(c, v.User); err != nil {
		return nil, err
	}
	user := v.User
	if !v.New {
		var err error
		if user, err = f.permit(c, Begin{Client: v.Client, Hosted: true, Metadata: map[string]string{}}, user, user.Username, enabled); err != nil {
			return nil, err
		}
		if user, err = f.signedIn(c, s, user); err != nil {
			return nil, err
		}
	}
	arrival := &Arrival{
		Session: &state.BrowserSession{
			Client: v.Client.ID, Factors: s.factors, Provider: v.Provider, Level: v.Level, Subject: v.Subject,
			Format: v.Format, Index: v.Index,
		},
		event: f.Entropy.UUID(), source: trigger.SourceHosted,
	}
	s.user = user
	_, err := f.commit(s, nil, f.openBrowser(c, user, arrival.Session))
	return arrival, err
}

// Level is the level of authentication that a session reached. A provider's word counts for its users.
// Doc: "Step-up authentication", federation.
func (a *Arrival) Level() int {
	if a.Session.Provider != "" {
		return max(a.Session.Level, levelPassword)
	}
	return levelOf(a.Session.Factors)
}

// Levels returns the levels, 1 to 4, that a list of names asks for, in its order: none where the tier of
// the pool has no such thing.
// Doc: "Login endpoint", acr_values.
func Levels(p *state.Pool, list string) []int {
	if !policy.Has(p.Config.UserPoolTier, policy.StepUp) {
		return nil
	}
	return levelsNamed(p, list)
}

// Reachable returns the first of the levels that the user's factors can reach, or 0.
func (f *Flow) Reachable(c *op.Call, user *state.User, levels []int) int {
	if i := slices.IndexFunc(levels, func(level int) bool { return f.reaches(c, user, level) }); i >= 0 {
		return levels[i]
	}
	return 0
}

// Choosable tells whether users of the client choose their first factor on the pages.
// Doc: "User pool managed login", choice-based sign-in.
func Choosable(client *state.Client) bool {
	return policy.FlowAllowed(&client.Config, types.AuthFlowTypeUserAuth)
}
