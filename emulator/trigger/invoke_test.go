package trigger_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// serve is a server that answers every request like this.
func serve(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL
}

func say(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

const confirm = `{"response":{"autoConfirmUser":true}}`

// TestInvokeAnswers are answers of runtimes that speak the Invoke API.
func TestInvokeAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string // empty: it is good
	}{
		"good": {say(200, confirm), ""},
		"an error of the function": {
			say(200, `{"errorMessage":"No","errorType":"Error","trace":[]}`, "X-Amz-Function-Error", "Unhandled"),
			"UserLambdaValidationException: PreSignUp failed with error No."},
		"an error of the function, without a header": {
			say(200, `{"errorMessage":"No","errorType":"Error"}`), "UserLambdaValidationException: PreSignUp failed with error No."},
		"an error without a message": {
			say(200, `{"errorMessage":null,"errorType":"java.lang.Error"}`), "UserLambdaValidationException: PreSignUp failed with error null."},
		"an error in a form of its own": {
			say(200, `"No"`, "X-Amz-Function-Error", "Handled"), `UserLambdaValidationException: PreSignUp failed with error "No".`},
		"an exit": {
			say(502, `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: 1 Error: Runtime exited with error: exit status 129"}`),
			"UserLambdaValidationException: PreSignUp failed with error RequestId: 1 Error: Runtime exited with error: exit status 129."},
		"out of time, as the emulator of the runtime interface says it": {
			say(200, "Task timed out after 3.00 seconds"), "UserLambdaValidationException: PreSignUp failed with error Task timed out after 3.00 seconds."},
		"unknown function": {
			say(404, `{"Message":"Function not found"}`, "x-amzn-ErrorType", "ResourceNotFoundException"),
			"UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException."},
		"unknown function, with a type in the body": {
			say(404, `{"__type":"com.amazonaws#ResourceNotFoundException:x"}`),
			"UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException."},
		"unknown path":  {say(404, "not found"), "UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException."},
		"too much":      {say(429, ""), "UnexpectedLambdaException: PreSignUp invocation failed due to error TooManyRequestsException."},
		"forbidden":     {say(403, "", "X-Amzn-Errortype", "AccessDeniedException:http://x"), "UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException."},
		"a broken gate": {say(503, "<html>"), "UnexpectedLambdaException: PreSignUp invocation failed due to error ServiceException."},
		"nothing":       {say(200, ""), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		"a page":        {say(200, "<html>"), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		"too long":      {say(200, strings.Repeat(" ", 6<<20+1)), "UserLambdaValidationException: PreSignUp failed with error Response payload size exceeded maximum allowed payload size (6291456 bytes)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			s := newScene(t, trigger.Settings{Endpoint: serve(t, func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				c.answer(w, r)
			})})
			d, err := s.signUp(t.Context())
			switch {
			case c.want != "":
				refused(t, err, c.want)
			case err != nil || !d.AutoConfirmUser:
				t.Errorf("%+v, %v", d, err)
			}
			if calls.Load() != 1 {
				t.Errorf("%d calls", calls.Load())
			}
		})
	}
}

// TestURLAnswers are answers of URLs that know nothing of Lambda.
func TestURLAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"good":             {say(201, confirm), ""},
		"an error":         {say(200, `{"errorMessage":"No"}`), "UserLambdaValidationException: PreSignUp failed with error No."},
		"a status":         {say(418, ""), "UserLambdaValidationException: PreSignUp failed with error 418 I'm a teapot."},
		"not there":        {say(404, "no", "X-Amzn-Errortype", "ResourceNotFoundException"), "UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException."},
		"a text":           {say(403, "Not you\n"), "UserLambdaValidationException: PreSignUp failed with error Not you."},
		"another document": {say(200, `{"errorMessage":"x","response":{"autoConfirmUser":true}}`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, trigger.Settings{URLs: map[string]string{functionName: serve(t, c.answer)}})
			d, err := s.signUp(t.Context())
			switch {
			case c.want != "":
				refused(t, err, c.want)
			case err != nil || !d.AutoConfirmUser:
				t.Errorf("%+v, %v", d, err)
			}
		})
	}
}

// TestUnreachable is a function whose server is not there, and one that hangs up.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	for _, at := range []string{server.URL, serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })} {
		s := newScene(t, trigger.Settings{Endpoint: at})
		_, err := s.signUp(t.Context())
		if err == nil || !strings.Contains(err.Error(), "UnexpectedLambdaException: PreSignUp invocation failed due to error Unable to execute HTTP request: ") {
			t.Errorf("%v", err)
		}
	}
}

// TestLateOverHTTP is a function that takes too long, three times.
func TestLateOverHTTP(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	s := newScene(t, trigger.Settings{Timeout: 20 * time.Millisecond, Endpoint: serve(t, func(_ http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		_, _ = io.Copy(io.Discard, r.Body) // only then is it noticed that the caller has gone
		<-r.Context().Done()
	})})
	_, err := s.signUp(t.Context())
	refused(t, err, "UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.")
	if calls.Load() != 3 {
		t.Errorf("%d calls", calls.Load())
	}
}

// TestBusy is the emulator of the runtime interface, which takes one call at a time.
func TestBusy(t *testing.T) {
	t.Parallel()
	var busy sync.Mutex
	s := newScene(t, trigger.Settings{URLs: map[string]string{"*": serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/2015-03-31/functions/function/invocations" {
			t.Errorf("called at %s", r.URL.Path)
		}
		if !busy.TryLock() {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		time.Sleep(5 * time.Millisecond)
		busy.Unlock()
		_, _ = io.WriteString(w, confirm)
	}) + "/2015-03-31/functions/function/invocations"}})
	var done sync.WaitGroup
	for range 8 {
		done.Go(func() {
			if d, err := s.signUp(t.Context()); err != nil || !d.AutoConfirmUser {
				t.Errorf("%+v, %v", d, err)
			}
		})
	}
	done.Wait()
}

// TestPlaces asks where a function is called under every way to name it.
func TestPlaces(t *testing.T) {
	t.Parallel()
	var called []string
	at := serve(t, func(w http.ResponseWriter, r *http.Request) {
		called = append(called, r.RequestURI)
		_, _ = io.WriteString(w, `{"response":{}}`)
	})
	local := func(context.Context, []byte) ([]byte, error) {
		called = append(called, "here")
		return []byte(`{"response":{}}`), nil
	}
	const arn = functionARN
	for name, c := range map[string]struct {
		arn      string
		settings trigger.Settings
		want     string
	}{
		"endpoint":           {arn, trigger.Settings{Endpoint: at + "/"}, "/2015-03-31/functions/my-function/invocations"},
		"endpoint and alias": {arn + ":live", trigger.Settings{Endpoint: at}, "/2015-03-31/functions/my-function/invocations?Qualifier=live"},
		"name":               {arn + ":live", trigger.Settings{Endpoint: at, URLs: map[string]string{"my-function": at + "/a"}}, "/a"},
		"name and alias":     {arn + ":live", trigger.Settings{URLs: map[string]string{"my-function": at + "/a", "my-function:live": at + "/b"}}, "/b"},
		"whole ARN":          {arn + ":live", trigger.Settings{URLs: map[string]string{arn: at + "/a", arn + ":live": at + "/b"}}, "/b"},
		"ARN of any version": {arn + ":live", trigger.Settings{URLs: map[string]string{arn: at + "/a"}}, "/a"},
		"any":                {arn, trigger.Settings{URLs: map[string]string{"*": at + "/all/{name}?x=1"}}, "/all/my-function?x=1"},
		"a name beats any":   {arn, trigger.Settings{Functions: map[string]trigger.Function{"*": local}, URLs: map[string]string{"my-function": at + "/a"}}, "/a"},
		"code beats a URL":   {arn, trigger.Settings{Functions: map[string]trigger.Function{"my-function": local}, URLs: map[string]string{"my-function": at + "/a"}}, "here"},
	} {
		s := newScene(t, c.settings)
		s.pool.Config.LambdaConfig.PreSignUp = &c.arn
		called = nil
		if _, err := s.signUp(t.Context()); err != nil || !slices.Equal(called, []string{c.want}) {
			t.Errorf("%s: %v, %q, want %q", name, err, called, c.want)
		}
	}
}

// TestInvokeRequest looks at what a runtime is sent, and that the connection is kept.
func TestInvokeRequest(t *testing.T) {
	t.Parallel()
	connections := map[string]bool{}
	s := newScene(t, trigger.Settings{Endpoint: serve(t, func(w http.ResponseWriter, r *http.Request) {
		connections[r.RemoteAddr] = true
		body, err := io.ReadAll(r.Body)
		if err != nil || !json.Valid(body) || r.Method != http.MethodPost || r.Header.Get("X-Amz-Invocation-Type") != "RequestResponse" ||
			!strings.Contains(r.Header.Get("Authorization"), "Credential=123456789012/") || !strings.Contains(r.Header.Get("Authorization"), "/eu-west-1/lambda/aws4_request") {
			t.Errorf("%v %s %v %s", err, r.Method, r.Header, body)
		}
		_, _ = io.WriteString(w, `{"response":{}}`)
	})})
	for range 5 {
		if _, err := s.signUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(connections) != 1 {
		t.Errorf("%d connections", len(connections))
	}
}

// TestSender looks at the events of custom senders.
func TestSender(t *testing.T) {
	t.Parallel()
	settings := here(answering("whatever"))
	settings.Senders.Plain = true
	s := newScene(t, settings)
	for name, sends := range map[trigger.Name]bool{trigger.CustomEmailSender: true, trigger.CustomSMSSender: true} {
		if s.Sends(s.occasion(), name) != sends {
			t.Errorf("%s", name)
		}
	}
	s.Send(t.Context(), trigger.CustomEmailSender, s.occasion(), trigger.Sending{Occasion: "AdminCreateUser", Code: "a<b>&", UserAttributes: map[string]string{"sub": "s"}})
	const event = `{"version":"1","triggerSource":"CustomEmailSender_AdminCreateUser","region":"eu-west-1","userPoolId":"eu-west-1_Ab1Cd2Ef3","userName":"ann",` +
		`"callerContext":{"awsSdkVersion":"aws-sdk-nodejs-2.856.0","clientId":"client"},` +
		`"request":{"type":"customEmailSenderRequestV1","code":"a&lt;b&gt;&","clientMetadata":null,"userAttributes":{"sub":"s"}}}`
	if made := s.last(t); made.Event != event || made.Error != "" || made.Trigger != "CustomEmailSender" {
		t.Errorf("%+v", made)
	}
	s.Send(t.Context(), trigger.CustomSMSSender, s.occasion(), trigger.Sending{Occasion: "SignUp"})
	if made := s.last(t); !strings.Contains(made.Event, `{"type":"customSMSSenderRequestV1","code":null,`) || made.Source != "CustomSMSSender_SignUp" {
		t.Errorf("%+v", made)
	}
}

// TestSenderNotReady is a sender that cannot be called, for want of a place or of a key.
func TestSenderNotReady(t *testing.T) {
	t.Parallel()
	for hint, settings := range map[string]trigger.Settings{
		"--lambda-endpoint": {Senders: trigger.Senders{Plain: true}},
		"--sender-key":      here(answering("")),
	} {
		s := newScene(t, settings)
		if s.Sends(s.occasion(), trigger.CustomEmailSender) || !strings.Contains(s.log.String(), hint) {
			t.Errorf("%s: %s", hint, s.log)
		}
	}
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	settings := here(answering(""))
	settings.Senders.KMSEndpoint = down.URL
	s := newScene(t, settings)
	s.Send(t.Context(), trigger.CustomEmailSender, s.occasion(), trigger.Sending{Occasion: "SignUp", Code: "1"})
	if len(s.store.View().Invocations(func(*state.Invocation) bool { return true })) > 0 || !strings.Contains(s.log.String(), "cannot be encrypted") {
		t.Errorf("%s", s.log)
	}
}

// TestSenderWithKMS has the key of a code come from a KMS, under the key that the pool names.
func TestSenderWithKMS(t *testing.T) {
	t.Parallel()
	var asked struct {
		KeyID             string `json:"KeyId"`
		KeySpec           string
		EncryptionContext map[string]string
	}
	var header http.Header
	endpoint := serve(t, func(w http.ResponseWriter, r *http.Request) {
		header = r.Header
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"KeyId": asked.KeyID, "Plaintext": make([]byte, 32), "CiphertextBlob": make([]byte, 184)})
	})
	settings := here(answering(""))
	settings.Senders.KMSEndpoint = endpoint
	s := newScene(t, settings)
	s.Send(t.Context(), trigger.CustomEmailSender, s.occasion(), trigger.Sending{Occasion: "SignUp", Code: "123456"})
	if asked.KeyID != "arn:aws:kms:eu-west-1:123456789012:key/k" || asked.KeySpec != "AES_256" || asked.EncryptionContext["userpool-id"] != string(s.pool.ID) || len(asked.EncryptionContext) != 2 {
		t.Errorf("asked for %+v", asked)
	}
	if header.Get("X-Amz-Target") != "TrentService.GenerateDataKey" || !strings.Contains(header.Get("Authorization"), "Credential=123456789012/") ||
		!strings.Contains(header.Get("Authorization"), "/eu-west-1/kms/aws4_request") {
		t.Errorf("%v", header)
	}
	if event := s.last(t).Event; !strings.Contains(event, `"code":"AYADe`) { // as every real one begins
		t.Errorf("%s", event)
	}
}

// TestInboundFederation waits for federation: the event is what aws-lambda-go has in its fixtures.
func TestInboundFederation(t *testing.T) {
	t.Parallel()
	s := newScene(t, here(answering(`{"response":{"userAttributesToMap":{"email":"a@example.com","name":null}}}`)))
	got, err := s.InboundFederation(t.Context(), s.occasion(), trigger.Federated{ProviderName: "okta", ProviderType: "OIDC", Attributes: trigger.OIDCAnswer{
		TokenResponse: map[string]string{"token_type": "Bearer", "expires_in": "3600"}, IDToken: map[string]string{"sub": "1"}, UserInfo: map[string]string{}}})
	if err != nil || len(got) != 1 || got["email"] != "a@example.com" {
		t.Errorf("%v, %v", got, err)
	}
	made := s.last(t)
	const request = `"request":{"providerName":"okta","providerType":"OIDC","attributes":{"tokenResponse":{"expires_in":"3600","token_type":"Bearer"},"idToken":{"sub":"1"},"userInfo":{}}},"response":{"userAttributesToMap":{}}}`
	if made.Source != "InboundFederation_ExternalProvider" || !strings.HasSuffix(made.Event, request) {
		t.Errorf("%+v", made)
	}
	if _, err := s.InboundFederation(t.Context(), s.occasion(), trigger.Federated{Attributes: trigger.SAMLAnswer{Response: map[string]string{"NameID": "n"}}}); err != nil ||
		!strings.Contains(s.last(t).Event, `"attributes":{"samlResponse":{"NameID":"n"}}`) {
		t.Errorf("%v, %s", err, s.last(t).Event)
	}
}
