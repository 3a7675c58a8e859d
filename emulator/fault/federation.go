package fault

// UsernameMappingRequired is a sign-in at an identity provider that does not say who its user is.
// Seen: aws-amplify/amplify-js#239, the beginning of it. Assumed: that it ends there (A413).
func UsernameMappingRequired() error { return invalidParameter("username attribute mapping required") }

// MappedValueTooLong is a claim of an identity provider that no attribute can hold.
// Doc: "Specifying identity provider attribute mappings" (the limit). Assumed: text (A413).
func MappedValueTooLong(attribute string) error {
	return invalidParameter("Attribute value for %s is too long", attribute)
}

// EntryFound is a new user from an identity provider whose name another user has.
// Seen: aws-amplify/amplify-js#9976.
func EntryFound(username string) error {
	return invalidParameter("Already found an entry for username %s", username)
}
