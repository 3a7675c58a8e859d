package idp

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// local is the ProviderName of users of the pool itself. Doc: AdminLinkProviderForUser.
const local = "Cognito"

// AdminLinkProviderForUser makes an identity at a provider lead to a user of the pool. The identity
// must be one that nobody signed in with yet.
// Doc: API_AdminLinkProviderForUser, "Linking federated users". Assumed: the order of the refusals (A158).
func (s service) AdminLinkProviderForUser(c *op.Call, pool *state.Pool, in *cip.AdminLinkProviderForUserInput) (*cip.AdminLinkProviderForUserOutput, error) {
	source, err := s.source(c, pool, in.SourceUser)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		user := destination(tx.View, pool, in.DestinationUser)
		if user == nil {
			return fault.UserNotFound()
		}
		if err := checkLink(tx.View, user, source); err != nil {
			return err
		}
		return tx.Link(pool.ID, user.Sub, *source, c.Now)
	})
	if err != nil {
		return nil, err
	}
	return &cip.AdminLinkProviderForUserOutput{}, nil
}

// source is the identity to link. A social provider knows its users by their subject only; of the
// others the value may also be that of an attribute that the provider maps.
// Assumed: whether it maps the attribute is found out at the sign-in (A158).
func (s service) source(c *op.Call, pool *state.Pool, u *types.ProviderUserIdentifierType) (*state.Identity, error) {
	if aws.ToString(u.ProviderName) == local {
		return nil, fault.SourceUserIsLocal()
	}
	p, err := provider(c.View, pool, u)
	if err != nil {
		return nil, err
	}
	return &state.Identity{Provider: p.Name, Type: p.Type, Attribute: *u.ProviderAttributeName, ID: *u.ProviderAttributeValue, Created: c.Now}, nil
}

// provider is the one that an identity is of; the identity is named completely when it returns.
func provider(v state.View, pool *state.Pool, u *types.ProviderUserIdentifierType) (*state.Provider, error) {
	for _, member := range []struct {
		name  string
		value *string
	}{
		{"ProviderName", u.ProviderName},
		{"ProviderAttributeName", u.ProviderAttributeName},
		{"ProviderAttributeValue", u.ProviderAttributeValue},
	} {
		if aws.ToString(member.value) == "" {
			return nil, fault.MissingParameter(member.name)
		}
	}
	p := v.Provider(pool.ID, *u.ProviderName)
	switch {
	case p == nil:
		return nil, fault.ProviderNotFound(*u.ProviderName)
	case policy.Social(p.Type) && *u.ProviderAttributeName != state.SubjectAttribute:
		return nil, fault.SourceUserAttribute()
	}
	return p, nil
}

// destination is the user that the identity shall lead to, nil when there is none: a local one by the
// username, another one by the subject at its provider. ProviderAttributeName does not matter.
// Doc: AdminLinkProviderForUser. Assumed: aliases and the sub are no usernames here (A158).
func destination(v state.View, pool *state.Pool, u *types.ProviderUserIdentifierType) *state.User {
	name, value := aws.ToString(u.ProviderName), aws.ToString(u.ProviderAttributeValue)
	if name == local {
		return v.UserNamed(pool, value)
	}
	return v.UserIdentified(pool.ID, name, state.SubjectAttribute, value)
}

// maxIdentities is how many identities may be linked to a user. Doc: quotas.
const maxIdentities = 5

// maxAttributes is by how many attributes the identities of a provider may be linked. Doc: "Linking
// federated users". Assumed: the subject is one of them (A312).
const maxAttributes = 5

// checkLink refuses an identity that leads to somebody, a second one of a provider, and a sixth one.
// Seen: by clients (linked to this user), aws/aws-sdk-net#1000 (has a profile), boto/boto3#4163 (the
// provider's second one). Assumed: one linked to another user is refused as the second one is (A158).
func checkLink(v state.View, user *state.User, source *state.Identity) error {
	holder := v.UserIdentified(user.Pool, source.Provider, source.Attribute, source.ID)
	switch {
	case holder != nil && holder.Sub == user.Sub:
		return fault.SourceUserLinked()
	case holder != nil && holder.Status == types.UserStatusTypeExternalProvider:
		return fault.SourceUserSignedUp()
	case holder != nil:
		return fault.SourceUserIsLocal()
	}
	linked := 0
	for _, d := range user.Identities {
		if d.Provider == source.Provider {
			return fault.SourceUserIsLocal()
		}
		if !d.Primary {
			linked++
		}
	}
	if linked >= maxIdentities {
		return fault.TooManyLinkedIdentities()
	}
	by := v.LinkedBy(user.Pool, source.Provider, maxAttributes)
	if len(by) >= maxAttributes && !slices.Contains(by, source.Attribute) {
		return fault.TooManyLinkedAttributes()
	}
	return nil
}
