package emulator

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// scene is what every sequence begins with.
type scene struct {
	snapshot []byte
	memory   *memory
	keys     []*token.Key // for pools that are made, two each
}

// prologue makes the scene, once.
var prologue = sync.OnceValues(newScene)

func newScene() (*scene, error) {
	s := &scene{memory: newMemory()}
	for n := range uint64(12) {
		key, err := token.Generate(entropy.Seeded(100 + n))
		if err != nil {
			return nil, err
		}
		s.keys = append(s.keys, key)
	}
	e, err := New(Options{Seed: 1})
	if err != nil {
		return nil, err
	}
	stop(e)
	for _, p := range scenePools() {
		if err := s.furnish(e, p); err != nil {
			return nil, err
		}
	}
	s.memory.at = s.memory.pools[0]
	if s.snapshot, err = e.Snapshot(); err != nil {
		return nil, err
	}
	return s, e.Close()
}

// stop stops the clock at the instant when every sequence begins.
func stop(e *Emulator) {
	e.Clock().Freeze(true)
	e.Clock().Set(time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC))
}

// scenePools are pools that differ in nearly everything.
func scenePools() []*cip.CreateUserPoolInput {
	sms := &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/one"), ExternalId: aws.String("one")}
	custom := []types.SchemaAttributeType{
		{Name: aws.String("one"), AttributeDataType: types.AttributeDataTypeString, Mutable: aws.Bool(true)},
		{Name: aws.String("two"), AttributeDataType: types.AttributeDataTypeNumber, Mutable: aws.Bool(true)},
	}
	return []*cip.CreateUserPoolInput{
		{
			PoolName: aws.String("aliases"), SmsConfiguration: sms, Schema: custom, UserPoolTier: types.UserPoolTierTypePlus,
			AliasAttributes:        []types.AliasAttributeType{"email", "phone_number", "preferred_username"},
			AutoVerifiedAttributes: []types.VerifiedAttributeType{"email", "phone_number"},
			UserPoolAddOns:         &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeEnforced},
			DeviceConfiguration:    &types.DeviceConfigurationType{},
			KeyConfiguration: &types.KeyConfigurationType{KeyType: types.EncryptionKeyTypeCustomerManagedKey,
				KmsKeyArn: aws.String("arn:aws:kms:us-east-1:000000000000:key/mrk-1234abcd12ab34cd56ef1234567890ab")},
		},
		{
			PoolName: aws.String("addresses"), SmsConfiguration: sms, UsernameAttributes: []types.UsernameAttributeType{"email", "phone_number"},
			AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
			UsernameConfiguration:  &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)},
			Policies: &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{
				AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}}},
			UserAttributeUpdateSettings: &types.UserAttributeUpdateSettingsType{
				AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}},
			DeviceConfiguration: &types.DeviceConfigurationType{},
		},
	}
}

// furnish makes a pool with factors, an app client with a secret and one without, and users.
func (s *scene) furnish(e *Emulator, in *cip.CreateUserPoolInput) error {
	ctx, api := context.Background(), e.Client()
	pool, err := api.CreateUserPool(ctx, in)
	if err != nil {
		return err
	}
	id := *pool.UserPool.Id
	s.memory.at = id
	s.memory.learn("", "pool", id)
	s.memory.learn("", "arn", *pool.UserPool.Arn)
	_, err = api.SetUserPoolMfaConfig(ctx, &cip.SetUserPoolMfaConfigInput{
		UserPoolId: &id, MfaConfiguration: types.UserPoolMfaTypeOptional,
		SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
		SmsMfaConfiguration:           &types.SmsMfaConfigType{SmsConfiguration: in.SmsConfiguration},
		WebAuthnConfiguration:         &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("example.com")},
	})
	if err != nil {
		return err
	}
	flows := []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH",
		"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH", "ALLOW_CUSTOM_AUTH"}
	_, err = api.CreateResourceServer(ctx, &cip.CreateResourceServerInput{UserPoolId: &id, Identifier: aws.String("one"), Name: aws.String("one"),
		Scopes: []types.ResourceServerScopeType{{ScopeName: aws.String("read"), ScopeDescription: aws.String("one")}}})
	if err != nil {
		return err
	}
	for _, client := range []*cip.CreateUserPoolClientInput{
		{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}, AllowedOAuthScopes: []string{"one/read"}, GenerateSecret: true},
		{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_TOKEN_EXCHANGE_IMPERSONATION", "ALLOW_TOKEN_EXCHANGE_DELEGATION"}, GenerateSecret: true},
		{ExplicitAuthFlows: flows, GenerateSecret: true},
		{ExplicitAuthFlows: flows, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"},
			AllowedOAuthScopes: []string{"openid"}, CallbackURLs: urls[:1], LogoutURLs: urls[:1], SupportedIdentityProviders: []string{"COGNITO"}},
	} {
		client.UserPoolId, client.ClientName = &id, aws.String("one")
		if err := s.client(ctx, api, client); err != nil {
			return err
		}
	}
	if _, err := api.CreateUserPoolDomain(ctx, &cip.CreateUserPoolDomainInput{UserPoolId: &id, Domain: in.PoolName}); err != nil {
		return err
	}
	s.memory.learn("", "domain", *in.PoolName)
	for n, name := range names[:2] {
		if in.UsernameAttributes != nil {
			name += "@example.com"
		}
		if err := s.populate(ctx, api, id, name, n); err != nil {
			return err
		}
	}
	if err := s.partner(ctx, api, id); err != nil {
		return err
	}
	if in.UserPoolAddOns != nil {
		if err := s.fear(ctx, e, id); err != nil {
			return err
		}
	}
	return e.env.Store.Update(func(tx *state.Tx) error { // no SDK has the operation yet
		return tx.ChangePool(state.PoolID(id), func(p *state.Pool) error {
			p.Sessions = &state.PoolSessions{Tracking: newest.UserSessionTrackingTypeEnabled, MaxPerUser: 3}
			return nil
		})
	})
}

// partner makes a provider of identities.
func (s *scene) partner(ctx context.Context, api *cip.Client, pool string) error {
	p, details := providers[0], map[string]string{}
	for name, value := range p.details {
		details[name] = value.(string)
	}
	_, err := api.CreateIdentityProvider(ctx, &cip.CreateIdentityProviderInput{UserPoolId: &pool, ProviderName: &p.name,
		ProviderType: types.IdentityProviderTypeType(p.kind), ProviderDetails: details, IdpIdentifiers: []string{"partner"}})
	s.memory.learn("", "provider", p.name)
	s.memory.learn("", "identifier", "partner")
	return err
}

// dreaded is an address that sign-ins are dangerous from.
const dreaded = "192.0.2.1"

// fear makes sign-ins from an address dangerous, which users are told.
func (s *scene) fear(ctx context.Context, e *Emulator, pool string) error {
	action := &types.AccountTakeoverActionType{EventAction: types.AccountTakeoverEventActionTypeNoAction, Notify: true}
	_, err := e.Client().SetRiskConfiguration(ctx, &cip.SetRiskConfigurationInput{UserPoolId: &pool,
		AccountTakeoverRiskConfiguration: &types.AccountTakeoverRiskConfigurationType{
			Actions: &types.AccountTakeoverActionsType{LowAction: action, MediumAction: action, HighAction: action},
			NotifyConfiguration: &types.NotifyConfigurationType{SourceArn: &arns[3], From: aws.String("one@example.com"),
				NoActionEmail: &types.NotifyEmailType{Subject: aws.String("one"), TextBody: aws.String("{event-id} {feedback-token}")}},
		}})
	if err != nil {
		return err
	}
	return e.env.Store.Update(func(tx *state.Tx) error {
		return tx.SetThreats(&state.Threats{Pool: state.PoolID(pool), Risks: []state.Risk{{Addresses: dreaded, Level: types.RiskLevelTypeHigh}}})
	})
}

// client makes an app client.
func (s *scene) client(ctx context.Context, api *cip.Client, in *cip.CreateUserPoolClientInput) error {
	out, err := api.CreateUserPoolClient(ctx, in)
	if err != nil {
		return err
	}
	s.memory.learn("", "client", *out.UserPoolClient.ClientId)
	if secret := out.UserPoolClient.ClientSecret; secret != nil {
		s.memory.secrets[*out.UserPoolClient.ClientId] = *secret
	}
	return nil
}

// populate makes a user with addresses and a password that stays.
func (s *scene) populate(ctx context.Context, api *cip.Client, pool, name string, n int) error {
	var attributes []types.AttributeType
	for name, value := range map[string]string{"email": names[n] + "@example.com", "email_verified": "true",
		"phone_number": fmt.Sprintf("+1555010000%d", n), "phone_number_verified": "true"} {
		attributes = append(attributes, types.AttributeType{Name: &name, Value: &value})
	}
	_, err := api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{
		UserPoolId: &pool, Username: &name, UserAttributes: attributes, MessageAction: types.MessageActionTypeSuppress})
	if err == nil {
		_, err = api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{
			UserPoolId: &pool, Username: &name, Password: &passwords[0], Permanent: true})
	}
	s.memory.learn("", "user", name)
	return err
}

// newcomer does what somebody does who has just come, with an account of its own.
func newcomer(ctx context.Context, e *Emulator, made func(pool string)) error {
	api := e.Client(func(o *cip.Options) {
		o.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "987654321098", SecretAccessKey: "test"}, nil
		})
	})
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{PoolName: aws.String("newcomer")})
	if err != nil {
		return err
	}
	id := pool.UserPool.Id
	made(*id)
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: id, ClientName: aws.String("app"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}})
	if err != nil {
		return err
	}
	name, app := aws.String("newcomer"), client.UserPoolClient.ClientId
	_, err = api.SignUp(ctx, &cip.SignUpInput{ClientId: app, Username: name, Password: &passwords[0]})
	if err != nil {
		return err
	}
	if _, err = api.AdminConfirmSignUp(ctx, &cip.AdminConfirmSignUpInput{UserPoolId: id, Username: name}); err != nil {
		return err
	}
	out, err := api.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: app, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": *name, "PASSWORD": passwords[0]}})
	if err != nil {
		return err
	}
	if out.AuthenticationResult == nil {
		return errors.New("the newcomer gets no tokens")
	}
	me, err := api.GetUser(ctx, &cip.GetUserInput{AccessToken: out.AuthenticationResult.AccessToken})
	if err != nil {
		return err
	}
	list, err := api.ListUserPools(ctx, &cip.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	if err != nil {
		return err
	}
	if *me.Username != *name || len(list.UserPools) != 1 {
		return fmt.Errorf("the newcomer is %s and has %d pools", *me.Username, len(list.UserPools))
	}
	_, err = api.DeleteUserPool(ctx, &cip.DeleteUserPoolInput{UserPoolId: id})
	return err
}
