package mfa_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/mfa"
	"cognito-emulator/state"
)

const (
	phone = "+15550100001"
	mail  = "ann@example.com"

	noToken  = "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user."
	mismatch = "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA"
	noUser   = "UserNotFoundException: User does not exist."
	fine     = "no error"
)

// scene is a signed-in user in a pool with every second factor, and the operations of this subject.
type scene struct {
	*optest.Bench
	t     *testing.T
	pool  *state.Pool
	ann   *state.User
	token *string
}

func begin(t *testing.T, pairs ...string) *scene {
	t.Helper()
	t.Parallel()
	s := &scene{Bench: optest.New(t, mfa.Operations), t: t}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{
		PoolName:         aws.String("pool"),
		SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("x")},
	})
	s.Write(t, func(tx *state.Tx) error {
		return tx.ChangePool(s.pool.ID, func(p *state.Pool) error {
			p.MFA.SoftwareToken = &types.SoftwareTokenMfaConfigType{Enabled: true}
			p.MFA.Email = &types.EmailMfaConfigType{}
			return nil
		})
	})
	client := s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client")})
	s.ann = s.User(t, s.pool, "ann", pairs...)
	s.token = aws.String(s.AccessToken(t, client, s.ann))
	return s
}

// has sets the user's factors.
func (s *scene) has(m state.UserMFA) {
	s.t.Helper()
	s.ann = s.Change(s.t, s.ann, func(u *state.User) { u.MFA = m })
}

// associate begins the registration of an authenticator and returns its secret.
func (s *scene) associate() []byte {
	s.t.Helper()
	out, err := s.Unsigned.AssociateSoftwareToken(s.t.Context(), &cip.AssociateSoftwareTokenInput{AccessToken: s.token})
	optest.Refused(s.t, err, fine)
	secret := s.Look(s.ann).MFA.Pending
	optest.Equal(s.t, out, &cip.AssociateSoftwareTokenOutput{SecretCode: aws.String(authflow.SecretText(secret))})
	return secret
}

// verify ends the registration with the code that an authenticator with the secret shows at an instant.
func (s *scene) verify(secret []byte, at time.Time) error {
	code, _ := authflow.TOTPCode(secret, at)
	_, err := s.Unsigned.VerifySoftwareToken(s.t.Context(), &cip.VerifySoftwareTokenInput{
		AccessToken: s.token, UserCode: &code, FriendlyDeviceName: aws.String("phone")})
	return err
}

func on(preferred bool) *types.SMSMfaSettingsType {
	return &types.SMSMfaSettingsType{Enabled: true, PreferredMfa: preferred}
}
