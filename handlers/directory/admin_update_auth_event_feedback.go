package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// AdminUpdateAuthEventFeedback says whether an event was the user. Doc: API_AdminUpdateAuthEventFeedback.
func (s service) AdminUpdateAuthEventFeedback(c *op.Call, _ *state.Pool, in *cip.AdminUpdateAuthEventFeedbackInput) (*cip.AdminUpdateAuthEventFeedbackOutput, error) {
	err := s.guard.AdminFeedback(c, risk.Feedback{Username: *in.Username, Event: *in.EventId, Value: in.FeedbackValue})
	if err != nil {
		return nil, err
	}
	return &cip.AdminUpdateAuthEventFeedbackOutput{}, nil
}
