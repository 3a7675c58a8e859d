package conformance

// Assumption is a question that documentation and public captures leave open, and what we answer until the service has
// been asked. Cases name it by its number, and so do the comments in the code that rests on it.
type Assumption struct {
	Number   string
	Question string
	Answer   string
}

// Assumptions lists the open questions by number, one a line.
func Assumptions() []Assumption {
	return []Assumption{
		{"A200", "When does SetUserPoolMfaConfig answer that SMS_MFA cannot be turned off?", "When an earlier call configured SMS MFA and this one leaves the block out; not for a pool that only has an SmsConfiguration from its creation."},
		{"A202", "Does SOFTWARE_TOKEN_MFA carry FRIENDLY_DEVICE_NAME when the authenticator has no name?", "No, the parameter is left out."},
		{"A203", "Does EMAIL_OTP as a second factor carry USER_ID_FOR_SRP?", "Yes, as SMS_MFA does."},
		{"A204", "Does MFAS_CAN_SETUP list SMS_MFA, which cannot be set up by the challenge?", "Yes, every factor of the pool is listed."},
		{"A205", "What is the text when SMS is enabled for a user without a phone number?", "The one for the software token, with SMS_MFA."},
		{"A206", "What is the text when e-mail MFA is enabled for a user without an address?", "The one for the software token, with EMAIL_OTP."},
		{"A207", "Do the old MFAOptions of (Admin)SetUserSettings still turn SMS MFA on?", "Yes."},
		{"A208", "Does AdminDeleteSoftwareToken clear the factor from the list and the preference?", "Yes, both."},
		{"A210", "Is the first channel of account recovery kept from being a second factor, as the documentation says?", "Yes; the real-pool tests that show a choice ran on pools whose recovery is not known."},
		{"A212", "How far may the clock of an authenticator be off?", "One step of thirty seconds either way."},
		{"A213", "Which error answers a choice of factor that was not offered?", "InvalidParameterException."},
		{"A214", "Does a refresh token outlive a change of the password?", "Yes, no revocation is documented."},
		{"A215", "Which error answers a session at another client than the one that began it?", "The one for a session of another user: Invalid session for the user."},
		{"A216", "Is an empty PASSWORD a wrong one or none?", "None: Missing required parameter PASSWORD."},
		{"A217", "Does a disabled user learn of it with a wrong password?", "Yes, the check comes before the password."},
		{"A218", "Do wrong proofs by SRP count towards the lock?", "Yes, as wrong passwords do."},
		{"A220", "What is the text for a secret hash at a client without a secret?", "Client <id> is not configured with secret but SECRET_HASH was received."},
		{"A221", "What is the text when a disabled user refreshes?", "User is disabled."},
		{"A222", "Is it an error to revoke a refresh token twice?", "No, as in RFC 7009."},
		{"A223", "Which error answers RevokeToken at a client without token revocation?", "UnsupportedOperationException."},
		{"A224", "What does RevokeToken do with the token of another client?", "It refuses, and the token stays good."},
		{"A225", "Do access tokens outlive the rotation of the refresh token they came with?", "Yes, until they expire."},
	}
}
