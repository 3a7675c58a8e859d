package directory_test

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

func protected(in *cip.CreateUserPoolInput) {
	in.UserPoolTier = types.UserPoolTierTypePlus
	in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: "AUDIT"}
}

// event stores an event of a user and returns it as it is shown.
func (s *scene) event(u *state.User, id string) types.AuthEventType {
	s.t.Helper()
	s.Write(s.t, func(tx *state.Tx) error {
		return tx.PutAuthEvent(&state.AuthEvent{
			Pool: u.Pool, Sub: u.Sub, ID: id, Type: "SignIn", Response: "Pass", Created: s.Now(), Level: "Low", Decision: "AccountTakeover",
			Challenges: []types.ChallengeResponseType{{ChallengeName: "Password", ChallengeResponse: "Success"}},
			Context:    state.EventContext{IP: "192.0.2.1", Device: "Other, Other", Timezone: "-07:00", City: "Seattle", Country: "United States"},
		})
	})
	return types.AuthEventType{
		EventId: &id, EventType: "SignIn", EventResponse: "Pass", CreationDate: aws.Time(s.Now()),
		EventRisk:          &types.EventRiskType{RiskLevel: "Low", RiskDecision: "AccountTakeover", CompromisedCredentialsDetected: aws.Bool(false)},
		ChallengeResponses: []types.ChallengeResponseType{{ChallengeName: "Password", ChallengeResponse: "Success"}},
		EventContextData: &types.EventContextDataType{IpAddress: aws.String("192.0.2.1"), DeviceName: aws.String("Other, Other"),
			Timezone: aws.String("-07:00"), City: aws.String("Seattle"), Country: aws.String("United States")},
	}
}

func (s *scene) events(name string, limit int32, token *string) (*cip.AdminListUserAuthEventsOutput, error) {
	return s.API.AdminListUserAuthEvents(s.t.Context(), &cip.AdminListUserAuthEventsInput{
		UserPoolId: (*string)(&s.pool.ID), Username: &name, MaxResults: aws.Int32(limit), NextToken: token})
}

func TestAuthEventsInPages(t *testing.T) {
	s := begin(t, protected)
	ann, bob := s.User(t, s.pool, "ann"), s.User(t, s.pool, "bob")
	first := s.event(ann, "e1")
	s.event(bob, "b1")
	s.Env.Clock.Advance(1500 * time.Millisecond)
	second, third := s.event(ann, "e2"), s.event(ann, "e3")

	page, err := s.events("ann", 2, nil)
	optest.Refused(t, err, "no error")
	token := "e2#2026-03-03T04:05:08.289Z"
	optest.Equal(t, page, &cip.AdminListUserAuthEventsOutput{AuthEvents: []types.AuthEventType{third, second}, NextToken: &token})
	page, err = s.events(string(ann.Sub), 2, page.NextToken)
	optest.Refused(t, err, "no error")
	optest.Equal(t, page, &cip.AdminListUserAuthEventsOutput{AuthEvents: []types.AuthEventType{first}})

	for _, bad := range []string{"e2", "e2#2026-03-03T04:05:08.290Z", "b1#2026-03-03T04:05:06.789Z", "x#2026-03-03T04:05:06.789Z"} {
		_, err = s.events("ann", 2, &bad)
		optest.Refused(t, err, "InvalidParameterException: Invalid pagination token given")
	}
	for i := range 61 {
		s.event(bob, fmt.Sprint("many", i))
	}
	page, err = s.events("bob", 0, nil)
	optest.Refused(t, err, "no error")
	if len(page.AuthEvents) != 60 || page.NextToken == nil {
		t.Errorf("%d events on a page without a size", len(page.AuthEvents))
	}
	s.User(t, s.pool, "cy")
	page, err = s.events("cy", 0, nil)
	optest.Refused(t, err, "no error")
	optest.Equal(t, page, &cip.AdminListUserAuthEventsOutput{AuthEvents: []types.AuthEventType{}})
}

func TestAdminFeedback(t *testing.T) {
	s := begin(t, protected)
	want := s.event(s.User(t, s.pool, "ann"), "e1")
	s.event(s.User(t, s.pool, "bob"), "b1")
	judge := func(name, event string, value types.FeedbackValueType) error {
		_, err := s.API.AdminUpdateAuthEventFeedback(t.Context(), &cip.AdminUpdateAuthEventFeedbackInput{
			UserPoolId: (*string)(&s.pool.ID), Username: &name, EventId: &event, FeedbackValue: value})
		return err
	}
	for _, value := range []types.FeedbackValueType{"Valid", "Invalid"} {
		s.Env.Clock.Advance(time.Minute)
		optest.Refused(t, judge("ann", "e1", value), "no error")
		want.EventFeedback = &types.EventFeedbackType{FeedbackValue: value, Provider: aws.String("Admin"), FeedbackDate: aws.Time(s.Now())}
		page, err := s.events("ann", 9, nil)
		optest.Refused(t, err, "no error")
		optest.Equal(t, page.AuthEvents, []types.AuthEventType{want})
	}
	optest.Refused(t, judge("ann", "b1", "Valid"), "ResourceNotFoundException: Auth event does not exist.")
	optest.Refused(t, judge("ann", "none", "Valid"), "ResourceNotFoundException: Auth event does not exist.")
	optest.Refused(t, judge("nobody", "e1", "Valid"), noSuchUser)
}

func TestEventsNeedThreatProtection(t *testing.T) {
	s := begin(t)
	s.User(t, s.pool, "ann")
	const refused = "UserPoolAddOnNotEnabledException: User pool add-ons are not enabled for this user pool."
	_, err := s.events("ann", 1, nil)
	optest.Refused(t, err, refused)
	_, err = s.API.AdminUpdateAuthEventFeedback(t.Context(), &cip.AdminUpdateAuthEventFeedbackInput{
		UserPoolId: (*string)(&s.pool.ID), Username: aws.String("ann"), EventId: aws.String("e"), FeedbackValue: "Valid"})
	optest.Refused(t, err, refused)
}
