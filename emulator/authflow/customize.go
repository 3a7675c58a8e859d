package authflow

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// customize asks the pool's function what becomes of the claims of tokens that are about to be made, and
// has its say about groups and scopes done. It returns nil when nothing becomes of the claims.
// Doc: "Pre token generation Lambda trigger".
func (f *Flow) customize(c *op.Call, client *state.Client, user *state.User, source string, metadata map[string]string, groups *groupClaims, scopes *[]string) (*trigger.TokenChanges, error) {
	if !trigger.Configured(c.Pool, trigger.PreTokenGeneration) { // spares every other sign-in the lists
		return nil, nil
	}
	about := trigger.Generating{
		UserAttributes: trigger.Attributes(c.Pool, user), Scopes: *scopes, ClientMetadata: metadata,
		Groups: &trigger.GroupConfiguration{Groups: noNil(groups.names), Roles: noNil(groups.roles)},
	}
	if groups.preferred != "" {
		about.Groups.Preferred = &groups.preferred
	}
	changes, err := f.Triggers.PreTokenGeneration(c.Context(), c.Occasion(client, user.Username), source, about)
	if err != nil || changes == nil {
		return nil, err
	}
	if changes.GroupsOverridden {
		*groups = groupClaims{names: changes.Groups.Groups, roles: changes.Groups.Roles}
		if changes.Groups.Preferred != nil {
			groups.preferred = *changes.Groups.Preferred
		}
	}
	*scopes = changeScopes(*scopes, changes)
	return changes, nil
}

// customizeMachine is customize for a token of an app client's own, of which only the third version of the
// event knows.
func (f *Flow) customizeMachine(c *op.Call, client *state.Client, metadata map[string]string, scopes *[]string) (*trigger.TokenChanges, error) {
	if !trigger.KnowsMachines(c.Pool) {
		return nil, nil
	}
	changes, err := f.Triggers.PreTokenGeneration(c.Context(), c.Occasion(client, "ClientCredentials"), trigger.SourceMachine, trigger.Generating{
		UserAttributes: map[string]string{}, Scopes: noNil(*scopes), ClientMetadata: metadata,
	})
	if err != nil || changes == nil {
		return nil, err
	}
	*scopes = changeScopes(*scopes, changes)
	return changes, nil
}

func noNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// changeScopes suppresses scopes and adds others. One that is in both lists is suppressed, as a claim
// would be.
func changeScopes(scopes []string, changes *trigger.TokenChanges) []string {
	var changed []string
	for _, scope := range slices.Concat(scopes, changes.AddScopes) {
		if !slices.Contains(changes.SuppressScopes, scope) && !slices.Contains(changed, scope) {
			changed = append(changed, scope)
		}
	}
	return changed
}

// The claims that no function can touch, beside those of the names that begin with cognito:. An attempt
// does nothing, and nobody is told.
// Doc: "Pre token generation Lambda trigger", claims and scopes that cannot be modified.
var (
	fixedClaims = []string{
		"acr", "amr", "at_hash", "auth_time", "azp", "exp", "iat", "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use", "identities",
	}
	fixedAccessClaims = []string{"username", "client_id", "event_id", "device_key", "version"}
	plainClaims       = []string{"phone_number_verified", "email_verified", "updated_at", "address"} // no lists or objects in an ID token
)

// changeID does what a function wants with the claims of an ID token.
func changeID(claims token.Claims, changes *trigger.TokenChanges) token.Claims {
	if changes == nil {
		return claims
	}
	return changeClaims(claims, changes.ID, func(name string, value any) bool {
		return name == "aud" || slices.Contains(plainClaims, name) && composite(value)
	})
}

// changeAccess does what a function wants with the claims of an access token. The audience can be told,
// but not chosen.
func changeAccess(claims token.Claims, changes *trigger.TokenChanges, client *state.Client) token.Claims {
	if changes == nil {
		return claims
	}
	return changeClaims(claims, changes.Access, func(name string, value any) bool {
		return name == "aud" && !isText(value, string(client.ID)) || slices.Contains(fixedAccessClaims, name) || name == "scope"
	})
}

// changeClaims suppresses, replaces and adds claims, all but the fixed ones. To suppress the groups means
// the roles too.
func changeClaims(claims token.Claims, changes trigger.ClaimChanges, fixed func(name string, value any) bool) token.Claims {
	for _, name := range slices.Sorted(maps.Keys(changes.Set)) {
		value := changes.Set[name]
		if fixedClaim(name) || strings.HasPrefix(name, "dev:") || fixed(name, value) || slices.Contains(changes.Suppress, name) {
			continue
		}
		claims.Set(name, value)
	}
	for _, name := range changes.Suppress {
		switch {
		case name == "cognito:groups":
			for _, name := range []string{"cognito:groups", "cognito:roles", "cognito:preferred_role"} {
				claims.Delete(name)
			}
		case !fixedClaim(name) && !fixed(name, nil):
			claims.Delete(name)
		}
	}
	return claims
}

func fixedClaim(name string) bool {
	return strings.HasPrefix(name, "cognito:") || slices.Contains(fixedClaims, name)
}

// composite tells whether a value that a function answered is a list or an object.
func composite(value any) bool {
	raw, ok := value.(json.RawMessage)
	return ok && len(raw) > 0 && (raw[0] == '[' || raw[0] == '{')
}

func isText(value any, want string) bool {
	var text string
	switch v := value.(type) {
	case string:
		text = v
	case json.RawMessage:
		if json.Unmarshal(v, &text) != nil {
			return false
		}
	}
	return text == want
}
