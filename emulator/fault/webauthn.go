package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// InvalidCredential is CompleteWebAuthnRegistration with members missing. Seen: aws/aws-sdk-net#4386.
func InvalidCredential() error { return invalidParameter("Credential data is not valid") }

// The types below are documented with the two registration operations; none of
// their texts has been seen. Assumed: all of them (A038).

// WebAuthnNotEnabled: the pool does not allow WEB_AUTHN. Assumed: text (A038).
func WebAuthnNotEnabled() error {
	return &types.WebAuthnNotEnabledException{Message: text("WebAuthn is not enabled for this user pool.")}
}

// WebAuthnConfigurationMissing: no relying party id and no domain. Assumed: text (A038).
func WebAuthnConfigurationMissing() error {
	return &types.WebAuthnConfigurationMissingException{Message: text("WebAuthn configuration is missing a relying party id.")}
}

// WebAuthnChallengeNotFound: unknown or too old. Assumed: text (A038).
func WebAuthnChallengeNotFound() error {
	return &types.WebAuthnChallengeNotFoundException{Message: text("WebAuthn challenge does not exist.")}
}

// WebAuthnClientMismatch: an access token of another client than at the start. Assumed: text (A038).
func WebAuthnClientMismatch() error {
	return &types.WebAuthnClientMismatchException{Message: text("Client does not match the client that started the registration.")}
}

// WebAuthnCredentialNotSupported: attestation or algorithm. Assumed: text (A038).
func WebAuthnCredentialNotSupported() error {
	return &types.WebAuthnCredentialNotSupportedException{Message: text("Credential is not supported.")}
}

// WebAuthnOriginNotAllowed: the origin does not belong to the relying party. Assumed: text (A038).
func WebAuthnOriginNotAllowed() error {
	return &types.WebAuthnOriginNotAllowedException{Message: text("Origin is not allowed.")}
}

// WebAuthnRelyingPartyMismatch: the hash is not the pool's. Assumed: text (A038).
func WebAuthnRelyingPartyMismatch() error {
	return &types.WebAuthnRelyingPartyMismatchException{Message: text("Relying party id does not match.")}
}

// WebAuthnCredentialNotFound is DeleteWebAuthnCredential. Doc: type. Assumed: text (A038).
func WebAuthnCredentialNotFound() error { return notFound("Credential does not exist.") }

// TooManyCredentials: twenty passkeys a user. Doc: passkeys. Assumed: text (A038).
func TooManyCredentials() error {
	return limitExceeded("The maximum number of passkeys for the user has been reached.")
}

// PasskeyRejected is a sign-in whose passkey does not prove what it should, whatever is wrong.
// Assumed: type and text are those of a wrong password (A237).
func PasskeyRejected() error { return BadPassword() }
