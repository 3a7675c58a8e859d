package managedlogin_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/managedlogin"
	"cognito-emulator/state"
)

const (
	ip       = "InvalidParameterException: "
	noClient = "ResourceNotFoundException: User pool client none does not exist."
	noPool   = "ResourceNotFoundException: User pool us-east-1_none does not exist."
	someID   = "0f9e8d7c-6b5a-4433-9221-100ffeeddccb" // of nothing
)

// elsewhere is a pool that is not there.
func elsewhere() *string { return aws.String("us-east-1_none") }

// scene is a pool with a client, and the operations of this subject.
type scene struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	id     *string // of the pool
	client *string
}

func begin(t *testing.T, changes ...func(*cip.CreateUserPoolInput)) *scene {
	t.Helper()
	t.Parallel()
	s := &scene{Bench: optest.New(t, managedlogin.Operations), t: t}
	s.pool, s.id = s.newPool(changes...)
	s.client = s.newClient()
	return s
}

func (s *scene) newPool(changes ...func(*cip.CreateUserPoolInput)) (*state.Pool, *string) {
	s.t.Helper()
	in := &cip.CreateUserPoolInput{PoolName: aws.String("pool")}
	for _, change := range changes {
		change(in)
	}
	p := s.Pool(s.t, in)
	return p, aws.String(string(p.ID))
}

func (s *scene) newClient() *string {
	s.t.Helper()
	c := s.Client(s.t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client")})
	return aws.String(string(c.ID))
}

func lite(in *cip.CreateUserPoolInput) { in.UserPoolTier = "LITE" }

// must gives the answer of an operation that must succeed.
func must[Out any](t *testing.T) func(*Out, error) *Out {
	return func(out *Out, err error) *Out {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}
