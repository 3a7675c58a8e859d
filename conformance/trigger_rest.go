package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// triggerRest are about functions that say little or nothing, and what they are told of the caller.
func triggerRest() []Case {
	texts := func(w *World) { w.Pool(w.Calls("CustomMessage"), AutoVerify("phone_number")); w.Client() }
	byPhone := func(w *World) *cip.SignUpInput { return signUpIn(w, w.Name("user"), "phone_number", annPhone) }
	return []Case{
		{
			Operations: ops("SignUp"), Says: "a function that does not exist is told by the type of Lambda's error", Assumes: "A280", Needs: needs(Triggers),
			Given: func(w *World) {
				w.Pool(With(func(in *cip.CreateUserPoolInput) {
					in.LambdaConfig = &types.LambdaConfigType{PreSignUp: new("arn:aws:lambda:" + w.region + ":" + w.account + ":function:nowhere" + w.account)}
				}))
				w.Client()
			},
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, signUpIn(w, "ann"), "UnexpectedLambdaException", "PreSignUp invocation failed due to error ResourceNotFoundException.")
			}),
		},
		{
			Operations: ops("SignUp"), Says: "the version of the SDK is the first part of the User-Agent that looks like one", Assumes: "A281", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls("PreSignUp")); w.Client() },
			Steps: steps(func(w *World) {
				for agent, want := range map[string]string{
					"aws-sdk-js/2.856.0 linux/v12":                          "aws-sdk-js-2.856.0",
					"exec-env/x aws-sdk-java/2.20.1 md/io aws-sdk-kotlin/1": "aws-sdk-java-2.20.1",
					"Boto3/1.34.0 md/Botocore#1.34.0":                       "aws-sdk-unknown-unknown",
					"aws-sdk-":                                              "aws-sdk-unknown-unknown",
					chromeOnMac:                                             "aws-sdk-unknown-unknown",
				} {
					w.good(w.from(agent, "SignUp", map[string]any{"ClientId": w.client.ID, "Username": w.Name("user"), "Password": password}))
					caller, _ := w.TheEvents(1)["PreSignUp_SignUp"]["callerContext"].(map[string]any)
					w.Equal(caller["awsSdkVersion"], any(want))
				}
			}),
		},
		{
			Operations: ops("SignUp"), Says: "a text of CustomMessage by SMS without a place for the code is refused by the name of the answer's member", Assumes: "A286", Needs: needs(Triggers), Given: texts,
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) { e.Set("smsMessage", "no code") })
				Refuses(w, w.API.SignUp, byPhone(w), "InvalidParameterException",
					oneFault("no code", "smsMessage", `Member must satisfy regular expression pattern: (?s).*\{####\}(?s).*`))
			}),
		},
		{
			Operations: ops("SignUp"), Says: "an empty text of CustomMessage leaves the pool's own", Assumes: "A286", Needs: needs(Triggers, Inspect), Given: texts,
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) { e.Set("smsMessage", "") })
				w.SignedUp(Attr("phone_number", annPhone))
				m := w.Message(w.user, ForSignUp)
				w.Equal(m.Body, "Your verification code is "+m.Code+". ")
			}),
		},
	}
}
