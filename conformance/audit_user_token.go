package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// moreBearers are the operations with an access token that need more than the token to come to anything.
func moreBearers() []bearer {
	posts := func(operation string, more requestMembers) bearer {
		return bearer{operation, func(w *World, token *string) error {
			body := requestMembers{"AccessToken": *token}
			for name, value := range more {
				body[name] = value
			}
			return w.errorOf(w.Post(operation, body))
		}}
	}
	device := requestMembers{"DeviceKey": unknownDevice}
	return []bearer{
		posts("CompleteWebAuthnRegistration", requestMembers{"Credential": requestMembers{}}),
		posts("ConfirmDevice", device),
		posts("DeleteWebAuthnCredential", requestMembers{"CredentialId": "id"}),
		posts("ForgetDevice", device),
		posts("GetDevice", device),
		posts("ListUserSessions", nil),
		posts("RevokeUserSession", requestMembers{"SessionId": noSession}),
		posts("StartWebAuthnRegistration", nil),
		posts("UpdateDeviceStatus", requestMembers{"DeviceKey": unknownDevice, "DeviceRememberedStatus": "remembered"}),
		posts("VerifySoftwareToken", requestMembers{"UserCode": "123456"}),
	}
}

// holderCases are about access tokens that are good but for their user. Doc: developer guide, token revocation: disabling
// a user revokes.
func holderCases() []Case {
	admin := func(w *World) *cip.AdminDisableUserInput {
		return &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}
	}
	var cases []Case
	for _, b := range append(bearers(), moreBearers()...) {
		cases = append(cases,
			Case{
				Operations: ops(b.operation), Says: "access token refused: of a user who is disabled, and who was", Assumes: "A321", Given: plain,
				Steps: steps(
					func(w *World) {
						w.Keep("token", *w.Tokens().AccessToken)
						OK(w, w.API.AdminDisableUser, admin(w))
					},
					func(w *World) {
						w.Fails(b.call(w, new(w.Kept("token"))), "NotAuthorizedException", revokedAccess)
						OK(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
						w.Fails(b.call(w, new(w.Kept("token"))), "NotAuthorizedException", revokedAccess)
					},
				),
			},
			Case{
				Operations: ops(b.operation), Says: "access token refused: of a user who is gone, though another one has the name", Assumes: "A239", Given: plain,
				Steps: steps(
					func(w *World) {
						w.Keep("token", *w.Tokens().AccessToken)
						OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
						w.User(Named(w.user.Login))
					},
					func(w *World) {
						code, text := "UserNotFoundException", "User does not exist."
						if !tellsOfUsers(b.operation) {
							code, text = "NotAuthorizedException", revokedAccess
						}
						w.Fails(b.call(w, new(w.Kept("token"))), code, text)
						w.Status(w.user, types.UserStatusTypeConfirmed)
					},
				),
			},
		)
	}
	return cases
}

// tellsOfUsers tells whether an operation with an access token declares that its user may not be there. Doc: API reference.
func tellsOfUsers(operation string) bool {
	switch operation {
	case "AssociateSoftwareToken", "CompleteWebAuthnRegistration", "DeleteWebAuthnCredential", "GlobalSignOut",
		"ListWebAuthnCredentials", "StartWebAuthnRegistration":
		return false
	}
	return true
}
