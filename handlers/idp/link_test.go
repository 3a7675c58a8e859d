package idp_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

const subject = state.SubjectAttribute

// who names a user: provider, attribute, value, each left out where it is empty.
func who(provider, attribute, value string) *types.ProviderUserIdentifierType {
	member := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return &types.ProviderUserIdentifierType{
		ProviderName: member(provider), ProviderAttributeName: member(attribute), ProviderAttributeValue: member(value)}
}

func (s *scene) link(to, source *types.ProviderUserIdentifierType) error {
	_, err := s.API.AdminLinkProviderForUser(s.t.Context(), &cip.AdminLinkProviderForUserInput{UserPoolId: s.id, DestinationUser: to, SourceUser: source})
	return err
}

func (s *scene) disable(u *types.ProviderUserIdentifierType) error {
	_, err := s.API.AdminDisableProviderForUser(s.t.Context(), &cip.AdminDisableProviderForUserInput{UserPoolId: s.id, User: u})
	return err
}

// must fails the test at the first error.
func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestLinkAndDisable(t *testing.T) {
	s := begin(t)
	s.google()
	s.provide(s.oidcProvider("Corp"))
	ann := s.User(t, s.pool, "ann", "email", "ann@example.com")
	s.Env.Clock.Advance(time.Minute)
	must(t,
		s.link(who("Cognito", "anything", "ann"), who("Google", subject, "117")),
		// A user from a provider is named by the subject there.
		s.link(who("Google", "", "117"), who("Corp", "email", "ann@corp.example")))
	now := s.Now().UnixMilli()
	want := *ann
	want.Modified = s.Now()
	want.Identities = []state.Identity{
		{Provider: "Google", Type: "Google", Attribute: subject, ID: "117", Created: s.Now()},
		{Provider: "Corp", Type: "OIDC", Attribute: "email", ID: "ann@corp.example", Created: s.Now()},
	}
	want.Attributes = map[string]string{"email": "ann@example.com", "identities": fmt.Sprintf(
		`[{"userId":"117","providerName":"Google","providerType":"Google","issuer":null,"primary":false,"dateCreated":%d},`+
			`{"userId":"ann@corp.example","providerName":"Corp","providerType":"OIDC","issuer":null,"primary":false,"dateCreated":%d}]`, now, now)}
	optest.Equal(t, s.Look(ann), &want)

	const gone = "UserNotFoundException: User does not exist."
	optest.Refused(t, s.disable(who("Corp", subject, "ann@corp.example")), gone) // linked by the address
	must(t, s.disable(who("Corp", "email", "ann@corp.example")), s.disable(who("Google", subject, "117")))
	optest.Refused(t, s.disable(who("Google", subject, "117")), gone)
	want.Identities, want.Attributes = nil, ann.Attributes
	optest.Equal(t, s.Look(ann), &want)
	// What was taken away can be linked again.
	must(t, s.link(who("Cognito", "", "ann"), who("Google", subject, "117")))
}

func TestDisableLocalUser(t *testing.T) {
	s := begin(t)
	ann := s.Change(t, s.User(t, s.pool, "ann"), func(u *state.User) { u.Password = &state.Password{Salt: []byte{1}, X: []byte{2}} })
	must(t, s.disable(who("Cognito", subject, "ann")))
	if u := s.Look(ann); u.Password != nil || !u.Enabled || u.Status != types.UserStatusTypeConfirmed {
		t.Errorf("after: %+v", u)
	}
	optest.Refused(t, s.disable(who("Cognito", subject, "bob")), "UserNotFoundException: User does not exist.")
}

func TestLinkRefusals(t *testing.T) {
	s := begin(t)
	s.google()
	for i := range 7 {
		s.provide(s.oidcProvider(fmt.Sprintf("Corp%d", i)))
	}
	ann, bob := who("Cognito", "", "ann"), who("Cognito", "", "bob")
	s.User(t, s.pool, "ann")
	s.User(t, s.pool, "bob")
	full := s.User(t, s.pool, "full")
	for i := range 5 {
		must(t, s.link(who("Cognito", "", "full"), who(fmt.Sprintf("Corp%d", i), subject, "full")))
	}
	must(t, s.link(ann, who("Google", subject, "1")))
	profile := s.User(t, s.pool, "Corp5_x")
	s.Change(t, profile, func(u *state.User) {
		u.Status = types.UserStatusTypeExternalProvider
		u.Identities = []state.Identity{{Provider: "Corp5", Attribute: subject, ID: "x", Primary: true}}
	})
	const (
		local = ip + "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser"
		gone  = "UserNotFoundException: User does not exist."
	)
	for name, c := range map[string]struct {
		to, source *types.ProviderUserIdentifierType
		want       string
	}{
		"a local source":               {ann, who("Cognito", subject, "bob"), local},
		"no such provider":             {ann, who("None", subject, "1"), "ResourceNotFoundException: Identity provider None does not exist."},
		"no provider":                  {ann, who("", subject, "1"), ip + "Missing required parameter ProviderName"},
		"no attribute":                 {ann, who("Corp1", "", "1"), ip + "Missing required parameter ProviderAttributeName"},
		"no value":                     {ann, who("Corp1", subject, ""), ip + "Missing required parameter ProviderAttributeValue"},
		"a social user by address":     {bob, who("Google", "email", "a@example.com"), ip + "ProviderAttributeName must be Cognito_Subject for social identity providers."},
		"no such user":                 {who("Cognito", "", "carl"), who("Corp1", subject, "1"), gone},
		"no such user of a provider":   {who("Google", "", "2"), who("Corp1", subject, "1"), gone},
		"nobody":                       {who("", "", ""), who("Corp1", subject, "1"), gone},
		"twice":                        {ann, who("Google", subject, "1"), ip + "SourceUser is already linked to DestinationUser"},
		"of somebody else":             {bob, who("Google", subject, "1"), local},
		"a second one of the provider": {ann, who("Google", subject, "2"), local},
		"has a profile":                {ann, who("Corp5", subject, "x"), ip + "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link"},
		"a sixth one":                  {who("Cognito", "", "full"), who("Google", subject, "3"), "LimitExceededException: Exceeded the maximum number of identities that can be linked to a user."},
	} {
		t.Run(name, func(t *testing.T) { optest.Refused(t, s.link(c.to, c.source), c.want) })
	}
	if u := s.Look(full); len(u.Identities) != 5 {
		t.Errorf("%d identities", len(u.Identities))
	}
	// The identity that a profile came to be by does not count.
	must(t, s.link(who("Corp5", "", "x"), who("Google", subject, "4")))
	optest.Refused(t, s.disable(who("None", subject, "1")), "ResourceNotFoundException: Identity provider None does not exist.")
	optest.Refused(t, s.disable(who("Google", "email", "1")), ip+"ProviderAttributeName must be Cognito_Subject for social identity providers.")
	_, err := s.API.AdminLinkProviderForUser(t.Context(), &cip.AdminLinkProviderForUserInput{UserPoolId: aws.String("us-east-1_none"), DestinationUser: ann, SourceUser: ann})
	optest.Refused(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}

func TestOneLinkWins(t *testing.T) {
	s := begin(t)
	s.google()
	for i := range 8 {
		s.User(t, s.pool, fmt.Sprintf("u%d", i))
	}
	won := 0
	for _, err := range optest.Race(8, func(i int) error {
		return s.link(who("Cognito", "", fmt.Sprintf("u%d", i)), who("Google", subject, "1"))
	}) {
		if err == nil {
			won++
		}
	}
	if won != 1 {
		t.Errorf("one identity leads to %d users", won)
	}
}
