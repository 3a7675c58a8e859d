package conformance

import (
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// The files that begin with review ask what a distrustful reader of the emulator asked: does every mistake that was
// reported of others show up here, does anything of one pool work in another, and does every operation keep to the errors
// that it declares.

// reviewCases joins them.
func reviewCases() []Case {
	return slices.Concat(deletedCases(), longCases(), isolationCases(), tokenCases(), reportCases(), orderCases())
}

// deletedCases are about what is left of somebody who is gone.
func deletedCases() []Case {
	deleted := func(w *World) {
		plain(w)
		w.Keep("token", *w.Tokens().AccessToken)
		OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
	}
	return []Case{
		{
			Operations: ops("GlobalSignOut", "AdminDeleteUser"), Assumes: "A239",
			Says:  "the token of a deleted user is revoked, as the operation knows no user who is not there",
			Given: deleted,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: new(w.Kept("token"))},
					"NotAuthorizedException", "Access Token has been revoked")
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken", "AdminDeleteUser"), Assumes: "A239",
			Says:  "the token of a deleted user is revoked, as the operation knows no user who is not there",
			Given: deleted,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: new(w.Kept("token"))},
					"NotAuthorizedException", "Access Token has been revoked")
			}),
		},
	}
}
