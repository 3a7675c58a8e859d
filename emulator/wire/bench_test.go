package wire_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/wire"
)

// The requests and answers that are timed. encoding/json works on the same
// structs, beside each benchmark of ours, for comparison.
func signInBody() string {
	return `{"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"PASSWORD":"Secret-123","USERNAME":"somebody@example.com"},"ClientId":"1h57kf5cpq17m0eml12EXAMPLE"}`
}

func createUserBody() string {
	return `{"DesiredDeliveryMediums":["EMAIL"],"ForceAliasCreation":false,"TemporaryPassword":"Secret-123","UserAttributes":[` +
		`{"Name":"email","Value":"somebody@example.com"},{"Name":"email_verified","Value":"true"},{"Name":"phone_number","Value":"+15555550100"},` +
		`{"Name":"custom:department","Value":"Größe & Co."}],"UserPoolId":"us-east-1_EXAMPLE12","Username":"somebody@example.com"}`
}

func getUserBody() string {
	return `{"AccessToken":"` + strings.Repeat("eyJraWQiOiJFWEFNUExFIiwiYWxnIjoiUlMyNTYifQ", 25) + `"}`
}

func signInAnswer() *cip.InitiateAuthOutput {
	token := strings.Repeat("eyJraWQiOiJFWEFNUExFIiwiYWxnIjoiUlMyNTYifQ", 25)
	return &cip.InitiateAuthOutput{ChallengeParameters: map[string]string{}, AuthenticationResult: &types.AuthenticationResultType{
		AccessToken: &token, IdToken: &token, RefreshToken: &token, ExpiresIn: 3600, TokenType: aws.String("Bearer")}}
}

func usersAnswer() *cip.ListUsersOutput {
	created := time.Date(2026, 11, 24, 6, 30, 0, 578e6, time.UTC)
	out := &cip.ListUsersOutput{PaginationToken: aws.String("token")}
	for i := range 60 {
		out.Users = append(out.Users, types.UserType{
			Username: aws.String(fmt.Sprintf("user-%d", i)), Enabled: true, UserStatus: types.UserStatusTypeConfirmed,
			UserCreateDate: &created, UserLastModifiedDate: &created,
			Attributes: []types.AttributeType{
				{Name: aws.String("sub"), Value: aws.String("b1a2c3d4-0000-4000-8000-000000000000")},
				{Name: aws.String("email"), Value: aws.String("somebody@example.com")},
				{Name: aws.String("email_verified"), Value: aws.String("true")}},
		})
	}
	return out
}

func BenchmarkDecode(b *testing.B) {
	for _, c := range []struct{ operation, body string }{
		{"InitiateAuth", signInBody()}, {"AdminCreateUser", createUserBody()}, {"GetUser", getUserBody()},
	} {
		p, in := plan(b, c.operation)
		body := []byte(c.body)
		b.Run(c.operation+"/wire", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Decode(body, reflect.New(in).Interface()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.operation+"/encoding-json", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := json.Unmarshal(body, reflect.New(in).Interface()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, c := range []struct{ operation, body string }{
		{"InitiateAuth", signInBody()}, {"AdminCreateUser", createUserBody()}, {"GetUser", getUserBody()},
	} {
		v, err := decode(b, c.operation, c.body)
		if err != nil {
			b.Fatal(err)
		}
		p, _ := plan(b, c.operation)
		b.Run(c.operation, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Check(v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, c := range []struct {
		operation string
		value     any
	}{{"InitiateAuth", signInAnswer()}, {"ListUsers", usersAnswer()}} {
		o, _ := model.Lookup(c.operation)
		p := compile(b, modeltest.Lookup(c.operation).Out, o.Output)
		b.Run(c.operation+"/wire", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Append(nil, c.value)
			}
		})
		b.Run(c.operation+"/encoding-json", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := json.Marshal(c.value); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCompile is what an emulator pays for an operation that another one in
// the process has used, and what the first one pays for all of them.
func BenchmarkCompile(b *testing.B) {
	o, _ := model.Lookup("CreateUserPool")
	types := modeltest.Lookup("CreateUserPool")
	b.Run("again", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			compile(b, types.In, o.Input)
		}
	})
	b.Run("all-fresh", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, o := range model.Operations() {
				types := modeltest.Lookup(o.Name)
				compile(b, types.In, fresh(o.Input))
				compile(b, types.Out, fresh(o.Output))
			}
		}
	})
}

// fresh copies a shape without what is bound to it.
func fresh(s *wire.Shape) *wire.Shape {
	if s == nil {
		return nil
	}
	c := &wire.Shape{Name: s.Name, Kind: s.Kind, Key: fresh(s.Key), Element: fresh(s.Element),
		Bounds: s.Bounds, Min: s.Min, Max: s.Max, Pattern: s.Pattern, Enum: s.Enum, Sensitive: s.Sensitive}
	for _, m := range s.Members {
		c.Members = append(c.Members, wire.Member{Name: m.Name, Required: m.Required, Shape: fresh(m.Shape)})
	}
	return c
}

// BenchmarkPattern is the first use of the dearest pattern there is, which a
// request pays for once in a process.
func BenchmarkPattern(b *testing.B) {
	for _, pattern := range []string{`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, `[\w-]+_[0-9a-zA-Z]+`} {
		b.Run(pattern, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := wire.CompilePattern(pattern); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestAllocations keeps the paths that every request takes free of allocations
// that nobody needs.
func TestAllocations(t *testing.T) {
	for operation, body := range map[string]string{"InitiateAuth": signInBody(), "AdminCreateUser": createUserBody(), "GetUser": getUserBody()} {
		v, err := decode(t, operation, body)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := plan(t, operation)
		if n := testing.AllocsPerRun(100, func() { _ = p.Check(v) }); n > 0 {
			t.Errorf("checking %s allocates %v times", operation, n)
		}
	}
	o, _ := model.Lookup("ListUsers")
	p, answer := compile(t, modeltest.Lookup("ListUsers").Out, o.Output), usersAnswer()
	if n := testing.AllocsPerRun(100, func() { p.Append(nil, answer) }); n > 2 {
		t.Errorf("writing a page of users allocates %v times", n)
	}
}
