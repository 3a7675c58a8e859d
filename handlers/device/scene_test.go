package device_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/device"
	"cognito-emulator/state"
)

const (
	unknownKey = "us-east-1_11111111-2222-4333-8444-555555555555"

	gone         = "ResourceNotFoundException: Device does not exist."
	noUser       = "UserNotFoundException: User does not exist."
	noDeviceUser = "ResourceNotFoundException: User does not exist."
	badKey       = "InvalidParameterException: Invalid device key given."
	badVerifier  = "InvalidParameterException: Invalid device secret verifier config given."
	exists       = "DeviceKeyExistsException: Device key already exists."
	untracked    = "InvalidUserPoolConfigurationException: User pool is not configured to remember devices."
	badToken     = "InvalidParameterException: Invalid pagination token given"
)

// scene is a signed-in user of a pool, and the operations of this subject.
type scene struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	client *state.Client
	user   *state.User
	token  *string
}

// begin makes a scene; without a configuration its pool tracks no devices.
func begin(t *testing.T, config *types.DeviceConfigurationType) *scene {
	t.Helper()
	t.Parallel()
	s := &scene{Bench: optest.New(t, device.Operations), t: t}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("pool"), DeviceConfiguration: config})
	s.client = s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client")})
	s.user = s.User(t, s.pool, "ann")
	s.token = aws.String(s.AccessToken(t, s.client, s.user))
	return s
}

// always and asking are the two ways to remember devices.
func always() *types.DeviceConfigurationType { return &types.DeviceConfigurationType{} }
func asking() *types.DeviceConfigurationType {
	return &types.DeviceConfigurationType{DeviceOnlyRememberedOnUserPrompt: true}
}

// key gives a device key out, at a sign-in of ten seconds ago, with a second factor or without.
func (s *scene) key(u *state.User, mfa bool) *string {
	s.t.Helper()
	g := &state.Grant{
		Pool: u.Pool, ID: s.Env.Entropy.UUID(), Client: s.client.ID, Sub: u.Sub, AuthTime: s.Now().Add(-10 * time.Second),
		Device: s.Env.Entropy.DeviceKey(s.pool.Region), MFA: mfa,
	}
	s.Write(s.t, func(tx *state.Tx) error {
		return tx.AddGrant(g, &state.RefreshToken{Pool: g.Pool, ID: g.ID, Grant: g.ID})
	})
	return &g.Device
}

// confirmed is a device of the user, called after where it stands.
func (s *scene) confirmed(name string) *string {
	s.t.Helper()
	in := &cip.ConfirmDeviceInput{AccessToken: s.token, DeviceKey: s.key(s.user, false), DeviceName: &name}
	if _, err := s.Unsigned.ConfirmDevice(s.t.Context(), in); err != nil {
		s.t.Fatal(err)
	}
	return in.DeviceKey
}

// stored is the device as it is kept, or nil.
func (s *scene) stored(key *string) *state.Device {
	return s.Env.Store.View().Device(s.pool.ID, s.user.Sub, *key)
}

// shown is a device as its user sees it, confirmed now.
func (s *scene) shown(key *string, name string) types.DeviceType {
	return types.DeviceType{
		DeviceKey: key, DeviceAttributes: optest.Attributes("device_status", "valid", "device_name", name, "last_ip_used", ""),
		DeviceCreateDate: aws.Time(s.Now()), DeviceLastModifiedDate: aws.Time(s.Now()),
		DeviceLastAuthenticatedDate: aws.Time(s.Now().Add(-10 * time.Second).Truncate(time.Second)),
	}
}

// shownFull is the same as an administrator sees it.
func (s *scene) shownFull(key *string, name, status string) types.DeviceType {
	d := s.shown(key, name)
	owner := "ann." + string(s.pool.ID)
	d.DeviceAttributes = optest.Attributes("device_status", "valid", "device_name", name,
		"dev:device_arn", "arn:aws:cognito-idp:us-east-1:000000000000:owner/"+owner+"/device/"+*key, "dev:device_owner", owner,
		"last_ip_used", "", "dev:device_remembered_status", status, "dev:device_sdk", "aws-sdk-unknown-unknown")
	return d
}

func (s *scene) poolID() *string { return aws.String(string(s.pool.ID)) }
