package conformance

import (
	"net/http"
	"slices"

	"github.com/aws/smithy-go"
)

// auditUserCases are what was missing when the operations on users were gone through member by member and error by error.
func auditUserCases() []Case {
	return slices.Concat(administratorCases(), visitorCases(), holderCases(),
		answerRefusals(), authenticatorCases(), otherNamesCases(), firstSignInCases(), customDeviceCases(), wholeCases(), valueCases(), moreRaces())
}

// errorOf is a reply as the official client would see it.
func (w *World) errorOf(r *Reply) error {
	w.t.Helper()
	switch r.Status {
	case http.StatusOK:
		return nil
	case http.StatusBadRequest:
	default:
		w.t.Errorf("HTTP status %d: %s", r.Status, r.Body)
	}
	return &smithy.GenericAPIError{Code: r.Type, Message: r.Message}
}

// requestMembers are what a request says beside who and where.
type requestMembers = map[string]any

// administration is an operation of an administrator in a pool.
type administration struct {
	operation string
	more      requestMembers
	// user tells that it is about one user, and declares that the user may not be there.
	user bool
}

// administrations are the operations of an administrator on users.
func administrations() []administration {
	device := requestMembers{"DeviceKey": unknownDevice}
	return []administration{
		{"AdminConfirmSignUp", nil, true},
		{"AdminCreateUser", requestMembers{"MessageAction": "SUPPRESS"}, false},
		{"AdminDeleteSoftwareToken", nil, true},
		{"AdminDeleteUser", nil, true},
		{"AdminDeleteUserAttributes", requestMembers{"UserAttributeNames": []string{"name"}}, true},
		{"AdminDisableUser", nil, true},
		{"AdminEnableUser", nil, true},
		{"AdminForgetDevice", device, false},
		{"AdminGetDevice", device, false},
		{"AdminGetUser", nil, true},
		{"AdminGetUserAuthFactors", nil, true},
		{"AdminInitiateAuth", requestMembers{"ClientId": "1example23456789", "AuthFlow": "ADMIN_USER_PASSWORD_AUTH"}, false},
		{"AdminListDevices", nil, false},
		{"AdminListUserAuthEvents", nil, false},
		{"AdminListUserSessions", nil, true},
		{"AdminResetUserPassword", nil, true},
		{"AdminRespondToAuthChallenge", requestMembers{"ClientId": "1example23456789", "ChallengeName": "SMS_MFA"}, false},
		{"AdminRevokeUserSession", requestMembers{"SessionId": noSession}, true},
		{"AdminSetUserMFAPreference", nil, true},
		{"AdminSetUserPassword", requestMembers{"Password": password}, true},
		{"AdminSetUserSettings", requestMembers{"MFAOptions": []any{}}, true},
		{"AdminUpdateAuthEventFeedback", requestMembers{"EventId": "e", "FeedbackValue": "Valid"}, false},
		{"AdminUpdateDeviceStatus", device, false},
		{"AdminUpdateUserAttributes", requestMembers{"UserAttributes": []requestMembers{{"Name": "name", "Value": "Ann"}}}, true},
		{"AdminUserGlobalSignOut", nil, true},
		{"ListUsers", nil, false},
	}
}

// in is the request for a pool and a user.
func (a administration) in(pool, user string) requestMembers {
	body := requestMembers{"UserPoolId": pool, "Username": user}
	for name, value := range a.more {
		body[name] = value
	}
	return body
}

// administratorCases are what each of them says to a caller who is none, or who names what is not there.
func administratorCases() []Case {
	var cases []Case
	for _, a := range administrations() {
		about := ops(a.operation)
		cases = append(cases,
			Case{
				// Seen: aws/aws-aspnet-cognito-identity-provider#66.
				Operations: about, Says: "administrator refused: without a signature", Given: plain,
				Steps: steps(func(w *World) {
					w.Refused(w.Post(a.operation, a.in(w.pool.ID, w.user.Login)), "MissingAuthenticationTokenException", "Missing Authentication Token")
				}),
			},
			Case{
				// Seen: aws/aws-aspnet-cognito-identity-provider#135, anomalyco/guide#127.
				Operations: about, Says: "administrator refused: a pool that is not there, and an id that is none of a pool", Given: plain,
				Steps: steps(func(w *World) {
					w.Refused(w.PostSigned(a.operation, a.in("us-east-1_Nowhere00", w.user.Login)),
						"ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.")
					w.Refused(w.PostSigned(a.operation, a.in("NOWHERE", w.user.Login)), "InvalidParameterException",
						"1 validation error detected: Value 'NOWHERE' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+")
				}),
			},
		)
		if !a.user {
			continue
		}
		cases = append(cases, Case{
			// Seen: aws/aws-sdk-js#1357.
			Operations: about, Says: "administrator refused: a user of no pool, and one of another pool",
			Given: func(w *World) { w.Pool(); w.User(Named("elsewhere")); w.Pool() },
			Steps: steps(func(w *World) {
				for _, name := range []string{"nobody", "elsewhere", w.user.Sub} {
					w.Refused(w.PostSigned(a.operation, a.in(w.pool.ID, name)), "UserNotFoundException", "User does not exist.")
				}
				w.Status(w.user, "CONFIRMED")
			}),
		})
	}
	return cases
}

// visitorCases are what each operation that names an app client says of one that is not there.
func visitorCases() []Case {
	type visit struct {
		operation string
		more      requestMembers
	}
	const nobody = "1example23456789"
	visits := []visit{
		{"ConfirmForgotPassword", requestMembers{"Username": "ann", "ConfirmationCode": "123456", "Password": password}},
		{"ConfirmSignUp", requestMembers{"Username": "ann", "ConfirmationCode": "123456"}},
		{"ForgotPassword", requestMembers{"Username": "ann"}},
		{"GetTokensFromRefreshToken", requestMembers{"RefreshToken": "a.b.c.d.e"}},
		{"InitiateAuth", requestMembers{"AuthFlow": "USER_PASSWORD_AUTH"}},
		{"ResendConfirmationCode", requestMembers{"Username": "ann"}},
		{"RespondToAuthChallenge", requestMembers{"ChallengeName": "SMS_MFA"}},
		{"SignUp", requestMembers{"Username": "ann", "Password": password}},
	}
	return each(visits, func(v visit) Case {
		in := func(client string) requestMembers {
			body := requestMembers{"ClientId": client}
			for name, value := range v.more {
				body[name] = value
			}
			return body
		}
		return Case{
			// Seen: aws/aws-sdk-php#2183, boto/boto3#3581.
			Operations: ops(v.operation), Says: "visitor refused: a client that is not there, a client that is deleted, and an id that is none of a client",
			Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(
				func(w *World) {
					w.good(w.PostSigned("DeleteUserPoolClient", requestMembers{"UserPoolId": w.pool.ID, "ClientId": w.client.ID}))
				},
				func(w *World) {
					for _, id := range []string{nobody, w.client.ID} {
						w.Refused(w.Post(v.operation, in(id)), "ResourceNotFoundException", "User pool client "+id+" does not exist.")
					}
					const form = " at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+"
					w.Refused(w.Post(v.operation, in("no client")), "InvalidParameterException", // some show the id, some do not
						"1 validation error detected: Value"+form, "1 validation error detected: Value 'no client'"+form)
				},
			),
		}
	})
}
