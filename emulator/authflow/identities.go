package authflow

import (
	"strconv"

	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// identityClaims are the identities that lead to a user as the ID token shows them: all texts, where
// the attribute has a flag and a number. Doc: "Using the ID token", the sample.
func identityClaims(identities []state.Identity) []token.Claims {
	list := make([]token.Claims, len(identities))
	for i, d := range identities {
		var issuer any
		if d.Issuer != nil {
			issuer = *d.Issuer
		}
		list[i] = token.Claims{
			{Name: "userId", Value: d.ID},
			{Name: "providerName", Value: d.Provider},
			{Name: "providerType", Value: string(d.Type)},
			{Name: "issuer", Value: issuer},
			{Name: "primary", Value: strconv.FormatBool(d.Primary)},
			{Name: "dateCreated", Value: strconv.FormatInt(d.Created.UnixMilli(), 10)},
		}
	}
	return list
}
