package conformance

import (
	"fmt"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// poolRefusal is a new pool that is refused.
type poolRefusal struct {
	says   string
	change func(*World, *cip.CreateUserPoolInput)
	text   string // "": the wording is not known
	open   string
}

const tierText = "The following features need to be disabled for the LITE pricing tier configured: "

// oneFault is the text of a request that breaks one constraint of the model.
func oneFault(value, path, constraint string) string {
	return fmt.Sprintf("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s", value, path, constraint)
}

// poolRefusals are the texts a new pool is refused with. Seen: badmintoncryer/cdk-preflight unless said otherwise; what
// is about MFA is among the cases about that.
func poolRefusals() []Case {
	cases := poolRefused("InvalidParameterException", slices.Concat(schemaRefusals(), messageRefusals(), settingRefusals()))
	cases = append(cases, poolRefused("FeatureUnavailableInTierException", tierRefusals())...)
	cases = append(cases, poolRefused("UserPoolTaggingException", []poolRefusal{
		{"a tag of the service's own", func(_ *World, in *cip.CreateUserPoolInput) { in.UserPoolTags = map[string]string{"aws:x": "y"} }, "", "A084"},
	})...)
	return append(cases,
		Case{
			Operations: ops("CreateUserPool"), Says: "refused: no name",
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned("CreateUserPool", "{}"), "InvalidParameterException",
					"1 validation error detected: Value null at 'poolName' failed to satisfy constraint: Member must not be null")
			}),
		},
		Case{
			Operations: ops("CreateUserPool"), Says: "refused: unsigned",
			Steps: steps(func(w *World) {
				w.Refused(w.Post("CreateUserPool", `{"PoolName":"p"}`), "MissingAuthenticationTokenException", "Missing Authentication Token")
			}),
		},
	)
}

func poolRefused(code string, refusals []poolRefusal) []Case {
	return each(refusals, func(r poolRefusal) Case {
		return Case{
			Operations: ops("CreateUserPool"), Says: "refused: " + r.says, Assumes: r.open,
			Steps: steps(func(w *World) {
				in := &cip.CreateUserPoolInput{PoolName: new("p")}
				r.change(w, in)
				var texts []string
				if r.text != "" {
					texts = []string{strings.ReplaceAll(r.text, "REGION", w.region)}
				}
				Refuses(w, w.API.CreateUserPool, in, code, texts...)
			}),
		}
	})
}

func schemaRefusals() []poolRefusal {
	schema := func(entries ...types.SchemaAttributeType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) { in.Schema = entries }
	}
	text := func(name string, low, high *string) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: &name, AttributeDataType: types.AttributeDataTypeString,
			StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: low, MaxLength: high}}
	}
	number := func(name string, low, high *string) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: &name, AttributeDataType: types.AttributeDataTypeNumber,
			NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: low, MaxValue: high}}
	}
	required := text("x", nil, nil)
	required.Required = new(true)
	developer := types.SchemaAttributeType{Name: new("email"), DeveloperOnlyAttribute: new(true)}
	var many []types.SchemaAttributeType
	for i := range 51 {
		many = append(many, text(fmt.Sprint("a", i), nil, nil))
	}
	return []poolRefusal{
		{"a required custom attribute", schema(required), "Required custom attributes are not supported currently.", ""},
		{"a custom attribute twice", schema(text("dept", nil, nil), text("dept", nil, nil)), "Duplicate custom attribute names custom:dept are not allowed in a user pool schema.", ""},
		{"numbers from 2 to 1", schema(number("n2", new("2"), new("1"))), "Attribute custom:n2 cannot have a max value smaller than it's min value", ""},
		{"texts from 6 to 5 characters", schema(text("level", new("6"), new("5"))), "Attribute custom:level cannot have a max length shorter than it's min length", ""},
		{"a number for an e-mail address", schema(types.SchemaAttributeType{Name: new("email"), AttributeDataType: types.AttributeDataTypeNumber}),
			"You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email", ""},
		{"an e-mail address for developers only", schema(developer), "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email", ""},
		{"a length in words", schema(text("x", new("two"), nil)), "Invalid StringAttributeConstraints for schema attribute custom:x", "A056"},
		{"a limit in words", schema(number("x", nil, new("two"))), "Invalid NumberAttributeConstraints for schema attribute custom:x", "A056"},
		// Seen: getmoto/moto tests.
		{"texts of more than 2048 characters", schema(text("x", nil, new("2049"))), "user.custom:x: String attributes cannot have a length of more than 2048", "A056"},
		// Seen: aws-amplify/amplify-cli#9525.
		{"a custom attribute without a type", schema(types.SchemaAttributeType{Name: new("x")}), "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.", ""},
		{"a name of 21 characters", schema(text("aaaaaaaaaaaaaaaaaaaaa", nil, nil)), oneFault("aaaaaaaaaaaaaaaaaaaaa", "schema.1.member.name", "Member must have length less than or equal to 20"), ""},
		// Seen: aws/aws-cdk#14175.
		{"phone_number_verified, which is taken for a custom name", schema(types.SchemaAttributeType{Name: new("phone_number_verified"), AttributeDataType: types.AttributeDataTypeBoolean}),
			oneFault("phone_number_verified", "schema.1.member.name", "Member must have length less than or equal to 20"), ""},
		{"51 attributes", schema(many...), "", ""},
		{"preferred_username required and an alias", func(_ *World, in *cip.CreateUserPoolInput) {
			in.AliasAttributes = []types.AliasAttributeType{"preferred_username"}
			in.Schema = []types.SchemaAttributeType{{Name: new("preferred_username"), Required: new(true)}}
		}, "", "A052"},
		{"aliases and usernames", func(_ *World, in *cip.CreateUserPoolInput) {
			in.AliasAttributes, in.UsernameAttributes = []types.AliasAttributeType{"email"}, []types.UsernameAttributeType{"email"}
		}, "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.", ""},
	}
}

func messageRefusals() []poolRefusal {
	const code = `Member must satisfy regular expression pattern: (?s).*\{####\}(?s).*`
	const mail = `Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	const link = `Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	template := func(t types.VerificationMessageTemplateType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) { in.VerificationMessageTemplate = &t }
	}
	invite := func(t types.MessageTemplateType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) {
			in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{InviteMessageTemplate: &t}
		}
	}
	subject := strings.Repeat("S", 141)
	return []poolRefusal{
		{"an SMS without the code", func(_ *World, in *cip.CreateUserPoolInput) {
			in.SmsVerificationMessage = new("Your verification code.")
		},
			oneFault("Your verification code.", "smsVerificationMessage", code), ""},
		{"an MFA message without the code", func(_ *World, in *cip.CreateUserPoolInput) { in.SmsAuthenticationMessage = new("Your MFA code.") },
			oneFault("Your MFA code.", "smsAuthenticationMessage", code), ""},
		{"an e-mail without the code", func(_ *World, in *cip.CreateUserPoolInput) {
			in.EmailVerificationMessage = new("Your verification code.")
		},
			oneFault("Your verification code.", "emailVerificationMessage", mail), ""},
		{"a template's SMS without the code", template(types.VerificationMessageTemplateType{SmsMessage: new("Your code.")}),
			oneFault("Your code.", "verificationMessageTemplate.smsMessage", code), ""},
		{"a template's e-mail without the code", template(types.VerificationMessageTemplateType{EmailMessage: new("Your code.")}),
			oneFault("Your code.", "verificationMessageTemplate.emailMessage", mail), ""},
		{"a template's link e-mail without the link", template(types.VerificationMessageTemplateType{EmailMessageByLink: new("Click to verify.")}),
			oneFault("Click to verify.", "verificationMessageTemplate.emailMessageByLink", link), ""},
		{"a subject of 141 characters", template(types.VerificationMessageTemplateType{EmailSubject: &subject}),
			oneFault(subject, "verificationMessageTemplate.emailSubject", "Member must have length less than or equal to 140"), ""},
		{"an e-mail invitation without the password", invite(types.MessageTemplateType{EmailMessage: new("Welcome aboard.")}),
			oneFault("Welcome aboard.", "adminCreateUserConfig.inviteMessage.emailMessage", mail), ""},
		{"an SMS invitation without the password", invite(types.MessageTemplateType{SMSMessage: new("Welcome aboard.")}),
			oneFault("Welcome aboard.", "adminCreateUserConfig.inviteMessage.smsMessage", code), ""},
	}
}

func settingRefusals() []poolRefusal {
	password := func(p types.PasswordPolicyType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) {
			in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &p}
		}
	}
	recovery := func(mechanisms ...types.RecoveryOptionType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) {
			in.AccountRecoverySetting = &types.AccountRecoverySettingType{RecoveryMechanisms: mechanisms}
		}
	}
	mechanism := func(name types.RecoveryOptionNameType, priority int32) types.RecoveryOptionType {
		return types.RecoveryOptionType{Name: name, Priority: &priority}
	}
	mail := func(c types.EmailConfigurationType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) { in.EmailConfiguration = &c }
	}
	sms := func(c types.SmsConfigurationType) func(*World, *cip.CreateUserPoolInput) {
		return func(_ *World, in *cip.CreateUserPoolInput) { in.SmsConfiguration = &c }
	}
	lambda := func(change func(*World, *types.LambdaConfigType)) func(*World, *cip.CreateUserPoolInput) {
		return func(w *World, in *cip.CreateUserPoolInput) {
			in.LambdaConfig = &types.LambdaConfigType{}
			change(w, in.LambdaConfig)
		}
	}
	role, far := new("arn:aws:iam::123456789012:role/sms"), new("arn:aws:lambda:eu-south-2:123456789012:function:f")
	const noKey = "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used."
	return []poolRefusal{
		{"first factors without the password", func(_ *World, in *cip.CreateUserPoolInput) {
			in.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"WEB_AUTHN"}}}
		}, "Password should be configured as one of the allowed first auth factors.", ""},
		{"verification before an update of what the pool does not verify", func(_ *World, in *cip.CreateUserPoolInput) {
			in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
		}, "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes", ""},
		{"both names of the days of temporary passwords", func(_ *World, in *cip.CreateUserPoolInput) {
			in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{TemporaryPasswordValidityDays: 3}}
			in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 3}
		}, "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays", ""},
		{"one recovery mechanism twice", recovery(mechanism("verified_email", 1), mechanism("verified_email", 2)), "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.", ""},
		{"one priority twice", recovery(mechanism("verified_email", 1), mechanism("verified_phone_number", 1)), "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.", ""},
		{"recovery by an administrator and by e-mail", recovery(mechanism("admin_only", 1), mechanism("verified_email", 2)), "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.", ""},
		{"three recovery mechanisms", recovery(mechanism("verified_email", 1), mechanism("verified_phone_number", 2), mechanism("admin_only", 2)),
			oneFault("[RecoveryOptionType(priority=1, name=verified_email), RecoveryOptionType(priority=2, name=verified_phone_number), RecoveryOptionType(priority=2, name=admin_only)]",
				"accountRecoverySetting.recoveryMechanisms", "Member must have length less than or equal to 2"), ""},
		{"passwords of 4 characters", password(types.PasswordPolicyType{MinimumLength: new(int32(4))}), oneFault("4", "policies.passwordPolicy.minimumLength", "Member must have value greater than or equal to 6"), ""},
		{"passwords of 200 characters", password(types.PasswordPolicyType{MinimumLength: new(int32(200))}), oneFault("200", "policies.passwordPolicy.minimumLength", "Member must have value less than or equal to 99"), ""},
		{"25 former passwords", password(types.PasswordPolicyType{PasswordHistorySize: new(int32(25))}), oneFault("25", "policies.passwordPolicy.passwordHistorySize", "Member must have value less than or equal to 24"), ""},
		{"temporary passwords of 366 days", password(types.PasswordPolicyType{TemporaryPasswordValidityDays: 366}), oneFault("366", "policies.passwordPolicy.temporaryPasswordValidityDays", "Member must have value less than or equal to 365"), ""},
		{"the older name of them, 366 days", func(_ *World, in *cip.CreateUserPoolInput) {
			in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 366}
		}, oneFault("366", "adminCreateUserConfig.unusedAccountValidityDays", "Member must have value less than or equal to 365"), ""},
		{"verification of names", func(_ *World, in *cip.CreateUserPoolInput) {
			in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"given_name"}
		},
			oneFault("[given_name]", "autoVerifiedAttributes", "Member must satisfy constraint: [Member must satisfy enum value set: [phone_number, email]]"), ""},
		{"a mode of MFA that is none", func(_ *World, in *cip.CreateUserPoolInput) { in.MfaConfiguration = "MAYBE" }, oneFault("MAYBE", "mfaConfiguration", "Member must satisfy enum value set: [OPTIONAL, OFF, ON]"), ""},
		{"a name that is no name", func(_ *World, in *cip.CreateUserPoolInput) { in.PoolName = new("a/b") }, oneFault("a/b", "poolName", `Member must satisfy regular expression pattern: [\w\s+=,.@-]+`), ""},
		{"a sender of one's own without an identity", mail(types.EmailConfigurationType{EmailSendingAccount: "DEVELOPER"}), "Source ARN is required to use DEVELOPER email sending owner", ""},
		{"a sender that is no address", mail(types.EmailConfigurationType{EmailSendingAccount: "DEVELOPER", SourceArn: sesSender().SourceArn, From: new("nobody")}), "Provided From email address is invalid", ""},
		{"an answer to no address", mail(types.EmailConfigurationType{ReplyToEmailAddress: new("not an address")}),
			oneFault("not an address", "emailConfiguration.replyToEmailAddress", `Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+`), ""},
		{"an identity in a region that does not send", mail(types.EmailConfigurationType{EmailSendingAccount: "DEVELOPER", SourceArn: new("arn:aws:ses:eu-south-2:123456789012:identity/a@example.com")}), "", "A081"},
		{"SMS from another region", sms(types.SmsConfigurationType{SnsCallerArn: role, SnsRegion: new("eu-south-2")}), "", "A082"},
		{"SMS from two senders", sms(types.SmsConfigurationType{SnsCallerArn: role, EumsSms: &types.EumsSmsConfigurationType{CallerArn: role}}), "", "A083"},
		{"SMS from no sender", sms(types.SmsConfigurationType{ExternalId: new("x")}), "", "A083"},
		{"a custom SMS sender without a key", lambda(func(w *World, c *types.LambdaConfigType) {
			c.CustomSMSSender = &types.CustomSMSLambdaVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("f")}
		}), noKey, ""},
		{"a custom e-mail sender without a key", lambda(func(w *World, c *types.LambdaConfigType) {
			c.CustomEmailSender = &types.CustomEmailLambdaVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("f")}
		}), noKey, ""},
		{"two functions for ID tokens", lambda(func(w *World, c *types.LambdaConfigType) {
			c.PreTokenGeneration = w.function("f")
			c.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("g")}
		}), "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's", ""},
		{"a function of another region", lambda(func(_ *World, c *types.LambdaConfigType) { c.PreSignUp = far }), "Cross-region lambda functions are not supported", ""},
		{"a key of another region", lambda(func(w *World, c *types.LambdaConfigType) {
			c.KMSKeyID = new("arn:aws:kms:eu-south-2:123456789012:key/x")
			c.CustomEmailSender = &types.CustomEmailLambdaVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("f")}
		}), "Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn eu-south-2", ""},
	}
}

func tierRefusals() []poolRefusal {
	lite := func(change func(*World, *cip.CreateUserPoolInput)) func(*World, *cip.CreateUserPoolInput) {
		return func(w *World, in *cip.CreateUserPoolInput) {
			in.UserPoolTier = types.UserPoolTierTypeLite
			change(w, in)
		}
	}
	passwordless := func(_ *World, in *cip.CreateUserPoolInput) {
		in.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}}
	}
	customized := func(w *World, in *cip.CreateUserPoolInput) {
		in.LambdaConfig = &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V2_0", LambdaArn: w.function("f")}}
	}
	threats := func(_ *World, in *cip.CreateUserPoolInput) {
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeEnforced}
	}
	return []poolRefusal{
		{"passkeys in the lowest tier", lite(passwordless), tierText + "Passwordless Sign-In", ""},
		{"access tokens customized in the lowest tier", lite(customized), tierText + "Token Customization with Pre-Token Generation Lambda V2_0", ""},
		{"former passwords in the lowest tier", lite(func(_ *World, in *cip.CreateUserPoolInput) {
			in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{PasswordHistorySize: new(int32(1))}}
		}), "", "A058"},
		{"two features in the lowest tier", lite(func(w *World, in *cip.CreateUserPoolInput) { passwordless(w, in); customized(w, in) }), "", "A058"},
		{"threat protection in the middle tier", threats, "", ""},
		{"threat protection in the lowest tier", lite(threats), "", ""},
	}
}
