package signup_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/signup"
	"cognito-emulator/state"
)

const (
	password      = "Passw0rd!"
	otherPassword = "Ki3ne$Wort"
	mail          = "ann@example.com"
	phone         = "+15550100001"
)

// scene is a pool with an app client, and the operations of this subject.
type scene struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	client *state.Client
}

// plan is what the pool and the client of a scene are made of.
type plan struct {
	pool   cip.CreateUserPoolInput
	client cip.CreateUserPoolClientInput
}

func begin(t *testing.T, changes ...func(*plan)) *scene {
	t.Helper()
	t.Parallel()
	p := plan{
		pool:   cip.CreateUserPoolInput{PoolName: aws.String("pool"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}},
		client: cip.CreateUserPoolClientInput{ClientName: aws.String("client")},
	}
	for _, change := range changes {
		change(&p)
	}
	s := &scene{Bench: optest.New(t, signup.Operations), t: t}
	s.pool = s.Pool(t, &p.pool)
	s.client = s.Client(t, s.pool, &p.client)
	return s
}

func hides(p *plan) {
	p.client.PreventUserExistenceErrors = types.PreventUserExistenceErrorTypesEnabled
}
func secret(p *plan) { p.client.GenerateSecret = true }
func aliases(p *plan) {
	p.pool.AliasAttributes = []types.AliasAttributeType{"email", "preferred_username"}
}
func sms(p *plan) {
	p.pool.SmsConfiguration = &types.SmsConfigurationType{
		SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("sms")}
}

func named(by ...types.UsernameAttributeType) func(*plan) {
	return func(p *plan) { p.pool.UsernameAttributes = by }
}

func pool(change func(*cip.CreateUserPoolInput)) func(*plan) {
	return func(p *plan) { change(&p.pool) }
}

// signUp is a request to sign up.
func (s *scene) signUp(name string, pairs ...string) *cip.SignUpInput {
	return &cip.SignUpInput{
		ClientId: (*string)(&s.client.ID), Username: &name, Password: aws.String(password), UserAttributes: optest.Attributes(pairs...)}
}

// signedUp is somebody who signed up, and the code that was sent.
func (s *scene) signedUp(name string, pairs ...string) (*state.User, string) {
	s.t.Helper()
	out, err := s.API.SignUp(s.t.Context(), s.signUp(name, pairs...))
	if err != nil {
		s.t.Fatal(err)
	}
	code := ""
	if out.CodeDeliveryDetails != nil {
		code = s.Message(s.t).Code
	}
	return s.Env.Store.View().User(s.pool.ID, state.Sub(*out.UserSub)), code
}

func (s *scene) confirm(name, code string, force bool) error {
	_, err := s.API.ConfirmSignUp(s.t.Context(), &cip.ConfirmSignUpInput{
		ClientId: (*string)(&s.client.ID), Username: &name, ConfirmationCode: &code, ForceAliasCreation: force})
	return err
}

func (s *scene) resend(name string) (*types.CodeDeliveryDetailsType, error) {
	out, err := s.API.ResendConfirmationCode(s.t.Context(), &cip.ResendConfirmationCodeInput{ClientId: (*string)(&s.client.ID), Username: &name})
	if err != nil {
		return nil, err
	}
	return out.CodeDeliveryDetails, nil
}

func (s *scene) forgot(name string) (*types.CodeDeliveryDetailsType, error) {
	out, err := s.API.ForgotPassword(s.t.Context(), &cip.ForgotPasswordInput{ClientId: (*string)(&s.client.ID), Username: &name})
	if err != nil {
		return nil, err
	}
	return out.CodeDeliveryDetails, nil
}

func (s *scene) reset(name, code, next string) error {
	_, err := s.API.ConfirmForgotPassword(s.t.Context(), &cip.ConfirmForgotPasswordInput{
		ClientId: (*string)(&s.client.ID), Username: &name, ConfirmationCode: &code, Password: &next})
	return err
}

func byMail(destination string) *types.CodeDeliveryDetailsType {
	return &types.CodeDeliveryDetailsType{AttributeName: aws.String("email"), DeliveryMedium: "EMAIL", Destination: &destination}
}

func bySMS(destination string) *types.CodeDeliveryDetailsType {
	return &types.CodeDeliveryDetailsType{AttributeName: aws.String("phone_number"), DeliveryMedium: "SMS", Destination: &destination}
}

// wrong is a code that is not this one.
func wrong(code string) string { return code[:5] + string('0'+(code[5]-'0'+1)%10) }

const (
	codeMismatch = "CodeMismatchException: Invalid verification code provided, please try again."
	expiredCode  = "ExpiredCodeException: Invalid code provided, please request a code again."
	notFound     = "UserNotFoundException: Username/client id combination not found."
	tooOften     = "LimitExceededException: Attempt limit exceeded, please try after some time."
	noRecovery   = "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number"
)
