package policy

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
)

// The features behind the two newest members of a pool. Doc: CreateUserPool (that
// they need more than LITE). Assumed: their names (A085, A086).
const (
	StepUp             Feature = "Step-Up Authentication"
	ClientRegistration Feature = "Dynamic Client Registration"
)

// levelKeys are the four levels of authentication, the weakest first.
func levelKeys() []string { return []string{"Level1", "Level2", "Level3", "Level4"} }

// Levels is AcrConfiguration as it is shown: all four levels, those that have no
// name of their own under their default names. No name may stand for two levels.
// Doc: UserPoolType.AcrConfiguration. Assumed: UpdateUserPool without the member
// goes back to the default names, and the text of the refusal (A085).
func Levels(given map[string]newest.AcrLevelConfigType) (map[string]newest.AcrLevelConfigType, error) {
	levels := make(map[string]newest.AcrLevelConfigType, 4)
	var names []string
	for i, key := range levelKeys() {
		name := "urn:cognito:loa:" + string(rune('1'+i))
		if own, ok := given[key]; ok {
			name = aws.ToString(own.AcrValue)
		}
		if slices.Contains(names, name) {
			return nil, fault.LevelNameTwice(name)
		}
		names = append(names, name)
		levels[key] = newest.AcrLevelConfigType{AcrValue: &name}
	}
	return levels, nil
}

// Registration is DcrConfiguration as it is stored and shown: on, unless it says
// otherwise. The lists stay as they are, since an empty one has a meaning of its own.
// Doc: UpdateUserPool. Assumed: no other default is shown (A086).
func Registration(given *newest.DcrConfigurationType) *newest.DcrConfigurationType {
	if given == nil {
		return nil
	}
	shown := *given
	if shown.EnableStatus == "" {
		shown.EnableStatus = types.StatusTypeEnabled
	}
	return &shown
}

// CheckNewest refuses what the tier of a pool does not have of its newest members:
// names of levels, and a registration that is on. turned is for updates: whether the
// call itself moves the pool to that tier while a registration is on.
// Doc: UpdateUserPool, DcrConfiguration. Assumed: the type of that refusal (A086).
func CheckNewest(pool *types.UserPoolType, levels map[string]newest.AcrLevelConfigType, registration *newest.DcrConfigurationType, turned bool) error {
	var used []Feature
	if len(levels) > 0 {
		used = append(used, StepUp)
	}
	if registration != nil && registration.EnableStatus == types.StatusTypeEnabled {
		if turned && !Has(pool.UserPoolTier, ClientRegistration) {
			return fault.TierChangeNotAllowed()
		}
		used = append(used, ClientRegistration)
	}
	return checkTier(pool, used...)
}
