package trigger_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/clock"
	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

const (
	functionName = "my-function"
	functionARN  = "arn:aws:lambda:eu-west-1:123456789012:function:" + functionName
)

// scene is triggers, what they remember and what they log.
type scene struct {
	*trigger.Triggers
	store *state.Store
	log   *bytes.Buffer
	pool  *state.Pool
}

func newScene(t *testing.T, s trigger.Settings) *scene {
	t.Helper()
	if s.Timeout == 0 {
		s.Timeout = 10 * time.Second // what is slow here is the machine
	}
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	x := &scene{store: state.New(), log: &bytes.Buffer{}}
	x.Triggers = trigger.New(s, x.store, clock.New(), entropy.Seeded(1), slog.New(slog.NewTextHandler(x.log, nil)))
	t.Cleanup(x.Close)
	arn := aws.String(functionARN)
	x.pool = &state.Pool{ID: "eu-west-1_Ab1Cd2Ef3", Region: "eu-west-1", Account: "123456789012"}
	x.pool.Config.LambdaConfig = &types.LambdaConfigType{
		PreSignUp: arn, PostConfirmation: arn, PreAuthentication: arn, PostAuthentication: arn, DefineAuthChallenge: arn,
		CreateAuthChallenge: arn, VerifyAuthChallengeResponse: arn, PreTokenGeneration: arn, UserMigration: arn, CustomMessage: arn,
		CustomEmailSender: &types.CustomEmailLambdaVersionConfigType{LambdaArn: arn},
		CustomSMSSender:   &types.CustomSMSLambdaVersionConfigType{LambdaArn: arn},
		InboundFederation: &types.InboundFederationLambdaType{LambdaArn: arn},
		KMSKeyID:          aws.String("arn:aws:kms:eu-west-1:123456789012:key/k"),
	}
	return x
}

func (s *scene) occasion() trigger.Occasion {
	return trigger.Occasion{Pool: s.pool, Client: "client", UserName: "ann", UserAgent: "aws-sdk-nodejs/2.856.0 linux/v14"}
}

// signUp calls the function the way a sign-up does.
func (s *scene) signUp(ctx context.Context) (trigger.SignUpDecision, error) {
	return s.PreSignUp(ctx, s.occasion(), trigger.SourceSignUp, trigger.SigningUp{UserAttributes: map[string]string{"email": "a@example.com"}})
}

// last is the newest invocation.
func (s *scene) last(t *testing.T) *state.Invocation {
	t.Helper()
	all := s.store.View().Invocations(func(*state.Invocation) bool { return true })
	if len(all) == 0 {
		t.Fatal("nothing was called")
	}
	return all[len(all)-1]
}

// here runs code in the test itself.
func here(code trigger.Function) trigger.Settings {
	return trigger.Settings{Functions: map[string]trigger.Function{functionName: code}}
}

// answering is a function that answers that document whatever it is asked.
func answering(answer string) trigger.Function {
	return func(context.Context, []byte) ([]byte, error) { return []byte(answer), nil }
}

func refused(t *testing.T, err error, want string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) {
		t.Fatalf("no error of the service: %v", err)
	}
	if got := api.ErrorCode() + ": " + api.ErrorMessage(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEvent(t *testing.T) {
	t.Parallel()
	s := newScene(t, here(answering(`{"response":{"autoConfirmUser":true}}`)))
	d, err := s.signUp(t.Context())
	if want := (trigger.SignUpDecision{AutoConfirmUser: true}); err != nil || d != want {
		t.Errorf("%+v, %v", d, err)
	}
	const event = `{"version":"1","triggerSource":"PreSignUp_SignUp","region":"eu-west-1","userPoolId":"eu-west-1_Ab1Cd2Ef3","userName":"ann",` +
		`"callerContext":{"awsSdkVersion":"aws-sdk-nodejs-2.856.0","clientId":"client"},` +
		`"request":{"userAttributes":{"email":"a@example.com"},"validationData":null},` +
		`"response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}`
	made := *s.last(t)
	made.Duration, made.At = 0, time.Time{}
	want := state.Invocation{
		ID: 1, Pool: s.pool.ID, Client: "client", Username: "ann", Trigger: "PreSignUp", Source: "PreSignUp_SignUp", Function: functionARN,
		Event: event, Answer: `{"response":{"autoConfirmUser":true}}`, Attempts: 1,
	}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
}

func TestCallerContext(t *testing.T) {
	t.Parallel()
	s := newScene(t, here(answering(`{"response":{}}`)))
	for agent, want := range map[string]string{
		"aws-sdk-nodejs/2.856.0 linux/v14":                  "aws-sdk-nodejs-2.856.0",
		"m/E aws-sdk-go-v2/1.47.8 ua/2.1 os/linux":          "aws-sdk-go-v2-1.47.8",
		"Mozilla/5.0 (X11; Linux) aws-amplify/6.0 auth/aws": "aws-sdk-unknown-unknown",
		"": "aws-sdk-unknown-unknown",
	} {
		o := s.occasion()
		o.UserAgent, o.Client = agent, ""
		if _, err := s.PreAuthentication(t.Context(), o, trigger.SigningIn{}); err != nil {
			t.Fatal(err)
		}
		if event := s.last(t).Event; !strings.Contains(event, `"callerContext":{"awsSdkVersion":"`+want+`","clientId":"CLIENT_ID_NOT_APPLICABLE"}`) {
			t.Errorf("%q: %s", agent, event)
		}
	}
}

// TestNothingConfigured tells a pool without functions from a function without a place.
func TestNothingConfigured(t *testing.T) {
	t.Parallel()
	s := newScene(t, trigger.Settings{})
	_, err := s.signUp(t.Context())
	refused(t, err, "UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException.")
	for _, hint := range []string{"--lambda-endpoint", "--lambda-url my-function=<url>", "Triggers.Functions"} {
		if !strings.Contains(s.log.String(), hint) {
			t.Errorf("the log says nothing of %s:\n%s", hint, s.log)
		}
	}
	if made := s.last(t); made.Attempts != 0 || made.Error == "" {
		t.Errorf("%+v", made)
	}
	s.pool = &state.Pool{ID: "eu-west-1_none"}
	d, err := s.signUp(t.Context())
	if err != nil || d != (trigger.SignUpDecision{}) {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestBadFunctions calls functions that fail in every way there is in one process.
func TestBadFunctions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		code trigger.Function
		want string
	}{
		"an error":       {func(context.Context, []byte) ([]byte, error) { return nil, errors.New("Denied") }, "UserLambdaValidationException: PreSignUp failed with error Denied."},
		"a panic":        {func(context.Context, []byte) ([]byte, error) { panic("Oh") }, "UserLambdaValidationException: PreSignUp failed with error Oh."},
		"no answer":      {answering(""), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		"half an answer": {answering(`{"response":`), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		"null":           {answering("null"), "InvalidLambdaResponseException: Unrecognizable lambda output"},
		"a text":         {answering(`"ok"`), "InvalidLambdaResponseException: Unrecognizable lambda output"},
		"a list":         {answering(`[]`), "InvalidLambdaResponseException: Unrecognizable lambda output"},
		"no response":    {answering(`{"version":"1"}`), "InvalidLambdaResponseException: Unrecognizable lambda output"},
		"null response":  {answering(`{"response":null}`), "InvalidLambdaResponseException: Unrecognizable lambda output"},
		"another type":   {answering(`{"response":{"autoConfirmUser":"true"}}`), "InvalidLambdaResponseException: Unrecognizable lambda output"},
		"a number":       {answering(`{"response":{"autoConfirmUser":1}}`), "InvalidLambdaResponseException: Unrecognizable lambda output"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, here(c.code))
			_, err := s.signUp(t.Context())
			refused(t, err, c.want)
			if made := s.last(t); made.Error == "" || made.Attempts != 1 {
				t.Errorf("%+v", made)
			}
		})
	}
}

// TestGoodAnswers are answers that are no trouble: what is too much, null or in other letters counts for
// nothing.
func TestGoodAnswers(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]trigger.SignUpDecision{
		`{"response":{}}`: {},
		`{"response":{"autoConfirmUser":null,"autoVerifyEmail":true}}`:                  {AutoVerifyEmail: true},
		`{"response":{"AutoConfirmUser":true,"autoverifyemail":true}}`:                  {},
		`{"response":{"autoConfirmUser":true,"claims":{"a":[1]}},"request":7,"x":null}`: {AutoConfirmUser: true},
	} {
		s := newScene(t, here(answering(answer)))
		if d, err := s.signUp(t.Context()); err != nil || d != want {
			t.Errorf("%s: %+v, %v", answer, d, err)
		}
	}
}

// A function that does not answer in time is called three times. The caller's own patience ends it all.
func TestLate(t *testing.T) {
	t.Parallel()
	settings := here(func(ctx context.Context, _ []byte) ([]byte, error) {
		<-ctx.Done()
		return []byte(`{"response":{}}`), nil // too late
	})
	settings.Timeout = time.Millisecond
	s := newScene(t, settings)
	_, err := s.signUp(t.Context())
	refused(t, err, "UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.")
	if made := s.last(t); made.Attempts != 3 {
		t.Errorf("%d attempts", made.Attempts)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.signUp(gone); err == nil || s.last(t).Attempts != 1 {
		t.Errorf("%v after %d attempts", err, s.last(t).Attempts)
	}
}

// TestSecondAttempt is a function that answers the second time.
func TestSecondAttempt(t *testing.T) {
	t.Parallel()
	calls := 0
	settings := here(func(ctx context.Context, _ []byte) ([]byte, error) {
		if calls++; calls == 1 {
			<-ctx.Done()
		}
		return []byte(`{"response":{"autoConfirmUser":true}}`), nil
	})
	settings.Timeout = 100 * time.Millisecond
	s := newScene(t, settings)
	if d, err := s.signUp(t.Context()); err != nil || !d.AutoConfirmUser || s.last(t).Attempts != 2 {
		t.Errorf("%+v, %v, %d attempts", d, err, s.last(t).Attempts)
	}
}

// TestOf runs code that works with values.
func TestOf(t *testing.T) {
	t.Parallel()
	type event struct {
		UserName string `json:"userName"`
		Response struct {
			AutoConfirmUser bool `json:"autoConfirmUser"`
		} `json:"response"`
	}
	s := newScene(t, here(trigger.Of(func(_ context.Context, e event) (event, error) {
		if e.UserName != "ann" {
			return e, errors.New("who is " + e.UserName + "?")
		}
		e.Response.AutoConfirmUser = true
		return e, nil
	})))
	if d, err := s.signUp(t.Context()); err != nil || !d.AutoConfirmUser {
		t.Errorf("%+v, %v", d, err)
	}
	o := s.occasion()
	o.UserName = "bob"
	refused(t, s.PostConfirmation(t.Context(), o, trigger.SourceConfirmSignUp, trigger.Confirmed{}), "UserLambdaValidationException: PostConfirmation failed with error who is bob?.")
}

func TestTokenChanges(t *testing.T) {
	t.Parallel()
	group := "r1"
	for name, c := range map[string]struct {
		version types.PreTokenGenerationLambdaVersionType
		answer  string
		want    *trigger.TokenChanges
		refused bool
	}{
		"nothing":   {"V1_0", `{"claimsOverrideDetails":null}`, nil, false},
		"the first": {"V1_0", `{"claimsOverrideDetails":{"claimsToAddOrOverride":{"a":"b"},"claimsToSuppress":["c"]}}`, &trigger.TokenChanges{ID: trigger.ClaimChanges{Set: map[string]any{"a": "b"}, Suppress: []string{"c"}}}, false},
		"the first has texts": {
			"V1_0", `{"claimsOverrideDetails":{"claimsToAddOrOverride":{"a":["b"]}}}`, nil, true},
		"groups": {"V1_0", `{"claimsOverrideDetails":{"groupOverrideDetails":{"groupsToOverride":["g"],"iamRolesToOverride":["r1","r2"],"preferredRole":"r1"}}}`,
			&trigger.TokenChanges{ID: trigger.ClaimChanges{Set: map[string]any{}}, GroupsOverridden: true, Groups: trigger.GroupConfiguration{Groups: []string{"g"}, Roles: []string{"r1", "r2"}, Preferred: &group}}, false},
		"no groups":      {"V1_0", `{"claimsOverrideDetails":{"groupOverrideDetails":null}}`, &trigger.TokenChanges{ID: trigger.ClaimChanges{Set: map[string]any{}}, GroupsOverridden: true}, false},
		"bad groups":     {"V1_0", `{"claimsOverrideDetails":{"groupOverrideDetails":["g"]}}`, nil, true},
		"later versions": {"V2_0", `{"claimsOverrideDetails":{"claimsToAddOrOverride":{"a":"b"}}}`, nil, false},
		"both tokens": {
			"V2_0", `{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"a":{"b":[1]}}},"accessTokenGeneration":{"claimsToSuppress":["c"],"scopesToAdd":["x/y"],"scopesToSuppress":["z"]}}}`,
			&trigger.TokenChanges{
				ID:     trigger.ClaimChanges{Set: map[string]any{"a": json.RawMessage(`{"b":[1]}`)}},
				Access: trigger.ClaimChanges{Set: map[string]any{}, Suppress: []string{"c"}}, AddScopes: []string{"x/y"}, SuppressScopes: []string{"z"},
			}, false},
		"a scope of two words": {"V3_0", `{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToAdd":["x y"]}}}`, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, here(answering(`{"response":`+c.answer+`}`)))
			s.pool.Config.LambdaConfig.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{LambdaVersion: c.version, LambdaArn: aws.String(functionARN)}
			got, err := s.PreTokenGeneration(t.Context(), s.occasion(), trigger.SourceSignIn, trigger.Generating{Scopes: []string{"s"}})
			if c.refused {
				refused(t, err, "InvalidLambdaResponseException: Unrecognizable lambda output")
				return
			}
			if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
				t.Errorf("%v (- want, + got):\n%s", err, diff)
			}
			var event struct {
				Version  string
				Request  map[string]json.RawMessage
				Response map[string]json.RawMessage
			}
			if err := json.Unmarshal([]byte(s.last(t).Event), &event); err != nil {
				t.Fatal(err)
			}
			_, scopes := event.Request["scopes"]
			_, later := event.Response["claimsAndScopeOverrideDetails"]
			if want := strings.TrimSuffix(strings.TrimPrefix(string(c.version), "V"), "_0"); event.Version != want || scopes != (want != "1") || later != (want != "1") {
				t.Errorf("%s: %s", c.version, s.last(t).Event)
			}
		})
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]trigger.Settings{
		"lambda endpoint": {Endpoint: "localhost:3001"},
		"lambda URL of f": {URLs: map[string]string{"f": "ftp://x"}},
		"lambda URL":      {URLs: map[string]string{"": "http://x"}},
		"lambda timeout":  {Timeout: -1},
		"sender key":      {Senders: trigger.Senders{Key: []byte("short")}},
		"KMS endpoint":    {Senders: trigger.Senders{KMSEndpoint: "x"}},
		"choose one":      {Senders: trigger.Senders{KMSEndpoint: "http://x", Plain: true}},
	} {
		if err := s.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := (trigger.Settings{URLs: map[string]string{"*": "http://localhost:1/{name}"}}).Validate(); err != nil {
		t.Error(err)
	}
}
