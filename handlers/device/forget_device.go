package device

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ForgetDevice removes a device of the caller. Its refresh tokens are of no use any more, and to register
// the device again takes a new key.
// Doc: API_ForgetDevice, "Working with user devices in your user pool"; AWS Mobile Blog, "Tracking and
// Remembering Devices".
func (s service) ForgetDevice(_ *op.Call, who *op.Principal, in *cip.ForgetDeviceInput) (*cip.ForgetDeviceOutput, error) {
	if err := s.forget(who.Pool, who.User, *in.DeviceKey); err != nil {
		return nil, err
	}
	return &cip.ForgetDeviceOutput{}, nil
}

// AdminForgetDevice removes a device of a user. Doc: API_AdminForgetDevice.
func (s service) AdminForgetDevice(c *op.Call, pool *state.Pool, in *cip.AdminForgetDeviceInput) (*cip.AdminForgetDeviceOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	if err := s.forget(pool, user, *in.DeviceKey); err != nil {
		return nil, err
	}
	return &cip.AdminForgetDeviceOutput{}, nil
}

func (s service) forget(pool *state.Pool, user *state.User, key string) error {
	return s.change(pool, func(tx *state.Tx) error { return tx.ForgetDevice(pool.ID, user.Sub, key) })
}
