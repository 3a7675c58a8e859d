package emulator_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator"
)

func TestRisk(t *testing.T) {
	t.Parallel()
	e := emulator.Start(t, emulator.Strict)
	pool, err := e.Client().CreateUserPool(t.Context(), &cip.CreateUserPoolInput{PoolName: aws.String("p")})
	if err != nil {
		t.Fatal(err)
	}
	want := emulator.Risk{
		CompromisedCredentials: []emulator.CompromisedCredential{{Password: "hunter2"}},
		Risks:                  []emulator.RiskLevel{{Username: "ann", IPAddress: "203.0.113.0/24", Level: "High"}},
		Places:                 []emulator.Place{{IPAddress: "203.0.113.9", City: "Seattle", Country: "United States"}},
	}
	if err := e.SetRisk(*pool.UserPool.Id, want); err != nil {
		t.Fatal(err)
	}
	got, err := e.Risk(*pool.UserPool.Id)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, not as expected (- want, + got):\n%s", err, diff)
	}
	if err := e.SetRisk(*pool.UserPool.Id, emulator.Risk{Risks: []emulator.RiskLevel{{Level: "Huge"}}}); err == nil {
		t.Error("a level that is none is taken")
	}
	if _, err := e.Risk("us-east-1_none"); err == nil {
		t.Error("a pool that is not there has risks")
	}
}
