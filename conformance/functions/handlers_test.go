package functions

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

// application is the functions of handlers.cjs in Go, with the types of aws-lambda-go.
type application struct {
	mailbox string
	serial  atomic.Int64
}

func (a *application) mail(ctx context.Context, m letter) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.mailbox, bytes.NewReader(body))
	if err != nil {
		return err
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

func (a *application) preSignUp(_ context.Context, e events.CognitoEventUserPoolsPreSignup) (events.CognitoEventUserPoolsPreSignup, error) {
	if !strings.HasSuffix(e.Request.UserAttributes["email"], "@example.com") {
		return e, errors.New("only for example.com")
	}
	e.Response.AutoConfirmUser = true
	return e, nil
}

func (a *application) define(_ context.Context, e events.CognitoEventUserPoolsDefineAuthChallenge) (events.CognitoEventUserPoolsDefineAuthChallenge, error) {
	session := e.Request.Session
	e.Response.IssueTokens = len(session) > 0 && session[len(session)-1].ChallengeResult
	e.Response.FailAuthentication = !e.Response.IssueTokens && len(session) >= 3
	if !e.Response.IssueTokens && !e.Response.FailAuthentication {
		e.Response.ChallengeName = "CUSTOM_CHALLENGE"
	}
	return e, nil
}

func (a *application) create(ctx context.Context, e events.CognitoEventUserPoolsCreateAuthChallenge) (events.CognitoEventUserPoolsCreateAuthChallenge, error) {
	address, secret := e.Request.UserAttributes["email"], ""
	if n := len(e.Request.Session); n > 0 {
		secret = strings.TrimPrefix(e.Request.Session[n-1].ChallengeMetadata, "LINK-")
	} else {
		secret = fmt.Sprintf("%032d", a.serial.Add(1))
		if err := a.mail(ctx, letter{To: address, Text: "https://app.example.com/sign-in?token=" + secret}); err != nil {
			return e, err
		}
	}
	_, domain, _ := strings.Cut(address, "@")
	e.Response.PublicChallengeParameters = map[string]string{"email": "***@" + domain}
	e.Response.PrivateChallengeParameters = map[string]string{"secret": secret}
	e.Response.ChallengeMetadata = "LINK-" + secret
	return e, nil
}

func (a *application) verify(_ context.Context, e events.CognitoEventUserPoolsVerifyAuthChallenge) (events.CognitoEventUserPoolsVerifyAuthChallenge, error) {
	answer, _ := e.Request.ChallengeAnswer.(string)
	e.Response.AnswerCorrect = answer == e.Request.PrivateChallengeParameters["secret"]
	return e, nil
}

func (a *application) claims(_ context.Context, e events.CognitoEventUserPoolsPreTokenGenV2_0) (events.CognitoEventUserPoolsPreTokenGenV2_0, error) {
	d := &e.Response.ClaimsAndScopeOverrideDetails
	d.IDTokenGeneration.ClaimsToAddOrOverride = map[string]any{"tenant": map[string]any{"id": 7, "roles": []string{"reader"}}}
	d.IDTokenGeneration.ClaimsToSuppress = []string{"email_verified"}
	d.AccessTokenGeneration.ClaimsToAddOrOverride = map[string]any{"tenant": 7}
	d.AccessTokenGeneration.ScopesToAdd = []string{"orders/read"}
	return e, nil
}

func (a *application) migrate(_ context.Context, e events.CognitoEventUserPoolsMigrateUser) (events.CognitoEventUserPoolsMigrateUser, error) {
	if e.UserName != "old@example.com" || e.TriggerSource == "UserMigration_Authentication" && e.CognitoEventUserPoolsMigrateUserRequest.Password != "Correct-Horse-1" {
		return e, errors.New("bad credentials")
	}
	r := &e.CognitoEventUserPoolsMigrateUserResponse
	r.UserAttributes = map[string]string{"email": e.UserName, "email_verified": "true", "name": "Olga"}
	r.FinalUserStatus, r.MessageAction = "CONFIRMED", "SUPPRESS"
	return e, nil
}

func (a *application) message(_ context.Context, e events.CognitoEventUserPoolsCustomMessage) (events.CognitoEventUserPoolsCustomMessage, error) {
	if e.TriggerSource == "CustomMessage_ForgotPassword" {
		name, ok := e.Request.UserAttributes["name"].(string)
		if !ok {
			name = "friend"
		}
		e.Response.EmailSubject = "A new password"
		e.Response.EmailMessage = `<a href="https://app.example.com/reset?code=` + e.Request.CodeParameter + `">Choose one</a>, ` + name
	}
	return e, nil
}

// serveGo serves the application behind the Invoke API and gives its URL.
func serveGo(t *testing.T, mailbox string) string {
	t.Helper()
	a := &application{mailbox: mailbox}
	handlers := map[string]lambda.Handler{
		"pre-sign-up": lambda.NewHandler(a.preSignUp), "define": lambda.NewHandler(a.define), "create": lambda.NewHandler(a.create),
		"verify": lambda.NewHandler(a.verify), "claims": lambda.NewHandler(a.claims), "migrate": lambda.NewHandler(a.migrate),
		"message": lambda.NewHandler(a.message),
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/2015-03-31/functions/"), "/invocations")
		handler := handlers[name]
		if handler == nil {
			w.Header().Set("x-amzn-ErrorType", "ResourceNotFoundException")
			w.WriteHeader(http.StatusNotFound)
			return
		}
		event, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		answer, err := handler.Invoke(r.Context(), event)
		if err != nil {
			w.Header().Set("X-Amz-Function-Error", "Unhandled")
			answer, _ = json.Marshal(map[string]string{"errorMessage": err.Error(), "errorType": "errorString"})
		}
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}
