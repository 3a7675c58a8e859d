package auth

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// InitiateAuth begins a sign-in, or refreshes tokens. Doc: API_InitiateAuth.
func (s service) InitiateAuth(c *op.Call, client *state.Client, in *cip.InitiateAuthInput) (*cip.InitiateAuthOutput, error) {
	if err := s.guard.Context(c, client, in.UserContextData); err != nil {
		return nil, err
	}
	step, err := s.flow.Begin(c, authflow.Begin{
		Client: client, Flow: in.AuthFlow, Parameters: in.AuthParameters, Session: in.Session, Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	return &cip.InitiateAuthOutput{
		AuthenticationResult: step.Result,
		ChallengeName:        step.Challenge,
		ChallengeParameters:  parameters(step),
		Session:              session(step),
		AvailableChallenges:  step.Available,
	}, nil
}

// AdminInitiateAuth is InitiateAuth of an administrator, with flows of its own.
// Doc: API_AdminInitiateAuth.
func (s service) AdminInitiateAuth(c *op.Call, _ *state.Pool, in *cip.AdminInitiateAuthInput) (*cip.AdminInitiateAuthOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	if err := s.guard.AdminContext(c, in.ContextData); err != nil {
		return nil, err
	}
	step, err := s.flow.Begin(c, authflow.Begin{
		Client: client, Flow: in.AuthFlow, Parameters: in.AuthParameters, Session: in.Session, Admin: true,
		Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	return &cip.AdminInitiateAuthOutput{
		AuthenticationResult: step.Result,
		ChallengeName:        step.Challenge,
		ChallengeParameters:  parameters(step),
		Session:              session(step),
		AvailableChallenges:  step.Available,
	}, nil
}

// parameters are the challenge's parameters; tokens come with an empty map.
// Doc: the samples of the AWS CLI.
func parameters(step *authflow.Step) map[string]string {
	if step.Parameters == nil {
		return map[string]string{}
	}
	return step.Parameters
}

func session(step *authflow.Step) *string {
	if step.Session == "" {
		return nil
	}
	return aws.String(step.Session)
}
