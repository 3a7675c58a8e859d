// Package functions plays scenarios of applications whose functions run where functions run while somebody develops: behind
// an endpoint that speaks the Lambda Invoke API. The same application is there twice, in JavaScript and in Go with the
// types of aws-lambda-go, and the emulator may not tell them apart. A runtime of our own runs the one in JavaScript, and so
// does serverless-offline.
package functions

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator"
)

// installed is the folder with the clients of conformance/clients; empty when nobody says that there is one.
var installed = os.Getenv("CONFORMANCE_CLIENTS")

// letter is an e-mail of the application's own.
type letter struct {
	To     string `json:"to"`
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
}

// scene is an emulator, the runtime of the functions and the mailbox that they post to.
type scene struct {
	t       *testing.T
	e       *emulator.Emulator
	api     *cip.Client
	letters chan letter
	pool    *types.UserPoolType
	client  *string
}

// runtimes are where the application runs.
func runtimes() map[string]func(t *testing.T, mailbox, key string) string {
	return map[string]func(t *testing.T, mailbox, key string) string{
		"Go":   func(t *testing.T, mailbox, _ string) string { return serveGo(t, mailbox) },
		"Node": func(t *testing.T, mailbox, key string) string { return serveNode(t, "runtime.cjs", mailbox, key) },
		"serverless-offline": func(t *testing.T, mailbox, key string) string {
			return serveNode(t, "offline.mjs", mailbox, key, "serverless-offline/lambda")
		},
	}
}

// serveNode runs a program that serves the application in Node and gives its URL. Without Node or one of the modules that it
// needs the test is skipped, unless clients must be there.
func serveNode(t *testing.T, program, mailbox, key string, needs ...string) string {
	t.Helper()
	modules := os.Getenv("NODE_PATH")
	if installed != "" {
		modules = filepath.Join(installed, "js", "node_modules")
	}
	probe := "0"
	for _, module := range needs {
		probe += ", require.resolve('" + module + "')"
	}
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NODE_PATH=" + modules, "NODE_OPTIONS=--no-warnings",
		"MAILBOX=" + mailbox, "SENDER_KEY=" + key,
	}
	ask := exec.CommandContext(t.Context(), "node", "-e", probe)
	ask.Env = env
	if out, err := ask.CombinedOutput(); err != nil {
		if installed != "" {
			t.Fatalf("CONFORMANCE_CLIENTS is %s, but Node cannot run this: %v\n%s", installed, err, out)
		}
		t.Skip("Node or one of its modules is not installed")
	}
	cmd := exec.Command("node", program)
	cmd.Env, cmd.Stderr = env, os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(stdin.Close(), cmd.Wait()); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// eachRuntime plays a scenario with the functions in every runtime. triggers configures them by their names.
func eachRuntime(t *testing.T, triggers func(arn func(string) *string) *types.LambdaConfigType, change func(*cip.CreateUserPoolInput), play func(s *scene)) {
	for name, serve := range runtimes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, func(mailbox, key string) string { return serve(t, mailbox, key) })
			s.setUp(triggers, change)
			play(s)
		})
	}
}

func newScene(t *testing.T, serve func(mailbox, key string) string) *scene {
	t.Helper()
	s := &scene{t: t, letters: make(chan letter, 10)}
	mailbox := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var l letter
		if err := json.NewDecoder(r.Body).Decode(&l); err != nil {
			t.Error(err)
		}
		s.letters <- l
	}))
	t.Cleanup(mailbox.Close)
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		t.Fatal(err)
	}
	endpoint := serve(mailbox.URL, base64.StdEncoding.EncodeToString(key))
	s.e = emulator.Start(t, emulator.Strict, func(o *emulator.Options) {
		o.Triggers.Endpoint, o.Triggers.Senders.Key = endpoint, key
		o.Triggers.Timeout = 20 * time.Second // the machine may be slow
	})
	s.api = s.e.Client()
	return s
}

// setUp makes a pool with these triggers and a client.
func (s *scene) setUp(triggers func(arn func(string) *string) *types.LambdaConfigType, change func(*cip.CreateUserPoolInput)) {
	s.t.Helper()
	in := &cip.CreateUserPoolInput{
		PoolName: aws.String("app"), UsernameAttributes: []types.UsernameAttributeType{"email"},
		LambdaConfig: triggers(func(name string) *string { return aws.String("arn:aws:lambda:us-east-1:000000000000:function:" + name) }),
	}
	if change != nil {
		change(in)
	}
	pool, err := s.api.CreateUserPool(s.t.Context(), in)
	s.must(err)
	client, err := s.api.CreateUserPoolClient(s.t.Context(), &cip.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("web"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}})
	s.must(err)
	s.pool, s.client = pool.UserPool, client.UserPoolClient.ClientId
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) refused(err error, want string) {
	s.t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode()+": "+api.ErrorMessage() != want {
		s.t.Errorf("got  %v\nwant %s", err, want)
	}
}

// mail is the next e-mail of the application's own.
func (s *scene) mail() letter {
	s.t.Helper()
	select {
	case l := <-s.letters:
		return l
	case <-time.After(30 * time.Second):
		s.t.Fatal("no e-mail came")
		return letter{}
	}
}

func (s *scene) signIn(name, password string) (*types.AuthenticationResultType, error) {
	out, err := s.api.InitiateAuth(s.t.Context(), &cip.InitiateAuthInput{
		ClientId: s.client, AuthFlow: types.AuthFlowTypeUserPasswordAuth, AuthParameters: map[string]string{"USERNAME": name, "PASSWORD": password}})
	if err != nil {
		return nil, err
	}
	return out.AuthenticationResult, nil
}

// claims are those of a token.
func (s *scene) claims(token *string) map[string]any {
	s.t.Helper()
	parts := strings.Split(aws.ToString(token), ".")
	if len(parts) != 3 {
		s.t.Fatalf("no token: %q", aws.ToString(token))
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	s.must(err)
	var claims map[string]any
	s.must(json.Unmarshal(text, &claims))
	return claims
}

// A person signs up with nothing but an address and signs in with a link that comes by e-mail.
func TestSignInByLink(t *testing.T) {
	t.Parallel()
	eachRuntime(t, func(arn func(string) *string) *types.LambdaConfigType {
		return &types.LambdaConfigType{PreSignUp: arn("pre-sign-up"), DefineAuthChallenge: arn("define"), CreateAuthChallenge: arn("create"), VerifyAuthChallengeResponse: arn("verify")}
	}, nil, func(s *scene) {
		ctx := s.t.Context()
		signUp := func(address string) error {
			_, err := s.api.SignUp(ctx, &cip.SignUpInput{ClientId: s.client, Username: &address, Password: aws.String("Nobody-needs-1")})
			return err
		}
		s.refused(signUp("ann@example.org"), "UserLambdaValidationException: PreSignUp failed with error only for example.com.")
		s.must(signUp("ann@example.com"))
		begin := func() *cip.InitiateAuthOutput {
			out, err := s.api.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: s.client, AuthFlow: types.AuthFlowTypeCustomAuth, AuthParameters: map[string]string{"USERNAME": "ann@example.com"}})
			s.must(err)
			return out
		}
		answer := func(session, username *string, text string) (*cip.RespondToAuthChallengeOutput, error) {
			return s.api.RespondToAuthChallenge(ctx, &cip.RespondToAuthChallengeInput{
				ClientId: s.client, ChallengeName: types.ChallengeNameTypeCustomChallenge, Session: session, ChallengeResponses: map[string]string{"USERNAME": *username, "ANSWER": text}})
		}
		first := begin()
		username := aws.String(first.ChallengeParameters["USERNAME"])
		if diff := cmp.Diff(map[string]string{"email": "***@example.com", "USERNAME": *username}, first.ChallengeParameters); diff != "" {
			s.t.Errorf("(- want, + got):\n%s", diff)
		}
		l := s.mail()
		link, err := url.Parse(l.Text)
		s.must(err)
		secret := link.Query().Get("token")
		if l.To != "ann@example.com" || secret == "" {
			s.t.Errorf("%+v", l)
		}
		second, err := answer(first.Session, username, "a guess")
		s.must(err)
		done, err := answer(second.Session, username, secret)
		s.must(err)
		if s.claims(done.AuthenticationResult.IdToken)["email"] != "ann@example.com" {
			s.t.Error("the tokens are somebody else's")
		}
		session := begin().Session
		for range 2 {
			next, err := answer(session, username, "a guess")
			s.must(err)
			session = next.Session
		}
		_, err = answer(session, username, "a guess")
		s.refused(err, "NotAuthorizedException: Incorrect username or password.")
	})
}

// Tokens carry what the application adds to them.
func TestClaims(t *testing.T) {
	t.Parallel()
	eachRuntime(t, func(arn func(string) *string) *types.LambdaConfigType {
		return &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaArn: arn("claims"), LambdaVersion: "V2_0"}}
	}, nil, func(s *scene) {
		s.user("ann@example.com")
		tokens, err := s.signIn("ann@example.com", "Correct-Horse-1")
		s.must(err)
		id, access := s.claims(tokens.IdToken), s.claims(tokens.AccessToken)
		want := []any{map[string]any{"id": 7.0, "roles": []any{"reader"}}, nil, "ann@example.com", 7.0, "aws.cognito.signin.user.admin orders/read"}
		if diff := cmp.Diff(want, []any{id["tenant"], id["email_verified"], id["email"], access["tenant"], access["scope"]}); diff != "" {
			s.t.Errorf("(- want, + got):\n%s", diff)
		}
	})
}

// user makes a user with a password.
func (s *scene) user(address string) {
	s.t.Helper()
	ctx := s.t.Context()
	_, err := s.api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{
		UserPoolId: s.pool.Id, Username: &address, MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email_verified"), Value: aws.String("true")}}})
	s.must(err)
	_, err = s.api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{UserPoolId: s.pool.Id, Username: &address, Password: aws.String("Correct-Horse-1"), Permanent: true})
	s.must(err)
}

// A user of the old directory signs in, and is at home in the pool from then on.
func TestMigration(t *testing.T) {
	t.Parallel()
	eachRuntime(t, func(arn func(string) *string) *types.LambdaConfigType {
		return &types.LambdaConfigType{UserMigration: arn("migrate")}
	}, nil, func(s *scene) {
		_, err := s.signIn("old@example.com", "wrong")
		s.refused(err, "UserLambdaValidationException: UserMigration failed with error bad credentials.")
		for range 2 {
			tokens, err := s.signIn("old@example.com", "Correct-Horse-1")
			s.must(err)
			if name := s.claims(tokens.IdToken)["name"]; name != "Olga" {
				s.t.Errorf("%v signed in", name)
			}
		}
		if made := s.e.Invocations(emulator.InvocationFilter{Source: "UserMigration_Authentication"}); len(made) != 2 { // the wrong password and the first right one
			s.t.Errorf("%d invocations", len(made))
		}
	})
}

// A forgotten password leads to a message in the application's own words.
func TestCustomMessage(t *testing.T) {
	t.Parallel()
	eachRuntime(t, func(arn func(string) *string) *types.LambdaConfigType {
		return &types.LambdaConfigType{CustomMessage: arn("message")}
	}, nil, func(s *scene) {
		s.user("ann@example.com")
		_, err := s.api.ForgotPassword(s.t.Context(), &cip.ForgotPasswordInput{ClientId: s.client, Username: aws.String("ann@example.com")})
		s.must(err)
		m, err := s.e.WaitMessage(s.t.Context(), emulator.MessageFilter{Purpose: "CustomMessage_ForgotPassword"})
		s.must(err)
		if want := `<a href="https://app.example.com/reset?code=` + m.Code + `">Choose one</a>, friend`; m.Subject != "A new password" || m.Body != want {
			s.t.Errorf("%+v", m)
		}
	})
}

// A function sends the codes itself, having decrypted them with the official client.
func TestSender(t *testing.T) {
	t.Parallel()
	s := newScene(t, func(mailbox, key string) string {
		return serveNode(t, "runtime.cjs", mailbox, key, "@aws-crypto/client-node")
	})
	s.setUp(func(arn func(string) *string) *types.LambdaConfigType {
		return &types.LambdaConfigType{
			KMSKeyID: aws.String("arn:aws:kms:us-east-1:000000000000:key/mine"), CustomEmailSender: &types.CustomEmailLambdaVersionConfigType{LambdaArn: arn("sender"), LambdaVersion: "V1_0"}}
	}, func(in *cip.CreateUserPoolInput) { in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"} })
	address := aws.String("ann@example.com")
	_, err := s.api.SignUp(t.Context(), &cip.SignUpInput{ClientId: s.client, Username: address, Password: aws.String("Correct-Horse-1")})
	s.must(err)
	l := s.mail()
	if l.To != *address || l.Source != "CustomEmailSender_SignUp" {
		t.Errorf("%+v", l)
	}
	_, err = s.api.ConfirmSignUp(t.Context(), &cip.ConfirmSignUpInput{ClientId: s.client, Username: address, ConfirmationCode: &l.Text})
	s.must(err)
	_, err = s.api.AdminCreateUser(t.Context(), &cip.AdminCreateUserInput{
		UserPoolId: s.pool.Id, Username: aws.String("bob@example.com"), TemporaryPassword: aws.String("Te<mp>0rary!"), DesiredDeliveryMediums: []types.DeliveryMediumType{"EMAIL"}})
	s.must(err)
	if l := s.mail(); l.Text != "Te&lt;mp&gt;0rary!" {
		t.Errorf("%+v", l)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	made, err := s.e.WaitInvocation(ctx, emulator.InvocationFilter{Source: "CustomEmailSender_AdminCreateUser"})
	if err != nil || made.Error != "" {
		t.Errorf("%+v, %v", made, err)
	}
}

// An endpoint that does not know a function says so, and so does the emulator, as it does when there is no endpoint any more.
func TestMissing(t *testing.T) {
	t.Parallel()
	eachRuntime(t, func(arn func(string) *string) *types.LambdaConfigType {
		return &types.LambdaConfigType{PreAuthentication: arn("nothing")}
	}, nil, func(s *scene) {
		s.user("ann@example.com")
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() {
				_, err := s.signIn("ann@example.com", "Correct-Horse-1")
				s.refused(err, "UnexpectedLambdaException: PreAuthentication invocation failed due to error ResourceNotFoundException.")
			})
		}
		wait.Wait()
	})
}
