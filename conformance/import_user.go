package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// hashed are hashes of a password, one of each algorithm. The first is of the test suite of jBCrypt, the second and the
// third of RFC 7914, the last of the reference implementation of Argon2.
func hashed() map[types.PasswordHashingAlgorithmType][2]string {
	return map[types.PasswordHashingAlgorithmType][2]string{
		"BCRYPT":        {"abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"},
		"SCRYPT":        {"pleaseletmein", "16384$8$1$536f6469756d43686c6f72696465$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"},
		"PBKDF2_SHA256": {"passwd", "$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJypzM8Xm2RZkWZLOdd+8xfHG4RbHjC9UJESBB06GXgw"},
		"ARGON2ID":      {"password", `$argon2id$v=19$m=64\,t=1\,p=1$c29tZXNhbHQ$ZVrRXqxlLcWfcXCnMyv0m4Rpvh/bnCi7`},
	}
}

// importedUserCases are about what imported users can do. Doc: developer guide, importing users from a CSV file, requiring
// imported users to reset their passwords, importing users with password hashes.
func importedUserCases() []Case {
	about := ops("StartUserImportJob", "InitiateAuth")
	reset := func(w *World) {
		w.t.Helper()
		OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
		OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
			ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(password)})
		w.Status(w.user, types.UserStatusTypeConfirmed)
		a, err := w.TrySignIn(password)
		w.must(err)
		w.SignedIn(a)
	}
	// hash imports ann with a hash of an algorithm.
	hash := func(w *World, algorithm types.PasswordHashingAlgorithmType, value string) *types.UserImportJobType {
		w.t.Helper()
		return w.imports(w.csv(mailColumns+",password_hash", "ann,ann@example.com,true,"+value), algorithm)
	}
	refuses := func(says, assumes string, algorithm types.PasswordHashingAlgorithmType, value string) Case {
		return Case{
			Operations: ops("StartUserImportJob"), Says: "a line fails with " + says, Assumes: assumes, Needs: needs(Inspect), Given: importing(),
			Steps: steps(func(w *World) {
				w.Equal(counts(hash(w, algorithm, value)), [3]int64{0, 0, 1})
				if log := w.importLog(); len(log) != 1 || !strings.HasPrefix(log[0], lineFailed) {
					w.Errorf("logged: %q", log)
				}
			}),
		}
	}
	cases := []Case{
		{
			Operations: about, Says: "an imported user has to choose a password, whatever the user signs in with", Assumes: "A274", Needs: needs(Inspect), Given: importing(),
			Steps: steps(
				func(w *World) {
					w.imports(w.csv(mailColumns, mails("ann")...), "")
					w.imported("ann", "")
					const code, text = "PasswordResetRequiredException", "Password reset required for the user"
					w.Fails(Refusal(w.TrySignIn("anything")), code, text)
					w.Fails(Refusal(w.SRP("anything", nil)), code, text)
				},
				reset,
			),
		},
		{
			Operations: about, Says: "a client that hides users says the same of an imported one as of nobody", Assumes: "A274",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(HideUsers()) },
			Steps: steps(func(w *World) {
				w.imports(w.csv(mailColumns, mails("ann")...), "")
				w.imported("ann", "")
				w.Fails(Refusal(w.TrySignIn("anything")), "NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "an imported user who can sign in without a password is confirmed", Needs: needs(Inspect),
			Given: func(w *World) { w.Pool(AutoVerify("email"), FirstFactors("PASSWORD", "EMAIL_OTP")); w.Client() },
			Steps: steps(
				func(w *World) {
					w.imports(w.csv(mailColumns, mails("ann")...), "")
					w.imported("ann", "")
					w.Status(w.user, types.UserStatusTypeConfirmed)
				},
				func(w *World) {
					w.Asked(w.Initiate("USER_AUTH", Params{"USERNAME": "ann", "PREFERRED_CHALLENGE": "EMAIL_OTP"}), "EMAIL_OTP")
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
				},
			),
		},
		{
			Operations: about, Says: "the second factor of an imported user is SMS, where users decide", Assumes: "A272", Given: importing(MFA("OPTIONAL", SMS)),
			Steps: steps(func(w *World) {
				w.imports(w.csv(mailColumns+",phone_number,cognito:mfa_enabled", "ann,ann@example.com,true,+15550100001,true", "bob,bob@example.com,true,+15550100002,false"), "")
				w.imported("ann", "")
				w.Equal(w.Look(w.user).UserMFASettingList, []string{"SMS_MFA"})
				w.imported("bob", "")
				w.Equal(w.Look(w.user).UserMFASettingList, []string(nil))
			}),
		},
		{
			Operations: about, Says: "a hash whose algorithm nobody announced is passed over", Assumes: "A269", Given: importing(),
			Steps: steps(func(w *World) {
				w.Equal(counts(hash(w, "", hashed()["BCRYPT"][1])), [3]int64{1, 0, 0})
				w.imported("ann", "")
				w.Status(w.user, importedStatus)
			}),
		},
		{
			Operations: about, Says: "a user without a hash among users with one has to choose a password", Given: importing(),
			Steps: steps(func(w *World) {
				w.Equal(counts(hash(w, "BCRYPT", "")), [3]int64{1, 0, 0})
				w.imported("ann", "")
				w.Status(w.user, importedStatus)
			}),
		},
		{
			Operations: about, Says: "a hash: the password can be forgotten and changed as any other", Needs: needs(Inspect), Given: importing(),
			Steps: steps(
				func(w *World) { hash(w, "BCRYPT", hashed()["BCRYPT"][1]); w.imported("ann", "abc") },
				func(w *World) {
					reset(w)
					w.Fails(Refusal(w.TrySignIn("abc")), "NotAuthorizedException", badPassword)
				},
			),
		},
		{
			Operations: about, Says: "race: many first sign-ins with a hash", Given: importing(),
			Steps: steps(func(w *World) {
				hash(w, "BCRYPT", hashed()["BCRYPT"][1])
				w.imported("ann", "abc")
				for _, err := range w.Race(4, func(int) error { return Refusal(w.TrySignIn("abc")) }) {
					w.must(err)
				}
			}),
		},
		refuses("a hash of another algorithm", "A270", "SCRYPT", hashed()["BCRYPT"][1]),
		refuses("a hash that takes too much", "A270", "BCRYPT", strings.Replace(hashed()["BCRYPT"][1], "$06", "$13", 1)),
	}
	for algorithm, pair := range hashed() {
		cases = append(cases, Case{
			Operations: about, Says: "a hash: " + string(algorithm) + " proves a password, and by SRP once it did", Given: importing(),
			Steps: steps(
				func(w *World) {
					w.Equal(counts(hash(w, algorithm, pair[1])), [3]int64{1, 0, 0})
					w.imported("ann", pair[0])
					w.Status(w.user, types.UserStatusTypeConfirmed)
					w.Fails(Refusal(w.SRP(pair[0], nil)), "NotAuthorizedException", badPassword)
					w.Fails(Refusal(w.TrySignIn("another")), "NotAuthorizedException", badPassword)
					w.Tokens()
				},
				func(w *World) {
					w.Tokens()
					a, err := w.SRP(pair[0], nil)
					w.must(err)
					w.SignedIn(a)
				},
			),
		})
	}
	return cases
}
