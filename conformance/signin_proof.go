package conformance

import (
	"encoding/base64"
	"math/big"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// proofCases are about what a proof of the password may look like. Seen: real challenges and timestamps, quoted in
// floci-io/floci#1305 and NabuCasa/pycognito#122; what they leave open is asked here.
func proofCases() []Case {
	const invalid, refused = "InvalidParameterException", "NotAuthorizedException"
	first, both := ops("InitiateAuth"), ops("RespondToAuthChallenge", "InitiateAuth")
	begin := func(w *World, a string) (*Answer, error) {
		return w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": a})
	}
	n, _, _ := srpGroup()
	plus := func(more int64) string { return new(big.Int).Add(n, big.NewInt(more)).Text(16) }
	return []Case{
		{
			Operations: first, Says: "proof: a secret block has 1,536 characters", Assumes: "A021", Given: plain,
			Steps: steps(func(w *World) {
				a, err := begin(w, newSRP().A())
				w.must(err)
				w.Equal(len(a.Parameters["SECRET_BLOCK"]), 1536)
			}),
		},
		{
			Operations: both, Says: "proof: one that is not base64 is a wrong one", Assumes: "A024", Given: plain,
			Steps: steps(func(w *World) {
				for _, part := range []string{"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK"} {
					w.Fails(Refusal(w.SRP(password, Params{part: "no base64!"})), refused, badPassword)
				}
			}),
		},
		{
			Operations: both, Says: "proof: another time zone than UTC is a wrong form of the time", Assumes: "A025", Given: plain,
			Steps: steps(func(w *World) {
				for _, zone := range []string{"GMT", "CET", "+0000"} {
					w.Fails(Refusal(w.SRP(password, Params{"TIMESTAMP": w.Now().UTC().Format("Mon Jan 2 15:04:05 " + zone + " 2006")})), invalid,
						"TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
				}
			}),
		},
		{
			Operations: both, Says: "proof: its time may be any", Assumes: "A025", Given: plain,
			Steps: steps(func(w *World) {
				for _, away := range []time.Duration{-400 * 24 * time.Hour, 400 * 24 * time.Hour} {
					me := newSRP()
					a, err := begin(w, me.A())
					w.must(err)
					stamp := srpTime(w.Now().Add(away))
					claim, err := me.claim(poolPart(w.pool.ID), a.Parameters["USER_ID_FOR_SRP"], password, a.Parameters, stamp)
					w.must(err)
					a, err = w.prove(me, a, password, Params{"PASSWORD_CLAIM_SIGNATURE": claim, "TIMESTAMP": stamp})
					w.must(err)
					w.SignedIn(a)
				}
			}),
		},
		{
			Operations: first, Says: "proof: SRP_A may be larger than the group if it is no longer", Assumes: "A026", Given: plain,
			Steps: steps(func(w *World) {
				a, err := begin(w, plus(2))
				w.must(err)
				w.verifierAsked(a)
				double := new(big.Int).Lsh(n, 1)
				w.Fails(Refusal(begin(w, double.Add(double, big.NewInt(2)).Text(16))), invalid)
			}),
		},
		{
			Operations: first, Says: "proof: SRP_A has neither sign nor prefix", Assumes: "A026", Given: plain,
			Steps: steps(func(w *World) {
				for _, before := range []string{"+", "-", "0x", " "} {
					w.Fails(Refusal(begin(w, before+newSRP().A())), invalid)
				}
			}),
		},
		{
			Operations: first, Says: "proof: what is no SRP_A is refused in these words", Assumes: "A035", Given: plain,
			Steps: steps(func(w *World) {
				for _, a := range []string{"0", plus(0), "not a number"} {
					w.Fails(Refusal(begin(w, a)), invalid, "Invalid Input Given")
				}
			}),
		},
		{
			Operations: both, Says: "proof: one that comes too late is a wrong one", Assumes: "A035", Needs: needs(Clock), Given: plain,
			Steps: steps(
				func(w *World) {
					me := newSRP()
					_, err := begin(w, me.A())
					w.must(err)
					w.Keep("a", me.a.Text(16))
					w.Advance(time.Hour)
				},
				func(w *World) {
					w.Fails(Refusal(w.prove(srpFromHex(w.Kept("a")), w.auth, password, nil)), refused, badPassword)
				},
			),
		},
	}
}

// verifierCases are about what a device leaves to prove itself with.
func verifierCases() []Case {
	const invalid, unusable = "InvalidParameterException", "Invalid device secret verifier config given."
	about := ops("ConfirmDevice")
	text := base64.StdEncoding.EncodeToString
	n, _, _ := srpGroup()
	return []Case{
		{
			Operations: ops("ConfirmDevice", "RespondToAuthChallenge"), Says: "device: the salt comes back as a number without zeros in front", Assumes: "A022", Given: plainTracked,
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					in := w.confirmation(tokens, tokens.AccessToken)
					in.DeviceSecretVerifierConfig.Salt = new(text([]byte{0, 0, 0x0a, 0x1b, 0x2c}))
					OK(w, w.API.ConfirmDevice, in)
				},
				func(w *World) {
					w.Equal(w.signInOn().Challenge, "DEVICE_SRP_AUTH")
					a := w.Answer("DEVICE_SRP_AUTH", Params{"USERNAME": w.user.Username, "DEVICE_KEY": w.Kept("device"), "SRP_A": newSRP().A()})
					w.Equal(a.Parameters["SALT"], "a1b2c")
				},
			),
		},
		{
			Operations: about, Says: "refused: verifiers outside the group, a salt of zero, and a salt of more than 64 bytes", Assumes: "A023", Given: plainTracked,
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				for _, verifier := range []string{text([]byte{0}), text([]byte{1}), text(pad(n)), "no base64!", ""} {
					in := w.confirmation(tokens, tokens.AccessToken)
					in.DeviceSecretVerifierConfig.PasswordVerifier = &verifier
					Refuses(w, w.API.ConfirmDevice, in, invalid)
				}
				long := make([]byte, 65)
				long[0] = 1
				for _, salt := range []string{text([]byte{0}), text(long), "no base64!", ""} {
					in := w.confirmation(tokens, tokens.AccessToken)
					in.DeviceSecretVerifierConfig.Salt = &salt
					Refuses(w, w.API.ConfirmDevice, in, invalid)
				}
				in := w.confirmation(tokens, tokens.AccessToken)
				in.DeviceSecretVerifierConfig.Salt = new(text(long[:64]))
				OK(w, w.API.ConfirmDevice, in)
			}),
		},
		{
			Operations: ops("ConfirmDevice", "ForgetDevice"), Says: "refused: the texts about a device", Assumes: "A240", Given: plainTracked,
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.Keep("access", *tokens.AccessToken)
					in := w.confirmation(tokens, tokens.AccessToken)
					salt := in.DeviceSecretVerifierConfig.Salt
					in.DeviceSecretVerifierConfig.Salt = new("gAAA") // reads as negative
					Refuses(w, w.API.ConfirmDevice, in, invalid, unusable)
					in.DeviceSecretVerifierConfig.Salt = salt
					OK(w, w.API.ConfirmDevice, in)
					Refuses(w, w.API.ConfirmDevice, in, "DeviceKeyExistsException", "Device key already exists.")
				},
				func(w *World) {
					w.updatePool(nil) // which remembers no devices any more
					Refuses(w, w.API.ForgetDevice, &cip.ForgetDeviceInput{AccessToken: new(w.Kept("access")), DeviceKey: new(w.Kept("device"))}, "InvalidUserPoolConfigurationException", "User pool is not configured to remember devices.")
				},
			),
		},
	}
}
