package conformance

import (
	"net/http"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

const serialization = "SerializationException"

// bodyCases are about bodies that no official client sends, and about those of answers and errors.
func bodyCases() []Case {
	about := ops("InitiateAuth")
	garbled := func(w *World, operation, body, text string) {
		w.t.Helper()
		w.Refused(w.PostSigned(operation, body), serialization, text)
	}
	return append([]Case{
		{
			Operations: about, Says: "body: a thousand levels are read, one more is no JSON", Assumes: "A001",
			Steps: steps(func(w *World) {
				nested := func(levels int) string {
					return `{"Surprise":` + strings.Repeat("[", levels-1) + strings.Repeat("]", levels-1) + "}"
				}
				w.Refused(w.Post("InitiateAuth", nested(1000)), "InvalidParameterException")
				garbled(w, "InitiateAuth", nested(1001), "")
			}),
		},
		{
			Operations: about, Says: "body: what is no object is refused without a reason", Assumes: "A002",
			Steps: steps(func(w *World) {
				for _, body := range []string{"null", `"AuthFlow"`, "7", "true"} {
					w.Equal(w.Post("InitiateAuth", body).Body, `{"__type":"SerializationException"}`)
				}
			}),
		},
		{
			Operations: about, Says: "body: a parameter that is null was not given", Assumes: "A003", Given: plain,
			Steps: steps(func(w *World) {
				w.Refused(w.Post("InitiateAuth", map[string]any{"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": w.client.ID,
					"AuthParameters": map[string]any{"USERNAME": w.user.Login, "PASSWORD": nil}}), "InvalidParameterException", "Missing required parameter PASSWORD")
			}),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "body: the text true is a flag, other texts are not", Assumes: "A004", Given: plain,
			Steps: steps(func(w *World) {
				in := map[string]any{"UserPoolId": w.pool.ID, "Username": w.user.Login, "Password": otherPassword, "Permanent": "true"}
				w.good(w.PostSigned("AdminSetUserPassword", in))
				w.Status(w.user, "CONFIRMED")
				in["Permanent"] = "yes"
				w.Refused(w.PostSigned("AdminSetUserPassword", in), serialization, "'yes' can not be converted to a Boolean")
			}),
		},
		{
			Operations: ops("SetUICustomization"), Says: "body: what is wrong with base64 is told", Assumes: "A005",
			Steps: steps(func(w *World) {
				for text, why := range map[string]string{
					"QUJ":  "Base64 encoded length is expected a multiple of 4 bytes but found: 3",
					"QU*D": "Invalid Base64 character: '*'",
					"QR==": "Invalid last non-pad Base64 character dectected",
				} {
					garbled(w, "SetUICustomization", `{"ImageFile":"`+text+`"}`, "'"+text+"' can not be converted to a Blob: "+why)
				}
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "body: a number that is too large for its type is the largest there is", Assumes: "A006",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				for _, limit := range []string{"99999999999", "1e30"} {
					w.Refused(w.PostSigned("ListUsers", `{"UserPoolId":"`+w.pool.ID+`","Limit":`+limit+`}`), "InvalidParameterException",
						oneFault("2147483647", "limit", "Member must have value less than or equal to 60"))
				}
			}),
		},
		{
			Operations: ops("SignUp"), Says: "body: an error about a parameter has no reasonCode", Assumes: "A007", Given: plain,
			Steps: steps(func(w *World) {
				r := w.Post("SignUp", map[string]any{"ClientId": w.client.ID, "Username": "ann", "Password": password,
					"UserAttributes": []any{map[string]string{"Name": "email", "Value": "nowhere"}}})
				w.Equal(memberOrder([]byte(r.Body)), []string{"__type", "message"})
			}),
		},
		{
			Operations: about, Says: "body: what is not UTF-8 is no JSON", Assumes: "A016",
			Steps: steps(func(w *World) { garbled(w, "InitiateAuth", "{\"ClientId\":\"\xff\"}", "") }),
		},
		{
			Operations: ops("AdminDeleteUser", "AdminAddUserToGroup", "AdminRemoveUserFromGroup", "DeleteGroup", "DeleteUser", "DeleteUserPool", "DeleteUserPoolClient",
				"AdminDisableUser", "AdminUserGlobalSignOut", "ChangePassword"),
			Says: "body: operations without an answer answer nothing, those whose answer has no members an empty object", Assumes: "A018",
			Given: func(w *World) { plain(w); w.group("g", 1, "") },
			Steps: steps(func(w *World) {
				access := *w.Tokens().AccessToken
				all := map[string]any{"UserPoolId": w.pool.ID, "ClientId": w.client.ID, "Username": w.user.Login, "GroupName": "g"}
				for _, c := range []struct{ operation, body string }{
					{"AdminAddUserToGroup", ""}, {"AdminRemoveUserFromGroup", ""}, {"DeleteGroup", ""},
					{"AdminDisableUser", "{}"}, {"AdminEnableUser", "{}"}, {"AdminUserGlobalSignOut", "{}"}, {"AdminDeleteUser", ""},
					{"DeleteUserPoolClient", ""}, {"DeleteUserPool", ""},
				} {
					w.mute(w.PostSigned(c.operation, all), c.operation, c.body)
				}
				w.Refused(w.Post("GetUser", map[string]string{"AccessToken": access}), "NotAuthorizedException")
			}),
		},
		{
			Operations: ops("ChangePassword", "DeleteUser"), Says: "body: the same for what users do themselves", Assumes: "A018", Given: plain,
			Steps: steps(func(w *World) {
				in := map[string]string{"AccessToken": *w.Tokens().AccessToken, "PreviousPassword": password, "ProposedPassword": otherPassword}
				w.mute(w.Post("ChangePassword", in), "ChangePassword", "{}")
				w.mute(w.Post("DeleteUser", in), "DeleteUser", "")
			}),
		},
	}, frameCases()...)
}

// mute judges an answer that tells nothing.
func (w *World) mute(r *Reply, operation, body string) {
	w.t.Helper()
	if r.Status != http.StatusOK || r.Body != body || r.Header.Get("Content-Type") != "application/x-amz-json-1.1" {
		w.Errorf("%s: %d %s %q, want 200 and %q", operation, r.Status, r.Header.Get("Content-Type"), r.Body, body)
	}
}

// frameCases are about requests that get to no operation.
func frameCases() []Case {
	return []Case{
		{
			Operations: ops("InitiateAuth"), Says: "frame: the error of an operation that does not exist is its type alone", Assumes: "A054",
			Steps: steps(func(w *World) {
				w.Equal(w.Post("FlyToTheMoon", "{}").Body, `{"__type":"UnknownOperationException"}`)
			}),
		},
		{
			Operations: ops("SignUp"), Says: "frame: a request of three megabytes is too large", Assumes: "A054",
			Steps: steps(func(w *World) {
				r := w.Post("SignUp", `{"ClientId":"`+strings.Repeat("x", 3<<20)+`"}`)
				w.Equal([]any{r.Status, r.Body}, []any{http.StatusRequestEntityTooLarge,
					`{"__type":"RequestEntityTooLargeException","message":"Request size exceeded limit."}`})
			}),
		},
		{
			Operations: ops("GetUser"), Says: "frame: plain JSON is read as well, any other type of content is another protocol", Assumes: "A060", Given: plain,
			Steps: steps(func(w *World) {
				access := *w.Tokens().AccessToken
				send := func(kind string) *Reply {
					req := w.request("GetUser", &cip.GetUserInput{AccessToken: &access})
					req.Header.Set("Content-Type", kind)
					return w.send(req)
				}
				for _, kind := range []string{"application/json", "application/json; charset=utf-8", "Application/X-Amz-Json-1.1"} {
					w.good(send(kind))
				}
				for _, kind := range []string{"application/x-amz-json-1.0", "text/plain", ""} {
					r := send(kind)
					w.Equal([]any{r.Status, r.Header.Get("Content-Type"), r.Body}, []any{http.StatusNotFound, "application/xml", "<UnknownOperationException/>\n"})
				}
			}),
		},
	}
}
