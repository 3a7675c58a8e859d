package conformance

import (
	"fmt"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Pool is a user pool that the world has made.
type Pool struct {
	ID   string
	ARN  string
	Host string // of its domain, empty when it has none
}

// poolPlan collects what the options of Pool ask for: the pool, and the MFA configuration set right after.
type poolPlan struct {
	create cip.CreateUserPoolInput
	mfa    *cip.SetUserPoolMfaConfigInput
}

// PoolOption changes the pool that is about to be made.
type PoolOption func(*poolPlan)

// Pool makes a user pool and remembers it.
func (w *World) Pool(options ...PoolOption) *Pool {
	w.t.Helper()
	plan := poolPlan{create: cip.CreateUserPoolInput{PoolName: new(w.Name("pool"))}}
	for _, o := range options {
		o(&plan)
	}
	made := OK(w, w.API.CreateUserPool, &plan.create).UserPool
	w.forget(*made.Id)
	w.pool = &Pool{ID: *made.Id, ARN: *made.Arn}
	if plan.mfa != nil {
		plan.mfa.UserPoolId = made.Id
		OK(w, w.API.SetUserPoolMfaConfig, plan.mfa)
	}
	return w.pool
}

// forget deletes a pool when the case is over, at a target that others use too.
func (w *World) forget(poolID string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pools = append(w.pools, poolID)
}

// Factor is a way to prove oneself a second time.
type Factor int

// The factors of a pool.
const (
	SMS Factor = iota
	TOTP
	Email
)

// MFA makes a pool with that MFA mode ("OFF", "OPTIONAL", "ON") and these factors. A pool gets its factors after it was
// made, as only SMS can be asked for at creation.
func MFA(mode string, factors ...Factor) PoolOption {
	return func(p *poolPlan) {
		p.mfa = &cip.SetUserPoolMfaConfigInput{MfaConfiguration: types.UserPoolMfaType(mode)}
		for _, f := range factors {
			switch f {
			case SMS:
				p.create.SmsConfiguration = snsSender()
				p.mfa.SmsMfaConfiguration = &types.SmsMfaConfigType{SmsConfiguration: snsSender()}
			case TOTP:
				p.mfa.SoftwareTokenMfaConfiguration = &types.SoftwareTokenMfaConfigType{Enabled: true}
			case Email:
				p.create.EmailConfiguration = sesSender()
				p.mfa.EmailMfaConfiguration = &types.EmailMfaConfigType{Message: new("Your code is {####}."), Subject: new("Sign in")}
			}
		}
	}
}

// snsSender lets a pool send SMS.
func snsSender() *types.SmsConfigurationType {
	return &types.SmsConfigurationType{
		SnsCallerArn: new("arn:aws:iam::123456789012:role/service-role/sms"), ExternalId: new("sms"),
	}
}

// sesSender lets a pool send e-mail in its own name.
func sesSender() *types.EmailConfigurationType {
	return &types.EmailConfigurationType{
		EmailSendingAccount: types.EmailSendingAccountTypeDeveloper,
		SourceArn:           new("arn:aws:ses:us-east-1:123456789012:identity/noreply@example.com"),
	}
}

// SendsSMS lets the pool send SMS without asking for a second factor.
func SendsSMS() PoolOption {
	return func(p *poolPlan) { p.create.SmsConfiguration = snsSender() }
}

// AutoVerify makes sign-up verify these attributes.
func AutoVerify(attributes ...types.VerifiedAttributeType) PoolOption {
	return func(p *poolPlan) {
		p.create.AutoVerifiedAttributes = attributes
		for _, a := range attributes {
			if a == types.VerifiedAttributeTypePhoneNumber {
				p.create.SmsConfiguration = snsSender()
			}
		}
	}
}

// SignInWith makes e-mail addresses or phone numbers the usernames of the pool.
func SignInWith(attributes ...types.UsernameAttributeType) PoolOption {
	return func(p *poolPlan) { p.create.UsernameAttributes = attributes }
}

// Alias lets a user sign in by other attributes beside the username.
func Alias(attributes ...types.AliasAttributeType) PoolOption {
	return func(p *poolPlan) { p.create.AliasAttributes = attributes }
}

// Recovery sets the ways to a new password, the first one first.
func Recovery(by ...types.RecoveryOptionNameType) PoolOption {
	return func(p *poolPlan) {
		p.create.AccountRecoverySetting = &types.AccountRecoverySettingType{}
		for i, name := range by {
			p.create.AccountRecoverySetting.RecoveryMechanisms = append(p.create.AccountRecoverySetting.RecoveryMechanisms,
				types.RecoveryOptionType{Name: name, Priority: new(int32(i + 1))})
		}
	}
}

// FirstFactors sets what a choice-based sign-in may begin with.
func FirstFactors(factors ...types.AuthFactorType) PoolOption {
	return func(p *poolPlan) {
		policies(p).SignInPolicy = &types.SignInPolicyType{AllowedFirstAuthFactors: factors}
		for _, f := range factors {
			switch f {
			case types.AuthFactorTypeSmsOtp:
				p.create.SmsConfiguration = snsSender()
			case types.AuthFactorTypeEmailOtp:
				p.create.EmailConfiguration = sesSender()
			}
		}
	}
}

// Passwords sets the password policy.
func Passwords(policy types.PasswordPolicyType) PoolOption {
	return func(p *poolPlan) { policies(p).PasswordPolicy = &policy }
}

func policies(p *poolPlan) *types.UserPoolPolicyType {
	if p.create.Policies == nil {
		p.create.Policies = &types.UserPoolPolicyType{}
	}
	return p.create.Policies
}

// Attribute adds to the schema.
func Attribute(a types.SchemaAttributeType) PoolOption {
	return func(p *poolPlan) { p.create.Schema = append(p.create.Schema, a) }
}

// Custom adds a text attribute of the pool's own, named without its prefix.
func Custom(name string, mutable bool) PoolOption {
	return Attribute(types.SchemaAttributeType{
		Name: &name, AttributeDataType: types.AttributeDataTypeString, Mutable: &mutable,
		StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: new("2"), MaxLength: new("8")},
	})
}

// Require makes a standard attribute required.
func Require(name string) PoolOption {
	return Attribute(types.SchemaAttributeType{
		Name: &name, AttributeDataType: types.AttributeDataTypeString, Mutable: new(true), Required: new(true),
	})
}

// With changes the request for the pool in any other way.
func With(change func(*cip.CreateUserPoolInput)) PoolOption {
	return func(p *poolPlan) { change(&p.create) }
}

// Client is an app client that the world has made.
type Client struct {
	ID     string
	Secret string // empty when the client has none
	Pool   *Pool
}

// ClientOption changes the app client that is about to be made.
type ClientOption func(*cip.CreateUserPoolClientInput)

// everyFlow is what a client of the suite may do unless a case says otherwise.
func everyFlow() []types.ExplicitAuthFlowsType {
	return []types.ExplicitAuthFlowsType{
		types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth,
		types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth,
		types.ExplicitAuthFlowsTypeAllowUserAuth, types.ExplicitAuthFlowsTypeAllowCustomAuth,
	}
}

// Client makes an app client of the pool made last and remembers it. It has no secret and may use every flow.
func (w *World) Client(options ...ClientOption) *Client {
	w.t.Helper()
	in := &cip.CreateUserPoolClientInput{
		UserPoolId: &w.pool.ID, ClientName: new(w.Name("client")), ExplicitAuthFlows: everyFlow(),
	}
	for _, o := range options {
		o(in)
	}
	made := OK(w, w.API.CreateUserPoolClient, in).UserPoolClient
	w.client = &Client{ID: *made.ClientId, Pool: w.pool}
	if made.ClientSecret != nil {
		w.client.Secret = *made.ClientSecret
	}
	return w.client
}

// Secret gives the client a generated secret.
func Secret() ClientOption {
	return func(in *cip.CreateUserPoolClientInput) { in.GenerateSecret = true }
}

// Flows sets what the client may use; none at all leaves the choice to the service.
func Flows(names ...types.ExplicitAuthFlowsType) ClientOption {
	return func(in *cip.CreateUserPoolClientInput) { in.ExplicitAuthFlows = names }
}

// HideUsers makes the client not tell whether a user exists.
func HideUsers() ClientOption {
	return func(in *cip.CreateUserPoolClientInput) {
		in.PreventUserExistenceErrors = types.PreventUserExistenceErrorTypesEnabled
	}
}

// Rotate makes refresh tokens good for one use and a period of grace.
func Rotate(graceSeconds int32) ClientOption {
	return func(in *cip.CreateUserPoolClientInput) {
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{
			Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &graceSeconds,
		}
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{
			types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth,
		}
	}
}

// ClientWith changes the request for the client in any other way.
func ClientWith(change func(*cip.CreateUserPoolClientInput)) ClientOption { return change }

// describe is what two of the suite's messages call a user.
func (u *User) describe() string { return fmt.Sprintf("%s (%s)", u.Login, u.Username) }
