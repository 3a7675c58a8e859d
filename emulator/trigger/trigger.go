// Package trigger calls the functions that the triggers of a pool name: it knows where their code runs,
// what the service sends to each of them, what it understands of an answer, and in which words it speaks
// of a function that fails. It decides nothing: what an answer means for a sign-up or a sign-in is the
// caller's business.
//
// A function may call the emulator back. So nobody may call a function from within a transaction, and
// nothing here holds a lock while one runs.
package trigger

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/clock"
	"cognito-emulator/emulator/entropy"
	"cognito-emulator/state"
)

// Name is a trigger as configurations and error texts call it.
type Name string

// The triggers.
const (
	PreSignUp                   Name = "PreSignUp"
	PostConfirmation            Name = "PostConfirmation"
	PreAuthentication           Name = "PreAuthentication"
	PostAuthentication          Name = "PostAuthentication"
	DefineAuthChallenge         Name = "DefineAuthChallenge"
	CreateAuthChallenge         Name = "CreateAuthChallenge"
	VerifyAuthChallengeResponse Name = "VerifyAuthChallengeResponse"
	PreTokenGeneration          Name = "PreTokenGeneration"
	UserMigration               Name = "UserMigration"
	CustomMessage               Name = "CustomMessage"
	CustomEmailSender           Name = "CustomEmailSender"
	CustomSMSSender             Name = "CustomSMSSender"
	InboundFederation           Name = "InboundFederation"
)

// The occasions of the triggers that have several, and do not share them with others.
// Doc: "Customizing user pool workflows with Lambda triggers", the tables of sources.
const (
	SourceSignUp                = "PreSignUp_SignUp"
	SourceAdminCreateUser       = "PreSignUp_AdminCreateUser"
	SourceExternalProvider      = "PreSignUp_ExternalProvider"
	SourceConfirmSignUp         = "PostConfirmation_ConfirmSignUp"
	SourceConfirmForgotPassword = "PostConfirmation_ConfirmForgotPassword"
	SourceMigrateSignIn         = "UserMigration_Authentication"
	SourceMigrateForgotPassword = "UserMigration_ForgotPassword"
	SourceSignIn                = "TokenGeneration_Authentication"
	SourceNewPassword           = "TokenGeneration_NewPasswordChallenge"
	SourceDevice                = "TokenGeneration_AuthenticateDevice"
	SourceRefresh               = "TokenGeneration_RefreshTokens"
	SourceHosted                = "TokenGeneration_HostedAuth"
	SourceMachine               = "TokenGeneration_ClientCredentials"
)

// Triggers calls functions and remembers that it did.
type Triggers struct {
	places  places
	senders Senders
	timeout time.Duration
	store   *state.Store
	clock   *clock.Clock
	entropy *entropy.Source
	log     *slog.Logger
	http    *http.Transport
}

// New returns the triggers of an emulator. The settings must be valid.
func New(s Settings, store *state.Store, now *clock.Clock, random *entropy.Source, log *slog.Logger) *Triggers {
	timeout := s.Timeout
	if timeout == 0 {
		timeout = answerTime
	}
	return &Triggers{
		places: s.places(), senders: s.Senders, timeout: timeout, store: store, clock: now, entropy: random, log: log,
		// No proxy stands between an emulator and a function beside it. Connections are kept: a sign-in
		// calls several functions one after the other.
		http: &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute},
	}
}

// Close closes the connections that are kept for later.
func (t *Triggers) Close() { t.http.CloseIdleConnections() }

// Occasion is what every event tells of the call that it comes from.
type Occasion struct {
	Pool     *state.Pool
	Client   state.ClientID // empty: the call names no app client
	UserName string
	// UserAgent is the caller's.
	UserAgent string
}

// noClient stands for the app client in events of administrators' operations that name none.
// Seen: localstack/localstack#10737 and other events of AdminCreateUser.
const noClient = "CLIENT_ID_NOT_APPLICABLE"

// event writes an event: what all of them begin with, and the two halves. Without a response it has none.
// Seen: real events, in which the members follow one another like this.
func (o Occasion) event(version, source string, request, response any) ([]byte, error) {
	client := string(o.Client)
	if client == "" {
		client = noClient
	}
	d := newDocument()
	for _, m := range [...]struct{ before, text string }{
		{`{"version":`, version}, {`,"triggerSource":`, source}, {`,"region":`, o.Pool.Region}, {`,"userPoolId":`, string(o.Pool.ID)},
		{`,"userName":`, o.UserName}, {`,"callerContext":{"awsSdkVersion":`, sdkVersion(o.UserAgent)}, {`,"clientId":`, client},
	} {
		d.raw(m.before)
		d.string(m.text)
	}
	d.raw(`},"request":`)
	d.value(request)
	if response != nil {
		d.raw(`,"response":`)
		d.value(response)
	}
	d.raw("}")
	return d.bytes()
}

// sdkVersion is a User-Agent as events tell it: name and version of the SDK, or that it is none.
// Seen: aws-sdk-nodejs-2.856.0 of an SDK, aws-sdk-unknown-unknown of browsers and Amplify.
// Assumed: that it is the first part of the header that begins like an SDK's (A281).
func sdkVersion(agent string) string {
	for part := range strings.FieldsSeq(agent) {
		if strings.HasPrefix(part, "aws-sdk-") && strings.Contains(part, "/") {
			return strings.Replace(part, "/", "-", 1)
		}
	}
	return "aws-sdk-unknown-unknown"
}

// Attributes are a user's attributes as events tell them: all of them, with the status and the aliases
// by which the user can sign in. Seen: aws-amplify/amplify-js#5834.
func Attributes(p *state.Pool, u *state.User) map[string]string {
	told := make(map[string]string, len(u.Attributes)+4)
	for name, value := range u.Attributes {
		told[name] = value
	}
	told["sub"] = string(u.Sub)
	told["cognito:user_status"] = string(u.Status)
	for _, name := range []string{"email", "phone_number"} {
		if p.HasAlias(name) && u.Verified(name) { // Assumed: an address that is no alias yet is not told as one (A282)
			told["cognito:"+name+"_alias"] = u.Attributes[name]
		}
	}
	return told
}

// function is the function of a trigger, as a pool's configuration names it.
type function struct {
	trigger Name
	arn     string // empty: the pool has none
	version string // of the event
}

// function looks the function of a trigger up. Doc: LambdaConfigType.
func (o Occasion) function(n Name) function {
	f, c := function{trigger: n, version: "1"}, o.Pool.Config.LambdaConfig
	if c == nil {
		return f
	}
	arn := plain(c, n)
	switch {
	case n == CustomEmailSender && c.CustomEmailSender != nil:
		arn = c.CustomEmailSender.LambdaArn
	case n == CustomSMSSender && c.CustomSMSSender != nil:
		arn = c.CustomSMSSender.LambdaArn
	case n == InboundFederation && c.InboundFederation != nil:
		arn = c.InboundFederation.LambdaArn
	case n == PreTokenGeneration && c.PreTokenGenerationConfig != nil:
		arn = c.PreTokenGenerationConfig.LambdaArn
		f.version = tokenVersion(c.PreTokenGenerationConfig.LambdaVersion)
	}
	f.arn = aws.ToString(arn)
	return f
}

// plain is the ARN of a trigger that needs nothing else.
func plain(c *types.LambdaConfigType, n Name) *string {
	switch n {
	case PreSignUp:
		return c.PreSignUp
	case PostConfirmation:
		return c.PostConfirmation
	case PreAuthentication:
		return c.PreAuthentication
	case PostAuthentication:
		return c.PostAuthentication
	case DefineAuthChallenge:
		return c.DefineAuthChallenge
	case CreateAuthChallenge:
		return c.CreateAuthChallenge
	case VerifyAuthChallengeResponse:
		return c.VerifyAuthChallengeResponse
	case PreTokenGeneration:
		return c.PreTokenGeneration
	case UserMigration:
		return c.UserMigration
	case CustomMessage:
		return c.CustomMessage
	}
	return nil
}

// tokenVersion is the version of an event of PreTokenGeneration.
func tokenVersion(v types.PreTokenGenerationLambdaVersionType) string {
	switch v {
	case types.PreTokenGenerationLambdaVersionTypeV20:
		return "2"
	case types.PreTokenGenerationLambdaVersionTypeV30:
		return "3"
	}
	return "1"
}

// Configured tells whether the pool has a function for the trigger.
func Configured(p *state.Pool, n Name) bool { return Occasion{Pool: p}.function(n).arn != "" }

// ask calls the function of a trigger and fills in what it answered. response holds what the service
// sends for it. It reports false when the pool has no such function.
func ask(ctx context.Context, t *Triggers, n Name, o Occasion, source string, request, response any) (bool, error) {
	f := o.function(n)
	if f.arn == "" {
		return false, nil
	}
	event, err := o.event(f.version, source, request, response)
	if err != nil {
		return false, err
	}
	return true, t.call(ctx, f, o, source, event, func(answer []byte) error { return understand(answer, response) })
}
