package conformance

import (
	"fmt"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// The responses that the three functions of custom sign-ins are sent.
const (
	defineResponse = `{"challengeName":null,"issueTokens":null,"failAuthentication":null}`
	createResponse = `{"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null}`
	verifyResponse = `{"answerCorrect":null}`
)

// history is the session of an event: names of challenges, those that failed with a minus sign, those of the suite's own
// challenge with the metadata that every one of them gets.
func history(steps ...string) string {
	list := []map[string]any{}
	for _, s := range steps {
		step := map[string]any{"challengeName": s, "challengeResult": true, "challengeMetadata": nil}
		switch s {
		case "-":
			step = map[string]any{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": false, "challengeMetadata": "riddle"}
		case "+":
			step = map[string]any{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": true, "challengeMetadata": "riddle"}
		}
		list = append(list, step)
	}
	return canonical(list)
}

// riddles makes the world's function sign in whoever answers 42: with the password first, if that was wanted, and with three
// attempts.
func (w *World) riddles() {
	w.t.Helper()
	w.On("DefineAuthChallenge", func(e *Event) {
		steps, _ := e.Request["session"].([]any)
		failed := 0
		for _, s := range steps {
			step := s.(map[string]any)
			right, _ := step["challengeResult"].(bool)
			if right && step["challengeName"] == "CUSTOM_CHALLENGE" {
				e.Set("issueTokens", true)
				e.Set("failAuthentication", false)
				return
			}
			if !right {
				failed++
			}
		}
		e.Set("issueTokens", false)
		e.Set("failAuthentication", failed == 3)
		e.Set("challengeName", "CUSTOM_CHALLENGE")
		if len(steps) == 1 && steps[0].(map[string]any)["challengeName"] == "SRP_A" {
			e.Set("challengeName", "PASSWORD_VERIFIER")
		}
	})
	w.On("CreateAuthChallenge", func(e *Event) {
		e.Set("publicChallengeParameters", map[string]string{"question": "6 x 7?"})
		e.Set("privateChallengeParameters", map[string]string{"right": "42"})
		e.Set("challengeMetadata", "riddle")
	})
	w.On("VerifyAuthChallengeResponse", func(e *Event) {
		private, _ := e.Request["privateChallengeParameters"].(map[string]any)
		e.Set("answerCorrect", e.Text("challengeAnswer") == private["right"])
	})
}

func (w *World) begin(params Params) (*Answer, error) {
	w.t.Helper()
	full := Params{"USERNAME": w.user.Login}
	for name, value := range params {
		full[name] = value
	}
	return w.TryInitiate("CUSTOM_AUTH", full)
}

// triggerCustomCases are sign-ins that functions decide about. Doc: custom authentication challenge Lambda triggers.
func triggerCustomCases() []Case {
	three := []string{"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"}
	given := func(w *World) { withFunctions(three...)(w); w.riddles() }
	asked := func(w *World) Params { return Params{"question": "6 x 7?", "USERNAME": w.user.Username} }
	const define, create, verify = "DefineAuthChallenge_Authentication", "CreateAuthChallenge_Authentication", "VerifyAuthChallengeResponse_Authentication"
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	const denied = "Incorrect username or password."
	return []Case{
		{
			Operations: about, Says: "custom: the functions are told of each other's steps, and of the metadata of answers", Needs: needs(Triggers), Given: given,
			Steps: steps(
				func(w *World) {
					w.metadata = metadata()
					a, err := w.begin(nil)
					w.must(err)
					w.Challenged(a, "CUSTOM_CHALLENGE", asked(w))
					calls := w.calls(2)
					user := userJSON("CONFIRMED")
					w.event(calls[0].event, "1", define, w.user.Username, w.client.ID, `{"userAttributes":`+user+`,"session":[]}`, defineResponse)
					w.event(calls[1].event, "1", create, w.user.Username, w.client.ID, `{"userAttributes":`+user+`,"challengeName":"CUSTOM_CHALLENGE","session":[]}`, createResponse)
				},
				func(w *World) {
					w.Challenged(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "41"}), "CUSTOM_CHALLENGE", asked(w))
					calls := w.calls(3)
					user := userJSON("CONFIRMED")
					w.event(calls[0].event, "1", verify, w.user.Username, w.client.ID,
						`{"userAttributes":`+user+`,"privateChallengeParameters":{"right":"42"},"challengeAnswer":"41"`+toldMetadata+`}`, verifyResponse)
					w.event(calls[1].event, "1", define, w.user.Username, w.client.ID, `{"userAttributes":`+user+`,"session":`+history("-")+toldMetadata+`}`, defineResponse)
					w.event(calls[2].event, "1", create, w.user.Username, w.client.ID,
						`{"userAttributes":`+user+`,"challengeName":"CUSTOM_CHALLENGE","session":`+history("-")+toldMetadata+`}`, createResponse)
				},
				func(w *World) {
					w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
					calls := w.calls(2)
					w.event(calls[1].event, "1", define, w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+`,"session":`+history("-", "+")+toldMetadata+`}`, defineResponse)
				},
			),
		},
		{
			Operations: about, Says: "custom: a wrong answer leads to a new session, and the old one is dead", Needs: needs(Triggers), Given: given,
			// Seen: aws-amplify/amplify-js#5834 #10959.
			Steps: steps(func(w *World) {
				a, err := w.begin(nil)
				w.must(err)
				first := a.Session
				second := w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "41"}).Session
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "42", "Session": first})), "NotAuthorizedException", "Invalid session for the user, session can only be used once.")
				w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42", "Session": second}))
			}),
		},
		{
			Operations: about, Says: "custom: failAuthentication ends it", Needs: needs(Triggers), Given: given,
			Steps: steps(func(w *World) {
				_, err := w.begin(nil)
				w.must(err)
				w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "1"})
				last := w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "2"}).Session
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "3", "Session": last})), "NotAuthorizedException", denied)
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "42", "Session": last})), "NotAuthorizedException")
			}),
		},
		{
			Operations: about, Says: "custom: with the password first, the proof is a step like others", Needs: needs(Triggers), Given: given,
			// Doc: define auth challenge. Seen: aws-amplify/amplify-js#3159.
			Steps: steps(func(w *World) {
				me := newSRP()
				a, err := w.begin(Params{"CHALLENGE_NAME": "SRP_A", "SRP_A": me.A()})
				w.must(err)
				w.Equal(a, &Answer{Challenge: "PASSWORD_VERIFIER", Session: AnySession, Parameters: Params{
					"SALT": AnyHex, "SRP_B": AnyHex, "SECRET_BLOCK": AnyBase64, "USERNAME": w.user.Username, "USER_ID_FOR_SRP": w.user.Username}})
				w.Told("1", define, w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+`,"session":`+history("SRP_A")+`}`, defineResponse)
				a, err = w.prove(me, a, password, nil)
				w.must(err)
				w.Challenged(a, "CUSTOM_CHALLENGE", asked(w))
				calls := w.calls(2)
				w.event(calls[0].event, "1", define, w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+`,"session":`+history("SRP_A", "PASSWORD_VERIFIER")+`}`, defineResponse)
				w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
			}),
		},
		{
			Operations: about, Says: "custom: a wrong proof of the password ends it without a word to the functions", Needs: needs(Triggers), Given: given,
			// Doc: define auth challenge: "if the password verification succeeds".
			Steps: steps(func(w *World) {
				me := newSRP()
				a, err := w.begin(Params{"CHALLENGE_NAME": "SRP_A", "SRP_A": me.A()})
				w.must(err)
				w.Fired(define)
				w.Fails(Refusal(w.prove(me, a, "wrong", nil)), "NotAuthorizedException", denied)
				w.Fired()
			}),
		},
		{
			Operations: about, Says: "custom: after the password the user's second factor is asked for, and told as a step", Needs: needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS), w.Calls(three...))
				w.Client()
				w.User(Phone("+15550100001"))
				w.riddles()
			},
			Steps: steps(
				func(w *World) {
					me := newSRP()
					a, err := w.begin(Params{"CHALLENGE_NAME": "SRP_A", "SRP_A": me.A()})
					w.must(err)
					a, err = w.prove(me, a, password, nil)
					w.must(err)
					w.Equal(a.Challenge, "SMS_MFA")
					w.Fired(define)
				},
				func(w *World) {
					w.Challenged(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}), "CUSTOM_CHALLENGE", asked(w))
					user := userJSON("CONFIRMED", "phone_number", "+15550100001", "phone_number_verified", "true")
					w.event(w.calls(2)[0].event, "1", define, w.user.Username, w.client.ID, `{"userAttributes":`+user+`,"session":`+history("SRP_A", "PASSWORD_VERIFIER", "SMS_MFA")+`}`, defineResponse)
					w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
				},
			),
		},
		{
			Operations: about, Says: "custom: without the password no second factor is asked for, nor a new password", Needs: needs(Triggers),
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS), w.Calls(three...))
				w.Client()
				w.User(Phone("+15550100001"), Temporary())
				w.riddles()
			},
			// Seen: aws-amplify/amplify-js#5834, an event of a user who has to change the password.
			Steps: steps(func(w *World) {
				_, err := w.begin(nil)
				w.must(err)
				w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
				w.Status(w.user, types.UserStatusTypeForceChangePassword)
			}),
		},
		{
			Operations: about, Says: "custom: after a temporary password a new one is asked for first", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls(three...)); w.Client(); w.User(Temporary()); w.riddles() },
			Steps: steps(func(w *World) {
				me := newSRP()
				a, err := w.begin(Params{"CHALLENGE_NAME": "SRP_A", "SRP_A": me.A()})
				w.must(err)
				a, err = w.prove(me, a, password, nil)
				w.must(err)
				w.Equal(a.Challenge, "NEW_PASSWORD_REQUIRED")
				w.Fired(define)
				w.Challenged(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}), "CUSTOM_CHALLENGE", asked(w))
				w.event(w.calls(2)[0].event, "1", define, w.user.Username, w.client.ID,
					`{"userAttributes":`+userJSON("CONFIRMED")+`,"session":`+history("SRP_A", "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED")+`}`, defineResponse)
				w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
			}),
		},
		{
			Operations: ops("AdminInitiateAuth", "AdminRespondToAuthChallenge"), Says: "custom: administrators may begin and answer it", Needs: needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls(append(three, "PreAuthentication", "PostAuthentication", "PreTokenGeneration")...))
				w.Client(Secret())
				w.User()
				w.riddles()
			},
			Steps: steps(func(w *World) {
				w.AsAdmin()
				_, err := w.begin(nil)
				w.must(err)
				w.Fired("PreAuthentication_Authentication", define, create)
				w.SignedIn(w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"}))
				w.Fired(verify, define, "PostAuthentication_Authentication", "TokenGeneration_Authentication")
			}),
		},
		{
			Operations: about, Says: "custom: somebody unknown is led through it and fails, where the client hides who exists", Needs: needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls(three...))
				w.Client()
				w.user = &User{Login: "nobody", Username: "nobody", Pool: w.pool}
				w.riddles()
			},
			Steps: steps(func(w *World) {
				_, err := w.begin(nil)
				w.Fails(err, "UserNotFoundException", "User does not exist.")
				w.Client(HideUsers())
				a, err := w.begin(nil)
				w.must(err)
				w.Challenged(a, "CUSTOM_CHALLENGE", Params{"question": "6 x 7?", "USERNAME": "nobody"})
				calls := w.calls(2)
				w.event(calls[0].event, "1", define, "nobody", w.client.ID, `{"userAttributes":{},"session":[],"userNotFound":true}`, defineResponse)
				w.event(calls[1].event, "1", create, "nobody", w.client.ID, `{"userAttributes":{},"challengeName":"CUSTOM_CHALLENGE","session":[],"userNotFound":true}`, createResponse)
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"})), "NotAuthorizedException", denied)
				w.event(w.calls(2)[0].event, "1", verify, "nobody", w.client.ID, `{"userAttributes":{},"privateChallengeParameters":{"right":"42"},"challengeAnswer":"42","userNotFound":true}`, verifyResponse)
				w.user.Login = "nobody else"
				me := newSRP()
				a, err = w.begin(Params{"CHALLENGE_NAME": "SRP_A", "SRP_A": me.A()})
				w.must(err)
				w.Equal(a.Challenge, "PASSWORD_VERIFIER")
				w.Fails(Refusal(w.prove(me, a, password, nil)), "NotAuthorizedException", denied)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "custom: refused where the functions are missing", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(); w.Client(); w.User(); w.riddles() },
			// Seen: aws-amplify/amplify-js#4300 (define), #1538 (create).
			Steps: steps(func(w *World) {
				_, err := w.begin(nil)
				w.Fails(err, "UnexpectedLambdaException", "null invocation failed due to configuration.")
				w.recall("DefineAuthChallenge")
				_, err = w.begin(nil)
				w.Fails(err, "UserLambdaValidationException", "null failed with error Generate callenges lambda cannot be called.")
			}),
		},
		{
			Operations: about, Says: "custom: an answer that nobody can judge, and functions that do not say what they want", Needs: needs(Triggers), Assumes: "A295",
			Given: func(w *World) {
				w.Pool(w.Calls("DefineAuthChallenge", "CreateAuthChallenge"))
				w.Client()
				w.User()
				w.riddles()
			},
			Steps: steps(func(w *World) {
				_, err := w.begin(nil)
				w.must(err)
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"})), "UnexpectedLambdaException", "null invocation failed due to configuration.")
				w.recall(three...)
				w.On("VerifyAuthChallengeResponse", nil)
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"})), "InvalidLambdaResponseException", "Unrecognizable lambda output")
				for _, answer := range []func(e *Event){
					func(*Event) {},
					func(e *Event) { e.Set("challengeName", "RIDDLE") },
					func(e *Event) { e.Set("challengeName", "PASSWORD_VERIFIER") },
					func(e *Event) { e.Set("challengeName", "SMS_MFA") },
				} {
					w.On("DefineAuthChallenge", answer)
					_, err := w.begin(nil)
					w.Fails(err, "InvalidLambdaResponseException", "Unrecognizable lambda output")
				}
			}),
		},
		{
			Operations: about, Says: "custom: a function may ask for a code by SMS, and for one of an authenticator in vain", Needs: needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(SendsSMS(), w.Calls(three...))
				w.Client()
				w.User(Phone("+15550100001"))
				w.riddles()
			},
			// Seen: aws-amplify/amplify-js#12887 (the authenticator).
			Steps: steps(func(w *World) {
				w.On("DefineAuthChallenge", func(e *Event) {
					e.Set("challengeName", "SMS_MFA")
					if steps, _ := e.Request["session"].([]any); len(steps) == 1 {
						e.Set("issueTokens", fmt.Sprint(steps[0].(map[string]any)["challengeName"]) == "SMS_MFA")
					}
				})
				a, err := w.begin(nil)
				w.must(err)
				w.Equal(a.Challenge, "SMS_MFA")
				w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)}))
				w.On("DefineAuthChallenge", func(e *Event) { e.Set("challengeName", "SOFTWARE_TOKEN_MFA") })
				a, err = w.begin(nil)
				w.must(err)
				w.Equal(a.Challenge, "SOFTWARE_TOKEN_MFA")
				w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": "123456"})), "CodeMismatchException", "Invalid code or auth state for the user.")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "custom: tokens at once, if the function says so", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls("DefineAuthChallenge")); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				w.On("DefineAuthChallenge", func(e *Event) { e.Set("issueTokens", true) })
				a, err := w.begin(nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "custom: unconfirmed and disabled users are refused", Needs: needs(Triggers), Assumes: "A294",
			Given: func(w *World) { w.Pool(w.Calls(three...)); w.Client(); w.SignedUp(); w.riddles() },
			Steps: steps(func(w *World) {
				_, err := w.begin(nil)
				w.Fails(err, "UserNotConfirmedException", "User is not confirmed.")
				w.User()
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				_, err = w.begin(nil)
				w.Fails(err, "NotAuthorizedException", "User is disabled.")
				w.Fired()
			}),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"), Says: "custom: parameters that are missing are named", Needs: needs(Triggers), Given: given,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("CUSTOM_AUTH", Params{})), "InvalidParameterException", "Missing required parameter USERNAME")
				_, err := w.begin(Params{"CHALLENGE_NAME": "SRP_A"})
				w.Fails(err, "InvalidParameterException", "Missing required parameter SRP_A")
				_, err = w.begin(nil)
				w.must(err)
				w.Fails(Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{})), "InvalidParameterException", "Missing required parameter ANSWER")
			}),
		},
		{
			Operations: about, Says: "custom: of several answers at once one counts", Needs: needs(Triggers), Given: given,
			Steps: steps(func(w *World) {
				a, err := w.begin(nil)
				w.must(err)
				w.OneWins(w.Race(4, func(int) error {
					return Refusal(w.TryAnswer("CUSTOM_CHALLENGE", Params{"ANSWER": "42", "USERNAME": w.user.Username, "Session": a.Session}))
				}), "NotAuthorizedException", "Invalid session for the user, session can only be used once.")
			}),
		},
	}
}
