package profile_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/profile"
	"cognito-emulator/state"
)

const (
	password      = "Passw0rd!"
	otherPassword = "Ki3ne$Wort"
	mail          = "ann@example.com"
	newMail       = "new@other.org"
	phone         = "+15550100001"

	codeMismatch = "CodeMismatchException: Invalid verification code provided, please try again."
	expiredCode  = "ExpiredCodeException: Invalid code provided, please request a code again."
	tooOften     = "LimitExceededException: Attempt limit exceeded, please try after some time."
	badPassword  = "NotAuthorizedException: Incorrect username or password."
	noUser       = "UserNotFoundException: User does not exist."
	ip           = "InvalidParameterException: "
)

// scene is a signed-in user, and the operations of this subject.
type scene struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	client *state.Client
	user   *state.User
	token  *string
}

// plan is what a scene is made of.
type plan struct {
	pool       cip.CreateUserPoolInput
	client     cip.CreateUserPoolClientInput
	attributes []string
}

func begin(t *testing.T, changes ...func(*plan)) *scene {
	t.Helper()
	t.Parallel()
	p := plan{
		pool:       cip.CreateUserPoolInput{PoolName: aws.String("pool"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}},
		client:     cip.CreateUserPoolClientInput{ClientName: aws.String("client")},
		attributes: []string{"email", mail, "email_verified", "true"},
	}
	for _, change := range changes {
		change(&p)
	}
	s := &scene{Bench: optest.New(t, profile.Operations), t: t}
	s.pool = s.Pool(t, &p.pool)
	s.client = s.Client(t, s.pool, &p.client)
	s.user = s.member("ann", p.attributes...)
	s.token = aws.String(s.AccessToken(t, s.client, s.user))
	return s
}

// member is a confirmed user with a password.
func (s *scene) member(name string, pairs ...string) *state.User {
	s.t.Helper()
	u := s.User(s.t, s.pool, name, pairs...)
	return s.Change(s.t, u, func(u *state.User) { u.Password = account.New(s.Env).NewPassword(u, password, s.Now()) })
}

func has(pairs ...string) func(*plan) { return func(p *plan) { p.attributes = pairs } }

func pool(change func(*cip.CreateUserPoolInput)) func(*plan) {
	return func(p *plan) { change(&p.pool) }
}

func client(change func(*cip.CreateUserPoolClientInput)) func(*plan) {
	return func(p *plan) { change(&p.client) }
}

// verifiesFirst holds new addresses back.
var verifiesFirst = pool(func(in *cip.CreateUserPoolInput) {
	in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{
		AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
})

var sms = pool(func(in *cip.CreateUserPoolInput) {
	in.SmsConfiguration = &types.SmsConfigurationType{
		SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("sms")}
})

var aliases = pool(func(in *cip.CreateUserPoolInput) {
	in.AliasAttributes = []types.AliasAttributeType{"email", "preferred_username"}
})

var named = pool(func(in *cip.CreateUserPoolInput) { in.UsernameAttributes = []types.UsernameAttributeType{"email"} })

// custom adds attributes: tier of two to eight characters, born that cannot be changed, dev:custom:note.
var custom = pool(func(in *cip.CreateUserPoolInput) {
	text := &types.StringAttributeConstraintsType{MinLength: aws.String("2"), MaxLength: aws.String("8")}
	in.Schema = append(in.Schema,
		types.SchemaAttributeType{Name: aws.String("tier"), AttributeDataType: "String", StringAttributeConstraints: text},
		types.SchemaAttributeType{Name: aws.String("born"), AttributeDataType: "String", Mutable: aws.Bool(false)},
		types.SchemaAttributeType{Name: aws.String("note"), AttributeDataType: "String", DeveloperOnlyAttribute: aws.Bool(true)})
})

func (s *scene) update(pairs ...string) ([]types.CodeDeliveryDetailsType, error) {
	out, err := s.Unsigned.UpdateUserAttributes(s.t.Context(), &cip.UpdateUserAttributesInput{
		AccessToken: s.token, UserAttributes: optest.Attributes(pairs...)})
	if err != nil {
		return nil, err
	}
	return out.CodeDeliveryDetailsList, nil
}

func (s *scene) remove(names ...string) error {
	_, err := s.Unsigned.DeleteUserAttributes(s.t.Context(), &cip.DeleteUserAttributesInput{AccessToken: s.token, UserAttributeNames: names})
	return err
}

func (s *scene) ask(attribute string) (*types.CodeDeliveryDetailsType, error) {
	out, err := s.Unsigned.GetUserAttributeVerificationCode(s.t.Context(), &cip.GetUserAttributeVerificationCodeInput{
		AccessToken: s.token, AttributeName: &attribute})
	if err != nil {
		return nil, err
	}
	return out.CodeDeliveryDetails, nil
}

func (s *scene) verify(attribute, code string) error {
	_, err := s.Unsigned.VerifyUserAttribute(s.t.Context(), &cip.VerifyUserAttributeInput{
		AccessToken: s.token, AttributeName: &attribute, Code: &code})
	return err
}

func (s *scene) change(previous, next *string) error {
	_, err := s.Unsigned.ChangePassword(s.t.Context(), &cip.ChangePasswordInput{
		AccessToken: s.token, PreviousPassword: previous, ProposedPassword: next})
	return err
}

func byMail(destination string) types.CodeDeliveryDetailsType {
	return types.CodeDeliveryDetailsType{AttributeName: aws.String("email"), DeliveryMedium: "EMAIL", Destination: &destination}
}

// wrong is a code that is not this one.
func wrong(code string) string { return code[:5] + string('0'+(code[5]-'0'+1)%10) }
