package state

import "time"

// Device is a device that its user confirmed.
type Device struct {
	Pool PoolID
	Sub  Sub
	Key  string
	Name string // empty: none was given
	// Verifier and Salt are what the device left in place of its password; nil: it left nothing, and
	// cannot prove itself.
	Verifier, Salt []byte
	// Remembered tells that the user wants the device to be known at sign-in.
	Remembered bool
	// MFA tells that the device took part in a sign-in with a second factor, which it may replace from
	// then on.
	MFA bool
	// Asked is the session of the DEVICE_SRP_AUTH challenge that waits for the device; empty: none does.
	Asked         string
	LastIP        string
	Created       time.Time
	Modified      time.Time
	Authenticated time.Time
}

func deviceKey(d *Device) []byte { return key(string(d.Pool), string(d.Sub), d.Key) }

// TracksDevices tells whether the pool gives devices keys to be known by.
// Doc: DeviceConfigurationType, null when it does not.
func (p *Pool) TracksDevices() bool { return p.Config.DeviceConfiguration != nil }

// Device returns the device of a user, or nil.
func (v View) Device(pool PoolID, sub Sub, deviceKey string) *Device {
	return get[Device](v, tableDevice, indexID, key(string(pool), string(sub), deviceKey))
}

// Devices returns a page of the devices of a user that keep accepts, by key; false when from is not a
// place in that list.
func (v View) Devices(pool PoolID, sub Sub, from []byte, limit int, keep func(*Device) bool) (Page[Device], bool) {
	return page(v, tableDevice, indexID, key(string(pool), string(sub)), from, limit, deviceKey, keep)
}

// GrantOn returns a grant of the user that is bound to the device key, or nil: a key that was given out
// and not forgotten has one.
func (v View) GrantOn(pool PoolID, sub Sub, deviceKey string) *Grant {
	for g := range scan[Grant](v, tableGrant, indexUser, key(string(pool), string(sub))) {
		if g.Device == deviceKey {
			return g
		}
	}
	return nil
}

// AddDevice adds a device whose key was given out at a sign-in: ErrGone when the user is not there,
// ErrExists when the device was confirmed before, ErrStale when the key is not one that was given to
// the user, or was forgotten.
func (tx *Tx) AddDevice(d *Device) error {
	switch {
	case tx.User(d.Pool, d.Sub) == nil:
		return ErrGone
	case tx.Device(d.Pool, d.Sub, d.Key) != nil:
		return ErrExists
	case tx.GrantOn(d.Pool, d.Sub, d.Key) == nil:
		return ErrStale
	}
	tx.insert(tableDevice, d)
	return nil
}

// ChangeDevice lets change work on a copy and stores that; ErrGone when the device is not there. What
// Verifier and Salt point to is shared: replace, never write into it.
func (tx *Tx) ChangeDevice(pool PoolID, sub Sub, deviceKey string, change func(*Device)) error {
	d := tx.Device(pool, sub, deviceKey)
	if d == nil {
		return ErrGone
	}
	next := *d
	change(&next)
	tx.insert(tableDevice, &next)
	return nil
}

// ForgetDevice removes a device, and frees the grants that were bound to it: their refresh tokens
// belong to no device any more, and the key cannot be confirmed again. ErrGone when it is not there.
func (tx *Tx) ForgetDevice(pool PoolID, sub Sub, deviceKey string) error {
	d := tx.Device(pool, sub, deviceKey)
	if d == nil {
		return ErrGone
	}
	for _, g := range tx.GrantsOf(pool, sub) {
		if g.Device == deviceKey {
			next := *g
			next.Device = ""
			tx.insert(tableGrant, &next)
		}
	}
	tx.remove(tableDevice, d)
	return nil
}
