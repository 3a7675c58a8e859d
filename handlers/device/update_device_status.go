package device

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UpdateDeviceStatus says whether a device of the caller is remembered. Doc: API_UpdateDeviceStatus.
func (s service) UpdateDeviceStatus(c *op.Call, who *op.Principal, in *cip.UpdateDeviceStatusInput) (*cip.UpdateDeviceStatusOutput, error) {
	if err := s.remember(c, who.Pool, who.User, *in.DeviceKey, in.DeviceRememberedStatus); err != nil {
		return nil, err
	}
	return &cip.UpdateDeviceStatusOutput{}, nil
}

// AdminUpdateDeviceStatus says whether a device of a user is remembered.
// Doc: API_AdminUpdateDeviceStatus.
func (s service) AdminUpdateDeviceStatus(c *op.Call, pool *state.Pool, in *cip.AdminUpdateDeviceStatusInput) (*cip.AdminUpdateDeviceStatusOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	if err := s.remember(c, pool, user, *in.DeviceKey, in.DeviceRememberedStatus); err != nil {
		return nil, err
	}
	return &cip.AdminUpdateDeviceStatusOutput{}, nil
}

// remember changes the status. Assumed: a request that names none is refused, though the model lets it
// pass (A247).
func (s service) remember(c *op.Call, pool *state.Pool, user *state.User, key string, status types.DeviceRememberedStatusType) error {
	if status == "" {
		return fault.MissingParameter("DeviceRememberedStatus")
	}
	return s.change(pool, func(tx *state.Tx) error {
		return tx.ChangeDevice(pool.ID, user.Sub, key, func(d *state.Device) {
			d.Remembered = status == types.DeviceRememberedStatusTypeRemembered
			d.Modified = c.Now
		})
	})
}
