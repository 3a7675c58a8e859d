package bench

import (
	"context"
	"fmt"
	"time"

	"cognito-emulator/conformance"
)

const srpLogins = 100 // in a round

// srp measures the processor time of the server for a sign-in by SRP, both calls together, and that of the bare server
// for its two signatures: processor time too depends on what else the machine does.
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
	peer, err := startPeer(ctx, o)
	if err != nil {
		return nil, err
	}
	defer peer.stop()
	bare, err := dial(peer.address)
	if err != nil {
		return nil, err
	}
	defer bare.close()
	signing, err := request(s.passwordLogin(0))
	if err != nil {
		return nil, err
	}
	sign := func() error { _, err := bare.send(signing); return err }
	var logins, signatures []time.Duration
	for range rounds {
		for _, side := range []struct {
			process *process
			do      func() error
			costs   *[]time.Duration
		}{{p, s.srpLogin, &logins}, {peer, sign, &signatures}} {
			cost, err := side.process.cost(srpLogins, side.do)
			if err != nil {
				return nil, err
			}
			*side.costs = append(*side.costs, cost)
		}
	}
	return []Figure{{
		What: "`USER_SRP_AUTH` login with its proof verified, processor time of the server", Goal: "≤ 2.5 ms",
		Measured: fmt.Sprintf("%s (the bare server's two signatures: %s)", milliseconds(median(logins)), milliseconds(median(signatures))),
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
