package authflow

import (
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/webauthn"
	"cognito-emulator/state"
)

const (
	webAuthn        = types.ChallengeNameTypeWebAuthn
	selectChallenge = types.ChallengeNameTypeSelectChallenge
)

// The factors of a passkey as the amr claim names them: of an authenticator within the device, and of
// one that moves.
// Doc: "Step-up authentication".
const (
	factorPlatform = "swk"
	factorRoaming  = "hwk"
)

// NonceSize is how many bytes a passkey has to sign. Seen: aws/aws-sdk-net#4386, a challenge of the
// service.
const NonceSize = 16

// RelyingParty is whom the passkeys of a pool are made for; empty when nobody is.
func RelyingParty(v state.View, p *state.Pool) string {
	prefix, custom := v.DomainsOf(p.ID)
	return policy.RelyingParty(p.MFA.WebAuthn, prefix, custom)
}

// HasPasskey tells whether a user has a passkey that the pool takes. One that was made for another
// relying party is of no use any more.
// Doc: "Authentication flows", passkeys.
func HasPasskey(v state.View, p *state.Pool, u *state.User) bool {
	return p.AllowsFirst(types.AuthFactorTypeWebAuthn) && len(passkeys(v, p, u)) > 0
}

// passkeys are those that a user can sign in with.
func passkeys(v state.View, p *state.Pool, u *state.User) []*state.Passkey {
	party := RelyingParty(v, p)
	return slices.DeleteFunc(v.PasskeysOf(p.ID, u.Sub), func(k *state.Passkey) bool { return k.RelyingParty != party })
}

// offersPasskey tells whether a user can begin a sign-in with a passkey: who would be asked for a second
// factor can do so only where the passkey stands for both.
// Doc: "Authentication flows", passkeys; WebAuthnConfigurationType, FactorConfiguration.
func offersPasskey(c *op.Call, u *state.User) bool {
	if u.Status == types.UserStatusTypeForceChangePassword || !HasPasskey(c.View, c.Pool, u) {
		return false
	}
	asked := secondFactor(c.Pool, u)
	return asked.challenge == "" && !asked.stuck || policy.PasskeyIsEnough(c.Pool.MFA.WebAuthn, u.MFA)
}

// askPasskey asks for a signature by one of the user's passkeys, within the life of the session.
func (f *Flow) askPasskey(c *op.Call, s *signIn) (*Step, error) {
	nonce := f.Entropy.Bytes(NonceSize)
	options, err := requestOptions(c, s.client, s.user, nonce)
	if err != nil {
		return nil, err
	}
	next, step := f.nextSession(c, s, webAuthn, map[string]string{"CREDENTIAL_REQUEST_OPTIONS": options})
	next.First, next.Nonce, next.Choices = true, nonce, []string{string(webAuthn)}
	return f.commit(s, step, func(tx *state.Tx) error { return tx.AddSession(next) })
}

// answerPasskey judges what a passkey signed. A wrong answer ends the sign-in, as a wrong password does.
// Assumed (A237).
func (f *Flow) answerPasskey(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	answer, err := webauthn.ParseAssertion([]byte(responses["CREDENTIAL"]))
	if err != nil {
		return nil, fault.InvalidCredential()
	}
	key := c.View.Passkey(c.Pool.ID, webauthn.Bytes(answer.ID).Text())
	if key == nil || key.Sub != s.user.Sub || !slices.Contains(passkeys(c.View, c.Pool, s.user), key) {
		return nil, f.rejectPasskey(c, s)
	}
	want := webauthn.Expected{
		Challenge: s.answered.Nonce, RelyingParty: key.RelyingParty,
		Verified: policy.PasskeyVerification(c.Pool.MFA.WebAuthn) == types.UserVerificationTypeRequired,
	}
	counter, err := answer.Verify(want, key.Key, key.Counter, []byte(s.user.Sub))
	if err != nil {
		return nil, f.rejectPasskey(c, s)
	}
	s.first = false
	s.multi = policy.PasskeyIsEnough(c.Pool.MFA.WebAuthn, s.user.MFA)
	s.factors = append(s.factors, passkeyFactor(key.Attachment, answer.Attachment))
	s.writes = append(s.writes, func(tx *state.Tx) error {
		err := tx.CountPasskey(key, counter)
		if errors.Is(err, state.ErrStale) || errors.Is(err, state.ErrGone) { // used or deleted meanwhile
			return fault.PasskeyRejected()
		}
		return err
	})
	return f.proceed(c, s)
}

// rejectPasskey ends a sign-in whose passkey proves nothing.
func (f *Flow) rejectPasskey(c *op.Call, s *signIn) error {
	f.watched(c, s)
	return f.noteFailure(s, f.giveUp(s, fault.PasskeyRejected()))
}

// giveUp ends a sign-in whose answer is wrong in a way that cannot be corrected, and returns why.
func (f *Flow) giveUp(s *signIn, why error) error {
	if s.answered == nil {
		return why
	}
	if _, err := f.commit(&signIn{answered: s.answered}, nil, func(*state.Tx) error { return nil }); err != nil {
		return err
	}
	return why
}

// passkeyFactor names a passkey by its attachment when it was registered or, when that is not known,
// as the browser tells of it now.
func passkeyFactor(registered, now string) string {
	if registered == "" {
		registered = now
	}
	if registered == webauthn.CrossPlatform {
		return factorRoaming
	}
	return factorPlatform
}
