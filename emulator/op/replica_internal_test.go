package op

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/model"
)

func TestRegionOf(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]string{
		"cognito-idp.us-west-2.amazonaws.com":            "us-west-2",
		"cognito-idp.us-west-2.amazonaws.com:443":        "us-west-2",
		"cognito-idp.cn-north-1.amazonaws.com.cn":        "cn-north-1",
		"cognito-idp-fips.us-gov-west-1.amazonaws.com":   "us-gov-west-1",
		"cognito-identity.us-west-2.amazonaws.com":       "",
		"shop.auth.us-west-2.amazoncognito.com":          "",
		"cognito-idp.us-west-2.example.com":              "",
		"cognito-idp.us-west-2":                          "",
		"localhost:4588":                                 "",
		"127.0.0.1:4588":                                 "",
		"[::1]:4588":                                     "",
		"issuer-cognito-idp.us-west-2.amazonaws.com:443": "",
	} {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.Host = host
		if got := regionOf(r); got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}

// TestServedByReplica names every operation that a replica refuses, so that a new one gets a decision.
func TestServedByReplica(t *testing.T) {
	t.Parallel()
	refused := map[types.ReplicaStatusType][]string{}
	for _, m := range model.Operations() {
		r := &runner{Operation: Operation{Name: m.Name}, model: &m}
		for _, status := range []types.ReplicaStatusType{"ACTIVE", "INACTIVE", "CREATING", "DELETING"} {
			if !r.servedBy(status) {
				refused[status] = append(refused[status], m.Name)
			}
		}
	}
	active := strings.Fields(`
		AddCustomAttributes AdminAddUserToGroup AdminConfirmSignUp AdminCreateUser AdminDeleteSoftwareToken AdminDeleteUser
		AdminDeleteUserAttributes AdminDisableProviderForUser AdminDisableUser AdminEnableUser AdminForgetDevice
		AdminLinkProviderForUser AdminRemoveUserFromGroup AdminResetUserPassword AdminSetUserMFAPreference AdminSetUserPassword
		AdminSetUserSettings AdminUpdateDeviceStatus AdminUpdateUserAttributes AssociateSoftwareToken ChangePassword
		CompleteWebAuthnRegistration ConfirmDevice ConfirmForgotPassword ConfirmSignUp CreateGroup CreateManagedLoginBranding
		CreateResourceServer CreateTerms CreateUserImportJob CreateUserPoolClient CreateUserPoolReplica
		DescribeUserImportJob GetCSVHeader ListUserImportJobs
		DeleteGroup DeleteManagedLoginBranding DeleteResourceServer DeleteTerms DeleteUser DeleteUserAttributes DeleteUserPool
		DeleteUserPoolClient DeleteUserPoolReplica DeleteWebAuthnCredential ForgetDevice ForgotPassword
		GetUserAttributeVerificationCode ResendConfirmationCode SetUICustomization SetUserMFAPreference
		SetUserPoolClientSessionConfiguration SetUserPoolSessionConfiguration SetUserSettings SignUp
		StartUserImportJob StartWebAuthnRegistration StopUserImportJob UpdateDeviceStatus UpdateGroup UpdateManagedLoginBranding
		UpdateResourceServer UpdateTerms UpdateUserAttributes UpdateUserPoolClient VerifySoftwareToken
		VerifyUserAttribute`)
	slices.Sort(active)
	if d := cmp.Diff(active, refused["ACTIVE"]); d != "" {
		t.Errorf("an active replica refuses (- want, + got):\n%s", d)
	}
	// An inactive one refuses users and their sign-ins as well.
	people := strings.Fields(`
		AdminInitiateAuth AdminRespondToAuthChallenge AdminRevokeUserSession AdminUpdateAuthEventFeedback AdminUserGlobalSignOut
		GetClientToken GetDerivedToken GetDevice GetTokensFromRefreshToken GetUser GetUserAuthFactors GlobalSignOut InitiateAuth ListDevices
		ListUserSessions ListWebAuthnCredentials RespondToAuthChallenge RevokeToken RevokeUserSession UpdateAuthEventFeedback`)
	inactive := slices.Concat(active, people)
	slices.Sort(inactive)
	if d := cmp.Diff(inactive, refused["INACTIVE"]); d != "" {
		t.Errorf("an inactive replica refuses (- want, + got):\n%s", d)
	}
	// One that is being made or deleted refuses whatever declares the refusal.
	for _, status := range []types.ReplicaStatusType{"CREATING", "DELETING"} {
		if n := len(refused[status]); n != 125 {
			t.Errorf("%s: %d operations are refused, want 125", status, n)
		}
	}
}
