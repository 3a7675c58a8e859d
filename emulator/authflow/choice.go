package authflow

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// The first factors that are a password.
const (
	password    = types.ChallengeNameTypePassword
	passwordSRP = types.ChallengeNameTypePasswordSrp
)

// beginChoice begins a sign-in whose first factor the user chooses.
// Doc: InitiateAuth, USER_AUTH; "Choice-based authentication".
func (f *Flow) beginChoice(c *op.Call, b Begin) (*Step, error) {
	name, err := parameter(b.Parameters, "USERNAME")
	if err != nil {
		return nil, err
	}
	user, err := f.starting(c, b, name)
	if err != nil {
		return nil, err
	}
	preferred := types.ChallengeNameType(b.Parameters["PREFERRED_CHALLENGE"])
	if user == nil && preferred == password && b.Parameters["PASSWORD"] != "" {
		if user, err = f.migrate(c, b.Client, name, b.Parameters["PASSWORD"], b.Metadata, nil); err != nil {
			return nil, err
		}
	}
	if user, err = f.permit(c, b, user, name, enabled); err != nil {
		return nil, err
	}
	if user == nil {
		return f.simulateChoice(c, b, name, preferred)
	}
	s := &signIn{client: b.Client, user: user, admin: b.Admin, hosted: b.Hosted, target: b.Level, first: true, device: beginsOn(c, user, b.Parameters)}
	if aws.ToString(b.Session) != "" {
		return f.continueSignUp(c, s, *b.Session)
	}
	if err := f.aim(c, s, b.Parameters); err != nil {
		return nil, err
	}
	if s.target > 0 && slices.Contains(s.factors, factorPassword) && len(towards(c.Pool, user, s.target)) > 0 {
		s.first = false
		return f.proceed(c, s) // the token that came along stands for the password
	}
	offered := firstFactors(c, user)
	if s.target > 0 {
		offered = s.leading(c.Pool, offered)
	}
	if user.Status == types.UserStatusTypeUnconfirmed && !slices.ContainsFunc(offered, isCode) {
		return nil, fault.UserNotConfirmed()
	}
	if slices.Contains(offered, preferred) {
		step, err := f.askFirst(c, s, preferred, b.Parameters)
		if step != nil && step.Result == nil {
			step.Available = []types.ChallengeNameType{preferred}
		}
		return step, err
	}
	step, err := f.challenge(c, s, types.ChallengeNameTypeSelectChallenge, map[string]string{}, offered)
	if step != nil {
		step.Available = offered
	}
	return step, err
}

// enabled refuses users who may not sign in by any means.
func enabled(_ *op.Call, u *state.User) error {
	if !u.Enabled {
		return fault.UserDisabled()
	}
	return nil
}

// firstFactors lists what the user may begin with. Who has a second factor, or a temporary password,
// begins with the password.
// Doc: "Authentication flows" (users with MFA). Seen: AllianceBioversityCIAT/onecgiar_pr (temporary
// passwords; the order of the two passwords). Assumed: the order of the others (A147).
func firstFactors(c *op.Call, u *state.User) []types.ChallengeNameType {
	var offered []types.ChallengeNameType
	p := c.Pool
	if u.Status != types.UserStatusTypeForceChangePassword && secondFactor(p, u).challenge == "" {
		if p.AllowsFirst(types.AuthFactorTypeEmailOtp) && u.Attributes["email"] != "" {
			offered = append(offered, emailOTP)
		}
		if p.AllowsFirst(types.AuthFactorTypeSmsOtp) && u.Attributes["phone_number"] != "" {
			offered = append(offered, smsOTP)
		}
	}
	if u.Password != nil {
		offered = append(offered, passwordSRP, password)
	}
	if offersPasskey(c, u) {
		offered = append(offered, webAuthn)
	}
	return offered
}

// askFirst asks for a first factor, or takes it when it came along.
func (f *Flow) askFirst(c *op.Call, s *signIn, factor types.ChallengeNameType, given map[string]string) (*Step, error) {
	switch factor {
	case password:
		if given["PASSWORD"] != "" {
			return f.answerPassword(c, s, given)
		}
	case passwordSRP:
		if given["SRP_A"] != "" {
			return f.answerSRPChoice(c, s, given)
		}
	case emailOTP, smsOTP:
		s.first = true
		return f.sendCode(c, s, s.user, factor)
	case webAuthn:
		if s.answered != nil && given["CREDENTIAL"] != "" {
			return f.answerPasskey(c, s, given)
		}
		return f.askPasskey(c, s)
	}
	return f.challenge(c, s, factor, map[string]string{}, nil)
}

// answerChoice takes the user's choice of a first factor.
func (f *Flow) answerChoice(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	choice := types.ChallengeNameType(responses["ANSWER"])
	if !slices.Contains(s.answered.Choices, string(choice)) {
		return nil, fault.InvalidAnswer()
	}
	return f.askFirst(c, s, choice, responses)
}

// answerPassword judges a password that was chosen as the first factor. A wrong one ends the sign-in.
// Seen: aws-amplify/amplify-swift, tests on real pools.
func (f *Flow) answerPassword(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	if err := f.admit(c, s.user); err != nil {
		return nil, err
	}
	if err := f.checkPassword(c, s, responses["PASSWORD"]); err != nil {
		return nil, f.giveUp(s, err)
	}
	s.first = false
	s.factors = append(s.factors, factorPassword)
	s.effects = append(s.effects, forgetFailures(s.user)...)
	return f.proceed(c, s)
}

// answerSRPChoice begins the proof of a password that was chosen as the first factor. The challenge
// carries a session here, as the others of this flow do; it stands for the same as the secret block.
func (f *Flow) answerSRPChoice(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	if s.user != nil {
		if err := f.admit(c, s.user); err != nil {
			return nil, err
		}
	}
	a, err := srp.ParseA(responses["SRP_A"])
	if err != nil {
		return nil, fault.InvalidSRPA()
	}
	step, id, err := f.challengeSRP(c, s, responses["USERNAME"], a)
	if err != nil {
		return nil, err
	}
	step.Session = token.Session(id)
	return step, nil
}

// simulateChoice answers a sign-in of nobody: with the truth, or with a challenge that nobody can
// answer.
// Doc: "Managing user existence error responses". Seen: AllianceBioversityCIAT/onecgiar_pr, EMAIL_OTP
// with an invented address.
func (f *Flow) simulateChoice(c *op.Call, b Begin, name string, preferred types.ChallengeNameType) (*Step, error) {
	switch {
	case preferred == password && b.Parameters["PASSWORD"] != "":
		return nil, fault.BadPassword()
	case preferred == passwordSRP && b.Parameters["SRP_A"] != "":
		return f.answerSRPChoice(c, &signIn{client: b.Client, admin: b.Admin}, b.Parameters)
	}
	id, next := f.newSession(c, b.Client, types.ChallengeNameTypeSelectChallenge)
	next.First, next.Admin, next.Choices = true, b.Admin, []string{string(passwordSRP), string(password)}
	onPages(next, b.Hosted)
	step := &Step{Challenge: next.Challenge, Parameters: map[string]string{}, Session: token.Session(id),
		Available: []types.ChallengeNameType{passwordSRP, password}}
	for _, factor := range []types.ChallengeNameType{emailOTP, smsOTP} {
		if !c.Pool.AllowsFirst(types.AuthFactorType(factor)) || preferred == password || preferred == passwordSRP {
			continue
		}
		details := policy.SimulatedDelivery(&c.Pool.Config, name)
		next.Challenge = factor
		step.Challenge, step.Available = factor, []types.ChallengeNameType{factor}
		step.Parameters = map[string]string{
			"CODE_DELIVERY_DELIVERY_MEDIUM": string(details.DeliveryMedium),
			"CODE_DELIVERY_DESTINATION":     aws.ToString(details.Destination),
		}
		break
	}
	return f.commit(&signIn{}, step, func(tx *state.Tx) error { return tx.AddSession(next) })
}

// Sign-ups hand a session on to the confirmation, and that one to the first sign-in. These two are
// no challenges that anybody can answer.
const (
	signedUp  types.ChallengeNameType = "SIGNED_UP"
	confirmed types.ChallengeNameType = "CONFIRMED"
)

// OfferSession makes the session that SignUp answers with, or nothing when the client cannot use it.
// The caller stores it with what else it writes.
// Doc: SignUp, Session. Assumed: clients without ALLOW_USER_AUTH get none (A148).
func (f *Flow) OfferSession(c *op.Call, client *state.Client, user state.Sub) (*state.Session, *string) {
	return f.handOn(c, client, user, signedUp)
}

func (f *Flow) handOn(c *op.Call, client *state.Client, user state.Sub, name types.ChallengeNameType) (*state.Session, *string) {
	if !policy.FlowAllowed(&client.Config, types.AuthFlowTypeUserAuth) {
		return nil, nil
	}
	id, s := f.newSession(c, client, name)
	s.Sub = user
	return s, aws.String(token.Session(id))
}

// ConfirmSession judges the session that a confirmation came with and makes the one for the first
// sign-in. Both are nil when there was none.
func (f *Flow) ConfirmSession(c *op.Call, client *state.Client, user state.Sub, text *string) (given, next *state.Session, answer *string, err error) {
	if aws.ToString(text) == "" {
		return nil, nil, nil, nil
	}
	given, err = sessionOf(c, client, *text)
	switch {
	case err != nil:
		return nil, nil, nil, err
	case given.Challenge != signedUp, given.Sub != user:
		return nil, nil, nil, fault.InvalidSession()
	}
	next, answer = f.handOn(c, client, user, confirmed)
	return given, next, answer, nil
}

// continueSignUp signs a user in who has just confirmed the sign-up.
// Doc: InitiateAuth, Session: the other parameters are not looked at.
func (f *Flow) continueSignUp(c *op.Call, s *signIn, text string) (*Step, error) {
	given, err := sessionOf(c, s.client, text)
	switch {
	case err != nil:
		return nil, err
	case given.Challenge != confirmed, given.Sub != s.user.Sub:
		return nil, fault.InvalidSession()
	}
	s.answered, s.first = given, false
	return f.proceed(c, s)
}
