package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/pquerna/otp/totp"

	"cognito-emulator/emulator"
)

// A user sets up an authenticator app at the first sign-in and is asked for it at the second.
func TestSignInWithAuthenticator(t *testing.T) {
	e := emulator.Start(t) // stops with the test
	ctx, api := t.Context(), e.Client()

	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{PoolName: aws.String("app")})
	must(t, err)
	_, err = api.SetUserPoolMfaConfig(ctx, &cip.SetUserPoolMfaConfigInput{
		UserPoolId: pool.UserPool.Id, MfaConfiguration: types.UserPoolMfaTypeOn,
		SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true}})
	must(t, err)
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("web"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}})
	must(t, err)
	_, err = api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{
		UserPoolId: pool.UserPool.Id, Username: aws.String("alice"), MessageAction: types.MessageActionTypeSuppress})
	must(t, err)
	_, err = api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{
		UserPoolId: pool.UserPool.Id, Username: aws.String("alice"), Password: aws.String("Correct-Horse-1"), Permanent: true})
	must(t, err)

	signIn := func() *cip.InitiateAuthOutput {
		out, err := api.InitiateAuth(ctx, &cip.InitiateAuthInput{
			AuthFlow: types.AuthFlowTypeUserPasswordAuth, ClientId: client.UserPoolClient.ClientId,
			AuthParameters: map[string]string{"USERNAME": "alice", "PASSWORD": "Correct-Horse-1"}})
		must(t, err)
		return out
	}
	code := func(secret *string) *string {
		code, err := totp.GenerateCode(*secret, e.Clock().Now())
		must(t, err)
		return &code
	}

	first := signIn() // MFA_SETUP
	app, err := api.AssociateSoftwareToken(ctx, &cip.AssociateSoftwareTokenInput{Session: first.Session})
	must(t, err)
	verified, err := api.VerifySoftwareToken(ctx, &cip.VerifySoftwareTokenInput{Session: app.Session, UserCode: code(app.SecretCode)})
	must(t, err)
	_, err = api.RespondToAuthChallenge(ctx, &cip.RespondToAuthChallengeInput{
		ClientId: client.UserPoolClient.ClientId, ChallengeName: first.ChallengeName, Session: verified.Session,
		ChallengeResponses: map[string]string{"USERNAME": "alice"}})
	must(t, err)

	e.Clock().Advance(30 * time.Second) // no code works twice
	second := signIn()                  // SOFTWARE_TOKEN_MFA
	tokens, err := api.RespondToAuthChallenge(ctx, &cip.RespondToAuthChallengeInput{
		ClientId: client.UserPoolClient.ClientId, ChallengeName: second.ChallengeName, Session: second.Session,
		ChallengeResponses: map[string]string{"USERNAME": "alice", "SOFTWARE_TOKEN_MFA_CODE": *code(app.SecretCode)}})
	must(t, err)
	if tokens.AuthenticationResult == nil {
		t.Errorf("asked for %s again", tokens.ChallengeName)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
