package importjob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func sms(in *cip.CreateUserPoolInput) {
	in.SmsConfiguration = &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("x")}
}

func both(in *cip.CreateUserPoolInput) {
	sms(in)
	in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email", "phone_number"}
}

func mfa(mode types.UserPoolMfaType) func(*cip.CreateUserPoolInput) {
	return func(in *cip.CreateUserPoolInput) {
		sms(in)
		in.MfaConfiguration = mode
	}
}

func TestAUserWithEverything(t *testing.T) {
	s := begin(t, both, func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("team"), AttributeDataType: "String"}}
	})
	job := s.run(s.file("cognito:username,email,email_verified,phone_number,phone_number_verified,birthdate,updated_at,address,name,custom:team",
		`ann, ann@example.com ,TRUE,+15550100001,false,02/01/1985,1471453471,1 Main Street\, Anytown,"Ann",a\b`), "")
	optest.Equal(t, job.Status, types.UserImportJobStatusTypeSucceeded)
	u := s.named("ann")
	optest.Equal(t, u, &state.User{
		Pool: s.pool.ID, Username: "ann", Status: "RESET_REQUIRED", Enabled: true, Created: s.Now(), Modified: s.Now(),
		Attributes: map[string]string{
			"email": "ann@example.com", "email_verified": "true", "phone_number": "+15550100001", "phone_number_verified": "false",
			"birthdate": "02/01/1985", "updated_at": "1471453471", "address": "1 Main Street, Anytown", "name": `"Ann"`, "custom:team": `a\b`,
		},
	}, cmpopts.IgnoreFields(state.User{}, "Sub"))
}

func TestRows(t *testing.T) {
	const (
		ok         = "[SUCCEEDED] Line Number 2 - The import succeeded."
		failed     = "[FAILED] Line Number 2 - "
		unverified = failed + "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."
		badMFA     = failed + "The value of cognito:mfa_enabled does not correspond to the MFA configuration of the user pool."
	)
	mail := "ann,ann@example.com,true"
	for _, c := range []struct {
		pool    func(*cip.CreateUserPoolInput)
		columns string
		row     string
		want    string
	}{
		{nil, "cognito:username,email,email_verified", mail, ok},
		{nil, "cognito:username,email,email_verified", "ann,ann@example.com,false", unverified},
		{nil, "cognito:username,email,email_verified", "ann,ann@example.com,", unverified},
		{nil, "cognito:username,email,email_verified", "ann,,true", failed + "Email is required to verify/un-verify an email"},
		{nil, "cognito:username,phone_number,phone_number_verified", "ann,+15550100001,true", unverified},
		{both, "cognito:username,phone_number,phone_number_verified", "ann,+15550100001,true", ok},
		{both, "cognito:username,email,email_verified,phone_number,phone_number_verified", "ann,ann@example.com,true,+15550100001,false", ok},
		{nil, "cognito:username,email,email_verified", ",ann@example.com,true", failed + "The User Record does not set cognito:username."},
		{nil, "cognito:username,email,email_verified", "ann lee,ann@example.com,true", failed + "The username is not valid."},
		{nil, "cognito:username,email,email_verified", strings.Repeat("a", 129) + ",ann@example.com,true", failed + "The username is not valid."},
		{nil, "cognito:username,email,email_verified", "änn,ann@example.com,true", ok},
		{nil, "cognito:username,email,email_verified", "ann,ann,true", failed + "Invalid email address format."},
		{nil, "cognito:username,email,email_verified", "ann,ann@example.com,yes", failed + "Attributes did not conform to the schema: email_verified: Attribute must be a boolean"},
		{nil, "cognito:username,email,email_verified,phone_number", mail + ",5550100", failed + "Invalid phone number format."},
		{nil, "cognito:username,email,email_verified,birthdate", mail + ",1985-02-01", failed + "The birthdate is not in the format mm/dd/yyyy."},
		{nil, "cognito:username,email,email_verified,updated_at", mail + ",yesterday", failed + "Attributes did not conform to the schema: updated_at: Attribute must be a number"},
		{nil, "cognito:username,email,email_verified", mail + ",", failed + "The User Record does not have as many values as the header has columns."},
		{nil, "cognito:username,email,email_verified,name", mail + "," + strings.Repeat("x", 16000), failed + "The User Record is too long."},
		{func(in *cip.CreateUserPoolInput) {
			in.Schema = []types.SchemaAttributeType{{Name: aws.String("gender"), Required: aws.Bool(true), Mutable: aws.Bool(true)}}
		}, "cognito:username,email,email_verified", mail, failed + "The User Record does not set the required attribute gender."},
		{nil, "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",FALSE", ok},
		{nil, "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",true", badMFA},
		{nil, "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",on", badMFA},
		{mfa("ON"), "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",true", ok},
		{mfa("ON"), "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",false", badMFA},
		{mfa("ON"), "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",", ok},
		{mfa("OPTIONAL"), "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",true", ok},
		{mfa("OPTIONAL"), "cognito:username,email,email_verified,cognito:mfa_enabled", mail + ",false", ok},
		{func(in *cip.CreateUserPoolInput) { in.UsernameAttributes = []types.UsernameAttributeType{"email"} },
			"cognito:username,email,email_verified", "ann@example.com,,true", ok},
		{func(in *cip.CreateUserPoolInput) { in.UsernameAttributes = []types.UsernameAttributeType{"email"} },
			"cognito:username,email,email_verified", mail, failed + "Username should be an email."},
	} {
		t.Run(c.row[:min(len(c.row), 40)], func(t *testing.T) {
			var changes []func(*cip.CreateUserPoolInput)
			if c.pool != nil {
				changes = append(changes, c.pool)
			}
			s := begin(t, changes...)
			job := s.run(s.file(c.columns, c.row), "")
			optest.Equal(t, s.log(), []string{c.want})
			counts := []int64{job.ImportedUsers, job.SkippedUsers, job.FailedUsers}
			if c.want == ok {
				optest.Equal(t, counts, []int64{1, 0, 0})
			} else {
				optest.Equal(t, counts, []int64{0, 0, 1})
				optest.Equal(t, *job.CompletionMessage, "Too many users have failed or been skipped during the import.")
				optest.Equal(t, job.Status, types.UserImportJobStatusTypeFailed)
				if s.named("ann") != nil {
					t.Error("there is a user all the same")
				}
			}
		})
	}
}

func TestTakenNames(t *testing.T) {
	t.Run("usernames", func(t *testing.T) {
		s := begin(t)
		s.User(t, s.pool, "bob")
		job := s.run(s.file("cognito:username,email,email_verified",
			"ann,ann@example.com,true", "bob,bob@example.com,true", "ann,ann2@example.com,true", "cy,cy@example.com,true"), "")
		optest.Equal(t, s.log(), []string{
			"[SUCCEEDED] Line Number 2 - The import succeeded.", "[SKIPPED] Line Number 3 - The user already exists.",
			"[SKIPPED] Line Number 4 - The user already exists.", "[SUCCEEDED] Line Number 5 - The import succeeded.",
		})
		optest.Equal(t, []int64{job.ImportedUsers, job.SkippedUsers, job.FailedUsers}, []int64{2, 2, 0})
		optest.Equal(t, job.Status, types.UserImportJobStatusTypeSucceeded)
	})
	t.Run("addresses that are names", func(t *testing.T) {
		s := begin(t, func(in *cip.CreateUserPoolInput) { in.UsernameAttributes = []types.UsernameAttributeType{"email"} })
		s.run(s.file("cognito:username,email,email_verified", "ann@example.com,,true", "ann@example.com,,true"), "")
		optest.Equal(t, s.log()[1], "[SKIPPED] Line Number 3 - The user already exists.")
		if u := s.named("ann@example.com"); u == nil || u.Username != string(u.Sub) || u.Attributes["email"] != "ann@example.com" {
			t.Errorf("got %+v", u)
		}
	})
	t.Run("aliases", func(t *testing.T) {
		s := begin(t, func(in *cip.CreateUserPoolInput) { in.AliasAttributes = []types.AliasAttributeType{"email"} })
		s.run(s.file("cognito:username,email,email_verified", "ann,ann@example.com,true", "bob,ann@example.com,true"), "")
		optest.Equal(t, s.log()[1], "[FAILED] Line Number 3 - An account with the given email already exists.")
	})
}

func TestStatusOfImportedUsers(t *testing.T) {
	passwordless := func(factor types.AuthFactorType) func(*cip.CreateUserPoolInput) {
		return func(in *cip.CreateUserPoolInput) {
			both(in)
			in.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", factor}}}
		}
	}
	for _, c := range []struct {
		pool func(*cip.CreateUserPoolInput)
		row  string
		want types.UserStatusType
	}{
		{both, "ann,ann@example.com,true,,", "RESET_REQUIRED"},
		{passwordless("EMAIL_OTP"), "ann,ann@example.com,true,,", "CONFIRMED"},
		{passwordless("EMAIL_OTP"), "ann,,,+15550100001,true", "RESET_REQUIRED"},
		{passwordless("SMS_OTP"), "ann,,,+15550100001,true", "CONFIRMED"},
		{passwordless("SMS_OTP"), "ann,ann@example.com,true,,", "RESET_REQUIRED"},
		{passwordless("WEB_AUTHN"), "ann,ann@example.com,true,,", "RESET_REQUIRED"},
	} {
		t.Run(fmt.Sprint(c.row, c.want), func(t *testing.T) {
			s := begin(t, c.pool)
			s.run(s.file("cognito:username,email,email_verified,phone_number,phone_number_verified", c.row), "")
			if u := s.named("ann"); u == nil || u.Status != c.want || u.Password != nil {
				t.Errorf("%v: got %+v", s.log(), u)
			}
		})
	}
}

func TestMFAOfImportedUsers(t *testing.T) {
	for row, want := range map[string]bool{
		"ann,ann@example.com,true,+15550100001,true":  true,
		"ann,ann@example.com,true,+15550100001,false": false,
		"ann,ann@example.com,true,+15550100001,":      false,
		"ann,ann@example.com,true,,true":              false,
	} {
		t.Run(row, func(t *testing.T) {
			s := begin(t, mfa("OPTIONAL"))
			s.run(s.file("cognito:username,email,email_verified,phone_number,cognito:mfa_enabled", row), "")
			if u := s.named("ann"); u == nil || u.MFA.SMS != want {
				t.Errorf("%v: got %+v", s.log(), u)
			}
		})
	}
}

func TestHashes(t *testing.T) {
	const good = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"
	for _, c := range []struct {
		algorithm  types.PasswordHashingAlgorithmType
		hash, want string
		status     types.UserStatusType
	}{
		{"BCRYPT", good, "[SUCCEEDED] Line Number 2 - The import succeeded.", "CONFIRMED"},
		{"BCRYPT", "", "[SUCCEEDED] Line Number 2 - The import succeeded.", "RESET_REQUIRED"},
		{"", good, "[SUCCEEDED] Line Number 2 - The import succeeded.", "RESET_REQUIRED"},
		{"SCRYPT", good, "[FAILED] Line Number 2 - The password hash does not match the format of the password hashing algorithm.", ""},
		{"BCRYPT", strings.Replace(good, "$06", "$13", 1), "[FAILED] Line Number 2 - The password hash has a parameter that exceeds the maximum.", ""},
	} {
		t.Run(string(c.algorithm)+c.hash, func(t *testing.T) {
			s := begin(t)
			s.run(s.file("cognito:username,email,email_verified,password_hash", "ann,ann@example.com,true,"+c.hash), c.algorithm)
			optest.Equal(t, s.log(), []string{c.want})
			u := s.named("ann")
			if c.status == "" {
				if u != nil {
					t.Errorf("there is a user all the same: %+v", u)
				}
				return
			}
			var password *state.Password
			if c.status == "CONFIRMED" {
				password = &state.Password{Imported: c.hash, Set: s.Now()}
			}
			optest.Equal(t, []any{u.Status, u.Password}, []any{c.status, password})
		})
	}
}
