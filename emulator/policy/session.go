package policy

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/state"
)

// SessionTracking is the feature behind the settings of sessions. Doc: SetUserPoolSessionConfiguration
// (that it needs more than LITE). Assumed: its name (A188).
const SessionTracking Feature = "Session Tracking"

// What is shown, and holds, where nothing was set. Doc: GetUserPoolSessionConfiguration,
// GetUserPoolClientSessionConfiguration.
const (
	defaultMaxSessions = 20
	defaultSSOMinutes  = 60
)

// Sessions is whether a pool keeps track of sessions, and how many a user may have.
func Sessions(p *state.Pool) state.PoolSessions {
	if p.Sessions == nil {
		return state.PoolSessions{Tracking: newest.UserSessionTrackingTypeDisabled, MaxPerUser: defaultMaxSessions}
	}
	return *p.Sessions
}

// TracksSessions tells whether a pool keeps track of sessions.
func TracksSessions(p *state.Pool) bool {
	return Sessions(p).Tracking == newest.UserSessionTrackingTypeEnabled
}

// SSOMinutes is how long a client takes over a browser's session, counted from the user's last
// authentication; 0: not at all. A setting sleeps while the pool does not track sessions.
// Doc: SetUserPoolClientSessionConfiguration, SetUserPoolSessionConfiguration.
func SSOMinutes(p *state.Pool, c *state.Client) int32 {
	if !TracksSessions(p) {
		return defaultSSOMinutes
	}
	return StoredSSOMinutes(c)
}

// StoredSSOMinutes is the setting of a client, awake or not.
func StoredSSOMinutes(c *state.Client) int32 {
	if c.SSOMinutes == nil {
		return defaultSSOMinutes
	}
	return aws.ToInt32(c.SSOMinutes)
}
