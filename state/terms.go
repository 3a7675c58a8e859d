package state

import (
	"maps"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Terms is a document that the sign-up page of an app client links to.
type Terms struct {
	Pool        PoolID
	ID          string
	Client      ClientID
	Name        string // terms-of-use or privacy-policy
	Source      types.TermsSourceType
	Enforcement types.TermsEnforcementType
	Links       map[string]string // by language
	Created     time.Time
	Modified    time.Time
}

func termsKey(t *Terms) []byte       { return key(string(t.Pool), t.ID) }
func termsClientKey(t *Terms) []byte { return key(string(t.Pool), string(t.Client), t.Name) }
func termsPoolKey(t *Terms) []byte   { return key(string(t.Pool), instant(t.Created), t.ID) }

// Terms returns the document with that id, or nil.
func (v View) Terms(pool PoolID, id string) *Terms {
	return get[Terms](v, tableTerms, indexID, key(string(pool), id))
}

// TermsOf returns the document of that name of an app client, or nil.
func (v View) TermsOf(pool PoolID, client ClientID, name string) *Terms {
	return get[Terms](v, tableTerms, indexClient, key(string(pool), string(client), name))
}

// AllTerms returns a page of the documents of a pool, oldest first; false when from is not a place
// in that list.
func (v View) AllTerms(pool PoolID, from []byte, limit int) (Page[Terms], bool) {
	return page(v, tableTerms, indexPool, key(string(pool)), from, limit, termsPoolKey, nil)
}

// AddTerms adds a document: ErrGone without the client, ErrExists when the client has one of that name.
func (tx *Tx) AddTerms(t *Terms) error {
	switch {
	case tx.ClientOf(t.Pool, t.Client) == nil:
		return ErrGone
	case tx.TermsOf(t.Pool, t.Client, t.Name) != nil, tx.Terms(t.Pool, t.ID) != nil:
		return ErrExists
	}
	tx.insert(tableTerms, t)
	return nil
}

// ChangeTerms lets change work on a deep copy and stores that: ErrGone when the document is not
// there, ErrExists when the client has another one of its new name.
func (tx *Tx) ChangeTerms(pool PoolID, id string, change func(*Terms) error) error {
	t := tx.Terms(pool, id)
	if t == nil {
		return ErrGone
	}
	next := *t
	next.Links = maps.Clone(t.Links)
	if err := change(&next); err != nil {
		return err
	}
	if other := tx.TermsOf(pool, next.Client, next.Name); other != nil && other.ID != id {
		return ErrExists
	}
	tx.insert(tableTerms, &next)
	return nil
}

// DeleteTerms removes a document.
func (tx *Tx) DeleteTerms(pool PoolID, id string) error {
	t := tx.Terms(pool, id)
	if t == nil {
		return ErrGone
	}
	tx.remove(tableTerms, t)
	return nil
}

// forgetPages removes what the pages of an app client looked like: nobody else can use it.
func (tx *Tx) forgetPages(c *Client) {
	own := key(string(c.Pool), string(c.ID))
	removeAll(tx, tableBranding, indexClient, own)
	removeAll(tx, tableCustomization, indexID, own)
	removeAll(tx, tableTerms, indexClient, own)
}
