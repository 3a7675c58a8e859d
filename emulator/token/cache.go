package token

import "sync"

// Cache remembers keys that were read from their stored form, which takes longer than a signature.
type Cache struct {
	mu   sync.RWMutex // guards keys
	keys map[string]*Key
}

// cacheLimit bounds a cache; one that is full begins anew.
const cacheLimit = 4096

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{keys: map[string]*Key{}} }

// Key returns the key with that id, reading it from its stored form when it is not at hand.
func (c *Cache) Key(kid string, stored []byte) (*Key, error) {
	c.mu.RLock()
	key := c.keys[kid]
	c.mu.RUnlock()
	if key != nil {
		return key, nil
	}
	key, err := UnmarshalKey(stored)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.keys) >= cacheLimit {
		clear(c.keys)
	}
	c.keys[kid] = key
	return key, nil
}
