package emulator

import (
	"maps"
	"slices"

	"cognito-emulator/emulator/model"
)

// errands are requests that lead somewhere only one after the other, so that chance would hardly ever find them.
var errands = []func(p *player){
	(*player).passkey, (*player).style, (*player).device, (*player).machine, (*player).file,
	chain("CreateTerms", "DescribeTermsByClient", "DescribeTerms", "UpdateTerms", "DeleteTerms"),
	chain("GetIdentityProviderByIdentifier", "AdminLinkProviderForUser", "AdminListUserAuthEvents"),
	chain("SetUICustomization", "GetUICustomization", "UpdateUserPoolDomain", "DeleteUserPoolDomain", "CreateUserPoolDomain"),
	chain("SignUp", "ResendConfirmationCode", "ConfirmSignUp"),
	chain("SignUp", "AdminConfirmSignUp", "AdminDisableUser", "AdminEnableUser"),
	chain("CreateGroup", "AdminAddUserToGroup", "GetGroup", "ListUsersInGroup", "AdminListGroupsForUser", "AdminRemoveUserFromGroup", "DeleteGroup"),
	signedIn("AssociateSoftwareToken", "VerifySoftwareToken", "SetUserMFAPreference"),
	signedIn("GetUserAttributeVerificationCode", "VerifyUserAttribute", "DeleteUserAttributes"),
	signedIn("GetTokensFromRefreshToken", "RevokeToken"),
	signedIn("ListUserSessions", "RevokeUserSession", "GlobalSignOut"),
	signedIn("AdminListUserAuthEvents", "AdminUpdateAuthEventFeedback", "UpdateAuthEventFeedback"),
}

// chain is an errand that calls these operations, or the first of them.
func chain(operations ...string) func(p *player) {
	return func(p *player) {
		for i, operation := range operations {
			if i > 0 && p.once(6) {
				return
			}
			p.do(operation, map[string]any{})
		}
	}
}

// signedIn is a chain of somebody who signs in first.
func signedIn(operations ...string) func(p *player) {
	return func(p *player) {
		if p.signIn() {
			chain(operations...)(p)
		}
	}
}

// do calls an operation, and means it, with these members and what it needs besides.
func (p *player) do(operation string, with map[string]any) map[string]any {
	p.t.Helper()
	p.sure = true
	defer func() { p.sure = false }()
	o, _ := model.Lookup(operation)
	body := p.request(*o)
	maps.Copy(body, with)
	return p.call(operation, body)
}

// errand runs one for a user and an app client.
func (p *player) errand() {
	p.enter(pick(p.dice, p.pools))
	pick(p.dice, errands)(p)
}

// enter goes to a pool, as one of its users and an app client.
func (p *player) enter(pool string) {
	p.at = pool
	p.client, p.username = p.draw(p.dice, "client"), p.draw(p.dice, "user")
}

// signIn signs the errand's user in with the password, at the first app client where that succeeds.
func (p *player) signIn() bool {
	for _, p.client = range slices.Backward(slices.Clone(p.values[p.at]["client"])) {
		got := p.do("InitiateAuth", map[string]any{"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": p.proof("PASSWORD", passwords[0])})
		for range 3 {
			if got["AuthenticationResult"] != nil {
				return true
			}
			if got["ChallengeName"] == nil {
				break
			}
			got = p.do("RespondToAuthChallenge", nil)
		}
	}
	return false
}

// proof are AuthParameters of the errand's user.
func (p *player) proof(name, value string) map[string]any {
	parameters := map[string]any{"USERNAME": p.username, name: value}
	if hash := p.secretHash(p.username); hash != nil {
		parameters["SECRET_HASH"] = hash
	}
	return parameters
}

// passkey registers a passkey, signs in with it, and may drop it.
func (p *player) passkey() {
	if len(p.pools) > 1 {
		p.enter(p.pools[1]) // of the scene's pools the one for passkeys
	}
	if !p.signIn() {
		return
	}
	chain("StartWebAuthnRegistration", "CompleteWebAuthnRegistration", "ListWebAuthnCredentials")(p)
	p.do("InitiateAuth", map[string]any{"AuthFlow": "USER_AUTH", "AuthParameters": p.proof("PREFERRED_CHALLENGE", "WEB_AUTHN")})
	chain("RespondToAuthChallenge", "DeleteWebAuthnCredential")(p)
}

// style gives an app client a style and changes it.
func (p *player) style() {
	p.do("CreateManagedLoginBranding", map[string]any{"UseCognitoProvidedValues": true})
	p.do("DescribeManagedLoginBrandingByClient", map[string]any{})
	p.do("UpdateManagedLoginBranding", map[string]any{"UserPoolId": p.at, "ManagedLoginBrandingId": p.draw(p.dice, "branding"),
		"Settings": map[string]any{"components": map[string]any{"favicon": map[string]any{"enabledTypes": []any{"ICO"}}}}})
}

// machine gets tokens for app clients themselves, and for whoever signed in.
func (p *player) machine() {
	for _, p.client = range slices.Clone(p.values[p.at]["client"]) {
		p.do("GetClientToken", map[string]any{"ClientId": p.client})
	}
	p.signIn()
	for _, p.client = range slices.Clone(p.values[p.at]["client"]) {
		p.do("GetDerivedToken", map[string]any{"ClientId": p.client})
	}
}

// device confirms a device that a sign-in gave a key.
func (p *player) device() {
	if !p.signIn() {
		return
	}
	p.do("ConfirmDevice", map[string]any{"DeviceSecretVerifierConfig": map[string]any{"PasswordVerifier": "AgM=", "Salt": "AQ=="}})
	p.do("UpdateDeviceStatus", map[string]any{"DeviceRememberedStatus": "remembered"})
	chain("ListDevices", "GetDevice", "AdminGetDevice", "ForgetDevice")(p)
}

// file imports users.
func (p *player) file() {
	p.do("CreateUserImportJob", map[string]any{"CloudWatchLogsRoleArn": arns[0]})
	if address := p.draw(p.dice, "upload"); address != "" {
		p.upload(address)
	}
	p.do("StartUserImportJob", map[string]any{})
}
