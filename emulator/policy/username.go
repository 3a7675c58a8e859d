package policy

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// IsEmail tells whether s is taken for an e-mail address: something before and
// after one @, without spaces. Seen: public Cucumber suite on a real pool (no @ is
// refused). Assumed: the rest of the grammar (A049).
func IsEmail(s string) bool {
	local, domain, found := strings.Cut(s, "@")
	return found && local != "" && domain != "" && !strings.Contains(domain, "@") && !strings.ContainsAny(s, " \t\r\n")
}

// IsPhone tells whether s is a phone number: + and up to fifteen digits.
// Doc: user pool attributes. Seen: public Cucumber suite (no + is refused).
func IsPhone(s string) bool {
	number, found := strings.CutPrefix(s, "+")
	return found && len(number) >= 2 && len(number) <= 15 && number[0] != '0' && strings.Trim(number, digits) == ""
}

// SignInAttribute is the attribute that a new user's name is the value of in a
// pool whose users sign in by e-mail or phone number ("email", "phone_number"),
// or "" in a pool of plain usernames. A name that does not fit is refused.
func SignInAttribute(pool *types.UserPoolType, name string) (string, error) {
	email := slices.Contains(pool.UsernameAttributes, types.UsernameAttributeTypeEmail)
	phone := slices.Contains(pool.UsernameAttributes, types.UsernameAttributeTypePhoneNumber)
	switch {
	case email && IsEmail(name):
		return "email", nil
	case phone && IsPhone(name):
		return "phone_number", nil
	case email && phone:
		return "", fault.UsernameNotEmailOrPhone()
	case email:
		return "", fault.UsernameNotEmail()
	case phone:
		return "", fault.UsernameNotPhone()
	}
	return "", checkPlainName(pool, name)
}

// checkPlainName keeps usernames apart from the aliases of a pool.
func checkPlainName(pool *types.UserPoolType, name string) error {
	switch {
	case slices.Contains(pool.AliasAttributes, types.AliasAttributeTypeEmail) && IsEmail(name):
		return fault.UsernameLooksLikeEmail()
	case slices.Contains(pool.AliasAttributes, types.AliasAttributeTypePhoneNumber) && IsPhone(name):
		return fault.UsernameLooksLikePhone()
	}
	return nil
}

// FoldName is a username, e-mail address or preferred username as the pool
// compares it. Doc: user pool case sensitivity. Assumed: new users' names are
// kept in this form (A052).
func FoldName(pool *types.UserPoolType, name string) string {
	if c := pool.UsernameConfiguration; c != nil && c.CaseSensitive != nil && !aws.ToBool(c.CaseSensitive) {
		return strings.ToLower(name)
	}
	return name
}
