package auth_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/handlers/auth"
	"cognito-emulator/state"
)

const (
	phone    = "+15550100001"
	mail     = "ann@example.com"
	blocked  = "NotAuthorizedException: Unable to login because of security reasons."
	badLogin = "NotAuthorizedException: Incorrect username or password."
)

// guarded is a protected pool with a client and a user who has a password, and nothing else to begin
// with.
type guarded struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	client *state.Client
	ann    *state.User
	// session is that of the last challenge.
	session *string
}

func protect(t *testing.T, mode types.AdvancedSecurityModeType, mfa types.UserPoolMfaType, pairs ...string) *guarded {
	t.Helper()
	t.Parallel()
	s := &guarded{Bench: optest.New(t, auth.Operations), t: t}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{
		PoolName: aws.String("p"), UserPoolTier: types.UserPoolTierTypePlus, MfaConfiguration: mfa,
		UserPoolAddOns:   &types.UserPoolAddOnsType{AdvancedSecurityMode: mode},
		SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("x")},
	})
	s.client = s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{
		"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}})
	s.ann = s.User(t, s.pool, "ann", pairs...)
	s.ann = s.Change(t, s.ann, func(u *state.User) { u.Password = account.New(s.Env).NewPassword(u, password, s.Now()) })
	return s
}

// fears configures the answer to a high risk and says that there is one.
func (s *guarded) fears(action types.AccountTakeoverEventActionType) {
	s.t.Helper()
	s.Write(s.t, func(tx *state.Tx) error {
		err := tx.SetThreats(&state.Threats{Pool: s.pool.ID, Risks: []state.Risk{{Level: "High"}}, Compromised: []state.CompromisedPassword{{Password: "known"}}})
		if err != nil || action == "" {
			return err
		}
		return tx.SetRiskConfiguration(&state.RiskConfiguration{Pool: s.pool.ID, Takeover: &types.AccountTakeoverRiskConfigurationType{
			Actions: &types.AccountTakeoverActionsType{HighAction: &types.AccountTakeoverActionType{EventAction: action, Notify: true}},
			NotifyConfiguration: &types.NotifyConfigurationType{
				SourceArn:  aws.String("arn:aws:ses:us-east-1:123456789012:identity/a@example.com"),
				BlockEmail: &types.NotifyEmailType{Subject: aws.String("s"), TextBody: aws.String("{event-id}")}}}})
	})
}

func (s *guarded) initiate(password string) (*cip.InitiateAuthOutput, error) {
	return s.Unsigned.InitiateAuth(s.t.Context(), &cip.InitiateAuthInput{ClientId: (*string)(&s.client.ID), AuthFlow: "USER_PASSWORD_AUTH",
		AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password}})
}

// signIn is initiate whose session is the one to answer.
func (s *guarded) signIn(password string) (*cip.InitiateAuthOutput, error) {
	out, err := s.initiate(password)
	if out != nil {
		s.session = out.Session
	}
	return out, err
}

func (s *guarded) answer(name types.ChallengeNameType, key, value string) (*cip.RespondToAuthChallengeOutput, error) {
	return s.Unsigned.RespondToAuthChallenge(s.t.Context(), &cip.RespondToAuthChallengeInput{ClientId: (*string)(&s.client.ID), ChallengeName: name,
		Session: s.session, ChallengeResponses: map[string]string{"USERNAME": "ann", key: value}})
}

// events are the user's events, newest first, told as "response decision level challenge:answer …".
func (s *guarded) events() []string {
	var told []string
	found, _ := s.Env.Store.View().AuthEvents(s.pool.ID, s.ann.Sub, nil, 99)
	for _, e := range found {
		text := string(e.Type) + " " + string(e.Response) + " " + string(e.Decision) + " " + string(e.Level)
		for _, c := range e.Challenges {
			text += " " + string(c.ChallengeName) + ":" + string(c.ChallengeResponse)
		}
		told = append(told, text)
	}
	return told
}

func TestTheEventOfASignInIsThatOfItsTokens(t *testing.T) {
	s := protect(t, "AUDIT", "OPTIONAL", "phone_number", phone)
	s.Change(t, s.ann, func(u *state.User) { u.MFA.SMS = true })
	_, err := s.signIn("wrong")
	optest.Refused(t, err, badLogin)
	out, err := s.signIn(password)
	optest.Refused(t, err, "no error")
	if out.ChallengeName != "SMS_MFA" {
		t.Fatalf("got %+v", out)
	}
	failed := "SignIn Fail NoRisk  Password:Failure"
	optest.Equal(t, s.events(), []string{"SignIn InProgress NoRisk  Password:Success", failed})
	_, err = s.answer("SMS_MFA", "SMS_MFA_CODE", "0")
	optest.Refused(t, err, "CodeMismatchException: Invalid code or auth state for the user.")
	optest.Equal(t, s.events(), []string{"SignIn Fail NoRisk  Password:Success Mfa:Failure", failed})
	done, err := s.answer("SMS_MFA", "SMS_MFA_CODE", s.Message(t).Code)
	optest.Refused(t, err, "no error")
	optest.Equal(t, s.events(), []string{"SignIn Pass NoRisk  Password:Success Mfa:Success", failed})

	newest, _ := s.Env.Store.View().AuthEvents(s.pool.ID, s.ann.Sub, nil, 1)
	if s.Env.Store.View().Grant(s.pool.ID, newest[0].ID) == nil {
		t.Error("the tokens have another event_id")
	}
	s.Env.Clock.Advance(time.Minute)
	_, err = s.Unsigned.InitiateAuth(t.Context(), &cip.InitiateAuthInput{ClientId: (*string)(&s.client.ID), AuthFlow: "REFRESH_TOKEN_AUTH",
		AuthParameters: map[string]string{"REFRESH_TOKEN": *done.AuthenticationResult.RefreshToken}})
	optest.Refused(t, err, "no error")
	if n := len(s.events()); n != 2 {
		t.Errorf("a refresh is an event: %v", s.events())
	}
}

func TestRisksAreAnswered(t *testing.T) {
	const ok = "no error"
	for name, c := range map[string]struct {
		mode      types.AdvancedSecurityModeType
		mfa       types.UserPoolMfaType
		action    types.AccountTakeoverEventActionType
		user      []string
		want      string // of the sign-in
		challenge types.ChallengeNameType
		event     string
		mail      string
	}{
		"nothing configured":             {"ENFORCED", "OPTIONAL", "", []string{"email", mail}, ok, "", "Pass AccountTakeover", ""},
		"only watched":                   {"AUDIT", "OPTIONAL", "BLOCK", []string{"email", mail}, ok, "", "Pass AccountTakeover", ""},
		"blocked":                        {"ENFORCED", "OPTIONAL", "BLOCK", []string{"email", mail}, blocked, "", "Fail Block", risk.BlockNotice},
		"blocked in a pool with MFA":     {"ENFORCED", "ON", "BLOCK", []string{"phone_number", phone}, blocked, "", "Fail Block", ""},
		"no action":                      {"ENFORCED", "OPTIONAL", "NO_ACTION", []string{"email", mail}, ok, "", "Pass AccountTakeover", risk.NoActionNotice},
		"MFA if configured, and it is":   {"ENFORCED", "OPTIONAL", "MFA_IF_CONFIGURED", []string{"email", mail, "phone_number", phone}, ok, "SMS_MFA", "InProgress AccountTakeover", risk.MFANotice},
		"MFA if configured, not so":      {"ENFORCED", "OPTIONAL", "MFA_IF_CONFIGURED", []string{"email", mail}, ok, "", "Pass AccountTakeover", risk.NoActionNotice},
		"MFA if configured in no pool":   {"ENFORCED", "OFF", "MFA_IF_CONFIGURED", []string{"phone_number", phone}, ok, "", "Pass AccountTakeover", ""},
		"MFA required, and there is one": {"ENFORCED", "OPTIONAL", "MFA_REQUIRED", []string{"phone_number", phone}, ok, "SMS_MFA", "InProgress AccountTakeover", ""},
		"MFA required, and none":         {"ENFORCED", "OPTIONAL", "MFA_REQUIRED", []string{"email", mail}, blocked, "", "Fail Block", risk.BlockNotice},
		"MFA required in a pool without": {"ENFORCED", "OFF", "MFA_REQUIRED", []string{"phone_number", phone}, blocked, "", "Fail Block", ""},
		"MFA as always":                  {"ENFORCED", "ON", "MFA_REQUIRED", []string{"phone_number", phone}, ok, "SMS_MFA", "InProgress AccountTakeover", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := protect(t, c.mode, c.mfa, c.user...)
			s.fears(c.action)
			out, err := s.signIn(password)
			optest.Refused(t, err, c.want)
			if out != nil && (out.ChallengeName != c.challenge || (out.AuthenticationResult != nil) != (c.challenge == "")) {
				t.Errorf("answered %+v", out)
			}
			optest.Equal(t, s.events(), []string{"SignIn " + c.event + " High Password:Success"})
			var notice, code string
			for _, m := range s.Messages() {
				if m.Purpose == "CustomMessage_Authentication" {
					code = m.Code
				} else {
					notice += m.Purpose
				}
			}
			if notice != c.mail {
				t.Errorf("the user was told %q, want %q", notice, c.mail)
			}
			if c.challenge != "" {
				_, err := s.answer(c.challenge, "SMS_MFA_CODE", code)
				optest.Refused(t, err, "no error")
				optest.Equal(t, s.events(), []string{"SignIn Pass AccountTakeover High Password:Success Mfa:Success"})
			}
		})
	}
}

func TestAWrongPasswordIsWrongAtAnyRisk(t *testing.T) {
	s := protect(t, "ENFORCED", "OFF", "email", mail)
	s.fears("BLOCK")
	_, err := s.signIn("wrong")
	optest.Refused(t, err, badLogin)
	optest.Equal(t, s.events(), []string{"SignIn Fail AccountTakeover High Password:Failure"})
	if n := len(s.Messages()); n != 0 {
		t.Errorf("%d messages", n)
	}
}

func TestCompromisedPasswordsAtSignIn(t *testing.T) {
	s := protect(t, "ENFORCED", "OFF")
	s.Change(t, s.ann, func(u *state.User) { u.Password = account.New(s.Env).NewPassword(u, "known", s.Now()) })
	s.fears("")
	s.Write(t, func(tx *state.Tx) error {
		return tx.SetRiskConfiguration(&state.RiskConfiguration{Pool: s.pool.ID, Compromised: &types.CompromisedCredentialsRiskConfigurationType{
			Actions: &types.CompromisedCredentialsActionsType{EventAction: "BLOCK"}}})
	})
	_, err := s.signIn("known")
	optest.Refused(t, err, "PasswordResetRequiredException: Password reset required for user due to security reasons")
	if got := s.Look(s.ann).Status; got != types.UserStatusTypeResetRequired {
		t.Errorf("the user is %s", got)
	}
	_, err = s.signIn("known")
	optest.Refused(t, err, "PasswordResetRequiredException: Password reset required for the user")
	optest.Equal(t, s.events(), []string{"SignIn Fail AccountTakeover High Password:Success", "SignIn Fail Block High Password:Success"})
}

func TestAddressesOfAdministrators(t *testing.T) {
	s := protect(t, "ENFORCED", "OFF")
	s.Write(t, func(tx *state.Tx) error {
		return tx.SetRiskConfiguration(&state.RiskConfiguration{Pool: s.pool.ID, Exceptions: &types.RiskExceptionConfigurationType{BlockedIPRangeList: []string{"198.51.100.0/24"}}})
	})
	signIn := func(ip string) error {
		_, err := s.API.AdminInitiateAuth(t.Context(), &cip.AdminInitiateAuthInput{
			UserPoolId: (*string)(&s.pool.ID), ClientId: (*string)(&s.client.ID), AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
			AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password},
			ContextData: &types.ContextDataType{IpAddress: &ip, ServerName: aws.String("a"), ServerPath: aws.String("/"),
				HttpHeaders: []types.HttpHeader{{HeaderName: aws.String("User-Agent"), HeaderValue: aws.String("curl/8")}}}})
		return err
	}
	optest.Refused(t, signIn("198.51.100.7"), "NotAuthorizedException: Request not allowed due to security reasons.")
	optest.Refused(t, signIn("here"), "InvalidParameterException: IpAddress must be a valid IPv4 or IPv6 address.")
	optest.Refused(t, signIn("203.0.113.9"), "no error")
	newest, _ := s.Env.Store.View().AuthEvents(s.pool.ID, s.ann.Sub, nil, 9)
	if len(newest) != 2 || newest[0].Context != (state.EventContext{IP: "203.0.113.9", Device: "Other, Other", Given: true}) {
		t.Errorf("recorded: %+v", newest)
	}
}

func TestFeedbackOfUsers(t *testing.T) {
	s := protect(t, "ENFORCED", "OFF", "email", mail)
	s.fears("BLOCK")
	_, err := s.signIn(password)
	optest.Refused(t, err, blocked)
	token, event := s.Message(t).Code, s.Message(t).Body
	say := func(pool, name, event, token string) error {
		_, err := s.Unsigned.UpdateAuthEventFeedback(t.Context(), &cip.UpdateAuthEventFeedbackInput{
			UserPoolId: &pool, Username: &name, EventId: &event, FeedbackToken: &token, FeedbackValue: "Invalid"})
		return err
	}
	pool := string(s.pool.ID)
	optest.Refused(t, say(pool, "ann", event, token+"x"), "NotAuthorizedException: Invalid feedback token.")
	optest.Refused(t, say(pool, "ann", "none", token), "ResourceNotFoundException: Auth event does not exist.")
	optest.Refused(t, say(pool, "nobody", event, token), "UserNotFoundException: User does not exist.")
	optest.Refused(t, say("us-east-1_none", "ann", event, token), "ResourceNotFoundException: User pool us-east-1_none does not exist.")
	optest.Refused(t, say(pool, "ann", event, token), "no error")
	optest.Equal(t, s.Env.Store.View().AuthEvent(s.pool.ID, event).Feedback,
		&types.EventFeedbackType{FeedbackValue: "Invalid", Provider: aws.String("User"), FeedbackDate: aws.Time(s.Now())})
}

func TestBlockedOnceOfMany(t *testing.T) {
	s := protect(t, "ENFORCED", "OPTIONAL", "phone_number", phone)
	s.fears("MFA_REQUIRED")
	_, err := s.signIn(password)
	optest.Refused(t, err, "no error")
	code := s.Message(t).Code
	won := 0
	for _, err := range optest.Race(8, func(int) error { _, err := s.answer("SMS_MFA", "SMS_MFA_CODE", code); return err }) {
		if err == nil {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d of 8 were signed in", won)
	}
	optest.Equal(t, s.events(), []string{"SignIn Pass AccountTakeover High Password:Success Mfa:Success"})
}
