package directory

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// crowd is a pool of n users, half of them disabled.
func crowd(b *testing.B, n int) (service, *state.Pool) {
	b.Helper()
	source, now := entropy.Seeded(1), time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)
	s := service{Env: &op.Env{Store: state.New(), Entropy: source}}
	pool := &state.Pool{ID: "us-east-1_AbCdEfGhI", Account: "000000000000", Region: "us-east-1", Created: now}
	err := s.Store.Update(func(tx *state.Tx) error {
		if err := tx.AddPool(pool); err != nil {
			return err
		}
		for i := range n {
			err := tx.AddUser(&state.User{
				Pool: pool.ID, Sub: state.Sub(source.Sub()), Username: fmt.Sprintf("user%06d", i),
				Attributes: map[string]string{"email": fmt.Sprintf("user%06d@example.com", i), "name": fmt.Sprint("Name ", i%1000)},
				Status:     types.UserStatusTypeConfirmed, Enabled: i%2 == 0, Created: now, Modified: now,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return s, pool
}

// BenchmarkListUsers shows that a page costs the same however many users there are: compare the two
// sizes of one filter.
func BenchmarkListUsers(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		s, pool := crowd(b, n)
		for _, filter := range []struct {
			name, text string
			found      int
		}{
			{"one", `email = "USER000500@example.com"`, 1},
			{"name", `username = "user000500"`, 1},
			{"none", `email = "nobody@example.com"`, 0},
			{"page", `email ^= "user"`, 60},
			{"status", `cognito:user_status = "confirmed"`, 60},
			{"disabled", `status = "Disabled"`, 60},
			{"wrongcase", `status = "disabled"`, 0},
			{"all", "", 60},
		} {
			b.Run(fmt.Sprintf("%s/%d", filter.name, n), func(b *testing.B) {
				c := &op.Call{Operation: "ListUsers", View: s.Store.View(), Pool: pool}
				in := &cip.ListUsersInput{UserPoolId: (*string)(&pool.ID), Filter: aws.String(filter.text)}
				b.ReportAllocs()
				for b.Loop() {
					out, err := s.ListUsers(c, pool, in)
					if err != nil || len(out.Users) != filter.found {
						b.Fatalf("%d users, %v", len(out.Users), err)
					}
				}
			})
		}
	}
}
