package state

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hashicorp/go-memdb"
)

// Tables and indexes. Every table below a pool has an index that begins with the pool, most often its
// first one, so that the records of one pool are neighbours and a key of one pool finds nothing in
// another.
const (
	tablePool          = "pool"
	tableKeys          = "keys"
	tableClient        = "client"
	tableUser          = "user"
	tableTally         = "tally"
	tableCode          = "code"
	tableCounter       = "counter"
	tableSession       = "session"
	tableGrant         = "grant"
	tableRefresh       = "refresh"
	tableMessage       = "message"
	tableSequence      = "sequence"
	tableProvider      = "provider"
	tableDomain        = "domain"
	tableBranding      = "branding"
	tableCustomization = "customization"
	tableTerms         = "terms"

	tableGroup          = "group"
	tableMembership     = "membership"
	tableResourceServer = "resourceserver"
	tableReplica        = "replica"
	tableLimit          = "limit"
	tableLogDelivery    = "logdelivery"
	tableLogEvent       = "logevent"

	tablePasskey          = "passkey"
	tablePasskeyChallenge = "passkeychallenge"

	tableRisk       = "risk"
	tableThreats    = "threats"
	tableAuthEvent  = "authevent"
	tableImportJob  = "importjob"
	tableImportFile = "importfile"

	tableDevice      = "device"
	tableUserSession = "usersession"

	tableInvocation = "invocation" // only in snapshots: see journal

	tableBrowser       = "browser"
	tableAuthorization = "authorization"
	tableRoundTrip     = "roundtrip"
	tableAssertion     = "assertion"

	indexID      = "id"
	indexPool    = "pool"    // by pool, of tables whose id does not begin with it
	indexAccount = "account" // pools by account and region, import jobs at work by account
	indexKID     = "kid"     // signing keys by key id
	indexName    = "name"    // users by username
	indexValue   = "value"   // users by attribute value
	indexUser    = "user"    // what belongs to a user
	indexGrant   = "grant"   // refresh tokens by grant
	indexAge     = "age"     // oldest first, of tables that are bounded

	indexIdentity   = "identity"   // users by identity at a provider
	indexIdentifier = "identifier" // providers by identifier
	indexClient     = "client"     // what belongs to an app client
	indexMember     = "member"     // memberships by group
)

// key joins parts into an index key. Each part is closed by a NUL, so that "ab","c" and "a","bc"
// differ and a key of the first parts is a prefix of exactly the keys that begin with these parts.
func key(parts ...string) []byte {
	n := len(parts)
	for _, p := range parts {
		n += len(p)
	}
	k := make([]byte, 0, n)
	for _, p := range parts {
		k = append(append(k, p...), 0)
	}
	return k
}

// number is n in the byte order that sorts.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// instant is t in the byte order that sorts.
func instant(t time.Time) string { return string(number(uint64(t.UnixMilli()) ^ 1<<63)) }

// one is an index with one key per record, computed by a function.
type one[R any] func(*R) []byte

// FromObject implements memdb.SingleIndexer.
func (f one[R]) FromObject(raw any) (bool, []byte, error) { return true, f(raw.(*R)), nil }

// FromArgs implements memdb.Indexer: the one argument is the key.
func (one[R]) FromArgs(args ...any) ([]byte, error) { return args[0].([]byte), nil }

// PrefixFromArgs implements memdb.PrefixIndexer.
func (one[R]) PrefixFromArgs(args ...any) ([]byte, error) { return args[0].([]byte), nil }

// many is an index with any number of keys per record.
type many[R any] func(*R) [][]byte

// FromObject implements memdb.MultiIndexer.
func (f many[R]) FromObject(raw any) (bool, [][]byte, error) {
	keys := f(raw.(*R))
	return len(keys) > 0, keys, nil
}

// FromArgs implements memdb.Indexer.
func (many[R]) FromArgs(args ...any) ([]byte, error) { return args[0].([]byte), nil }

// PrefixFromArgs implements memdb.PrefixIndexer.
func (many[R]) PrefixFromArgs(args ...any) ([]byte, error) { return args[0].([]byte), nil }

// index describes an index. All indexes are declared unique: their keys end with what tells two
// records apart, which spares memdb the work of adding it.
func index(name string, by memdb.Indexer) *memdb.IndexSchema {
	_, multi := by.(memdb.MultiIndexer)
	return &memdb.IndexSchema{Name: name, Unique: true, AllowMissing: multi, Indexer: by}
}

// table describes a table completely: how it is indexed, which index begins with the pool, in which
// order it is written out.
type table struct {
	name   string
	schema *memdb.TableSchema
	// byPool is the index whose keys begin with the pool; empty for what outlives pools.
	byPool string
	// dump and load move all records to and from their written form.
	dump func(View) (json.RawMessage, error)
	load func(*Tx, json.RawMessage) error
}

// of describes the table of the records R, which are written out in the order of their first index.
func of[R any](name, byPool string, indexes ...*memdb.IndexSchema) table {
	t := table{name: name, byPool: byPool, schema: &memdb.TableSchema{Name: name, Indexes: map[string]*memdb.IndexSchema{}}}
	for _, i := range indexes {
		t.schema.Indexes[i.Name] = i
	}
	order := indexID
	if _, aged := t.schema.Indexes[indexAge]; aged {
		order = indexAge // loading gives ages anew, in this order
	}
	t.dump = func(v View) (json.RawMessage, error) {
		records := []*R{}
		for r := range scan[R](v, name, order, []byte{}) {
			records = append(records, r)
		}
		return json.Marshal(records)
	}
	t.load = func(tx *Tx, from json.RawMessage) error {
		var records []*R
		if err := json.Unmarshal(from, &records); err != nil {
			return fmt.Errorf("the table %s: %w", name, err)
		}
		for i, r := range records {
			if r == nil {
				return fmt.Errorf("the table %s: a record is null", name)
			}
			if b, ok := any(r).(bounded); ok {
				b.setAge(uint64(i + 1))
			}
			tx.insert(name, r)
		}
		return nil
	}
	return t
}

// tables is everything there is. A new table is one line here, and with that it is emptied with its
// pool, written to snapshots and read from them.
func tables() []table {
	return []table{
		of[Pool](tablePool, "", index(indexID, one[Pool](poolKey)), index(indexAccount, one[Pool](poolAccountKey))),
		of[Keys](tableKeys, indexID, index(indexID, one[Keys](keysKey)), index(indexKID, many[Keys](keysByKIDKeys))),
		of[Client](tableClient, indexPool, index(indexID, one[Client](clientKey)), index(indexPool, one[Client](clientPoolKey))),
		of[User](tableUser, indexID, index(indexID, one[User](userKey)), index(indexName, one[User](userNameKey)),
			index(indexValue, many[User](userValueKeys)), index(indexIdentity, many[User](userIdentityKeys))),
		of[tally](tableTally, indexID, index(indexID, one[tally](func(t *tally) []byte { return key(string(t.Pool)) }))),
		of[Code](tableCode, indexID, index(indexID, one[Code](codeKey))),
		of[Counter](tableCounter, indexID, index(indexID, one[Counter](counterKey)), index(indexAge, one[Counter](ageKey[Counter]))),
		of[Session](tableSession, indexPool, index(indexID, one[Session](sessionKey)), index(indexPool, one[Session](sessionPoolKey)),
			index(indexAge, one[Session](ageKey[Session]))),
		of[Grant](tableGrant, indexID, index(indexID, one[Grant](grantKey)), index(indexUser, one[Grant](grantUserKey)),
			index(indexAge, one[Grant](ageKey[Grant]))),
		of[RefreshToken](tableRefresh, indexID, index(indexID, one[RefreshToken](refreshKey)), index(indexGrant, one[RefreshToken](refreshGrantKey))),
		of[Message](tableMessage, "", index(indexID, one[Message](messageKey))),
		of[Provider](tableProvider, indexID, index(indexID, one[Provider](providerKey)), index(indexPool, one[Provider](providerPoolKey)),
			index(indexIdentifier, many[Provider](providerIdentifierKeys))),
		of[Domain](tableDomain, indexPool, index(indexID, one[Domain](domainKey)), index(indexPool, one[Domain](domainPoolKey))),
		of[Branding](tableBranding, indexID, index(indexID, one[Branding](brandingKey)), index(indexClient, one[Branding](brandingClientKey))),
		of[Customization](tableCustomization, indexID, index(indexID, one[Customization](customizationKey))),
		of[Terms](tableTerms, indexID, index(indexID, one[Terms](termsKey)), index(indexPool, one[Terms](termsPoolKey)),
			index(indexClient, one[Terms](termsClientKey))),
		of[Group](tableGroup, indexID, index(indexID, one[Group](groupKey))),
		of[Membership](tableMembership, indexID, index(indexID, one[Membership](membershipKey)), index(indexMember, one[Membership](memberKey))),
		of[ResourceServer](tableResourceServer, indexID, index(indexID, one[ResourceServer](resourceServerKey))),
		of[Replica](tableReplica, indexID, index(indexID, one[Replica](replicaKey)), index(indexAccount, one[Replica](replicaAccountKey))),
		of[Passkey](tablePasskey, indexID, index(indexID, one[Passkey](passkeyKey)), index(indexUser, one[Passkey](passkeyUserKey))),
		of[PasskeyChallenge](tablePasskeyChallenge, indexID, index(indexID, one[PasskeyChallenge](passkeyChallengeKey))),
		of[Limit](tableLimit, "", index(indexID, one[Limit](limitKey))),
		of[LogDelivery](tableLogDelivery, indexID, index(indexID, one[LogDelivery](logDeliveryKey))),
		of[LogEvent](tableLogEvent, "", index(indexID, one[LogEvent](logEventKey))),
		of[RiskConfiguration](tableRisk, indexID, index(indexID, one[RiskConfiguration](riskKey))),
		of[Threats](tableThreats, indexID, index(indexID, one[Threats](threatsKey))),
		of[AuthEvent](tableAuthEvent, indexID, index(indexID, one[AuthEvent](authEventKey)), index(indexUser, one[AuthEvent](authEventUserKey)),
			index(indexAge, one[AuthEvent](authEventAge))),
		of[ImportJob](tableImportJob, indexID, index(indexID, one[ImportJob](importJobKey)), index(indexPool, one[ImportJob](importJobPoolKey)),
			index(indexAccount, many[ImportJob](importJobActiveKeys))),
		of[ImportFile](tableImportFile, indexID, index(indexID, one[ImportFile](importFileKey))),
		of[Device](tableDevice, indexID, index(indexID, one[Device](deviceKey))),
		of[UserSession](tableUserSession, indexID, index(indexID, one[UserSession](userSessionKey)), index(indexUser, one[UserSession](userSessionUserKey))),
		of[BrowserSession](tableBrowser, indexUser, index(indexID, one[BrowserSession](browserKey)), index(indexUser, one[BrowserSession](browserUserKey)),
			index(indexAge, one[BrowserSession](ageKey[BrowserSession]))),
		of[AuthorizationCode](tableAuthorization, indexPool, index(indexID, one[AuthorizationCode](authorizationKey)),
			index(indexPool, one[AuthorizationCode](authorizationPoolKey)), index(indexAge, one[AuthorizationCode](ageKey[AuthorizationCode]))),
		of[RoundTrip](tableRoundTrip, indexPool, index(indexID, one[RoundTrip](roundTripKey)), index(indexPool, one[RoundTrip](roundTripPoolKey)),
			index(indexAge, one[RoundTrip](ageKey[RoundTrip]))),
		of[Assertion](tableAssertion, indexID, index(indexID, one[Assertion](assertionKey))),
		of[sequence](tableSequence, "", index(indexID, one[sequence](func(r *sequence) []byte { return key(r.Name) }))),
	}
}

func schema() *memdb.DBSchema {
	s := &memdb.DBSchema{Tables: map[string]*memdb.TableSchema{}}
	for _, t := range tables() {
		s.Tables[t.name] = t.schema
	}
	return s
}
