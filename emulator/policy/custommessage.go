package policy

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"cognito-emulator/emulator/fault"
)

// CustomMessage is the text of a message as a CustomMessage function answered it. What is nil is left to
// the pool's own template.
type CustomMessage struct{ SMS, Email, Subject *string }

// The lengths of messages. Doc: "Custom message Lambda trigger".
const (
	maxSMS     = 140
	maxSubject = 140
	maxEmail   = 20_000
)

// The forms of texts: those of the pool's templates.
// Doc: API reference, EmailVerificationMessage and its like.
const (
	smsPattern   = `(?s).*\{####\}(?s).*`
	emailPattern = `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	linkPattern  = `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
)

// Few pools have such a function, and the tables of letters take their time.
var (
	smsForm   = whole(smsPattern)
	emailForm = whole(emailPattern)
	linkForm  = whole(linkPattern)
)

func whole(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) })
}

// SMSText takes the function's text in place of the template's.
func (c CustomMessage) SMSText(template Message, v Values, invitation bool) (Message, error) {
	if usable(c.SMS, maxSMS, invitation) {
		if !smsForm().MatchString(*c.SMS) {
			return template, fault.CustomMessageForm(*c.SMS, "smsMessage", smsPattern)
		}
		template.Body = v.Fill(*c.SMS)
	}
	return template, nil
}

// EmailText takes the function's text and subject in place of the template's. A text without a place for
// the code, or with characters that the service does not take, is refused in the words of the model.
// Seen: aws-amplify/amplify-js#6917, aws/aws-lambda-go#330 (the refusal), aws-amplify/amplify-js#6917 (pools
// that send with the service's own account may have texts too, whatever the page says).
func (c CustomMessage) EmailText(template Message, v Values, invitation bool) (Message, error) {
	if usable(c.Subject, maxSubject, false) {
		template.Subject = *c.Subject
	}
	if !usable(c.Email, maxEmail, invitation) {
		return template, nil
	}
	form, pattern := emailForm, emailPattern
	if v.Link != "" {
		form, pattern = linkForm, linkPattern
	}
	if !form().MatchString(*c.Email) {
		return template, fault.CustomMessageForm(*c.Email, "emailBody", pattern)
	}
	template.Body = v.Fill(*c.Email)
	return template, nil
}

// usable tells whether a text takes the place of the template's. One that is too long does not, nor does
// an invitation without both of its places; nobody is told.
// Seen: amazon-archives/amazon-cognito-identity-js#396 (length), awsdocs/amazon-cognito-developer-guide#31
// (places). Assumed: an empty text is none (A286).
func usable(text *string, most int, invitation bool) bool {
	if text == nil || *text == "" || utf8.RuneCountInString(*text) > most {
		return false
	}
	return !invitation || strings.Contains(*text, "{username}") && strings.Contains(*text, "{####}")
}
