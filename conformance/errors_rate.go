package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// errorRateCases use up a rate that was set, and then try every operation of its category. Doc: quotas, "API operation
// categories and request rate quotas": of answers to challenges there may be three times as many, and only then they count
// against the category.
func errorRateCases() []Case {
	type category struct {
		name       string
		free       int32
		times      int32  // how many times the rate it takes to use it up
		waste      string // an operation of the category that comes to nothing
		operations []string
	}
	return each([]category{
		{"UserAuthentication", 120, 1 + 3, "RespondToAuthChallenge", ops("InitiateAuth", "AdminInitiateAuth", "RespondToAuthChallenge", "AdminRespondToAuthChallenge",
			"GetTokensFromRefreshToken")},
		{"UserCreation", 50, 1, "AdminConfirmSignUp", ops("SignUp", "ConfirmSignUp", "AdminCreateUser", "AdminConfirmSignUp")},
		{"UserRead", 120, 1, "AdminGetUser", ops("GetUser", "AdminGetUser", "AdminGetUserAuthFactors")},
		{"UserToken", 120, 1, "RevokeToken", ops("RevokeToken")},
		{"UserResourceRead", 50, 1, "AdminListGroupsForUser", ops("GetDevice", "ListDevices", "AdminGetDevice", "AdminListDevices", "AdminListGroupsForUser",
			"AdminListUserAuthEvents", "GetUserAttributeVerificationCode", "ResendConfirmationCode")},
	}, func(c category) Case {
		return Case{
			Operations: append(ops("UpdateProvisionedLimit"), c.operations...), Says: "a rate that was set is that of a category: " + c.name,
			Needs: needs(Accounts, Clock), Assumes: "A445",
			Given: func(w *World) {
				w.Freeze()
				anyCaller()(w)
				OK(w, w.API.UpdateProvisionedLimit, &cip.UpdateProvisionedLimitInput{LimitDefinition: rate(c.name), RequestedLimitValue: c.free})
			},
			Steps: steps(
				func(w *World) {
					w.Advance(time.Second)
					body := w.anyRequest()
					for range c.times * c.free {
						if r := w.PostSigned(c.waste, body); r.Type == "TooManyRequestsException" {
							w.Fatalf("%s comes to nothing too early", c.waste)
						}
					}
				},
				func(w *World) {
					body := w.anyRequest()
					for _, operation := range c.operations {
						if r := w.PostSigned(operation, body); r.Type != "TooManyRequestsException" || r.Message != "Rate exceeded" {
							w.Errorf("%s: %s", operation, r.Body)
						}
					}
				},
			),
		}
	})
}
