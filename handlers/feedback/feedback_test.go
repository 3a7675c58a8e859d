package feedback_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/feedback"
	"cognito-emulator/state"
)

func TestLinks(t *testing.T) {
	t.Parallel()
	b := optest.New(t)
	pool := b.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("p"), UserPoolTier: "PLUS",
		UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: "ENFORCED"}})
	ann := b.User(t, pool, "ann")
	b.Write(t, func(tx *state.Tx) error {
		return tx.PutAuthEvent(&state.AuthEvent{Pool: pool.ID, Sub: ann.Sub, ID: "e", Token: "token"})
	})
	router := mux.NewRouter()
	(&feedback.Service{Env: b.Env}).Routes(router)
	open := func(value, token string) (int, string) {
		q := url.Values{"userPoolId": {string(pool.ID)}, "username": {"ann"}, "eventId": {"e"}, "feedbackToken": {token}, "feedbackValue": {value}}
		w := httptest.NewRecorder()
		router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/eventFeedback?"+q.Encode(), nil))
		return w.Code, w.Body.String()
	}
	for _, c := range []struct {
		value, token string
		status       int
		text         string
		said         types.FeedbackValueType
	}{
		{"Valid", "wrong", 400, "Invalid feedback token.", ""},
		{"Maybe", "token", 400, "This link is not complete.", ""},
		{"Valid", "token", 200, "marked as yours", "Valid"},
		{"Invalid", "token", 200, "marked as not yours", "Invalid"},
	} {
		status, text := open(c.value, c.token)
		if status != c.status || !strings.Contains(text, c.text) {
			t.Errorf("%s with %s: %d %s", c.value, c.token, status, text)
		}
		var want *types.EventFeedbackType
		if c.said != "" {
			want = &types.EventFeedbackType{FeedbackValue: c.said, Provider: aws.String("User"), FeedbackDate: aws.Time(b.Now())}
		}
		optest.Equal(t, b.Env.Store.View().AuthEvent(pool.ID, "e").Feedback, want)
	}
}
