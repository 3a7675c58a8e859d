package fault

// ScopeNotAllowed is a scope that an app client does not have, in GetClientToken
// and GetDerivedToken. Doc: "Scopes, M2M, and resource servers" (fails). Assumed:
// type and text (A175, A179).
func ScopeNotAllowed(scope string) error {
	return invalidParameter("Invalid scope requested: %s", scope)
}

// NoScopeLeft is GetDerivedToken with scopes of which the token can have none.
// Assumed: refused, the type and the text (A179).
func NoScopeLeft() error {
	return invalidParameter("None of the requested scopes can be granted.")
}

// AudienceAndResource is GetDerivedToken with both. Doc: GetDerivedToken (refused).
// Assumed: type and text (A180).
func AudienceAndResource() error {
	return invalidParameter("Audiences and Resources cannot be specified in the same request.")
}

// ActorTokenTypeMissing is an ActorToken without its type. Doc: GetDerivedToken
// (required). Assumed: type and text (A180).
func ActorTokenTypeMissing() error {
	return invalidParameter("ActorTokenType is required when ActorToken is specified.")
}

// ProviderNameMissing is a SAML assertion without the name of the provider that
// issued it. Doc: GetDerivedToken. Assumed: type and text (A180).
func ProviderNameMissing() error {
	return invalidParameter("A provider name is required for a token of type SAML2.")
}

// SubjectTokenInvalid is a subject token that is none of this pool's, of another
// type, or of no user. Doc: GetDerivedToken (type). Assumed: text (A177).
func SubjectTokenInvalid() error { return notAuthorized("Invalid subject token") }

// ActorTokenInvalid is the same of the actor's token. Assumed: text (A177).
func ActorTokenInvalid() error { return notAuthorized("Invalid actor token") }

// SubjectTokenExpired is a subject token that has expired or was revoked. Assumed: text (A177).
func SubjectTokenExpired() error {
	return notAuthorized("Subject token has expired or has been revoked")
}

// ActorTokenExpired is the same of the actor's token. Assumed: text (A177).
func ActorTokenExpired() error { return notAuthorized("Actor token has expired or has been revoked") }
