package state

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Identity is an identity at a provider that leads to a user of the pool.
type Identity struct {
	Provider string
	Type     types.IdentityProviderTypeType
	// Attribute tells what of the provider's user ID is: SubjectAttribute, or an attribute of the pool
	// that the provider's claims are mapped to.
	Attribute string
	ID        string
	Issuer    *string // of a SAML provider, known from its first assertion on
	Primary   bool    // the user came to be by signing in with it
	Created   time.Time
}

// SubjectAttribute stands for the subject that a provider itself knows its users by.
// Doc: AdminLinkProviderForUser, ProviderAttributeName.
const SubjectAttribute = "Cognito_Subject"

// identitiesAttribute is the attribute that shows a user's identities.
const identitiesAttribute = "identities"

// identityText is the value of that attribute.
// Doc: the samples of AdminGetUser and the AWS CLI's get-user.
func identityText(list []Identity) string {
	type shown struct {
		UserID      string  `json:"userId"`
		Provider    string  `json:"providerName"`
		Type        string  `json:"providerType"`
		Issuer      *string `json:"issuer"`
		Primary     bool    `json:"primary"`
		DateCreated int64   `json:"dateCreated"`
	}
	all := make([]shown, len(list))
	for i, d := range list {
		all[i] = shown{d.ID, d.Provider, string(d.Type), d.Issuer, d.Primary, d.Created.UnixMilli()}
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic("state: identities have no text: " + err.Error()) // texts, numbers and flags always have
	}
	return string(text)
}

func userIdentityKeys(u *User) [][]byte {
	keys := make([][]byte, len(u.Identities))
	for i, d := range u.Identities {
		keys[i] = key(string(u.Pool), d.Provider, d.Attribute, d.ID)
	}
	return keys
}

// UserIdentified returns the user that the identity leads to, or nil.
func (v View) UserIdentified(pool PoolID, provider, attribute, id string) *User {
	return get[User](v, tableUser, indexIdentity, key(string(pool), provider, attribute, id))
}

// LinkedBy lists the attributes that the identities of a provider are known by, at most so many of them.
// It skips from one to the next, however many identities there are of each.
func (v View) LinkedBy(pool PoolID, provider string, most int) []string {
	all := key(string(pool), provider)
	var found []string
	for from := all; len(found) < most; {
		it, err := v.txn.LowerBound(tableUser, indexIdentity, from)
		if err != nil {
			panic("state: " + tableUser + ": " + err.Error()) // only a mistake in the schema does this
		}
		raw := it.Next()
		if raw == nil {
			break
		}
		attribute, ok := nextLink(raw.(*User), all, from)
		if !ok {
			break
		}
		found = append(found, attribute)
		from = append(append(slices.Clone(all), attribute...), 1) // behind the zero that ends it
	}
	return found
}

// nextLink is the attribute of the user's first identity of a provider from a place in the index on.
func nextLink(u *User, all, from []byte) (attribute string, ok bool) {
	var first []byte
	for i, k := range userIdentityKeys(u) {
		if bytes.HasPrefix(k, all) && bytes.Compare(k, from) >= 0 && (!ok || bytes.Compare(k, first) < 0) {
			attribute, first, ok = u.Identities[i].Attribute, k, true
		}
	}
	return attribute, ok
}

// Link adds an identity to a user: ErrGone without the user, ErrExists when the identity leads to a
// user already.
func (tx *Tx) Link(pool PoolID, sub Sub, d Identity, now time.Time) error {
	if tx.UserIdentified(pool, d.Provider, d.Attribute, d.ID) != nil {
		return ErrExists
	}
	return tx.changeIdentities(pool, sub, now, func(list []Identity) []Identity { return append(list, d) })
}

// Unlink takes an identity from the user it leads to; ErrGone when it leads to none.
func (tx *Tx) Unlink(pool PoolID, provider, attribute, id string, now time.Time) error {
	u := tx.UserIdentified(pool, provider, attribute, id)
	if u == nil {
		return ErrGone
	}
	return tx.changeIdentities(pool, u.Sub, now, func(list []Identity) []Identity {
		return slices.DeleteFunc(list, func(d Identity) bool {
			return d.Provider == provider && d.Attribute == attribute && d.ID == id
		})
	})
}

// Recognize writes what is known of a user's identity now in place of what was known before: ErrGone when
// the user does not have it, ErrExists when the new one leads to somebody else.
func (tx *Tx) Recognize(pool PoolID, sub Sub, before, now Identity, at time.Time) error {
	same := func(d Identity) bool {
		return d.Provider == before.Provider && d.Attribute == before.Attribute && d.ID == before.ID
	}
	u, holder := tx.User(pool, sub), tx.UserIdentified(pool, now.Provider, now.Attribute, now.ID)
	switch {
	case holder != nil && holder.Sub != sub:
		return ErrExists
	case u == nil || holder == nil && !slices.ContainsFunc(u.Identities, same):
		return ErrGone
	case !slices.ContainsFunc(u.Identities, same): // another browser's sign-in wrote it
		return nil
	}
	return tx.changeIdentities(pool, sub, at, func(list []Identity) []Identity {
		list[slices.IndexFunc(list, same)] = now
		return list
	})
}

// changeIdentities is the one place that writes a user's identities, so that the attribute always
// shows them as they are.
func (tx *Tx) changeIdentities(pool PoolID, sub Sub, now time.Time, change func([]Identity) []Identity) error {
	return tx.ChangeUser(pool, sub, func(u *User) error {
		u.Identities, u.Modified = change(u.Identities), now
		if len(u.Identities) == 0 {
			u.Identities = nil
			delete(u.Attributes, identitiesAttribute)
			return nil
		}
		u.Attributes[identitiesAttribute] = identityText(u.Identities)
		return nil
	})
}
