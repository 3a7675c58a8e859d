package policy_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/policy"
)

func fullPolicy(length int32) *types.PasswordPolicyType {
	return &types.PasswordPolicyType{
		MinimumLength: aws.Int32(length), RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true,
	}
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	full := fullPolicy(8)
	loose := &types.PasswordPolicyType{MinimumLength: aws.Int32(6)}
	for _, c := range []struct {
		name     string
		policy   *types.PasswordPolicyType
		password string
		want     string
	}{
		{"good", full, "Passw0rd!", ""},
		{"too short is said first", full, "p@word", "Password not long enough"},
		{"length is in characters", full, "Pä0!äää", "Password not long enough"},
		{"no uppercase", full, "passw0rd!", "Password must have uppercase characters"},
		{"no lowercase", full, "P@1.><?}}}}{{", "Password must have lowercase characters"},
		{"uppercase before lowercase", full, "12345678!", "Password must have uppercase characters"},
		{"no number", full, "Password!", "Password must have numeric characters"},
		{"no symbol", full, "Passw0rds", "Password must have symbol characters"},
		{"letters beyond Basic Latin do not count", full, "ÄÖÜpassw0rd!", "Password must have uppercase characters"},
		{"inner space is a symbol", full, "Passw0rd more", ""},
		{"outer spaces are not", full, " Passw0rds ", "Password must have symbol characters"},
		{"euro is no symbol", full, "Passw0rds€", "Password must have symbol characters"},
		{"nothing required", loose, "aaaaaa", ""},
		{"length only", loose, "aaaaa", "Password not long enough"},
		{"no length set means eight", &types.PasswordPolicyType{}, "aaaaaaa", "Password not long enough"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := ""
			if c.want != "" {
				want = "InvalidPasswordException: Password did not conform with policy: " + c.want
			}
			wantError(t, policy.CheckPassword(c.policy, c.password, fault.PasswordPolicy), want)
		})
	}
	for _, symbol := range "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=" {
		wantError(t, policy.CheckPassword(full, "Passw0rd"+string(symbol), fault.PasswordPolicy), "")
	}
}

func TestCheckPasswordWording(t *testing.T) {
	t.Parallel()
	wantError(t, policy.CheckPassword(fullPolicy(8), "a", fault.AdminPasswordPolicy),
		"InvalidPasswordException: Password did not conform with password policy: Password not long enough")
	wantError(t, policy.CheckPassword(fullPolicy(8), "a", fault.NewPasswordPolicy),
		"InvalidPasswordException: Password does not conform to policy: Password not long enough")
}

func TestHistory(t *testing.T) {
	t.Parallel()
	p := &types.PasswordPolicyType{PasswordHistorySize: aws.Int32(3)}
	is := func(want string) func(string) bool { return func(s string) bool { return s == want } }
	passwords := []string{"current", "second", "third", "fourth"}
	for password, want := range map[string]bool{"current": true, "third": true, "fourth": false, "new": false} {
		if got := policy.Reused(p, passwords, is(password)); got != want {
			t.Errorf("Reused(%q) = %v", password, got)
		}
	}
	if policy.Reused(&types.PasswordPolicyType{}, passwords, is("current")) {
		t.Error("a pool without history refuses a password")
	}
	for _, c := range []struct {
		size   *int32
		former []string
		want   []string
	}{
		{nil, nil, nil},
		{aws.Int32(1), nil, nil},
		{aws.Int32(2), []string{"b", "c"}, []string{"a"}},
		{aws.Int32(4), []string{"b", "c", "d", "e"}, []string{"a", "b", "c"}},
		{aws.Int32(24), []string{"b"}, []string{"a", "b"}},
	} {
		if got := policy.Former(&types.PasswordPolicyType{PasswordHistorySize: c.size}, "a", c.former); !slices.Equal(got, c.want) {
			t.Errorf("Former(size %d) = %q, want %q", aws.ToInt32(c.size), got, c.want)
		}
	}
}

func TestGeneratePassword(t *testing.T) {
	t.Parallel()
	source := rand.NewChaCha8([32]byte{1})
	seen := map[string]bool{}
	for length := int32(6); length <= 99; length++ {
		p := fullPolicy(length)
		password, err := policy.GeneratePassword(p, source)
		if err != nil {
			t.Fatal(err)
		}
		if len(password) != max(8, int(length)) || strings.ContainsAny(password, " <>&'\"\\`") {
			t.Errorf("length %d: %q", length, password)
		}
		wantError(t, policy.CheckPassword(p, password, fault.PasswordPolicy), "")
		if seen[password] {
			t.Errorf("%q came twice", password)
		}
		seen[password] = true
	}
	if _, err := policy.GeneratePassword(fullPolicy(8), bytes.NewReader([]byte{1, 2, 3})); !errors.Is(err, io.EOF) {
		t.Errorf("a source that ends: %v", err)
	}
}
