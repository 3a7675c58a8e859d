package device

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetDevice shows a device of the caller. Doc: API_GetDevice. Assumed: one that is not remembered, too
// (A248).
func (s service) GetDevice(c *op.Call, who *op.Principal, in *cip.GetDeviceInput) (*cip.GetDeviceOutput, error) {
	d, err := find(c, who.Pool, who.User, *in.DeviceKey)
	if err != nil {
		return nil, err
	}
	device := view(d)
	return &cip.GetDeviceOutput{Device: &device}, nil
}

// AdminGetDevice shows a device of a user, with what is for the developer. Doc: API_AdminGetDevice.
func (s service) AdminGetDevice(c *op.Call, pool *state.Pool, in *cip.AdminGetDeviceInput) (*cip.AdminGetDeviceOutput, error) {
	user := c.View.UserCalled(pool, *in.Username)
	if user == nil {
		return nil, fault.DeviceUserNotFound()
	}
	d, err := find(c, pool, user, *in.DeviceKey)
	if err != nil {
		return nil, err
	}
	device := fullView(pool, user, d)
	return &cip.AdminGetDeviceOutput{Device: &device}, nil
}
