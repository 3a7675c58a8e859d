package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// UnauthorizedAttribute is a write of something the client may not write, or
// that no user may. Seen: aws/aws-sdk-js#1084 #1319 #3603.
func UnauthorizedAttribute() error {
	return notAuthorized("A client attempted to write unauthorized attribute")
}

// CannotModifySub comes for any value of sub. Seen: public AccountServiceUnitTest on a real pool.
func CannotModifySub() error {
	return invalidParameter("Cannot modify the non-mutable attribute sub")
}

// NullAttributeValue is an attribute without a value in an update.
// Seen: public AccountServiceUnitTest on a real pool.
func NullAttributeValue(name string) error {
	return invalidParameter("Attribute value for %s must not be null", name)
}

// InvalidEmailFormat is the whole message. Seen: public Cucumber suite on a real pool.
func InvalidEmailFormat() error { return invalidParameter("Invalid email address format.") }

// InvalidPhoneFormat is the whole message. Seen: aws-amplify/amplify-js#8274 #4176.
func InvalidPhoneFormat() error { return invalidParameter("Invalid phone number format.") }

// Problem is what is wrong with one attribute: the line of one of the three
// messages below.
type Problem struct {
	Name string // as the caller wrote it, with its prefix
	text string
}

// NotInSchema. Seen: aws-amplify/amplify-flutter#509, aws-amplify/amplify-cli#1761.
func NotInSchema(name string) Problem {
	return Problem{name, "Attribute does not exist in the schema."}
}

// Required is SignUp without an attribute the pool requires.
// Seen: furaiev/amazon-cognito-identity-dart-2#89.
func Required(name string) Problem { return Problem{name, "The attribute is required"} }

// RequiredStructured is the newer text of the parts of a name, such as
// name.givenName. Seen: agentlang/agentlang#240 (2025).
func RequiredStructured(path string) Problem {
	return Problem{path, "The attribute " + path + " is required"}
}

// Immutable. Seen: aws-amplify/amplify-swift#3981.
func Immutable(name string) Problem { return Problem{name, "Attribute cannot be updated."} }

// CannotDelete is the removal of a required attribute. Assumed: text (A041).
func CannotDelete(name string) Problem { return Problem{name, "Attribute cannot be deleted."} }

// TooShort. Seen: aws/aws-sdk-java#1396, public AccountServiceUnitTest on a real pool.
func TooShort(name, minimum string) Problem {
	return Problem{name, "String must be no shorter than " + minimum + " characters"}
}

// TooLong. Assumed: after TooShort (A039).
func TooLong(name, maximum string) Problem {
	return Problem{name, "String must be no longer than " + maximum + " characters"}
}

// TooSmall. Assumed: text (A039).
func TooSmall(name, minimum string) Problem {
	return Problem{name, "Number must be no smaller than " + minimum}
}

// TooLarge. Assumed: text (A039).
func TooLarge(name, maximum string) Problem {
	return Problem{name, "Number must be no larger than " + maximum}
}

// NotNumber. Assumed: text (A039).
func NotNumber(name string) Problem { return Problem{name, "Attribute must be a number"} }

// NotBoolean. Assumed: text (A039).
func NotBoolean(name string) Problem { return Problem{name, "Attribute must be a boolean"} }

// NotDateTime. Assumed: text (A039).
func NotDateTime(name string) Problem { return Problem{name, "Attribute must be a date"} }

func lines(prefix string, problems []Problem) string {
	var s string
	for _, p := range problems {
		s += prefix + p.Name + ": " + p.text + "\n"
	}
	return s
}

// SchemaViolation is the answer of SignUp and AdminCreateUser: one line per
// problem. Seen: aws-amplify/amplify-flutter#509.
func SchemaViolation(problems ...Problem) error {
	return invalidParameter("Attributes did not conform to the schema: %s", lines("", problems))
}

// UpdateViolation is the same of (Admin)UpdateUserAttributes.
// Seen: aws-amplify/amplify-swift#3981, aws-amplify/amplify-js#3526.
func UpdateViolation(problems ...Problem) error {
	return invalidParameter("%s", lines("user.", problems))
}

// DeleteViolation is the same of (Admin)DeleteUserAttributes. Assumed: prefix as
// other client code expects it (A041).
func DeleteViolation(problems ...Problem) error {
	return invalidParameter("Invalid user attributes: %s", lines("user.", problems))
}

// VerifiedWithoutValue is email_verified true without email, or the same of the
// phone number. Doc: AdminCreateUser (refused). Assumed: text (A047).
func VerifiedWithoutValue(attribute string) error {
	if attribute == "phone_number" {
		return invalidParameter("Phone number is required to verify/un-verify a phone number")
	}
	return invalidParameter("Email is required to verify/un-verify an email")
}

// NothingToVerify is GetUserAttributeVerificationCode or VerifyUserAttribute of
// an attribute without a value. Assumed: text (A047).
func NothingToVerify(attribute string) error {
	return invalidParameter("User does not have %s to verify.", attribute)
}

// PhoneNeededForMFA is the removal of the phone number while MFA is required. Seen:
// aws-amplify/amplify-js#8829 (refused). Assumed: text (A041).
func PhoneNeededForMFA() error {
	return invalidParameter("Cannot delete phone_number as MFA is required for the user pool")
}

// SelfVerified is a user setting email_verified or phone_number_verified. Seen: aws/aws-sdk-js#3603.
func SelfVerified() error { return UnauthorizedAttribute() }

// LegacyDeliveryMedium is (Admin)SetUserSettings with something other than SMS to
// the phone number. Doc: SetUserSettings. Assumed: text (A033).
func LegacyDeliveryMedium() error { return invalidParameter("Invalid MFA options given") }

// CodeReplaced is a code that a newer one has made void. Doc: ResendConfirmationCode.
func CodeReplaced() error {
	return &types.ExpiredCodeException{Message: text("Invalid code provided, please request a code again.")}
}
