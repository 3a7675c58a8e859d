// Package modeltest tells tests which Go types an operation has. It reflects over
// the SDK's client, which makes a binary much larger: only tests may use it.
package modeltest

import (
	"reflect"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
)

// Types are the input and the output of an operation: those of package newest
// where it declares them, the SDK's otherwise.
type Types struct{ In, Out reflect.Type }

// Lookup finds the types of an operation; they are nil where there are none.
func Lookup(operation string) Types {
	sdk, _ := SDK(operation)
	newer := Newest()[operation]
	if newer.In == nil {
		newer.In = sdk.In
	}
	if newer.Out == nil {
		newer.Out = sdk.Out
	}
	return newer
}

// SDK finds the types that the pinned SDK has for an operation, if it has it.
func SDK(operation string) (Types, bool) {
	m, ok := reflect.TypeFor[*cip.Client]().MethodByName(operation)
	if !ok {
		return Types{}, false
	}
	return Types{In: m.Type.In(2).Elem(), Out: m.Type.Out(0).Elem()}, true
}

// Newest lists the inputs and outputs that package newest declares.
func Newest() map[string]Types {
	return map[string]Types{
		"AdminListUserSessions":                 both[newest.AdminListUserSessionsInput, newest.AdminListUserSessionsOutput](),
		"AdminRespondToAuthChallenge":           out[newest.AdminRespondToAuthChallengeOutput](),
		"AdminRevokeUserSession":                both[newest.AdminRevokeUserSessionInput, newest.AdminRevokeUserSessionOutput](),
		"CreateIdentityProvider":                both[newest.CreateIdentityProviderInput, newest.CreateIdentityProviderOutput](),
		"CreateResourceServer":                  out[newest.CreateResourceServerOutput](),
		"CreateUserPool":                        both[newest.CreateUserPoolInput, newest.CreateUserPoolOutput](),
		"CreateUserPoolClient":                  out[newest.CreateUserPoolClientOutput](),
		"DescribeIdentityProvider":              out[newest.DescribeIdentityProviderOutput](),
		"DescribeResourceServer":                out[newest.DescribeResourceServerOutput](),
		"DescribeUserPool":                      out[newest.DescribeUserPoolOutput](),
		"DescribeUserPoolClient":                out[newest.DescribeUserPoolClientOutput](),
		"GetDerivedToken":                       both[newest.GetDerivedTokenInput, newest.GetDerivedTokenOutput](),
		"GetIdentityProviderByIdentifier":       out[newest.GetIdentityProviderByIdentifierOutput](),
		"GetUserPoolClientSessionConfiguration": both[newest.GetUserPoolClientSessionConfigurationInput, newest.GetUserPoolClientSessionConfigurationOutput](),
		"GetUserPoolSessionConfiguration":       both[newest.GetUserPoolSessionConfigurationInput, newest.GetUserPoolSessionConfigurationOutput](),
		"ListResourceServers":                   out[newest.ListResourceServersOutput](),
		"ListUserPoolClients":                   in[newest.ListUserPoolClientsInput](),
		"ListUserSessions":                      both[newest.ListUserSessionsInput, newest.ListUserSessionsOutput](),
		"RespondToAuthChallenge":                out[newest.RespondToAuthChallengeOutput](),
		"RevokeToken":                           in[newest.RevokeTokenInput](),
		"RevokeUserSession":                     both[newest.RevokeUserSessionInput, newest.RevokeUserSessionOutput](),
		"SetUserPoolClientSessionConfiguration": both[newest.SetUserPoolClientSessionConfigurationInput, newest.SetUserPoolClientSessionConfigurationOutput](),
		"SetUserPoolSessionConfiguration":       both[newest.SetUserPoolSessionConfigurationInput, newest.SetUserPoolSessionConfigurationOutput](),
		"UpdateIdentityProvider":                both[newest.UpdateIdentityProviderInput, newest.UpdateIdentityProviderOutput](),
		"UpdateResourceServer":                  out[newest.UpdateResourceServerOutput](),
		"UpdateUserPool":                        in[newest.UpdateUserPoolInput](),
		"UpdateUserPoolClient":                  out[newest.UpdateUserPoolClientOutput](),
	}
}

func both[In, Out any]() Types { return Types{reflect.TypeFor[In](), reflect.TypeFor[Out]()} }
func in[In any]() Types        { return Types{In: reflect.TypeFor[In]()} }
func out[Out any]() Types      { return Types{Out: reflect.TypeFor[Out]()} }
