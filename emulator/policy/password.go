package policy

import (
	"io"
	"strings"
	"unicode/utf16"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

const (
	uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowercase = "abcdefghijklmnopqrstuvwxyz"
	digits    = "0123456789"
	// symbols count as symbol characters; so does a space that is neither first
	// nor last. Doc: user pool password policies.
	symbols = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+="
)

// CheckPassword refuses a password that breaks the policy, with the first rule
// that fails in the wording of the operation: fault.PasswordPolicy,
// fault.AdminPasswordPolicy or fault.NewPasswordPolicy.
func CheckPassword(p *types.PasswordPolicyType, password string, wording func(fault.PasswordRule) error) error {
	if rule := brokenRule(p, password); rule != "" {
		return wording(rule)
	}
	return nil
}

// brokenRule is the first rule the password breaks, or "". Order seen: public
// Cucumber suite on a real pool (length, lower case); the rest as the service
// lists the rules. Letters are Basic Latin ones. Doc: user pool password policies.
func brokenRule(p *types.PasswordPolicyType, password string) fault.PasswordRule {
	switch {
	case len(utf16.Encode([]rune(password))) < int(minimumLength(p)):
		return fault.PasswordTooShort
	case p.RequireUppercase && !strings.ContainsAny(password, uppercase):
		return fault.PasswordNoUppercase
	case p.RequireLowercase && !strings.ContainsAny(password, lowercase):
		return fault.PasswordNoLowercase
	case p.RequireNumbers && !strings.ContainsAny(password, digits):
		return fault.PasswordNoNumber
	case p.RequireSymbols && !strings.ContainsAny(password, symbols) && !strings.Contains(strings.Trim(password, " "), " "):
		return fault.PasswordNoSymbol
	}
	return ""
}

func minimumLength(p *types.PasswordPolicyType) int32 {
	if p.MinimumLength == nil {
		return defaultMinimumLength
	}
	return *p.MinimumLength
}

// Reused tells whether a new password is among those a user may not use again:
// the current one and the ones before it, size of them together. passwords are
// the newest first; same tells whether one of them is the new one.
// Doc: password reuse prevention, "current password or any of up to 23 additional previous passwords".
func Reused[P any](p *types.PasswordPolicyType, passwords []P, same func(P) bool) bool {
	for i, old := range passwords {
		if i == int(aws.ToInt32(p.PasswordHistorySize)) {
			break
		}
		if same(old) {
			return true
		}
	}
	return false
}

// Former is the list of former passwords, newest first, after current was
// replaced: no longer than the history needs.
func Former[P any](p *types.PasswordPolicyType, current P, former []P) []P {
	size := int(aws.ToInt32(p.PasswordHistorySize)) - 1 // the new current password is one of them
	if size <= 0 {
		return nil
	}
	kept := make([]P, 0, size)
	kept = append(kept, current)
	return append(kept, former[:min(len(former), size-1)]...)
}

// mailSafe are the symbols of generated passwords: none that HTML mail would swallow.
const mailSafe = "^$*.[]{}()?-!@#%/,:;|_~+="

// GeneratePassword makes a temporary password from the bytes of r. It has every
// kind of character, so that it meets any policy of its length.
func GeneratePassword(p *types.PasswordPolicyType, r io.Reader) (string, error) {
	classes := []string{uppercase, lowercase, digits, mailSafe}
	length := max(int(minimumLength(p)), defaultMinimumLength)
	password := make([]byte, 0, length)
	for i := range length {
		class := strings.Join(classes, "")
		if i < len(classes) {
			class = classes[i]
		}
		k, err := below(r, len(class))
		if err != nil {
			return "", err
		}
		password = append(password, class[k])
	}
	for i := length - 1; i > 0; i-- { // the first four must not tell their kind by their place
		k, err := below(r, i+1)
		if err != nil {
			return "", err
		}
		password[i], password[k] = password[k], password[i]
	}
	return string(password), nil
}

// below draws a number below n, at most 256, each one equally likely.
func below(r io.Reader, n int) (int, error) {
	var b [1]byte
	for {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return 0, err
		}
		if int(b[0]) < 256/n*n {
			return int(b[0]) % n, nil
		}
	}
}
