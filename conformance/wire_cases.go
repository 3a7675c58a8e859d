package conformance

import (
	"net/http"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// wireCases are about the frame around every answer. Seen: aws/aws-sdk-cpp#1789 and aws-amplify/amplify-js#1580 with
// headers, aws-amplify/amplify-js#11034, #4738, #2689, #6014.
func wireCases() []Case {
	const json11 = "application/x-amz-json-1.1"
	about := ops("InitiateAuth")
	body := func(w *World) map[string]any {
		return map[string]any{"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": w.client.ID, "AuthParameters": map[string]string{"USERNAME": w.user.Login, "PASSWORD": "Wr0ng!pass"}}
	}
	return []Case{
		{
			Operations: about, Says: "wire: an error is its bare type and its message, in the body and in the headers", Given: plain,
			Steps: steps(func(w *World) {
				r := w.Post("InitiateAuth", body(w))
				w.Equal(r.Body, `{"__type":"NotAuthorizedException","message":"Incorrect username or password."}`)
				w.Equal([]any{r.Status, r.Header.Get("Content-Type"), r.Header.Get("X-Amzn-Errortype"), r.Header.Get("X-Amzn-Errormessage")},
					[]any{400, json11, "NotAuthorizedException:", "Incorrect username or password."})
				w.Equal(r.Header.Get("X-Amzn-Requestid"), AnyUUID)
			}),
		},
		{
			Operations: about, Says: "wire: an answer has its type and the id of the request", Given: plain,
			Steps: steps(func(w *World) {
				in := body(w)
				in["AuthParameters"] = map[string]string{"USERNAME": w.user.Login, "PASSWORD": password}
				r := w.Post("InitiateAuth", in)
				w.Equal([]any{r.Status, r.Header.Get("Content-Type")}, []any{200, json11})
				w.Equal(r.Header.Get("X-Amzn-Requestid"), AnyUUID)
				if !strings.Contains(r.Body, `"ChallengeParameters":{}`) {
					w.Errorf("no empty ChallengeParameters in %s", r.Body)
				}
			}),
		},
		{
			Operations: about, Says: "wire: a browser may call from anywhere and read the headers of errors", Given: plain,
			Steps: steps(func(w *World) {
				req := w.request("InitiateAuth", body(w))
				req.Header.Set("Origin", "https://app.example.com")
				r := w.send(req)
				w.Equal([]string{r.Header.Get("Access-Control-Allow-Origin"), r.Header.Get("Access-Control-Expose-Headers")},
					[]string{"*", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"})
			}),
		},
		{
			Operations: ops("InitiateAuth", "SignUp", "GetUser"), Says: "wire: what users do needs no credentials", Given: plain,
			Steps: steps(func(w *World) {
				OK(w, w.Unsigned.SignUp, signUpIn(w, "ann"))
				out := OK(w, w.Unsigned.InitiateAuth, &cip.InitiateAuthInput{
					ClientId: &w.client.ID, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password},
				})
				OK(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: out.AuthenticationResult.AccessToken})
			}),
		},
		{
			Operations: about, Says: "wire: members that nobody knows are ignored, and null is nothing", Given: plain,
			Steps: steps(func(w *World) {
				in := body(w)
				in["Surprise"], in["ClientMetadata"], in["Session"] = []int{1}, nil, nil
				w.Refused(w.Post("InitiateAuth", in), "NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "wire: what is required and missing is named", Given: plain,
			Steps: steps(func(w *World) {
				in := body(w)
				delete(in, "AuthFlow")
				w.Refused(w.Post("InitiateAuth", in), "InvalidParameterException",
					"1 validation error detected: Value null at 'authFlow' failed to satisfy constraint: Member must not be null")
			}),
		},
		{
			Operations: about, Says: "wire: values of another kind are refused before anything else", Given: plain,
			Steps: steps(func(w *World) {
				for _, tc := range []struct {
					body string
					text []string
				}{
					{`{"AuthFlow":{}}`, []string{"Start of structure or map found where not expected."}},
					{`{"AuthFlow":[]}`, []string{"Start of list found where not expected"}},
					{`{"AuthFlow":7}`, []string{"NUMBER_VALUE can not be converted to a String"}},
					{`{"AuthFlow":true}`, []string{"TRUE_VALUE can not be converted to a String"}},
					{`{"AuthParameters":"x"}`, []string{"Expected map or null"}},
					{`{"AuthParameters":{"USERNAME":1}}`, []string{"NUMBER_VALUE can not be converted to a String"}},
					{`{`, []string{""}},
					{``, []string{""}},
				} {
					r := w.Post("InitiateAuth", tc.body)
					w.Refused(r, "SerializationException", tc.text...)
				}
			}),
		},
		{
			// What the service says is not known for its own names; these come from a service with the same frame.
			Operations: about, Says: "wire: an operation that does not exist is refused", Given: plain,
			Steps: steps(func(w *World) { w.Refused(w.Post("FlyToTheMoon", map[string]any{}), "UnknownOperationException") }),
		},
		{
			// Seen: AWS's own provider for ASP.NET, issue 66.
			Operations: ops("AdminGetUser", "ListUsers", "CreateUserPool"), Says: "wire: an operation of administrators needs a signature", Given: plain,
			Steps: steps(func(w *World) {
				for _, name := range []string{"AdminGetUser", "ListUsers", "CreateUserPool", "DeleteUserPool"} {
					r := w.Post(name, map[string]string{"UserPoolId": w.pool.ID, "Username": w.user.Login})
					w.Refused(r, "MissingAuthenticationTokenException", "Missing Authentication Token")
				}
				OK(w, w.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: &w.pool.ID})
			}),
		},
		{
			Operations: ops("DescribeUserPool"), Says: "wire: a pool id that cannot be one is refused by its form",
			Steps: steps(func(w *World) {
				// Seen: anomalyco/guide#127.
				Refuses(w, w.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: new("your-user-pool-id")}, "InvalidParameterException",
					`1 validation error detected: Value 'your-user-pool-id' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`)
			}),
		},
		{
			Operations: ops("DescribeUserPool"), Needs: needs(Accounts), Says: "wire: what one account has another does not see in its list",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				mine := OK(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))}).UserPools
				w.Equal(len(mine), 1)
				other := w.Account("999999999999", "")
				for _, p := range OK(w, other.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))}).UserPools {
					if *p.Id == w.pool.ID {
						w.Errorf("another account sees the pool")
					}
				}
			}),
		},
		{
			Operations: ops("ListUserPools"), Needs: needs(Accounts), Says: "wire: what is in one region another does not see in its list",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				there := w.Account(w.account, "eu-west-3")
				w.Equal(len(OK(w, there.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))}).UserPools), 0)
				made := OK(w, there.CreateUserPool, &cip.CreateUserPoolInput{PoolName: new("p")}).UserPool
				if !strings.HasPrefix(*made.Id, "eu-west-3_") || !strings.Contains(*made.Arn, ":eu-west-3:"+w.account+":userpool/"+*made.Id) {
					w.Errorf("%s, %s", *made.Id, *made.Arn)
				}
				OK(w, there.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: made.Id})
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "wire: a request without a target is no operation",
			Steps: steps(func(w *World) {
				req := w.request("InitiateAuth", map[string]any{})
				req.Header.Del("X-Amz-Target")
				if r := w.send(req); r.Status == http.StatusOK {
					w.Errorf("%d %s", r.Status, r.Body)
				}
			}),
		},
	}
}
