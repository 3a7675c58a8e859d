package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// deviceProofCases are about the two challenges by which a device proves itself.
func deviceProofCases() []Case {
	first, second := ops("RespondToAuthChallenge"), ops("RespondToAuthChallenge")
	cases := []Case{
		{
			// Seen: aws/aws-sdk-net-extensions-cognito#73.
			Operations: second, Says: "device: one that cannot prove itself is refused", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				w.signInOn()
				w.Fails(Refusal(w.proveDevice("another password", nil)), "NotAuthorizedException", badPassword)
			}),
		},
		{
			// Seen: ryanmab/aws-cognito-srp, tests on a real pool.
			Operations: first, Says: "device: it may be proved without the session", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				a, err := w.SRP(password, Params{"DEVICE_KEY": w.Kept("device")})
				w.must(err)
				w.Asked(a, "DEVICE_SRP_AUTH")
				a, err = w.proveDevice(w.Kept("device password"), Params{"Session": Omit})
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			// amazon-cognito-identity-js sends the session of the code, which is used up.
			Operations: first, Says: "device: it may be proved with the session of the step before", Given: withDevice(false, false),
			Steps: steps(func(w *World) {
				session := w.signInOn().Session
				w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user), "DEVICE_KEY": w.Kept("device")})
				a, err := w.proveDevice(w.Kept("device password"), Params{"Session": session})
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: second, Says: "device: the secret block finds the sign-in", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				w.signInOn()
				me := newSRP()
				a := w.Answer("DEVICE_SRP_AUTH", Params{"DEVICE_KEY": w.Kept("device"), "SRP_A": me.A()})
				stamp := srpTime(w.Now())
				claim, err := me.claim(w.Kept("group"), w.Kept("device"), w.Kept("device password"), a.Parameters, stamp)
				w.must(err)
				w.SignedIn(w.Answer("DEVICE_PASSWORD_VERIFIER", Params{"Session": Omit, "DEVICE_KEY": w.Kept("device"), "TIMESTAMP": stamp,
					"PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": a.Parameters["SECRET_BLOCK"]}))
			}),
		},
		{
			Operations: second, Says: "device: at a client with a secret the hash is over the username",
			Given: func(w *World) {
				w.Pool(Devices(true, false))
				w.Client(Secret())
				w.User()
				w.ConfirmDevice(w.Tokens())
			},
			Steps: steps(func(w *World) { w.onDevice() }),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"), Says: "device: it does not stand in where a level needs the factor, and keeps the level",
			Given: withDevice(true, false), Needs: needs(Inspect), Assumes: "A245",
			Steps: steps(
				func(w *World) {
					w.Asked(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": password,
						"TARGET_ACR_VALUES": "urn:cognito:loa:4", "DEVICE_KEY": w.Kept("device")}), "SOFTWARE_TOKEN_MFA")
				},
				func(w *World) {
					a := w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user), "DEVICE_KEY": w.Kept("device")})
					w.Asked(a, "DEVICE_SRP_AUTH")
					a, err := w.proveDevice(w.Kept("device password"), nil)
					w.must(err)
					w.SignedIn(a)
					w.Equal(w.Token(*a.Tokens.AccessToken).Claims["acr"], any("urn:cognito:loa:4"))
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-js#10582.
			Operations: first, Says: "device: refused before its user has signed in", Given: plainDevice(false),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryAnswer("DEVICE_SRP_AUTH", Params{"DEVICE_KEY": w.Kept("device"), "SRP_A": newSRP().A()})),
					"NotAuthorizedException", "Cannot initiate DEVICE_SRP_AUTH flow without first authenticating")
			}),
		},
		{
			Operations: first, Says: "device: refused after it was forgotten meanwhile", Given: plainDevice(false),
			Steps: steps(
				func(w *World) {
					w.signInOn()
					OK(w, w.API.ForgetDevice, &cip.ForgetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))})
				},
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("DEVICE_SRP_AUTH", Params{"DEVICE_KEY": w.Kept("device"), "SRP_A": newSRP().A()})), "ResourceNotFoundException", deviceGone)
				},
			),
		},
		{
			Operations: second, Says: "device: wrong proofs do not lock the password", Given: plainDevice(false), Assumes: "A249",
			Steps: steps(func(w *World) {
				for range 6 {
					w.signInOn()
					w.Fails(Refusal(w.proveDevice("another password", nil)), "NotAuthorizedException", badPassword)
				}
				w.onDevice()
			}),
		},
		{
			Operations: ops("ConfirmDevice", "InitiateAuth"), Says: "device: one that left nothing to prove itself with is not asked", Given: plainTracked, Assumes: "A244",
			Steps: steps(
				func(w *World) {
					in := w.confirmation(w.Tokens(), nil)
					in.AccessToken, in.DeviceSecretVerifierConfig = w.auth.Tokens.AccessToken, nil
					OK(w, w.API.ConfirmDevice, in)
				},
				func(w *World) { w.SignedIn(w.signInOn()) },
			),
		},
	}
	cases = append(cases, each([]string{"USERNAME", "DEVICE_KEY", "SRP_A"}, func(name string) Case {
		return Case{
			Operations: first, Says: "device: DEVICE_SRP_AUTH needs " + name, Given: plainDevice(false),
			Steps: steps(func(w *World) {
				w.signInOn()
				w.Fails(Refusal(w.TryAnswer("DEVICE_SRP_AUTH", Params{"DEVICE_KEY": w.Kept("device"), "SRP_A": newSRP().A(), name: Omit})),
					"InvalidParameterException", "Missing required parameter "+name)
			}),
		}
	})...)
	cases = append(cases, each([]string{"USERNAME", "DEVICE_KEY", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"}, func(name string) Case {
		return Case{
			Operations: second, Says: "device: DEVICE_PASSWORD_VERIFIER needs " + name, Given: plainDevice(false),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryAnswer("DEVICE_PASSWORD_VERIFIER", w.spoiled(map[string]string{name: Omit}))), "InvalidParameterException", "Missing required parameter "+name)
			}),
		}
	})...)
	type spoil struct {
		says, name string
		value      func(good string) string
	}
	return append(cases, each([]spoil{
		{"a secret block that is none", "PASSWORD_CLAIM_SECRET_BLOCK", func(string) string { return "AAAA" }},
		{"a secret block that was changed", "PASSWORD_CLAIM_SECRET_BLOCK", func(good string) string { return strings.ToUpper(good) }},
		{"a signature that is none", "PASSWORD_CLAIM_SIGNATURE", func(string) string { return "AAAA" }},
		{"a device that is not the one", "DEVICE_KEY", func(string) string { return unknownDevice }},
		{"a time with a zero before the day", "TIMESTAMP", func(string) string { return "Tue Mar 03 04:05:06 UTC 2026" }},
	}, func(s spoil) Case {
		return Case{
			Operations: second, Says: "device: refused: " + s.says, Given: plainDevice(false),
			Steps: steps(func(w *World) {
				p := w.spoiled(nil)
				p[s.name] = s.value(p[s.name])
				w.Fails(Refusal(w.TryAnswer("DEVICE_PASSWORD_VERIFIER", p)), "NotAuthorizedException", badPassword)
			}),
		}
	})...)
}

// spoiled signs in up to the proof of the kept device and gives the right answer, with these changes.
func (w *World) spoiled(changes map[string]string) Params {
	w.t.Helper()
	w.signInOn()
	me := newSRP()
	a := w.Answer("DEVICE_SRP_AUTH", Params{"DEVICE_KEY": w.Kept("device"), "SRP_A": me.A()})
	stamp := srpTime(w.Now())
	claim, err := me.claim(w.Kept("group"), w.Kept("device"), w.Kept("device password"), a.Parameters, stamp)
	w.must(err)
	p := Params{"DEVICE_KEY": w.Kept("device"), "TIMESTAMP": stamp, "PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": a.Parameters["SECRET_BLOCK"]}
	for name, value := range changes {
		p[name] = value
	}
	return p
}

// deviceRefreshCases are about refresh tokens that belong to a device.
// Seen: aws/aws-sdk-cpp#851, aws/aws-sdk-java-v2#3418. Doc: API_GetTokensFromRefreshToken, DeviceKey.
func deviceRefreshCases() []Case {
	byToken := func(w *World, key string) error {
		in := &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh"))}
		if key != "" {
			in.DeviceKey = &key
		}
		return Try(w, w.API.GetTokensFromRefreshToken, in)
	}
	byFlow := func(w *World, key string) error {
		return Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh"), "DEVICE_KEY": key}))
	}
	type way struct {
		operation string
		try       func(w *World, key string) error
	}
	ways := []way{{"InitiateAuth", byFlow}, {"GetTokensFromRefreshToken", byToken}}
	var cases []Case
	for _, way := range ways {
		about := ops(way.operation)
		cases = append(cases,
			Case{
				Operations: about, Says: "refresh on a tracked device needs the device", Given: plainDevice(false),
				Steps: steps(func(w *World) {
					w.Fails(way.try(w, ""), "NotAuthorizedException", badRefresh)
					w.Fails(way.try(w, unknownDevice), "NotAuthorizedException", badRefresh)
					w.must(way.try(w, w.Kept("device")))
					w.must(way.try(w, w.Kept("device")))
				}),
			},
			Case{
				Operations: about, Says: "refresh on a device that is not remembered works", Given: plainDevice(true),
				Steps: steps(func(w *World) { w.must(way.try(w, w.Kept("device"))) }),
			},
			Case{
				Operations: about, Says: "refresh on another device of the user is refused", Given: plainDevice(false),
				Steps: steps(func(w *World) {
					w.ConfirmDevice(w.Tokens())
					w.Fails(way.try(w, w.Kept("device")), "NotAuthorizedException", badRefresh)
				}),
			},
			Case{
				// Seen: aws-amplify/amplify-android#2506.
				Operations: about, Says: "refresh on a device that was not confirmed is refused", Given: plainTracked,
				Steps: steps(func(w *World) {
					tokens := w.Tokens()
					w.Keep("refresh", *tokens.RefreshToken)
					w.Fails(way.try(w, *tokens.NewDeviceMetadata.DeviceKey), "NotAuthorizedException", badRefresh)
				}),
			},
			Case{
				// Doc: AWS Mobile Blog, tracking and remembering devices.
				Operations: append(about, "ForgetDevice"), Says: "refresh on a forgotten device is refused", Given: plainDevice(false),
				Steps: steps(
					func(w *World) {
						OK(w, w.API.ForgetDevice, &cip.ForgetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))})
					},
					func(w *World) {
						w.Fails(way.try(w, w.Kept("device")), "NotAuthorizedException", badRefresh)
						OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("access"))})
					},
				),
			},
			Case{
				// Seen: aws/aws-sdk-js-v3#7162, aws/aws-sdk-java-v2#1389.
				Operations: about, Says: "refresh of an administrator's sign-in is refused where devices are tracked", Given: plainTracked,
				Steps: steps(func(w *World) {
					w.AsAdmin()
					w.Keep("refresh", *w.Tokens().RefreshToken)
					w.admin = false
					w.Fails(way.try(w, ""), "NotAuthorizedException", badRefresh)
				}),
			},
		)
	}
	return append(cases, Case{
		Operations: ops("GetTokensFromRefreshToken"), Says: "rotation: each new token stays with the device",
		Given: func(w *World) {
			w.Pool(Devices(true, false))
			w.Client(Rotate(0))
			w.User()
			tokens := w.Tokens()
			w.Keep("refresh", *tokens.RefreshToken)
			w.ConfirmDevice(tokens)
		},
		Steps: steps(func(w *World) {
			for range 2 {
				out := OK(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{
					ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh")), DeviceKey: new(w.Kept("device"))}).AuthenticationResult
				w.Equal(out, &types.AuthenticationResultType{
					AccessToken: new(AnyJWT), IdToken: new(AnyJWT), RefreshToken: new(AnyRefresh), ExpiresIn: 3600, TokenType: new("Bearer"),
				})
				w.Equal(w.Token(*out.AccessToken).claim("device_key"), w.Kept("device"))
				w.Keep("refresh", *out.RefreshToken)
			}
			w.Fails(byToken(w, ""), "NotAuthorizedException", badRefresh)
		}),
	})
}
