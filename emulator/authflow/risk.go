package authflow

import (
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// watched is the sign-in as threat protection sees it; nil where nobody looks.
func (f *Flow) watched(c *op.Call, s *signIn) *risk.Attempt {
	if s.watch == nil {
		event := ""
		if s.answered != nil {
			event = s.answered.Event
		}
		if s.custom != nil {
			s.watch = f.guard.WatchCustom(c, s.client, s.user, event)
		} else {
			s.watch = f.guard.Watch(c, s.client, s.user, types.EventTypeSignIn, event)
		}
	}
	return s.watch
}

// event is the one that records the sign-in so far; empty: none does.
func (s *signIn) event() string {
	if s.watch == nil && s.answered != nil {
		return s.answered.Event
	}
	return s.watch.ID()
}

// weigh lets threat protection have its say once a factor was proved: d is what the sign-in needs
// without it. Somebody with a risk to be blocked is told so only after the first factor. Assumed
// (A256).
// Doc: AccountTakeoverActionType. A factor that would have to be set up first is none. Assumed: in a
// pool without factors nobody has one, and where functions are through they saw to it (A259).
func (f *Flow) weigh(c *op.Call, s *signIn, user *state.User, d decision) (decision, error) {
	w := f.watched(c, s)
	w.Proved(slices.Contains(s.factors, factorPassword), slices.ContainsFunc(s.factors, isCodeFactor))
	switch action := w.Action(); action {
	case types.AccountTakeoverEventActionTypeBlock:
		return d, f.block(s)
	case types.AccountTakeoverEventActionTypeMfaIfConfigured, types.AccountTakeoverEventActionTypeMfaRequired:
		if d.challenge != "" || d.stuck || s.multi || s.device.proven || s.defined {
			break
		}
		if c.Pool.Config.MfaConfiguration == types.UserPoolMfaTypeOptional {
			d = requiredFactor(c.Pool, user)
		}
		if d.stuck || d.challenge == types.ChallengeNameTypeMfaSetup {
			d = decision{}
		}
		if d.challenge == "" && action == types.AccountTakeoverEventActionTypeMfaRequired {
			return d, f.block(s)
		}
	}
	if d.challenge != "" {
		w.Notify(risk.MFANotice)
	} else {
		w.Notify(risk.NoActionNotice)
	}
	return d, nil
}

// block ends a sign-in whose risk is too high.
func (f *Flow) block(s *signIn) error {
	s.watch.Refused()
	_, err := f.commit(&signIn{user: s.user, answered: s.answered, watch: s.watch}, nil, func(*state.Tx) error { return nil })
	if err != nil {
		return err
	}
	return fault.SignInBlocked()
}

// noteWrongCode records that a code was wrong, and returns the error that says so. The session lives
// on, and with the right code the sign-in still succeeds. Assumed (A261).
func (f *Flow) noteWrongCode(c *op.Call, s *signIn, why error) error {
	var mismatch *types.CodeMismatchException
	var expired *types.ExpiredCodeException
	if !errors.As(why, &mismatch) && !errors.As(why, &expired) {
		return why
	}
	f.watched(c, s).Answered(types.ChallengeNameMfa, types.ChallengeResponseFailure)
	return f.noteFailure(s, why)
}

// noteFailure records that the sign-in failed, and returns why.
func (f *Flow) noteFailure(s *signIn, why error) error {
	if err := s.watch.Failed(); err != nil {
		return err
	}
	return why
}

// isCodeFactor tells whether a factor is a code, which the events call Mfa whenever it is asked for.
// Assumed (A261).
func isCodeFactor(factor string) bool {
	return factor == factorTOTP || factor == factorSMS || factor == factorEmail
}
