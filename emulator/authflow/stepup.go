package authflow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// The levels of authentication. What reaches them is fixed; only their names can be chosen.
// Doc: "Step-up authentication".
const (
	levelPassword = 1 // a password
	levelCode     = 2 // a one-time code alone
	levelTwo      = 3 // a passkey, or a password and a code
	levelApp      = 4 // a password and an authenticator app
)

// levelOf is the level that factors reach; 0 for none.
func levelOf(factors []string) int {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(factors, name) })
	}
	withPassword, code := has(factorPassword), has(factorSMS, factorEmail)
	switch {
	case withPassword && has(factorTOTP):
		return levelApp
	case has(factorPlatform, factorRoaming), withPassword && code:
		return levelTwo
	case code:
		return levelCode
	case withPassword:
		return levelPassword
	}
	return 0
}

// aim reads what level a sign-in is for, and credits what an access token proved before.
// Doc: InitiateAuth, TARGET_ACR_VALUES, MAX_AGE, ACCESS_TOKEN of USER_AUTH. Assumed: without a target
// MAX_AGE is not looked at (A149).
func (f *Flow) aim(c *op.Call, s *signIn, parameters map[string]string) error {
	wanted, with := parameters["TARGET_ACR_VALUES"], parameters["ACCESS_TOKEN"]
	switch {
	case wanted == "" && with != "":
		return fault.TokenWithoutLevel()
	case wanted == "":
		return nil
	}
	targets := levelsNamed(c.Pool, wanted)
	if len(targets) == 0 {
		return fault.NoKnownLevel()
	}
	reach := slices.IndexFunc(targets, func(level int) bool { return f.reaches(c, s.user, level) })
	if reach < 0 {
		return fault.LevelNotReachable()
	}
	s.target = targets[reach]
	if with == "" {
		return nil
	}
	grant, err := f.grantOf(c, s.user, with)
	if err != nil {
		return err
	}
	fresh, err := young(c, grant, parameters)
	switch {
	case err != nil:
		return err
	case !fresh: // everything is asked anew
		return nil
	case levelOf(grant.Factors) >= s.target:
		return fault.LevelReached()
	}
	s.factors = slices.Clip(grant.Factors)
	return nil
}

// levelsNamed returns the levels that a list names, in its order; names that the pool does not know
// are left out.
func levelsNamed(p *state.Pool, list string) []int {
	var levels []int
	for name := range strings.FieldsSeq(list) {
		for level := levelPassword; level <= levelApp; level++ {
			if levelName(p, level) == name {
				levels = append(levels, level)
			}
		}
	}
	return levels
}

// levelName is what the acr claim calls a level.
func levelName(p *state.Pool, level int) string {
	n := strconv.Itoa(level)
	if own, ok := p.Levels["Level"+n]; ok {
		return aws.ToString(own.AcrValue)
	}
	return "urn:cognito:loa:" + n
}

// grantOf is the sign-in that an access token of the user comes from.
func (f *Flow) grantOf(c *op.Call, user *state.User, text string) (*state.Grant, error) {
	pool := c.Pool
	who, err := f.Principal(c, text)
	c.Pool = pool
	if err != nil {
		return nil, err
	}
	if who.Pool.ID != pool.ID || who.User.Sub != user.Sub {
		return nil, fault.InvalidAccessToken()
	}
	return who.Grant, nil
}

// young tells whether the sign-in is as recent as MAX_AGE, in seconds, wants it.
func young(c *op.Call, g *state.Grant, parameters map[string]string) (bool, error) {
	text, given := parameters["MAX_AGE"]
	if !given {
		return true, nil
	}
	age, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return false, fault.InvalidMaxAge()
	}
	return c.Now.Sub(g.AuthTime) <= time.Duration(age)*time.Second, nil
}

// reaches tells whether the user has the factors of a level.
func (f *Flow) reaches(c *op.Call, u *state.User, level int) bool {
	switch level {
	case levelPassword:
		return u.Password != nil
	case levelCode:
		return c.Pool.AllowsFirst(types.AuthFactorTypeEmailOtp) && u.Attributes["email"] != "" ||
			c.Pool.AllowsFirst(types.AuthFactorTypeSmsOtp) && u.Attributes["phone_number"] != ""
	case levelTwo:
		return offersPasskey(c, u) || u.Password != nil && len(towards(c.Pool, u, level)) > 0
	}
	return u.Password != nil && len(towards(c.Pool, u, level)) > 0
}

// towards lists the second factors that lead from a password to a level.
func towards(p *state.Pool, u *state.User, level int) []types.ChallengeNameType {
	var factors []types.ChallengeNameType
	switch {
	case p.Config.MfaConfiguration == types.UserPoolMfaTypeOff:
	case level == levelTwo:
		if p.Config.SmsConfiguration != nil && u.Attributes["phone_number"] != "" {
			factors = append(factors, smsMFA)
		}
		if p.MFA.Email != nil && u.Attributes["email"] != "" {
			factors = append(factors, emailOTP)
		}
	case level == levelApp && u.MFA.Token != nil:
		factors = append(factors, totpMFA)
	}
	return factors
}

// climb is the second factor that a sign-in still needs for its level, instead of d where it can
// choose.
func (s *signIn) climb(p *state.Pool, u *state.User, d decision) decision {
	if s.target <= levelOf(s.factors) || !slices.Contains(s.factors, factorPassword) {
		return d
	}
	switch factors := towards(p, u, s.target); len(factors) {
	case 0:
		return d
	case 1:
		return decision{challenge: factors[0]}
	default:
		return decision{challenge: types.ChallengeNameTypeSelectMfaType, choices: factors}
	}
}

// leading keeps of the first factors on offer those that lead to the level of the sign-in.
func (s *signIn) leading(p *state.Pool, offered []types.ChallengeNameType) []types.ChallengeNameType {
	withPassword := s.target == levelPassword || len(towards(p, s.user, s.target)) > 0
	return slices.DeleteFunc(offered, func(factor types.ChallengeNameType) bool {
		switch factor {
		case password, passwordSRP:
			return !withPassword
		case emailOTP, smsOTP:
			return s.target != levelCode
		}
		return s.target != levelTwo // a passkey
	})
}

// withLevel adds what a sign-in for a level proved. Other sign-ins have no such claims.
// Doc: "Step-up authentication". Assumed: that they come last, and only where a level was asked for
// (A149).
func withLevel(claims token.Claims, g *state.Grant) token.Claims {
	if g.ACR == "" {
		return claims
	}
	methods := slices.Clone(g.Factors)
	if len(methods) > 1 {
		methods = append(methods, "mfa")
	}
	return append(claims, token.Claim{Name: "acr", Value: g.ACR}, token.Claim{Name: "amr", Value: methods})
}
