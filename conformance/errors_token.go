package conformance

import (
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// The files that begin with errors cause what operations declare and no other case causes. What nothing here can cause,
// [Uncaused] tells.

// errorCases joins them.
func errorCases() []Case {
	return slices.Concat(errorTokenCases(), errorReplicaCases(), errorRateCases(), errorLambdaCases(), errorStateCases())
}

// errorTokenCases are what the operations with an access token say when it is good, and its user or its app client is not.
func errorTokenCases() []Case {
	bearing := append(bearers(), moreBearers()...)
	return append(
		each(bearing, func(b bearer) Case {
			return Case{
				// Seen: aws-amplify/amplify-js#1350 #11456, GetUser.
				Operations: ops(b.operation), Says: "access token of a user whose password an administrator has reset", Assumes: "A446",
				Given: func(w *World) { w.Pool(MFA("OPTIONAL", TOTP)); w.Client(); w.User(Mail("ann@example.com")) },
				Steps: steps(
					func(w *World) {
						w.Keep("token", *w.Tokens().AccessToken)
						OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
					},
					func(w *World) {
						err := b.call(w, new(w.Kept("token")))
						if b.operation == "AssociateSoftwareToken" { // declares nothing of the kind
							w.must(err)
							return
						}
						w.Fails(err, "PasswordResetRequiredException", "Password reset required for the user")
						w.Status(w.user, "RESET_REQUIRED")
					},
				),
			}
		}),
		each(bearing, func(b bearer) Case {
			return Case{
				Operations: ops(b.operation), Says: "access token of an app client that was deleted", Assumes: "A447", Given: plain,
				Steps: steps(
					func(w *World) {
						w.Keep("token", *w.Tokens().AccessToken)
						OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
					},
					func(w *World) {
						err := b.call(w, new(w.Kept("token")))
						switch b.operation {
						case "StartWebAuthnRegistration", "CompleteWebAuthnRegistration", "ListWebAuthnCredentials": // declare nothing of the kind
							w.Fails(err, "NotAuthorizedException", badAccess)
						default:
							w.Fails(err, "ResourceNotFoundException", "User pool client "+w.client.ID+" does not exist.")
						}
					},
				),
			}
		})...,
	)
}
