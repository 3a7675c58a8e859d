package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	// Texts of threat protection. Seen: Badsworth/pfml_scripts, and in the clients of other sites.
	signInBlocked       = "Unable to login because of security reasons."
	addressBlocked      = "Request not allowed due to security reasons."
	passwordInsecure    = "Provided password cannot be used for security reasons."
	passwordCompromised = "Password reset required for user due to security reasons"
	noAddOns            = "User pool add-ons are not enabled for this user pool."

	// breached is a password that others know, good for the default policy.
	breached = "Kn0wn!elsewhere"
	// home and elsewhere are addresses to call from.
	home      = "203.0.113.9"
	elsewhere = "198.51.100.7"
)

// threats is what a target is told about what there is to fear in a pool.
type threats struct {
	CompromisedCredentials []knownPassword `json:"compromisedCredentials"`
	Risks                  []feared        `json:"risks"`
	Places                 []located       `json:"places"`
}

type knownPassword struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

type feared struct {
	Username  string `json:"username"`
	IPAddress string `json:"ipAddress"`
	Level     string `json:"level"`
}

type located struct {
	IPAddress string `json:"ipAddress"`
	City      string `json:"city"`
	Country   string `json:"country"`
}

// Fear tells the target what there is to fear in the pool made last, in place of what it was told before.
func (w *World) Fear(t threats) {
	w.t.Helper()
	w.inspect("PUT", "/_inspect/risk?userPoolId="+w.pool.ID, canonical(t), nil)
}

// everybody is feared that much.
func everybody(level string) threats { return threats{Risks: []feared{{Level: level}}} }

// Protected makes a pool with threat protection.
func Protected(mode types.AdvancedSecurityModeType) PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.UserPoolTier = types.UserPoolTierTypePlus
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: mode}
	})
}

// protected makes such a pool with a client and a user.
func protected(mode types.AdvancedSecurityModeType, options ...PoolOption) func(w *World) {
	return func(w *World) {
		w.Pool(append(options, Protected(mode))...)
		w.Client()
		w.User(Mail(annMail))
	}
}

// configure sets what is done about risks in the pool made last.
func (w *World) configure(change func(*cip.SetRiskConfigurationInput)) {
	w.t.Helper()
	in := &cip.SetRiskConfigurationInput{UserPoolId: &w.pool.ID}
	change(in)
	OK(w, w.API.SetRiskConfiguration, in)
}

// answering answers a risk of each level with an action, the empty one with nothing.
func answering(low, medium, high types.AccountTakeoverEventActionType) func(*cip.SetRiskConfigurationInput) {
	return func(in *cip.SetRiskConfigurationInput) {
		action := func(a types.AccountTakeoverEventActionType) *types.AccountTakeoverActionType {
			if a == "" {
				return nil
			}
			return &types.AccountTakeoverActionType{EventAction: a}
		}
		in.AccountTakeoverRiskConfiguration = &types.AccountTakeoverRiskConfigurationType{Actions: &types.AccountTakeoverActionsType{
			LowAction: action(low), MediumAction: action(medium), HighAction: action(high),
		}}
	}
}

// refuseKnown does something about passwords that others know.
func refuseKnown(action types.CompromisedCredentialsEventActionType, when ...types.EventFilterType) func(*cip.SetRiskConfigurationInput) {
	return func(in *cip.SetRiskConfigurationInput) {
		in.CompromisedCredentialsRiskConfiguration = &types.CompromisedCredentialsRiskConfigurationType{
			Actions: &types.CompromisedCredentialsActionsType{EventAction: action}, EventFilter: when,
		}
	}
}

// except treats addresses in another way.
func except(blocked, skipped []string) func(*cip.SetRiskConfigurationInput) {
	return func(in *cip.SetRiskConfigurationInput) {
		in.RiskExceptionConfiguration = &types.RiskExceptionConfigurationType{BlockedIPRangeList: blocked, SkippedIPRangeList: skipped}
	}
}

// TrySignInFrom is TrySignIn as a server does it for a user who calls from an address, with a browser.
func (w *World) TrySignInFrom(ip, pw string) (*Answer, error) {
	w.t.Helper()
	out, err := w.API.AdminInitiateAuth(w.ctx, &cip.AdminInitiateAuthInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth,
		AuthParameters: w.complete(Params{"USERNAME": w.user.Login, "PASSWORD": pw}, w.user.Login),
		ContextData: &types.ContextDataType{
			IpAddress: &ip, ServerName: new("server"), ServerPath: new("/signin"),
			HttpHeaders: []types.HttpHeader{{HeaderName: new("user-agent"), HeaderValue: new(chromeOnMac)}},
		},
	})
	if err != nil {
		return nil, err
	}
	return w.answered(string(out.ChallengeName), out.ChallengeParameters, out.Session, out.AvailableChallenges, out.AuthenticationResult), nil
}

// events are what is recorded of the user made last, newest first.
func (w *World) events() []types.AuthEventType {
	w.t.Helper()
	return OK(w, w.API.AdminListUserAuthEvents, &cip.AdminListUserAuthEventsInput{
		UserPoolId: &w.pool.ID, Username: &w.user.Username, MaxResults: new(int32(60))}).AuthEvents
}

// recorded judges everything that is recorded of the user made last, newest first.
func (w *World) recorded(want ...types.AuthEventType) {
	w.t.Helper()
	w.Equal(w.events(), append([]types.AuthEventType{}, want...))
}

// event is what is recorded of something without a risk, from an address of which nothing is known, that begins with these
// answers: "Password" for a right one, "!Mfa" for a wrong one.
func event(kind types.EventType, response types.EventResponseType, answers ...string) types.AuthEventType {
	e := types.AuthEventType{
		EventId: new(AnyUUID), EventType: kind, EventResponse: response, CreationDate: Lately(),
		EventRisk:          &types.EventRiskType{RiskDecision: types.RiskDecisionTypeNoRisk, CompromisedCredentialsDetected: new(false)},
		EventContextData:   &types.EventContextDataType{IpAddress: new(AnyText), City: new("null"), Country: new("null")},
		ChallengeResponses: []types.ChallengeResponseType{},
	}
	for _, name := range answers {
		answer := types.ChallengeResponseType{ChallengeResponse: types.ChallengeResponseSuccess}
		if name[0] == '!' {
			name, answer.ChallengeResponse = name[1:], types.ChallengeResponseFailure
		}
		answer.ChallengeName = types.ChallengeName(name)
		e.ChallengeResponses = append(e.ChallengeResponses, answer)
	}
	return e
}

// risky says how much there was to fear, and what was decided.
func risky(e types.AuthEventType, level types.RiskLevelType, decision types.RiskDecisionType) types.AuthEventType {
	e.EventRisk = &types.EventRiskType{RiskLevel: level, RiskDecision: decision, CompromisedCredentialsDetected: new(false)}
	return e
}

// compromised says that others know the password, and what was decided.
func compromised(e types.AuthEventType, decision types.RiskDecisionType) types.AuthEventType {
	e.EventRisk = &types.EventRiskType{RiskDecision: decision, CompromisedCredentialsDetected: new(true)}
	return e
}

// cameFrom says where it came from.
func cameFrom(e types.AuthEventType, at types.EventContextDataType) types.AuthEventType {
	e.EventContextData = &at
	return e
}

// fromBrowser is the context of TrySignInFrom.
func fromBrowser(ip string) types.EventContextDataType {
	return types.EventContextDataType{IpAddress: &ip, DeviceName: new("Chrome 125, macOS 15.0"), City: new("null"), Country: new("null")}
}
