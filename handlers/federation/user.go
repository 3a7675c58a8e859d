package federation

import (
	"errors"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/provider"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// stranger is somebody whom an identity provider vouches for.
type stranger struct {
	provider *state.Provider
	subject  string
	issuer   *string // of a SAML provider
	claims   map[string]string
	about    any // what InboundFederation is told of the claims
	level    int
	methods  []string
	// format and index are a SAML provider's: of the subject, and of its own session.
	format, index string
}

// usernameClaim is the attribute that a mapping gives the name of users by. Doc: "Specifying identity
// provider attribute mappings for your user pool".
const usernameClaim = "username"

// admit signs a stranger in: as the user that the identity leads to, whose mapped attributes follow the
// provider's, or as a new one.
// Doc: "Customizing user pool workflows with Lambda triggers", federated users; "Specifying identity
// provider attribute mappings". Assumed: the userName that InboundFederation is told (A418).
func (s *Service) admit(v *authorize.Visit, x *stranger) (*authflow.Arrival, error) {
	if x.subject == "" {
		return nil, fault.UsernameMappingRequired()
	}
	name := policy.FoldName(&v.Pool.Config, x.provider.Name+"_"+x.subject)
	if utf8.RuneCountInString(name) > maxName {
		return nil, fault.FederatedNameTooLong(name)
	}
	told, err := s.Triggers.InboundFederation(v.Context(), v.Occasion(v.Client(), name), trigger.Federated{
		ProviderName: x.provider.Name, ProviderType: string(x.provider.Type), Attributes: x.about})
	if err != nil {
		return nil, err
	}
	if len(told) > 0 {
		x.claims = told
	}
	v.View = s.Store.View() // the provider and a function were asked meanwhile
	mapped, err := x.mapped()
	if err != nil {
		return nil, err
	}
	user, fresh := x.known(v.View), false
	if user == nil {
		if user, fresh, err = s.welcome(v, x, name, mapped); err != nil {
			return nil, err
		}
	}
	if !fresh {
		if user, err = s.follow(v, x, user, mapped); err != nil {
			return nil, err
		}
	}
	return s.visits.Flow.Arrive(v.Call, authflow.Vouched{
		Client: v.Client(), User: user, Provider: x.provider.Name, Level: x.level, Methods: x.methods,
		Subject: x.subject, Format: x.format, Index: x.index, New: fresh,
	})
}

// maxMapped is how long a mapped value may be, and maxName a username.
// Doc: "Specifying identity provider attribute mappings"; UserType, Username.
const (
	maxMapped = 2048
	maxName   = 128
)

// mapped are the attributes that the mapping makes of the claims, empty ones among them. What a provider
// does not say stays as it is; who does not say that an address is verified says that it is not.
// Doc: "Specifying identity provider attribute mappings". Seen: aws-amplify/amplify-js#7300.
func (x *stranger) mapped() (map[string]string, error) {
	values := map[string]string{}
	for attribute, claim := range x.provider.Mapping {
		value, said := x.claims[claim]
		if !said || attribute == usernameClaim {
			continue
		}
		if utf8.RuneCountInString(value) > maxMapped {
			return nil, fault.MappedValueTooLong(attribute)
		}
		values[attribute] = value
	}
	for _, name := range []string{"email", "phone_number"} {
		if values[name] != "" && values[name+"_verified"] == "" {
			values[name+"_verified"] = "false"
		}
	}
	return values, nil
}

// known is the user that the identity leads to, nil when it leads to nobody.
func (x *stranger) known(v state.View) *state.User {
	return provider.Known(v, x.provider, x.subject, x.claims)
}

// recognized is the identity of the user's that led to it, and what is known of it from now on: the
// subject, and the issuer of a SAML provider. ok is false when that was known before.
// Doc: AdminDisableProviderForUser (which name an identity goes by after a sign-in, of SAML). Assumed: so
// do those of OpenID providers (A416).
func (x *stranger) recognized(u *state.User) (before, now state.Identity, ok bool) {
	for _, d := range u.Identities {
		if d.Provider != x.provider.Name {
			continue
		}
		now = d
		now.Attribute, now.ID = state.SubjectAttribute, x.subject
		if x.issuer != nil {
			now.Issuer = x.issuer
		}
		issued := (d.Issuer == nil) == (now.Issuer == nil) && (d.Issuer == nil || *d.Issuer == *now.Issuer)
		return d, now, d.Attribute != now.Attribute || d.ID != now.ID || !issued
	}
	return before, now, false
}

// welcome makes a user of a stranger. fresh is false when the pool's function linked the identity to a
// user before it said yes.
// Doc: "Pre sign-up Lambda trigger", "Post confirmation Lambda trigger", "Linking federated users". Seen:
// aws-amplify/amplify-swift#2226 (a link made by the function counts at once). Assumed: that the sign-in goes
// on as a later one then (A417).
func (s *Service) welcome(v *authorize.Visit, x *stranger, name string, mapped map[string]string) (user *state.User, fresh bool, err error) {
	var given []types.AttributeType
	for _, attribute := range slices.Sorted(maps.Keys(mapped)) {
		given = append(given, types.AttributeType{Name: aws.String(attribute), Value: aws.String(mapped[attribute])})
	}
	values, err := policy.FederatedAttributes(x.provider.Type, v.Pool.Config.SchemaAttributes, given)
	if err != nil {
		return nil, false, err
	}
	user = &state.User{Pool: v.Pool.ID, Sub: state.Sub(s.Entropy.Sub()), Username: name, Attributes: values,
		Status: types.UserStatusTypeExternalProvider, Enabled: true, Created: v.Now, Modified: v.Now}
	if err := s.accounts.PreSignUp(v.Call, account.Application{Client: v.Client(), User: user, Attributes: given, External: true}); err != nil {
		return nil, false, err
	}
	v.View = s.Store.View()
	if linked := x.known(v.View); linked != nil {
		return linked, false, nil
	}
	err = s.Store.Update(func(tx *state.Tx) error { return s.settle(tx, v, x, user) })
	switch {
	case errors.Is(err, state.ErrExists):
		v.View = s.Store.View()
		if other := x.known(v.View); other != nil { // another browser of the same person was first
			return other, false, nil
		}
		if holder := v.View.UserNamed(v.Pool, name); holder != nil && holder.Status == types.UserStatusTypeExternalProvider {
			return nil, false, fault.FederatedNameMismatch()
		}
		return nil, false, fault.EntryFound(name)
	case err != nil:
		return nil, false, account.Refusal(err)
	}
	v.View = s.Store.View()
	user = v.View.User(user.Pool, user.Sub)
	if user == nil {
		return nil, false, state.ErrGone
	}
	return user, true, s.accounts.Confirmed(v.Call, v.Client(), user, trigger.SourceConfirmSignUp, nil)
}

// settle stores a new user with the identity, in the group of the provider.
// Seen: widely, in tokens of such users and in lists of groups.
func (s *Service) settle(tx *state.Tx, v *authorize.Visit, x *stranger, user *state.User) error {
	if err := tx.AddUser(user); err != nil {
		return err
	}
	err := tx.Link(user.Pool, user.Sub, state.Identity{
		Provider: x.provider.Name, Type: x.provider.Type, Attribute: state.SubjectAttribute, ID: x.subject, Issuer: x.issuer,
		Primary: true, Created: v.Now,
	}, v.Now)
	if err != nil {
		return err
	}
	group := string(user.Pool) + "_" + x.provider.Name
	err = tx.AddGroup(&state.Group{Pool: user.Pool, Name: group, Created: v.Now, Modified: v.Now,
		Description: aws.String("Autogenerated group for users who sign in using " + x.provider.Name)})
	if err != nil && !errors.Is(err, state.ErrExists) {
		return err
	}
	return tx.Join(&state.Membership{Pool: user.Pool, Sub: user.Sub, Group: group})
}

// follow writes what the provider says differently now. A value that did not change is not written, so it
// may be one that cannot be changed. What the app client may not write stays as it is.
// Doc: "Specifying identity provider attribute mappings". Assumed: of the two things that are said of
// attributes that the client may not write (A412).
func (s *Service) follow(v *authorize.Visit, x *stranger, user *state.User, mapped map[string]string) (*state.User, error) {
	var given []types.AttributeType
	for _, name := range slices.Sorted(maps.Keys(mapped)) {
		value := mapped[name]
		if value != user.Attributes[name] && policy.FollowsProvider(&v.Client().Config, v.Pool.Config.SchemaAttributes, name) {
			given = append(given, types.AttributeType{Name: aws.String(name), Value: aws.String(value)})
		}
	}
	before, now, learned := x.recognized(user)
	if len(given) == 0 && !learned {
		return user, nil
	}
	change, err := policy.AttributeChange(v.Pool.Config.SchemaAttributes, nil, user.Attributes, given)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if learned {
			if err := tx.Recognize(user.Pool, user.Sub, before, now, v.Now); err != nil {
				return err
			}
		}
		return tx.ChangeUser(user.Pool, user.Sub, func(u *state.User) error {
			u.Attributes, u.Modified = change.Apply(u.Attributes), v.Now
			return nil
		})
	})
	if err != nil {
		return nil, account.Refusal(err)
	}
	v.View = s.Store.View()
	if user = v.View.User(user.Pool, user.Sub); user == nil {
		return nil, state.ErrGone
	}
	return user, nil
}
