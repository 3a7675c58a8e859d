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
		{"A032", "What are the types and texts of RevokeToken's refusals?", "Those that the operation declares: UnauthorizedException, UnsupportedOperationException, UnsupportedTokenTypeException, with texts of ours."},
		{"A034", "Which error answers a choice that was not offered, of a factor or of a challenge?", "InvalidParameterException, with a text of ours."},
		{"A040", "What are the texts when SMS or e-mail MFA is enabled for a user without the contact?", "The one seen for the software token, with SMS_MFA or EMAIL_OTP."},
		{"A047", "What is the text when a mark of verification, or a code for one, is asked for without an address?", "One of ours, in an InvalidParameterException."},
		{"A050", "What is the text for a secret hash at a client without a secret?", "Client <id> is not configured with secret but SECRET_HASH was received."},
		{"A061", "Does SOFTWARE_TOKEN_MFA carry FRIENDLY_DEVICE_NAME when the authenticator has no name?", "No, the parameter is left out."},
		{"A063", "Does a disabled user learn of it with a wrong password?", "Yes, the check comes before the password."},
		{"A064", "Is an empty parameter of a sign-in a wrong one or none?", "None: Missing required parameter PASSWORD."},
		{"A066", "Is it an error to revoke a refresh token twice?", "No, as in RFC 7009."},
		{"A068", "Do the old MFAOptions of (Admin)SetUserSettings still turn SMS MFA on?", "Yes."},
		{"A100", "In which order does SignUp judge what it is given?", "The name, the password, the attributes; whether the name is free comes last."},
		{"A101", "Where addresses are usernames, what becomes of an attribute that says something else than the name?", "The name wins."},
		{"A102", "Is a temporary password one of those that the history refuses?", "No, it may be chosen to stay."},
		{"A103", "Does a pool that confirms by link send a link for anything but sign-up?", "No, a code."},
		{"A104", "Is a wrong code wrong or expired once the right one has expired?", "Expired."},
		{"A105", "How often an hour can ForgotPassword be called, and ConfirmForgotPassword, of which the page says 5 to 20 by risk?", "Twenty times each."},
		{"A106", "Can users delete the only address that is their username, and the phone number that a required MFA needs?", "Neither; an administrator can delete the phone number."},
		{"A107", "What does ForgotPassword say of a federated user?", "What it says of a user with a temporary password."},
		{"A108", "Does ConfirmSignUp look at the code of a user who is confirmed?", "No."},
		{"A109", "Why did ResendConfirmationCode answer a confirmed user without an error?", "Because the app client hides who exists; no code is sent."},
		{"A110", "When does ConfirmForgotPassword judge the new password, and does it end the lock of wrong ones?", "Before the user is looked up; it does."},
		{"A111", "What does ChangePassword say when the previous password is left out, and when both are bad?", "What it says of a wrong previous one."},
		{"A112", "Can a user in RESET_REQUIRED change the password with a token, or a federated user?", "No: PasswordResetRequiredException, and as a wrong previous password."},
		{"A113", "Where does GetUserAttributeVerificationCode send the code while a new value waits for verification?", "To the new value."},
		{"A114", "What does SignUp say when no password is given and users need one?", "That it is not long enough."},
		{"A120", "Does AdminCreateUser RESEND look at anything in the request but the temporary password and the mediums?", "No."},
		{"A122", "Which error type says that a pagination token of ListUsers is not one of this list, and must the Limit stay the same?", "InvalidParameterException; no."},
		{"A123", "What does a Limit of 0 mean to ListUsers?", "What no Limit means: sixty."},
		{"A124", "Whom must an attribute of AttributesToGet be there for?", "The users of the page, where ListUsers can search by it; every user of the pool, where it cannot."},
		{"A125", "What does AdminCreateUser say when the user lacks the address of the medium, and when the pool cannot send SMS?", "Nothing, and CodeDeliveryFailureException with the user made all the same."},
		{"A126", "What does AdminCreateUser say of a preferred_username that is the alias of somebody else?", "UsernameExistsException, as of a verified address."},
		{"A127", "Does AdminUpdateUserAttributes take a verified alias away from another user, as observed, also where addresses are usernames?", "It does for aliases; usernames that are taken are refused with AliasExistsException."},
		{"A128", "Can AdminResetUserPassword be repeated, and do tokens outlive it?", "Yes to both."},
		{"A129", "What does AdminCreateUser say of the attribute identities?", "That it cannot be updated, as one of the schema's problems."},
		{"A200", "When does SetUserPoolMfaConfig answer that SMS_MFA cannot be turned off?", "When an earlier call configured SMS MFA and this one leaves the block out; not for a pool that only has an SmsConfiguration from its creation."},
		{"A203", "Does EMAIL_OTP as a second factor carry USER_ID_FOR_SRP?", "Yes, as SMS_MFA does."},
		{"A204", "Does MFAS_CAN_SETUP list SMS_MFA, which cannot be set up by the challenge?", "Yes, every factor of the pool is listed."},
		{"A208", "Does AdminDeleteSoftwareToken clear the factor from the list and the preference?", "Yes, both."},
		{"A210", "Is the first channel of account recovery kept from being a second factor, as the documentation says?", "No; tests on real pools show a choice of both."},
		{"A212", "How far may the clock of an authenticator be off?", "One step of thirty seconds either way."},
		{"A214", "Does a refresh token outlive a change of the password?", "Yes, no revocation is documented."},
		{"A215", "Which error answers a session at another client than the one that began it?", "The one for a session of another user: Invalid session for the user."},
		{"A218", "Do wrong proofs by SRP count towards the lock?", "Yes, as wrong passwords do."},
		{"A221", "What is the text when a disabled user refreshes?", "User is disabled."},
		{"A224", "What does RevokeToken do with the token of another client?", "It refuses, and the token stays good."},
		{"A225", "Do access tokens outlive the rotation of the refresh token they came with?", "Yes, until they expire."},
		{"A226", "Is email_verified false or absent after a sign-up?", "False, as tokens of users who signed up show it."},
		{"A227", "Which error answers InitiateAuth with a password when no factor is possible, as it does not declare MFAMethodNotFoundException?", "That one all the same."},
		{"A228", "What does a choice of PASSWORD or PASSWORD_SRP without its parameter lead to?", "The challenge of that name, which takes it."},
	}
}
