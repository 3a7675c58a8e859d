package conformance

import (
	"encoding/base64"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// srpCases are about USER_SRP_AUTH. Seen: a comparison measured on a real pool, quoted in ministackorg/ministack#1758.
func srpCases() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	begin := func(w *World) *srp {
		me := newSRP()
		w.verifierAsked(w.Initiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A()}))
		return me
	}
	cases := []Case{
		{
			Operations: about, Says: "SRP: the right password gives tokens", Given: plain,
			Steps: steps(
				func(*World) {},
				func(w *World) { w.srpSignedIn(password) },
			),
		},
		{
			Operations: ops("AdminInitiateAuth", "AdminRespondToAuthChallenge"), Says: "SRP: the right password gives tokens",
			Given: func(w *World) { w.AsAdmin(); plain(w) },
			Steps: steps(func(w *World) { w.srpSignedIn(password) }),
		},
		{
			Operations: about, Says: "SRP: the challenge has these five parameters in this order, and no session", Given: plain,
			Steps: steps(func(w *World) {
				r := w.Post("InitiateAuth", map[string]any{
					"AuthFlow": "USER_SRP_AUTH", "ClientId": w.client.ID,
					"AuthParameters": map[string]string{"USERNAME": w.user.Login, "SRP_A": newSRP().A()},
				})
				w.Equal(memberOrder([]byte(r.Body)), []string{"ChallengeName", "ChallengeParameters"}, Unordered())
				_, parameters, _ := strings.Cut(r.Body, `"ChallengeParameters":`)
				w.Equal(memberOrder([]byte(parameters)), []string{"SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"})
			}),
		},
		{
			Operations: about, Says: "SRP: a wrong password is refused at the second step", Given: plain,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.SRP("Wr0ng!pass", nil)), "NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "SRP: both steps survive what happens between them", Given: plain,
			Steps: steps(
				func(w *World) {
					me := begin(w)
					w.Keep("a", me.a.Text(16))
				},
				func(w *World) {
					a, err := w.prove(srpFromHex(w.Kept("a")), w.auth, password, nil)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: about, Says: "SRP: the salt of a user stays, the rest is new every time", Given: plain,
			Steps: steps(func(w *World) {
				begin(w)
				one := w.auth.Parameters
				begin(w)
				two := w.auth.Parameters
				w.Equal(two["SALT"], one["SALT"])
				if one["SRP_B"] == two["SRP_B"] || one["SECRET_BLOCK"] == two["SECRET_BLOCK"] {
					w.Errorf("SRP_B or SECRET_BLOCK came twice")
				}
			}),
		},
		{
			Operations: about, Says: "SRP: a changed secret block is refused", Given: plain,
			Steps: steps(func(w *World) {
				me := begin(w)
				block, err := base64.StdEncoding.DecodeString(w.auth.Parameters["SECRET_BLOCK"])
				w.must(err)
				block[len(block)/2] ^= 1
				w.auth.Parameters["SECRET_BLOCK"] = base64.StdEncoding.EncodeToString(block)
				w.Fails(Refusal(w.prove(me, w.auth, password, nil)), "NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "SRP: a changed signature is refused", Given: plain,
			Steps: steps(func(w *World) {
				me := begin(w)
				w.Fails(Refusal(w.prove(me, w.auth, password, Params{"PASSWORD_CLAIM_SIGNATURE": base64.StdEncoding.EncodeToString(make([]byte, 32))})),
					"NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "SRP: the day of the month is written without a zero in front", Given: plain,
			Steps: steps(func(w *World) {
				for w.Now().UTC().Day() > 9 {
					w.Advance(24 * time.Hour)
				}
				w.srpSignedIn(password)
				w.srpStamped("Mon Jan 02 15:04:05 UTC 2006", func(s string) string { return s })
			}),
		},
		{
			Operations: about, Says: "SRP: the wrong day of the week is refused", Given: plain,
			Steps: steps(func(w *World) {
				w.srpStamped("Mon Jan 2 15:04:05 UTC 2006", func(s string) string {
					other := "Mon"
					if s[:3] == other {
						other = "Tue"
					}
					return other + s[3:]
				})
			}),
		},
		{
			Operations: about, Says: "SRP: the zero value of a client is refused", Given: plain,
			Steps: steps(func(w *World) {
				w.RefusedSomehow(Refusal(w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": "0"})))
				w.RefusedSomehow(Refusal(w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": srpN})))
				w.RefusedSomehow(Refusal(w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": "not a number"})))
			}),
		},
		{
			Operations: about, Says: "SRP: the pieces of the second step are named when missing", Given: plain,
			Steps: steps(func(w *World) {
				for _, name := range []string{"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP", "USERNAME"} {
					me := begin(w)
					w.Fails(Refusal(w.prove(me, w.auth, password, Params{name: Omit})), "InvalidParameterException", "Missing required parameter "+name)
				}
			}),
		},
		{
			Operations: about, Says: "SRP: a user who has not confirmed is refused whatever the password",
			Given: func(w *World) { w.Pool(); w.Client(); w.SignedUp() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.SRP("Wr0ng!pass", nil)), "UserNotConfirmedException", "User is not confirmed.")
			}),
		},
		{
			Operations: about, Says: "SRP: a temporary password leads to a new one",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary()) },
			Steps: steps(func(w *World) {
				a, err := w.SRP(password, nil)
				w.must(err)
				w.Asked(a, "NEW_PASSWORD_REQUIRED")
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
				w.srpSignedIn(otherPassword)
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Says: "SRP: a device that nobody knows is refused",
			Given: plain,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.SRP(password, Params{"DEVICE_KEY": "us-east-1_11111111-2222-4333-8444-555555555555"})), "ResourceNotFoundException")
			}),
		},
		{
			Operations: ops("ChangePassword", "AdminSetUserPassword", "InitiateAuth"), Says: "SRP: a changed password works, the old one no longer does", Given: plain,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.ChangePassword, &cip.ChangePasswordInput{
						AccessToken: w.Tokens().AccessToken, PreviousPassword: new(password), ProposedPassword: new(otherPassword),
					})
				},
				func(w *World) {
					w.srpSignedIn(otherPassword)
					w.Fails(Refusal(w.SRP(password, nil)), "NotAuthorizedException", badPassword)
				},
			),
		},
	}
	return append(cases, srpNameCases()...)
}

// srpNameCases are about the name that is typed and the one the proof is made over.
func srpNameCases() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	return []Case{
		{
			Operations: about, Says: "SRP: a verified alias signs in, and the proof is made over the username",
			Given: func(w *World) { w.Pool(Alias("email")); w.Client(); w.User(Mail(annMail)); w.user.Login = annMail },
			Steps: steps(func(w *World) {
				me := newSRP()
				a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": annMail, "SRP_A": me.A()})
				w.verifierAsked(a)
				a, err := w.prove(me, a, password, nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			// Seen: alexrudd/cognito-srp#1.
			Operations: about, Says: "SRP: where addresses are usernames the proof is made over the sub",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.Client(); w.User(Named(annMail)) },
			Steps: steps(func(w *World) {
				w.Equal(w.user.Username, w.user.Sub)
				w.srpSignedIn(password)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "SRP: the sub does not sign in where it is not the username", Given: plain,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Sub, "SRP_A": newSRP().A()})), "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "SRP: an unknown user is told at the first step where the client tells",
			Given: plain,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": "nobody", "SRP_A": newSRP().A()})), "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			// Doc: developer guide, managing error responses.
			Operations: about, Says: "SRP: where the client hides, an unknown user is challenged like a known one, always with the same salt and id",
			Given: func(w *World) { w.Pool(); w.Client(HideUsers()); w.User() },
			Steps: steps(
				func(w *World) {
					a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": "nobody", "SRP_A": newSRP().A()})
					w.Keep("salt", a.Parameters["SALT"])
					w.Keep("id", a.Parameters["USER_ID_FOR_SRP"])
				},
				func(w *World) {
					me := newSRP()
					a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": "nobody", "SRP_A": me.A()})
					w.Equal(a, &Answer{Challenge: "PASSWORD_VERIFIER", Parameters: map[string]string{
						"SALT": w.Kept("salt"), "SECRET_BLOCK": AnyBase64, "SRP_B": AnyHex,
						"USERNAME": AnyText, "USER_ID_FOR_SRP": w.Kept("id"),
					}})
					w.Equal(w.Kept("id"), AnyUUID)
					w.Fails(Refusal(w.prove(me, a, password, nil)), "NotAuthorizedException", badPassword)
				},
			),
		},
		{
			Operations: about, Says: "SRP: an unknown user's challenge is not another unknown user's",
			Given: func(w *World) { w.Pool(); w.Client(HideUsers()); w.User() },
			Steps: steps(func(w *World) {
				one := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": "nobody", "SRP_A": newSRP().A()}).Parameters
				two := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": "no-one", "SRP_A": newSRP().A()}).Parameters
				if one["SALT"] == two["SALT"] || one["USER_ID_FOR_SRP"] == two["USER_ID_FOR_SRP"] {
					w.Errorf("the same for both: %v, %v", one, two)
				}
			}),
		},
	}
}

// srpSignedIn signs the user in by SRP and judges the tokens.
func (w *World) srpSignedIn(pw string) {
	w.t.Helper()
	a, err := w.SRP(pw, nil)
	w.must(err)
	w.SignedIn(a)
}

// srpStamped proves the right password with a timestamp in another form, which must be refused.
func (w *World) srpStamped(layout string, change func(string) string) {
	w.t.Helper()
	me := newSRP()
	a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A()})
	stamp := change(w.Now().UTC().Format(layout))
	claim, err := me.claim(poolPart(w.pool.ID), a.Parameters["USER_ID_FOR_SRP"], password, a.Parameters, stamp)
	w.must(err)
	w.Fails(Refusal(w.prove(me, a, password, Params{"PASSWORD_CLAIM_SIGNATURE": claim, "TIMESTAMP": stamp})), "NotAuthorizedException", badPassword)
}
