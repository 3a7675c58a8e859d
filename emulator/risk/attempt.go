package risk

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Attempt is something that a user tries to do and that is watched. Nobody watches a nil Attempt: its
// methods do nothing and find nothing.
type Attempt struct {
	guard  *Guard
	call   *op.Call
	client *state.Client // nil: none was named
	user   *state.User
	config *state.RiskConfiguration // nil: nothing was configured
	// acts tells that something is done about risks.
	acts bool
	// skipped tells that the address is not to be assessed.
	skipped bool
	event   *state.AuthEvent
	// fresh tells that nothing is recorded yet, changed that there is something to record.
	fresh, changed bool
	notice         *notice
}

// Watch takes up what a user does. id is the event that records the earlier steps, empty at the
// beginning. Federated users are not watched. Doc: threat protection.
func (g *Guard) Watch(c *op.Call, client *state.Client, u *state.User, kind types.EventType, id string) *Attempt {
	return g.watch(c, client, u, kind, id, policy.ThreatMode(&c.Pool.Config))
}

// WatchCustom is Watch of a sign-in by custom authentication, which has a mode of its own.
// Doc: AdvancedSecurityAdditionalFlowsType.
func (g *Guard) WatchCustom(c *op.Call, client *state.Client, u *state.User, id string) *Attempt {
	return g.watch(c, client, u, types.EventTypeSignIn, id, policy.CustomThreatMode(&c.Pool.Config))
}

func (g *Guard) watch(c *op.Call, client *state.Client, u *state.User, kind types.EventType, id string, mode types.AdvancedSecurityModeType) *Attempt {
	if mode == types.AdvancedSecurityModeTypeOff || u == nil || u.Status == types.UserStatusTypeExternalProvider {
		return nil
	}
	a := &Attempt{guard: g, call: c, client: client, user: u, config: configuration(c.View, c.Pool.ID, client),
		acts: mode == types.AdvancedSecurityModeTypeEnforced}
	if id != "" {
		if e := c.View.AuthEvent(c.Pool.ID, id); e != nil {
			a.event = e.Clone()
			return a
		}
	}
	a.fresh, a.changed = true, true
	a.event = &state.AuthEvent{
		Pool: c.Pool.ID, Sub: u.Sub, ID: g.Entropy.UUID(), Type: kind,
		Response: types.EventResponseTypeInProgress, Created: c.Now, Context: contextOf(c),
	}
	if client != nil {
		a.event.Client = client.ID
	}
	a.assess()
	return a
}

// ID is the event's, and the event_id of the tokens that come of it; empty when nobody watches.
func (a *Attempt) ID() string {
	if a == nil {
		return ""
	}
	return a.event.ID
}

// Answered notes how the user answered a challenge. A later answer takes the place of an earlier one.
func (a *Attempt) Answered(challenge types.ChallengeName, answer types.ChallengeResponse) {
	if a == nil {
		return
	}
	for i, r := range a.event.Challenges {
		if r.ChallengeName == challenge {
			a.changed = a.changed || r.ChallengeResponse != answer
			a.event.Challenges[i].ChallengeResponse = answer
			return
		}
	}
	a.changed = true
	a.event.Challenges = append(a.event.Challenges, types.ChallengeResponseType{ChallengeName: challenge, ChallengeResponse: answer})
}

// Proved notes what the user has proved of what the events know: the password, a code.
func (a *Attempt) Proved(password, code bool) {
	if password {
		a.Answered(types.ChallengeNamePassword, types.ChallengeResponseSuccess)
	}
	if code {
		a.Answered(types.ChallengeNameMfa, types.ChallengeResponseSuccess)
	}
}

// Ends says what has become of the attempt.
func (a *Attempt) Ends(as types.EventResponseType) {
	if a == nil || a.event.Response == as {
		return
	}
	a.event.Response, a.changed = as, true
}

// Action is what the configuration answers to the risk of the attempt; empty: nothing.
func (a *Attempt) Action() types.AccountTakeoverEventActionType {
	if a == nil || !a.acts {
		return ""
	}
	if x := policy.RiskAction(a.config, a.event.Level); x != nil {
		return x.EventAction
	}
	return ""
}

// Refused says that the attempt fails because of its risk.
func (a *Attempt) Refused() {
	if a == nil {
		return
	}
	a.event.Decision = types.RiskDecisionTypeBlock
	a.Ends(types.EventResponseTypeFail)
	a.Notify(BlockNotice)
}

// SignInPassword judges the right password of somebody who signs in. If it is known elsewhere and the
// pool blocks that, the user has to choose another one.
// Doc: compromised-credentials detection.
func (a *Attempt) SignInPassword(password string) error {
	if a == nil || !a.compromised(password, types.EventFilterTypeSignIn) {
		return nil
	}
	a.event.Compromised = true
	if !a.acts || !policy.BlocksCompromised(a.config, types.EventFilterTypeSignIn) {
		return nil
	}
	a.event.Decision = types.RiskDecisionTypeBlock
	a.Answered(types.ChallengeNamePassword, types.ChallengeResponseSuccess)
	a.Ends(types.EventResponseTypeFail)
	err := a.guard.Store.Update(func(tx *state.Tx) error {
		err := tx.ChangeUser(a.user.Pool, a.user.Sub, func(u *state.User) error {
			u.Status, u.Modified = types.UserStatusTypeResetRequired, a.call.Now
			return nil
		})
		if err != nil {
			return err
		}
		return a.Record(tx)
	})
	if err != nil && !errors.Is(err, state.ErrGone) {
		return err
	}
	return fault.PasswordCompromised()
}

// NewPassword judges a password that somebody wants to have from now on.
// Doc: compromised-credentials detection.
func (a *Attempt) NewPassword(password string, occasion types.EventFilterType) error {
	if a == nil || password == "" || !a.compromised(password, occasion) {
		return nil
	}
	a.event.Compromised, a.changed = true, true
	if !a.acts || !policy.BlocksCompromised(a.config, occasion) {
		return nil
	}
	a.event.Decision = types.RiskDecisionTypeBlock
	if err := a.Failed(); err != nil {
		return err
	}
	return fault.PasswordInsecure()
}

// Failed records that nothing came of the attempt.
func (a *Attempt) Failed() error {
	if a == nil {
		return nil
	}
	a.Ends(types.EventResponseTypeFail)
	err := a.guard.Store.Update(a.Record)
	if errors.Is(err, state.ErrGone) { // of nobody, or of a user who is gone
		return nil
	}
	return err
}
