package authflow

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Respond is an answer to a challenge.
type Respond struct {
	Client    *state.Client
	Challenge types.ChallengeNameType
	Session   *string
	Responses map[string]string
	// Admin tells that an administrator's operation answers.
	Admin bool
}

// Respond judges an answer and goes on with the sign-in.
func (f *Flow) Respond(c *op.Call, r Respond) (*Step, error) {
	switch r.Challenge {
	case types.ChallengeNameTypePasswordVerifier:
		return f.answerSRP(c, r)
	case types.ChallengeNameTypeNewPasswordRequired, types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeEmailOtp,
		types.ChallengeNameTypeSoftwareTokenMfa, types.ChallengeNameTypeSelectMfaType, types.ChallengeNameTypeMfaSetup:
		return f.answer(c, r)
	case types.ChallengeNameTypeAdminNoSrpAuth:
		return nil, fault.ChallengeNotAnswerable(string(r.Challenge))
	}
	return nil, fault.NotEmulated("the challenge " + string(r.Challenge) + " of " + c.Operation)
}

// responseKey is the key of ChallengeResponses that a challenge cannot do without.
var responseKey = map[types.ChallengeNameType]string{
	types.ChallengeNameTypeNewPasswordRequired: "NEW_PASSWORD",
	types.ChallengeNameTypeSmsMfa:              "SMS_MFA_CODE",
	types.ChallengeNameTypeEmailOtp:            "EMAIL_OTP_CODE",
	types.ChallengeNameTypeSoftwareTokenMfa:    "SOFTWARE_TOKEN_MFA_CODE",
	types.ChallengeNameTypeSelectMfaType:       "ANSWER",
}

// answer takes the answers that come with a session.
func (f *Flow) answer(c *op.Call, r Respond) (*Step, error) {
	name, err := parameter(r.Responses, "USERNAME")
	if err != nil {
		return nil, err
	}
	var value string
	if key := responseKey[r.Challenge]; key != "" {
		if key == "EMAIL_OTP_CODE" && r.Responses[key] == "" && r.Responses["EMAIL_MFA_CODE"] != "" {
			key = "EMAIL_MFA_CODE" // the SDK's comments name it so
		}
		if value, err = parameter(r.Responses, key); err != nil {
			return nil, err
		}
	}
	if aws.ToString(r.Session) == "" {
		return nil, fault.MissingParameter("Session")
	}
	if err := CheckSecretHash(r.Client, name, r.Responses["SECRET_HASH"]); err != nil {
		return nil, err
	}
	session, err := sessionOf(c, r.Client, *r.Session)
	if err != nil {
		return nil, err
	}
	if session.Admin && !r.Admin {
		return nil, fault.InvalidSession()
	}
	user := answering(c, name)
	switch {
	case user == nil:
		return nil, noSuchUser(r.Client)
	case user.Sub != session.Sub:
		return nil, fault.InvalidSession()
	case !user.Enabled:
		return nil, fault.UserDisabled()
	}
	if session.Challenge != r.Challenge {
		// A code given under the name of another factor is a wrong code.
		// Seen: aws-amplify/amplify-js#3066 #9734 #11069.
		if isCode(session.Challenge) && isCode(r.Challenge) {
			return nil, fault.MFACodeMismatch()
		}
		return nil, fault.InvalidSession()
	}
	s := &signIn{client: r.Client, user: user, admin: session.Admin, answered: session, factors: session.Factors}
	switch r.Challenge {
	case types.ChallengeNameTypeNewPasswordRequired:
		return f.answerNewPassword(c, s, value, r.Responses)
	case types.ChallengeNameTypeSoftwareTokenMfa:
		return f.answerTOTP(c, s, value)
	case types.ChallengeNameTypeSelectMfaType:
		return f.answerSelection(c, s, value)
	case types.ChallengeNameTypeMfaSetup:
		return f.answerSetUp(c, s, mailToSetUp(r.Responses))
	}
	return f.answerCode(c, s, value)
}

// mailToSetUp is the e-mail address of an MFA_SETUP answer.
// Seen: aws-amplify/amplify-swift sends EMAIL; the page writes email.
func mailToSetUp(responses map[string]string) string {
	if v := responses["EMAIL"]; v != "" {
		return v
	}
	return responses["email"]
}

func isCode(name types.ChallengeNameType) bool {
	return name == smsMFA || name == emailOTP || name == totpMFA
}

// answering finds the user that an answer names. An e-mail address or phone number in the place of
// the username that the challenge told works only when it is verified.
// Seen: furaiev/amazon-cognito-identity-dart-2#223.
func answering(c *op.Call, name string) *state.User {
	u := c.View.UserSigningIn(c.Pool, name)
	if u == nil || strings.EqualFold(u.Username, name) {
		return u
	}
	for _, attribute := range []string{"email", "phone_number"} {
		if strings.EqualFold(u.Attributes[attribute], name) && !u.Verified(attribute) {
			return nil
		}
	}
	return u
}
