package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestPartyOfPasskeys(t *testing.T) {
	prefix := &state.Domain{Name: "shop", Region: "eu-west-1"}
	custom := &state.Domain{Name: "auth.example.com", Custom: &types.CustomDomainConfigType{}}
	given := &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("example.com")}
	for _, c := range []struct {
		config         *types.WebAuthnConfigurationType
		prefix, custom *state.Domain
		want           string
	}{
		{nil, nil, nil, ""},
		{&types.WebAuthnConfigurationType{}, prefix, nil, "shop.auth.eu-west-1.amazoncognito.com"},
		{nil, prefix, custom, "auth.example.com"},
		{given, prefix, custom, "example.com"},
		{given, nil, nil, "example.com"},
	} {
		if got := policy.RelyingParty(c.config, c.prefix, c.custom); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestPasskeyAsSecondFactor(t *testing.T) {
	multi := &types.WebAuthnConfigurationType{FactorConfiguration: types.WebAuthnFactorConfigurationTypeMultiFactorWithUserVerification}
	single := &types.WebAuthnConfigurationType{FactorConfiguration: types.WebAuthnFactorConfigurationTypeSingleFactor}
	for _, c := range []struct {
		name    string
		config  *types.WebAuthnConfigurationType
		old     state.UserMFA
		enabled bool
		want    string
		enough  bool
	}{
		{"with another factor", multi, state.UserMFA{TOTP: true}, true, "", true},
		{"without another factor", multi, state.UserMFA{}, true, "WEB_AUTHN_MFA", false},
		{"with an authenticator that is not switched on", multi, state.UserMFA{Token: &state.Authenticator{}}, true, "WEB_AUTHN_MFA", false},
		{"where passkeys count once", single, state.UserMFA{TOTP: true}, true, "WEB_AUTHN_MFA", false},
		{"where nothing is configured", nil, state.UserMFA{TOTP: true}, true, "WEB_AUTHN_MFA", false},
		{"off", nil, state.UserMFA{Passkey: true}, false, "", false},
	} {
		got, err := policy.SwitchPasskeyMFA(c.config, c.old, c.enabled)
		want := ""
		if c.want != "" {
			want = invalidParameter + "User does not have delivery config set to turn on " + c.want
		}
		wantError(t, err, want)
		if policy.PasskeyIsEnough(c.config, got) != c.enough {
			t.Errorf("%s: enough is %v", c.name, !c.enough)
		}
	}
	if policy.PasskeyIsEnough(single, state.UserMFA{Passkey: true}) {
		t.Error("a passkey is enough where passkeys count once")
	}
}

func TestPasskeyVerification(t *testing.T) {
	for _, c := range []struct {
		config *types.WebAuthnConfigurationType
		want   types.UserVerificationType
	}{
		{nil, "preferred"},
		{&types.WebAuthnConfigurationType{}, "preferred"},
		{&types.WebAuthnConfigurationType{UserVerification: "required"}, "required"},
		{&types.WebAuthnConfigurationType{UserVerification: "preferred", FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION"}, "required"},
	} {
		if got := policy.PasskeyVerification(c.config); got != c.want {
			t.Errorf("%+v: %s, want %s", c.config, got, c.want)
		}
	}
}

func TestPasskeyName(t *testing.T) {
	for attachment, want := range map[string]string{"platform": "Platform passkey", "cross-platform": "Roaming passkey", "": "Passkey"} {
		if got := policy.PasskeyName(attachment); got != want {
			t.Errorf("%q: %s", attachment, got)
		}
	}
}
