package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// rate names a category of operations.
func rate(category string) *types.LimitDefinitionType {
	return &types.LimitDefinitionType{LimitClass: types.LimitClassApiCategory, Attributes: map[string]string{"Category": category}}
}

// limitCases are about the rates of an account. Doc: API_GetProvisionedLimit, API_UpdateProvisionedLimit, with their
// samples, and the quotas.
func limitCases() []Case {
	shown := func(category string, provisioned, free int32) *types.LimitType {
		return &types.LimitType{LimitDefinition: rate(category), ProvisionedLimitValue: provisioned, FreeLimitValue: free}
	}
	get := func(category string) *cip.GetProvisionedLimitInput {
		return &cip.GetProvisionedLimitInput{LimitDefinition: rate(category)}
	}
	set := func(category string, value int32) *cip.UpdateProvisionedLimitInput {
		return &cip.UpdateProvisionedLimitInput{LimitDefinition: rate(category), RequestedLimitValue: value}
	}
	return []Case{
		{
			Operations: ops("GetProvisionedLimit", "UpdateProvisionedLimit"), Says: "a new account has what is free, until it asks for more", Needs: needs(Accounts),
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.GetProvisionedLimit, get("UserAuthentication"), &cip.GetProvisionedLimitOutput{Limit: shown("UserAuthentication", 120, 120)})
					Answers(w, w.API.UpdateProvisionedLimit, set("UserAuthentication", 300), &cip.UpdateProvisionedLimitOutput{Limit: shown("UserAuthentication", 300, 120)})
				},
				func(w *World) {
					Answers(w, w.API.GetProvisionedLimit, get("UserAuthentication"), &cip.GetProvisionedLimitOutput{Limit: shown("UserAuthentication", 300, 120)})
					Answers(w, w.API.GetProvisionedLimit, get("UserCreation"), &cip.GetProvisionedLimitOutput{Limit: shown("UserCreation", 50, 50)})
					OK(w, w.API.UpdateProvisionedLimit, set("UserAuthentication", 120))
					Answers(w, w.API.GetProvisionedLimit, get("UserAuthentication"), &cip.GetProvisionedLimitOutput{Limit: shown("UserAuthentication", 120, 120)})
				},
			),
		},
		{
			Operations: ops("GetProvisionedLimit", "UpdateProvisionedLimit"), Says: "an account has its own rates in each region", Needs: needs(Accounts),
			Steps: steps(func(w *World) {
				OK(w, w.API.UpdateProvisionedLimit, set("UserToken", 200))
				for _, api := range []*cip.Client{w.Account("111111111111", ""), w.connect("eu-west-1", w.credentials)} {
					Answers(w, api.GetProvisionedLimit, get("UserToken"), &cip.GetProvisionedLimitOutput{Limit: shown("UserToken", 120, 120)})
				}
			}),
		},
		{
			Operations: ops("UpdateProvisionedLimit", "AdminGetUser"), Says: "a rate that was set is kept: too many requests are refused, and soon are not any more",
			Needs: needs(Accounts, Clock), Assumes: "A445",
			Steps: steps(
				func(w *World) {
					w.Freeze()
					OK(w, w.API.UpdateProvisionedLimit, set("UserRead", 120))
					w.Pool()
					w.User()
				},
				func(w *World) {
					w.Advance(time.Second)
					user := &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}
					for range 120 {
						OK(w, w.API.AdminGetUser, user)
					}
					Refuses(w, w.API.AdminGetUser, user, "TooManyRequestsException", "Rate exceeded")
					w.Advance(time.Second)
					OK(w, w.API.AdminGetUser, user)
				},
			),
		},
		{
			Operations: ops("UpdateProvisionedLimit"), Says: "refused: more than the account may have", Assumes: "A184",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.UpdateProvisionedLimit, set("UserAuthentication", 2_000_000_000), "ServiceQuotaExceededException")
			}),
		},
		{
			Operations: ops("UpdateProvisionedLimit"), Says: "refused: less than is free, and a rate that is fixed", Assumes: "A184",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.UpdateProvisionedLimit, set("UserAuthentication", 119), "InvalidParameterException")
				Refuses(w, w.API.UpdateProvisionedLimit, set("UserList", 60), "InvalidParameterException")
			}),
		},
		{
			Operations: ops("GetProvisionedLimit", "UpdateProvisionedLimit"), Says: "refused: a category that is none", Assumes: "A184",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.GetProvisionedLimit, get("Sleeping"), "ResourceNotFoundException")
				Refuses(w, w.API.UpdateProvisionedLimit, set("Sleeping", 10), "ResourceNotFoundException")
			}),
		},
		{
			Operations: ops("GetProvisionedLimit"), Says: "refused: attributes other than the category, and a class that is none", Assumes: "A184",
			Steps: steps(func(w *World) {
				in := get("UserRead")
				in.LimitDefinition.Attributes = map[string]string{"Category": "UserRead", "UserPoolId": "x"}
				Refuses(w, w.API.GetProvisionedLimit, in, "InvalidParameterException")
				in.LimitDefinition.Attributes = map[string]string{}
				Refuses(w, w.API.GetProvisionedLimit, in, "InvalidParameterException")
				in = get("UserRead")
				in.LimitDefinition.LimitClass = "POOL"
				Refuses(w, w.API.GetProvisionedLimit, in, "InvalidParameterException",
					"1 validation error detected: Value 'POOL' at 'limitDefinition.limitClass' failed to satisfy constraint: Member must satisfy enum value set: [API_CATEGORY]")
			}),
		},
	}
}
