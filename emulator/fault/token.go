package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// InvalidAccessToken is garbage, a bad signature, another kind of token or
// another pool's. Seen: Liftric/cognito-idp tests.
func InvalidAccessToken() error { return notAuthorized("Invalid Access Token") }

// AccessTokenExpired. Seen: aws-amplify/aws-sdk-ios#1376.
func AccessTokenExpired() error { return notAuthorized("Access Token has expired") }

// AccessTokenRevoked: after a sign-out or RevokeToken. Seen: aws-amplify/amplify-js#2205.
func AccessTokenRevoked() error { return notAuthorized("Access Token has been revoked") }

// ScopeMissing: no aws.cognito.signin.user.admin. Seen: aws-amplify/amplify-js#5921, aws-amplify/amplify-android#1592.
func ScopeMissing() error { return notAuthorized("Access Token does not have required scopes") }

// InvalidRefreshToken is garbage, another client's token, or a missing device
// key. Seen: aws/aws-sdk-cpp#1789 #851, aws/aws-sdk-java-v2#3418.
func InvalidRefreshToken() error { return notAuthorized("Invalid Refresh Token.") }

// RefreshTokenRevoked. Seen: aws/aws-sdk-net#1936.
func RefreshTokenRevoked() error { return notAuthorized("Refresh Token has been revoked") }

// RefreshTokenExpired. Seen: by clients.
func RefreshTokenExpired() error { return notAuthorized("Refresh Token has expired") }

// RefreshTokenReused is a rotated token after its grace period.
// Doc: GetTokensFromRefreshToken (type). Assumed: text (A030).
func RefreshTokenReused() error {
	return &types.RefreshTokenReuseException{Message: text("Refresh token has been invalidated by rotation.")}
}

// RefreshFlowNotUsable is REFRESH_TOKEN_AUTH of a client that rotates its refresh
// tokens. Doc: refresh tokens (not compatible); the release of the SDK that brought rotation, 2025-04-22,
// has InitiateAuth and AdminInitiateAuth declare the type. Assumed: that it is for this, and the text (A030).
func RefreshFlowNotUsable() error {
	return &types.UnsupportedOperationException{Message: text("REFRESH_TOKEN_AUTH is not supported for a client with refresh token rotation.")}
}

// RevocationNotEnabled is RevokeToken of a client with EnableTokenRevocation
// false. Doc: RevokeToken (type). Assumed: text (A032).
func RevocationNotEnabled() error {
	return &types.UnsupportedOperationException{Message: text("Token revocation is not enabled for this client")}
}

// TokenNotRevocable is RevokeToken of an access or ID token. Doc: RevokeToken (type). Assumed: text (A032).
func TokenNotRevocable() error {
	return &types.UnsupportedTokenTypeException{Message: text("Unsupported token type")}
}

// RevocationUnauthorized is RevokeToken with a wrong client or secret. Doc:
// RevokeToken (type). Assumed: text (A032).
func RevocationUnauthorized() error {
	return &types.UnauthorizedException{Message: text("Client authentication failed")}
}
