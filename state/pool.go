package state

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
)

// Keys of records. They are types of their own so that they cannot be mixed up.
type (
	PoolID   string
	ClientID string
	Sub      string
)

// Pool is a user pool.
type Pool struct {
	ID      PoolID
	Account string // twelve digits
	Region  string
	// Config is what DescribeUserPool shows, without what is computed for each answer: Id, Arn,
	// dates, Domain, EstimatedNumberOfUsers.
	Config types.UserPoolType
	// Levels and Registration are the two parts of the description that are newer than the SDK's
	// struct, AcrConfiguration and DcrConfiguration; nil: never set.
	Levels       map[string]newest.AcrLevelConfigType
	Registration *newest.DcrConfigurationType
	// MFA is what GetUserPoolMfaConfig shows and DescribeUserPool does not.
	MFA PoolMFA
	// Sessions is what SetUserPoolSessionConfiguration set; nil: never set.
	Sessions *PoolSessions
	Created  time.Time
	Modified time.Time
}

// PoolMFA holds the factors of a pool. The mode is Config.MfaConfiguration, and SMS is available
// while Config.SmsConfiguration is set.
type PoolMFA struct {
	SMS           bool                              // SetUserPoolMfaConfig made SMS a factor
	SoftwareToken *types.SoftwareTokenMfaConfigType // nil: never set
	Email         *types.EmailMfaConfigType
	WebAuthn      *types.WebAuthnConfigurationType
}

// PoolSessions says whether the pool keeps track of the sessions of its users, and how many a user may
// have.
type PoolSessions struct {
	Tracking   newest.UserSessionTrackingType
	MaxPerUser int32
}

// ARN is the pool's Amazon Resource Name.
// Seen: public recording of DescribeUserPool, us-east-1, May 2025. Doc: ARNs, the partitions.
func (p *Pool) ARN() string {
	return "arn:" + Partition(p.Region) + ":cognito-idp:" + p.Region + ":" + p.Account + ":userpool/" + string(p.ID)
}

// Partition is the part of AWS that a region belongs to. Doc: ARNs.
func Partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// CaseSensitive tells whether names that differ only in case are different names. A pool made
// through the API without UsernameConfiguration is case sensitive.
// Doc: UsernameConfigurationType.
func (p *Pool) CaseSensitive() bool {
	return p.Config.UsernameConfiguration == nil || p.Config.UsernameConfiguration.CaseSensitive == nil ||
		*p.Config.UsernameConfiguration.CaseSensitive
}

// HasAlias tells whether the attribute can be used to sign in beside the username.
func (p *Pool) HasAlias(attribute string) bool {
	return slices.Contains(p.Config.AliasAttributes, types.AliasAttributeType(attribute))
}

// NamesAre tells whether users sign up with that attribute in place of a username.
func (p *Pool) NamesAre(attribute string) bool {
	return slices.Contains(p.Config.UsernameAttributes, types.UsernameAttributeType(attribute))
}

// AutoVerifies tells whether the pool verifies the attribute by itself.
func (p *Pool) AutoVerifies(attribute string) bool {
	return slices.Contains(p.Config.AutoVerifiedAttributes, types.VerifiedAttributeType(attribute))
}

// AllowsFirst tells whether users may sign in with that factor alone.
func (p *Pool) AllowsFirst(factor types.AuthFactorType) bool {
	return p.Config.Policies != nil && p.Config.Policies.SignInPolicy != nil &&
		slices.Contains(p.Config.Policies.SignInPolicy.AllowedFirstAuthFactors, factor)
}

func poolKey(p *Pool) []byte { return key(string(p.ID)) }
func poolAccountKey(p *Pool) []byte {
	return key(p.Account, p.Region, instant(p.Created), string(p.ID))
}

// Pool returns the pool, or nil.
func (v View) Pool(id PoolID) *Pool { return get[Pool](v, tablePool, indexID, key(string(id))) }

// Pools returns a page of the pools of an account in a region, oldest first; false when from is not
// a place in that list.
func (v View) Pools(account, region string, from []byte, limit int) (Page[Pool], bool) {
	return page(v, tablePool, indexAccount, key(account, region), from, limit, poolAccountKey, nil)
}

// AddPool adds a pool; ErrExists when the id is taken.
func (tx *Tx) AddPool(p *Pool) error {
	if tx.Pool(p.ID) != nil {
		return ErrExists
	}
	tx.insert(tablePool, p)
	return nil
}

// ChangePool lets change work on a copy and stores that; ErrGone when the pool is not there. What
// Config points to is shared with the record it was copied from: replace, never write into it.
func (tx *Tx) ChangePool(id PoolID, change func(*Pool) error) error {
	p := tx.Pool(id)
	if p == nil {
		return ErrGone
	}
	next := *p
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tablePool, &next)
	return nil
}

// DeletePool removes a pool and everything in it.
func (tx *Tx) DeletePool(id PoolID) error {
	p := tx.Pool(id)
	if p == nil {
		return ErrGone
	}
	for _, t := range tables() {
		if t.byPool != "" {
			removeAll(tx, t.name, t.byPool, key(string(id)))
		}
	}
	tx.remove(tablePool, p)
	return nil
}

// removeAll removes the records whose key begins with prefix. They are collected first: an iterator
// must not run over what is being changed.
func removeAll(tx *Tx, table, index string, prefix []byte) {
	for _, r := range slices.Collect(scanAny(tx.View, table, index, prefix)) {
		tx.remove(table, r)
	}
}

// Keys are the signing keys of a pool: the ID tokens' key and the access tokens' key. A pool gets them
// when it first needs them.
// Seen: awsdocs/amazon-cognito-developer-guide#22, two keys a pool, one for each kind of token.
type Keys struct {
	Pool   PoolID
	ID     Key
	Access Key
}

// Key is a signing key in its stored form.
type Key struct {
	KID string
	DER []byte
}

func keysKey(k *Keys) []byte         { return key(string(k.Pool)) }
func keysByKIDKeys(k *Keys) [][]byte { return [][]byte{key(k.ID.KID), key(k.Access.KID)} }

// Keys returns the keys of a pool, or nil.
func (v View) Keys(id PoolID) *Keys { return get[Keys](v, tableKeys, indexID, key(string(id))) }

// KeysWith returns the keys of the pool one of whose keys has that key id, or nil.
func (v View) KeysWith(kid string) *Keys { return get[Keys](v, tableKeys, indexKID, key(kid)) }

// AddKeys gives a pool its keys; ErrExists when it has some, ErrGone without the pool.
func (tx *Tx) AddKeys(k *Keys) error {
	switch {
	case tx.Pool(k.Pool) == nil:
		return ErrGone
	case tx.Keys(k.Pool) != nil:
		return ErrExists
	}
	tx.insert(tableKeys, k)
	return nil
}
