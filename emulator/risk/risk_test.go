package risk_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

const (
	home      = "203.0.113.9"
	elsewhere = "198.51.100.7"
	mail      = "ann@example.com"
)

// scene is a pool that is protected, an app client and a user.
type scene struct {
	*optest.Bench
	t      *testing.T
	guard  *risk.Guard
	pool   *state.Pool
	client *state.Client
	ann    *state.User
}

func begin(t *testing.T, mode types.AdvancedSecurityModeType) *scene {
	t.Helper()
	t.Parallel()
	b := optest.New(t)
	s := &scene{Bench: b, t: t, guard: risk.New(b.Env)}
	in := &cip.CreateUserPoolInput{PoolName: aws.String("pool"), UserPoolTier: types.UserPoolTierTypePlus}
	if mode != "" {
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: mode}
	}
	s.pool = b.Pool(t, in)
	s.client = b.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client"), GenerateSecret: true,
		EnablePropagateAdditionalUserContextData: aws.Bool(true)})
	s.ann = b.User(t, s.pool, "ann", "email", mail)
	return s
}

// fears says what there is to fear.
func (s *scene) fears(risks ...state.Risk) {
	s.t.Helper()
	s.Write(s.t, func(tx *state.Tx) error {
		return tx.SetThreats(&state.Threats{Pool: s.pool.ID, Risks: risks,
			Compromised: []state.CompromisedPassword{{Password: "known"}, {Username: "ann", Password: "ann's"}, {Username: "bob", Password: "bob's"}},
			Places:      []state.Place{{Addresses: "203.0.113.0/24", City: "Seattle", Country: "United States"}}})
	})
}

func (s *scene) configure(r state.RiskConfiguration) {
	s.t.Helper()
	r.Pool = s.pool.ID
	s.Write(s.t, func(tx *state.Tx) error { return tx.SetRiskConfiguration(&r) })
}

// from is a call from an address.
func (s *scene) from(ip string) *op.Call {
	c := s.Call(s.pool)
	c.IP, c.RequestID = ip, "request"
	return c
}

func (s *scene) watch(ip string) *risk.Attempt {
	return s.guard.Watch(s.from(ip), s.client, s.ann, types.EventTypeSignIn, "")
}

// record writes an attempt and returns it as it is shown.
func (s *scene) record(a *risk.Attempt) types.AuthEventType {
	s.t.Helper()
	s.Write(s.t, a.Record)
	return risk.View(s.Env.Store.View().AuthEvent(s.pool.ID, a.ID()))
}

func takeover(action types.AccountTakeoverEventActionType, notify *types.NotifyConfigurationType) *types.AccountTakeoverRiskConfigurationType {
	return &types.AccountTakeoverRiskConfigurationType{NotifyConfiguration: notify, Actions: &types.AccountTakeoverActionsType{
		HighAction: &types.AccountTakeoverActionType{EventAction: action, Notify: notify != nil}}}
}

func TestNobodyWatches(t *testing.T) {
	s := begin(t, "")
	s.fears(state.Risk{Level: types.RiskLevelTypeHigh})
	a := s.watch(home)
	if a != nil {
		t.Fatal("a pool without threat protection is watched")
	}
	a.Answered(types.ChallengeNamePassword, types.ChallengeResponseFailure)
	a.Ends(types.EventResponseTypeFail)
	a.Refused()
	a.Notify(risk.BlockNotice)
	if a.ID() != "" || a.Action() != "" || a.Failed() != nil || a.SignInPassword("known") != nil || a.NewPassword("known", "SIGN_UP") != nil {
		t.Error("an attempt that nobody watches comes to something")
	}
	s.Write(t, a.Record)
	optest.Refused(t, risk.Watching(s.pool), "UserPoolAddOnNotEnabledException: User pool add-ons are not enabled for this user pool.")
}

func TestFederatedUsersAreNotWatched(t *testing.T) {
	s := begin(t, "ENFORCED")
	u := s.Change(t, s.User(t, s.pool, "google_1"), func(u *state.User) { u.Status = types.UserStatusTypeExternalProvider })
	if s.guard.Watch(s.from(home), s.client, u, types.EventTypeSignIn, "") != nil {
		t.Error("a federated user is watched")
	}
}

func TestCustomAuthenticationHasAModeOfItsOwn(t *testing.T) {
	s := begin(t, "AUDIT")
	s.fears(state.Risk{Level: types.RiskLevelTypeHigh})
	s.configure(state.RiskConfiguration{Takeover: takeover("BLOCK", nil)})
	for mode, want := range map[types.AdvancedSecurityEnabledModeType]string{"": "not watched", "AUDIT": "", "ENFORCED": "BLOCK"} {
		pool := *s.pool
		pool.Config.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: "AUDIT"}
		if mode != "" {
			pool.Config.UserPoolAddOns.AdvancedSecurityAdditionalFlows = &types.AdvancedSecurityAdditionalFlowsType{CustomAuthMode: mode}
		}
		c := s.from(home)
		c.Pool = &pool
		got := "not watched"
		if a := s.guard.WatchCustom(c, s.client, s.ann, ""); a != nil {
			got = string(a.Action())
		}
		if got != want {
			t.Errorf("%q: %q, want %q", mode, got, want)
		}
	}
}

func TestAnEventTellsWhatHappened(t *testing.T) {
	s := begin(t, "AUDIT")
	s.fears()
	c := s.from(home)
	c.Device = op.Device{Told: true, Timezone: "-07:00",
		UserAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"}
	a := s.guard.Watch(c, s.client, s.ann, types.EventTypeSignIn, "")
	a.Answered(types.ChallengeNamePassword, types.ChallengeResponseSuccess)
	want := types.AuthEventType{
		EventId: aws.String(a.ID()), EventType: types.EventTypeSignIn, CreationDate: aws.Time(s.Now()),
		EventResponse:      types.EventResponseTypeInProgress,
		EventRisk:          &types.EventRiskType{RiskDecision: types.RiskDecisionTypeNoRisk, CompromisedCredentialsDetected: aws.Bool(false)},
		ChallengeResponses: []types.ChallengeResponseType{{ChallengeName: "Password", ChallengeResponse: "Success"}},
		EventContextData: &types.EventContextDataType{IpAddress: aws.String(home), DeviceName: aws.String("Chrome 126, Windows 10"),
			Timezone: aws.String("-07:00"), City: aws.String("Seattle"), Country: aws.String("United States")},
	}
	optest.Equal(t, s.record(a), want)

	// The next step takes the same event up, from the store.
	s.Env.Clock.Advance(time.Minute)
	b := s.guard.Watch(s.from(elsewhere), s.client, s.ann, types.EventTypeSignIn, a.ID())
	b.Answered(types.ChallengeNameMfa, types.ChallengeResponseFailure)
	b.Answered(types.ChallengeNameMfa, types.ChallengeResponseSuccess)
	b.Ends(types.EventResponseTypePass)
	want.EventResponse = types.EventResponseTypePass
	want.ChallengeResponses = append(want.ChallengeResponses, types.ChallengeResponseType{ChallengeName: "Mfa", ChallengeResponse: "Success"})
	optest.Equal(t, s.record(b), want)
	if events, _ := s.Env.Store.View().AuthEvents(s.pool.ID, s.ann.Sub, nil, 9); len(events) != 1 {
		t.Errorf("%d events of one sign-in", len(events))
	}

	// Without data about the device only the address is known.
	got := s.record(s.watch(elsewhere))
	optest.Equal(t, *got.EventContextData, types.EventContextDataType{IpAddress: aws.String(elsewhere), City: aws.String("null"), Country: aws.String("null")})
}

func TestTheHighestRiskThatFitsCounts(t *testing.T) {
	s := begin(t, "AUDIT")
	s.fears(
		state.Risk{Addresses: "198.51.100.0/24", Level: types.RiskLevelTypeMedium},
		state.Risk{Username: "ann", Addresses: elsewhere, Level: types.RiskLevelTypeHigh},
		state.Risk{Username: string(s.ann.Sub), Level: types.RiskLevelTypeLow},
		state.Risk{Username: "bob", Level: types.RiskLevelTypeHigh},
	)
	for ip, want := range map[string]types.RiskLevelType{elsewhere: "High", "198.51.100.8": "Medium", home: "Low"} {
		got := s.record(s.watch(ip)).EventRisk
		optest.Equal(t, got, &types.EventRiskType{RiskLevel: want, RiskDecision: "AccountTakeover", CompromisedCredentialsDetected: aws.Bool(false)})
	}
	s.configure(state.RiskConfiguration{Exceptions: &types.RiskExceptionConfigurationType{SkippedIPRangeList: []string{"198.51.100.0/24"}}})
	if got := s.record(s.watch(elsewhere)).EventRisk; got.RiskLevel != "" || got.RiskDecision != "NoRisk" {
		t.Errorf("an address that is to be skipped is assessed: %+v", got)
	}
	if err := s.watch(elsewhere).NewPassword("known", "SIGN_UP"); err != nil {
		t.Error(err)
	}
}

func TestActionsOfThePoolAndOfAClient(t *testing.T) {
	for name, c := range map[string]struct {
		mode         types.AdvancedSecurityModeType
		pool, client *types.AccountTakeoverRiskConfigurationType
		want         types.AccountTakeoverEventActionType
	}{
		"nothing configured":        {"ENFORCED", nil, nil, ""},
		"the pool's":                {"ENFORCED", takeover("BLOCK", nil), nil, "BLOCK"},
		"the client's":              {"ENFORCED", takeover("BLOCK", nil), takeover("MFA_REQUIRED", nil), "MFA_REQUIRED"},
		"only watched":              {"AUDIT", takeover("BLOCK", nil), nil, ""},
		"a level without an action": {"ENFORCED", &types.AccountTakeoverRiskConfigurationType{Actions: &types.AccountTakeoverActionsType{}}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.mode)
			s.fears(state.Risk{Level: types.RiskLevelTypeHigh})
			if c.pool != nil {
				s.configure(state.RiskConfiguration{Takeover: c.pool})
			}
			if c.client != nil {
				s.configure(state.RiskConfiguration{Client: s.client.ID, Takeover: c.client})
			}
			if got := s.watch(home).Action(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBlockedAddresses(t *testing.T) {
	s := begin(t, "ENFORCED")
	s.configure(state.RiskConfiguration{Exceptions: &types.RiskExceptionConfigurationType{BlockedIPRangeList: []string{"198.51.100.0/24"}}})
	if err := s.guard.Admit(s.from(home), s.client, "ann", types.EventTypeSignIn); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"ann", "nobody"} {
		optest.Refused(t, s.guard.Admit(s.from(elsewhere), s.client, name, types.EventTypeForgotPassword),
			"NotAuthorizedException: Request not allowed due to security reasons.")
	}
	events, _ := s.Env.Store.View().AuthEvents(s.pool.ID, s.ann.Sub, nil, 9)
	if len(events) != 1 || events[0].Decision != "Block" || events[0].Response != "Fail" || events[0].Type != "ForgotPassword" {
		t.Errorf("recorded: %+v", events)
	}
}

func TestBlockedAddressesWhereOneOnlyWatches(t *testing.T) {
	s := begin(t, "AUDIT")
	s.configure(state.RiskConfiguration{Exceptions: &types.RiskExceptionConfigurationType{BlockedIPRangeList: []string{"0.0.0.0/0"}}})
	if err := s.guard.Admit(s.from(home), s.client, "ann", types.EventTypeSignIn); err != nil {
		t.Error(err)
	}
}

func TestCompromisedPasswords(t *testing.T) {
	block := &types.CompromisedCredentialsRiskConfigurationType{Actions: &types.CompromisedCredentialsActionsType{EventAction: "BLOCK"}}
	const refused = "PasswordResetRequiredException: Password reset required for user due to security reasons"
	for name, c := range map[string]struct {
		mode       types.AdvancedSecurityModeType
		configured *types.CompromisedCredentialsRiskConfigurationType
		password   string
		want       string
		detected   bool
	}{
		"everybody's":        {"ENFORCED", block, "known", refused, true},
		"the user's":         {"ENFORCED", block, "ann's", refused, true},
		"another user's":     {"ENFORCED", block, "bob's", "no error", false},
		"nobody's":           {"ENFORCED", block, "fine", "no error", false},
		"only watched":       {"AUDIT", block, "known", "no error", true},
		"nothing configured": {"ENFORCED", nil, "known", "no error", true},
		"another occasion": {"ENFORCED", &types.CompromisedCredentialsRiskConfigurationType{Actions: block.Actions,
			EventFilter: []types.EventFilterType{"SIGN_UP"}}, "known", "no error", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.mode)
			s.fears()
			if c.configured != nil {
				s.configure(state.RiskConfiguration{Compromised: c.configured})
			}
			a := s.watch(home)
			optest.Refused(t, a.SignInPassword(c.password), c.want)
			got, want := s.record(a), types.EventRiskType{RiskDecision: "NoRisk", CompromisedCredentialsDetected: aws.Bool(c.detected)}
			status := types.UserStatusTypeConfirmed
			if c.want == refused {
				want.RiskDecision, status = "Block", types.UserStatusTypeResetRequired
			}
			optest.Equal(t, *got.EventRisk, want)
			if now := s.Look(s.ann).Status; now != status {
				t.Errorf("the user is %s, want %s", now, status)
			}
		})
	}
}

func TestNewPasswords(t *testing.T) {
	s := begin(t, "ENFORCED")
	s.fears()
	s.configure(state.RiskConfiguration{Compromised: &types.CompromisedCredentialsRiskConfigurationType{
		Actions: &types.CompromisedCredentialsActionsType{EventAction: "BLOCK"}, EventFilter: []types.EventFilterType{"SIGN_UP"}}})
	const refused = "InvalidPasswordException: Provided password cannot be used for security reasons."
	a := s.watch(home)
	optest.Refused(t, a.NewPassword("known", "SIGN_UP"), refused)
	if e := s.Env.Store.View().AuthEvent(s.pool.ID, a.ID()); e == nil || e.Response != "Fail" || !e.Compromised || e.Decision != "Block" {
		t.Errorf("recorded: %+v", e)
	}
	optest.Refused(t, s.watch(home).NewPassword("known", "PASSWORD_CHANGE"), "no error")
	optest.Refused(t, s.watch(home).NewPassword("", "SIGN_UP"), "no error")
	nobody := &state.User{Pool: s.pool.ID, Sub: "not there", Username: "cy"}
	optest.Refused(t, s.guard.Watch(s.from(home), s.client, nobody, types.EventTypeSignUp, "").NewPassword("known", "SIGN_UP"), refused)
}

func TestNotifications(t *testing.T) {
	texts := &types.NotifyConfigurationType{
		SourceArn:  aws.String("arn:aws:ses:us-east-1:123456789012:identity/admin@example.com"),
		BlockEmail: &types.NotifyEmailType{Subject: aws.String("Blocked from {ip-address}"), TextBody: aws.String("{username} {city} {country} {event-id} {feedback-token} {login-time} {device-name}")},
		MfaEmail:   &types.NotifyEmailType{Subject: aws.String("s"), HtmlBody: aws.String("<a href='{one-click-link-invalid}'>{city}</a>"), TextBody: aws.String("text")},
	}
	s := begin(t, "ENFORCED")
	s.fears(state.Risk{Level: types.RiskLevelTypeHigh})
	s.Write(t, func(tx *state.Tx) error {
		t := *tx.Threats(s.pool.ID)
		t.Places = []state.Place{{Addresses: home, City: "<Town>", Country: "Utopia"}}
		return tx.SetThreats(&t)
	})
	s.configure(state.RiskConfiguration{Takeover: takeover("BLOCK", texts)})

	a := s.watch(home)
	a.Refused()
	event := s.record(a)
	got, stored := s.Message(t), s.Env.Store.View().AuthEvent(s.pool.ID, a.ID())
	optest.Equal(t, got, &state.Message{ID: 1, Pool: s.pool.ID, Client: s.client.ID, Username: "ann", Sub: s.ann.Sub, Channel: state.Email,
		Destination: mail, Purpose: "RiskNotification_BlockEmail", Code: stored.Token, Link: got.Link, Subject: "Blocked from " + home,
		Body: "ann <Town> Utopia " + *event.EventId + " " + stored.Token + " 2026-03-03 04:05:06 UTC ", Sent: s.Now()})
	link, err := url.Parse(got.Link)
	if err != nil || !strings.HasPrefix(got.Link, "http://localhost:4588/eventFeedback?") || link.Query().Get("feedbackToken") != stored.Token ||
		link.Query().Get("feedbackValue") != "Valid" || link.Query().Get("eventId") != a.ID() || stored.Token == "" {
		t.Errorf("the link is %s", got.Link)
	}

	a = s.watch(home)
	a.Notify(risk.MFANotice)
	a.Notify(risk.NoActionNotice) // the first one counts
	s.record(a)
	if got := s.Message(t); got.Purpose != "RiskNotification_MfaEmail" || !strings.HasSuffix(got.Body, "'>&lt;Town&gt;</a>") || !strings.Contains(got.Body, "feedbackValue=Invalid&amp;") {
		t.Errorf("got %+v", got)
	}
	a = s.guard.Watch(s.from(home), s.client, s.ann, types.EventTypeSignIn, a.ID())
	a.Notify(risk.NoActionNotice) // only at the beginning
	a = s.watch(home)
	a.Notify(risk.NoActionNotice)
	s.record(a)
	if got := s.Message(t); got.Subject != "Sign-in to your account" || !strings.Contains(got.Body, "was an unusual sign-in") {
		t.Errorf("without a template: %+v", got)
	}
	if n := len(s.Messages()); n != 3 {
		t.Errorf("%d messages", n)
	}
}

func TestNobodyIsNotified(t *testing.T) {
	texts := &types.NotifyConfigurationType{SourceArn: aws.String("arn:aws:ses:us-east-1:123456789012:identity/admin@example.com")}
	for name, change := range map[string]func(*scene) types.AdvancedSecurityModeType{
		"only watched": func(s *scene) types.AdvancedSecurityModeType {
			s.configure(state.RiskConfiguration{Takeover: takeover("NO_ACTION", texts)})
			return "AUDIT"
		},
		"not wanted": func(s *scene) types.AdvancedSecurityModeType {
			s.configure(state.RiskConfiguration{Takeover: takeover("NO_ACTION", nil)})
			return "ENFORCED"
		},
		"no address": func(s *scene) types.AdvancedSecurityModeType {
			s.configure(state.RiskConfiguration{Takeover: takeover("NO_ACTION", texts)})
			s.ann = s.Change(s.t, s.ann, func(u *state.User) { delete(u.Attributes, "email") })
			return "ENFORCED"
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, "ENFORCED")
			s.fears(state.Risk{Level: types.RiskLevelTypeHigh})
			mode := change(s)
			pool := *s.pool
			pool.Config.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: mode}
			c := s.from(home)
			c.Pool = &pool
			a := s.guard.Watch(c, s.client, s.ann, types.EventTypeSignIn, "")
			a.Notify(risk.NoActionNotice)
			s.record(a)
			if n := len(s.Messages()); n != 0 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

func TestWhatIsLogged(t *testing.T) {
	s := begin(t, "AUDIT")
	s.fears(state.Risk{Level: types.RiskLevelTypeLow})
	s.Write(t, func(tx *state.Tx) error {
		return tx.SetLogDelivery(&state.LogDelivery{Pool: s.pool.ID, Region: "us-east-1", Configurations: []types.LogConfigurationType{{
			EventSource: "userAuthEvents", LogLevel: "INFO", S3Configuration: &types.S3ConfigurationType{BucketArn: aws.String("arn:aws:s3:::logs")}}}})
	})
	a := s.watch(home)
	a.Answered(types.ChallengeNamePassword, types.ChallengeResponseFailure)
	if err := a.Failed(); err != nil {
		t.Fatal(err)
	}
	logged := s.Env.Store.View().LogEvents(func(*state.LogEvent) bool { return true })
	if len(logged) != 1 || logged[0].Destination != "arn:aws:s3:::logs" {
		t.Fatalf("logged: %+v", logged)
	}
	var got map[string]any
	if err := json.Unmarshal(logged[0].Message, &got); err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, got, map[string]any{
		"version": "1", "eventId": a.ID(), "eventType": "SignIn", "userSub": string(s.ann.Sub), "userName": "ann",
		"userPoolId": string(s.pool.ID), "clientId": string(s.client.ID), "creationDate": "Tue Mar  3 04:05:06 UTC 2026",
		"eventResponse": "Fail", "riskLevel": "LOW", "riskDecision": "ACCOUNT_TAKEOVER", "challenges": []any{"Password:Failure"},
		"deviceName": "", "ipAddress": home, "requestId": "request", "idpName": "", "compromisedCredentialDetected": "false",
		"city": "Seattle", "country": "United States", "eventFeedbackValue": "", "eventFeedbackDate": "", "eventFeedbackProvider": "",
		"hasContextData": "false",
	})
}

func TestContexts(t *testing.T) {
	s := begin(t, "AUDIT")
	collected := func(inner string) string {
		outer, _ := json.Marshal(map[string]string{"payload": inner, "version": "JS20171115"})
		return base64.StdEncoding.EncodeToString(outer)
	}
	own := collected(`{"contextData":{"UserAgent":"agent","ClientTimezone":"+02:00"}}`)
	withoutSecret, notPropagating := *s.client, *s.client
	withoutSecret.Secrets = nil
	notPropagating.Config.EnablePropagateAdditionalUserContextData = nil
	for name, x := range map[string]struct {
		client *state.Client
		data   *types.UserContextDataType
		ip     string
		device op.Device
		want   string
	}{
		"nothing":                    {s.client, nil, home, op.Device{}, "no error"},
		"an address":                 {s.client, &types.UserContextDataType{IpAddress: aws.String(elsewhere)}, elsewhere, op.Device{}, "no error"},
		"an address of version 6":    {s.client, &types.UserContextDataType{IpAddress: aws.String("2001:db8::1")}, "2001:db8::1", op.Device{}, "no error"},
		"no address":                 {s.client, &types.UserContextDataType{IpAddress: aws.String("here")}, home, op.Device{}, "InvalidParameterException: IpAddress must be a valid IPv4 or IPv6 address."},
		"of a client without secret": {&withoutSecret, &types.UserContextDataType{IpAddress: aws.String(elsewhere)}, home, op.Device{}, "no error"},
		"of a client not set up":     {&notPropagating, &types.UserContextDataType{IpAddress: aws.String("here")}, home, op.Device{}, "no error"},
		"a device":                   {&withoutSecret, &types.UserContextDataType{EncodedData: &own}, home, op.Device{Told: true, UserAgent: "agent", Timezone: "+02:00"}, "no error"},
		"a device that says nothing": {s.client, &types.UserContextDataType{EncodedData: aws.String("!")}, home, op.Device{Told: true}, "no error"},
		"a device in another form":   {s.client, &types.UserContextDataType{EncodedData: aws.String(collected("["))}, home, op.Device{Told: true}, "no error"},
	} {
		c := s.from(home)
		optest.Refused(t, s.guard.Context(c, x.client, x.data), x.want)
		if c.IP != x.ip || c.Device != x.device {
			t.Errorf("%s: %s %+v", name, c.IP, c.Device)
		}
	}
	c := s.from(home)
	admin := &types.ContextDataType{IpAddress: aws.String(elsewhere), ServerName: aws.String("a"), ServerPath: aws.String("/"),
		HttpHeaders: []types.HttpHeader{{HeaderName: aws.String("user-agent"), HeaderValue: aws.String("of the header")}, {HeaderName: aws.String("X")}}}
	optest.Refused(t, s.guard.AdminContext(c, admin), "no error")
	optest.Equal(t, []any{c.IP, c.Device}, []any{elsewhere, op.Device{Told: true, UserAgent: "of the header"}})
	admin.EncodedData = &own
	optest.Refused(t, s.guard.AdminContext(c, admin), "no error")
	optest.Equal(t, c.Device, op.Device{Told: true, UserAgent: "agent", Timezone: "+02:00"})
	admin.IpAddress = aws.String("")
	optest.Refused(t, s.guard.AdminContext(c, admin), "InvalidParameterException: IpAddress must be a valid IPv4 or IPv6 address.")
}

func TestCompletedLater(t *testing.T) {
	s := begin(t, "AUDIT")
	a := s.guard.Watch(s.from(home), s.client, s.ann, types.EventTypeSignUp, "")
	s.record(a)
	s.record(s.watch(home))
	for range 2 {
		s.Write(t, func(tx *state.Tx) error { return risk.Complete(tx, s.from(home), s.ann, types.EventTypeSignUp) })
		if e := s.Env.Store.View().AuthEvent(s.pool.ID, a.ID()); e.Response != "Pass" {
			t.Errorf("the sign-up is %s", e.Response)
		}
	}
	s.Write(t, func(tx *state.Tx) error { return risk.Complete(tx, s.from(home), s.ann, types.EventTypeForgotPassword) })
}
