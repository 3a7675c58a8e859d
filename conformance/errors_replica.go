package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

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
			Operations: operations, Says: "refused where a replica is being made: " + says, Assumes: "A182", Needs: needs(Clock),
			Given: func(w *World) { w.Freeze(); anyCaller(Replicable())(w) },
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
	// serves tells that a replica does serve operations, whatever else they say to a request that is about nothing.
	serves := func(says string, status types.UpdateReplicaStatusType, operations ...string) Case {
		return Case{
			Operations: operations, Says: "served in the region of a replica: " + says, Assumes: "A182", Needs: needs(Clock),
			Given: func(w *World) { w.Freeze(); anyCaller(Replicable())(w); w.replica(status) },
			Steps: steps(func(w *World) {
				w.abroad(secondRegion, func() {
					for _, operation := range operations {
						if r := w.PostSigned(operation, w.anyRequest()); r.Type == "OperationNotEnabledException" {
							w.Errorf("%s: %s", operation, r.Body)
						}
					}
				})
			}),
		}
	}
	return []Case{
		// Doc: "Multi-Region replication for user pools", the operations in secondary Regions.
		serves("an inactive one", types.UpdateReplicaStatusTypeInactive,
			"AdminGetDevice", "AdminGetUser", "AdminListDevices", "AdminListGroupsForUser", "AdminListUserAuthEvents", "DescribeManagedLoginBranding",
			"DescribeManagedLoginBrandingByClient", "DescribeResourceServer", "DescribeRiskConfiguration", "DescribeTerms", "DescribeUserPool",
			"DescribeUserPoolClient", "GetGroup", "GetSigningCertificate", "GetUICustomization", "ListGroups", "ListResourceServers", "ListTerms",
			"ListUserPoolClients", "ListUserPoolReplicas", "ListUsers", "ListUsersInGroup", "SetRiskConfiguration", "SetUserPoolMfaConfig",
			"DeleteUserPoolDomain", "UpdateUserPoolDomain"),
		serves("an active one", types.UpdateReplicaStatusTypeActive,
			"AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminUpdateAuthEventFeedback", "GetDevice", "GetTokensFromRefreshToken", "GetUser",
			"GetUserAuthFactors", "InitiateAuth", "ListDevices", "ListWebAuthnCredentials", "RespondToAuthChallenge", "UpdateAuthEventFeedback",
			"RevokeToken", "GlobalSignOut", "AdminUserGlobalSignOut"),
		{
			Operations: ops("GetCSVHeader", "ListUserImportJobs", "CreateGroup"), Says: "refused in the region of an active replica: imports and groups", Needs: needs(Clock),
			Given: func(w *World) { w.Freeze(); anyCaller(Replicable())(w); w.replica("ACTIVE") },
			Steps: steps(func(w *World) {
				w.abroad(secondRegion, func() {
					Refuses(w, w.API.GetCSVHeader, &cip.GetCSVHeaderInput{UserPoolId: &w.pool.ID}, "OperationNotEnabledException")
					Refuses(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(1))}, "OperationNotEnabledException")
					Refuses(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("g")}, "OperationNotEnabledException")
				})
			}),
		},
		{
			Operations: ops("CreateUserPoolReplica"), Says: "refused: a second replica, in yet another region", Assumes: "A449", Given: inPool(Replicable()),
			Steps: steps(func(w *World) {
				OK(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion)})
				Refuses(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new("eu-west-1")}, "LimitExceededException")
			}),
		},
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
