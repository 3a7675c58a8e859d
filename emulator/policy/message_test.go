package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func TestMasks(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"test@test.com": "t***@t***", "élan@österreich.at": "é***@ö***", "nobody": "n***@***", "": "***@***",
	} {
		if got := policy.MaskEmail(in); got != want {
			t.Errorf("MaskEmail(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"+14155559934": "+*******9934", "+491711234114": "+********4114", "+1234": "+1234", "+12": "+12", "": "+"} {
		if got := policy.MaskPhone(in); got != want {
			t.Errorf("MaskPhone(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	v := policy.Values{Username: "{####}", Code: "123456", Link: "https://a/?x=1&y=2"}
	for in, want := range map[string]string{
		"code {####}, {username}":            "code 123456, {####}",
		"{##Click here##} or {####}":         `<a href="https://a/?x=1&amp;y=2">Click here</a> or 123456`,
		"{####} or {##Click##}":              `123456 or <a href="https://a/?x=1&amp;y=2">Click</a>`,
		"{##never closed":                    "{##never closed",
		"no place":                           "no place",
		"{##a##}{##b##}":                     `<a href="https://a/?x=1&amp;y=2">a</a>{##b##}`,
		"{#### } {####} {####}":              "{#### } 123456 123456",
		"Tschüß {username}: {####}, {####}.": "Tschüß {####}: 123456, 123456.",
	} {
		if got := v.Fill(in); got != want {
			t.Errorf("Fill(%q) = %q\nwant %q", in, got, want)
		}
	}
	if got := (policy.Values{Code: "1"}).Fill("{##Click##} {####}"); got != "{##Click##} 1" {
		t.Errorf("without a link: %q", got)
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	v := policy.Values{Username: "diego", Code: "123456"}
	linked := policy.Values{Username: "diego", Code: "123456", Link: "https://a"}
	plain := &types.UserPoolType{}
	own := &types.UserPoolType{
		SmsVerificationMessage: aws.String("V {####}"), SmsAuthenticationMessage: aws.String("A {####}"),
		VerificationMessageTemplate: &types.VerificationMessageTemplateType{
			EmailMessage: aws.String("E {####}"), EmailSubject: aws.String("S"),
			EmailMessageByLink: aws.String("L {##here##}"), EmailSubjectByLink: aws.String("LS"),
		},
		AdminCreateUserConfig: &types.AdminCreateUserConfigType{InviteMessageTemplate: &types.MessageTemplateType{
			EmailMessage: aws.String("I {username} {####}"), EmailSubject: aws.String("IS"), SMSMessage: aws.String("IT {username} {####}"),
		}},
	}
	byLink := &types.UserPoolType{VerificationMessageTemplate: &types.VerificationMessageTemplateType{
		DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink, EmailMessageByLink: aws.String("L {##here##}"), EmailSubjectByLink: aws.String("LS"),
	}}
	defaultLink := &types.UserPoolType{VerificationMessageTemplate: &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink}}
	for _, c := range []struct {
		name      string
		got, want policy.Message
	}{
		{"verification", policy.VerificationEmail(plain, v), policy.Message{Subject: "Your verification code", Body: "Your verification code is 123456. "}},
		{"verification, own", policy.VerificationEmail(own, linked), policy.Message{Subject: "S", Body: "E 123456"}},
		{"verification by link", policy.VerificationEmail(byLink, linked), policy.Message{Subject: "LS", Body: `L <a href="https://a">here</a>`}},
		{"no link to give", policy.VerificationEmail(byLink, v), policy.Message{Subject: "Your verification code", Body: "Your verification code is 123456. "}},
		{
			"verification by link, default", policy.VerificationEmail(defaultLink, linked),
			policy.Message{Subject: "Your verification link", Body: `Please click the link below to verify your email address. <a href="https://a">Verify Email</a> `},
		},
		{"verification by SMS", policy.VerificationSMS(plain, v), policy.Message{Body: "Your verification code is 123456. "}},
		{"verification by SMS, own", policy.VerificationSMS(own, v), policy.Message{Body: "V 123456"}},
		{"invitation", policy.InvitationEmail(plain, v), policy.Message{Subject: "Your temporary password", Body: "Your username is diego and temporary password is 123456. "}},
		{"invitation, own", policy.InvitationEmail(own, v), policy.Message{Subject: "IS", Body: "I diego 123456"}},
		{"invitation by SMS", policy.InvitationSMS(plain, v), policy.Message{Body: "Your username is diego and temporary password is 123456. "}},
		{"invitation by SMS, own", policy.InvitationSMS(own, v), policy.Message{Body: "IT diego 123456"}},
		{"MFA", policy.MFAEmail(nil, v), policy.Message{Subject: "Your authentication code", Body: "Your authentication code is 123456. "}},
		{"MFA, own", policy.MFAEmail(&types.EmailMfaConfigType{Message: aws.String("M {####}"), Subject: aws.String("MS")}, v), policy.Message{Subject: "MS", Body: "M 123456"}},
		{"MFA by SMS", policy.MFASMS(plain, v), policy.Message{Body: "Your authentication code is 123456. "}},
		{"MFA by SMS, own", policy.MFASMS(own, v), policy.Message{Body: "A 123456"}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v\nwant %+v", c.name, c.got, c.want)
		}
	}
}
