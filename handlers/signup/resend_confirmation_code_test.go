package signup_test

import (
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestResendConfirmationCode(t *testing.T) {
	s := begin(t)
	user, old := s.signedUp("ann", "email", mail)
	details, err := s.resend("ann")
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, details, byMail("a***@e***"))
	m := s.Message(t)
	optest.Equal(t, m, &state.Message{
		ID: 2, Pool: s.pool.ID, Client: s.client.ID, Username: "ann", Sub: user.Sub, Channel: state.Email, Destination: mail,
		Purpose: "CustomMessage_ResendCode", Code: m.Code, Subject: "Your verification code",
		Body: "Your verification code is " + m.Code + ". ", Sent: s.Now(),
	})
	optest.Refused(t, s.confirm("ann", old, false), expiredCode)
	if err := s.confirm("ann", m.Code, false); err != nil {
		t.Error(err)
	}
}

func TestResendConfirmationCodeRefusals(t *testing.T) {
	const ip = "InvalidParameterException: "
	nothing := pool(func(in *cip.CreateUserPoolInput) { in.AutoVerifiedAttributes = nil })
	for name, c := range map[string]struct {
		plan    []func(*plan)
		status  types.UserStatusType
		name    string
		want    string
		details *types.CodeDeliveryDetailsType
	}{
		"an unknown user":       {nil, "UNCONFIRMED", "bob", notFound, nil},
		"an unknown user, hid":  {[]func(*plan){hides}, "UNCONFIRMED", "bob@work.org", "", byMail("b***@w***")},
		"a confirmed user":      {nil, "CONFIRMED", "ann", ip + "User is already confirmed.", nil},
		"a confirmed user, hid": {[]func(*plan){hides}, "CONFIRMED", "ann", "", nil},
		"nothing is verified":   {[]func(*plan){nothing}, "UNCONFIRMED", "ann", ip + "Cannot resend codes. Auto verification not turned on.", nil},
		"an address that is not": {[]func(*plan){sms, pool(func(in *cip.CreateUserPoolInput) {
			in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"phone_number"}
		})}, "UNCONFIRMED", "ann", ip + "Cannot resend codes. Auto verification not turned on.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			user := s.User(t, s.pool, "ann", "email", mail)
			s.Change(t, user, func(u *state.User) { u.Status = c.status })
			details, err := s.resend(c.name)
			if c.want != "" {
				optest.Refused(t, err, c.want)
			} else if err != nil {
				t.Error(err)
			}
			if c.details != nil {
				optest.Equal(t, details, c.details)
			}
			if len(s.Messages()) > 0 {
				t.Error("a message was sent")
			}
		})
	}
}

func TestResendConfirmationCodeLimit(t *testing.T) {
	s := begin(t)
	s.signedUp("ann", "email", mail)
	for range 5 {
		if _, err := s.resend("ann"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.resend("ann")
	optest.Refused(t, err, tooOften)
	if len(s.Messages()) != 6 {
		t.Errorf("%d messages", len(s.Messages()))
	}
}
