package userpool_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/state"
)

// text is the description of a standard attribute of text.
func text(name, low, high string, mutable, required bool) string {
	return fmt.Sprintf(`{"Name":%q,"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":%t,"Required":%t,`+
		`"StringAttributeConstraints":{"MinLength":%q,"MaxLength":%q}}`, name, mutable, required, low, high)
}

// attributes writes the standard attributes in an order.
func attributes(names string) string {
	var list []string
	for name := range strings.FieldsSeq(names) {
		switch name {
		case "sub":
			list = append(list, text(name, "1", "2048", false, true))
		case "birthdate":
			list = append(list, text(name, "10", "10", true, false))
		case "email_verified", "phone_number_verified":
			list = append(list, `{"Name":"`+name+`","AttributeDataType":"Boolean","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false}`)
		case "updated_at":
			list = append(list, `{"Name":"updated_at","AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"NumberAttributeConstraints":{"MinValue":"0"}}`)
		case "identities":
			list = append(list, `{"Name":"identities","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{}}`)
		default:
			list = append(list, text(name, "0", "2048", true, false))
		}
	}
	return "[" + strings.Join(list, ",") + "]"
}

// pool is what a pool made with a name only looks like on the wire, but for where it has its schema
// and its tags. Seen: public recordings, May 2025; the last member is newer.
const pool = `{"UserPool":{"Id":"us-east-1_pinned","Name":"p",` +
	`"Policies":{"PasswordPolicy":{"MinimumLength":8,"RequireUppercase":true,"RequireLowercase":true,"RequireNumbers":true,"RequireSymbols":true,"TemporaryPasswordValidityDays":7},` +
	`"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}},` +
	`"DeletionProtection":"INACTIVE","LambdaConfig":{},"LastModifiedDate":1.772510706789E9,"CreationDate":1.772510706789E9,` +
	`"SchemaAttributes":SCHEMA,` +
	`"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_CODE"},` +
	`"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":[]},` +
	`"MfaConfiguration":"OFF","EstimatedNumberOfUsers":0,"EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"},TAGS` +
	`"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":false,"UnusedAccountValidityDays":7},` +
	`"Arn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_pinned",` +
	`"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"verified_email"},{"Priority":2,"Name":"verified_phone_number"}]},` +
	`"UserPoolTier":"ESSENTIALS",` +
	`"AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level2":{"AcrValue":"urn:cognito:loa:2"},"Level3":{"AcrValue":"urn:cognito:loa:3"},"Level4":{"AcrValue":"urn:cognito:loa:4"}}}}`

func onWire(schema, tags string) string {
	return strings.NewReplacer("SCHEMA", attributes(schema), "TAGS", tags).Replace(pool)
}

// A pool on the wire, byte by byte: the order of members, what is there and what is not.
func TestNewPoolOnTheWire(t *testing.T) {
	t.Parallel()
	b := bench(t)
	created := post(t, b, "123456789012", "us-east-1", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"cognito-emulator:id":"us-east-1_pinned"}}`)
	want := onWire("sub name given_name family_name middle_name nickname preferred_username profile picture website email email_verified "+
		"gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at", "")
	if d := cmp.Diff(want, created); d != "" {
		t.Errorf("created:\n%s", d)
	}
	described := post(t, b, "123456789012", "us-east-1", "DescribeUserPool", `{"UserPoolId":"us-east-1_pinned"}`)
	want = onWire("profile address birthdate gender preferred_username updated_at website picture identities sub phone_number "+
		"phone_number_verified zoneinfo locale email email_verified given_name family_name middle_name name nickname", `"UserPoolTags":{},`)
	if d := cmp.Diff(want, described); d != "" {
		t.Errorf("described:\n%s", d)
	}
}

func TestChosenID(t *testing.T) {
	t.Parallel()
	b := bench(t)
	const malformed = `cognito-emulator: the tag %s asks for the id %q; the id of a pool of this caller is us-east-1_ and letters and digits, 55 characters at most.`
	for _, test := range []struct {
		tags    map[string]string
		id      string
		stored  map[string]string
		refusal string
	}{
		{tags: map[string]string{"cognito-emulator:id": "us-east-1_Pool1", "team": "a"}, id: "us-east-1_Pool1", stored: map[string]string{"team": "a"}},
		{tags: map[string]string{"_custom_id_": "us-east-1_2"}, id: "us-east-1_2"},
		{tags: map[string]string{"floci:override-id": "us-east-1_pool3"}, id: "us-east-1_pool3"},
		{tags: map[string]string{"ms-custom-id": "us-east-1_pool4", "_custom_id_": "us-east-1_pool4"}, id: "us-east-1_pool4"},
		{tags: map[string]string{"ms-custom-id": "us-east-1_a", "_custom_id_": "us-east-1_b"},
			refusal: "cognito-emulator: the tags _custom_id_ and ms-custom-id ask for different ids."},
		{tags: map[string]string{"cognito-emulator:id": "us-east-1_Pool1"}, refusal: "cognito-emulator: there is a user pool with the id us-east-1_Pool1 already."},
		{tags: map[string]string{"cognito-emulator:id": "local_1"}, refusal: fmt.Sprintf(malformed, "cognito-emulator:id", "local_1")},
		{tags: map[string]string{"cognito-emulator:id": "eu-west-1_a"}, refusal: fmt.Sprintf(malformed, "cognito-emulator:id", "eu-west-1_a")},
		{tags: map[string]string{"_custom_id_": "us-east-1_"}, refusal: fmt.Sprintf(malformed, "_custom_id_", "us-east-1_")},
		{tags: map[string]string{"_custom_id_": "us-east-1_a-b"}, refusal: fmt.Sprintf(malformed, "_custom_id_", "us-east-1_a-b")},
		{tags: map[string]string{"_custom_id_": ""}, refusal: fmt.Sprintf(malformed, "_custom_id_", "")},
		{tags: map[string]string{"_custom_id_": "us-east-1_" + strings.Repeat("a", 45)}, id: "us-east-1_" + strings.Repeat("a", 45)},
		{tags: map[string]string{"_custom_id_": "us-east-1_" + strings.Repeat("a", 46)}, refusal: fmt.Sprintf(malformed, "_custom_id_", "us-east-1_"+strings.Repeat("a", 46))},
	} {
		in := &cip.CreateUserPoolInput{PoolName: aws.String("p"), UserPoolTags: test.tags}
		if test.refusal != "" {
			refused(t, b.API.CreateUserPool, in, "UserPoolTaggingException", test.refusal)
			continue
		}
		made := ok(t, b.API.CreateUserPool, in).UserPool
		if *made.Id != test.id || *made.Arn != "arn:aws:cognito-idp:us-east-1:000000000000:userpool/"+test.id {
			t.Errorf("%v: id %s, ARN %s", test.tags, *made.Id, *made.Arn)
		}
		if d := cmp.Diff(test.stored, made.UserPoolTags); d != "" {
			t.Errorf("%v: tags %s", test.tags, d)
		}
	}
}

// Of many who ask for the same id, one gets it.
func TestChosenIDRace(t *testing.T) {
	t.Parallel()
	b := bench(t)
	const racers = 8
	var wins [racers]bool
	var done sync.WaitGroup
	for i := range racers {
		done.Go(func() {
			_, err := b.API.CreateUserPool(t.Context(), &cip.CreateUserPoolInput{
				PoolName: aws.String("p"), UserPoolTags: map[string]string{"cognito-emulator:id": "us-east-1_one"}})
			wins[i] = err == nil
		})
	}
	done.Wait()
	won := 0
	for _, w := range wins {
		if w {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d of %d got the id", won, racers)
	}
}

func TestCreateRefusals(t *testing.T) {
	t.Parallel()
	b := bench(t)
	fifty := map[string]string{}
	for i := range 51 {
		fifty[fmt.Sprint("tag", i)] = ""
	}
	for _, test := range []struct {
		body, code, text string
	}{
		{`"UserPoolTags":{"aws:x":"y"}`, "UserPoolTaggingException", "Invalid tags given for the user pool."},
		{`"AcrConfiguration":{"Level1":{"AcrValue":"a"},"Level2":{"AcrValue":"a"}}`, "InvalidParameterException", "The ACR value a is used for more than one level."},
		{`"UserPoolTier":"LITE","AcrConfiguration":{"Level1":{"AcrValue":"a"}}`, "FeatureUnavailableInTierException",
			"The following features need to be disabled for the LITE pricing tier configured: Step-Up Authentication"},
		{`"UserPoolTier":"LITE","DcrConfiguration":{"OpenDcrEnabled":true}`, "FeatureUnavailableInTierException",
			"The following features need to be disabled for the LITE pricing tier configured: Dynamic Client Registration"},
		{`"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","SnsRegion":"eu-west-1"}`, "InvalidParameterException",
			"Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1"},
		{`"AliasAttributes":["email"],"UsernameAttributes":["email"]`, "InvalidParameterException",
			"Only one of the aliasAttributes or usernameAttributes can be set in a User pool."},
	} {
		got := post(t, b, "000000000000", "us-east-1", "CreateUserPool", `{"PoolName":"p",`+test.body+`}`)
		if want := fmt.Sprintf(`{"__type":%q,"message":%q}`, test.code, test.text); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", test.body, got, want)
		}
	}
	refused(t, b.API.CreateUserPool, &cip.CreateUserPoolInput{PoolName: aws.String("p"), UserPoolTags: fifty},
		"UserPoolTaggingException", "A user pool can have at most 50 tags.")
	if page, _ := b.Env.Store.View().Pools("000000000000", "us-east-1", nil, 60); len(page.Items) != 0 {
		t.Errorf("a refusal left %d pools behind", len(page.Items))
	}
}

// The two members that are newer than the SDK come back, from both operations.
func TestNewestMembers(t *testing.T) {
	t.Parallel()
	b := bench(t)
	created := post(t, b, "000000000000", "us-east-1", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"cognito-emulator:id":"us-east-1_a"},`+
		`"AcrConfiguration":{"Level3":{"AcrValue":"urn:x:3"}},"DcrConfiguration":{"OpenDcrEnabled":true,"OpenDcrGrantTypes":[],"AllowedScopes":["a/b"]}}`)
	described := post(t, b, "000000000000", "us-east-1", "DescribeUserPool", `{"UserPoolId":"us-east-1_a"}`)
	for _, member := range []string{
		`"AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level2":{"AcrValue":"urn:cognito:loa:2"},"Level3":{"AcrValue":"urn:x:3"},"Level4":{"AcrValue":"urn:cognito:loa:4"}}`,
		`"DcrConfiguration":{"EnableStatus":"Enabled","OpenDcrEnabled":true,"OpenDcrGrantTypes":[],"AllowedScopes":["a/b"]}`,
	} {
		if !strings.Contains(created, member) || !strings.Contains(described, member) {
			t.Errorf("%s is not in\n%s\nor not in\n%s", member, created, described)
		}
	}
}

func TestUsersAreCounted(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	if err := b.Env.Store.Update(func(tx *state.Tx) error {
		for i := range 3 {
			u := &state.User{Pool: state.PoolID(*made.Id), Sub: state.Sub(fmt.Sprint("sub", i)), Username: fmt.Sprint("user", i)}
			if err := tx.AddUser(u); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n := describe(t, b, made.Id).EstimatedNumberOfUsers; n != 3 {
		t.Errorf("%d users, want 3", n)
	}
}
