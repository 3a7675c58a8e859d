package auth_test

import (
	"encoding/hex"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// kept is what the store knows of the last session, and how often the user is signed in.
func (s *guarded) kept() (session *state.Session, grants int) {
	s.t.Helper()
	id, ok := token.SessionID(aws.ToString(s.session))
	if !ok {
		s.t.Fatalf("%q is no session", aws.ToString(s.session))
	}
	view := s.Env.Store.View()
	return view.Session(hex.EncodeToString(id[:])), len(view.GrantsOf(s.pool.ID, s.ann.Sub))
}

func TestWhatEachStepLeavesBehind(t *testing.T) {
	s := protect(t, "OFF", "OPTIONAL", "phone_number", phone)
	s.ann = s.Change(t, s.ann, func(u *state.User) { u.MFA.SMS = true })
	before := s.Look(s.ann)

	_, err := s.signIn(password)
	optest.Refused(t, err, "no error")
	session, grants := s.kept()
	if session == nil || session.Used || session.Code == nil || session.Sub != s.ann.Sub || session.Client != s.client.ID || grants != 0 {
		t.Fatalf("asked for a code, the store has %+v and %d grants", session, grants)
	}
	if want := s.Now().Add(3 * time.Minute); !session.Expires.Equal(want) {
		t.Errorf("the session ends at %v, want %v", session.Expires, want)
	}
	if s.Look(s.ann) != before { // records are replaced, never changed
		t.Error("the user was written though nothing was proved yet")
	}

	_, err = s.answer("SMS_MFA", "SMS_MFA_CODE", "0")
	optest.Refused(t, err, "CodeMismatchException: Invalid code or auth state for the user.")
	if again, grants := s.kept(); again != session || grants != 0 {
		t.Errorf("after a wrong code the store has %+v and %d grants", again, grants)
	}

	waiting := s.session
	_, err = s.answer("SMS_MFA", "SMS_MFA_CODE", s.Message(t).Code)
	optest.Refused(t, err, "no error")
	s.session = waiting
	if session, grants = s.kept(); session != nil && !session.Used || grants != 1 {
		t.Errorf("after the right code the store has %+v and %d grants", session, grants)
	}
	if u := s.Look(s.ann); u.Attributes["phone_number_verified"] != "true" || !u.MFA.SMS || u.MFA.Preferred != "" {
		t.Errorf("the user is %+v", u)
	}
}

func TestWrongPasswordsLeaveNothingButTheirNumber(t *testing.T) {
	s := protect(t, "OFF", "OFF")
	for n := 1; n <= 5; n++ {
		_, err := s.signIn("wrong")
		optest.Refused(t, err, badLogin)
		if l := s.Look(s.ann).SignIn; l.Failures != n || !l.LastFailure.Equal(s.Now()) || l.Until.After(s.Now()) != (n == 5) {
			t.Errorf("after %d the user has %+v", n, l)
		}
	}
	_, err := s.signIn(password)
	optest.Refused(t, err, "NotAuthorizedException: Password attempts exceeded")
	s.Env.Clock.Advance(time.Second)
	_, err = s.signIn(password)
	optest.Refused(t, err, "no error")
	optest.Equal(t, s.Look(s.ann).SignIn, state.Lockout{})
}

// Many may use a token at once within its grace; each goes on with a token of its own, which lasts no longer than the first.
func TestManyRefreshWithinTheGrace(t *testing.T) {
	const racers = 8
	for name, c := range map[string]struct {
		grace   int32
		winners int
	}{"of a minute": {60, racers}, "of nothing": {0, 1}} {
		t.Run(name, func(t *testing.T) {
			s := protect(t, "OFF", "OFF")
			out, err := s.signIn(password)
			optest.Refused(t, err, "no error")
			s.Write(t, func(tx *state.Tx) error {
				return tx.ChangeClient(s.client.ID, func(x *state.Client) error {
					x.Config.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &c.grace}
					return nil
				})
			})
			refresh := func(text string) (*types.AuthenticationResultType, error) {
				out, err := s.Unsigned.GetTokensFromRefreshToken(t.Context(), &cip.GetTokensFromRefreshTokenInput{ClientId: (*string)(&s.client.ID), RefreshToken: &text})
				if err != nil {
					return nil, err
				}
				return out.AuthenticationResult, nil
			}
			got := make([]*types.AuthenticationResultType, racers)
			errs := optest.Race(racers, func(i int) (err error) {
				got[i], err = refresh(*out.AuthenticationResult.RefreshToken)
				return err
			})
			seen := map[string]bool{}
			for i, err := range errs {
				if err == nil {
					seen[*got[i].RefreshToken] = true
				}
			}
			if len(seen) != c.winners {
				t.Errorf("%d different tokens, want %d: %v", len(seen), c.winners, errs)
			}
			for text := range seen {
				if _, err := refresh(text); err != nil {
					t.Error(err)
				}
			}
			if n := len(s.Env.Store.View().GrantsOf(s.pool.ID, s.ann.Sub)); n != 1 {
				t.Errorf("one sign-in has become %d", n)
			}
		})
	}
}
