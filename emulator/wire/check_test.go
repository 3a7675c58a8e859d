package wire_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/wire"
)

// judge decodes and checks a body and returns the faults found.
func judge(t testing.TB, operation, body string) error {
	t.Helper()
	v, err := decode(t, operation, body)
	if err != nil {
		return err
	}
	p, _ := plan(t, operation)
	return p.Check(v)
}

const (
	namePattern   = `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`
	failed        = ` failed to satisfy constraint: `
	mustMatch     = failed + `Member must satisfy regular expression pattern: `
	atLeast       = failed + `Member must have length greater than or equal to `
	atMost        = failed + `Member must have length less than or equal to `
	mustNotBeNull = failed + `Member must not be null`
	urlElements   = `Member must satisfy constraint: [Member must have length less than or equal to 1024, ` +
		`Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ` + namePattern + `]`
)

// TestCheck holds messages of the real service, quoted in public, where the line
// says whose; the others follow their pattern. The order within a member is
// ours: the service was seen to use both.
func TestCheck(t *testing.T) {
	const (
		pool   = `"UserPoolId":"us-east-1_abc"`
		client = `"ClientId":"abc"`
		rest   = client + `,"Username":"u"`
	)
	for _, c := range []struct{ about, operation, body, want string }{
		{"valid", "SignUp", `{` + rest + `,"Password":"secret"}`, ""},
		{"aws/aws-sdk-js#3344", "ListGroups", `{"UserPoolId":" ap-northeast-1_xxx"}`,
			`Value ' ap-northeast-1_xxx' at 'userPoolId'` + mustMatch + `[\w-]+_[0-9a-zA-Z]+`},
		{"boto/boto3#3581: the client id is shown", "InitiateAuth", `{"AuthFlow":"USER_AUTH","ClientId":"ap-northeast-1_xxxxxxxxx"}`,
			`Value 'ap-northeast-1_xxxxxxxxx' at 'clientId'` + mustMatch + `[\w+]+`},
		{"a public suite: hidden in SignUp", "SignUp", `{"ClientId":"","Username":"u"}`,
			`Value at 'clientId'` + atLeast + `1; Value at 'clientId'` + mustMatch + `[\w+]+`},
		{"a public suite", "ForgotPassword", `{` + client + `,"Username":""}`,
			`Value at 'username'` + atLeast + `1; Value at 'username'` + mustMatch + namePattern},
		{"a public suite", "ConfirmForgotPassword", `{` + rest + `,"Password":"p","ConfirmationCode":""}`,
			`Value '' at 'confirmationCode'` + atLeast + `1; Value '' at 'confirmationCode'` + mustMatch + `[\S]+`},
		{"amazon-archives/amazon-cognito-identity-js#388: password before username", "ConfirmForgotPassword",
			`{` + client + `,"Username":"","Password":"a b","ConfirmationCode":"1"}`,
			`Value at 'password'` + mustMatch + `[\S]+; Value at 'username'` + atLeast + `1; Value at 'username'` + mustMatch + namePattern},
		{"by clients: code before password", "ConfirmForgotPassword", `{` + rest + `,"Password":"","ConfirmationCode":""}`,
			`Value '' at 'confirmationCode'` + atLeast + `1; Value '' at 'confirmationCode'` + mustMatch + `[\S]+; Value at 'password'` + mustMatch + `[\S]+`},
		{"Doc: API_SignUp, a blank password is none", "SignUp", `{` + rest + `,"Password":""}`, ""},
		{"Doc: API_AdminCreateUser, likewise", "AdminCreateUser", `{` + pool + `,"Username":"u","TemporaryPassword":""}`, ""},
		{"amplify-js#869", "SignUp", `{` + rest + `,"Password":"a b"}`, `Value at 'password'` + mustMatch + `[\S]+`},
		{"Liftric/cognito-idp", "SignUp", `{` + client + `,"Username":"` + strings.Repeat("A", 130) + `","Password":"` + strings.Repeat("a", 257) + `"}`,
			`Value at 'password'` + atMost + `256; Value at 'username'` + atMost + `128`},
		{"a public suite: no minimum length", "UpdateUserAttributes", `{"AccessToken":"","UserAttributes":[]}`,
			`Value at 'accessToken'` + mustMatch + `[A-Za-z0-9-_=.]+`},
		{"a public suite: a sensitive null is hidden", "UpdateUserAttributes", `{"UserAttributes":[]}`, `Value at 'accessToken'` + mustNotBeNull},
		{"a public suite", "UpdateUserAttributes", `{"AccessToken":"a","UserAttributes":[{"Name":""}]}`,
			`Value '' at 'userAttributes.1.member.name'` + atLeast + `1; Value '' at 'userAttributes.1.member.name'` + mustMatch + `[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+`},
		{"a public suite", "UpdateUserAttributes", `{"AccessToken":"a","UserAttributes":[{"Name":"n"},{"Value":"v"}]}`,
			`Value null at 'userAttributes.2.member.name'` + mustNotBeNull},
		{"real recordings in a public repository", "AdminAddUserToGroup", `{` + pool + `}`,
			`Value null at 'groupName'` + mustNotBeNull + `; Value at 'username'` + mustNotBeNull},
		{"badmintoncryer/cdk-preflight", "CreateManagedLoginBranding", `{` + pool + `}`, `Value null at 'clientId'` + mustNotBeNull},
		{"aws/aws-cdk#14175", "CreateUserPool", `{"PoolName":"p","Schema":[{"Name":"phone_number_verified"}]}`,
			`Value 'phone_number_verified' at 'schema.1.member.name'` + atMost + `20`},
		{"rosberglinhares/CloudFormationCognitoCustomResources#1", "CreateUserPool", `{"PoolName":"p","MfaConfiguration":"false"}`,
			`Value 'false' at 'mfaConfiguration'` + failed + `Member must satisfy enum value set: [OPTIONAL, OFF, ON]`},
		{"awsdocs/aws-cloudformation-user-guide#563", "CreateUserPoolClient", `{` + pool + `,"ClientName":"c","AllowedOAuthFlows":["code","token"]}`,
			`Value '[code, token]' at 'allowedOAuthFlows'` + failed + `Member must satisfy constraint: [Member must satisfy enum value set: [implicit, client_credentials, code]]`},
		{"aws/aws-sdk-java-v2#5528: all constraints of an element, logoutURLs first", "UpdateUserPoolClient",
			`{` + pool + `,` + client + `,"CallbackURLs":[""],"LogoutURLs":["","a"]}`,
			`Value '[, a]' at 'logoutURLs'` + failed + urlElements + `; Value '[]' at 'callbackURLs'` + failed + urlElements},
		{"hashicorp/terraform-provider-aws#49207", "CreateUserPool", `{"PoolName":"p","AdminCreateUserConfig":{"InviteMessageTemplate":{"SMSMessage":""}}}`,
			`Value '' at 'adminCreateUserConfig.inviteMessageTemplate.sMSMessage'` + atLeast + `6`},
		{"hashicorp/terraform-provider-aws#49207", "CreateUserPool",
			`{"PoolName":"p","AdminCreateUserConfig":{"InviteMessageTemplate":{"EmailSubject":"","EmailMessage":""}}}`,
			`Value '' at 'adminCreateUserConfig.inviteMessageTemplate.emailMessage'` + atLeast + `6; ` +
				`Value '' at 'adminCreateUserConfig.inviteMessageTemplate.emailSubject'` + atLeast + `1; ` +
				`Value '' at 'adminCreateUserConfig.inviteMessageTemplate.emailSubject'` + mustMatch + `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+`},
		{"number", "ListUserPools", `{"MaxResults":61}`, `Value '61' at 'maxResults'` + failed + `Member must have value less than or equal to 60`},
		{"number", "ListUserPools", `{"MaxResults":0.9}`, `Value '0' at 'maxResults'` + failed + `Member must have value greater than or equal to 1`},
		{"number out of its type", "ListUserPools", `{"MaxResults":99999999999}`, `Value '2147483647' at 'maxResults'` + failed + `Member must have value less than or equal to 60`},
		{"number, only a minimum", "CreateGroup", `{` + pool + `,"GroupName":"g","Precedence":-1}`, `Value '-1' at 'precedence'` + failed + `Member must have value greater than or equal to 0`},
		{"list length", "CreateUserPool", `{"PoolName":"p","Schema":[]}`, `Value '[]' at 'schema'` + atLeast + `1`},
		{"list length and elements", "CreateUserPoolClient", `{` + pool + `,"ClientName":"c","AllowedOAuthFlows":["a","b","c","d"]}`,
			`Value '[a, b, c, d]' at 'allowedOAuthFlows'` + atMost + `3; ` +
				`Value '[a, b, c, d]' at 'allowedOAuthFlows'` + failed + `Member must satisfy constraint: [Member must satisfy enum value set: [implicit, client_credentials, code]]`},
		{"map values, as in other services", "TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a","Tags":{"a":"` + strings.Repeat("b", 257) + `"}}`,
			`Value '{a=` + strings.Repeat("b", 257) + `}' at 'tags'` + failed + `Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0]`},
		{"map keys, as in other services", "TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a","Tags":{"":"b","x":"y"}}`,
			`Value '{=b, x=y}' at 'tags'` + failed + `Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]`},
		{"structures in a map", "UpdateUserPool", `{` + pool + `,"AcrConfiguration":{"Level1":{},"level":{"AcrValue":"a b"}}}`,
			`Value 'a b' at 'acrConfiguration.level.member.acrValue'` + mustMatch + `[\x21\x23-\x5B\x5D-\x7E]+; ` +
				`Value null at 'acrConfiguration.Level1.member.acrValue'` + mustNotBeNull + `; ` +
				`Value '{level=AcrLevelConfigType(acrValue=a b), Level1=AcrLevelConfigType(acrValue=null)}' at 'acrConfiguration'` + failed +
				`Map keys must satisfy constraint: [Member must satisfy regular expression pattern: Level[1-4]]`},
		{"sensitive map", "InitiateAuth", `{` + client + `,"AuthFlow":"USER_AUTH","AuthParameters":{"A":"` + strings.Repeat("b", 131073) + `"}}`,
			`Value at 'authParameters'` + failed + `Map value must satisfy constraint: [Member must have length less than or equal to 131072, Member must have length greater than or equal to 0]`},
		{"below a sensitive structure", "SignUp", `{` + rest + `,"UserContextData":{"IpAddress":"` + strings.Repeat("b", 131073) + `"}}`,
			`Value at 'userContextData.ipAddress'` + atMost + `131072`},
		{"blob, as in other services", "SetUICustomization", `{` + pool + `,"ImageFile":"` + strings.Repeat("AAAA", 43691) + `"}`,
			`Value 'java.nio.HeapByteBuffer[pos=0 lim=131073 cap=131073]' at 'imageFile'` + atMost + `131072`},
		{"structures are shown as Java would", "SetLogDeliveryConfiguration", `{` + pool + `,"LogConfigurations":[{"LogLevel":"INFO","EventSource":"userAuthEvents"},{"LogLevel":"INFO","EventSource":"userAuthEvents","S3Configuration":{}},{"LogLevel":"INFO","EventSource":"userAuthEvents"}]}`,
			`Value '[LogConfigurationType(logLevel=INFO, eventSource=userAuthEvents, cloudWatchLogsConfiguration=null, s3Configuration=null, firehoseConfiguration=null), ` +
				`LogConfigurationType(logLevel=INFO, eventSource=userAuthEvents, cloudWatchLogsConfiguration=null, s3Configuration=S3ConfigurationType(bucketArn=null), firehoseConfiguration=null), ` +
				`LogConfigurationType(logLevel=INFO, eventSource=userAuthEvents, cloudWatchLogsConfiguration=null, s3Configuration=null, firehoseConfiguration=null)]' at 'logConfigurations'` + atMost + `2`},
		{"an enum that is empty is not absent", "InitiateAuth", `{` + client + `,"AuthFlow":""}`,
			`Value '' at 'authFlow'` + failed + `Member must satisfy enum value set: [ADMIN_NO_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, USER_PASSWORD_AUTH, USER_AUTH]`},
		{"required enum", "InitiateAuth", `{` + client + `}`, `Value null at 'authFlow'` + mustNotBeNull},
		{"required flag", "SetRiskConfiguration", `{` + pool + `,"AccountTakeoverRiskConfiguration":{"Actions":{"LowAction":{"EventAction":"BLOCK"},"HighAction":{"EventAction":"BLOCK","Notify":false}}}}`,
			`Value null at 'accountTakeoverRiskConfiguration.actions.lowAction.notify'` + mustNotBeNull},
		{"required number", "UpdateProvisionedLimit", `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{}},"RequestedLimitValue":null}`,
			`Value null at 'requestedLimitValue'` + mustNotBeNull},
		{"null in a list", "UntagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a","TagKeys":["a",null]}`,
			`Value '[a, null]' at 'tagKeys'` + failed + `Member must satisfy constraint: [Member must not be null]`},
		{"null in a list of structures", "UpdateUserAttributes", `{"AccessToken":"a b","UserAttributes":[null]}`,
			`Value '[null]' at 'userAttributes'` + failed + `Member must satisfy constraint: [Member must not be null]; Value at 'accessToken'` + mustMatch + `[A-Za-z0-9-_=.]+`},
		{"flows newer than the models", "CreateUserPoolClient", `{` + pool + `,"ClientName":"c","ExplicitAuthFlows":["ALLOW_CLIENT_TOKEN_AUTH","ALLOW_TOKEN_EXCHANGE_DELEGATION","ALLOW_TOKEN_EXCHANGE_IMPERSONATION"]}`, ""},
		{"custom domain", "CreateUserPoolDomain", `{` + pool + `,"Domain":"auth.example.com"}`, ""},
		{"domain too long", "CreateUserPoolDomain", `{` + pool + `,"Domain":"` + strings.Repeat("a", 64) + `"}`, `Value '` + strings.Repeat("a", 64) + `' at 'domain'` + atMost + `63`},
		{"length in UTF-16 units", "CreateGroup", `{` + pool + `,"GroupName":"` + strings.Repeat("😀", 64) + `"}`, ""},
		{"length in UTF-16 units", "CreateGroup", `{` + pool + `,"GroupName":"` + strings.Repeat("😀", 64) + `é"}`, `Value '` + strings.Repeat("😀", 64) + `é' at 'groupName'` + atMost + `128`},
	} {
		want := c.want
		if n := strings.Count(want, failed); n == 1 {
			want = "1 validation error detected: " + want
		} else if n > 1 {
			want = fmt.Sprintf("%d validation errors detected: %s", n, want)
		}
		err := judge(t, c.operation, c.body)
		var invalid *wire.ValidationError
		switch {
		case err == nil && want == "":
		case !errors.As(err, &invalid):
			t.Errorf("%s, %s: %v", c.about, c.operation, err)
		default:
			if diff := cmp.Diff(strings.Split(want, "; "), strings.Split(err.Error(), "; ")); diff != "" {
				t.Errorf("%s, %s %.200s: (-want +got)\n%s", c.about, c.operation, c.body, diff)
			}
		}
	}
}

// TestCheckOfValues is for handlers that are called without a body.
func TestCheckOfValues(t *testing.T) {
	p, _ := plan(t, "ListUsers")
	if err := p.Check(&cip.ListUsersInput{UserPoolId: aws.String("a_b")}); err != nil {
		t.Error(err)
	}
	if err := p.Check(&cip.ListUsersInput{}); err == nil || err.Error() != "1 validation error detected: Value null at 'userPoolId'"+mustNotBeNull {
		t.Error(err)
	}
}
