package policy

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// checkInvitation: an invitation has a place for the temporary password; one for the
// username is not asked for. Seen: badmintoncryer/cdk-preflight, whose refusals name
// these patterns.
func checkInvitation(t *types.MessageTemplateType) error {
	const code = "{####}"
	switch {
	case t == nil:
		return nil
	case t.EmailMessage != nil && !strings.Contains(*t.EmailMessage, code):
		return fault.InvitationWithoutCode("emailMessage", *t.EmailMessage,
			`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`)
	case t.SMSMessage != nil && !strings.Contains(*t.SMSMessage, code):
		return fault.InvitationWithoutCode("smsMessage", *t.SMSMessage, `(?s).*\{####\}(?s).*`)
	}
	return nil
}
