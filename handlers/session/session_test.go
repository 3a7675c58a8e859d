package session_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/session"
	"cognito-emulator/state"
)

const (
	ours     = `{"__type":"InvalidParameterException","message":"The current session cannot be revoked."}`
	notThere = `{"__type":"ResourceNotFoundException","message":"Session does not exist."}`
	noUser   = `{"__type":"UserNotFoundException","message":"User does not exist."}`
	badToken = `{"__type":"InvalidParameterException","message":"Invalid pagination token given"}`
	badID    = `{"__type":"InvalidParameterException","message":"2 validation errors detected: ` +
		`Value 'x' at 'sessionId' failed to satisfy constraint: Member must have length greater than or equal to 28; ` +
		`Value 'x' at 'sessionId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(tkn|sso)[a-z0-9]{25}$"}`
	noSession = "tkn0000000000000000000000000"
)

// scene is a pool that keeps track of sessions, a user, and the operations of this subject.
type scene struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	client *state.Client
	user   *state.User
	// current is the session of token.
	token   string
	current *state.UserSession
}

func begin(t *testing.T) *scene {
	t.Helper()
	t.Parallel()
	s := &scene{Bench: optest.New(t, session.Operations), t: t}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("pool")})
	s.track(newest.UserSessionTrackingTypeEnabled)
	s.client = s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client")})
	s.user = s.User(t, s.pool, "ann")
	s.token = s.AccessToken(t, s.client, s.user)
	var grant state.Grant
	for _, g := range s.Env.Store.View().GrantsOf(s.pool.ID, s.user.Sub) {
		grant = *g
	}
	grant.Session = "tkn" + strings.Repeat("c", 25)
	s.current = &state.UserSession{ID: grant.Session, Type: newest.SessionTypeTypeToken, Grant: grant.ID}
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddGrant(&grant, &state.RefreshToken{Pool: grant.Pool, ID: grant.ID, Grant: grant.ID})
	})
	s.add(s.current)
	return s
}

func (s *scene) track(to newest.UserSessionTrackingType) {
	s.t.Helper()
	s.Write(s.t, func(tx *state.Tx) error {
		return tx.ChangePool(s.pool.ID, func(p *state.Pool) error {
			p.Sessions = &state.PoolSessions{Tracking: to, MaxPerUser: 20}
			return nil
		})
	})
}

// add adds a session of the user, made now and used a minute later.
func (s *scene) add(x *state.UserSession) *state.UserSession {
	s.t.Helper()
	x.Pool, x.Sub, x.Client = s.pool.ID, s.user.Sub, s.client.ID
	x.Created, x.Active, x.Expires = s.Now(), s.Now().Add(time.Minute), s.Now().Add(time.Hour)
	x.Device, x.IP = "Chrome 125 / macOS 15.0", "192.0.2.1"
	s.Write(s.t, func(tx *state.Tx) error { return tx.AddUserSession(x, 20, s.Now()) })
	return x
}

// tokens is a session of tokens that came through another one.
func (s *scene) tokens(letter, origin string) *state.UserSession {
	s.t.Helper()
	g := &state.Grant{Pool: s.pool.ID, ID: letter, Client: s.client.ID, Sub: s.user.Sub, Session: "tkn" + strings.Repeat(letter, 25)}
	s.Write(s.t, func(tx *state.Tx) error {
		return tx.AddGrant(g, &state.RefreshToken{Pool: g.Pool, ID: g.ID, Grant: g.ID})
	})
	return s.add(&state.UserSession{ID: g.Session, Type: newest.SessionTypeTypeToken, Grant: g.ID, Origin: origin})
}

func (s *scene) browser(letter string) *state.UserSession {
	s.t.Helper()
	return s.add(&state.UserSession{ID: "sso" + strings.Repeat(letter, 25), Type: newest.SessionTypeTypeSso})
}

// call sends a request with these members, signed, and returns the body of the answer.
func (s *scene) call(operation string, members map[string]any) string {
	s.t.Helper()
	body, err := json.Marshal(members)
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body)))
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	if strings.HasPrefix(operation, "Admin") {
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=000000000000/20260303/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0")
	}
	answer, err := io.ReadAll(s.Send(r).Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(answer)
}

func (s *scene) list(next string) string {
	s.t.Helper()
	in := map[string]any{"AccessToken": s.token}
	if next != "" {
		in["NextToken"] = next
	}
	return s.call("ListUserSessions", in)
}

func (s *scene) adminList(name string) string {
	s.t.Helper()
	return s.call("AdminListUserSessions", map[string]any{"UserPoolId": s.pool.ID, "Username": name})
}

func (s *scene) revoke(id, associated string) string {
	s.t.Helper()
	in := map[string]any{"AccessToken": s.token, "SessionId": id}
	if associated != "" {
		in["RevokeAssociatedSessions"] = associated
	}
	return s.call("RevokeUserSession", in)
}

func (s *scene) adminRevoke(name, id, associated string) string {
	s.t.Helper()
	in := map[string]any{"UserPoolId": s.pool.ID, "Username": name, "SessionId": id}
	if associated != "" {
		in["RevokeAssociatedSessions"] = associated
	}
	return s.call("AdminRevokeUserSession", in)
}

// shown is a session as it is shown.
func (s *scene) shown(x *state.UserSession, current bool) string {
	origin := ""
	if x.Origin != "" {
		origin = `,"OriginSessionId":"` + x.Origin + `"`
	}
	return fmt.Sprintf(`{"SessionId":"%s","SessionType":"%s","ClientId":"%s","CreateDate":1.772510706789E9,"LastActiveDate":1.772510766789E9,`+
		`"DeviceType":"Chrome 125 / macOS 15.0","LastIPAddress":"192.0.2.1","LastLocation":{"Country":"unknown"}%s,"IsCurrentSession":%t}`,
		x.ID, x.Type, s.client.ID, origin, current)
}

// is fails the test when an answer is another.
func (s *scene) is(got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("got  %s\nwant %s", got, want)
	}
}

// left fails the test when other sessions are left, given by the letters of their ids in the order of them.
func (s *scene) left(want string) {
	s.t.Helper()
	page, _ := s.Env.Store.View().UserSessions(s.pool.ID, s.user.Sub, s.Now(), nil, 100)
	got := ""
	for _, x := range page.Items {
		got += x.ID[3:4]
	}
	s.is(got, want)
}

func TestListUserSessions(t *testing.T) {
	s := begin(t)
	browser := s.browser("s")
	other := s.tokens("o", browser.ID)
	s.is(s.list(""), `{"Sessions":[`+s.shown(browser, false)+","+s.shown(s.current, true)+","+s.shown(other, false)+"]}")
	s.is(s.adminList("ann"), `{"Sessions":[`+s.shown(browser, false)+","+s.shown(s.current, false)+","+s.shown(other, false)+"]}")
	s.User(t, s.pool, "bob")
	s.is(s.adminList("bob"), `{"Sessions":[]}`)
	s.is(s.adminList("nobody"), noUser)
	s.track(newest.UserSessionTrackingTypeDisabled)
	s.is(s.list(""), `{"Sessions":[]}`)
	s.is(s.adminList("ann"), `{"Sessions":[]}`)
}

func TestPagesOfUserSessions(t *testing.T) {
	s := begin(t)
	for i := range 130 {
		s.add(&state.UserSession{ID: fmt.Sprintf("sso%025d", i), Type: newest.SessionTypeTypeSso})
	}
	var first, rest struct {
		Sessions  []struct{ SessionId string }
		NextToken string
	}
	if err := json.Unmarshal([]byte(s.list("")), &first); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(s.list(first.NextToken)), &rest); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, x := range append(first.Sessions, rest.Sessions...) {
		seen[x.SessionId] = true
	}
	if len(first.Sessions) != 125 || len(rest.Sessions) != 6 || len(seen) != 131 || rest.NextToken != "" {
		t.Errorf("pages of %d and %d with %d sessions, then %q", len(first.Sessions), len(rest.Sessions), len(seen), rest.NextToken)
	}
	s.is(s.list("nonsense"), badToken)
}

func TestRevokeUserSession(t *testing.T) {
	for name, c := range map[string]struct {
		id, associated string
		want, left     string
	}{
		"tokens":                      {"tkn" + strings.Repeat("o", 25), "", "{}", "stcu"},
		"tokens alone":                {"tkn" + strings.Repeat("o", 25), "NONE", "{}", "stcu"},
		"tokens and their browser":    {"tkn" + strings.Repeat("o", 25), "LINKED", "{}", "tcu"},
		"tokens without a browser":    {"tkn" + strings.Repeat("u", 25), "LINKED", "{}", "stco"},
		"a browser":                   {"sso" + strings.Repeat("s", 25), "", "{}", "tcou"},
		"a browser and what it began": {"sso" + strings.Repeat("s", 25), "LINKED", "{}", "tcu"},
		"a browser that began none":   {"sso" + strings.Repeat("t", 25), "LINKED", "{}", "scou"},
		"the own one":                 {"tkn" + strings.Repeat("c", 25), "", ours, "stcou"},
		"one that is not there":       {noSession, "", notThere, "stcou"},
		"no id of a session":          {"x", "", badID, "stcou"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.browser("t")
			s.tokens("o", s.browser("s").ID)
			s.tokens("u", "")
			s.is(s.revoke(c.id, c.associated), c.want)
			s.left(c.left)
		})
	}
}

func TestAdminRevokeUserSession(t *testing.T) {
	s := begin(t)
	browser := s.browser("s")
	s.tokens("o", browser.ID)
	s.User(t, s.pool, "bob")
	s.is(s.adminRevoke("nobody", browser.ID, ""), noUser)
	s.is(s.adminRevoke("bob", browser.ID, ""), notThere)
	s.left("sco")
	s.is(s.adminRevoke("ann", browser.ID, "LINKED"), "{}")
	s.left("c")
	s.is(s.adminRevoke("ann", browser.ID, "LINKED"), notThere)
	s.is(s.adminRevoke("ann", s.current.ID, ""), "{}")
	s.left("")
	s.is(s.list(""), `{"__type":"NotAuthorizedException","message":"Access Token has been revoked"}`)
}

func TestSessionsOfAPoolThatStoppedTracking(t *testing.T) {
	s := begin(t)
	other := s.tokens("o", "")
	s.track(newest.UserSessionTrackingTypeDisabled)
	s.is(s.revoke(other.ID, ""), notThere)
	s.is(s.adminRevoke("ann", other.ID, ""), notThere)
	s.track(newest.UserSessionTrackingTypeEnabled)
	s.left("co")
}

func TestOneRevocationWins(t *testing.T) {
	s := begin(t)
	other := s.tokens("o", "")
	won := 0
	for _, err := range optest.Race(4, func(int) error { return fmt.Errorf("%s", s.revoke(other.ID, "")) }) {
		switch err.Error() {
		case "{}":
			won++
		case notThere:
		default:
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d revocations succeeded", won)
	}
}
