package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// poolDefaultCases are about what is shown of a setting that was given in part, or under another name.
func poolDefaultCases() []Case {
	type part struct {
		says   string
		open   string
		change func(*World, *cip.CreateUserPoolInput)
		want   func(*World, *types.UserPoolType)
	}
	return each([]part{
		{
			"what a password policy leaves out is off, and the length and the days are the usual ones", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{RequireSymbols: true}}
			},
			func(_ *World, p *types.UserPoolType) {
				p.Policies.PasswordPolicy = &types.PasswordPolicyType{MinimumLength: new(int32(8)), RequireSymbols: true, TemporaryPasswordValidityDays: 7}
			},
		},
		{
			"the days of temporary passwords show under their older name too", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{TemporaryPasswordValidityDays: 30}}
			},
			func(_ *World, p *types.UserPoolType) {
				p.Policies.PasswordPolicy = &types.PasswordPolicyType{MinimumLength: new(int32(8)), TemporaryPasswordValidityDays: 30}
				p.AdminCreateUserConfig.UnusedAccountValidityDays = 30
			},
		},
		{
			"the older messages show in the template", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.SmsVerificationMessage, in.EmailVerificationMessage, in.EmailVerificationSubject = new("S {####}"), new("E {####}"), new("Subject")
			},
			func(_ *World, p *types.UserPoolType) {
				p.SmsVerificationMessage, p.EmailVerificationMessage, p.EmailVerificationSubject = new("S {####}"), new("E {####}"), new("Subject")
				t := p.VerificationMessageTemplate
				t.SmsMessage, t.EmailMessage, t.EmailSubject = new("S {####}"), new("E {####}"), new("Subject")
			},
		},
		{
			"the messages of the template show under their older names", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{SmsMessage: new("S {####}"), EmailMessage: new("E {####}"), EmailSubject: new("Subject")}
			},
			func(_ *World, p *types.UserPoolType) {
				p.SmsVerificationMessage, p.EmailVerificationMessage, p.EmailVerificationSubject = new("S {####}"), new("E {####}"), new("Subject")
				t := p.VerificationMessageTemplate
				t.SmsMessage, t.EmailMessage, t.EmailSubject = new("S {####}"), new("E {####}"), new("Subject")
			},
		},
		{
			// Seen: list-user-pools sample of the AWS CLI.
			"the trigger of ID tokens shows under its newer name", "",
			func(w *World, in *cip.CreateUserPoolInput) {
				in.LambdaConfig = &types.LambdaConfigType{PreTokenGeneration: w.function("f")}
			},
			func(w *World, p *types.UserPoolType) {
				p.LambdaConfig.PreTokenGeneration = w.function("f")
				p.LambdaConfig.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("f")}
			},
		},
		{
			"the trigger of both tokens shows under its older name", "",
			func(w *World, in *cip.CreateUserPoolInput) {
				in.LambdaConfig = &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V3_0", LambdaArn: w.function("f")}}
			},
			func(w *World, p *types.UserPoolType) {
				p.LambdaConfig.PreTokenGeneration = w.function("f")
				p.LambdaConfig.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V3_0", LambdaArn: w.function("f")}
			},
		},
		{
			// Seen: public recordings of DescribeUserPool, May 2025.
			"threat protection shows its additional flows, even without any", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeOff}
			},
			func(_ *World, p *types.UserPoolType) {
				p.UserPoolAddOns = &types.UserPoolAddOnsType{
					AdvancedSecurityMode: types.AdvancedSecurityModeTypeOff, AdvancedSecurityAdditionalFlows: &types.AdvancedSecurityAdditionalFlowsType{}}
			},
		},
		{
			// Seen: hashicorp/terraform-provider-aws#26223.
			"an empty recovery setting is shown by nothing", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.AccountRecoverySetting = &types.AccountRecoverySettingType{}
			},
			func(_ *World, p *types.UserPoolType) { p.AccountRecoverySetting = nil },
		},
		{
			"an e-mail setting without a sending account is the service's own", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.EmailConfiguration = &types.EmailConfigurationType{ReplyToEmailAddress: new("help@example.com")}
			},
			func(_ *World, p *types.UserPoolType) {
				p.EmailConfiguration.ReplyToEmailAddress = new("help@example.com")
			},
		},
		{
			"a custom attribute without constraints shows empty ones, and is mutable where nothing is said", "A046",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.Schema = []types.SchemaAttributeType{
					{Name: new("s"), AttributeDataType: types.AttributeDataTypeString}, {Name: new("n"), AttributeDataType: types.AttributeDataTypeNumber},
					{Name: new("b"), AttributeDataType: types.AttributeDataTypeBoolean}, {Name: new("d"), AttributeDataType: types.AttributeDataTypeDatetime},
				}
			},
			func(_ *World, p *types.UserPoolType) {
				custom := func(name string, kind types.AttributeDataType) types.SchemaAttributeType {
					return types.SchemaAttributeType{Name: &name, AttributeDataType: kind, DeveloperOnlyAttribute: new(false), Mutable: new(true), Required: new(false)}
				}
				text, number := custom("custom:s", types.AttributeDataTypeString), custom("custom:n", types.AttributeDataTypeNumber)
				text.StringAttributeConstraints = &types.StringAttributeConstraintsType{}
				number.NumberAttributeConstraints = &types.NumberAttributeConstraintsType{}
				p.SchemaAttributes = append(p.SchemaAttributes, text, number,
					custom("custom:b", types.AttributeDataTypeBoolean), custom("custom:d", types.AttributeDataTypeDatetime))
			},
		},
		{
			"a standard attribute keeps what its entry does not name", "A046",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.Schema = []types.SchemaAttributeType{{Name: new("nickname"), Required: new(true)}}
			},
			func(_ *World, p *types.UserPoolType) { attributeOf(p, "nickname").Required = new(true) },
		},
		{
			// Seen: aws/aws-cdk#14175.
			"email_verified in the schema is the name of a custom attribute", "",
			func(_ *World, in *cip.CreateUserPoolInput) {
				in.Schema = []types.SchemaAttributeType{{Name: new("email_verified"), AttributeDataType: types.AttributeDataTypeBoolean, Mutable: new(true)}}
			},
			func(_ *World, p *types.UserPoolType) {
				p.SchemaAttributes = append(p.SchemaAttributes, types.SchemaAttributeType{
					Name: new("custom:email_verified"), AttributeDataType: types.AttributeDataTypeBoolean, DeveloperOnlyAttribute: new(false),
					Mutable: new(true), Required: new(false)})
			},
		},
	}, func(p part) Case {
		return Case{
			Operations: ops("CreateUserPool"), Says: p.says, Assumes: p.open,
			Steps: steps(func(w *World) {
				made := w.create(func(in *cip.CreateUserPoolInput) { p.change(w, in) })
				want := plainPool(*made.Name)
				p.want(w, want)
				w.Equal(made, want, anyOrder())
			}),
		}
	})
}

func attributeOf(p *types.UserPoolType, name string) *types.SchemaAttributeType {
	for i := range p.SchemaAttributes {
		if *p.SchemaAttributes[i].Name == name {
			return &p.SchemaAttributes[i]
		}
	}
	return &types.SchemaAttributeType{}
}
