package state

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// RiskConfiguration is what threat protection does in a pool, or for one of its app clients. The three
// parts are kept as they were given; nil: not configured.
type RiskConfiguration struct {
	Pool        PoolID
	Client      ClientID // empty: for every client without a configuration of its own
	Takeover    *types.AccountTakeoverRiskConfigurationType
	Compromised *types.CompromisedCredentialsRiskConfigurationType
	Exceptions  *types.RiskExceptionConfigurationType
	Modified    time.Time
}

func riskKey(r *RiskConfiguration) []byte { return key(string(r.Pool), string(r.Client)) }

// RiskConfiguration returns what was set for the pool or, when client is not empty, for that client;
// nil when nothing was.
func (v View) RiskConfiguration(pool PoolID, client ClientID) *RiskConfiguration {
	return get[RiskConfiguration](v, tableRisk, indexID, key(string(pool), string(client)))
}

// SetRiskConfiguration stores a configuration in place of an earlier one; ErrGone without the pool, or
// without the client that it is for.
func (tx *Tx) SetRiskConfiguration(r *RiskConfiguration) error {
	if tx.Pool(r.Pool) == nil || r.Client != "" && tx.ClientOf(r.Pool, r.Client) == nil {
		return ErrGone
	}
	tx.insert(tableRisk, r)
	return nil
}

// ResetRiskConfiguration forgets what was set for a pool or a client.
func (tx *Tx) ResetRiskConfiguration(pool PoolID, client ClientID) {
	if r := tx.RiskConfiguration(pool, client); r != nil {
		tx.remove(tableRisk, r)
	}
}

// Threats is what whoever runs the emulator wants threat protection to see in a pool: there is no
// traffic here to learn from.
type Threats struct {
	Pool        PoolID
	Compromised []CompromisedPassword
	Risks       []Risk
	Places      []Place
}

// CompromisedPassword is a password that is known elsewhere.
type CompromisedPassword struct {
	Username string // empty: whoever has it
	Password string
}

// Risk is how much there is to fear from a user, an address, or a user at an address.
type Risk struct {
	Username  string // empty: every user
	Addresses string // an IP address or a range of them; empty: every address
	Level     types.RiskLevelType
}

// Place is where addresses are.
type Place struct {
	Addresses     string // an IP address or a range of them
	City, Country string
}

func threatsKey(t *Threats) []byte { return key(string(t.Pool)) }

// Threats returns what is to be seen in a pool, or nil when nobody has said anything.
func (v View) Threats(pool PoolID) *Threats {
	return get[Threats](v, tableThreats, indexID, key(string(pool)))
}

// SetThreats says what is to be seen in a pool, in place of what was said before; ErrGone without the
// pool.
func (tx *Tx) SetThreats(t *Threats) error {
	if tx.Pool(t.Pool) == nil {
		return ErrGone
	}
	tx.insert(tableThreats, t)
	return nil
}

// ForgetThreats removes what was said about a pool.
func (tx *Tx) ForgetThreats(pool PoolID) {
	if t := tx.Threats(pool); t != nil {
		tx.remove(tableThreats, t)
	}
}
