package importjob

import (
	"errors"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/passhash"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// What the log says of a line. Doc: "Viewing the results": the first three. Assumed: the others, which
// tell no values either (A270).
const (
	lineSucceeded  = "The import succeeded."
	lineSkipped    = "The user already exists."
	lineUnverified = "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."
	lineTooLong    = "The User Record is too long."
	lineUneven     = "The User Record does not have as many values as the header has columns."
	lineNoName     = "The User Record does not set cognito:username."
	lineBadName    = "The username is not valid."
	lineBadDate    = "The birthdate is not in the format mm/dd/yyyy."
	lineBadMFA     = "The value of cognito:mfa_enabled does not correspond to the MFA configuration of the user pool."
	lineMissing    = "The User Record does not set the required attribute "
	lineBadHash    = "The password hash does not match the format of the password hashing algorithm."
	lineLargeHash  = "The password hash has a parameter that exceeds the maximum."
	lineInternal   = "The user could not be imported due to an internal error."
)

// refused is why a line makes no user.
type refused string

// Error implements error.
func (r refused) Error() string { return string(r) }

var (
	date     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{2}/\d{2}/\d{4}$`) })
	username = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$`) })
)

// user makes the user of a line, and does not store it.
func (s service) user(c *op.Call, t table, algorithm types.PasswordHashingAlgorithmType, line string) (*state.User, error) {
	if utf8.RuneCountInString(line) > maxRow {
		return nil, refused(lineTooLong)
	}
	r, ok := t.readRow(line)
	if !ok {
		return nil, refused(lineUneven)
	}
	if err := checkRow(c.Pool, r); err != nil {
		return nil, err
	}
	var given []types.AttributeType
	for _, name := range columnsOf(c.Pool) {
		if name != usernameColumn && name != mfaColumn && r[name] != "" {
			given = append(given, types.AttributeType{Name: aws.String(name), Value: aws.String(r[name])})
		}
	}
	u, err := s.accounts.NewUser(c, account.Draft{
		Username: r[usernameColumn], Attributes: given, Status: types.UserStatusTypeResetRequired})
	var known smithy.APIError
	switch {
	case errors.As(err, &known):
		return nil, refused(strings.TrimSpace(known.ErrorMessage()))
	case err != nil:
		return nil, err
	}
	if missing := policy.MissingRequired(c.Pool.Config.SchemaAttributes, u.Attributes); len(missing) > 0 {
		return nil, refused(lineMissing + missing[0] + ".")
	}
	if !anyVerified(c.Pool, u) {
		return nil, refused(lineUnverified)
	}
	if signsInWithout(c.Pool, u) {
		u.Status = types.UserStatusTypeConfirmed
	}
	// Assumed: true turns SMS on for a user with a phone number, as the preference would (A272).
	u.MFA.SMS = strings.EqualFold(r[mfaColumn], "true") && c.Pool.Config.MfaConfiguration == types.UserPoolMfaTypeOptional &&
		c.Pool.Config.SmsConfiguration != nil && u.Attributes["phone_number"] != ""
	return u, setHash(c, u, algorithm, r[hashColumn])
}

// checkRow judges what the attributes alone do not tell.
func checkRow(pool *state.Pool, r row) error {
	switch name := r[usernameColumn]; {
	case name == "":
		return refused(lineNoName)
	case !username().MatchString(name): // neither spaces nor tabs
		return refused(lineBadName)
	}
	if d := r["birthdate"]; d != "" && !date().MatchString(d) {
		return refused(lineBadDate)
	}
	// What does not correspond to the mode. Doc: "Formatting the CSV file".
	not := map[types.UserPoolMfaType]string{types.UserPoolMfaTypeOn: "false", types.UserPoolMfaTypeOff: "true"}[pool.Config.MfaConfiguration]
	switch mfa := strings.ToLower(r[mfaColumn]); mfa {
	case "":
	case "true", "false":
		if mfa == not {
			return refused(lineBadMFA)
		}
	default:
		return refused(lineBadMFA)
	}
	return nil
}

// anyVerified tells whether a user has an address that the pool verifies by itself, and it is.
func anyVerified(pool *state.Pool, u *state.User) bool {
	for _, attribute := range []string{"email", "phone_number"} {
		if pool.AutoVerifies(attribute) && u.Verified(attribute) {
			return true
		}
	}
	return false
}

// signsInWithout tells whether a user can sign in without a password.
// Doc: "Requiring imported users to reset their passwords".
func signsInWithout(pool *state.Pool, u *state.User) bool {
	return pool.AllowsFirst(types.AuthFactorTypeEmailOtp) && u.Attributes["email"] != "" ||
		pool.AllowsFirst(types.AuthFactorTypeSmsOtp) && u.Attributes["phone_number"] != ""
}

// setHash gives a user the password behind a hash. Doc: "Importing users with password hashes".
func setHash(c *op.Call, u *state.User, algorithm types.PasswordHashingAlgorithmType, hash string) error {
	if algorithm == "" || hash == "" {
		return nil
	}
	switch _, err := passhash.Parse(algorithm, hash); {
	case errors.Is(err, passhash.ErrBounds):
		return refused(lineLargeHash)
	case err != nil:
		return refused(lineBadHash)
	}
	u.Password = &state.Password{Imported: hash, Set: c.Now}
	u.Status = types.UserStatusTypeConfirmed
	return nil
}
