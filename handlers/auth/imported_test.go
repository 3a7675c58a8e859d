package auth_test

import (
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// Of the test suite of jBCrypt.
const hashOfABC = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"

func TestAnImportedHashBecomesOurs(t *testing.T) {
	s := protect(t, "OFF", "OFF")
	s.Change(t, s.ann, func(u *state.User) { u.Password = &state.Password{Imported: hashOfABC, Set: s.Now()} })
	srp := func() (salt string) {
		t.Helper()
		out, err := s.Unsigned.InitiateAuth(t.Context(), &cip.InitiateAuthInput{ClientId: (*string)(&s.client.ID), AuthFlow: "USER_SRP_AUTH",
			AuthParameters: map[string]string{"USERNAME": "ann", "SRP_A": "2"}})
		optest.Refused(t, err, "no error")
		return out.ChallengeParameters["SALT"]
	}
	before := srp()
	_, err := s.signIn("abd")
	optest.Refused(t, err, badLogin)
	if s.Look(s.ann).Password.Imported == "" {
		t.Fatal("a wrong password became the user's")
	}
	for range 2 {
		out, err := s.signIn("abc")
		optest.Refused(t, err, "no error")
		if out.AuthenticationResult == nil {
			t.Fatalf("got %+v", out)
		}
		p := s.Look(s.ann).Password
		if p.Imported != "" || len(p.Salt) == 0 || len(p.X) == 0 || !p.Set.Equal(s.Now()) {
			t.Errorf("the password is kept as %+v", p)
		}
	}
	if srp() == before {
		t.Error("a proof by SRP is still impossible")
	}
	_, err = s.signIn("abd")
	optest.Refused(t, err, badLogin)
}

func TestManySignInsWithAnImportedHash(t *testing.T) {
	s := protect(t, "OFF", "OFF")
	s.Change(t, s.ann, func(u *state.User) { u.Password = &state.Password{Imported: hashOfABC, Set: s.Now()} })
	for _, err := range optest.Race(4, func(int) error { _, err := s.initiate("abc"); return err }) {
		optest.Refused(t, err, "no error")
	}
}

func TestUsersWhoWereImportedWithoutAPassword(t *testing.T) {
	for hides, want := range map[types.PreventUserExistenceErrorTypes]string{
		"LEGACY":  "PasswordResetRequiredException: Password reset required for the user",
		"ENABLED": badLogin,
	} {
		t.Run(string(hides), func(t *testing.T) {
			s := protect(t, "OFF", "OFF")
			s.Change(t, s.ann, func(u *state.User) { u.Password, u.Status = nil, types.UserStatusTypeResetRequired })
			s.Write(t, func(tx *state.Tx) error {
				return tx.ChangeClient(s.client.ID, func(c *state.Client) error { c.Config.PreventUserExistenceErrors = hides; return nil })
			})
			_, err := s.signIn("anything")
			optest.Refused(t, err, want)
		})
	}
}
