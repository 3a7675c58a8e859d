package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// faultCases are about the words in which broken constraints of the model are told.
func faultCases() []Case {
	const invalid = "InvalidParameterException"
	pool := func(w *World) { w.Pool() }
	tooLong := strings.Repeat("!", 56)
	return []Case{
		{
			Operations: ops("CreateUserPoolClient"), Says: "fault: of two values in one bucket the one that was declared later comes first", Assumes: "A008", Given: pool,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientName: new("c"),
					TokenValidityUnits: &types.TokenValidityUnitsType{IdToken: "weeks"}}, invalid,
					oneFault("weeks", "tokenValidityUnits.idToken", "Member must satisfy enum value set: [hours, days, minutes, seconds]"))
			}),
		},
		{
			Operations: ops("DescribeUserPool"), Says: "fault: the length is told before the pattern", Assumes: "A009",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: &tooLong}, invalid,
					"2 validation errors detected: Value '"+tooLong+"' at 'userPoolId' failed to satisfy constraint: Member must have length less than or equal to 55; "+
						"Value '"+tooLong+"' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+")
			}),
		},
		{
			Operations: ops("CreateGroup"), Says: "fault: what lies beyond the first plane has length two", Assumes: "A010", Given: pool,
			Steps: steps(func(w *World) {
				name := strings.Repeat("😀", 64)
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: &name})
				Refuses(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new(name + "!")}, invalid,
					oneFault(name+"!", "groupName", "Member must have length less than or equal to 128"))
			}),
		},
		{
			Operations: ops("UpdateUserPool"), Says: "fault: a structure is shown by its name and its members", Assumes: "A011", Given: pool,
			Steps: steps(func(w *World) {
				option := types.RecoveryOptionType{Name: "admin_only", Priority: new(int32(1))}
				Refuses(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, AccountRecoverySetting: &types.AccountRecoverySettingType{
					RecoveryMechanisms: []types.RecoveryOptionType{option, option, option}}}, invalid,
					oneFault("[RecoveryOptionType(priority=1, name=admin_only), RecoveryOptionType(priority=1, name=admin_only), RecoveryOptionType(priority=1, name=admin_only)]",
						"accountRecoverySetting.recoveryMechanisms", "Member must have length less than or equal to 2"))
			}),
		},
		{
			Operations: ops("SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword", "InitiateAuth", "GetTokensFromRefreshToken", "RevokeToken"),
			Says:       "fault: the id of an app client is hidden where users sign up or have forgotten their password", Assumes: "A012",
			Steps: steps(func(w *World) {
				const text = "Member must satisfy regular expression pattern: [\\w+]+"
				all := map[string]any{"ClientId": "no id", "Username": "ann", "Password": password, "ConfirmationCode": "123456",
					"AuthFlow": "USER_SRP_AUTH", "RefreshToken": "x", "Token": "x"}
				for _, operation := range []string{"SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword"} {
					w.Refused(w.Post(operation, all), invalid, "1 validation error detected: Value at 'clientId' failed to satisfy constraint: "+text)
				}
				for _, operation := range []string{"InitiateAuth", "GetTokensFromRefreshToken", "RevokeToken"} {
					w.Refused(w.Post(operation, all), invalid, oneFault("no id", "clientId", text))
				}
			}),
		},
		{
			Operations: ops("UpdateUserPool"), Says: "fault: the way into a map of structures has the word member in it", Assumes: "A013", Given: pool,
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned("UpdateUserPool", map[string]any{"UserPoolId": w.pool.ID, "AcrConfiguration": map[string]any{"Level1": map[string]any{}}}), invalid,
					"1 validation error detected: Value null at 'acrConfiguration.Level1.member.acrValue' failed to satisfy constraint: Member must not be null")
			}),
		},
		{
			Operations: ops("AdminDeleteUserAttributes"), Says: "fault: of a list with a null nothing else is told", Assumes: "A014", Given: pool,
			Steps: steps(func(w *World) {
				long := strings.Repeat("x", 40) // breaks a constraint of its own
				w.Refused(w.PostSigned("AdminDeleteUserAttributes", map[string]any{"UserPoolId": w.pool.ID, "Username": "ann", "UserAttributeNames": []any{nil, long}}), invalid,
					oneFault("[null, "+long+"]", "userAttributeNames", "Member must satisfy constraint: [Member must not be null]"))
			}),
		},
		{
			Operations: ops("AdminLinkProviderForUser", "CreateIdentityProvider"), Says: "fault: members are told of in the order of a table of hashes", Assumes: "A015",
			Steps: steps(func(w *World) {
				for operation, members := range map[string][]string{
					"AdminLinkProviderForUser": {"sourceUser", "destinationUser", "userPoolId"},
					"CreateIdentityProvider":   {"providerDetails", "userPoolId", "providerName", "providerType"},
				} {
					r := w.PostSigned(operation, "{}")
					var told []string
					for _, fault := range strings.Split(r.Message, " at '")[1:] {
						member, _, _ := strings.Cut(fault, "'")
						told = append(told, member)
					}
					w.Equal(told, members)
				}
			}),
		},
		{
			Operations: ops("ForgotPassword"), Says: "fault: what stands below something sensitive is not shown", Assumes: "A017", Given: plain,
			Steps: steps(func(w *World) {
				w.Refused(w.Post("ForgotPassword", map[string]any{"ClientId": w.client.ID, "Username": w.user.Login,
					"UserContextData": map[string]string{"IpAddress": strings.Repeat("1", 131_073)}}), invalid,
					"1 validation error detected: Value at 'userContextData.ipAddress' failed to satisfy constraint: Member must have length less than or equal to 131072")
			}),
		},
	}
}
