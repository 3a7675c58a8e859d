package policy

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// Readable tells whether users see the attribute through that client: in GetUser,
// in tokens and from userInfo. sub is always there, developer-only attributes
// never are. A client without a list reads all the others. Doc: attribute
// permissions and scopes; the API reference names the standard attributes only,
// Assumed: that it is out of date (A053).
func Readable(client *types.UserPoolClientType, name string) bool {
	switch {
	case name == "sub":
		return true
	case strings.HasPrefix(name, developerPrefix):
		return false
	}
	return len(client.ReadAttributes) == 0 || slices.Contains(client.ReadAttributes, name)
}

// Writable tells whether users may write the attribute through that client.
// Required attributes always are writable. A client without a list writes
// everything that any client may write, custom attributes too.
// Seen: go-to-k/cdkd#1977 and a public note of 2026-09 (measured).
func Writable(client *types.UserPoolClientType, schema []types.SchemaAttributeType, name string) bool {
	if neverWritable(name) {
		return false
	}
	if len(client.WriteAttributes) == 0 || slices.Contains(client.WriteAttributes, name) {
		return true
	}
	a := Attribute(schema, name)
	return a != nil && aws.ToBool(a.Required)
}

// FollowsProvider tells whether what an identity provider says of an attribute is written at a sign-in
// through that client. A mark of verification goes with its address.
// Doc: "Specifying identity provider attribute mappings".
func FollowsProvider(client *types.UserPoolClientType, schema []types.SchemaAttributeType, name string) bool {
	return Writable(client, schema, strings.TrimSuffix(name, "_verified"))
}

// neverWritable tells whether no client may write the attribute.
// Seen: aws/aws-sdk-js#3603 (email_verified), badmintoncryer/cdk-preflight.
func neverWritable(name string) bool {
	switch name {
	case "email_verified", "phone_number_verified", "sub", "identities":
		return true
	}
	return strings.HasPrefix(name, developerPrefix) || strings.HasPrefix(name, "cognito:")
}

// checkWritable refuses an attribute the client may not write; an administrator
// has no client.
func checkWritable(client *types.UserPoolClientType, schema []types.SchemaAttributeType, name string) error {
	if client != nil && !Writable(client, schema, name) {
		return fault.UnauthorizedAttribute()
	}
	return nil
}

// checkReadList is ReadAttributes of an app client.
// Assumed: sub and identities are taken, developer-only attributes are not (A053).
func checkReadList(schema []types.SchemaAttributeType, list []string) bool {
	for _, name := range list {
		if Attribute(schema, name) == nil || strings.HasPrefix(name, developerPrefix) {
			return false
		}
	}
	return true
}

// checkWriteList is WriteAttributes of an app client: nothing unknown, nothing
// that no client may write, and every required attribute. An immutable attribute
// is taken. Seen: badmintoncryer/cdk-preflight, public notes of 2026-09 (measured).
func checkWriteList(schema []types.SchemaAttributeType, list []string) bool {
	if len(list) == 0 {
		return true
	}
	for _, name := range list {
		if neverWritable(name) || Attribute(schema, name) == nil {
			return false
		}
	}
	for _, a := range schema {
		name := aws.ToString(a.Name)
		if aws.ToBool(a.Required) && !neverWritable(name) && !slices.Contains(list, name) {
			return false
		}
	}
	return true
}
