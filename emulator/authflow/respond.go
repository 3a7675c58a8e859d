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
	// Admin tells that an administrator's operation answers, Hosted that the pages do.
	Admin, Hosted bool
	// Metadata is the ClientMetadata of the request.
	Metadata map[string]string
}

// rule is how the answer to a challenge is judged.
type rule struct {
	// needs are the keys of ChallengeResponses that the answer cannot do without.
	needs []string
	judge func(*Flow, *op.Call, *signIn, map[string]string) (*Step, error)
}

// rules are the challenges whose answers come with a session. The proof of PASSWORD_VERIFIER is found
// by its secret block instead.
var rules = map[types.ChallengeNameType]rule{
	types.ChallengeNameTypeNewPasswordRequired: {[]string{"NEW_PASSWORD"}, (*Flow).answerNewPassword},
	types.ChallengeNameTypeSmsMfa:              {[]string{"SMS_MFA_CODE"}, (*Flow).answerCode},
	types.ChallengeNameTypeSmsOtp:              {[]string{"SMS_OTP_CODE"}, (*Flow).answerCode},
	types.ChallengeNameTypeEmailOtp:            {[]string{"EMAIL_OTP_CODE"}, (*Flow).answerCode},
	types.ChallengeNameTypeSoftwareTokenMfa:    {[]string{"SOFTWARE_TOKEN_MFA_CODE"}, (*Flow).answerTOTP},
	types.ChallengeNameTypeSelectMfaType:       {[]string{"ANSWER"}, (*Flow).answerSelection},
	types.ChallengeNameTypeMfaSetup:            {nil, (*Flow).answerSetUp},
	types.ChallengeNameTypeSelectChallenge:     {[]string{"ANSWER"}, (*Flow).answerChoice},
	types.ChallengeNameTypePassword:            {[]string{"PASSWORD"}, (*Flow).answerPassword},
	types.ChallengeNameTypePasswordSrp:         {[]string{"SRP_A"}, (*Flow).answerSRPChoice},
	webAuthn:                                   {[]string{"CREDENTIAL"}, (*Flow).answerPasskey},
	customChallenge:                            {[]string{"ANSWER"}, (*Flow).answerCustom},
}

// Respond judges an answer and goes on with the sign-in.
func (f *Flow) Respond(c *op.Call, r Respond) (*Step, error) {
	if err := f.guard.Admit(c, r.Client, r.Responses["USERNAME"], types.EventTypeSignIn); err != nil {
		return nil, err
	}
	switch r.Challenge {
	case types.ChallengeNameTypePasswordVerifier:
		return f.answerSRP(c, r)
	case types.ChallengeNameTypeDeviceSrpAuth:
		return f.answerDeviceSRP(c, r)
	case types.ChallengeNameTypeDevicePasswordVerifier:
		return f.answerDeviceProof(c, r)
	case types.ChallengeNameTypeAdminNoSrpAuth:
		return nil, fault.ChallengeNotAnswerable(string(r.Challenge))
	}
	how, ok := rules[r.Challenge]
	if !ok {
		return nil, fault.NotEmulated("the challenge " + string(r.Challenge) + " of " + c.Operation)
	}
	name, err := parameter(r.Responses, "USERNAME")
	if err != nil {
		return nil, err
	}
	// The SDK's comments name the code of e-mail MFA so.
	if code := r.Responses["EMAIL_MFA_CODE"]; code != "" && r.Responses["EMAIL_OTP_CODE"] == "" {
		r.Responses["EMAIL_OTP_CODE"] = code
	}
	for _, key := range how.needs {
		if _, err := parameter(r.Responses, key); err != nil {
			return nil, err
		}
	}
	if aws.ToString(r.Session) == "" {
		return nil, fault.MissingParameter("Session")
	}
	if !r.Hosted {
		if err := CheckSecretHash(r.Client, name, r.Responses["SECRET_HASH"]); err != nil {
			return nil, err
		}
	}
	s, err := f.resume(c, r, name)
	if err != nil {
		return nil, err
	}
	step, err := how.judge(f, c, s, r.Responses)
	if err != nil {
		return nil, f.noteWrongCode(c, s, err)
	}
	return step, nil
}

// resume takes up the sign-in that an answer belongs to.
func (f *Flow) resume(c *op.Call, r Respond, name string) (*signIn, error) {
	session, err := sessionOf(c, r.Client, *r.Session)
	if err != nil {
		return nil, err
	}
	if session.Admin && !r.Admin || session.Hosted != r.Hosted {
		return nil, fault.InvalidSession()
	}
	if session.Sub == "" && session.Challenge == customChallenge && r.Challenge == customChallenge {
		return &signIn{client: r.Client, admin: session.Admin, answered: session, custom: session.Custom, metadata: r.Metadata}, nil
	}
	if session.Sub == "" { // of a user that does not exist
		if user, err := f.migrateChosen(c, r, session, name); user != nil || err != nil {
			return &signIn{client: r.Client, user: user, admin: session.Admin, answered: session, metadata: r.Metadata, hosted: r.Hosted}, err
		}
		if isCode(session.Challenge) {
			return nil, fault.MFACodeMismatch()
		}
		return nil, fault.BadPassword()
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
	// A passkey may also be given as the choice of one.
	// Doc: RespondToAuthChallenge, "complete authentication in the SELECT_CHALLENGE response". Assumed: to
	// the challenge that told what to sign (A238).
	chosen := session.Challenge == webAuthn && r.Challenge == selectChallenge
	if session.Challenge != r.Challenge && !chosen {
		// A code given under the name of another factor is a wrong code.
		// Seen: aws-amplify/amplify-js#3066 #9734 #11069.
		if isCode(session.Challenge) && isCode(r.Challenge) {
			return nil, fault.MFACodeMismatch()
		}
		return nil, fault.InvalidSession()
	}
	return resumed(c, r, session, user), nil
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
	return name == smsMFA || name == smsOTP || name == emailOTP || name == totpMFA
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
