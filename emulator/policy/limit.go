package policy

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// Rate is what the quotas say about a category of operations, in requests a second.
type Rate struct {
	Category string
	Free     int32 // what an account has without asking
	// Adjustable rates can be raised, up to Highest.
	Adjustable bool
	Highest    int32
}

// raise is how many times its free rate an account may have. Doc: UpdateProvisionedLimit, "your
// account-level maximum limit in Service Quotas". Assumed: what that is (A184).
const raise = 10

// rates are the categories of operations. Doc: quotas.
func rates() []Rate {
	return []Rate{
		{Category: "UserAuthentication", Free: 120, Adjustable: true},
		{Category: "UserCreation", Free: 50, Adjustable: true},
		{Category: "UserFederation", Free: 25, Adjustable: true},
		{Category: "UserAccountRecovery", Free: 30},
		{Category: "UserRead", Free: 120, Adjustable: true},
		{Category: "UserUpdate", Free: 25},
		{Category: "UserToken", Free: 120, Adjustable: true},
		{Category: "UserResourceRead", Free: 50, Adjustable: true},
		{Category: "UserResourceUpdate", Free: 25},
		{Category: "UserList", Free: 30},
		{Category: "UserPoolRead", Free: 15},
		{Category: "UserPoolUpdate", Free: 15},
		{Category: "UserPoolResourceRead", Free: 20},
		{Category: "UserPoolResourceUpdate", Free: 15},
		{Category: "UserPoolClientRead", Free: 15},
		{Category: "UserPoolClientUpdate", Free: 15},
		{Category: "ClientAuthentication", Free: 150},
	}
}

// CategoryOf is the category of an operation whose rate can be set, or empty.
// Doc: quotas, "API operation categories and request rate quotas".
func CategoryOf(operation string) string {
	switch operation {
	case "InitiateAuth", "AdminInitiateAuth", "RespondToAuthChallenge", "AdminRespondToAuthChallenge", "GetTokensFromRefreshToken":
		return "UserAuthentication"
	case "SignUp", "ConfirmSignUp", "AdminCreateUser", "AdminConfirmSignUp":
		return "UserCreation"
	case "GetUser", "AdminGetUser", "AdminGetUserAuthFactors":
		return "UserRead"
	case "RevokeToken":
		return "UserToken"
	case "GetDevice", "ListDevices", "AdminGetDevice", "AdminListDevices", "AdminListGroupsForUser", "AdminListUserAuthEvents",
		"GetUserAttributeVerificationCode", "ResendConfirmationCode":
		return "UserResourceRead"
	}
	return ""
}

// Answers is a rate that goes with that of UserAuthentication: of answers to challenges there may be three
// times as many requests, and only those beyond count against the category.
// Doc: quotas, "API operations with special request rate handling".
const (
	Answers      = "UserAuthentication/answers"
	AnswersTimes = 3
)

// IsAnswer tells whether an operation answers a challenge.
func IsAnswer(operation string) bool {
	return operation == "RespondToAuthChallenge" || operation == "AdminRespondToAuthChallenge"
}

// FindRate returns the rate that a definition is about.
// Doc: LimitDefinitionType. Assumed: both refusals (A184).
func FindRate(d *types.LimitDefinitionType) (Rate, error) {
	category, ok := d.Attributes["Category"]
	if !ok || len(d.Attributes) > 1 {
		return Rate{}, fault.LimitAttributes()
	}
	for _, r := range rates() {
		if r.Category == category {
			r.Highest = r.Free * raise
			return r, nil
		}
	}
	return Rate{}, fault.LimitNotFound(category)
}

// Check tells whether an account can have that many requests a second.
// Doc: UpdateProvisionedLimit. Assumed: the refusals of what cannot be raised, and of less than is free
// (A184).
func (r Rate) Check(requested int32) error {
	switch {
	case !r.Adjustable:
		return fault.LimitNotAdjustable(r.Category)
	case requested < r.Free:
		return fault.LimitBelowDefault(r.Category, r.Free)
	case requested > r.Highest:
		return fault.LimitAboveQuota(r.Category, r.Highest)
	}
	return nil
}
