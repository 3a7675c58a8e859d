package op_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// What does not come over the wire is refused in the words of what does, and gets no further.
func TestJudged(t *testing.T) {
	calls := 0
	f := op.Judged(func(_ *op.Call, client *state.Client, in *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error) {
		calls++
		return &cip.ConfirmSignUpOutput{Session: aws.String(string(client.ID) + *in.Username)}, nil
	})
	for _, c := range []struct {
		in   cip.ConfirmSignUpInput
		want string
	}{
		{cip.ConfirmSignUpInput{ClientId: aws.String("c1"), Username: aws.String("a b"), ConfirmationCode: aws.String("123456")},
			`InvalidParameterException: 1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`},
		{cip.ConfirmSignUpInput{ClientId: aws.String("c1"), Username: aws.String("ann")},
			`InvalidParameterException: 1 validation error detected: Value null at 'confirmationCode' failed to satisfy constraint: Member must not be null`},
	} {
		_, err := f(nil, nil, &c.in)
		optest.Refused(t, err, c.want)
	}
	out, err := f(nil, &state.Client{ID: "c1"}, &cip.ConfirmSignUpInput{ClientId: aws.String("c1"), Username: aws.String("ann"), ConfirmationCode: aws.String("1")})
	if err != nil || *out.Session != "c1ann" || calls != 1 {
		t.Errorf("%+v, %v after %d calls", out, err, calls)
	}
}
