package fault

import "strings"

// UsernameMappingRequired is a sign-in at an identity provider that does not say who its user is.
// Seen: aws-amplify/amplify-js#239, the beginning of it. Assumed: that it ends there (A413).
func UsernameMappingRequired() error { return invalidParameter("username attribute mapping required") }

// MappedValueTooLong is a claim of an identity provider that no attribute can hold.
// Doc: "Specifying identity provider attribute mappings" (the limit). Seen: help pages of a product with a
// user pool behind it.
func MappedValueTooLong(attribute string) error {
	return invalidParameter("The value of the attribute %s must have a length less than or equal to 2048 characters", attribute)
}

// AttributesRequired is a new user whose OpenID Connect or social provider does not say what the pool
// requires. Seen: many public apps, 2018 to 2026, in the addresses of their callbacks. Of SAML providers it
// is FederatedViolation.
func AttributesRequired(names ...string) error {
	return invalidParameter("attributes required: [%s]", strings.Join(names, ", "))
}

// FederatedNameTooLong is a subject that makes no username. Seen: a university's help page.
func FederatedNameTooLong(username string) error {
	return invalidParameter("1 validation error detected: Value '%s' at 'userName' failed to satisfy constraint: "+
		"Member must have length less than or equal to 128", username)
}

// FederatedNameMismatch is a new user whose name is that of somebody from the same provider with a subject in
// other case, or of a user who had the subject once. Seen: help pages of currents.dev. Assumed: of the
// latter (A415).
func FederatedNameMismatch() error {
	return invalidParameter("Invalid ProviderName/Username combination.")
}

// EntryFound is a new user from an identity provider whose name another user has.
// Seen: aws-amplify/amplify-js#9976.
func EntryFound(username string) error {
	return invalidParameter("Already found an entry for username %s", username)
}
