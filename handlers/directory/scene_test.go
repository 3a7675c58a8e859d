package directory_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/directory"
	"cognito-emulator/state"
)

const (
	password      = "Passw0rd!"
	otherPassword = "Ki3ne$Wort"
	mail          = "ann@example.com"
	phone         = "+15550100001"
	noSuchUser    = "UserNotFoundException: User does not exist."
)

// scene is a pool, and the operations of this subject.
type scene struct {
	*optest.Bench
	t    *testing.T
	pool *state.Pool
}

func begin(t *testing.T, changes ...func(*cip.CreateUserPoolInput)) *scene {
	t.Helper()
	t.Parallel()
	in := &cip.CreateUserPoolInput{PoolName: aws.String("pool")}
	for _, change := range changes {
		change(in)
	}
	s := &scene{Bench: optest.New(t, directory.Operations), t: t}
	s.pool = s.Pool(t, in)
	return s
}

func sms(in *cip.CreateUserPoolInput) {
	in.SmsConfiguration = &types.SmsConfigurationType{
		SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("sms")}
}

func aliases(in *cip.CreateUserPoolInput) {
	in.AliasAttributes = []types.AliasAttributeType{"email", "preferred_username"}
}

func named(in *cip.CreateUserPoolInput) {
	in.UsernameAttributes = []types.UsernameAttributeType{"email"}
}

func history(in *cip.CreateUserPoolInput) {
	in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{
		MinimumLength: aws.Int32(8), PasswordHistorySize: aws.Int32(2)}}
}

func passwordless(in *cip.CreateUserPoolInput) {
	in.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{
		AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "EMAIL_OTP"}}}
}

// temporary is a user with a temporary password.
func (s *scene) temporary(name string, pairs ...string) *state.User {
	s.t.Helper()
	u := s.User(s.t, s.pool, name, pairs...)
	return s.Change(s.t, u, func(u *state.User) {
		u.Status = types.UserStatusTypeForceChangePassword
		u.Password = account.New(s.Env).NewPassword(u, password, s.Now())
	})
}

// create is a request for ann: names and values of attributes by turns.
func (s *scene) create(pairs ...string) *cip.AdminCreateUserInput {
	return &cip.AdminCreateUserInput{
		UserPoolId: (*string)(&s.pool.ID), Username: aws.String("ann"), UserAttributes: optest.Attributes(pairs...)}
}

// created carries a request out and returns the record.
func (s *scene) created(in *cip.AdminCreateUserInput) *state.User {
	s.t.Helper()
	out, err := s.API.AdminCreateUser(s.t.Context(), in)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.Env.Store.View().UserNamed(s.pool, *out.User.Username)
}

func (s *scene) setPassword(name, next string, permanent bool) error {
	_, err := s.API.AdminSetUserPassword(s.t.Context(), &cip.AdminSetUserPasswordInput{
		UserPoolId: (*string)(&s.pool.ID), Username: &name, Password: &next, Permanent: permanent})
	return err
}

func (s *scene) update(name string, pairs ...string) error {
	_, err := s.API.AdminUpdateUserAttributes(s.t.Context(), &cip.AdminUpdateUserAttributesInput{
		UserPoolId: (*string)(&s.pool.ID), Username: &name, UserAttributes: optest.Attributes(pairs...)})
	return err
}

func (s *scene) reset(name string) error {
	_, err := s.API.AdminResetUserPassword(s.t.Context(), &cip.AdminResetUserPasswordInput{
		UserPoolId: (*string)(&s.pool.ID), Username: &name})
	return err
}

func (s *scene) confirm(name string) error {
	_, err := s.API.AdminConfirmSignUp(s.t.Context(), &cip.AdminConfirmSignUpInput{
		UserPoolId: (*string)(&s.pool.ID), Username: &name})
	return err
}
