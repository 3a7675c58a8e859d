package device

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// longestPage is the most devices of a page, and what a page has when the request does not say.
// Doc: API_ListDevices, Limit.
const longestPage = 60

// ListDevices lists the caller's devices that are remembered. Doc: API_ListDevices. Seen:
// aws-amplify/amplify-js#12171, against a pool where users decide.
func (s service) ListDevices(c *op.Call, who *op.Principal, in *cip.ListDevicesInput) (*cip.ListDevicesOutput, error) {
	remembered := func(d *state.Device) bool { return d.Remembered }
	devices, next, err := list(c, who.Pool, who.User, in.Limit, in.PaginationToken, remembered, view)
	if err != nil {
		return nil, err
	}
	return &cip.ListDevicesOutput{Devices: devices, PaginationToken: next}, nil
}

// AdminListDevices lists the devices of a user. Doc: API_AdminListDevices.
func (s service) AdminListDevices(c *op.Call, pool *state.Pool, in *cip.AdminListDevicesInput) (*cip.AdminListDevicesOutput, error) {
	user := c.View.UserCalled(pool, *in.Username)
	if user == nil {
		return nil, fault.DeviceUserNotFound()
	}
	full := func(d *state.Device) types.DeviceType { return fullView(pool, user, d) }
	devices, next, err := list(c, pool, user, in.Limit, in.PaginationToken, nil, full)
	if err != nil {
		return nil, err
	}
	return &cip.AdminListDevicesOutput{Devices: devices, PaginationToken: next}, nil
}

// list makes a page of the devices that keep accepts, as show shows them.
func list(c *op.Call, pool *state.Pool, user *state.User, limit *int32, token *string, keep func(*state.Device) bool, show func(*state.Device) types.DeviceType) ([]types.DeviceType, *string, error) {
	if err := tracking(pool); err != nil {
		return nil, nil, err
	}
	size := aws.ToInt32(limit)
	if size == 0 {
		size = longestPage
	}
	devices, next, err := op.Page(c, token, size, func(from []byte, limit int) (state.Page[state.Device], bool) {
		return c.View.Devices(pool.ID, user.Sub, from, limit, keep)
	}, string(pool.ID), string(user.Sub))
	if err != nil {
		return nil, nil, err
	}
	shown := make([]types.DeviceType, len(devices))
	for i, d := range devices {
		shown[i] = show(d)
	}
	return shown, next, nil
}
