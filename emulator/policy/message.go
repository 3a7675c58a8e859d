package policy

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// MaskEmail hides an e-mail address: t***@t***.
// Seen: AllianceBioversityCIAT/onecgiar_pr; getmoto/moto, tests marked aws_verified.
func MaskEmail(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	return first(local) + "***@" + first(domain) + "***"
}

func first(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// MaskPhone hides all digits of a phone number but the last four.
// Seen: aws-amplify/amplify-js#12780 (the service's staff).
func MaskPhone(number string) string {
	n, _ := strings.CutPrefix(number, "+")
	shown := max(0, len(n)-4)
	return "+" + strings.Repeat("*", shown) + n[shown:]
}

// Message is the text of an e-mail, or of an SMS where Subject is empty.
type Message struct{ Subject, Body string }

// The texts of a pool that has none of its own. Doc: describe-user-pool sample of
// the AWS CLI (verification, invitation). Assumed: the other texts and the subjects (A031).
const (
	verificationText      = "Your verification code is {####}. "
	verificationSubject   = "Your verification code"
	linkText              = "Please click the link below to verify your email address. {##Verify Email##} "
	linkSubject           = "Your verification link"
	invitationText        = "Your username is {username} and temporary password is {####}. "
	invitationSubject     = "Your temporary password"
	authenticationText    = "Your authentication code is {####}. "
	authenticationSubject = "Your authentication code"
)

// Values are what a message is filled in with: Code is a code or a temporary
// password, Link confirms a sign-up at a click and is empty elsewhere.
type Values struct{ Username, Code, Link string }

// Fill puts the values in their places in a text: a pool's template, or what a
// CustomMessage function answered. It goes through the text once, so that a
// username cannot smuggle in a placeholder.
func (v Values) Fill(template string) string {
	replace := strings.NewReplacer("{####}", v.Code, "{username}", v.Username)
	before, words, after, found := cutLink(template)
	if v.Link == "" || !found {
		return replace.Replace(template)
	}
	return replace.Replace(before) + `<a href="` + html.EscapeString(v.Link) + `">` + words + "</a>" + replace.Replace(after)
}

// cutLink finds {##words##}; the place of a code, {####}, is not one.
// Doc: customizing verification messages.
func cutLink(template string) (before, words, after string, found bool) {
	for at := 0; ; at += len("{##") {
		i := strings.Index(template[at:], "{##")
		if i < 0 {
			return "", "", "", false
		}
		at += i
		rest := template[at+len("{##"):]
		if words, after, found = strings.Cut(rest, "##}"); found && words != "" && !strings.Contains(words, "{") {
			return template[:at], words, after, true
		}
	}
}

// VerificationEmail carries the code of a sign-up, an attribute or a password
// reset; or the link, where there is one and the pool confirms by link.
func VerificationEmail(pool *types.UserPoolType, v Values) Message {
	t := pool.VerificationMessageTemplate
	if t == nil {
		t = &types.VerificationMessageTemplateType{}
	}
	if v.Link != "" && t.DefaultEmailOption == types.DefaultEmailOptionTypeConfirmWithLink {
		return Message{text(t.EmailSubjectByLink, linkSubject), v.Fill(text(t.EmailMessageByLink, linkText))}
	}
	v.Link = ""
	return Message{text(t.EmailSubject, verificationSubject), v.Fill(text(t.EmailMessage, verificationText))}
}

// VerificationSMS is the same by SMS.
func VerificationSMS(pool *types.UserPoolType, v Values) Message {
	return Message{Body: v.Fill(text(pool.SmsVerificationMessage, verificationText))}
}

// InvitationEmail carries a temporary password.
func InvitationEmail(pool *types.UserPoolType, v Values) Message {
	t := invitation(pool)
	return Message{text(t.EmailSubject, invitationSubject), v.Fill(text(t.EmailMessage, invitationText))}
}

// InvitationSMS is the same by SMS.
func InvitationSMS(pool *types.UserPoolType, v Values) Message {
	return Message{Body: v.Fill(text(invitation(pool).SMSMessage, invitationText))}
}

// MFAEmail carries the code of a sign-in. c is the pool's e-mail MFA, or nil.
func MFAEmail(c *types.EmailMfaConfigType, v Values) Message {
	if c == nil {
		c = &types.EmailMfaConfigType{}
	}
	return Message{text(c.Subject, authenticationSubject), v.Fill(text(c.Message, authenticationText))}
}

// MFASMS is the same by SMS.
func MFASMS(pool *types.UserPoolType, v Values) Message {
	return Message{Body: v.Fill(text(pool.SmsAuthenticationMessage, authenticationText))}
}

func invitation(pool *types.UserPoolType) types.MessageTemplateType {
	if c := pool.AdminCreateUserConfig; c != nil && c.InviteMessageTemplate != nil {
		return *c.InviteMessageTemplate
	}
	return types.MessageTemplateType{}
}

func text(own *string, otherwise string) string {
	if s := aws.ToString(own); s != "" {
		return s
	}
	return otherwise
}
