package fault

// The refusals of step-up authentication. Doc: "Step-up authentication" (that they are refused).
// Assumed: type and texts (A149).

// NoKnownLevel is a TARGET_ACR_VALUES without the name of any level of the pool.
func NoKnownLevel() error {
	return invalidParameter("TARGET_ACR_VALUES has no valid authentication level.")
}

// LevelNotReachable is a user without the factors of any requested level.
func LevelNotReachable() error {
	return invalidParameter("The user can not reach any of the requested authentication levels.")
}

// LevelReached is a token that has the level already.
func LevelReached() error {
	return invalidParameter("The access token already satisfies the requested authentication level.")
}

// TokenWithoutLevel is an ACCESS_TOKEN without TARGET_ACR_VALUES.
func TokenWithoutLevel() error {
	return invalidParameter("ACCESS_TOKEN can only be used together with TARGET_ACR_VALUES.")
}

// InvalidMaxAge is a MAX_AGE that is no number of seconds.
func InvalidMaxAge() error { return invalidParameter("MAX_AGE must be a non-negative integer.") }
