package inspect

import (
	"errors"
	"net/http"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Risk is what threat protection is to see in a user pool. There is no traffic here to learn from, so
// that a test says what there is to fear:
//
//	PUT /_inspect/risk?userPoolId=us-east-1_abc
//	{"compromisedCredentials": [{"password": "hunter2"}],
//	 "risks":  [{"username": "ann", "ipAddress": "203.0.113.0/24", "level": "High"}],
//	 "places": [{"ipAddress": "203.0.113.9", "city": "Seattle", "country": "United States"}]}
//
// GET shows what was said and DELETE takes it back. What comes of it is for the pool to decide, in its
// UserPoolAddOns and by SetRiskConfiguration.
type Risk struct {
	CompromisedCredentials []CompromisedCredential `json:"compromisedCredentials"`
	Risks                  []RiskLevel             `json:"risks"`
	Places                 []Place                 `json:"places"`
}

// CompromisedCredential is a password that is known elsewhere.
type CompromisedCredential struct {
	Username string `json:"username"` // empty: whoever has it
	Password string `json:"password"`
}

// RiskLevel is how much there is to fear from a user, an address, or a user at an address; of several
// that fit the highest counts.
type RiskLevel struct {
	Username  string `json:"username"`  // empty: every user
	IPAddress string `json:"ipAddress"` // or a range of addresses; empty: every address
	Level     string `json:"level"`     // Low, Medium or High
}

// Place is where an address is, for events and notifications.
type Place struct {
	IPAddress string `json:"ipAddress"` // or a range of addresses
	City      string `json:"city"`
	Country   string `json:"country"`
}

// FindRisk tells what was said about a pool.
func FindRisk(v state.View, pool string) (Risk, error) {
	r := Risk{CompromisedCredentials: []CompromisedCredential{}, Risks: []RiskLevel{}, Places: []Place{}}
	if v.Pool(state.PoolID(pool)) == nil {
		return r, notFound("there is no user pool %s", pool)
	}
	t := v.Threats(state.PoolID(pool))
	if t == nil {
		return r, nil
	}
	for _, x := range t.Compromised {
		r.CompromisedCredentials = append(r.CompromisedCredentials, CompromisedCredential(x))
	}
	for _, x := range t.Risks {
		r.Risks = append(r.Risks, RiskLevel{x.Username, x.Addresses, string(x.Level)})
	}
	for _, x := range t.Places {
		r.Places = append(r.Places, Place{x.Addresses, x.City, x.Country})
	}
	return r, nil
}

// Set says it, in place of what was said before.
func (r Risk) Set(store *state.Store, pool string) error {
	t := &state.Threats{Pool: state.PoolID(pool)}
	for i, x := range r.CompromisedCredentials {
		if x.Password == "" {
			return bad("compromisedCredentials[%d] has no password", i)
		}
		t.Compromised = append(t.Compromised, state.CompromisedPassword(x))
	}
	for i, x := range r.Risks {
		level := types.RiskLevelType(x.Level)
		if !slices.Contains(level.Values(), level) {
			return bad("risks[%d] has the level %q; levels are Low, Medium and High", i, x.Level)
		}
		if _, ok := policy.Addresses(x.IPAddress); x.IPAddress != "" && !ok {
			return bad("risks[%d]: %q is neither an IP address nor a range of them", i, x.IPAddress)
		}
		t.Risks = append(t.Risks, state.Risk{Username: x.Username, Addresses: x.IPAddress, Level: level})
	}
	for i, x := range r.Places {
		if _, ok := policy.Addresses(x.IPAddress); !ok {
			return bad("places[%d]: %q is neither an IP address nor a range of them", i, x.IPAddress)
		}
		t.Places = append(t.Places, state.Place{Addresses: x.IPAddress, City: x.City, Country: x.Country})
	}
	err := store.Update(func(tx *state.Tx) error { return tx.SetThreats(t) })
	if errors.Is(err, state.ErrGone) {
		return notFound("there is no user pool %s", pool)
	}
	return err
}

// showRisk tells what was said about a pool.
func (s *Service) showRisk(w http.ResponseWriter, r *http.Request) error {
	pool, err := poolOf(r)
	if err != nil {
		return err
	}
	return s.answerRisk(w, pool)
}

func (s *Service) answerRisk(w http.ResponseWriter, pool string) error {
	found, err := FindRisk(s.Store.View(), pool)
	if err != nil {
		return err
	}
	return answer(w, found)
}

// setRisk says something about a pool, and shows it.
func (s *Service) setRisk(w http.ResponseWriter, r *http.Request) error {
	pool, err := poolOf(r)
	if err != nil {
		return err
	}
	var said Risk
	if err := readJSON(w, r, &said); err != nil {
		return err
	}
	if err := said.Set(s.Store, pool); err != nil {
		return err
	}
	return s.answerRisk(w, pool)
}

// forgetRisk takes back what was said about a pool.
func (s *Service) forgetRisk(w http.ResponseWriter, r *http.Request) error {
	pool, err := poolOf(r)
	if err != nil {
		return err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		tx.ForgetThreats(state.PoolID(pool))
		return nil
	})
	if err != nil {
		return err
	}
	return s.answerRisk(w, pool)
}

// poolOf is the pool that a request must name.
func poolOf(r *http.Request) (string, error) {
	given, err := parameters(r, "userPoolId")
	if err != nil {
		return "", err
	}
	if given["userPoolId"] == "" {
		return "", bad("the parameter %q is missing", "userPoolId")
	}
	return given["userPoolId"], nil
}
