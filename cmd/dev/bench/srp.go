package bench

import (
	"context"
	"fmt"
	"time"

	"cognito-emulator/conformance"
)

const srpLogins = 400

// srp measures the processor time of the server for a sign-in by SRP, both calls together.
func srp(ctx context.Context, o Options) ([]Figure, error) {
	p, err := startProgram(ctx, o)
	if err != nil {
		return nil, err
	}
	defer p.stop()
	c, err := dial(p.address)
	if err != nil {
		return nil, err
	}
	defer c.close()
	s, err := newScene(c)
	if err != nil {
		return nil, err
	}
	if err := s.addUser(0); err != nil {
		return nil, err
	}
	for range 20 { // until everything is as it stays
		if err := s.srpLogin(); err != nil {
			return nil, err
		}
	}
	before, err := p.cpu()
	if err != nil {
		return nil, err
	}
	for range srpLogins {
		if err := s.srpLogin(); err != nil {
			return nil, err
		}
	}
	after, err := p.cpu()
	if err != nil {
		return nil, err
	}
	each := (after - before) / srpLogins
	return []Figure{{
		What: "`USER_SRP_AUTH` login with its proof verified, processor time of the server", Goal: "≤ 2.5 ms",
		Measured: milliseconds(each),
	}}, nil
}

func (s *scene) srpLogin() error {
	me := conformance.NewProof()
	var begun struct {
		Session             string
		ChallengeParameters map[string]string
	}
	err := s.api.call("InitiateAuth", object{"ClientId": s.client, "AuthFlow": "USER_SRP_AUTH", "AuthParameters": me.Parameters(userName(0))}, &begun)
	if err != nil {
		return err
	}
	responses, err := me.Responses(s.pool, password, begun.ChallengeParameters, time.Now())
	if err != nil {
		return err
	}
	in := object{"ClientId": s.client, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": responses}
	if begun.Session != "" {
		in["Session"] = begun.Session
	}
	return s.api.call("RespondToAuthChallenge", in, nil)
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}
