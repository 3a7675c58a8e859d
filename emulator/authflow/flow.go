package authflow

import (
	"encoding/json"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/provider"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// Flow carries sign-ins out.
type Flow struct {
	*op.Env
	accounts  *account.Accounts
	guard     *risk.Guard
	providers *provider.Providers
}

// New returns the flow of an emulator.
func New(env *op.Env) *Flow { return &Flow{env, account.New(env), risk.New(env), provider.New(env)} }

// Step is what a caller is told: tokens, or a challenge to answer.
type Step struct {
	Result *types.AuthenticationResultType
	// Arrival takes the place of Result in a sign-in on the pages.
	Arrival    *Arrival
	Challenge  types.ChallengeNameType
	Parameters map[string]string
	// Session is the text to answer the challenge with; empty for PASSWORD_VERIFIER of USER_SRP_AUTH.
	Session string
	// Available are the first factors to choose among, or the one that was asked for.
	Available []types.ChallengeNameType
}

// signIn is a sign-in between two steps: the user proved something, and what that changes is
// decided but not written yet.
type signIn struct {
	client *state.Client
	user   *state.User
	admin  bool
	// answered is the session whose step just succeeded; nil at the beginning.
	answered *state.Session
	// factors are what the user proved, in order.
	factors []string
	// multi tells that a second factor is among them.
	multi bool
	// device is the device that it comes from.
	device origin
	// custom is what functions decided so far, in a custom sign-in; defined tells that they are through.
	custom  *state.CustomAuth
	defined bool
	// metadata is the ClientMetadata of an answer, hosted tells that the sign-in goes through the pages.
	metadata map[string]string
	hosted   bool
	// vouched tells that an identity provider vouches for the user.
	vouched bool
	// confirmed tells that the user has just confirmed the sign-up and proved nothing else.
	confirmed bool
	// chosen is the second factor that the user selected, or is setting up.
	chosen types.ChallengeNameType
	// first tells that the user has not proved anything yet.
	first bool
	// target is the level that the sign-in is for; 0: none was asked for.
	target int
	// address is where to send the code of a factor that is being set up.
	address string
	// effects are what the steps so far change about the user. They run on a copy to decide what
	// comes next, and again in the transaction, where they may refuse.
	effects []func(*state.User) error
	// writes are what they change beside the user.
	writes []func(*state.Tx) error
	// watch is what threat protection makes of it; nil until it looks: see watched.
	watch *risk.Attempt
}

// The factors as the amr claim names them.
// Doc: "Step-up authentication".
const (
	factorPassword = "pwd"
	factorTOTP     = "otp"
	factorSMS      = "sms"
	factorEmail    = "email_otp"
)

// proceed decides what comes after the step that just succeeded and writes everything at once: the
// answered session is used up, the user changed, and the next session or the tokens exist, or none
// of it.
func (f *Flow) proceed(c *op.Call, s *signIn) (*Step, error) {
	user := s.user.Clone()
	for _, change := range s.effects {
		if err := change(user); err != nil {
			return nil, err
		}
	}
	if err := s.recognize(c); err != nil {
		return nil, err
	}
	s.noteStep()
	var d decision
	if !s.multi && !s.device.proven && !s.defined {
		d = secondFactor(c.Pool, user)
	}
	if s.hosted {
		d = setUpHosted(c.Pool, d)
	}
	if s.confirmed && d.challenge != types.ChallengeNameTypeMfaSetup {
		d = decision{}
	}
	d, err := f.weigh(c, s, user, d)
	if err != nil {
		return nil, err
	}
	if user.Status == types.UserStatusTypeForceChangePassword && !s.defined {
		return f.challenge(c, s, types.ChallengeNameTypeNewPasswordRequired, newPasswordParameters(c.Pool, user), nil)
	}
	d = s.climb(c.Pool, user, d)
	if s.chosen != "" {
		d = decision{challenge: s.chosen}
	}
	switch {
	case d.stuck:
		return nil, fault.NoMFAMechanism()
	case d.challenge != "" && !s.standsIn(c.Pool, d):
		return f.askFactor(c, s, user, d)
	case s.custom != nil && !s.defined:
		return f.define(c, s, user)
	case authenticates(s.device.known) && !s.device.proven:
		return f.askDevice(c, s)
	}
	return f.issue(c, s, user)
}

// askFactor asks for a second factor, sending its code where it has one.
func (f *Flow) askFactor(c *op.Call, s *signIn, user *state.User, d decision) (*Step, error) {
	switch d.challenge {
	case types.ChallengeNameTypeSelectMfaType:
		return f.challenge(c, s, d.challenge, map[string]string{
			"MFAS_CAN_CHOOSE": jsonList(d.choices), "USER_ID_FOR_SRP": user.Username}, d.choices)
	case types.ChallengeNameTypeMfaSetup:
		return f.challenge(c, s, d.challenge, map[string]string{
			"MFAS_CAN_SETUP": jsonList(d.choices), "USER_ID_FOR_SRP": user.Username}, d.choices)
	case totpMFA:
		// A name that was never given is left out. Assumed (A061).
		parameters := map[string]string{}
		if user.MFA.Token != nil && user.MFA.Token.Name != "" {
			parameters["FRIENDLY_DEVICE_NAME"] = user.MFA.Token.Name
		}
		if s.chosen == "" { // Doc: AWS CLI respond-to-auth-challenge, after a choice only the name
			parameters["USER_ID_FOR_SRP"] = user.Username
		}
		return f.challenge(c, s, d.challenge, parameters, nil)
	}
	return f.sendCode(c, s, user, d.challenge)
}

// The lengths of codes. Seen: AllianceBioversityCIAT/onecgiar_pr, an e-mail code as first factor has
// eight digits. Assumed: so has one by SMS (A146).
const (
	firstDigits  = 8
	secondDigits = 6
)

// sendCode sends the code of SMS_MFA, SMS_OTP or EMAIL_OTP with the challenge.
func (f *Flow) sendCode(c *op.Call, s *signIn, user *state.User, challenge types.ChallengeNameType) (*Step, error) {
	attribute := attributeOf(challenge)
	to := outbox.Delivery{Attribute: attribute, Address: user.Attributes[attribute]}
	if s.address != "" {
		to.Address = s.address
	}
	if attribute == "phone_number" && c.Pool.Config.SmsConfiguration == nil {
		return nil, fault.SMSNotConfigured()
	}
	details := to.Details()
	parameters := map[string]string{
		"CODE_DELIVERY_DELIVERY_MEDIUM": string(details.DeliveryMedium),
		"CODE_DELIVERY_DESTINATION":     aws.ToString(details.Destination),
	}
	digits := firstDigits
	if !s.first {
		parameters["USER_ID_FOR_SRP"] = user.Username
		digits = secondDigits
	}
	code := f.Code(digits)
	next, step := f.nextSession(c, s, challenge, parameters)
	next.First = s.first
	next.Code = &state.SentCode{Value: code, Attribute: attribute, Address: to.Address}
	letter, err := f.Write(c, s.client, outbox.Message{
		Purpose: outbox.Authentication, User: user, To: to, Code: code, Sent: c.Now, Metadata: s.metadata})
	if err != nil {
		return nil, err
	}
	step, err = f.commit(s, step, func(tx *state.Tx) error {
		letter.Store(tx)
		return tx.AddSession(next)
	})
	if err == nil {
		f.Hand(letter)
	}
	return step, err
}

// challenge asks something that needs no message.
func (f *Flow) challenge(c *op.Call, s *signIn, name types.ChallengeNameType, parameters map[string]string, choices []types.ChallengeNameType) (*Step, error) {
	next, step := f.nextSession(c, s, name, parameters)
	for _, choice := range choices {
		next.Choices = append(next.Choices, string(choice))
	}
	return f.commit(s, step, func(tx *state.Tx) error { return tx.AddSession(next) })
}

// nextSession prepares the session of a challenge, and the step that tells of it.
func (f *Flow) nextSession(c *op.Call, s *signIn, name types.ChallengeNameType, parameters map[string]string) (*state.Session, *Step) {
	id, next := f.newSession(c, s.client, name)
	next.Sub, next.Admin, next.Factors, next.MFA = s.user.Sub, s.admin, s.factors, s.multi
	onPages(next, s.hosted)
	next.Device, next.Event, next.Target, next.Custom = s.device.begun, s.event(), s.target, s.custom
	return next, &Step{Challenge: name, Parameters: parameters, Session: token.Session(id)}
}

// commit writes the outcome of a step. Everything the decision rested on is looked at again.
func (f *Flow) commit(s *signIn, step *Step, write func(*state.Tx) error) (*Step, error) {
	err := f.Store.Update(func(tx *state.Tx) error {
		if s.answered != nil {
			if err := tx.UseSession(s.answered.ID); err != nil {
				return err
			}
		}
		if len(s.effects) > 0 {
			err := tx.ChangeUser(s.user.Pool, s.user.Sub, func(u *state.User) error {
				if !u.Enabled {
					return fault.UserDisabled()
				}
				for _, change := range s.effects {
					if err := change(u); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		for _, w := range s.writes {
			if err := w(tx); err != nil {
				return err
			}
		}
		if err := write(tx); err != nil {
			return err
		}
		return s.watch.Record(tx)
	})
	var taken *state.AliasTaken
	switch {
	case err == nil:
		return step, nil
	case errors.Is(err, state.ErrStale): // another request answered the session first
		return nil, fault.SessionUsed()
	case errors.Is(err, state.ErrGone):
		return nil, fault.UserNotFound()
	case errors.As(err, &taken):
		return nil, fault.AliasGivenTaken(taken.Attribute)
	}
	return nil, err
}

// newPasswordParameters tells what the user must and may give with the new password.
// Seen: public captures; the lists are JSON within strings and their names carry a prefix.
func newPasswordParameters(p *state.Pool, u *state.User) map[string]string {
	missing := policy.MissingRequired(p.Config.SchemaAttributes, u.Attributes)
	names := make([]string, len(missing))
	for i, name := range missing {
		names[i] = "userAttributes." + name
	}
	attributes := make(map[string]string, len(u.Attributes))
	for name, value := range u.Attributes {
		attributes[name] = value
	}
	return map[string]string{
		"USER_ID_FOR_SRP":    u.Username,
		"requiredAttributes": jsonText(names),
		"userAttributes":     jsonText(attributes),
	}
}

func jsonList(choices []types.ChallengeNameType) string { return jsonText(choices) }

func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("authflow: " + err.Error()) // lists and maps of strings always marshal
	}
	return string(text)
}
