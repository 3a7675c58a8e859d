package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const usedSession = "Invalid session for the user, session can only be used once."

// sessionRace is a race of answers to one challenge.
func sessionRace(says string, need []Feature, given func(w *World), challenge string, responses func(w *World, i int) Params) Case {
	return Case{
		Operations: ops("RespondToAuthChallenge"), Needs: need, Says: "race: " + says, Given: given,
		Steps: steps(func(w *World) {
			session := &w.auth.Session
			w.OneWins(w.Race(racers, func(i int) error {
				p := map[string]string{"USERNAME": w.user.Username}
				for key, value := range responses(w, i) {
					p[key] = value
				}
				return Try(w, w.API.RespondToAuthChallenge, &cip.RespondToAuthChallengeInput{
					ClientId: &w.client.ID, ChallengeName: types.ChallengeNameType(challenge), Session: session, ChallengeResponses: p,
				})
			}), "NotAuthorizedException", usedSession)
		}),
	}
}

// moreRaces are about what else may happen once.
func moreRaces() []Case {
	sent := func(key string) func(w *World, _ int) Params {
		return func(w *World, _ int) Params { return Params{key: w.Kept("code")} }
	}
	device := func(w *World) (string, *cip.ForgetDeviceInput) {
		return deviceGone, &cip.ForgetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))}
	}
	return []Case{
		sessionRace("one choice of a second factor", needs(Inspect), func(w *World) {
			w.Pool(MFA("ON", SMS, Email), Recovery("admin_only"))
			w.Client()
			w.User(Phone(annPhone), Mail(annMail))
			w.SignIn()
		}, "SELECT_MFA_TYPE", func(_ *World, i int) Params { return Params{"ANSWER": []string{"SMS_MFA", "EMAIL_OTP"}[i%2]} }),
		sessionRace("one session ends the set-up of an authenticator once", nil, func(w *World) {
			w.Pool(MFA("ON", TOTP))
			w.Client()
			w.User()
			begun := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &w.SignIn().Session})
			w.user.secret = *begun.SecretCode
			w.auth.Session = *OK(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: begun.Session, UserCode: new(w.TOTP(w.user))}).Session
		}, "MFA_SETUP", func(*World, int) Params { return nil }),
		sessionRace("one code by e-mail as the first factor signs in once", needs(Inspect), func(w *World) {
			w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
			w.Client()
			w.User(Mail(annMail))
			w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "EMAIL_OTP"})
			w.Keep("code", w.Code(w.user, ForSignIn))
		}, "EMAIL_OTP", sent("EMAIL_OTP_CODE")),
		{
			Operations: ops("RespondToAuthChallenge"), Says: "race: one proof of a password signs in once", Given: plain,
			Steps: steps(func(w *World) {
				me := newSRP()
				a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A()})
				stamp := srpTime(w.Now())
				claim, err := me.claim(poolPart(w.pool.ID), a.Parameters["USER_ID_FOR_SRP"], password, a.Parameters, stamp)
				w.must(err)
				in := &cip.RespondToAuthChallengeInput{ClientId: &w.client.ID, ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses: map[string]string{
					"USERNAME": w.user.Username, "PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": a.Parameters["SECRET_BLOCK"], "TIMESTAMP": stamp,
				}}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.RespondToAuthChallenge, in) }), "NotAuthorizedException", usedSession, badPassword)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Needs: needs(Inspect), Says: "race: the session of a confirmation signs in once",
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), FirstFactors("PASSWORD"))
				w.Client()
				up := OK(w, w.API.SignUp, signUpIn(w, "ann", "email", annMail)).Session
				w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
				w.Keep("session", *OK(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{
					ClientId: &w.client.ID, Username: new("ann"), ConfirmationCode: new(w.Code(w.user, ForSignUp)), Session: up,
				}).Session)
			},
			Steps: steps(func(w *World) {
				in := &cip.InitiateAuthInput{ClientId: &w.client.ID, AuthFlow: "USER_AUTH", Session: new(w.Kept("session")), AuthParameters: map[string]string{"USERNAME": "ann"}}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.InitiateAuth, in) }), "NotAuthorizedException", usedSession)
			}),
		},
		{
			Operations: ops("ConfirmSignUp"), Needs: needs(Inspect), Says: "race: of users who want one alias one is confirmed",
			Given: func(w *World) {
				w.Pool(Alias("email"), AutoVerify("email"))
				w.Client()
				for range racers {
					w.SignedUp(UnverifiedMail(annMail))
					w.Keep(w.user.Login, w.Code(w.user, ForSignUp))
				}
			},
			Steps: steps(func(w *World) {
				var in []*cip.ConfirmSignUpInput
				for login, code := range w.kept {
					in = append(in, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &login, ConfirmationCode: &code})
				}
				w.OneWins(w.Race(racers, func(i int) error { return Try(w, w.API.ConfirmSignUp, in[i]) }), "AliasExistsException", "An account with the email already exists.")
			}),
		},
		{
			Operations: ops("UpdateUserAttributes"), Says: "race: of users who want one address for their name one gets it",
			Given: func(w *World) {
				w.Pool(SignInWith("email"))
				w.Client()
				for i := range racers {
					w.User(Named(string(rune('a'+i)) + "@example.org"))
					w.Keep(w.user.Login, *w.Tokens().AccessToken)
				}
			},
			Steps: steps(func(w *World) {
				var tokens []string
				for _, token := range w.kept {
					tokens = append(tokens, token)
				}
				w.OneWins(w.Race(racers, func(i int) error {
					return Try(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: &tokens[i], UserAttributes: attributes("email", annMail)})
				}), "AliasExistsException", "An account with the given email already exists.")
			}),
		},
		{
			Operations: ops("AdminConfirmSignUp"), Says: "race: an administrator confirms once", Given: func(w *World) { w.Pool(); w.Client(); w.SignedUp() },
			Steps: steps(func(w *World) {
				in := &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.AdminConfirmSignUp, in) }), "NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
			}),
		},
		{
			Operations: ops("DeleteUser"), Says: "race: an account is deleted once", Given: plain,
			Steps: steps(func(w *World) {
				in := &cip.DeleteUserInput{AccessToken: w.Tokens().AccessToken}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.DeleteUser, in) }), "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("ForgetDevice"), Says: "race: a device is forgotten once", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				gone, in := device(w)
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.ForgetDevice, in) }), "ResourceNotFoundException", gone)
			}),
		},
		{
			Operations: ops("AdminRevokeUserSession"), Says: "race: a session is ended once", Given: tracking(20),
			Steps: steps(func(w *World) {
				w.keepTokens("one")
				id := w.sessionID(w.Kept("one"))
				w.OneWins(w.Race(racers, func(int) error { return w.errorOf(w.adminRevoke(id)) }), "ResourceNotFoundException")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Needs: needs(Clock), Says: "race: wrong passwords at once are all counted", Given: func(w *World) { plain(w); w.Freeze() },
			Steps: steps(func(w *World) {
				for _, err := range w.Race(racers, func(int) error { return Refusal(w.TrySignIn("Wr0ng!pass")) }) {
					w.Fails(err, "NotAuthorizedException", badPassword, "Password attempts exceeded")
				}
				w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", "Password attempts exceeded")
				w.Advance(16 * time.Minute)
				w.SignedIn(w.SignIn())
			}),
		},
	}
}
