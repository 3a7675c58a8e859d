package servicemodel

import (
	"fmt"
	"slices"

	"cognito-emulator/emulator/wire"
)

// Correct changes what the service is known to judge otherwise than its public
// model says. What the model says about signatures stays as it is.
func (m *Model) Correct() error {
	for _, correct := range []func(*Model) error{
		takeClientTokenFlow,
		leaveDomainsToTheOperation,
		letMessagesHaveLines,
		writeBucketWithoutLookBehind,
		takeBlankPasswords,
		showClientIDs,
	} {
		if err := correct(m); err != nil {
			return fmt.Errorf("a correction does not fit the model any more: %w", err)
		}
	}
	return nil
}

// takeClientTokenFlow adds a value that the service takes and no public model
// has. Doc: API_GetClientToken.
func takeClientTokenFlow(m *Model) error {
	const value = "ALLOW_CLIENT_TOKEN_AUTH"
	s, err := m.find("ExplicitAuthFlowsType")
	if err == nil && slices.Contains(s.Enum, value) {
		err = fmt.Errorf("%s has %s now", s.Name, value)
	}
	if err == nil {
		s.Enum = append(s.Enum, value)
	}
	return err
}

// leaveDomainsToTheOperation drops a pattern that forbids the dots of custom
// domains: the operation judges the name itself, with a text of its own.
// Seen: mineiros-io/terraform-aws-cognito-user-pool#69.
func leaveDomainsToTheOperation(m *Model) error {
	s, err := m.find("DomainType")
	if err == nil {
		s.Pattern = ""
	}
	return err
}

// letMessagesHaveLines gives text messages the pattern that the service names: they
// may have several lines. Seen: badmintoncryer/cdk-preflight.
func letMessagesHaveLines(m *Model) error {
	s, err := m.find("SmsVerificationMessageType")
	if err == nil && s.Pattern != `.*\{####\}.*` {
		err = fmt.Errorf("%s has another pattern now", s.Name)
	}
	if err == nil {
		s.Pattern = `(?s).*\{####\}(?s).*`
	}
	return err
}

// writeBucketWithoutLookBehind puts the one pattern that Go's regular expressions
// cannot express into other words. It stands only in answers, which nobody checks.
func writeBucketWithoutLookBehind(m *Model) error {
	s, err := m.find("S3BucketType")
	if err == nil && s.Pattern != `^[0-9A-Za-z\.\-_]*(?<!\.)$` {
		err = fmt.Errorf("%s has another pattern now", s.Name)
	}
	if err == nil {
		s.Pattern = `^([0-9A-Za-z\.\-_]*[0-9A-Za-z\-_])?$`
	}
	return err
}

// takeBlankPasswords lets the two passwords be blank that may be, for users who
// sign in without one. Doc: API_SignUp, API_AdminCreateUser.
func takeBlankPasswords(m *Model) error {
	s, err := m.find("PasswordType")
	if err != nil {
		return err
	}
	blank := &wire.Shape{
		Name: s.Name, Kind: s.Kind, Bounds: s.Bounds, Min: s.Min, Max: s.Max, Pattern: s.Pattern, Sensitive: s.Sensitive,
		Blank: true,
	}
	return m.replace(s, blank, func(structure, member string) bool {
		return structure == "SignUpRequest" || structure == "AdminCreateUserRequest" && member == "TemporaryPassword"
	})
}

// showClientIDs lets faults show the ids of app clients, except in the
// operations in which they were seen hidden. Seen: shown in InitiateAuth
// (boto/boto3#3581) and CreateManagedLoginBranding, hidden in SignUp and
// ConfirmForgotPassword, by tests against real pools. Assumed: the other ones (A012).
func showClientIDs(m *Model) error {
	s, err := m.find("ClientIdType")
	if err != nil {
		return err
	}
	shown := &wire.Shape{Name: s.Name, Kind: s.Kind, Bounds: s.Bounds, Min: s.Min, Max: s.Max, Pattern: s.Pattern}
	hiddenIn := []string{
		"SignUpRequest", "ConfirmSignUpRequest", "ResendConfirmationCodeRequest",
		"ForgotPasswordRequest", "ConfirmForgotPasswordRequest",
	}
	return m.replace(s, shown, func(structure, _ string) bool { return !slices.Contains(hiddenIn, structure) })
}

func (m *Model) find(name string) (*wire.Shape, error) {
	if s := m.shapes[name]; s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("there is no shape %s", name)
}

// replace gives the members that where picks another shape.
func (m *Model) replace(old, shape *wire.Shape, where func(structure, member string) bool) error {
	replaced := 0
	for name, s := range m.shapes {
		for i := range s.Members {
			if member := &s.Members[i]; member.Shape == old && where(name, member.Name) {
				member.Shape = shape
				replaced++
			}
		}
	}
	if replaced == 0 {
		return fmt.Errorf("no member has the shape %s", old.Name)
	}
	return nil
}
