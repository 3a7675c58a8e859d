package fault

// TwoSMSSenders is an SmsConfiguration with SnsCallerArn and EumsSms. Doc:
// SmsConfigurationType (refused). Assumed: text (A083).
func TwoSMSSenders() error {
	return invalidParameter("SmsConfiguration cannot contain both SnsCallerArn and EumsSms.")
}

// NoSMSSender is an SmsConfiguration with neither. Doc: SmsConfigurationType. Assumed: text (A083).
func NoSMSSender() error {
	return invalidParameter("SmsConfiguration must contain either SnsCallerArn or EumsSms.")
}

// EUMSRegionNotAllowed is another region than the pool's. Doc: EumsSmsConfigurationType
// (type). Assumed: text (A083).
func EUMSRegionNotAllowed(region string) error {
	return invalidParameter("Invalid EumsSms region. The region must be %s.", region)
}

// LevelNameTwice is a name of two levels of authentication. Doc: CreateUserPool,
// AcrConfiguration (refused). Assumed: type and text (A085).
func LevelNameTwice(name string) error {
	return invalidParameter("The ACR value %s is used for more than one level.", name)
}

// CrossRegionLambda is a trigger in another region than the pool. Seen:
// badmintoncryer/cdk-preflight. Assumed: type (A082).
func CrossRegionLambda() error {
	return invalidParameter("Cross-region lambda functions are not supported")
}

// KeyOfOtherRegion is a key for custom senders in another region than the pool. Seen:
// badmintoncryer/cdk-preflight. Assumed: type (A082).
func KeyOfOtherRegion(region string) error {
	return invalidParameter("Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn %s", region)
}

// InvitationWithoutCode is an invitation that has no place for the temporary password:
// a constraint of the model in form, though the public model has none. member is the
// path of the message, pattern the one it does not match. Seen: badmintoncryer/cdk-preflight.
func InvitationWithoutCode(member, message, pattern string) error {
	return invalidParameter("1 validation error detected: Value '%s' at 'adminCreateUserConfig.inviteMessage.%s' failed to satisfy constraint: "+
		"Member must satisfy regular expression pattern: %s", message, member, pattern)
}

// RelyingPartyInvalid is a RelyingPartyId that is no domain name. Seen:
// badmintoncryer/cdk-preflight. Assumed: type (A087).
func RelyingPartyInvalid() error {
	return invalidParameter("RelyingPartyId contains invalid characters")
}
