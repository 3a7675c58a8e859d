package optest

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// Pool stores the pool that CreateUserPool would make of in.
func (b *Bench) Pool(t testing.TB, in *cip.CreateUserPoolInput) *state.Pool {
	t.Helper()
	config, err := policy.NewPool(in)
	if err != nil {
		t.Fatal(err)
	}
	p := &state.Pool{
		ID: state.PoolID(b.Env.Entropy.PoolID("us-east-1")), Account: "000000000000", Region: "us-east-1", Config: config,
		Created: b.Now(), Modified: b.Now(),
	}
	b.Write(t, func(tx *state.Tx) error { return tx.AddPool(p) })
	return p
}

// Client stores the app client that CreateUserPoolClient would make of in, with the secret "secret"
// when in asks for one.
func (b *Bench) Client(t testing.TB, p *state.Pool, in *cip.CreateUserPoolClientInput) *state.Client {
	t.Helper()
	config, err := policy.NewClient(policy.ClientContext{
		PoolID: string(p.ID), Account: p.Account, Tier: p.Config.UserPoolTier, Schema: p.Config.SchemaAttributes,
		ScopeExists:    func(scope string) bool { return b.Env.Store.View().HasScope(p.ID, scope) },
		ProviderExists: func(name string) bool { return b.Env.Store.View().Provider(p.ID, name) != nil },
	}, in)
	if err != nil {
		t.Fatal(err)
	}
	c := &state.Client{ID: state.ClientID(b.Env.Entropy.ClientID()), Pool: p.ID, Config: config, Created: b.Now(), Modified: b.Now()}
	if in.GenerateSecret {
		c.Secrets = []state.Secret{{ID: "1", Value: "secret", Created: b.Now()}}
	}
	b.Write(t, func(tx *state.Tx) error { return tx.AddClient(c) })
	return c
}

// User stores a user: confirmed and enabled, with attributes by turns as names and values, and
// without a password.
func (b *Bench) User(t testing.TB, p *state.Pool, name string, pairs ...string) *state.User {
	t.Helper()
	u := &state.User{
		Pool: p.ID, Sub: state.Sub(b.Env.Entropy.Sub()), Username: name, Attributes: map[string]string{},
		Status: types.UserStatusTypeConfirmed, Enabled: true, Created: b.Now(), Modified: b.Now(),
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		u.Attributes[pairs[i]] = pairs[i+1]
	}
	b.Write(t, func(tx *state.Tx) error { return tx.AddUser(u) })
	return u
}

// Change changes a user and returns it.
func (b *Bench) Change(t testing.TB, u *state.User, change func(*state.User)) *state.User {
	t.Helper()
	b.Write(t, func(tx *state.Tx) error {
		return tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
			change(u)
			return nil
		})
	})
	return b.Look(u)
}

// Look returns the user as it is now, or nil.
func (b *Bench) Look(u *state.User) *state.User { return b.Env.Store.View().User(u.Pool, u.Sub) }

// Write changes the store.
func (b *Bench) Write(t testing.TB, change func(*state.Tx) error) {
	t.Helper()
	if err := b.Env.Store.Update(change); err != nil {
		t.Fatal(err)
	}
}

// Call is a call about a pool, for what operations are made of.
func (b *Bench) Call(p *state.Pool) *op.Call {
	return &op.Call{View: b.Env.Store.View(), Now: b.Now(), Pool: p, Region: p.Region, Account: p.Account, Base: "http://localhost:4588"}
}

// Message returns the newest message, and fails the test when there is none.
func (b *Bench) Message(t testing.TB) *state.Message {
	t.Helper()
	all := b.Messages()
	if len(all) == 0 {
		t.Fatal("nothing was sent")
	}
	return all[len(all)-1]
}

// Messages returns every message, oldest first.
func (b *Bench) Messages() []*state.Message {
	return b.Env.Store.View().Messages(func(*state.Message) bool { return true })
}

// signing is the key of every access token here: making one takes longer than most tests.
var signing = sync.OnceValues(func() (*token.Key, error) { return token.Generate(entropy.Seeded(2)) })

// AccessToken signs a user in, good for an hour, without a sign-in.
func (b *Bench) AccessToken(t testing.TB, c *state.Client, u *state.User) string {
	t.Helper()
	key, err := signing()
	if err != nil {
		t.Fatal(err)
	}
	der, err := key.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	grant := &state.Grant{
		Pool: u.Pool, ID: b.Env.Entropy.UUID(), Client: c.ID, Sub: u.Sub, AuthTime: b.Now(),
		Expires: b.Now().Add(time.Hour), Scopes: []string{op.ScopeUserAdmin},
	}
	b.Write(t, func(tx *state.Tx) error {
		if tx.Keys(u.Pool) == nil {
			access := state.Key{KID: key.ID(), DER: der}
			if err := tx.AddKeys(&state.Keys{Pool: u.Pool, ID: state.Key{KID: "unused"}, Access: access}); err != nil {
				return err
			}
		}
		return tx.AddGrant(grant, &state.RefreshToken{Pool: u.Pool, ID: grant.ID, Grant: grant.ID})
	})
	return key.Sign(token.Claims{
		{Name: "sub", Value: string(u.Sub)},
		{Name: "client_id", Value: string(c.ID)},
		{Name: "event_id", Value: grant.ID},
		{Name: "token_use", Value: "access"},
		{Name: "scope", Value: op.ScopeUserAdmin},
		{Name: "exp", Value: grant.Expires.Unix()},
	})
}

// Attributes makes a list of attributes from names and values by turns.
func Attributes(pairs ...string) []types.AttributeType {
	var list []types.AttributeType
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, types.AttributeType{Name: aws.String(pairs[i]), Value: aws.String(pairs[i+1])})
	}
	return list
}

// Equal fails the test when got is not want, the SDK's own book-keeping apart.
func Equal(t testing.TB, got, want any, options ...cmp.Option) {
	t.Helper()
	bookKeeping := cmp.FilterPath(func(p cmp.Path) bool {
		f, ok := p.Last().(cmp.StructField)
		return ok && (f.Name() == "noSmithyDocumentSerde" || f.Name() == "ResultMetadata")
	}, cmp.Ignore())
	if diff := cmp.Diff(want, got, append(options, bookKeeping)...); diff != "" {
		t.Errorf("not as expected (- want, + got):\n%s", diff)
	}
}

// Refused fails the test when err is not that error of the service, given as "Type: text".
func Refused(t testing.TB, err error, want string) {
	t.Helper()
	got := "no error"
	var api smithy.APIError
	switch {
	case errors.As(err, &api):
		got = api.ErrorCode() + ": " + api.ErrorMessage()
	case err != nil:
		got = err.Error()
	}
	if strings.TrimSuffix(got, ": ") != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Race calls f from n goroutines at once and returns the errors.
func Race(n int, f func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var done sync.WaitGroup
	for i := range n {
		done.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	done.Wait()
	return errs
}
