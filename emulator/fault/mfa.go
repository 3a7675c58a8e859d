package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// MFACodeMismatch is a wrong SMS or e-mail code, or a code of another kind; the
// session stays usable. Seen: aws-amplify/amplify-js#3066 #9734 #11069.
func MFACodeMismatch() error {
	return &types.CodeMismatchException{Message: text("Invalid code or auth state for the user.")}
}

// TOTPMismatch is a wrong code of an authenticator at sign-in. Seen: by clients.
func TOTPMismatch() error {
	return &types.CodeMismatchException{Message: text("Invalid code received for user")}
}

// TOTPReplayed is a code used before, at VerifySoftwareToken included.
// Seen: getmoto/moto, tests marked aws_verified.
func TOTPReplayed() error {
	return &types.ExpiredCodeException{Message: text("Your software token has already been used once.")}
}

// TOTPNotRegistered is a user without an authenticator. Seen: amazon-archives/amazon-cognito-identity-js#630.
func TOTPNotRegistered() error {
	return &types.SoftwareTokenMFANotFoundException{Message: text("Software Token MFA does not exist for the user.")}
}

// TOTPNotEnabledByPool. Doc: TOTP software token MFA.
func TOTPNotEnabledByPool() error {
	return &types.SoftwareTokenMFANotFoundException{Message: text("Software Token MFA has not been enabled by the userPool")}
}

// TOTPEnableFailed is a wrong code at VerifySoftwareToken. Seen: aws-samples/aws-amplify-auth-starters#15.
func TOTPEnableFailed() error {
	return &types.EnableSoftwareTokenMFAException{Message: text("Code mismatch and fail enable Software Token MFA")}
}

// NoMFAMechanism: MFA is required and the user has no factor. Seen: aws-amplify/amplify-flutter#95.
func NoMFAMechanism() error {
	return &types.MFAMethodNotFoundException{Message: text("No MFA mechanism registerd in the account.")}
}

// SMSNotConfigured is an SMS from a pool that has no SMS configuration. Seen: aws-amplify/amplify-js#166
// #214. Assumed: type (A040).
func SMSNotConfigured() error {
	return invalidParameter("Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages.")
}

// MFANotConfigurable is a preference for a factor ("SMS_MFA", "SOFTWARE_TOKEN_MFA",
// "EMAIL_OTP") the user has no phone, authenticator or e-mail for.
// Seen: aws/aws-sdk-js-v3#4645 (SOFTWARE_TOKEN_MFA). Assumed: the others (A040).
func MFANotConfigurable(factor string) error {
	return invalidParameter("User does not have delivery config set to turn on %s", factor)
}

// TwoPreferredMFA. Type seen: aws-amplify/amplify-swift tests on real pools. Assumed: text (A033).
func TwoPreferredMFA() error { return invalidParameter("Only one MFA can be set as preferred") }

// MFAOffWithFactor is SetUserPoolMfaConfig, OFF beside a factor. Seen: go-to-k/cdkd#1975.
func MFAOffWithFactor() error {
	return invalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
}

// MFAWithoutFactor is ON or OPTIONAL without a factor. Seen: go-to-k/cdkd#1975.
func MFAWithoutFactor() error {
	return invalidParameter("Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.")
}

// MFAAllDisabled is ON or OPTIONAL with every factor disabled. Seen: anomalyco/sst#5177.
func MFAAllDisabled() error {
	return invalidParameter("Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.")
}

// EmailMFANeedsSES is e-mail MFA with the default sender. Seen: badmintoncryer/cdk-preflight;
// go-to-k/cdkd#1975 quotes it without its second sentence.
func EmailMFANeedsSES() error {
	return invalidParameter("Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.")
}

// MFAWithOneTimePassword is ON with EMAIL_OTP or SMS_OTP as first factor. Seen: go-to-k/cdkd#1968.
func MFAWithOneTimePassword() error {
	return invalidParameter("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled")
}

// MFAWithSingleFactorPasskey is ON with WEB_AUTHN as first factor and passkeys
// that count once. Seen: go-to-k/cdkd#1968.
func MFAWithSingleFactorPasskey() error {
	return invalidParameter("Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor")
}

// SMSMFACannotBeOff: the pool has an SMS configuration. Seen: aws-amplify/amplify-backend#1481.
func SMSMFACannotBeOff() error {
	return invalidParameter("Can't turn off SMS_MFA when SMS configuration is set for the user pool")
}

// MFANeedsSMS is CreateUserPool with MFA and without SMS. Seen: aws/aws-cdk#12075.
func MFANeedsSMS() error {
	return invalidParameter("SMS configuration and Auto verification for phone_number are required when MFA is required/optional")
}

// RecoveryByMFAPhone is account recovery by phone while SMS MFA is on. Seen: aws/aws-cdk#11478.
func RecoveryByMFAPhone() error {
	return invalidParameter("Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.")
}

// MFACannotBeOn is UpdateUserPool to ON while the pool has no factor. Seen: go-to-k/cdkd#1923.
func MFACannotBeOn() error {
	return invalidParameter("Cannot turn MFA functionality ON, once the user pool has been created.")
}

// EmailMFANeedsRecovery is e-mail MFA in a pool whose recovery has no other way.
// Seen: hashicorp/terraform-provider-aws#41049 (refused). Assumed: text (A040).
func EmailMFANeedsRecovery() error {
	return invalidParameter("Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured.")
}

// PasskeyMFANotPossible is a user's WebAuthn preference where passkeys are not
// MFA, or no other factor is active. Doc: SetUserMFAPreference. Assumed: text (A040).
func PasskeyMFANotPossible() error { return MFANotConfigurable("WEB_AUTHN_MFA") }

// LegacyDeliveryMedium is (Admin)SetUserSettings with something other than SMS to
// the phone number. Doc: SetUserSettings. Assumed: text (A033).
func LegacyDeliveryMedium() error { return invalidParameter("Invalid MFA options given") }
