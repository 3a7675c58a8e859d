package state

import (
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Provider is an identity provider of a pool.
type Provider struct {
	Pool PoolID
	Name string
	Type types.IdentityProviderTypeType
	// Details and Mapping are what DescribeIdentityProvider shows as ProviderDetails and
	// AttributeMapping. Mapping is nil where none is shown.
	Details map[string]string
	Mapping map[string]string
	// Identifiers are further names of the provider, each of one provider of the pool only.
	Identifiers []string
	// Levels names the provider's own levels of authentication, by Level1 to Level4; nil: never set.
	Levels map[string]string
	// PrivateKey signs the requests to Sign in with Apple; no operation shows it.
	PrivateKey string
	// Encryption is the key that a SAML provider may encrypt assertions for; nil for all others.
	Encryption *Key
	Created    time.Time
	Modified   time.Time
}

func providerKey(p *Provider) []byte { return key(string(p.Pool), p.Name) }
func providerPoolKey(p *Provider) []byte {
	return key(string(p.Pool), instant(p.Created), p.Name)
}
func providerIdentifierKeys(p *Provider) [][]byte {
	keys := make([][]byte, len(p.Identifiers))
	for i, identifier := range p.Identifiers {
		keys[i] = key(string(p.Pool), identifier)
	}
	return keys
}

// IdentifierTaken says that another provider of the pool has the identifier. It is an ErrExists.
type IdentifierTaken struct{ Identifier string }

// Error implements error.
func (e *IdentifierTaken) Error() string { return e.Identifier + " is another provider's identifier" }

// Is makes an IdentifierTaken an ErrExists.
func (e *IdentifierTaken) Is(target error) bool { return target == ErrExists }

// Provider returns the provider of that name, or nil.
func (v View) Provider(pool PoolID, name string) *Provider {
	return get[Provider](v, tableProvider, indexID, key(string(pool), name))
}

// ProviderIdentified returns the provider that has the identifier, or nil.
func (v View) ProviderIdentified(pool PoolID, identifier string) *Provider {
	return get[Provider](v, tableProvider, indexIdentifier, key(string(pool), identifier))
}

// Providers returns a page of the providers of a pool, oldest first; false when from is not a place
// in that list.
func (v View) Providers(pool PoolID, from []byte, limit int) (Page[Provider], bool) {
	return page(v, tableProvider, indexPool, key(string(pool)), from, limit, providerPoolKey, nil)
}

// AddProvider adds a provider: ErrGone without the pool, an IdentifierTaken when another one has one
// of the identifiers, ErrExists when the name is taken.
func (tx *Tx) AddProvider(p *Provider) error {
	switch {
	case tx.Pool(p.Pool) == nil:
		return ErrGone
	case tx.Provider(p.Pool, p.Name) != nil:
		return ErrExists
	}
	if err := tx.identifiersFree(p); err != nil {
		return err
	}
	tx.insert(tableProvider, p)
	return nil
}

// ChangeProvider lets change work on a deep copy and stores that: ErrGone when the provider is not
// there, an IdentifierTaken when the change would give it another one's identifier.
func (tx *Tx) ChangeProvider(pool PoolID, name string, change func(*Provider) error) error {
	p := tx.Provider(pool, name)
	if p == nil {
		return ErrGone
	}
	next := *p
	next.Details, next.Mapping, next.Levels = maps.Clone(p.Details), maps.Clone(p.Mapping), maps.Clone(p.Levels)
	next.Identifiers = slices.Clone(p.Identifiers)
	if err := change(&next); err != nil {
		return err
	}
	if err := tx.identifiersFree(&next); err != nil {
		return err
	}
	tx.insert(tableProvider, &next)
	return nil
}

// identifiersFree looks for another provider with an identifier of p: memdb does not keep secondary
// indexes unique.
func (tx *Tx) identifiersFree(p *Provider) error {
	for _, identifier := range p.Identifiers {
		if other := tx.ProviderIdentified(p.Pool, identifier); other != nil && other.Name != p.Name {
			return &IdentifierTaken{Identifier: identifier}
		}
	}
	return nil
}

// DeleteProvider removes a provider. Users who came from it stay, and clients keep its name.
// Seen: a public log of a migration between providers, 2026-08 (the users).
func (tx *Tx) DeleteProvider(pool PoolID, name string) error {
	p := tx.Provider(pool, name)
	if p == nil {
		return ErrGone
	}
	tx.remove(tableProvider, p)
	return nil
}
