package auth

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// UpdateAuthEventFeedback takes what a user says of a sign-in, with the token of the notification.
// Doc: API_UpdateAuthEventFeedback.
func (s service) UpdateAuthEventFeedback(c *op.Call, in *cip.UpdateAuthEventFeedbackInput) (*cip.UpdateAuthEventFeedbackOutput, error) {
	err := s.guard.UserFeedback(c, risk.Feedback{
		Pool: state.PoolID(*in.UserPoolId), Username: *in.Username, Event: *in.EventId, Value: in.FeedbackValue, Token: *in.FeedbackToken})
	if err != nil {
		return nil, err
	}
	return &cip.UpdateAuthEventFeedbackOutput{}, nil
}
