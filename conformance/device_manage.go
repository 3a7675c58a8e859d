package conformance

import (
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// confirmDeviceCases are about making a device of a key.
func confirmDeviceCases() []Case {
	about := ops("ConfirmDevice")
	return []Case{
		{
			Operations: about, Says: "a confirmed device is remembered without asking", Given: tracked(true, false),
			Steps: steps(func(w *World) { w.Equal(w.ConfirmDevice(w.Tokens()), &cip.ConfirmDeviceOutput{}) }),
		},
		{
			Operations: about, Says: "a confirmed device is remembered only if the user says so", Given: tracked(true, true),
			Steps: steps(func(w *World) {
				w.Equal(w.ConfirmDevice(w.Tokens()), &cip.ConfirmDeviceOutput{UserConfirmationNecessary: true})
			}),
		},
		{
			// Seen: simonmcallister0210/cognito-srp-helper, tests on real pools.
			Operations: about, Says: "the token of another sign-in of the user does", Given: plainTracked,
			Steps: steps(func(w *World) {
				access := w.Tokens().AccessToken
				OK(w, w.API.ConfirmDevice, w.confirmation(w.Tokens(), access))
			}),
		},
		{
			Operations: about, Says: "the token of another user does not", Given: plainTracked,
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.User()
				Refuses(w, w.API.ConfirmDevice, w.confirmation(tokens, w.Tokens().AccessToken), "InvalidParameterException", badDevice)
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#2087.
			Operations: about, Says: "refused: a key that was not given out", Given: plainTracked,
			Steps: steps(func(w *World) {
				in := w.confirmation(w.Tokens(), w.auth.Tokens.AccessToken)
				in.DeviceKey = new(unknownDevice)
				Refuses(w, w.API.ConfirmDevice, in, "InvalidParameterException", badDevice)
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#8469.
			Operations: about, Says: "refused: a pool that tracks no devices", Given: plain,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ConfirmDevice, &cip.ConfirmDeviceInput{AccessToken: w.Tokens().AccessToken, DeviceKey: new(unknownDevice)}, "InvalidParameterException", badDevice)
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#4047.
			Operations: ops("ConfirmDevice", "RespondToAuthChallenge"), Says: "refused: a key that was given to somebody who answered by an alias",
			Given: func(w *World) {
				w.Pool(SignInWith("email"), MFA("OPTIONAL", TOTP), Devices(true, false))
				w.Client()
				w.User(Named(annMail), Mail(annMail))
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(func(w *World) {
				w.SignIn()
				tokens := w.Answer("SOFTWARE_TOKEN_MFA", Params{"USERNAME": w.user.Login, "SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}).Tokens
				Refuses(w, w.API.ConfirmDevice, w.confirmation(tokens, tokens.AccessToken), "InvalidParameterException", badDevice)
				w.SignIn()
				w.ConfirmDevice(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}).Tokens)
			}),
		},
		{
			Operations: about, Says: "refused: a second time", Given: plainTracked, Assumes: "A246",
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.ConfirmDevice(tokens)
				Refuses(w, w.API.ConfirmDevice, w.confirmation(tokens, tokens.AccessToken), "DeviceKeyExistsException")
			}),
		},
		{
			Operations: about, Says: "race: one key is confirmed once", Given: plainTracked, Assumes: "A246",
			Steps: steps(func(w *World) {
				in := w.confirmation(w.Tokens(), w.auth.Tokens.AccessToken)
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.ConfirmDevice, in) }), "DeviceKeyExistsException")
			}),
		},
		{
			// Doc: developer guide, working with user devices: to register the device again takes a new key.
			Operations: ops("ConfirmDevice", "ForgetDevice"), Says: "refused: a key that was forgotten", Given: plainTracked,
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.Keep("access", *tokens.AccessToken)
					w.ConfirmDevice(tokens)
					Answers(w, w.API.ForgetDevice, &cip.ForgetDeviceInput{AccessToken: tokens.AccessToken, DeviceKey: new(w.Kept("device"))}, &cip.ForgetDeviceOutput{})
				},
				func(w *World) {
					Refuses(w, w.API.ConfirmDevice, &cip.ConfirmDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))}, "InvalidParameterException", badDevice)
				},
			),
		},
		{
			// Seen: aws/aws-sdk-net-extensions-cognito#46.
			Operations: about, Says: "refused: a salt or verifier that reads as a negative number", Given: plainTracked,
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				for _, spoil := range []func(*types.DeviceSecretVerifierConfigType){
					func(c *types.DeviceSecretVerifierConfigType) { c.Salt = new("gAAA") },
					func(c *types.DeviceSecretVerifierConfigType) { c.PasswordVerifier = new("gAAA") },
				} {
					in := w.confirmation(tokens, tokens.AccessToken)
					spoil(in.DeviceSecretVerifierConfig)
					Refuses(w, w.API.ConfirmDevice, in, "InvalidParameterException")
				}
			}),
		},
	}
}

// shown is the kept device as its user sees it, and wholly as an administrator does.
func (w *World) shownDevice(remembered string) (types.DeviceType, types.DeviceType) {
	w.t.Helper()
	own := types.DeviceType{
		DeviceKey: new(w.Kept("device")), DeviceCreateDate: Lately(), DeviceLastAuthenticatedDate: Lately(), DeviceLastModifiedDate: Lately(),
		DeviceAttributes: attributes("device_status", "valid", "device_name", "telephone", "last_ip_used", AnyText),
	}
	full := own
	owner := w.user.Username + "." + w.pool.ID
	full.DeviceAttributes = append(slices.Clip(own.DeviceAttributes), attributes(
		"dev:device_arn", "arn:aws:cognito-idp:"+w.region+":"+w.account+":owner/"+owner+"/device/"+w.Kept("device"),
		"dev:device_owner", owner, "dev:device_remembered_status", remembered, "dev:device_sdk", "aws-sdk-unknown-unknown")...)
	return own, full
}

// manageDeviceCases are about looking at devices, and forgetting them. Doc: API_AdminGetDevice, its sample; AWS CLI.
func manageDeviceCases() []Case {
	get := func(w *World) *cip.GetDeviceInput {
		return &cip.GetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))}
	}
	adminGet := func(w *World) *cip.AdminGetDeviceInput {
		return &cip.AdminGetDeviceInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: new(w.Kept("device"))}
	}
	return []Case{
		{
			Operations: ops("GetDevice", "ListDevices"), Says: "the user sees the device without what is for the developer", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				own, _ := w.shownDevice("remembered")
				Answers(w, w.API.GetDevice, get(w), &cip.GetDeviceOutput{Device: &own})
				Answers(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access"))}, &cip.ListDevicesOutput{Devices: []types.DeviceType{own}})
			}),
		},
		{
			Operations: ops("AdminGetDevice", "AdminListDevices"), Needs: needs(Accounts), Says: "an administrator sees all of the device", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				_, full := w.shownDevice("remembered")
				Answers(w, w.API.AdminGetDevice, adminGet(w), &cip.AdminGetDeviceOutput{Device: &full})
				Answers(w, w.API.AdminListDevices, &cip.AdminListDevicesInput{UserPoolId: &w.pool.ID, Username: &w.user.Username},
					&cip.AdminListDevicesOutput{Devices: []types.DeviceType{full}})
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#12171.
			Operations: ops("ListDevices", "AdminListDevices"), Needs: needs(Accounts), Says: "the user's list has remembered devices only, an administrator's all", Given: plainDevice(true),
			Steps: steps(
				func(w *World) {
					_, full := w.shownDevice("not_remembered")
					Answers(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access"))}, &cip.ListDevicesOutput{Devices: []types.DeviceType{}})
					Answers(w, w.API.AdminListDevices, &cip.AdminListDevicesInput{UserPoolId: &w.pool.ID, Username: &w.user.Username},
						&cip.AdminListDevicesOutput{Devices: []types.DeviceType{full}})
					w.remember("remembered")
				},
				func(w *World) {
					own, _ := w.shownDevice("remembered")
					Answers(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access"))}, &cip.ListDevicesOutput{Devices: []types.DeviceType{own}})
				},
			),
		},
		{
			Operations: ops("GetDevice"), Says: "the user sees a single device that is not remembered", Given: plainDevice(true), Assumes: "A248",
			Steps: steps(func(w *World) {
				own, _ := w.shownDevice("not_remembered")
				Answers(w, w.API.GetDevice, get(w), &cip.GetDeviceOutput{Device: &own})
			}),
		},
		{
			Operations: ops("AdminUpdateDeviceStatus", "AdminGetDevice"), Needs: needs(Accounts), Says: "an administrator changes whether it is remembered", Given: plainDevice(false),
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminUpdateDeviceStatus, &cip.AdminUpdateDeviceStatusInput{
						UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: new(w.Kept("device")), DeviceRememberedStatus: "not_remembered",
					}, &cip.AdminUpdateDeviceStatusOutput{})
				},
				func(w *World) {
					_, full := w.shownDevice("not_remembered")
					Answers(w, w.API.AdminGetDevice, adminGet(w), &cip.AdminGetDeviceOutput{Device: &full})
				},
			),
		},
		{
			Operations: ops("UpdateDeviceStatus"), Says: "refused: no status", Given: plainDevice(false), Assumes: "A247",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.UpdateDeviceStatus, &cip.UpdateDeviceStatusInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))}, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("AdminForgetDevice", "AdminGetDevice"), Says: "a forgotten device is gone for everybody", Given: plainDevice(false),
			Steps: steps(
				func(w *World) {
					in := &cip.AdminForgetDeviceInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: new(w.Kept("device"))}
					Answers(w, w.API.AdminForgetDevice, in, &cip.AdminForgetDeviceOutput{})
					Refuses(w, w.API.AdminForgetDevice, in, "ResourceNotFoundException", deviceGone)
				},
				func(w *World) {
					Refuses(w, w.API.GetDevice, get(w), "ResourceNotFoundException", deviceGone)
					Refuses(w, w.API.AdminGetDevice, adminGet(w), "ResourceNotFoundException", deviceGone)
					Answers(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access"))}, &cip.ListDevicesOutput{Devices: []types.DeviceType{}})
				},
			),
		},
		{
			Operations: ops("ListDevices", "AdminListDevices"), Says: "the list comes in pages",
			Given: func(w *World) {
				plainDevice(false)(w)
				w.ConfirmDevice(w.Tokens())
				w.ConfirmDevice(w.Tokens())
			},
			Steps: steps(func(w *World) {
				first := OK(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access")), Limit: new(int32(2))})
				rest := OK(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access")), Limit: new(int32(2)), PaginationToken: first.PaginationToken})
				w.devicePages(first.Devices, rest.Devices, rest.PaginationToken)
				all := OK(w, w.API.AdminListDevices, &cip.AdminListDevicesInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, Limit: new(int32(2))})
				more := OK(w, w.API.AdminListDevices, &cip.AdminListDevicesInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, PaginationToken: all.PaginationToken})
				w.devicePages(all.Devices, more.Devices, more.PaginationToken)
				Refuses(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access")), PaginationToken: new("nonsense")}, "InvalidParameterException")
			}),
		},
	}
}

// devicePages judges two pages that hold two devices and one, and no token behind them.
func (w *World) devicePages(first, rest []types.DeviceType, next *string) {
	w.t.Helper()
	seen := map[string]bool{}
	for _, d := range slices.Concat(first, rest) {
		seen[*d.DeviceKey] = true
	}
	if len(first) != 2 || len(rest) != 1 || len(seen) != 3 || next != nil {
		w.t.Errorf("pages of %d and %d with %d devices, then %v", len(first), len(rest), len(seen), next)
	}
}

// deviceRefusals are what each operation says of a device, user or pool that is not right.
func deviceRefusals() []Case {
	type call struct {
		operation string
		try       func(w *World, key string) error
		nobody    func(w *World) error // nil: names no user
		undefined string               // the type that answers for nobody
	}
	nobody := new("nobody")
	calls := []call{
		{"GetDevice", func(w *World, key string) error {
			return Try(w, w.API.GetDevice, &cip.GetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: &key})
		}, nil, ""},
		{"ForgetDevice", func(w *World, key string) error {
			return Try(w, w.API.ForgetDevice, &cip.ForgetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: &key})
		}, nil, ""},
		{"UpdateDeviceStatus", func(w *World, key string) error {
			return Try(w, w.API.UpdateDeviceStatus, &cip.UpdateDeviceStatusInput{AccessToken: new(w.Kept("access")), DeviceKey: &key, DeviceRememberedStatus: "remembered"})
		}, nil, ""},
		{"AdminGetDevice", func(w *World, key string) error {
			return Try(w, w.API.AdminGetDevice, &cip.AdminGetDeviceInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: &key})
		}, func(w *World) error {
			return Try(w, w.API.AdminGetDevice, &cip.AdminGetDeviceInput{UserPoolId: &w.pool.ID, Username: nobody, DeviceKey: new(unknownDevice)})
		}, "ResourceNotFoundException"},
		{"AdminForgetDevice", func(w *World, key string) error {
			return Try(w, w.API.AdminForgetDevice, &cip.AdminForgetDeviceInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: &key})
		}, func(w *World) error {
			return Try(w, w.API.AdminForgetDevice, &cip.AdminForgetDeviceInput{UserPoolId: &w.pool.ID, Username: nobody, DeviceKey: new(unknownDevice)})
		}, "UserNotFoundException"},
		{"AdminUpdateDeviceStatus", func(w *World, key string) error {
			return Try(w, w.API.AdminUpdateDeviceStatus, &cip.AdminUpdateDeviceStatusInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: &key, DeviceRememberedStatus: "remembered"})
		}, func(w *World) error {
			return Try(w, w.API.AdminUpdateDeviceStatus, &cip.AdminUpdateDeviceStatusInput{UserPoolId: &w.pool.ID, Username: nobody, DeviceKey: new(unknownDevice), DeviceRememberedStatus: "remembered"})
		}, "UserNotFoundException"},
		{"AdminListDevices", nil, func(w *World) error {
			return Try(w, w.API.AdminListDevices, &cip.AdminListDevicesInput{UserPoolId: &w.pool.ID, Username: nobody})
		}, "ResourceNotFoundException"},
	}
	var cases []Case
	for _, call := range calls {
		about := ops(call.operation)
		if call.try != nil {
			cases = append(cases,
				Case{
					// Seen: aws/aws-sdk-net-extensions-cognito#10.
					Operations: about, Says: "refused: a device that is not there", Given: plainDevice(false),
					Steps: steps(func(w *World) { w.Fails(call.try(w, unknownDevice), "ResourceNotFoundException", deviceGone) }),
				},
				Case{
					Operations: about, Says: "refused: a pool that remembers no devices", Given: plain, Assumes: "A241",
					Steps: steps(func(w *World) {
						w.Keep("access", *w.Tokens().AccessToken)
						w.Fails(call.try(w, unknownDevice), "InvalidUserPoolConfigurationException")
					}),
				},
			)
		}
		if call.nobody != nil {
			open := ""
			if call.undefined == "ResourceNotFoundException" { // it does not declare the other one
				open = "A242"
			}
			cases = append(cases, Case{
				Operations: about, Says: "refused: a user that is not there", Given: plainTracked, Assumes: open,
				Steps: steps(func(w *World) { w.Fails(call.nobody(w), call.undefined, "User does not exist.") }),
			})
		}
	}
	return cases
}
