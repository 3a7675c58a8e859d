package session

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// longestPage is how many sessions a page has. Doc: API_AdminListUserSessions.
const longestPage = 125

// ListUserSessions lists the sessions of the caller, at all app clients of the pool.
// Doc: API_ListUserSessions.
func (s service) ListUserSessions(c *op.Call, who *op.Principal, in *newest.ListUserSessionsInput) (*newest.ListUserSessionsOutput, error) {
	sessions, next, err := list(c, who.Pool, who.User, in.NextToken, who.Grant.Session)
	if err != nil {
		return nil, err
	}
	return &newest.ListUserSessionsOutput{Sessions: sessions, NextToken: next}, nil
}

// AdminListUserSessions lists the sessions of a user. Doc: API_AdminListUserSessions.
func (s service) AdminListUserSessions(c *op.Call, pool *state.Pool, in *newest.AdminListUserSessionsInput) (*newest.AdminListUserSessionsOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	sessions, next, err := list(c, pool, user, in.NextToken, "")
	if err != nil {
		return nil, err
	}
	return &newest.AdminListUserSessionsOutput{Sessions: sessions, NextToken: next}, nil
}

// list makes a page of the sessions of a user; current is the caller's own. Oldest first. Assumed: the
// order, and that a pool without tracking has an empty list (A252).
func list(c *op.Call, pool *state.Pool, user *state.User, token *string, current string) ([]newest.SessionDescriptionType, *string, error) {
	query := func(from []byte, limit int) (state.Page[state.UserSession], bool) {
		return c.View.UserSessions(pool.ID, user.Sub, c.Now, from, limit)
	}
	if !policy.TracksSessions(pool) {
		query = func([]byte, int) (state.Page[state.UserSession], bool) { return state.Page[state.UserSession]{}, true }
	}
	sessions, next, err := op.Page(c, token, longestPage, query, string(pool.ID), string(user.Sub))
	if err != nil {
		return nil, nil, err
	}
	shown := make([]newest.SessionDescriptionType, len(sessions))
	for i, s := range sessions {
		shown[i] = view(s)
		shown[i].IsCurrentSession = aws.Bool(s.ID == current)
	}
	return shown, next, nil
}

// unknownCountry is where addresses are that nothing is known of. Doc: SessionLocationType.
const unknownCountry = "unknown"

// view is a session as it is shown. Nothing is known of where an address is. Assumed: a city that is not
// known is left out (A253).
// Doc: API_SessionDescriptionType.
func view(s *state.UserSession) newest.SessionDescriptionType {
	shown := newest.SessionDescriptionType{
		SessionId:      aws.String(s.ID),
		SessionType:    s.Type,
		ClientId:       aws.String(string(s.Client)),
		CreateDate:     aws.Time(s.Created),
		LastActiveDate: aws.Time(s.Active),
		DeviceType:     aws.String(s.Device),
		LastIPAddress:  aws.String(s.IP),
		LastLocation:   &newest.SessionLocationType{Country: aws.String(unknownCountry)},
	}
	if s.Origin != "" {
		shown.OriginSessionId = aws.String(s.Origin)
	}
	return shown
}
