package userpool_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
)

func sns(region string) *types.SmsConfigurationType {
	c := &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("x")}
	if region != "" {
		c.SnsRegion = &region
	}
	return c
}

func TestMFAConfigIsReplaced(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) {
		in.EmailConfiguration = &types.EmailConfigurationType{
			EmailSendingAccount: "DEVELOPER", SourceArn: aws.String("arn:aws:ses:us-east-1:123456789012:identity/a@b.example")}
	})
	shown := func(want cip.GetUserPoolMfaConfigOutput) {
		t.Helper()
		got := ok(t, b.API.GetUserPoolMfaConfig, &cip.GetUserPoolMfaConfigInput{UserPoolId: made.Id})
		if d := cmp.Diff(&want, got, ignoreMarkers()); d != "" {
			t.Error(d)
		}
	}
	set := func(in cip.SetUserPoolMfaConfigInput, want cip.GetUserPoolMfaConfigOutput) {
		t.Helper()
		b.Env.Clock.Advance(time.Minute)
		in.UserPoolId = made.Id
		got := ok(t, b.API.SetUserPoolMfaConfig, &in)
		answered := cip.GetUserPoolMfaConfigOutput{
			MfaConfiguration: got.MfaConfiguration, SmsMfaConfiguration: got.SmsMfaConfiguration, EmailMfaConfiguration: got.EmailMfaConfiguration,
			SoftwareTokenMfaConfiguration: got.SoftwareTokenMfaConfiguration, WebAuthnConfiguration: got.WebAuthnConfiguration,
		}
		if d := cmp.Diff(&want, &answered, ignoreMarkers()); d != "" {
			t.Error(d)
		}
		shown(want)
		if got := describe(t, b, made.Id).LastModifiedDate; !got.Equal(b.Now()) {
			t.Errorf("modified %v, want %v", got, b.Now())
		}
	}
	shown(cip.GetUserPoolMfaConfigOutput{MfaConfiguration: "OFF"})
	everything := cip.GetUserPoolMfaConfigOutput{
		MfaConfiguration:              "OPTIONAL",
		SmsMfaConfiguration:           &types.SmsMfaConfigType{SmsAuthenticationMessage: aws.String("Code {####}"), SmsConfiguration: sns("us-east-1")},
		SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
		EmailMfaConfiguration:         &types.EmailMfaConfigType{Message: aws.String("Code {####}"), Subject: aws.String("s")},
		WebAuthnConfiguration:         &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("a.example"), UserVerification: "required"},
	}
	set(cip.SetUserPoolMfaConfigInput{
		MfaConfiguration: everything.MfaConfiguration, SmsMfaConfiguration: everything.SmsMfaConfiguration, EmailMfaConfiguration: everything.EmailMfaConfiguration,
		SoftwareTokenMfaConfiguration: everything.SoftwareTokenMfaConfiguration, WebAuthnConfiguration: everything.WebAuthnConfiguration,
	}, everything)
	pool := describe(t, b, made.Id)
	if pool.MfaConfiguration != "OPTIONAL" || aws.ToString(pool.SmsAuthenticationMessage) != "Code {####}" || aws.ToString(pool.SmsConfiguration.ExternalId) != "x" {
		t.Errorf("the pool shows %+v", pool)
	}
	// The factors go; the pool can still send SMS.
	set(cip.SetUserPoolMfaConfigInput{}, cip.GetUserPoolMfaConfigOutput{MfaConfiguration: "OFF", SmsMfaConfiguration: everything.SmsMfaConfiguration})
}

func TestMFAConfigRefusalChangesNothing(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	before := describe(t, b, made.Id)
	b.Env.Clock.Advance(time.Minute)
	refused(t, b.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{
		UserPoolId: made.Id, MfaConfiguration: "ON", SmsMfaConfiguration: &types.SmsMfaConfigType{SmsConfiguration: sns("ap-south-1")},
	}, "InvalidParameterException", "Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1")
	refused(t, b.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{
		UserPoolId: made.Id, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{},
	}, "InvalidParameterException", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
	if d := cmp.Diff(before, describe(t, b, made.Id), ignoreMarkers()); d != "" {
		t.Error(d)
	}
}
