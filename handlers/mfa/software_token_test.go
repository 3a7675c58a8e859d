package mfa_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestAnAuthenticatorIsKeptWithTheStepOfItsCode(t *testing.T) {
	for name, away := range map[string]time.Duration{"now": 0, "a step ago": -30 * time.Second, "a step ahead": 30 * time.Second} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			optest.Refused(t, s.verify(make([]byte, 32), s.Now()), noToken)
			secret := s.associate()
			optest.Refused(t, s.verify(secret, s.Now().Add(2*time.Minute)), mismatch)
			optest.Equal(t, s.Look(s.ann).MFA, state.UserMFA{Pending: secret})
			optest.Refused(t, s.verify(secret, s.Now().Add(away)), fine)
			_, step := authflow.TOTPCode(secret, s.Now().Add(away))
			optest.Equal(t, s.Look(s.ann).MFA, state.UserMFA{Token: &state.Authenticator{Secret: secret, Name: "phone", LastStep: step}})
			optest.Refused(t, s.verify(secret, s.Now()), noToken)
		})
	}
}

func TestANewSecretLeavesTheAuthenticatorUntilItsCodeComes(t *testing.T) {
	s := begin(t)
	old := &state.Authenticator{Secret: []byte("an older secret, of 32 bytes too"), Name: "old", LastStep: 7}
	s.has(state.UserMFA{Token: old, TOTP: true, Preferred: types.ChallengeNameTypeSoftwareTokenMfa})
	first := s.associate()
	second := s.associate()
	optest.Refused(t, s.verify(first, s.Now()), mismatch)
	optest.Equal(t, s.Look(s.ann).MFA.Token, old)
	optest.Refused(t, s.verify(second, s.Now()), fine)
	_, step := authflow.TOTPCode(second, s.Now())
	optest.Equal(t, s.Look(s.ann).MFA, state.UserMFA{
		Token: &state.Authenticator{Secret: second, Name: "phone", LastStep: step}, TOTP: true, Preferred: types.ChallengeNameTypeSoftwareTokenMfa,
	})
}

// The answers may come in any order, but what was answered must be what is kept.
func TestManyWhoRegisterOneAuthenticator(t *testing.T) {
	s := begin(t)
	secret := s.associate()
	won := 0
	for _, err := range optest.Race(8, func(int) error { return s.verify(secret, s.Now()) }) {
		if err == nil {
			won++
			continue
		}
		if !strings.Contains(err.Error(), noToken) && !strings.Contains(err.Error(), mismatch) {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d of 8 registered it", won)
	}
	if m := s.Look(s.ann).MFA; m.Token == nil || m.Pending != nil {
		t.Errorf("the user is left with %+v", m)
	}
}

func TestAnAuthenticatorThatIsTakenAway(t *testing.T) {
	token := &state.Authenticator{Secret: []byte("s"), Name: "phone"}
	for name, c := range map[string]struct{ has, left state.UserMFA }{
		"none":              {state.UserMFA{}, state.UserMFA{}},
		"one in the making": {state.UserMFA{Pending: []byte("p")}, state.UserMFA{}},
		"one that is on":    {state.UserMFA{Token: token, TOTP: true, SMS: true}, state.UserMFA{SMS: true}},
		"the preferred one": {state.UserMFA{Token: token, TOTP: true, SMS: true, Preferred: "SOFTWARE_TOKEN_MFA"}, state.UserMFA{SMS: true}},
		"another preferred": {state.UserMFA{Token: token, TOTP: true, SMS: true, Preferred: "SMS_MFA"}, state.UserMFA{SMS: true, Preferred: "SMS_MFA"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, "phone_number", phone)
			s.has(c.has)
			in := &cip.AdminDeleteSoftwareTokenInput{UserPoolId: aws.String(string(s.pool.ID)), Username: aws.String("ann")}
			out, err := s.API.AdminDeleteSoftwareToken(t.Context(), in)
			optest.Refused(t, err, fine)
			optest.Equal(t, out, &cip.AdminDeleteSoftwareTokenOutput{})
			optest.Equal(t, s.Look(s.ann).MFA, c.left)
			in.Username = aws.String("nobody")
			_, err = s.API.AdminDeleteSoftwareToken(t.Context(), in)
			optest.Refused(t, err, noUser)
		})
	}
}
