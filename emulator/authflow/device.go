package authflow

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"math/big"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// origin is what a step of a sign-in knows of the device that it comes from.
type origin struct {
	// key is the DEVICE_KEY of the request, begun a known one of the request that began the sign-in.
	// A key that came in between holds for its own request only.
	// Seen: aws-amplify/amplify-js#14626, aws-amplify/amplify-android#3289 (clients that sent the key
	// with the password and not with the code got a new device each time).
	key, begun string
	// byAlias tells that the request answers under another name than the username.
	byAlias bool
	// proven tells that the device proved itself.
	proven bool
	// known is the device that the sign-in comes from; nil: none that was confirmed.
	known *state.Device
}

// beginsOn is the origin of a sign-in that begins. What it says of a device that nobody knows is
// forgotten, unless the request leads to tokens at once.
func beginsOn(c *op.Call, user *state.User, parameters map[string]string) origin {
	o := origin{key: parameters["DEVICE_KEY"]}
	if o.key != "" && user != nil && c.View.Device(c.Pool.ID, user.Sub, o.key) != nil {
		o.begun = o.key
	}
	return o
}

// answersOn is the origin of an answer to a challenge.
func answersOn(c *op.Call, session *state.Session, responses map[string]string) origin {
	return origin{
		key:     responses["DEVICE_KEY"],
		begun:   session.Device,
		byAlias: c.View.UserNamed(c.Pool, responses["USERNAME"]) == nil,
	}
}

// recognize finds the device that a sign-in comes from. One that nobody knows is refused, and clients
// try again without it. A key that was given out and never confirmed is as good as none, and in a pool that
// tracks no devices nobody knows any. Assumed (A243).
// Seen: amazon-archives/amazon-cognito-identity-js#206, aws-amplify/amplify-js#12241.
func (s *signIn) recognize(c *op.Call) error {
	if c.Pool.TracksDevices() {
		s.device.known = c.View.Device(c.Pool.ID, s.user.Sub, cmp.Or(s.device.key, s.device.begun))
	}
	switch {
	case s.device.known != nil, s.device.key == "":
		return nil
	case c.Pool.TracksDevices() && c.View.GrantOn(c.Pool.ID, s.user.Sub, s.device.key) != nil:
		return nil
	}
	return fault.DeviceNotFound()
}

// authenticates tells whether the device takes part in sign-ins: its user wants that, and it left
// something to prove itself with.
// Doc: "Working with user devices in your user pool": a device that is confirmed and not remembered
// is only noted. Assumed: so is one that was confirmed without a verifier (A244).
func authenticates(d *state.Device) bool { return d != nil && d.Remembered && d.Verifier != nil }

// standsIn tells whether the device takes the place of the second factor: in a pool that wants it so,
// a device that was there when its user gave a second factor before. It does not take the place of
// setting a factor up, or of one that a level needs. Assumed (A245).
// Doc: DeviceConfigurationType. Seen: aws-amplify/amplify-js#932 #4174 #8977, a device confirmed
// before its user had a second factor is asked for it once more.
func (s *signIn) standsIn(p *state.Pool, d decision) bool {
	return authenticates(s.device.known) && s.device.known.MFA && s.chosen == "" && s.target == 0 &&
		p.Config.DeviceConfiguration.ChallengeRequiredOnNewDevice && d.challenge != types.ChallengeNameTypeMfaSetup
}

// askDevice asks the device to prove itself, once its user is through with everything else; in a pool
// without second factors too.
// Doc: RespondToAuthChallenge, DEVICE_SRP_AUTH. Seen: ryanmab/aws-cognito-srp, tests on a real pool.
func (f *Flow) askDevice(c *op.Call, s *signIn) (*Step, error) {
	next, step := f.nextSession(c, s, types.ChallengeNameTypeDeviceSrpAuth, map[string]string{})
	next.Device = s.device.known.Key
	return f.commit(s, step, func(tx *state.Tx) error {
		if err := changeDevice(tx, s.device.known, func(d *state.Device) { d.Asked = next.ID }); err != nil {
			return err
		}
		return tx.AddSession(next)
	})
}

func changeDevice(tx *state.Tx, d *state.Device, change func(*state.Device)) error {
	err := tx.ChangeDevice(d.Pool, d.Sub, d.Key, change)
	if errors.Is(err, state.ErrGone) { // forgotten a moment ago
		return fault.DeviceNotFound()
	}
	return err
}

// answerDeviceSRP answers the first half of a device's proof.
func (f *Flow) answerDeviceSRP(c *op.Call, r Respond) (*Step, error) {
	values, err := parameters(r.Responses, "USERNAME", "DEVICE_KEY", "SRP_A")
	if err != nil {
		return nil, err
	}
	user, err := answeringDevice(c, r, values["USERNAME"])
	if err != nil {
		return nil, err
	}
	device := c.View.Device(c.Pool.ID, user.Sub, values["DEVICE_KEY"])
	if device == nil {
		return nil, fault.DeviceNotFound()
	}
	session, err := askedSession(c, r, device)
	if err != nil {
		return nil, err
	}
	a, err := srp.ParseA(values["SRP_A"])
	if err != nil {
		return nil, fault.InvalidSRPA()
	}
	challenge, err := srp.NewChallenge(srp.Device(device.Verifier), a, f.Entropy)
	if err != nil {
		return nil, err
	}
	stored, err := challenge.MarshalBinary()
	if err != nil {
		return nil, err
	}
	id, next := f.follow(c, r.Client, session, types.ChallengeNameTypeDevicePasswordVerifier)
	next.SRP = &state.SRP{Username: device.Key, Challenge: stored}
	return f.commit(&signIn{answered: session}, &Step{Challenge: next.Challenge, Session: token.Session(id), Parameters: map[string]string{
		"SALT":         srp.SaltText(device.Salt),
		"SECRET_BLOCK": token.SecretBlock(id),
		"SRP_B":        challenge.PublicText(),
		"USERNAME":     user.Username,
		"DEVICE_KEY":   device.Key,
	}}, func(tx *state.Tx) error { return tx.AddSession(next) })
}

// askedSession returns the session that asks a device to prove itself: the one that the answer names,
// or else the last one that asked the device. Clients leave the session out, and others send that of
// the step before.
// Seen: ryanmab/aws-cognito-srp, tests on a real pool (none); amazon-cognito-identity-js, sendMFACode.
func askedSession(c *op.Call, r Respond, d *state.Device) (*state.Session, error) {
	asks := func(s *state.Session) bool {
		return s != nil && s.Challenge == types.ChallengeNameTypeDeviceSrpAuth && s.Client == r.Client.ID &&
			s.Pool == d.Pool && s.Sub == d.Sub && s.Device == d.Key && (r.Admin || !s.Admin)
	}
	if s := lookUp(c, aws.ToString(r.Session)); asks(s) {
		return s, answerable(c, s)
	}
	if s := c.View.Session(d.Asked); asks(s) && answerable(c, s) == nil {
		return s, nil
	}
	return nil, fault.DeviceBeforeUser()
}

// answerDeviceProof judges the second half. Wrong proofs do not count towards the lock of passwords.
// Assumed (A249). Seen: aws/aws-sdk-net-extensions-cognito#73 (the refusal).
func (f *Flow) answerDeviceProof(c *op.Call, r Respond) (*Step, error) {
	values, err := parameters(r.Responses, "USERNAME", "DEVICE_KEY", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP")
	if err != nil {
		return nil, err
	}
	user, err := answeringDevice(c, r, values["USERNAME"])
	if err != nil {
		return nil, err
	}
	if _, err := srp.ParseTimestamp(values["TIMESTAMP"]); err != nil {
		return nil, fault.TimestampFormat()
	}
	session := f.proofSession(c, r, types.ChallengeNameTypeDevicePasswordVerifier, values["PASSWORD_CLAIM_SECRET_BLOCK"])
	if session == nil || session.Sub != user.Sub || session.Device != values["DEVICE_KEY"] {
		return nil, fault.BadPassword()
	}
	challenge, err := srp.UnmarshalChallenge(session.SRP.Challenge)
	if err != nil {
		return nil, err
	}
	err = challenge.Verify(deviceGroup(c.Pool.ID), session.Device, srp.Proof{
		SecretBlock: values["PASSWORD_CLAIM_SECRET_BLOCK"],
		Timestamp:   values["TIMESTAMP"],
		Signature:   values["PASSWORD_CLAIM_SIGNATURE"],
	})
	if err != nil {
		return nil, fault.BadPassword()
	}
	s := resumed(c, r, session, user)
	s.device.proven = true
	return f.proceed(c, s)
}

// answeringDevice checks what both halves have in common and returns the user.
func answeringDevice(c *op.Call, r Respond, name string) (*state.User, error) {
	if err := CheckSecretHash(r.Client, name, r.Responses["SECRET_HASH"]); err != nil {
		return nil, err
	}
	user := answering(c, name)
	switch {
	case user == nil:
		return nil, noSuchUser(r.Client)
	case !user.Enabled:
		return nil, fault.UserDisabled()
	}
	return user, nil
}

// bindDevice binds a grant to the device that the sign-in came from. When there is none that is known
// the device gets a key, which the tokens come with; an administrator's sign-in gets one only when it
// answered challenges. A key that was given to somebody who answered by an alias cannot be confirmed.
// Doc: "Working with user devices in your user pool", "Getting a device key"; AWS CLI
// admin-respond-to-auth-challenge. Seen: simonmcallister0210/cognito-srp-helper, tests on real pools;
// aws/aws-sdk-js-v3#7162; aws-amplify/amplify-js#4047 (the alias).
func (f *Flow) bindDevice(c *op.Call, s *signIn, g *state.Grant) *types.NewDeviceMetadataType {
	switch {
	case !c.Pool.TracksDevices(), s.admin && s.answered == nil && s.device.known == nil:
		return nil
	case s.device.known != nil:
		g.Device = s.device.known.Key
		return nil
	}
	key := f.Entropy.DeviceKey(c.Pool.Region)
	if !s.device.byAlias {
		g.Device = key
	}
	return &types.NewDeviceMetadataType{DeviceKey: &key, DeviceGroupKey: aws.String(deviceGroup(c.Pool.ID))}
}

// deviceUsed notes on a known device that its user signed in.
// Seen: aws-amplify/amplify-js#12171, which dates change and that one has whole seconds.
func (s *signIn) deviceUsed(tx *state.Tx, c *op.Call) error {
	if s.device.known == nil {
		return nil
	}
	return changeDevice(tx, s.device.known, func(d *state.Device) {
		d.Asked, d.LastIP = "", c.IP
		d.Authenticated, d.Modified = c.Now.Truncate(time.Second), c.Now
		d.MFA = d.MFA || s.multi && s.device.proven
	})
}

// refreshesOn tells whether a refresh token may be used on a device: in a pool that tracks devices, on
// the confirmed one that it is bound to.
// Doc: GetTokensFromRefreshToken, DeviceKey. Seen: aws/aws-sdk-cpp#851, aws-amplify/amplify-android#2506
// (a device that was not confirmed). Doc: "Working with user devices", the pages remember none. Assumed:
// so their tokens need none (A387).
func refreshesOn(c *op.Call, g *state.Grant, key string) bool {
	return !c.Pool.TracksDevices() || g.Hosted || key != "" && g.Device == key && c.View.Device(g.Pool, g.Sub, key) != nil
}

// deviceGroup is the DeviceGroupKey of a pool: a dash and eight letters or digits, always the same.
// Doc: the samples of the AWS CLI. Assumed: a pool has one (A246).
func deviceGroup(pool state.PoolID) string {
	sum := sha256.Sum256([]byte("device group " + pool))
	return "-" + new(big.Int).SetBytes(sum[:]).Text(62)[:8]
}
