package auth

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// RespondToAuthChallenge answers a challenge of a sign-in. Doc: API_RespondToAuthChallenge.
func (s service) RespondToAuthChallenge(c *op.Call, client *state.Client, in *cip.RespondToAuthChallengeInput) (*newest.RespondToAuthChallengeOutput, error) {
	if err := s.guard.Context(c, client, in.UserContextData); err != nil {
		return nil, err
	}
	step, err := s.flow.Respond(c, authflow.Respond{
		Client: client, Challenge: in.ChallengeName, Session: in.Session, Responses: in.ChallengeResponses,
		Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	return &newest.RespondToAuthChallengeOutput{RespondToAuthChallengeOutput: cip.RespondToAuthChallengeOutput{
		AuthenticationResult: step.Result,
		ChallengeName:        step.Challenge,
		ChallengeParameters:  parameters(step),
		Session:              session(step),
	}}, nil
}

// AdminRespondToAuthChallenge is RespondToAuthChallenge of an administrator.
// Doc: API_AdminRespondToAuthChallenge.
func (s service) AdminRespondToAuthChallenge(c *op.Call, _ *state.Pool, in *cip.AdminRespondToAuthChallengeInput) (*newest.AdminRespondToAuthChallengeOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	if err := s.guard.AdminContext(c, in.ContextData); err != nil {
		return nil, err
	}
	step, err := s.flow.Respond(c, authflow.Respond{
		Client: client, Challenge: in.ChallengeName, Session: in.Session, Responses: in.ChallengeResponses, Admin: true,
		Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	return &newest.AdminRespondToAuthChallengeOutput{AdminRespondToAuthChallengeOutput: cip.AdminRespondToAuthChallengeOutput{
		AuthenticationResult: step.Result,
		ChallengeName:        step.Challenge,
		ChallengeParameters:  parameters(step),
		Session:              session(step),
	}}, nil
}
