package conformance

import (
	"crypto/sha256"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// totpUser is a signed-in user in a pool where the software token is optional; the access token is kept.
func totpUser(w *World) {
	w.Pool(MFA("OPTIONAL", TOTP))
	w.Client()
	w.User()
	w.Keep("access", *w.Tokens().AccessToken)
}

// associate begins the registration with the kept access token.
func (w *World) associate() {
	w.t.Helper()
	out := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: new(w.Kept("access"))})
	w.user.secret, w.user.lastStep = *out.SecretCode, 0
}

// verify finishes the registration with the kept access token.
func (w *World) verify(code string) error {
	return Try(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{AccessToken: new(w.Kept("access")), UserCode: &code})
}

const codeMismatch = "Code mismatch and fail enable Software Token MFA"

// totpByTokenCases are about an authenticator that a signed-in user adds.
func totpByTokenCases() []Case {
	return []Case{
		{
			Operations: ops("AssociateSoftwareToken"), Says: "with an access token the answer is a secret and no session",
			Given: totpUser,
			Steps: steps(func(w *World) {
				Answers(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: new(w.Kept("access"))},
					&cip.AssociateSoftwareTokenOutput{SecretCode: new(AnyTOTP)})
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken"), Says: "every call gives another secret, and the code of the older one no longer does",
			Given: totpUser,
			Steps: steps(
				func(w *World) { w.associate(); w.Keep("old", w.user.secret); w.associate() },
				func(w *World) {
					if w.Kept("old") == w.user.secret {
						w.Errorf("the same secret twice")
					}
					w.Fails(w.verify(w.codeOf(w.Kept("old"), w.Now().Unix()/totpStep)), "EnableSoftwareTokenMFAException", codeMismatch)
					w.must(w.verify(w.TOTP(w.user)))
				},
			),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "the right code is a SUCCESS without a session, and turns nothing on",
			Given: totpUser,
			Steps: steps(
				func(w *World) { w.associate() },
				func(w *World) {
					Answers(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{AccessToken: new(w.Kept("access")), UserCode: new(w.TOTP(w.user))},
						&cip.VerifySoftwareTokenOutput{Status: "SUCCESS"})
					w.Shows(shown{})
					w.SignedIn(w.SignIn())
				},
			),
		},
		{
			// Seen: aws-samples/aws-amplify-auth-starters#15.
			Operations: ops("VerifySoftwareToken"), Says: "a wrong code is refused, the right one still does",
			Given: totpUser,
			Steps: steps(
				func(w *World) { w.associate() },
				func(w *World) {
					w.Fails(w.verify(wrong(w.TOTPAt(w.user, 0))), "EnableSoftwareTokenMFAException", codeMismatch)
					w.must(w.verify(w.TOTP(w.user)))
				},
			),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "the secret of somebody else is a wrong code",
			Given: func(w *World) {
				totpUser(w)
				w.associate()
				w.Keep("foreign", w.user.secret)
				w.User()
				w.Keep("access", *w.Tokens().AccessToken)
			},
			Steps: steps(func(w *World) {
				w.associate()
				w.Fails(w.verify(w.codeOf(w.Kept("foreign"), w.Now().Unix()/totpStep)), "EnableSoftwareTokenMFAException", codeMismatch)
			}),
		},
		{
			// Doc: developer guide, TOTP software token MFA.
			Operations: ops("VerifySoftwareToken"), Says: "an authenticator that hashes with SHA-256 shows wrong codes", Given: totpUser,
			Steps: steps(func(w *World) {
				w.associate()
				code, err := hotp(sha256.New, w.user.secret, w.Now().Unix()/totpStep)
				w.must(err)
				w.Fails(w.verify(code), "EnableSoftwareTokenMFAException", codeMismatch)
			}),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "codes that are not six digits are refused by their form",
			Given: totpUser,
			Steps: steps(func(w *World) {
				w.associate()
				w.Fails(w.verify("12345"), "InvalidParameterException",
					"1 validation error detected: Value at 'userCode' failed to satisfy constraint: Member must have length greater than or equal to 6")
				w.Fails(w.verify("1234567"), "InvalidParameterException",
					"1 validation error detected: Value at 'userCode' failed to satisfy constraint: Member must have length less than or equal to 6")
				w.Fails(w.verify("abcdef"), "InvalidParameterException",
					"1 validation error detected: Value at 'userCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]+")
			}),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "the codes of the step before and the step after are accepted, those further away are not",
			Assumes: "A212", Needs: needs(Clock),
			Given: func(w *World) { totpUser(w); w.Freeze() },
			Steps: steps(func(w *World) {
				for _, away := range []int64{-2, 2} {
					w.associate()
					w.Fails(w.verify(w.TOTPAt(w.user, away)), "EnableSoftwareTokenMFAException", codeMismatch)
				}
				for _, away := range []int64{-1, 0, 1} {
					w.associate()
					w.must(w.verify(w.TOTPAt(w.user, away)))
				}
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken"), Says: "refused: a pool without the software token",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: w.Tokens().AccessToken},
					"SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool")
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken", "VerifySoftwareToken"), Says: "refused: an access token that is none",
			Given: totpUser,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: new("not.a.token")},
					"NotAuthorizedException", "Invalid Access Token")
				Refuses(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{AccessToken: new("not.a.token"), UserCode: new("123456")},
					"NotAuthorizedException", "Invalid Access Token")
			}),
		},
		{
			Operations: ops("VerifySoftwareToken", "InitiateAuth"), Says: "verifying a new secret replaces the authenticator",
			Given: func(w *World) {
				totpUser(w)
				w.RegisterTOTP(w.user, w.Kept("access"))
				w.Prefer(TOTP, preferred)
				w.Keep("old", w.user.secret)
				w.RegisterTOTP(w.user, w.Kept("access"))
			},
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					stale := w.codeOf(w.Kept("old"), w.Now().Unix()/totpStep)
					w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": stale})),
						"CodeMismatchException", "Invalid code received for user")
					w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}))
				},
			),
		},
		{
			Operations: ops("AssociateSoftwareToken"), Says: "a secret that was not verified leaves the authenticator as it was",
			Given: func(w *World) {
				totpUser(w)
				w.RegisterTOTP(w.user, w.Kept("access"))
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(
				func(w *World) {
					good, last := w.user.secret, w.user.lastStep
					w.associate()
					w.user.secret, w.user.lastStep = good, last
					w.SignIn()
				},
				func(w *World) {
					w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}))
				},
			),
		},
		{
			Operations: ops("InitiateAuth"), Says: "an authenticator without a name has none in the challenge", Assumes: "A061",
			Given: func(w *World) {
				totpUser(w)
				w.associate()
				w.must(w.verify(w.TOTP(w.user)))
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(func(w *World) {
				w.Challenged(w.SignIn(), "SOFTWARE_TOKEN_MFA", Params{"USER_ID_FOR_SRP": w.user.Username})
			}),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "the inspect endpoint shows the code the authenticator shows", Needs: needs(Inspect, Clock),
			Given: func(w *World) { totpUser(w); w.RegisterTOTP(w.user, w.Kept("access")); w.Freeze() },
			Steps: steps(func(w *World) { w.Equal(w.ShownTOTP(w.user), w.TOTPAt(w.user, 0)) }),
		},
	}
}

// totpBySessionCases are about an authenticator that a sign-in asks for.
func totpBySessionCases() []Case {
	required := func(w *World) { w.Pool(MFA("ON", TOTP)); w.Client(); w.User() }
	var cases []Case
	for _, admin := range []bool{false, true} {
		respond := "RespondToAuthChallenge"
		if admin {
			respond = "AdminRespondToAuthChallenge"
		}
		cases = append(cases, Case{
			// Seen: tests of getmoto/moto that ran against the service.
			Operations: ops(respond, "AssociateSoftwareToken", "VerifySoftwareToken"),
			Says:       "setting up an authenticator ends in tokens at once, and the factor is not listed",
			Given:      func(w *World) { w.admin = admin; required(w) },
			Steps: steps(
				func(w *World) {
					a := w.SignIn()
					begun := Answers(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &a.Session},
						&cip.AssociateSoftwareTokenOutput{SecretCode: new(AnyTOTP), Session: new(AnySession)})
					w.user.secret = *begun.SecretCode
					done := Answers(w, w.API.VerifySoftwareToken,
						&cip.VerifySoftwareTokenInput{Session: begun.Session, UserCode: new(w.TOTP(w.user)), FriendlyDeviceName: new(authenticatorName)},
						&cip.VerifySoftwareTokenOutput{Status: "SUCCESS", Session: new(AnySession)})
					w.Keep("session", *done.Session)
				},
				func(w *World) {
					w.SignedIn(w.Answer("MFA_SETUP", Params{"Session": w.Kept("session")}))
					w.Shows(shown{})
					w.Challenged(w.SignIn(), "SOFTWARE_TOKEN_MFA", totpParams(w))
				},
			),
		})
	}
	return append(cases, []Case{
		{
			Operations: ops("VerifySoftwareToken"), Says: "with a session: a wrong code leaves the session usable", Given: required,
			Steps: steps(
				func(w *World) {
					begun := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &w.SignIn().Session})
					w.user.secret = *begun.SecretCode
					w.Keep("session", *begun.Session)
				},
				func(w *World) {
					in := &cip.VerifySoftwareTokenInput{Session: new(w.Kept("session")), UserCode: new(wrong(w.TOTPAt(w.user, 0)))}
					Refuses(w, w.API.VerifySoftwareToken, in, "EnableSoftwareTokenMFAException", codeMismatch)
					in.UserCode = new(w.TOTP(w.user))
					Answers(w, w.API.VerifySoftwareToken, in, &cip.VerifySoftwareTokenOutput{Status: "SUCCESS", Session: new(AnySession)})
				},
			),
		},
		{
			// Seen: tests of getmoto/moto that ran against the service.
			Operations: ops("VerifySoftwareToken", "InitiateAuth"), Says: "with a session: the authenticator stays when the sign-in is given up", Given: required,
			Steps: steps(
				func(w *World) {
					begun := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &w.SignIn().Session})
					w.user.secret = *begun.SecretCode
					OK(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: begun.Session, UserCode: new(w.TOTP(w.user)), FriendlyDeviceName: new(authenticatorName)})
				},
				func(w *World) {
					w.Challenged(w.SignIn(), "SOFTWARE_TOKEN_MFA", totpParams(w))
					w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}))
				},
			),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Says: "set-up cannot be skipped: answering MFA_SETUP without an authenticator gives no tokens", Given: required,
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					w.RefusedSomehow(Refusal(w.TryAnswer("MFA_SETUP", nil)))
					begun := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &w.SignIn().Session})
					w.RefusedSomehow(Refusal(w.TryAnswer("MFA_SETUP", Params{"Session": *begun.Session})))
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-js#6461.
			Operations: ops("AssociateSoftwareToken", "VerifySoftwareToken"), Says: "refused: a session of another step",
			Given: func(w *World) { w.Pool(MFA("ON", SMS, TOTP)); w.Client(); w.User(Phone(annPhone)) },
			Steps: steps(func(w *World) {
				a := w.SignIn() // asks for an SMS code
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &a.Session},
					"NotAuthorizedException", "Invalid session for the user.")
				Refuses(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: &a.Session, UserCode: new("123456")},
					"NotAuthorizedException", "Invalid session for the user.")
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken", "VerifySoftwareToken"), Says: "refused: a session that is none", Given: required,
			Steps: steps(func(w *World) {
				fake := "AYABe" + w.Name("nothing-of-ours-at-all")
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &fake},
					"NotAuthorizedException", "Invalid session for the user.")
				Refuses(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: &fake, UserCode: new("123456")},
					"NotAuthorizedException", "Invalid session for the user.")
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken"), Says: "refused: an expired session", Needs: needs(Clock), Given: required,
			Steps: steps(func(w *World) {
				a := w.SignIn()
				w.Advance(3*time.Minute + time.Second)
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &a.Session},
					"NotAuthorizedException", "Invalid session for the user, session is expired.")
			}),
		},
	}...)
}
