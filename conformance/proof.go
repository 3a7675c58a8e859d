package conformance

import "time"

// Proof is the client's half of one sign-in by SRP, for programs that drive a target without playing cases.
type Proof struct{ srp *srp }

// NewProof begins a sign-in.
func NewProof() *Proof { return &Proof{newSRP()} }

// Parameters are AuthParameters of USER_SRP_AUTH.
func (p *Proof) Parameters(username string) map[string]string {
	return map[string]string{"USERNAME": username, "SRP_A": p.srp.A()}
}

// Responses are ChallengeResponses to PASSWORD_VERIFIER: the proof of knowing the password.
func (p *Proof) Responses(poolID, password string, challenge map[string]string, now time.Time) (map[string]string, error) {
	user, stamp := challenge["USER_ID_FOR_SRP"], srpTime(now)
	claim, err := p.srp.claim(poolPart(poolID), user, password, challenge, stamp)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"USERNAME": user, "PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": challenge["SECRET_BLOCK"], "TIMESTAMP": stamp,
	}, nil
}
