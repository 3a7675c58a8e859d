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
