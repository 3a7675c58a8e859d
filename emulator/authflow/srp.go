package authflow

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// beginSRP answers the first half of a password proof. The challenge carries no session: what the
// second half needs is found by its SECRET_BLOCK.
// Doc: InitiateAuth, USER_SRP_AUTH. Seen: floci-io/floci#1305 quoting the service (the parameters).
func (f *Flow) beginSRP(c *op.Call, b Begin) (*Step, error) {
	name, err := parameter(b.Parameters, "USERNAME")
	if err != nil {
		return nil, err
	}
	publicA, err := parameter(b.Parameters, "SRP_A")
	if err != nil {
		return nil, err
	}
	user, err := f.starting(c, b, name)
	if err != nil {
		return nil, err
	}
	if user, err = f.permit(c, b, user, name, f.admit); err != nil {
		return nil, err
	}
	a, err := srp.ParseA(publicA)
	if err != nil {
		return nil, fault.InvalidSRPA()
	}
	step, _, err := f.challengeSRP(c, &signIn{client: b.Client, user: user, admin: b.Admin, device: beginsOn(c, user, b.Parameters)}, name, a)
	return step, err
}

// challengeSRP asks for the proof of the user's password, or of a password that nobody knows when
// there is no user: the same made-up user each time the name is asked for.
// Doc: "Managing user existence error responses".
func (f *Flow) challengeSRP(c *op.Call, s *signIn, name string, a srp.A) (*Step, token.ID, error) {
	group := account.PasswordGroup(c.Pool.ID)
	userID, salt, x := srp.Simulate([]byte(c.Pool.ID), group, name)
	id, next := f.newSession(c, s.client, types.ChallengeNameTypePasswordVerifier)
	next.Admin, next.Device, next.Factors, next.Target, next.Custom = s.admin, s.device.begun, s.factors, s.target, s.custom
	next.Event = s.event()
	if s.user != nil {
		next.Sub, userID = s.user.Sub, s.user.Username
		if provable(s.user) { // others get the challenge too, and fail it
			salt, x = s.user.Password.Salt, s.user.Password.X
		}
	}
	challenge, err := srp.NewChallenge(srp.User(x), a, f.Entropy)
	if err != nil {
		return nil, id, err
	}
	stored, err := challenge.MarshalBinary()
	if err != nil {
		return nil, id, err
	}
	next.SRP = &state.SRP{Username: userID, Challenge: stored}
	step, err := f.commit(s, &Step{Challenge: next.Challenge, Parameters: map[string]string{
		"SALT":            srp.SaltText(salt),
		"SECRET_BLOCK":    token.SecretBlock(id),
		"SRP_B":           challenge.PublicText(),
		"USERNAME":        userID,
		"USER_ID_FOR_SRP": userID,
	}}, func(tx *state.Tx) error { return tx.AddSession(next) })
	return step, id, err
}

// answerSRP judges the second half of a password proof. Whatever is wrong with it, the answer is that
// of a wrong password.
// Seen: ministackorg/ministack#1758, the service's column.
func (f *Flow) answerSRP(c *op.Call, r Respond) (*Step, error) {
	values, err := parameters(r.Responses, "USERNAME", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP")
	if err != nil {
		return nil, err
	}
	if err := CheckSecretHash(r.Client, values["USERNAME"], r.Responses["SECRET_HASH"]); err != nil {
		return nil, err
	}
	if _, err := srp.ParseTimestamp(values["TIMESTAMP"]); err != nil {
		return nil, fault.TimestampFormat()
	}
	s := f.proofSession(c, r, types.ChallengeNameTypePasswordVerifier, values["PASSWORD_CLAIM_SECRET_BLOCK"])
	if s == nil {
		return nil, fault.BadPassword()
	}
	challenge, err := srp.UnmarshalChallenge(s.SRP.Challenge)
	if err != nil {
		return nil, err
	}
	right := challenge.Verify(account.PasswordGroup(c.Pool.ID), s.SRP.Username, srp.Proof{
		SecretBlock: values["PASSWORD_CLAIM_SECRET_BLOCK"],
		Timestamp:   values["TIMESTAMP"],
		Signature:   values["PASSWORD_CLAIM_SIGNATURE"],
	}) == nil
	if s.Sub == "" {
		return nil, fault.BadPassword()
	}
	user := answering(c, values["USERNAME"])
	if user == nil {
		return nil, noSuchUser(r.Client)
	}
	if user.Sub != s.Sub {
		return nil, fault.BadPassword()
	}
	// Asked again: the user may have been locked or disabled since the first half.
	if err := f.admit(c, user); err != nil {
		return nil, err
	}
	proof := resumed(c, r, s, user)
	proof.factors, proof.effects = append(proof.factors, factorPassword), forgetFailures(user)
	if !right || !provable(user) {
		return nil, f.passwordFailed(c, proof)
	}
	if err := f.passwordRight(c, proof); err != nil {
		return nil, err
	}
	return f.proceed(c, proof)
}

// proofSession returns the session of that challenge that a SECRET_BLOCK stands for, if its proof may be
// given now. Assumed: a proof that comes too late is a wrong one (A035).
func (f *Flow) proofSession(c *op.Call, r Respond, challenge types.ChallengeNameType, block string) *state.Session {
	id, ok := token.SecretBlockID(block)
	if !ok {
		return nil
	}
	s := c.View.Session(idText(id))
	if s == nil || s.Challenge != challenge || s.SRP == nil || s.Client != r.Client.ID || answerable(c, s) != nil || s.Admin && !r.Admin {
		return nil
	}
	return s
}
