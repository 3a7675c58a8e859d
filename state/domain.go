package state

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Domain is a domain at which a pool's pages and OAuth endpoints are found: a prefix of the service's
// own domain, which is unique in its region, or a domain of the customer's, which is unique anywhere.
type Domain struct {
	Pool   PoolID
	Region string // of the pool; empty for a custom domain
	Name   string // the prefix, or the whole name of a custom domain
	// Custom is set for a custom domain only, Routing where a request said so.
	Custom  *types.CustomDomainConfigType
	Routing *types.RoutingType
	// Login is the version of the pages: 1 the classic ones, 2 managed login.
	Login int32
	// Distribution is the host that serves it.
	Distribution string
	Created      time.Time
	Modified     time.Time
}

// Host is the name by which the service serves the domain. Doc: "Configuring a user pool domain".
func (d *Domain) Host() string {
	if d.Region == "" {
		return d.Name
	}
	return d.Name + ".auth." + d.Region + ".amazoncognito.com"
}

// Prefixes and custom domains are kept apart by these: a pool has one of each at most.
const (
	kindPrefix = "prefix"
	kindCustom = "custom"
)

func domainKey(d *Domain) []byte { return key(d.Name, d.Region) }
func domainPoolKey(d *Domain) []byte {
	if d.Custom != nil {
		return key(string(d.Pool), kindCustom)
	}
	return key(string(d.Pool), kindPrefix)
}

// PrefixDomain returns the domain with that prefix in a region, or nil.
func (v View) PrefixDomain(region, prefix string) *Domain {
	return get[Domain](v, tableDomain, indexID, key(prefix, region))
}

// CustomDomain returns the custom domain of that name, or nil.
func (v View) CustomDomain(name string) *Domain {
	return get[Domain](v, tableDomain, indexID, key(name, ""))
}

// PrefixDomains returns the domains with that prefix in all regions, by region: more than one only
// where callers of several regions chose the same prefix.
func (v View) PrefixDomains(prefix string) []*Domain {
	var found []*Domain
	for d := range scan[Domain](v, tableDomain, indexID, key(prefix)) {
		if d.Custom == nil {
			found = append(found, d)
		}
	}
	return found
}

// DomainNamed returns what a caller in a region means by the name of a domain: a prefix there, or a
// custom domain. It returns nil when there is neither.
func (v View) DomainNamed(region, name string) *Domain {
	if d := v.PrefixDomain(region, name); d != nil {
		return d
	}
	return v.CustomDomain(name)
}

// DomainsOf returns the prefix domain and the custom domain of a pool, nil where it has none.
func (v View) DomainsOf(pool PoolID) (prefix, custom *Domain) {
	return get[Domain](v, tableDomain, indexPool, key(string(pool), kindPrefix)),
		get[Domain](v, tableDomain, indexPool, key(string(pool), kindCustom))
}

// HasDomain tells whether a pool has a domain of either kind.
func (v View) HasDomain(pool PoolID) bool {
	prefix, custom := v.DomainsOf(pool)
	return prefix != nil || custom != nil
}

// CountCustomDomains counts the custom domains of an account, in all regions.
func (v View) CountCustomDomains(account string) int {
	n := 0
	for d := range scan[Domain](v, tableDomain, indexID, nil) {
		if d.Custom != nil {
			if pool := v.Pool(d.Pool); pool != nil && pool.Account == account {
				n++
			}
		}
	}
	return n
}

// AddDomain gives a pool a domain: ErrGone without the pool, ErrExists when the name is taken or the
// pool has a domain of that kind.
func (tx *Tx) AddDomain(d *Domain) error {
	switch prefix, custom := tx.DomainsOf(d.Pool); {
	case tx.Pool(d.Pool) == nil:
		return ErrGone
	case get[Domain](tx.View, tableDomain, indexID, domainKey(d)) != nil,
		d.Custom == nil && prefix != nil, d.Custom != nil && custom != nil:
		return ErrExists
	}
	tx.insert(tableDomain, d)
	return nil
}

// ChangeDomain lets change work on a copy and stores that; ErrGone when the domain is not there. What
// Custom and Routing point to is shared with the record it was copied from: replace, never write.
func (tx *Tx) ChangeDomain(region, name string, change func(*Domain) error) error {
	d := tx.DomainNamed(region, name)
	if d == nil {
		return ErrGone
	}
	next := *d
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableDomain, &next)
	return nil
}

// DeleteDomain removes a domain.
func (tx *Tx) DeleteDomain(region, name string) error {
	d := tx.DomainNamed(region, name)
	if d == nil {
		return ErrGone
	}
	tx.remove(tableDomain, d)
	return nil
}
