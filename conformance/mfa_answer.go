package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

const wrongState = "Invalid code or auth state for the user."

// secondFactor is a user who is asked for one factor, and how the user answers.
type secondFactor struct {
	challenge string
	key       string // of the code in the answer
	factor    Factor
	user      []UserOption
	code      func(w *World) string
	wrong     string // text for a wrong code
	needs     []Feature
}

func secondFactors() []secondFactor {
	sent := func(w *World) string { return w.Code(w.user, ForSignIn) }
	return []secondFactor{
		{"SMS_MFA", "SMS_MFA_CODE", SMS, []UserOption{Phone(annPhone)}, sent, wrongState, needs(Inspect)},
		{"EMAIL_OTP", "EMAIL_OTP_CODE", Email, []UserOption{Mail(annMail)}, sent, wrongState, needs(Inspect)},
		// The text for a wrong TOTP code is the one many clients match.
		{"SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE", TOTP, nil, func(w *World) string { return w.TOTP(w.user) }, "Invalid code received for user", nil},
	}
}

// given makes the user, who prefers the factor, at a client with these options.
func (f secondFactor) given(w *World, options ...ClientOption) {
	w.Pool(MFA("OPTIONAL", f.factor), Recovery("admin_only"))
	w.Client(options...)
	w.User(f.user...)
	if f.factor == TOTP {
		w.Authenticator()
	}
	w.Prefer(f.factor, preferred)
}

// mfaAnswerCases are the same for each factor.
func mfaAnswerCases() []Case {
	var cases []Case
	for _, f := range secondFactors() {
		for _, admin := range []bool{false, true} {
			respond := "RespondToAuthChallenge"
			if admin {
				respond = "AdminRespondToAuthChallenge"
			}
			cases = append(cases, Case{
				Operations: ops(respond), Needs: f.needs, Says: f.challenge + ": the right code gives tokens",
				Given: func(w *World) { w.admin = admin; f.given(w) },
				Steps: steps(
					func(w *World) { w.SignIn() },
					func(w *World) { w.SignedIn(w.Answer(f.challenge, Params{f.key: f.code(w)})) },
				),
			})
		}
		cases = append(cases, f.answers()...)
	}
	return append(cases, mfaAnswerRest()...)
}

func (f secondFactor) answers() []Case {
	about := ops("RespondToAuthChallenge")
	return []Case{
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": wrong codes are refused, six in a row, and the session stays good",
			Given: func(w *World) { f.given(w) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					code := f.code(w)
					for range 6 {
						w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: wrong(code)})), "CodeMismatchException", f.wrong)
					}
					w.SignedIn(w.Answer(f.challenge, Params{f.key: code}))
				},
			),
		},
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": the session serves once",
			Given: func(w *World) { f.given(w) },
			Steps: steps(
				func(w *World) {
					a := w.SignIn()
					w.Keep("session", a.Session)
					w.Keep("code", f.code(w))
					w.SignedIn(w.Answer(f.challenge, Params{f.key: w.Kept("code")}))
				},
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: w.Kept("code"), "Session": w.Kept("session"), "USERNAME": w.user.Username})),
						"NotAuthorizedException", "Invalid session for the user, session can only be used once.")
				},
			),
		},
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": a client with a secret proves it with the answer, too",
			Given: func(w *World) { f.given(w, Secret()) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					code := f.code(w)
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: code, "SECRET_HASH": "d3Jvbmc="})),
						"NotAuthorizedException", "Unable to verify secret hash for client "+w.client.ID)
					w.SignedIn(w.Answer(f.challenge, Params{f.key: code}))
				},
			),
		},
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": missing pieces are named",
			Given: func(w *World) { f.given(w) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					code := f.code(w)
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: code, "Session": Omit})),
						"InvalidParameterException", "Missing required parameter Session")
					w.Fails(Refusal(w.TryAnswer(f.challenge, nil)),
						"InvalidParameterException", "Missing required parameter "+f.key)
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: code, "USERNAME": Omit})),
						"InvalidParameterException", "Missing required parameter USERNAME")
					w.SignedIn(w.Answer(f.challenge, Params{f.key: code}))
				},
			),
		},
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": the session of another user is refused",
			Given: func(w *World) { f.given(w) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					code, first := f.code(w), w.user
					other := w.User()
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: code, "USERNAME": other.Username})),
						"NotAuthorizedException", "Invalid session for the user.")
					w.user = first
				},
			),
		},
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": the session of another client is refused", Assumes: "A215",
			Given: func(w *World) { f.given(w) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					code := f.code(w)
					w.Client()
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: code})), "NotAuthorizedException", "Invalid session for the user.")
				},
			),
		},
		{
			Operations: about, Needs: f.needs, Says: f.challenge + ": a session that was tampered with is refused",
			Given: func(w *World) { f.given(w) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					s := w.auth.Session
					bent := s[:len(s)/2] + string(s[len(s)/2]^1) + s[len(s)/2+1:]
					w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: f.code(w), "Session": bent})),
						"NotAuthorizedException", "Invalid session for the user.")
				},
			),
		},
		{
			Operations: about, Says: f.challenge + ": a session shorter than any is refused by its form",
			Given: func(w *World) { f.given(w) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer(f.challenge, Params{f.key: "123456", "Session": "short"})), "InvalidParameterException",
					"1 validation error detected: Value at 'session' failed to satisfy constraint: Member must have length greater than or equal to 20")
			}),
		},
	}
}

// mfaAnswerRest is about what only one factor has, and about choosing one.
func mfaAnswerRest() []Case {
	about := ops("RespondToAuthChallenge")
	choice := func(w *World) {
		w.Pool(MFA("OPTIONAL", SMS, TOTP, Email), Recovery("admin_only"))
		w.Client()
		w.User(Phone(annPhone), Mail(annMail))
		w.Authenticator()
		w.Prefer(SMS, on)
		w.Prefer(TOTP, on)
		w.Prefer(Email, on)
	}
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "SELECT_MFA_TYPE: SMS_MFA leads to an SMS code",
			Given: choice,
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Asked(w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": "SMS_MFA"}), "SMS_MFA")
				},
				func(w *World) {
					w.Equal(w.auth.Parameters["CODE_DELIVERY_DESTINATION"], annPhoneMask)
					w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}))
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "SELECT_MFA_TYPE: EMAIL_OTP leads to a code by e-mail",
			Given: choice,
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Asked(w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": "EMAIL_OTP"}), "EMAIL_OTP")
				},
				func(w *World) {
					w.Equal(w.auth.Parameters["CODE_DELIVERY_DESTINATION"], annMailMask)
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
				},
			),
		},
		{
			// Doc: AWS CLI, respond-to-auth-challenge.
			Operations: about, Says: "SELECT_MFA_TYPE: SOFTWARE_TOKEN_MFA leads to the authenticator, and tells only its name",
			Given: choice,
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Challenged(w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": "SOFTWARE_TOKEN_MFA"}), "SOFTWARE_TOKEN_MFA", Params{"FRIENDLY_DEVICE_NAME": authenticatorName})
				},
				func(w *World) {
					w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}))
				},
			),
		},
		{
			Operations: about, Says: "SELECT_MFA_TYPE: refused: something that was not offered", Assumes: "A034",
			Given: func(w *World) { choice(w); w.Prefer(Email, off) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("SELECT_MFA_TYPE", Params{"ANSWER": "EMAIL_OTP"})), "InvalidParameterException")
				w.Fails(Refusal(w.TryAnswer("SELECT_MFA_TYPE", Params{"ANSWER": "CARRIER_PIGEON"})), "InvalidParameterException")
				w.Fails(Refusal(w.TryAnswer("SELECT_MFA_TYPE", nil)), "InvalidParameterException", "Missing required parameter ANSWER")
				w.Asked(w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": "SMS_MFA"}), "SMS_MFA")
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#3066, #9734, #11069.
			Operations: about, Says: "an SMS challenge answered as the software token is refused",
			Given: func(w *World) { choice(w); w.Prefer(SMS, preferred) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)})), "CodeMismatchException", wrongState)
			}),
		},
		{
			Operations: about, Says: "a software token challenge answered as SMS is refused",
			Given: func(w *World) { choice(w); w.Prefer(TOTP, preferred) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"SMS_MFA_CODE": w.TOTP(w.user)})), "CodeMismatchException", wrongState)
			}),
		},
		{
			Operations: about, Says: "SOFTWARE_TOKEN_MFA: the code that verified the authenticator cannot be used to sign in",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP))
				w.Client()
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					// Seen: tests of getmoto/moto that ran against the service, aws-amplify/amplify-swift.
					used := w.codeOf(w.user.secret, w.user.lastStep)
					w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": used})),
						"ExpiredCodeException", "Your software token has already been used once.")
				},
			),
		},
		{
			Operations: about, Says: "SOFTWARE_TOKEN_MFA: a code signs in once",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP))
				w.Client()
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Keep("code", w.TOTP(w.user))
					w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.Kept("code")}))
				},
				func(w *World) {
					w.SignIn()
					w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.Kept("code")})),
						"ExpiredCodeException", "Your software token has already been used once.")
				},
			),
		},
		{
			// Seen: amazon-archives/amazon-cognito-identity-js#630.
			Operations: about, Says: "SOFTWARE_TOKEN_MFA: the authenticator may be gone when the code comes",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP))
				w.Client()
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(
				func(w *World) {
					w.SignIn()
					OK(w, w.API.AdminDeleteSoftwareToken, &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				},
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)})),
						"SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.")
				},
			),
		},
	}
}

// Asked fails the case when an answer does not ask for this challenge. It is for challenges whose parameters are not
// settled; Challenged judges those as well.
func (w *World) Asked(a *Answer, challenge string) {
	w.t.Helper()
	if a.Challenge != challenge || a.Session == "" || a.Tokens != nil {
		w.t.Errorf("got %+v, want to be asked for %s", a, challenge)
	}
}
