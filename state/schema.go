package state

import (
	"encoding/binary"
	"time"

	"github.com/hashicorp/go-memdb"
)

// Tables and indexes. Every table below a pool has an index that begins with the pool, most often its
// first one, so that the records of one pool are neighbours and a key of one pool finds nothing in
// another.
const (
	tablePool     = "pool"
	tableKeys     = "keys"
	tableClient   = "client"
	tableUser     = "user"
	tableCode     = "code"
	tableCounter  = "counter"
	tableSession  = "session"
	tableGrant    = "grant"
	tableRefresh  = "refresh"
	tableMessage  = "message"
	tableSequence = "sequence"

	indexID      = "id"
	indexPool    = "pool"    // by pool, of tables whose id does not begin with it
	indexAccount = "account" // pools by account and region
	indexKID     = "kid"     // signing keys by key id
	indexName    = "name"    // users by username
	indexValue   = "value"   // users by attribute value
	indexUser    = "user"    // grants by user
	indexGrant   = "grant"   // refresh tokens by grant
	indexAge     = "age"     // oldest first, of tables that are bounded
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

func table(name string, indexes ...*memdb.IndexSchema) *memdb.TableSchema {
	t := &memdb.TableSchema{Name: name, Indexes: map[string]*memdb.IndexSchema{}}
	for _, i := range indexes {
		t.Indexes[i.Name] = i
	}
	return t
}

func schema() *memdb.DBSchema {
	s := &memdb.DBSchema{Tables: map[string]*memdb.TableSchema{}}
	for _, t := range []*memdb.TableSchema{
		table(tablePool, index(indexID, one[Pool](poolKey)), index(indexAccount, one[Pool](poolAccountKey))),
		table(tableKeys, index(indexID, one[Keys](keysKey)), index(indexKID, many[Keys](keysByKIDKeys))),
		table(tableClient, index(indexID, one[Client](clientKey)), index(indexPool, one[Client](clientPoolKey))),
		table(tableUser, index(indexID, one[User](userKey)), index(indexName, one[User](userNameKey)),
			index(indexValue, many[User](userValueKeys))),
		table(tableCode, index(indexID, one[Code](codeKey))),
		table(tableCounter, index(indexID, one[Counter](counterKey))),
		table(tableSession, index(indexID, one[Session](sessionKey)), index(indexPool, one[Session](sessionPoolKey)),
			index(indexAge, one[Session](sessionAge))),
		table(tableGrant, index(indexID, one[Grant](grantKey)), index(indexUser, one[Grant](grantUserKey)),
			index(indexAge, one[Grant](grantAge))),
		table(tableRefresh, index(indexID, one[RefreshToken](refreshKey)), index(indexGrant, one[RefreshToken](refreshGrantKey))),
		table(tableMessage, index(indexID, one[Message](messageKey))),
		table(tableSequence, index(indexID, one[sequence](func(r *sequence) []byte { return key(r.Name) }))),
	} {
		s.Tables[t.Name] = t
	}
	return s
}
