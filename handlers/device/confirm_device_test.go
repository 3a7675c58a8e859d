package device_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestConfirmDevice(t *testing.T) {
	for name, c := range map[string]struct {
		config *types.DeviceConfigurationType
		mfa    bool
		name   *string
		given  *types.DeviceSecretVerifierConfigType
		want   state.Device
	}{
		"always": {config: always(), want: state.Device{Remembered: true}},
		"asking": {config: asking(), want: state.Device{Remembered: false}},
		"all members, after a second factor": {
			config: always(), mfa: true, name: aws.String("telephone"),
			given: &types.DeviceSecretVerifierConfigType{PasswordVerifier: aws.String("AgM="), Salt: aws.String("AIE=")},
			want:  state.Device{Remembered: true, MFA: true, Name: "telephone", Verifier: []byte{2, 3}, Salt: []byte{0x81}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.config)
			key := s.key(s.user, c.mfa)
			out, err := s.Unsigned.ConfirmDevice(t.Context(), &cip.ConfirmDeviceInput{
				AccessToken: s.token, DeviceKey: key, DeviceName: c.name, DeviceSecretVerifierConfig: c.given})
			if err != nil {
				t.Fatal(err)
			}
			optest.Equal(t, out, &cip.ConfirmDeviceOutput{UserConfirmationNecessary: c.config.DeviceOnlyRememberedOnUserPrompt})
			want := c.want
			want.Pool, want.Sub, want.Key = s.pool.ID, s.user.Sub, *key
			want.Created, want.Modified = s.Now(), s.Now()
			want.Authenticated = s.Now().Add(-10 * time.Second).Truncate(time.Second)
			optest.Equal(t, s.stored(key), &want)
		})
	}
}

func TestConfirmDeviceRefuses(t *testing.T) {
	verifier := func(v, salt string) *types.DeviceSecretVerifierConfigType {
		return &types.DeviceSecretVerifierConfigType{PasswordVerifier: &v, Salt: &salt}
	}
	for name, c := range map[string]struct {
		config *types.DeviceConfigurationType
		given  *types.DeviceSecretVerifierConfigType
		key    func(s *scene) *string
		want   string
	}{
		"a key of nobody": {always(), nil, func(*scene) *string { return aws.String(unknownKey) }, badKey},
		"a key of another user": {always(), nil, func(s *scene) *string {
			return s.key(s.User(s.t, s.pool, "bob"), false)
		}, badKey},
		"no tracking":       {nil, nil, func(s *scene) *string { return s.key(s.user, false) }, badKey},
		"a second time":     {always(), nil, func(s *scene) *string { return s.confirmed("telephone") }, exists},
		"negative verifier": {always(), verifier("gAAA", "AQ=="), func(s *scene) *string { return s.key(s.user, false) }, badVerifier},
		"negative salt":     {always(), verifier("AgM=", "gQ=="), func(s *scene) *string { return s.key(s.user, false) }, badVerifier},
		"salt without verifier": {always(), &types.DeviceSecretVerifierConfigType{Salt: aws.String("AQ==")},
			func(s *scene) *string { return s.key(s.user, false) }, badVerifier},
		"the verifier is judged before the key": {always(), verifier("", ""), func(*scene) *string { return aws.String(unknownKey) }, badVerifier},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.config)
			_, err := s.Unsigned.ConfirmDevice(t.Context(), &cip.ConfirmDeviceInput{AccessToken: s.token, DeviceKey: c.key(s), DeviceSecretVerifierConfig: c.given})
			optest.Refused(t, err, c.want)
		})
	}
}

func TestOneConfirmationWins(t *testing.T) {
	s := begin(t, always())
	key := s.key(s.user, false)
	won := 0
	for _, err := range optest.Race(4, func(int) error {
		_, err := s.Unsigned.ConfirmDevice(t.Context(), &cip.ConfirmDeviceInput{AccessToken: s.token, DeviceKey: key})
		return err
	}) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, exists)
	}
	if won != 1 {
		t.Errorf("%d confirmations succeeded", won)
	}
}
