package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func TestEmailAndPhone(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"a@b": true, "jo+x@example.com": true, "teamoneautothon": false, "@b": false, "a@": false, "a@b@c": false, "a b@c": false, "": false,
	} {
		if got := policy.IsEmail(s); got != want {
			t.Errorf("IsEmail(%q) = %v", s, got)
		}
	}
	for s, want := range map[string]bool{
		"+14155550123": true, "+123456789012345": true, "+1234567890123456": false, "961": false, "4155550123": false,
		"+1 415": false, "+1a": false, "+0123": false, "+": false, "": false, "12345678901234567890123": false,
	} {
		if got := policy.IsPhone(s); got != want {
			t.Errorf("IsPhone(%q) = %v", s, got)
		}
	}
}

func TestSignInAttribute(t *testing.T) {
	t.Parallel()
	names := func(a ...types.UsernameAttributeType) *types.UserPoolType {
		return &types.UserPoolType{UsernameAttributes: a}
	}
	aliases := func(a ...types.AliasAttributeType) *types.UserPoolType {
		return &types.UserPoolType{AliasAttributes: a}
	}
	const email, phone = types.UsernameAttributeTypeEmail, types.UsernameAttributeTypePhoneNumber
	for _, c := range []struct {
		title string
		pool  *types.UserPoolType
		name  string
		want  string
		err   string
	}{
		{"plain", names(), "diego", "", ""},
		{"plain pool takes an address", names(), "a@b.c", "", ""},
		{"e-mail", names(email), "a@b.c", "email", ""},
		{"no e-mail", names(email), "diego", "", invalidParameter + "Username should be an email."},
		{"phone where e-mail", names(email), "+14155550123", "", invalidParameter + "Username should be an email."},
		{"phone", names(phone), "+14155550123", "phone_number", ""},
		{"no phone", names(phone), "a@b.c", "", invalidParameter + "Username should be a phone number."},
		{"either: e-mail", names(email, phone), "a@b.c", "email", ""},
		{"either: phone", names(phone, email), "+14155550123", "phone_number", ""},
		{"neither", names(email, phone), "diego", "", invalidParameter + "Username should be either an email or a phone number."},
		{"alias: plain", aliases(types.AliasAttributeTypeEmail, types.AliasAttributeTypePhoneNumber), "diego", "", ""},
		{
			"alias: e-mail", aliases(types.AliasAttributeTypeEmail), "a@b.c", "",
			invalidParameter + "Username cannot be of email format, since user pool is configured for email alias.",
		},
		{
			"alias: phone", aliases(types.AliasAttributeTypePhoneNumber), "+14155550123", "",
			invalidParameter + "Username cannot be of phone number format, since user pool is configured for phone number alias.",
		},
		{"alias of another kind", aliases(types.AliasAttributeTypePreferredUsername), "a@b.c", "", ""},
	} {
		t.Run(c.title, func(t *testing.T) {
			t.Parallel()
			got, err := policy.SignInAttribute(c.pool, c.name)
			wantError(t, err, c.err)
			if got != c.want {
				t.Errorf("attribute %q, want %q", got, c.want)
			}
		})
	}
}

func TestFoldName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		configuration *types.UsernameConfigurationType
		want          string
	}{
		{nil, "Diego"},
		{&types.UsernameConfigurationType{}, "Diego"},
		{&types.UsernameConfigurationType{CaseSensitive: aws.Bool(true)}, "Diego"},
		{&types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}, "diego"},
	} {
		if got := policy.FoldName(&types.UserPoolType{UsernameConfiguration: c.configuration}, "Diego"); got != c.want {
			t.Errorf("FoldName = %q, want %q", got, c.want)
		}
	}
}
