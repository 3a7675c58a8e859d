// Package device owns the operations on the devices that users confirmed. How a device takes part in
// sign-ins and refreshes is decided in package authflow.
package device

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		op.Bearer(s.ConfirmDevice),
		op.Bearer(s.GetDevice),
		op.Pool(s.AdminGetDevice),
		op.Bearer(s.ListDevices),
		op.Pool(s.AdminListDevices),
		op.Bearer(s.ForgetDevice),
		op.Pool(s.AdminForgetDevice),
		op.Bearer(s.UpdateDeviceStatus),
		op.Pool(s.AdminUpdateDeviceStatus),
	}
}

// tracking refuses operations in a pool that remembers no devices.
// Doc: API_GetDevice (the type). Assumed: all operations but ConfirmDevice answer so (A241).
func tracking(p *state.Pool) error {
	if !p.TracksDevices() {
		return fault.DevicesNotConfigured()
	}
	return nil
}

// find returns a device of a user.
func find(c *op.Call, p *state.Pool, u *state.User, key string) (*state.Device, error) {
	if err := tracking(p); err != nil {
		return nil, err
	}
	d := c.View.Device(p.ID, u.Sub, key)
	if d == nil {
		return nil, fault.DeviceNotFound()
	}
	return d, nil
}

// change makes a change of a device that the request is about.
func (s service) change(p *state.Pool, write func(*state.Tx) error) error {
	if err := tracking(p); err != nil {
		return err
	}
	err := s.Store.Update(write)
	if errors.Is(err, state.ErrGone) {
		return fault.DeviceNotFound()
	}
	return err
}

// The one value of each of two attributes. Doc: API_AdminGetDevice, sample.
const (
	statusValid = "valid"
	unknownSDK  = "aws-sdk-unknown-unknown"
)

// view is a device as its user sees it. Doc: AWS CLI, get-device.
func view(d *state.Device) types.DeviceType {
	list := []types.AttributeType{attribute("device_status", statusValid)}
	if d.Name != "" {
		list = append(list, attribute("device_name", d.Name))
	}
	return types.DeviceType{
		DeviceKey:                   aws.String(d.Key),
		DeviceAttributes:            append(list, attribute("last_ip_used", d.LastIP)),
		DeviceCreateDate:            aws.Time(d.Created),
		DeviceLastModifiedDate:      aws.Time(d.Modified),
		DeviceLastAuthenticatedDate: aws.Time(d.Authenticated),
	}
}

// fullView is a device as an administrator sees it, in the order of the sample.
// Doc: API_AdminGetDevice, sample.
func fullView(p *state.Pool, u *state.User, d *state.Device) types.DeviceType {
	v := view(d)
	owner := u.Username + "." + string(p.ID)
	arn := "arn:" + state.Partition(p.Region) + ":cognito-idp:" + p.Region + ":" + p.Account + ":owner/" + owner + "/device/" + d.Key
	last := len(v.DeviceAttributes) - 1
	v.DeviceAttributes = append(v.DeviceAttributes[:last:last],
		attribute("dev:device_arn", arn),
		attribute("dev:device_owner", owner),
		v.DeviceAttributes[last],
		attribute("dev:device_remembered_status", string(status(d))),
		attribute("dev:device_sdk", unknownSDK))
	return v
}

func status(d *state.Device) types.DeviceRememberedStatusType {
	if d.Remembered {
		return types.DeviceRememberedStatusTypeRemembered
	}
	return types.DeviceRememberedStatusTypeNotRemembered
}

func attribute(name, value string) types.AttributeType {
	return types.AttributeType{Name: aws.String(name), Value: aws.String(value)}
}
