package conformance

import (
	"crypto/rand"
	"encoding/base64"
	"math/big"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// device is what the client keeps of a device.
type device struct{ key, group, password string }

// tracked makes a pool that tracks devices, with optional MFA by authenticator, a client and a user.
func tracked(challengeNew, onPrompt bool) func(w *World) {
	return func(w *World) {
		w.Pool(MFA("OPTIONAL", TOTP), With(func(in *cip.CreateUserPoolInput) {
			in.DeviceConfiguration = &types.DeviceConfigurationType{ChallengeRequiredOnNewDevice: challengeNew, DeviceOnlyRememberedOnUserPrompt: onPrompt}
		}))
		w.Client()
		w.User()
	}
}

// ConfirmDevice confirms the device that came with the tokens and gives the answer. The device is kept.
func (w *World) ConfirmDevice(tokens *types.AuthenticationResultType) *cip.ConfirmDeviceOutput {
	w.t.Helper()
	if tokens.NewDeviceMetadata == nil {
		w.t.Fatalf("no device came with the tokens")
	}
	secret := make([]byte, 40)
	_, _ = rand.Read(secret) // never fails
	d := device{*tokens.NewDeviceMetadata.DeviceKey, *tokens.NewDeviceMetadata.DeviceGroupKey, base64.StdEncoding.EncodeToString(secret)}
	salt := new(big.Int).SetBytes(secret[:16])
	w.Keep("device", d.key)
	w.Keep("group", d.group)
	w.Keep("device password", d.password)
	return OK(w, w.API.ConfirmDevice, &cip.ConfirmDeviceInput{
		AccessToken: tokens.AccessToken, DeviceKey: &d.key, DeviceName: new("telephone"),
		DeviceSecretVerifierConfig: &types.DeviceSecretVerifierConfigType{
			PasswordVerifier: new(base64.StdEncoding.EncodeToString(pad(srpVerifier(d.group, d.key, d.password, salt)))),
			Salt:             new(base64.StdEncoding.EncodeToString(pad(salt))),
		},
	})
}

// signInOn begins a sign-in on the kept device.
func (w *World) signInOn() *Answer {
	w.t.Helper()
	return w.Initiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": w.user.Password, "DEVICE_KEY": w.Kept("device")})
}

// proveDevice answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER.
func (w *World) proveDevice(pw string) (*Answer, error) {
	w.t.Helper()
	me := newSRP()
	a := w.Answer("DEVICE_SRP_AUTH", Params{"USERNAME": w.user.Username, "DEVICE_KEY": w.Kept("device"), "SRP_A": me.A()})
	w.Equal(&Answer{Challenge: a.Challenge, Parameters: a.Parameters}, &Answer{Challenge: "DEVICE_PASSWORD_VERIFIER", Parameters: map[string]string{
		"SALT": AnyHex, "SECRET_BLOCK": AnyBase64, "SRP_B": AnyHex, "USERNAME": w.user.Username, "DEVICE_KEY": w.Kept("device"),
	}})
	stamp := srpTime(w.Now())
	claim, err := me.claim(w.Kept("group"), w.Kept("device"), pw, a.Parameters, stamp)
	w.must(err)
	return w.TryAnswer("DEVICE_PASSWORD_VERIFIER", Params{
		"USERNAME": w.user.Username, "DEVICE_KEY": w.Kept("device"), "TIMESTAMP": stamp,
		"PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": a.Parameters["SECRET_BLOCK"],
	})
}

// deviceCases are about remembered devices at sign-in. Doc: developer guide, device tracking.
func deviceCases() []Case {
	withMFA := func(challengeNew, onPrompt bool) func(w *World) {
		return func(w *World) {
			tracked(challengeNew, onPrompt)(w)
			tokens := w.Tokens()
			w.RegisterTOTP(w.user, *tokens.AccessToken)
			w.Keep("access", *tokens.AccessToken)
			w.ConfirmDevice(tokens)
			w.Prefer(TOTP, preferred)
		}
	}
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	return []Case{
		{
			Operations: ops("InitiateAuth"), Says: "a pool that tracks devices gives a device with the tokens", Given: tracked(true, false),
			Steps: steps(func(w *World) {
				w.Equal(w.SignIn(), &Answer{Parameters: map[string]string{}, Tokens: &types.AuthenticationResultType{
					AccessToken: new(AnyJWT), IdToken: new(AnyJWT), RefreshToken: new(AnyRefresh), ExpiresIn: 3600, TokenType: new("Bearer"),
					NewDeviceMetadata: &types.NewDeviceMetadataType{DeviceKey: new(AnyDevice), DeviceGroupKey: new(AnyText)},
				}})
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "an administrator's sign-in tracks no device", Given: tracked(true, false),
			Steps: steps(func(w *World) { w.AsAdmin(); w.SignedIn(w.SignIn()) }),
		},
		{
			Operations: ops("ConfirmDevice"), Says: "a confirmed device is remembered without asking", Given: tracked(true, false),
			Steps: steps(func(w *World) { w.Equal(w.ConfirmDevice(w.Tokens()), &cip.ConfirmDeviceOutput{}) }),
		},
		{
			Operations: ops("ConfirmDevice"), Says: "a confirmed device is remembered only if the user says so", Given: tracked(true, true),
			Steps: steps(func(w *World) {
				w.Equal(w.ConfirmDevice(w.Tokens()), &cip.ConfirmDeviceOutput{UserConfirmationNecessary: true})
			}),
		},
		{
			Operations: about, Says: "a remembered device stands in for the second factor", Given: withMFA(true, false),
			Steps: steps(
				func(w *World) { w.Equal(w.signInOn().Challenge, "DEVICE_SRP_AUTH") },
				func(w *World) {
					a, err := w.proveDevice(w.Kept("device password"))
					w.must(err)
					w.SignedIn(a)
					w.Equal(w.Token(*a.Tokens.AccessToken).claim("device_key"), w.Kept("device"))
				},
			),
		},
		{
			Operations: about, Says: "a remembered device stands in after SRP as well", Given: withMFA(true, false),
			Steps: steps(func(w *World) {
				a, err := w.SRP(password, Params{"DEVICE_KEY": w.Kept("device")})
				w.must(err)
				w.Equal(a.Challenge, "DEVICE_SRP_AUTH")
				a, err = w.proveDevice(w.Kept("device password"))
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			// Seen: aws/aws-sdk-net-extensions-cognito#73.
			Operations: about, Says: "a device that cannot prove itself is refused", Given: withMFA(true, false),
			Steps: steps(func(w *World) {
				w.signInOn()
				w.Fails(Refusal(w.proveDevice("another password")), "NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "a remembered device still needs the right password", Given: withMFA(true, false),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": "Wr0ng!pass", "DEVICE_KEY": w.Kept("device")})),
					"NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "a device does not stand in where the pool only tracks", Given: withMFA(false, false),
			Steps: steps(func(w *World) { w.Asked(w.signInOn(), "SOFTWARE_TOKEN_MFA") }),
		},
		{
			Operations: about, Says: "a device the user did not ask to remember does not stand in", Given: withMFA(true, true),
			Steps: steps(func(w *World) { w.Asked(w.signInOn(), "SOFTWARE_TOKEN_MFA") }),
		},
		{
			Operations: ops("UpdateDeviceStatus", "InitiateAuth"), Says: "a device stands in once the user asks to remember it", Given: withMFA(true, true),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.UpdateDeviceStatus, &cip.UpdateDeviceStatusInput{
						AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device")), DeviceRememberedStatus: "remembered",
					})
				},
				func(w *World) { w.Equal(w.signInOn().Challenge, "DEVICE_SRP_AUTH") },
			),
		},
		{
			Operations: ops("AdminForgetDevice", "InitiateAuth"), Says: "a forgotten device does not stand in", Given: withMFA(true, false),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminForgetDevice, &cip.AdminForgetDeviceInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: new(w.Kept("device"))})
				},
				func(w *World) {
					a, err := w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": password, "DEVICE_KEY": w.Kept("device")})
					if err == nil {
						w.Asked(a, "SOFTWARE_TOKEN_MFA")
					}
				},
			),
		},
		{
			// Seen: aws/aws-sdk-cpp#851, aws/aws-sdk-java-v2#3418.
			Operations: ops("InitiateAuth"), Says: "refresh on a tracked device needs the device", Given: tracked(true, false),
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.ConfirmDevice(tokens)
					w.Keep("refresh", *tokens.RefreshToken)
				},
				func(w *World) {
					w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")})), "NotAuthorizedException", "Invalid Refresh Token.")
					w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh"), "DEVICE_KEY": "us-east-1_11111111-2222-4333-8444-555555555555"})),
						"NotAuthorizedException", "Invalid Refresh Token.")
					w.refreshed(w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh"), "DEVICE_KEY": w.Kept("device")}))
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-js#2087.
			Operations: ops("ConfirmDevice"), Says: "refused: a key that was not given out", Given: tracked(true, false),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ConfirmDevice, &cip.ConfirmDeviceInput{
					AccessToken: w.Tokens().AccessToken, DeviceKey: new("us-east-1_11111111-2222-4333-8444-555555555555"),
					DeviceSecretVerifierConfig: &types.DeviceSecretVerifierConfigType{PasswordVerifier: new("AQ=="), Salt: new("AQ==")},
				}, "InvalidParameterException", "Invalid device key given.")
			}),
		},
		{
			// Seen: aws/aws-sdk-net-extensions-cognito#10.
			Operations: ops("GetDevice"), Says: "refused: a device that is not there", Given: tracked(true, false),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.GetDevice, &cip.GetDeviceInput{AccessToken: w.Tokens().AccessToken, DeviceKey: new("us-east-1_11111111-2222-4333-8444-555555555555")},
					"ResourceNotFoundException", "Device does not exist.")
			}),
		},
		{
			Operations: ops("GetDevice", "ListDevices"), Says: "the user sees the device without what is for the developer", Given: tracked(true, false),
			Steps: steps(
				func(w *World) { tokens := w.Tokens(); w.ConfirmDevice(tokens); w.Keep("access", *tokens.AccessToken) },
				func(w *World) {
					want := types.DeviceType{
						DeviceKey: new(w.Kept("device")), DeviceCreateDate: Lately(), DeviceLastAuthenticatedDate: Lately(), DeviceLastModifiedDate: Lately(),
						DeviceAttributes: attributes("device_status", "valid", "device_name", "telephone", "last_ip_used", AnyText),
					}
					Answers(w, w.API.GetDevice, &cip.GetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))}, &cip.GetDeviceOutput{Device: &want})
					Answers(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: new(w.Kept("access"))}, &cip.ListDevicesOutput{Devices: []types.DeviceType{want}})
				},
			),
		},
	}
}
