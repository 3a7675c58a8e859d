package conformance

import (
	"crypto/rand"
	"encoding/base64"
	"maps"
	"math/big"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// device is what the client keeps of a device.
type device struct{ key, group, password string }

// Devices makes a pool track devices.
func Devices(challengeNew, onPrompt bool) PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.DeviceConfiguration = &types.DeviceConfigurationType{ChallengeRequiredOnNewDevice: challengeNew, DeviceOnlyRememberedOnUserPrompt: onPrompt}
	})
}

// tracked makes a pool that tracks devices, with optional MFA by authenticator, a client and a user.
func tracked(challengeNew, onPrompt bool) func(w *World) {
	return func(w *World) { w.Pool(MFA("OPTIONAL", TOTP), Devices(challengeNew, onPrompt)); w.Client(); w.User() }
}

// withDevice is tracked with a device that was confirmed after a sign-in with the second factor. A device that was there
// before its user had one does not stand in at once. Seen: aws-amplify/amplify-js#932 #4174 #8977.
func withDevice(challengeNew, onPrompt bool) func(w *World) {
	return func(w *World) {
		tracked(challengeNew, onPrompt)(w)
		w.Authenticator()
		w.Prefer(TOTP, preferred)
		w.SignIn()
		tokens := w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}).Tokens
		w.Keep("access", *tokens.AccessToken)
		w.Keep("refresh", *tokens.RefreshToken)
		w.ConfirmDevice(tokens)
	}
}

// plainDevice is a pool that tracks devices and has no MFA, with a device that was confirmed.
func plainDevice(onPrompt bool) func(w *World) {
	return func(w *World) {
		w.Pool(Devices(true, onPrompt))
		w.Client()
		w.User()
		tokens := w.Tokens()
		w.Keep("access", *tokens.AccessToken)
		w.Keep("refresh", *tokens.RefreshToken)
		w.ConfirmDevice(tokens)
	}
}

// ConfirmDevice confirms the device that came with the tokens and gives the answer. The device is kept.
func (w *World) ConfirmDevice(tokens *types.AuthenticationResultType) *cip.ConfirmDeviceOutput {
	w.t.Helper()
	return OK(w, w.API.ConfirmDevice, w.confirmation(tokens, tokens.AccessToken))
}

// confirmation is the request that confirms the device that came with the tokens.
func (w *World) confirmation(tokens *types.AuthenticationResultType, access *string) *cip.ConfirmDeviceInput {
	w.t.Helper()
	if tokens == nil || tokens.NewDeviceMetadata == nil {
		w.t.Fatalf("no device came with the tokens")
	}
	secret := make([]byte, 40)
	_, _ = rand.Read(secret) // never fails
	d := device{*tokens.NewDeviceMetadata.DeviceKey, *tokens.NewDeviceMetadata.DeviceGroupKey, base64.StdEncoding.EncodeToString(secret)}
	salt := new(big.Int).SetBytes(secret[:16])
	w.Keep("device", d.key)
	w.Keep("group", d.group)
	w.Keep("device password", d.password)
	return &cip.ConfirmDeviceInput{
		AccessToken: access, DeviceKey: &d.key, DeviceName: new("telephone"),
		DeviceSecretVerifierConfig: &types.DeviceSecretVerifierConfigType{
			PasswordVerifier: new(base64.StdEncoding.EncodeToString(pad(srpVerifier(d.group, d.key, d.password, salt)))),
			Salt:             new(base64.StdEncoding.EncodeToString(pad(salt))),
		},
	}
}

// signInOn begins a sign-in on the kept device.
func (w *World) signInOn() *Answer {
	w.t.Helper()
	return w.Initiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": w.user.Password, "DEVICE_KEY": w.Kept("device")})
}

// proveDevice answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER. more goes into the former.
func (w *World) proveDevice(pw string, more Params) (*Answer, error) {
	w.t.Helper()
	me := newSRP()
	first := Params{"USERNAME": w.user.Username, "DEVICE_KEY": w.Kept("device"), "SRP_A": me.A()}
	maps.Copy(first, more)
	a := w.Answer("DEVICE_SRP_AUTH", first)
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

// onDevice signs in on the kept device, which proves itself.
func (w *World) onDevice() {
	w.t.Helper()
	w.Equal(w.signInOn().Challenge, "DEVICE_SRP_AUTH")
	a, err := w.proveDevice(w.Kept("device password"), nil)
	w.must(err)
	w.SignedIn(a)
}

// unknownDevice is a key that nobody was given.
const unknownDevice = "us-east-1_11111111-2222-4333-8444-555555555555"

const (
	deviceGone = "Device does not exist."
	badDevice  = "Invalid device key given."
)

// deviceCases are about remembered devices at sign-in. Doc: developer guide, working with user devices.
func deviceCases() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	return []Case{
		{
			Operations: ops("InitiateAuth"), Says: "a pool that tracks devices gives a device with the tokens", Given: tracked(true, false),
			Steps: steps(func(w *World) {
				a := w.SignIn()
				w.Equal(a, &Answer{Parameters: map[string]string{}, Tokens: withNewDevice()})
				w.Equal(w.Token(*a.Tokens.AccessToken).claim("device_key"), *a.Tokens.NewDeviceMetadata.DeviceKey)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "each sign-in without a device gives another one, of the same group", Given: tracked(true, false),
			Steps: steps(func(w *World) {
				one, two := w.Tokens().NewDeviceMetadata, w.Tokens().NewDeviceMetadata
				if *one.DeviceKey == *two.DeviceKey || *one.DeviceGroupKey != *two.DeviceGroupKey {
					w.Errorf("%s in %s, then %s in %s", *one.DeviceKey, *one.DeviceGroupKey, *two.DeviceKey, *two.DeviceGroupKey)
				}
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "an administrator's sign-in by the password tracks no device", Given: tracked(true, false),
			Steps: steps(func(w *World) { w.AsAdmin(); w.SignedIn(w.SignIn()) }),
		},
		{
			// Seen: simonmcallister0210/cognito-srp-helper, tests on real pools. Doc: AWS CLI admin-respond-to-auth-challenge.
			Operations: ops("AdminRespondToAuthChallenge", "AdminInitiateAuth"), Says: "an administrator's sign-in by challenges tracks the device and asks it", Given: plainDevice(false),
			Steps: steps(
				func(w *World) {
					w.AsAdmin()
					a, err := w.SRP(password, nil)
					w.must(err)
					w.Equal(a.Tokens, withNewDevice())
					w.ConfirmDevice(a.Tokens)
				},
				func(w *World) {
					a, err := w.SRP(password, Params{"DEVICE_KEY": w.Kept("device")})
					w.must(err)
					w.Asked(a, "DEVICE_SRP_AUTH")
					a, err = w.proveDevice(w.Kept("device password"), nil)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: about, Says: "a remembered device stands in for the second factor", Given: withDevice(true, false),
			Steps: steps(
				func(w *World) {
					w.Challenged(w.signInOn(), "DEVICE_SRP_AUTH", Params{})
				},
				func(w *World) {
					a, err := w.proveDevice(w.Kept("device password"), nil)
					w.must(err)
					w.SignedIn(a)
					w.Equal(w.Token(*a.Tokens.AccessToken).claim("device_key"), w.Kept("device"))
				},
			),
		},
		{
			Operations: about, Says: "a remembered device stands in after SRP as well", Given: withDevice(true, false),
			Steps: steps(func(w *World) {
				a, err := w.SRP(password, Params{"DEVICE_KEY": w.Kept("device")})
				w.must(err)
				w.Equal(a.Challenge, "DEVICE_SRP_AUTH")
				a, err = w.proveDevice(w.Kept("device password"), nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#932 #4174 #8977.
			Operations: about, Says: "a device that was there before the second factor stands in after it was given once", Given: plainTracked,
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.ConfirmDevice(tokens)
					w.RegisterTOTP(w.user, *tokens.AccessToken)
					w.Prefer(TOTP, preferred)
				},
				func(w *World) {
					w.Asked(w.signInOn(), "SOFTWARE_TOKEN_MFA")
					w.Asked(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user), "DEVICE_KEY": w.Kept("device")}), "DEVICE_SRP_AUTH")
					a, err := w.proveDevice(w.Kept("device password"), nil)
					w.must(err)
					w.SignedIn(a)
				},
				func(w *World) { w.onDevice() },
			),
		},
		{
			// Seen: ryanmab/aws-cognito-srp, tests on a real pool.
			Operations: about, Says: "a remembered device proves itself also where there is no second factor", Given: plainDevice(false),
			Steps: steps(func(w *World) { w.onDevice() }),
		},
		{
			// Seen: aws-amplify/amplify-js#14626, aws-amplify/amplify-android#3289.
			Operations: ops("RespondToAuthChallenge"), Says: "a device named with the password and not with the code is a new one", Given: withDevice(false, false),
			Steps: steps(func(w *World) {
				a, err := w.SRP(password, Params{"DEVICE_KEY": w.Kept("device")})
				w.must(err)
				w.Asked(a, "SOFTWARE_TOKEN_MFA")
				w.Equal(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}).Tokens, withNewDevice())
			}),
		},
		{
			Operations: about, Says: "a remembered device still needs the right password", Given: withDevice(true, false),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": "Wr0ng!pass", "DEVICE_KEY": w.Kept("device")})),
					"NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "a device does not stand in where the pool only tracks, and proves itself all the same", Given: withDevice(false, false),
			Steps: steps(func(w *World) {
				w.Asked(w.signInOn(), "SOFTWARE_TOKEN_MFA")
				w.Asked(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user), "DEVICE_KEY": w.Kept("device")}), "DEVICE_SRP_AUTH")
				a, err := w.proveDevice(w.Kept("device password"), nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: about, Says: "a device the user did not ask to remember does not stand in, and the tokens tell of it", Given: withDevice(true, true),
			Steps: steps(func(w *World) {
				w.Asked(w.signInOn(), "SOFTWARE_TOKEN_MFA")
				a := w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user), "DEVICE_KEY": w.Kept("device")})
				w.SignedIn(a)
				w.Equal(w.Token(*a.Tokens.AccessToken).claim("device_key"), w.Kept("device"))
			}),
		},
		{
			Operations: ops("UpdateDeviceStatus", "InitiateAuth"), Says: "a device stands in once the user asks to remember it", Given: withDevice(true, true),
			Steps: steps(
				func(w *World) { w.remember("remembered") },
				func(w *World) { w.onDevice() },
			),
		},
		{
			Operations: ops("UpdateDeviceStatus", "InitiateAuth"), Says: "a device does not stand in any more once the user asks not to remember it", Given: withDevice(true, false),
			Steps: steps(
				func(w *World) { w.remember("not_remembered") },
				func(w *World) { w.Asked(w.signInOn(), "SOFTWARE_TOKEN_MFA") },
			),
		},
		{
			// Seen: aws-amplify/amplify-js#12241.
			Operations: ops("AdminForgetDevice", "InitiateAuth"), Says: "a forgotten device is one that nobody knows", Given: withDevice(true, false),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminForgetDevice, &cip.AdminForgetDeviceInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, DeviceKey: new(w.Kept("device"))})
				},
				func(w *World) {
					w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": password, "DEVICE_KEY": w.Kept("device")})), "ResourceNotFoundException", deviceGone)
					w.Asked(w.SignIn(), "SOFTWARE_TOKEN_MFA")
				},
			),
		},
		{
			Operations: about, Says: "a device is unknown to another user", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				w.User()
				w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": w.user.Login, "PASSWORD": password, "DEVICE_KEY": w.Kept("device")})), "ResourceNotFoundException", deviceGone)
				// The key of the beginning is forgotten when it leads to a challenge first.
				me := newSRP()
				a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A(), "DEVICE_KEY": w.Kept("device")})
				a, err := w.prove(me, a, password, nil)
				w.must(err)
				w.Equal(a.Tokens, withNewDevice())
			}),
		},
		{
			Operations: about, Says: "a device that was never confirmed is as good as none", Given: plainTracked, Assumes: "A243",
			Steps: steps(
				func(w *World) { w.Keep("device", *w.Tokens().NewDeviceMetadata.DeviceKey) },
				func(w *World) {
					tokens := w.signInOn().Tokens
					w.Equal(tokens, withNewDevice())
					if *tokens.NewDeviceMetadata.DeviceKey == w.Kept("device") {
						w.Errorf("the same key came again")
					}
				},
			),
		},
	}
}

// plainTracked is tracked in the way of most pools.
func plainTracked(w *World) { tracked(true, false)(w) }

// withNewDevice is what a sign-in gives on a device that is not known.
func withNewDevice() *types.AuthenticationResultType {
	return &types.AuthenticationResultType{
		AccessToken: new(AnyJWT), IdToken: new(AnyJWT), RefreshToken: new(AnyRefresh), ExpiresIn: 3600, TokenType: new("Bearer"),
		NewDeviceMetadata: &types.NewDeviceMetadataType{DeviceKey: new(AnyDevice), DeviceGroupKey: new(AnyText)},
	}
}

// remember says whether the kept device is remembered.
func (w *World) remember(status types.DeviceRememberedStatusType) {
	w.t.Helper()
	Answers(w, w.API.UpdateDeviceStatus, &cip.UpdateDeviceStatusInput{
		AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device")), DeviceRememberedStatus: status,
	}, &cip.UpdateDeviceStatusOutput{})
}
