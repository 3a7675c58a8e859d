package policy_test

import (
	"strings"
	"testing"

	"cognito-emulator/emulator/policy"
)

func TestCustomMessage(t *testing.T) {
	t.Parallel()
	const codePattern = ` failed to satisfy constraint: Member must satisfy regular expression pattern: `
	v := policy.Values{Username: "ann", Code: "123456"}
	template := policy.Message{Subject: "S", Body: "T"}
	long := strings.Repeat("x", 20_000) + "{####}"
	for name, c := range map[string]struct {
		custom     policy.CustomMessage
		link       string
		invitation bool
		email, sms policy.Message
		refused    string
	}{
		"nothing":            {email: template, sms: template},
		"a text":             {custom: policy.CustomMessage{Email: new("<b>{####}</b>"), SMS: new("s {####}")}, email: policy.Message{Subject: "S", Body: "<b>123456</b>"}, sms: policy.Message{Subject: "S", Body: "s 123456"}},
		"a subject":          {custom: policy.CustomMessage{Subject: new("Hi")}, email: policy.Message{Subject: "Hi", Body: "T"}, sms: template},
		"too long":           {custom: policy.CustomMessage{Email: &long, SMS: &long, Subject: &long}, email: template, sms: template},
		"empty":              {custom: policy.CustomMessage{Email: new(""), SMS: new(""), Subject: new("")}, email: template, sms: template},
		"an invitation":      {custom: policy.CustomMessage{Email: new("{username}: {####}"), SMS: new("{username} {####}")}, invitation: true, email: policy.Message{Subject: "S", Body: "ann: 123456"}, sms: policy.Message{Subject: "S", Body: "ann 123456"}},
		"half an invitation": {custom: policy.CustomMessage{Email: new("{####}"), SMS: new("{username}")}, invitation: true, email: template, sms: template},
		"a link":             {custom: policy.CustomMessage{Email: new("{##here##}")}, link: "http://x", email: policy.Message{Subject: "S", Body: `<a href="http://x">here</a>`}, sms: template},
		"no link": {
			custom: policy.CustomMessage{Email: new("x")}, link: "http://x",
			refused: `1 validation error detected: Value 'x' at 'emailBody'` + codePattern + `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`},
		"no code": {
			custom:  policy.CustomMessage{Email: new("x")},
			refused: `1 validation error detected: Value 'x' at 'emailBody'` + codePattern + `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`},
		"a space that is none": {
			custom:  policy.CustomMessage{Email: new("\u00a0{####}")},
			refused: "1 validation error detected: Value '\u00a0{####}' at 'emailBody'" + codePattern + `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`},
		"no code by SMS": {
			custom:  policy.CustomMessage{SMS: new("x")},
			refused: `1 validation error detected: Value 'x' at 'smsMessage'` + codePattern + `(?s).*\{####\}(?s).*`},
	} {
		v.Link = c.link
		email, err := c.custom.EmailText(template, v, c.invitation)
		sms, err2 := c.custom.SMSText(template, v, c.invitation)
		if err == nil {
			err = err2
		}
		if c.refused != "" {
			if err == nil || !strings.HasSuffix(err.Error(), c.refused) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || email != c.email || sms != c.sms {
			t.Errorf("%s: %+v %+v %v", name, email, sms, err)
		}
	}
}
