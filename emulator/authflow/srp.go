package authflow

import (
	"encoding/hex"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// beginSRP answers the first half of a password proof. The challenge carries no session: what the
// second half needs is found by its SECRET_BLOCK.
// Doc: InitiateAuth, USER_SRP_AUTH. Seen: order and names of the parameters, floci-io/floci#1305
// quoting the service.
func (f *Flow) beginSRP(c *op.Call, b Begin) (*Step, error) {
	name, err := parameter(b.Parameters, "USERNAME")
	if err != nil {
		return nil, err
	}
	hexA, err := parameter(b.Parameters, "SRP_A")
	if err != nil {
		return nil, err
	}
	user, err := f.starting(c, b, name)
	if err != nil {
		return nil, err
	}
	if user == nil && !hidesUsers(b.Client) {
		return nil, fault.UserNotFound()
	}
	publicA, err := srp.ParseA(hexA)
	if err != nil {
		return nil, fault.InvalidSRPA()
	}
	s, _ := f.openSession(c, b.Client, types.ChallengeNameTypePasswordVerifier)
	s.Admin = b.Admin
	s.SRP = &state.SRP{A: publicA.Bytes()}
	if user == nil {
		// The same made-up user each time the name is asked for.
		s.SRP.Username, s.SRP.Salt, s.SRP.Verifier = f.nobody(c.Pool, name)
	} else {
		if err := f.admit(c, user); err != nil {
			return nil, err
		}
		s.Sub = user.Sub
		s.SRP.Username = user.Username
		if s.SRP.Salt, s.SRP.Verifier, err = f.verifier(user); err != nil {
			return nil, err
		}
	}
	challenge, err := srp.NewChallenge(s.SRP.Verifier, f.Entropy)
	if err != nil {
		return nil, err
	}
	s.SRP.B = challenge.Private()
	err = f.Store.Update(func(tx *state.Tx) error { return tx.AddSession(s) })
	if err != nil {
		return nil, err
	}
	id, err := hex.DecodeString(s.ID)
	if err != nil {
		return nil, err
	}
	return &Step{Challenge: s.Challenge, Parameters: map[string]string{
		"SALT":            srp.SaltText(s.SRP.Salt),
		"SECRET_BLOCK":    token.SecretBlock(id),
		"SRP_B":           challenge.PublicText(),
		"USERNAME":        s.SRP.Username,
		"USER_ID_FOR_SRP": s.SRP.Username,
	}}, nil
}
