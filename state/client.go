package state

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
)

// Client is an app client of a pool. Client ids are unique over all pools: an unsigned call names
// nothing else.
type Client struct {
	ID   ClientID
	Pool PoolID
	Type newest.ClientTypeType // how it came to be
	// Config is what DescribeUserPoolClient shows, without ids, secret and dates.
	Config types.UserPoolClientType
	// SSOMinutes is how long the client takes over a browser's session, as
	// SetUserPoolClientSessionConfiguration set it; nil: never set.
	SSOMinutes *int32
	Secrets    []Secret // every one is accepted; the first is the one shown
	Created    time.Time
	Modified   time.Time
}

// Secret is one of the secrets of a client.
type Secret struct {
	ID      string
	Value   string
	Created time.Time
}

func clientKey(c *Client) []byte     { return key(string(c.ID)) }
func clientPoolKey(c *Client) []byte { return key(string(c.Pool), instant(c.Created), string(c.ID)) }

// Client returns the client, or nil.
func (v View) Client(id ClientID) *Client {
	return get[Client](v, tableClient, indexID, key(string(id)))
}

// ClientOf returns the client if it belongs to the pool, or nil.
func (v View) ClientOf(pool PoolID, id ClientID) *Client {
	if c := v.Client(id); c != nil && c.Pool == pool {
		return c
	}
	return nil
}

// Clients returns a page of the clients of a pool, oldest first; false when from is not a place in
// that list.
func (v View) Clients(pool PoolID, from []byte, limit int) (Page[Client], bool) {
	return page(v, tableClient, indexPool, key(string(pool)), from, limit, clientPoolKey, nil)
}

// AddClient adds a client; ErrExists when the id is taken, ErrGone without the pool.
func (tx *Tx) AddClient(c *Client) error {
	switch {
	case tx.Pool(c.Pool) == nil:
		return ErrGone
	case tx.Client(c.ID) != nil:
		return ErrExists
	}
	tx.insert(tableClient, c)
	return nil
}

// ChangeClient lets change work on a copy and stores that; ErrGone when the client is not there.
// What Config and Secrets point to is shared with the record it was copied from: replace, never
// write into it.
func (tx *Tx) ChangeClient(id ClientID, change func(*Client) error) error {
	c := tx.Client(id)
	if c == nil {
		return ErrGone
	}
	next := *c
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableClient, &next)
	return nil
}

// DeleteClient removes a client with what its pages looked like and its risk configuration. Its
// sessions and tokens stay behind and stop working, because whoever uses one looks the client up.
func (tx *Tx) DeleteClient(id ClientID) error {
	c := tx.Client(id)
	if c == nil {
		return ErrGone
	}
	tx.forgetPages(c)
	tx.ResetRiskConfiguration(c.Pool, id)
	tx.remove(tableClient, c)
	return nil
}
