package emulator

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

// withoutSignature are the operations that the model wants signed and that do without.
// Doc: API_GetClientToken, API_GetDerivedToken: a client proves itself by its secret.
var withoutSignature = map[string]bool{"GetClientToken": true, "GetDerivedToken": true}

// member finds a member of an input; one that is not there is not required either.
func member(o model.Operation, name string) (m wire.Member, found bool) {
	i := slices.IndexFunc(o.Input.Members, func(m wire.Member) bool { return m.Name == name })
	if i < 0 {
		return wire.Member{}, false
	}
	return o.Input.Members[i], true
}

func required(o model.Operation, name string) bool {
	m, _ := member(o, name)
	return m.Required
}

// request is a request that the model allows, with these members in it.
func request(o model.Operation, members map[string]any) map[string]any {
	body := sample(o.Input, false).(map[string]any)
	maps.Copy(body, members)
	return body
}

// An operation that wants a signature is refused without one before anything else is looked at; every
// other one does without.
func TestProbeUnsigned(t *testing.T) {
	t.Parallel()
	e := Start(t, Strict)
	refused := 0
	for _, o := range model.Operations() {
		if !o.Signed || withoutSignature[o.Name] {
			if _, code, _ := call(t, e, o.Name, sample(o.Input, false)); code == "MissingAuthenticationTokenException" {
				t.Errorf("%s wants a signature", o.Name)
			}
			continue
		}
		refused++
		for _, body := range []any{sample(o.Input, false), map[string]any{}, 17} {
			status, code, message := call(t, e, o.Name, body)
			if status != http.StatusBadRequest || code != "MissingAuthenticationTokenException" || message != "Missing Authentication Token" {
				t.Errorf("%s: %d %s %q", o.Name, status, code, message)
			}
		}
	}
	if refused < 90 {
		t.Errorf("only %d operations want a signature", refused)
	}
}

// stage is a pool with a client and two users who are signed in, and another pool with a client.
type stage struct {
	*Emulator
	pool, client string
	elsewhere    string                          // the client of the other pool
	here, gone   *types.AuthenticationResultType // of a user who is there, and of one who was deleted
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{Emulator: Start(t, Strict)}
	api, ctx := s.Client(), t.Context()
	var pools, clients []string
	for _, name := range []string{"one", "other"} {
		p, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{
			PoolName: &name, UserPoolTier: types.UserPoolTierTypePlus, DeviceConfiguration: &types.DeviceConfigurationType{},
			UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeAudit}})
		if err != nil {
			t.Fatal(err)
		}
		c, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: p.UserPool.Id, ClientName: &name,
			ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}})
		if err != nil {
			t.Fatal(err)
		}
		pools, clients = append(pools, *p.UserPool.Id), append(clients, *c.UserPoolClient.ClientId)
	}
	s.pool, s.client, s.elsewhere = pools[0], clients[0], clients[1]
	s.here, s.gone = s.signIn(t, "here"), s.signIn(t, "gone")
	// The group that requests name: a group that is not there comes before a user who is not.
	if _, err := api.CreateGroup(ctx, &cip.CreateGroupInput{UserPoolId: &s.pool, GroupName: aws.String("a")}); err != nil {
		t.Fatal(err)
	}
	if _, err := api.AdminDeleteUser(ctx, &cip.AdminDeleteUserInput{UserPoolId: &s.pool, Username: aws.String("gone")}); err != nil {
		t.Fatal(err)
	}
	return s
}

// signIn makes a user and signs the user in.
func (s *stage) signIn(t *testing.T, name string) *types.AuthenticationResultType {
	t.Helper()
	const password = "Correct-Horse-1"
	api, ctx := s.Client(), t.Context()
	_, err := api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{UserPoolId: &s.pool, Username: &name})
	if err == nil {
		_, err = api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{
			UserPoolId: &s.pool, Username: &name, Password: aws.String(password), Permanent: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := api.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: &s.client, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": name, "PASSWORD": password}})
	if err != nil {
		t.Fatal(err)
	}
	return out.AuthenticationResult
}

// refused calls an operation that must answer exactly this, unless it is not built yet. An error that
// the service does not declare for it fails the test by itself.
func (s *stage) refused(t *testing.T, operation string, body any, want string) {
	t.Helper()
	status, code, message := call(t, s.Emulator, operation, body, "Authorization", signature)
	if got := fmt.Sprintf("%d %s: %s", status, code, message); got != "400 "+want && code != "OperationNotEmulatedException" {
		t.Errorf("%s\n got  %s\n want 400 %s", operation, got, want)
	}
}

// A list goes on only with a token that it gave.
func TestProbePages(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	lists := 0
	for _, o := range model.Operations() {
		for _, name := range []string{"NextToken", "PaginationToken"} {
			if m, takes := member(o, name); !takes || m.Required {
				continue
			}
			lists++
			body := request(o, map[string]any{name: "garbage"})
			for about, value := range map[string]string{"UserPoolId": s.pool, "ClientId": s.client, "Username": "here", "AccessToken": *s.here.AccessToken} {
				if required(o, about) {
					body[about] = value
				}
			}
			status, code, message := call(t, s.Emulator, o.Name, body, "Authorization", signature)
			if status != http.StatusBadRequest || code != "InvalidParameterException" && code != "OperationNotEmulatedException" {
				t.Errorf("%s: %d %s %s", o.Name, status, code, message)
			}
		}
	}
	if lists < 15 {
		t.Errorf("only %d operations have pages", lists)
	}
}

// What is not there is told from what is, in the same words by every operation.
func TestProbeNames(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const nowhere, nobody = "us-east-1_Nowhere11", "0nobody0nobody0nobody0nobo"
	noPool := "ResourceNotFoundException: User pool " + nowhere + " does not exist."
	noClient := func(id string) string {
		return "ResourceNotFoundException: User pool client " + id + " does not exist."
	}
	// What is told of a client or user that is not there where that is something else.
	exceptions := map[string]string{
		// Assumed: the operation declares no other type for it (A032).
		"RevokeToken": "UnauthorizedException: Client authentication failed",
		// Assumed (A175).
		"GetClientToken": "NotAuthorizedException: Invalid client or secret",
		// They declare no UserNotFoundException. Assumed (A242).
		"AdminGetDevice":   "ResourceNotFoundException: User does not exist.",
		"AdminListDevices": "ResourceNotFoundException: User does not exist.",
	}
	for _, o := range model.Operations() {
		pool, client, user := required(o, "UserPoolId"), required(o, "ClientId"), required(o, "Username")
		if pool && o.Signed {
			s.refused(t, o.Name, request(o, map[string]any{"UserPoolId": nowhere}), noPool)
		}
		switch {
		case client && pool:
			for _, id := range []string{nobody, s.elsewhere} {
				s.refused(t, o.Name, request(o, map[string]any{"UserPoolId": s.pool, "ClientId": id}), noClient(id))
			}
		case client:
			s.refused(t, o.Name, request(o, map[string]any{"ClientId": nobody}), or(exceptions[o.Name], noClient(nobody)))
		case user && pool && o.Name != "AdminCreateUser": // which makes the user
			for _, name := range []string{"nobody", "00000000-0000-4000-8000-000000000000"} {
				s.refused(t, o.Name, request(o, map[string]any{"UserPoolId": s.pool, "Username": name}),
					or(exceptions[o.Name], "UserNotFoundException: User does not exist."))
			}
		}
	}
}

// Every operation on the own account judges the access token in the same words.
func TestProbeTokens(t *testing.T) {
	t.Parallel()
	s, other := newStage(t), newStage(t)
	revoked := s.signIn(t, "revoked")
	if _, err := s.Client().GlobalSignOut(t.Context(), &cip.GlobalSignOutInput{AccessToken: revoked.AccessToken}); err != nil {
		t.Fatal(err)
	}
	const bad, worthless = "NotAuthorizedException: Invalid Access Token", "NotAuthorizedException: Access Token has been revoked"
	for what, token := range map[string]string{
		"a word":               "garbage",
		"three parts":          "a.b.c",
		"an ID token":          *s.here.IdToken,
		"a refresh token":      *s.here.RefreshToken,
		"another emulator's":   *other.here.AccessToken,
		"other claims":         tampered(*s.here.AccessToken, 1),
		"an unknown signature": tampered(*s.here.AccessToken, 2),
	} {
		s.tokenRefused(t, what, token, func(model.Operation) string { return bad })
	}
	s.tokenRefused(t, "a revoked one", *revoked.AccessToken, func(model.Operation) string { return worthless })
	s.tokenRefused(t, "a deleted user's", *s.gone.AccessToken, func(o model.Operation) string {
		if slices.Contains(o.Errors, "UserNotFoundException") {
			return "UserNotFoundException: User does not exist."
		}
		return worthless // Assumed (A239)
	})
	s.Clock().Advance(time.Hour)
	s.tokenRefused(t, "an expired one", *s.here.AccessToken, func(model.Operation) string {
		return "NotAuthorizedException: Access Token has expired"
	})
}

// tokenRefused calls every operation that takes an access token with this one.
func (s *stage) tokenRefused(t *testing.T, what, token string, want func(model.Operation) string) {
	t.Helper()
	for _, o := range model.Operations() {
		if _, takes := member(o, "AccessToken"); takes {
			t.Logf("%s with %s", o.Name, what)
			s.refused(t, o.Name, request(o, map[string]any{"AccessToken": token}), want(o))
		}
	}
}

// tampered changes a character of a part of a token that is not its last, whose bits all count.
func tampered(token string, part int) string {
	parts := strings.Split(token, ".")
	p := []byte(parts[part])
	if middle := &p[len(p)/2]; *middle == 'A' { // another character that tokens are made of
		*middle = 'B'
	} else {
		*middle = 'A'
	}
	parts[part] = string(p)
	return strings.Join(parts, ".")
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}
