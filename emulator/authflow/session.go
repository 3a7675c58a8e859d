package authflow

import (
	"encoding/hex"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// newSession makes a session and the ID that its text is made of.
func (f *Flow) newSession(c *op.Call, client *state.Client, name types.ChallengeNameType) (token.ID, *state.Session) {
	id := token.ID(f.Entropy.Bytes(len(token.ID{})))
	return id, &state.Session{
		Pool:      client.Pool,
		ID:        idText(id),
		Client:    client.ID,
		Challenge: name,
		Created:   c.Now,
		Expires:   c.Now.Add(policy.TokenLife(&client.Config).Session),
	}
}

// pageLife is how long a page that asks for more can be answered. Doc: "User pool managed login".
const pageLife = 5 * time.Minute

// onPages makes a session one of a sign-in on the pages, or not.
func onPages(s *state.Session, hosted bool) {
	if s.Hosted = hosted; hosted && s.Expires.After(s.Created.Add(pageLife)) {
		s.Expires = s.Created.Add(pageLife)
	}
}

// follow prepares the session of a further challenge to somebody who proved nothing new since s.
func (f *Flow) follow(c *op.Call, client *state.Client, s *state.Session, name types.ChallengeNameType) (token.ID, *state.Session) {
	id, next := f.newSession(c, client, name)
	next.Sub, next.Admin, next.Event, next.Target, next.Custom = s.Sub, s.Admin, s.Event, s.Target, s.Custom
	onPages(next, s.Hosted)
	next.Factors, next.MFA, next.Device = s.Factors, s.MFA, s.Device
	return id, next
}

// resumed is the sign-in that waited in a session, as an answer of its user finds it.
func resumed(c *op.Call, r Respond, s *state.Session, user *state.User) *signIn {
	return &signIn{
		client: r.Client, user: user, admin: s.Admin, hosted: s.Hosted, metadata: r.Metadata, answered: s,
		factors: slices.Clip(s.Factors), multi: s.MFA, target: s.Target, custom: s.Custom, device: answersOn(c, s, r.Responses),
	}
}

// idText is an ID as the store's records are named.
func idText(id token.ID) string { return hex.EncodeToString(id[:]) }

// sessionOf returns the session that a text stands for, if it belongs to the client and can be
// answered now.
func sessionOf(c *op.Call, client *state.Client, text string) (*state.Session, error) {
	s := lookUp(c, text)
	if s == nil || s.Client != client.ID {
		return nil, fault.InvalidSession()
	}
	return s, answerable(c, s)
}

// anySession returns the session that a text stands for and its client, and makes the session's pool
// the pool of the call.
func (f *Flow) anySession(c *op.Call, text string) (*state.Session, *state.Client, error) {
	s := lookUp(c, text)
	if s == nil {
		return nil, nil, fault.InvalidSession()
	}
	client, pool := c.View.ClientOf(s.Pool, s.Client), c.View.Pool(s.Pool)
	if client == nil || pool == nil {
		return nil, nil, fault.InvalidSession()
	}
	c.Enter(pool)
	if err := c.Served(); err != nil {
		return nil, nil, err
	}
	return s, client, answerable(c, s)
}

func lookUp(c *op.Call, text string) *state.Session {
	id, ok := token.SessionID(text)
	if !ok {
		return nil
	}
	return c.View.Session(idText(id))
}

// answerable refuses a session that is used or too old.
// Seen: AllianceBioversityCIAT/onecgiar_pr, captures of 2026-09.
func answerable(c *op.Call, s *state.Session) error {
	switch {
	case s.Used:
		return fault.SessionUsed()
	case !c.Now.Before(s.Expires):
		return fault.SessionExpired()
	}
	return nil
}
