package authflow

import (
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/srp"
	"cognito-emulator/emulator/token"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

const (
	customChallenge  = types.ChallengeNameTypeCustomChallenge
	passwordVerifier = types.ChallengeNameTypePasswordVerifier
	newPassword      = types.ChallengeNameTypeNewPasswordRequired
	// srpStep is how histories call a sign-in that begins with half a password proof.
	srpStep = "SRP_A"
)

// beginCustom begins a sign-in that functions decide about: with their first challenge or, where the
// request says so, with the proof of the password.
// Doc: "Custom authentication challenge Lambda triggers". Seen: aws-amplify/amplify-js#3159 (CHALLENGE_NAME).
func (f *Flow) beginCustom(c *op.Call, b Begin) (*Step, error) {
	name, err := parameter(b.Parameters, "USERNAME")
	if err != nil {
		return nil, err
	}
	custom := &state.CustomAuth{Name: strings.ToValidUTF8(name[:min(len(name), longestName)], "")}
	if b.Parameters["CHALLENGE_NAME"] == srpStep {
		if custom.SRPA, err = parameter(b.Parameters, "SRP_A"); err != nil {
			return nil, err
		}
		if _, err := srp.ParseA(custom.SRPA); err != nil {
			return nil, fault.InvalidSRPA()
		}
		custom.History = []state.CustomStep{{Name: srpStep, Result: true}}
	}
	user, err := f.starting(c, b, name)
	if err != nil {
		return nil, err
	}
	if user, err = f.permit(c, b, user, name, admitCustom); err != nil {
		return nil, err
	}
	return f.define(c, &signIn{client: b.Client, user: user, admin: b.Admin, custom: custom, device: beginsOn(c, user, b.Parameters)}, user)
}

// admitCustom refuses users who may not sign in by any means. The lock after wrong passwords is none of
// this flow's. Doc: "Authentication", lockout. Assumed: unconfirmed users are refused (A294).
func admitCustom(c *op.Call, u *state.User) error {
	if u.Status == types.UserStatusTypeUnconfirmed {
		return fault.UserNotConfirmed()
	}
	return enabled(c, u)
}

// noteStep remembers a step that the service itself took within a custom sign-in.
// Doc: "Define Auth challenge Lambda trigger", the names in a session.
func (s *signIn) noteStep() {
	if s.custom == nil || s.defined || s.answered == nil {
		return
	}
	switch name := s.answered.Challenge; name {
	case passwordVerifier, newPassword, smsMFA, emailOTP, totpMFA:
		s.took(string(name), true, nil)
	}
}

// longestName is how much is remembered of a name that somebody typed. No attribute is longer.
const longestName = 2048

// took remembers a step. The record that it is taken from is left alone.
func (s *signIn) took(name string, result bool, metadata *string) {
	next := &state.CustomAuth{Name: s.custom.Name, SRPA: s.custom.SRPA}
	next.History = append(slices.Clone(s.custom.History), state.CustomStep{Name: name, Result: result, Metadata: metadata})
	s.custom = next
}

// history is what functions are told of the steps that were taken.
func (s *signIn) history() []trigger.Challenge {
	steps := make([]trigger.Challenge, len(s.custom.History))
	for i, h := range s.custom.History {
		steps[i] = trigger.Challenge{Name: h.Name, Result: h.Result, Metadata: h.Metadata}
	}
	return steps
}

// about is what the functions are told of the user, who may be nobody.
func (s *signIn) about(c *op.Call, user *state.User) (trigger.Occasion, map[string]string) {
	if user == nil {
		return c.Occasion(s.client, s.custom.Name), map[string]string{}
	}
	return c.Occasion(s.client, user.Username), trigger.Attributes(c.Pool, user)
}

// define asks what a custom sign-in goes on with, and does it. Success and failure are decided by the
// function alone, but for a user who does not exist.
// Doc: "Define Auth challenge Lambda trigger". Seen: aws-amplify/amplify-js#8145 (the refusal).
func (f *Flow) define(c *op.Call, s *signIn, user *state.User) (*Step, error) {
	o, attributes := s.about(c, user)
	d, err := f.Triggers.DefineAuthChallenge(c.Context(), o, trigger.Defining{
		UserAttributes: attributes, Session: s.history(), ClientMetadata: s.metadata, UserNotFound: notFound(s.client, s.user)})
	switch {
	case err != nil:
		return nil, err
	case d == nil:
		return nil, fault.NoDefineAuthChallenge()
	case aws.ToBool(d.FailAuthentication):
		f.watched(c, s)
		return nil, f.noteFailure(s, f.giveUp(s, fault.BadPassword()))
	case aws.ToBool(d.IssueTokens):
		if user == nil {
			return nil, f.giveUp(s, fault.BadPassword())
		}
		s.defined = true
		return f.proceed(c, s)
	}
	switch name := types.ChallengeNameType(aws.ToString(d.ChallengeName)); {
	case name == customChallenge:
		return f.create(c, s, user)
	case name == passwordVerifier && s.custom.SRPA != "":
		return f.verifierOfCustom(c, s)
	case user != nil && (name == smsMFA || name == emailOTP) && user.Attributes[attributeOf(name)] != "":
		return f.sendCode(c, s, user, name)
	case user != nil && name == totpMFA:
		return f.forceTOTP(c, s, user)
	}
	// Assumed: for an answer that says nothing, and for a challenge that cannot be asked (A295).
	return nil, fault.LambdaUnrecognizable()
}

// create asks for a custom challenge.
// Doc: "Create Auth challenge Lambda trigger". Seen: aws-amplify/amplify-js#1538 (without a function).
func (f *Flow) create(c *op.Call, s *signIn, user *state.User) (*Step, error) {
	o, attributes := s.about(c, user)
	made, err := f.Triggers.CreateAuthChallenge(c.Context(), o, trigger.Creating{
		UserAttributes: attributes, ChallengeName: string(customChallenge), Session: s.history(),
		ClientMetadata: s.metadata, UserNotFound: notFound(s.client, s.user)})
	switch {
	case err != nil:
		return nil, err
	case made == nil:
		return nil, fault.NoCreateAuthChallenge()
	}
	custom := *s.custom
	custom.Private, custom.Metadata = made.Private, made.Metadata
	parameters := map[string]string{}
	maps.Copy(parameters, made.Public)
	id, next := f.newSession(c, s.client, customChallenge)
	next.Admin, next.Custom = s.admin, &custom
	if user == nil {
		parameters["USERNAME"], _, _ = srp.Simulate([]byte(c.Pool.ID), "", s.custom.Name)
		if !c.Pool.NamesAre("email") && !c.Pool.NamesAre("phone_number") {
			parameters["USERNAME"] = s.custom.Name
		}
	} else {
		parameters["USERNAME"] = user.Username
		next.Sub, next.Factors, next.MFA, next.Device, next.Event = user.Sub, s.factors, s.multi, s.device.begun, s.event()
	}
	step := &Step{Challenge: customChallenge, Parameters: parameters, Session: token.Session(id)}
	return f.commit(s, step, func(tx *state.Tx) error { return tx.AddSession(next) })
}

// verifierOfCustom asks for the rest of the password proof that the sign-in began with.
func (f *Flow) verifierOfCustom(c *op.Call, s *signIn) (*Step, error) {
	a, err := srp.ParseA(s.custom.SRPA)
	if err != nil {
		return nil, fault.InvalidSRPA()
	}
	step, id, err := f.challengeSRP(c, s, s.custom.Name, a)
	if err != nil {
		return nil, err
	}
	step.Session = token.Session(id)
	return step, nil
}

// forceTOTP asks for a code of an authenticator because a function wants it, and takes none.
// Seen: aws-amplify/amplify-js#12887.
func (f *Flow) forceTOTP(c *op.Call, s *signIn, user *state.User) (*Step, error) {
	custom := *s.custom
	custom.Forced = true
	s.custom = &custom
	return f.askFactor(c, s, user, decision{challenge: totpMFA})
}

// answerCustom has the function judge an answer to a custom challenge, and goes on.
// Doc: "Verify Auth challenge response Lambda trigger". Assumed: without a function, or without its
// verdict (A295).
func (f *Flow) answerCustom(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	o, attributes := s.about(c, s.user)
	waiting := s.answered.Custom
	v, err := f.Triggers.VerifyAuthChallengeResponse(c.Context(), o, trigger.Verifying{
		UserAttributes: attributes, Private: waiting.Private, ChallengeAnswer: responses["ANSWER"],
		ClientMetadata: s.metadata, UserNotFound: notFound(s.client, s.user)})
	switch {
	case err != nil:
		return nil, err
	case v == nil:
		return nil, fault.NoDefineAuthChallenge()
	case v.AnswerCorrect == nil:
		return nil, fault.LambdaUnrecognizable()
	}
	s.took(string(customChallenge), *v.AnswerCorrect, waiting.Metadata)
	return f.define(c, s, s.user)
}
