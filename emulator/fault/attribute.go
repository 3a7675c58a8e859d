package fault

import "strings"

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

// Problem is what is wrong with one attribute: a part of one of the messages below.
type Problem struct {
	name string
	text string
}

// NotInSchema is an unknown attribute of an update or deletion.
// Seen: public AccountServiceUnitTest on a real pool.
func NotInSchema(name string) Problem {
	return Problem{name, "Attribute does not exist in the schema."}
}

// Required is a new user without an attribute the pool requires. The service
// names some attributes as its newer directory does: emails, name.givenName.
// Seen: agentlang-ai/agentlang#240 (2025). The older text had the plain name and
// "The attribute is required". Assumed: names not seen stay as they are (A039).
func Required(name string) Problem {
	path := directoryName(name)
	return Problem{path, "The attribute " + path + " is required"}
}

// directoryName is the name of a standard attribute in the texts of Required.
// Seen: by clients, each of them, middle_name excepted.
func directoryName(name string) string {
	switch name {
	case "name":
		return "name.formatted"
	case "given_name":
		return "name.givenName"
	case "family_name":
		return "name.familyName"
	case "middle_name":
		return "name.middleName"
	case "nickname":
		return "nickName"
	case "email":
		return "emails"
	case "phone_number":
		return "phoneNumbers"
	case "address":
		return "addresses"
	default:
		return name
	}
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

// SchemaViolation is the answer of SignUp and AdminCreateUser. Seen:
// agentlang-ai/agentlang#240 (2025); until about 2023 each part ended in a newline
// instead (aws-amplify/amplify-flutter#509).
func SchemaViolation(problems ...Problem) error {
	return invalidParameter("Attributes did not conform to the schema: %s", parts(problems))
}

// UnknownAttribute is a new user with an attribute the pool does not have; it
// names the first. Seen: by clients of SignUp and of AdminCreateUser, since about
// 2024; before, NotInSchema in a SchemaViolation.
func UnknownAttribute(name string) error {
	return invalidParameter("Attributes did not conform to the schema: Type for attribute {%s} could not be determined", name)
}

// FederatedViolation is the first sign-in of a user whose SAML provider lacks
// something. Seen: by clients (required e-mail).
func FederatedViolation(problems ...Problem) error {
	return invalidParameter("Invalid user attributes: %s", parts(problems))
}

// UpdateViolation is the answer of (Admin)UpdateUserAttributes.
// Seen: aws-amplify/amplify-swift#3981, aws-amplify/amplify-js#3526.
func UpdateViolation(problems ...Problem) error {
	return invalidParameter("%s", lines(problems))
}

// DeleteViolation is the same of (Admin)DeleteUserAttributes. Seen: getmoto/moto
// tests. Assumed: that they are right (A056).
func DeleteViolation(problems ...Problem) error {
	return invalidParameter("Invalid user attributes: %s", lines(problems))
}

func parts(problems []Problem) string {
	s := make([]string, len(problems))
	for i, p := range problems {
		s[i] = p.name + ": " + p.text
	}
	return strings.Join(s, ", ")
}

func lines(problems []Problem) string {
	var s strings.Builder
	for _, p := range problems {
		s.WriteString("user." + p.name + ": " + p.text + "\n")
	}
	return s.String()
}

// VerifiedWithoutValue is email_verified true without email, or the same of the
// phone number. Doc: AdminCreateUser (refused). Assumed: text (A047).
func VerifiedWithoutValue(attribute string) error {
	if attribute == "phone_number" {
		return invalidParameter("Phone Number is required to verify/un-verify a phone number")
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
