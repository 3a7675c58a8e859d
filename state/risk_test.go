package state

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

func TestRiskConfigurations(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	update(t, s, nil, func(tx *Tx) error { return tx.AddClient(&Client{ID: "c1", Pool: p.ID}) })
	update(t, s, ErrGone, func(tx *Tx) error {
		return tx.SetRiskConfiguration(&RiskConfiguration{Pool: p.ID, Client: "c2"})
	})
	update(t, s, ErrGone, func(tx *Tx) error { return tx.SetRiskConfiguration(&RiskConfiguration{Pool: "us-east-1_none"}) })
	update(t, s, nil, func(tx *Tx) error { return tx.SetRiskConfiguration(&RiskConfiguration{Pool: p.ID}) })
	update(t, s, nil, func(tx *Tx) error { return tx.SetRiskConfiguration(&RiskConfiguration{Pool: p.ID, Client: "c1"}) })
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteClient("c1") })
	v := s.View()
	if v.RiskConfiguration(p.ID, "") == nil || v.RiskConfiguration(p.ID, "c1") != nil {
		t.Error("the configuration of a client outlives the client, or took the pool's with it")
	}
	update(t, s, nil, func(tx *Tx) error {
		tx.ResetRiskConfiguration(p.ID, "")
		tx.ResetRiskConfiguration(p.ID, "")
		return nil
	})
	if s.View().RiskConfiguration(p.ID, "") != nil {
		t.Error("a configuration is still there after it was reset")
	}
}

func TestThreats(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	update(t, s, ErrGone, func(tx *Tx) error { return tx.SetThreats(&Threats{Pool: "us-east-1_none"}) })
	update(t, s, nil, func(tx *Tx) error { return tx.SetThreats(&Threats{Pool: p.ID}) })
	update(t, s, nil, func(tx *Tx) error { return tx.DeletePool(p.ID) })
	if s.View().Threats(p.ID) != nil {
		t.Error("what was said about a pool outlives the pool")
	}
	update(t, s, nil, func(tx *Tx) error { tx.ForgetThreats(p.ID); return nil })
}
