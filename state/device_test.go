package state

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// signIn gives a user a grant that is bound to a device key.
func signIn(t *testing.T, s *Store, u *User, id, device string) {
	t.Helper()
	update(t, s, nil, func(tx *Tx) error {
		return tx.AddGrant(&Grant{Pool: u.Pool, ID: id, Sub: u.Sub, Device: device}, &RefreshToken{Pool: u.Pool, ID: id, Grant: id})
	})
}

func device(u *User, key string) *Device {
	return &Device{Pool: u.Pool, Sub: u.Sub, Key: key, Created: t0}
}

func TestDeviceNeedsAKeyThatWasGivenOut(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	ann, bob := user(p, "ann", nil), user(p, "bob", nil)
	add(t, s, nil, ann)
	add(t, s, nil, bob)
	signIn(t, s, ann, "g1", "r_1")
	update(t, s, ErrStale, func(tx *Tx) error { return tx.AddDevice(device(ann, "r_2")) })
	update(t, s, ErrStale, func(tx *Tx) error { return tx.AddDevice(device(bob, "r_1")) })
	update(t, s, nil, func(tx *Tx) error { return tx.AddDevice(device(ann, "r_1")) })
	update(t, s, ErrExists, func(tx *Tx) error { return tx.AddDevice(device(ann, "r_1")) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddDevice(device(user(p, "eve", nil), "r_1")) })
	if v := s.View(); v.Device(p.ID, ann.Sub, "r_1") == nil || v.Device(p.ID, bob.Sub, "r_1") != nil || v.Device(p.ID, ann.Sub, "") != nil {
		t.Error("the device is not ann's alone")
	}
}

func TestForgottenDeviceCannotComeBack(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	ann := user(p, "ann", nil)
	add(t, s, nil, ann)
	signIn(t, s, ann, "g1", "r_1")
	signIn(t, s, ann, "g2", "r_2")
	update(t, s, nil, func(tx *Tx) error { return tx.AddDevice(device(ann, "r_1")) })
	update(t, s, nil, func(tx *Tx) error { return tx.ForgetDevice(p.ID, ann.Sub, "r_1") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ForgetDevice(p.ID, ann.Sub, "r_1") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeDevice(p.ID, ann.Sub, "r_1", func(*Device) {}) })
	update(t, s, ErrStale, func(tx *Tx) error { return tx.AddDevice(device(ann, "r_1")) })
	v := s.View()
	if g := v.Grant(p.ID, "g1"); g.Device != "" || g.Revoked {
		t.Errorf("the grant of the forgotten device: %+v", g)
	}
	if g := v.Grant(p.ID, "g2"); g.Device != "r_2" {
		t.Errorf("the grant of another device: %+v", g)
	}
}

func TestDevicesGoWithTheirUser(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	ann, bob := user(p, "ann", nil), user(p, "bob", nil)
	for _, u := range []*User{ann, bob} {
		add(t, s, nil, u)
		for _, k := range []string{"r_3", "r_1", "r_2"} {
			signIn(t, s, u, string(u.Sub)+k, k)
			update(t, s, nil, func(tx *Tx) error { return tx.AddDevice(device(u, k)) })
		}
	}
	list := func(u *User) (keys []string) {
		var from []byte
		for {
			page, ok := s.View().Devices(p.ID, u.Sub, from, 2, func(d *Device) bool { return d.Key != "r_2" || u == ann })
			if !ok {
				t.Fatal("not a place in the list")
			}
			for _, d := range page.Items {
				keys = append(keys, d.Key)
			}
			if from = page.Next; from == nil {
				return keys
			}
		}
	}
	if got := list(ann); !slices.Equal(got, []string{"r_1", "r_2", "r_3"}) {
		t.Errorf("ann's devices: %v", got)
	}
	if got := list(bob); !slices.Equal(got, []string{"r_1", "r_3"}) {
		t.Errorf("bob's devices that are kept: %v", got)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, ann.Sub) })
	if got := list(ann); got != nil {
		t.Errorf("devices without a user: %v", got)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeletePool(p.ID) })
	if got := list(bob); got != nil {
		t.Errorf("devices without a pool: %v", got)
	}
}

func TestPoolTracksDevices(t *testing.T) {
	for _, c := range []struct {
		config *types.DeviceConfigurationType
		want   bool
	}{{nil, false}, {&types.DeviceConfigurationType{}, true}} {
		if got := (&Pool{Config: types.UserPoolType{DeviceConfiguration: c.config}}).TracksDevices(); got != c.want {
			t.Errorf("%v: %t", c.config, got)
		}
	}
}
