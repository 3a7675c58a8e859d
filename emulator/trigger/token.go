package trigger

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"strings"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// GroupConfiguration is what a user's groups add to tokens. Doc: "Pre token generation Lambda trigger".
type GroupConfiguration struct {
	Groups    []string `json:"groupsToOverride"`
	Roles     []string `json:"iamRolesToOverride"`
	Preferred *string  `json:"preferredRole"`
}

// Generating is what PreTokenGeneration is told.
type Generating struct {
	UserAttributes map[string]string `json:"userAttributes"`
	// Groups are nil for a machine.
	Groups         *GroupConfiguration `json:"groupConfiguration"`
	Scopes         []string            `json:"scopes,omitempty"` // from version 2 on
	ClientMetadata map[string]string   `json:"clientMetadata,omitempty"`
}

// ClaimChanges are what becomes of the claims of one token. What is suppressed is so whatever else is
// said about it.
type ClaimChanges struct {
	Set      map[string]any // texts or json.RawMessage
	Suppress []string
}

// TokenChanges are what PreTokenGeneration answers, whatever the version of its event.
type TokenChanges struct {
	ID, Access       ClaimChanges
	AddScopes        []string
	SuppressScopes   []string
	Groups           GroupConfiguration
	GroupsOverridden bool // false: Groups say nothing
}

// idClaims is what the first version understands.
type idClaims struct {
	Details *struct {
		Set      Texts           `json:"claimsToAddOrOverride"`
		Suppress []string        `json:"claimsToSuppress"`
		Groups   json.RawMessage `json:"groupOverrideDetails"`
	} `json:"claimsOverrideDetails"`
}

// allClaims is what the later versions understand.
type allClaims struct {
	Details *struct {
		ID *struct {
			Set      map[string]json.RawMessage `json:"claimsToAddOrOverride"`
			Suppress []string                   `json:"claimsToSuppress"`
		} `json:"idTokenGeneration"`
		Access *struct {
			Set            map[string]json.RawMessage `json:"claimsToAddOrOverride"`
			Suppress       []string                   `json:"claimsToSuppress"`
			AddScopes      []string                   `json:"scopesToAdd"`
			SuppressScopes []string                   `json:"scopesToSuppress"`
		} `json:"accessTokenGeneration"`
		Groups json.RawMessage `json:"groupOverrideDetails"`
	} `json:"claimsAndScopeOverrideDetails"`
}

// PreTokenGeneration asks what becomes of the claims of tokens that are about to be made. It returns nil
// when nothing does.
func (t *Triggers) PreTokenGeneration(ctx context.Context, o Occasion, source string, about Generating) (*TokenChanges, error) {
	f := o.function(PreTokenGeneration)
	if f.version == "1" {
		about.Scopes = nil
		return t.firstVersion(ctx, o, source, about)
	}
	var answer allClaims
	if called, err := ask(ctx, t, PreTokenGeneration, o, source, about, &answer); !called || err != nil || answer.Details == nil {
		return nil, err
	}
	var changes TokenChanges
	if d := answer.Details.ID; d != nil {
		changes.ID = ClaimChanges{values(d.Set), d.Suppress}
	}
	if d := answer.Details.Access; d != nil {
		changes.Access = ClaimChanges{values(d.Set), d.Suppress}
		changes.AddScopes, changes.SuppressScopes = d.AddScopes, d.SuppressScopes
	}
	for _, scope := range changes.AddScopes {
		if scope == "" || strings.Contains(scope, " ") { // Doc: scopesToAdd. Assumed: how that is refused (A284)
			return nil, fault.LambdaUnrecognizable()
		}
	}
	return &changes, changes.override(answer.Details.Groups)
}

// values are claims as they were answered, without those that are null.
func values(claims map[string]json.RawMessage) map[string]any {
	set := make(map[string]any, len(claims))
	for name, value := range claims {
		if !bytes.Equal(value, []byte("null")) {
			set[name] = value
		}
	}
	return set
}

// KnowsMachines tells whether the function of a pool wants to be asked about tokens of app clients' own.
// Doc: "Pre token generation Lambda trigger", the third version.
func KnowsMachines(p *state.Pool) bool {
	return Occasion{Pool: p}.function(PreTokenGeneration).version == "3"
}

// firstVersion knows the ID token only. Its claims are texts.
func (t *Triggers) firstVersion(ctx context.Context, o Occasion, source string, about Generating) (*TokenChanges, error) {
	var answer idClaims
	if called, err := ask(ctx, t, PreTokenGeneration, o, source, about, &answer); !called || err != nil || answer.Details == nil {
		return nil, err
	}
	changes := &TokenChanges{ID: ClaimChanges{Set: map[string]any{}, Suppress: answer.Details.Suppress}}
	for name, value := range answer.Details.Set {
		changes.ID.Set[name] = value
	}
	return changes, changes.override(answer.Details.Groups)
}

// override reads what an answer says about groups: nothing where it does not have the member. An empty
// one, or null, leaves the user without groups.
// Doc: "Pre token generation Lambda trigger", groupOverrideDetails.
func (c *TokenChanges) override(groups json.RawMessage) error {
	if groups == nil {
		return nil
	}
	c.GroupsOverridden = true
	if !bytes.Equal(groups, []byte("null")) && !fill(groups, reflect.ValueOf(&c.Groups).Elem()) {
		return fault.LambdaUnrecognizable()
	}
	return nil
}
