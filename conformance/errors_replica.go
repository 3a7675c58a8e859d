package conformance

import cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

// abroad does something in another region: it addresses the host of that region, and signs for it.
func (w *World) abroad(region string, do func()) {
	w.t.Helper()
	host := "cognito-idp." + region + ".amazonaws.com"
	w.detour.add(host)
	api, url, home := w.API, w.at.URL, w.region
	defer func() { w.API, w.at.URL, w.region = api, url, home }()
	w.at.URL, w.region = "https://"+host, region
	w.API = w.connect(region, w.credentials)
	do()
}

// errorReplicaCases are what operations say in a region where the pool's replica is being made. Doc: API reference, which
// of them declare that they may not be enabled.
func errorReplicaCases() []Case {
	refused := func(says string, post func(w *World, operation string, body any) *Reply, operations ...string) Case {
		return Case{
			Operations: operations, Says: "refused where a replica is being made: " + says, Assumes: "A182", Given: anyCaller(Replicable()),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion)})
				},
				func(w *World) {
					w.abroad(secondRegion, func() {
						for _, operation := range operations {
							if r := post(w, operation, w.anyRequest()); r.Type != "OperationNotEnabledException" {
								w.Errorf("%s: %s", operation, r.Body)
							}
						}
					})
				},
			),
		}
	}
	return []Case{
		refused("what administrators do with users", (*World).PostSigned,
			"AdminConfirmSignUp", "AdminDeleteSoftwareToken", "AdminDeleteUser", "AdminDeleteUserAttributes", "AdminDisableUser", "AdminEnableUser",
			"AdminForgetDevice", "AdminGetDevice", "AdminGetUser", "AdminGetUserAuthFactors", "AdminListDevices", "AdminListUserAuthEvents",
			"AdminListUserSessions", "AdminResetUserPassword", "AdminRespondToAuthChallenge", "AdminRevokeUserSession", "AdminSetUserMFAPreference",
			"AdminSetUserSettings", "AdminUpdateAuthEventFeedback", "AdminUpdateDeviceStatus", "AdminUserGlobalSignOut", "ListUsers"),
		refused("what users do with an access token", (*World).Post,
			"AssociateSoftwareToken", "ChangePassword", "CompleteWebAuthnRegistration", "ConfirmDevice", "DeleteUser", "DeleteUserAttributes",
			"DeleteWebAuthnCredential", "ForgetDevice", "GetDevice", "GetUser", "GetUserAttributeVerificationCode", "GetUserAuthFactors", "GlobalSignOut",
			"ListDevices", "ListUserSessions", "ListWebAuthnCredentials", "RevokeUserSession", "SetUserMFAPreference", "SetUserSettings",
			"StartWebAuthnRegistration", "UpdateDeviceStatus", "UpdateUserAttributes", "VerifySoftwareToken", "VerifyUserAttribute"),
		refused("what apps do", (*World).Post,
			"ConfirmForgotPassword", "ConfirmSignUp", "ForgotPassword", "GetClientToken", "GetDerivedToken", "GetTokensFromRefreshToken", "InitiateAuth",
			"ResendConfirmationCode", "RespondToAuthChallenge", "RevokeToken", "SignUp", "UpdateAuthEventFeedback"),
	}
}
