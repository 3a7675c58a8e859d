package state

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Branding is the style of an app client's managed login pages.
type Branding struct {
	Pool     PoolID
	ID       string
	Client   ClientID
	Provided bool   // the service's own values, without settings
	Settings string // JSON text of an object; empty: none were given
	Assets   []types.AssetType
	Created  time.Time
	Modified time.Time
}

func brandingKey(b *Branding) []byte       { return key(string(b.Pool), b.ID) }
func brandingClientKey(b *Branding) []byte { return key(string(b.Pool), string(b.Client)) }

// Branding returns the style with that id, or nil.
func (v View) Branding(pool PoolID, id string) *Branding {
	return get[Branding](v, tableBranding, indexID, key(string(pool), id))
}

// BrandingOf returns the style of an app client, or nil.
func (v View) BrandingOf(pool PoolID, client ClientID) *Branding {
	return get[Branding](v, tableBranding, indexClient, key(string(pool), string(client)))
}

// AddBranding gives an app client a style: ErrGone without the client, ErrExists when it has one.
func (tx *Tx) AddBranding(b *Branding) error {
	switch {
	case tx.ClientOf(b.Pool, b.Client) == nil:
		return ErrGone
	case tx.BrandingOf(b.Pool, b.Client) != nil, tx.Branding(b.Pool, b.ID) != nil:
		return ErrExists
	}
	tx.insert(tableBranding, b)
	return nil
}

// ChangeBranding lets change work on a copy and stores that; ErrGone when the style is not there.
// The bytes of assets are shared with the record it was copied from: replace, never write.
func (tx *Tx) ChangeBranding(pool PoolID, id string, change func(*Branding) error) error {
	b := tx.Branding(pool, id)
	if b == nil {
		return ErrGone
	}
	next := *b
	next.Assets = slices.Clone(b.Assets)
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableBranding, &next)
	return nil
}

// DeleteBranding removes a style.
func (tx *Tx) DeleteBranding(pool PoolID, id string) error {
	b := tx.Branding(pool, id)
	if b == nil {
		return ErrGone
	}
	tx.remove(tableBranding, b)
	return nil
}

// AllClients stands for every app client without a customization of its own.
const AllClients ClientID = "ALL"

// Customization is the look of the classic hosted pages, of one app client or of AllClients.
type Customization struct {
	Pool     PoolID
	Client   ClientID
	CSS      *string
	Image    []byte
	Version  string // of the style sheet; it outlives the customization
	Created  time.Time
	Modified time.Time
}

// Empty tells whether nothing is customized any more.
func (c *Customization) Empty() bool { return c.CSS == nil && c.Image == nil }

func customizationKey(c *Customization) []byte { return key(string(c.Pool), string(c.Client)) }

// Customization returns the customization of that very client (or AllClients), or nil.
func (v View) Customization(pool PoolID, client ClientID) *Customization {
	return get[Customization](v, tableCustomization, indexID, key(string(pool), string(client)))
}

// PutCustomization stores a customization in place of the one there was; ErrGone without the pool or
// the client.
func (tx *Tx) PutCustomization(c *Customization) error {
	if tx.Pool(c.Pool) == nil || c.Client != AllClients && tx.ClientOf(c.Pool, c.Client) == nil {
		return ErrGone
	}
	tx.insert(tableCustomization, c)
	return nil
}
