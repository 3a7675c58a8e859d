package state

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// ResourceServer is an API that tokens are good for, with the scopes it knows.
type ResourceServer struct {
	Pool       PoolID
	Identifier string
	Name       string
	Scopes     []types.ResourceServerScopeType
}

func resourceServerKey(r *ResourceServer) []byte { return key(string(r.Pool), r.Identifier) }

// ResourceServer returns the resource server, or nil.
func (v View) ResourceServer(pool PoolID, identifier string) *ResourceServer {
	return get[ResourceServer](v, tableResourceServer, indexID, key(string(pool), identifier))
}

// ResourceServers returns a page of the resource servers of a pool, by identifier; false when from is
// not a place in that list.
func (v View) ResourceServers(pool PoolID, from []byte, limit int) (Page[ResourceServer], bool) {
	return page(v, tableResourceServer, indexID, key(string(pool)), from, limit, resourceServerKey, nil)
}

// HasScope tells whether a resource server of the pool knows the scope, which is written as the
// identifier of the server, a slash and the scope's name. Names have no slash; identifiers may.
// Doc: ResourceServerScopeType.
func (v View) HasScope(pool PoolID, scope string) bool {
	at := strings.LastIndexByte(scope, '/')
	if at < 0 {
		return false
	}
	server := v.ResourceServer(pool, scope[:at])
	if server == nil {
		return false
	}
	for _, s := range server.Scopes {
		if *s.ScopeName == scope[at+1:] {
			return true
		}
	}
	return false
}

// AddResourceServer adds a resource server; ErrExists when the pool has one with that identifier,
// ErrGone without the pool.
func (tx *Tx) AddResourceServer(r *ResourceServer) error {
	switch {
	case tx.Pool(r.Pool) == nil:
		return ErrGone
	case tx.ResourceServer(r.Pool, r.Identifier) != nil:
		return ErrExists
	}
	tx.insert(tableResourceServer, r)
	return nil
}

// ReplaceResourceServer puts a resource server in the place of the one with its identifier; ErrGone
// when there is none.
func (tx *Tx) ReplaceResourceServer(r *ResourceServer) error {
	if tx.ResourceServer(r.Pool, r.Identifier) == nil {
		return ErrGone
	}
	tx.insert(tableResourceServer, r)
	return nil
}

// DeleteResourceServer removes a resource server; ErrGone when it is not there. App clients that list
// its scopes keep them in their lists.
func (tx *Tx) DeleteResourceServer(pool PoolID, identifier string) error {
	r := tx.ResourceServer(pool, identifier)
	if r == nil {
		return ErrGone
	}
	tx.remove(tableResourceServer, r)
	return nil
}
