package device

import (
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/state"
)

// ConfirmDevice makes a device of a key that a sign-in of the user gave out, be it another sign-in than
// that of the token. Where users decide, the device is not remembered yet.
// Doc: API_ConfirmDevice, DeviceConfigurationType. Seen: simonmcallister0210/cognito-srp-helper, tests on
// real pools (the token of another sign-in); a question on re:Post about device tracking (the verifier is
// judged before the key, and may be left out). Assumed: a device is confirmed once (A246).
func (s service) ConfirmDevice(c *op.Call, who *op.Principal, in *cip.ConfirmDeviceInput) (*cip.ConfirmDeviceOutput, error) {
	var verifier, salt []byte
	if config := in.DeviceSecretVerifierConfig; config != nil {
		var err error
		if verifier, salt, err = srp.ParseDevice(aws.ToString(config.PasswordVerifier), aws.ToString(config.Salt)); err != nil {
			return nil, fault.InvalidDeviceVerifier()
		}
	}
	if !who.Pool.TracksDevices() {
		return nil, fault.InvalidDeviceKey()
	}
	asks := who.Pool.Config.DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt
	err := s.Store.Update(func(tx *state.Tx) error {
		d := &state.Device{
			Pool: who.Pool.ID, Sub: who.User.Sub, Key: *in.DeviceKey, Name: aws.ToString(in.DeviceName),
			Verifier: verifier, Salt: salt, Remembered: !asks, LastIP: c.IP, Created: c.Now, Modified: c.Now,
		}
		if given := tx.GrantOn(d.Pool, d.Sub, d.Key); given != nil {
			d.MFA, d.Authenticated = given.MFA, given.AuthTime.Truncate(time.Second)
		}
		return tx.AddDevice(d)
	})
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.DeviceKeyExists()
	case errors.Is(err, state.ErrStale):
		return nil, fault.InvalidDeviceKey()
	case errors.Is(err, state.ErrGone):
		return nil, fault.UserNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.ConfirmDeviceOutput{UserConfirmationNecessary: asks}, nil
}
