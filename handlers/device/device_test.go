package device_test

import (
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestGetDevice(t *testing.T) {
	s := begin(t, asking())
	key := s.confirmed("telephone")
	own, err := s.Unsigned.GetDevice(t.Context(), &cip.GetDeviceInput{AccessToken: s.token, DeviceKey: key})
	if err != nil {
		t.Fatal(err)
	}
	device := s.shown(key, "telephone")
	optest.Equal(t, own, &cip.GetDeviceOutput{Device: &device})
	full, err := s.API.AdminGetDevice(t.Context(), &cip.AdminGetDeviceInput{UserPoolId: s.poolID(), Username: aws.String("ann"), DeviceKey: key})
	if err != nil {
		t.Fatal(err)
	}
	device = s.shownFull(key, "telephone", "not_remembered")
	optest.Equal(t, full, &cip.AdminGetDeviceOutput{Device: &device})
}

func TestDeviceWithoutAName(t *testing.T) {
	s := begin(t, always())
	key := s.key(s.user, false)
	if _, err := s.Unsigned.ConfirmDevice(t.Context(), &cip.ConfirmDeviceInput{AccessToken: s.token, DeviceKey: key}); err != nil {
		t.Fatal(err)
	}
	out, err := s.Unsigned.GetDevice(t.Context(), &cip.GetDeviceInput{AccessToken: s.token, DeviceKey: key})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, out.Device.DeviceAttributes, optest.Attributes("device_status", "valid", "last_ip_used", ""))
}

func TestListDevices(t *testing.T) {
	s := begin(t, always())
	keys := []*string{s.confirmed("one"), s.confirmed("two"), s.confirmed("three")}
	names := map[string]string{*keys[0]: "one", *keys[1]: "two", *keys[2]: "three"}
	slices.SortFunc(keys, func(a, b *string) int { return slices.Compare([]byte(*a), []byte(*b)) })
	var own, full []types.DeviceType
	for _, key := range keys {
		own, full = append(own, s.shown(key, names[*key])), append(full, s.shownFull(key, names[*key], "remembered"))
	}
	for _, limit := range []*int32{nil, aws.Int32(0), aws.Int32(60)} {
		out, err := s.Unsigned.ListDevices(t.Context(), &cip.ListDevicesInput{AccessToken: s.token, Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		optest.Equal(t, out, &cip.ListDevicesOutput{Devices: own})
	}
	first, err := s.API.AdminListDevices(t.Context(), &cip.AdminListDevicesInput{UserPoolId: s.poolID(), Username: aws.String("ann"), Limit: aws.Int32(2)})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, first, &cip.AdminListDevicesOutput{Devices: full[:2], PaginationToken: first.PaginationToken})
	rest, err := s.API.AdminListDevices(t.Context(), &cip.AdminListDevicesInput{UserPoolId: s.poolID(), Username: aws.String("ann"), PaginationToken: first.PaginationToken})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, rest, &cip.AdminListDevicesOutput{Devices: full[2:]})

	_, err = s.Unsigned.ListDevices(t.Context(), &cip.ListDevicesInput{AccessToken: s.token, PaginationToken: first.PaginationToken})
	optest.Refused(t, err, badToken) // of another operation
}

func TestListsOfUnrememberedDevices(t *testing.T) {
	s := begin(t, asking())
	key := s.confirmed("one")
	own, err := s.Unsigned.ListDevices(t.Context(), &cip.ListDevicesInput{AccessToken: s.token})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, own, &cip.ListDevicesOutput{Devices: []types.DeviceType{}})
	all, err := s.API.AdminListDevices(t.Context(), &cip.AdminListDevicesInput{UserPoolId: s.poolID(), Username: aws.String("ann")})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, all, &cip.AdminListDevicesOutput{Devices: []types.DeviceType{s.shownFull(key, "one", "not_remembered")}})
}

func TestUpdateDeviceStatus(t *testing.T) {
	s := begin(t, asking())
	key := s.confirmed("telephone")
	s.Env.Clock.Advance(time.Minute)
	own, err := s.Unsigned.UpdateDeviceStatus(t.Context(), &cip.UpdateDeviceStatusInput{AccessToken: s.token, DeviceKey: key, DeviceRememberedStatus: "remembered"})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, own, &cip.UpdateDeviceStatusOutput{})
	if d := s.stored(key); !d.Remembered || !d.Modified.Equal(s.Now()) || d.Created.Equal(s.Now()) {
		t.Errorf("after it is to be remembered: %+v", d)
	}
	admin, err := s.API.AdminUpdateDeviceStatus(t.Context(), &cip.AdminUpdateDeviceStatusInput{
		UserPoolId: s.poolID(), Username: aws.String("ann"), DeviceKey: key, DeviceRememberedStatus: "not_remembered"})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, admin, &cip.AdminUpdateDeviceStatusOutput{})
	if d := s.stored(key); d.Remembered {
		t.Errorf("after it is not to be remembered: %+v", d)
	}
	_, err = s.Unsigned.UpdateDeviceStatus(t.Context(), &cip.UpdateDeviceStatusInput{AccessToken: s.token, DeviceKey: key})
	optest.Refused(t, err, "InvalidParameterException: Missing required parameter DeviceRememberedStatus")
}

func TestForgetDevice(t *testing.T) {
	for name, forget := range map[string]func(s *scene, key *string) error{
		"ForgetDevice": func(s *scene, key *string) error {
			_, err := s.Unsigned.ForgetDevice(s.t.Context(), &cip.ForgetDeviceInput{AccessToken: s.token, DeviceKey: key})
			return err
		},
		"AdminForgetDevice": func(s *scene, key *string) error {
			_, err := s.API.AdminForgetDevice(s.t.Context(), &cip.AdminForgetDeviceInput{UserPoolId: s.poolID(), Username: aws.String("ann"), DeviceKey: key})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, always())
			key, other := s.confirmed("one"), s.confirmed("two")
			if err := forget(s, key); err != nil {
				t.Fatal(err)
			}
			if s.stored(key) != nil || s.stored(other) == nil {
				t.Error("not this device is gone, or not alone")
			}
			optest.Refused(t, forget(s, key), gone)
			_, err := s.Unsigned.ConfirmDevice(t.Context(), &cip.ConfirmDeviceInput{AccessToken: s.token, DeviceKey: key})
			optest.Refused(t, err, badKey)
		})
	}
}

// calls are the operations that name a device or list them, each as the owner of the token or for ann.
func calls(s *scene, username string) map[string]func(key *string) error {
	ctx, pool, name := s.t.Context(), s.poolID(), &username
	return map[string]func(key *string) error{
		"GetDevice": func(key *string) error {
			_, err := s.Unsigned.GetDevice(ctx, &cip.GetDeviceInput{AccessToken: s.token, DeviceKey: key})
			return err
		},
		"ListDevices": func(*string) error {
			_, err := s.Unsigned.ListDevices(ctx, &cip.ListDevicesInput{AccessToken: s.token})
			return err
		},
		"ForgetDevice": func(key *string) error {
			_, err := s.Unsigned.ForgetDevice(ctx, &cip.ForgetDeviceInput{AccessToken: s.token, DeviceKey: key})
			return err
		},
		"UpdateDeviceStatus": func(key *string) error {
			_, err := s.Unsigned.UpdateDeviceStatus(ctx, &cip.UpdateDeviceStatusInput{AccessToken: s.token, DeviceKey: key, DeviceRememberedStatus: "remembered"})
			return err
		},
		"AdminGetDevice": func(key *string) error {
			_, err := s.API.AdminGetDevice(ctx, &cip.AdminGetDeviceInput{UserPoolId: pool, Username: name, DeviceKey: key})
			return err
		},
		"AdminListDevices": func(*string) error {
			_, err := s.API.AdminListDevices(ctx, &cip.AdminListDevicesInput{UserPoolId: pool, Username: name})
			return err
		},
		"AdminForgetDevice": func(key *string) error {
			_, err := s.API.AdminForgetDevice(ctx, &cip.AdminForgetDeviceInput{UserPoolId: pool, Username: name, DeviceKey: key})
			return err
		},
		"AdminUpdateDeviceStatus": func(key *string) error {
			_, err := s.API.AdminUpdateDeviceStatus(ctx, &cip.AdminUpdateDeviceStatusInput{UserPoolId: pool, Username: name, DeviceKey: key, DeviceRememberedStatus: "remembered"})
			return err
		},
	}
}

func TestDevicesThatAreNotThere(t *testing.T) {
	s := begin(t, always())
	bob := s.User(t, s.pool, "bob")
	theirs := s.key(bob, false)
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddDevice(&state.Device{Pool: bob.Pool, Sub: bob.Sub, Key: *theirs})
	})
	for name, call := range calls(s, "ann") {
		if name == "ListDevices" || name == "AdminListDevices" {
			continue
		}
		optest.Refused(t, call(aws.String(unknownKey)), gone)
		optest.Refused(t, call(theirs), gone)
	}
}

func TestPoolWithoutDevices(t *testing.T) {
	s := begin(t, nil)
	for name, call := range calls(s, "ann") {
		t.Log(name)
		optest.Refused(t, call(aws.String(unknownKey)), untracked)
	}
}

func TestUserWithoutDevices(t *testing.T) {
	s := begin(t, always())
	for name, want := range map[string]string{
		"AdminGetDevice": noDeviceUser, "AdminListDevices": noDeviceUser, "AdminForgetDevice": noUser, "AdminUpdateDeviceStatus": noUser,
	} {
		optest.Refused(t, calls(s, "nobody")[name](aws.String(unknownKey)), want)
	}
}
