package emulator

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"cognito-emulator/emulator/model"
)

// memory is what a client remembers of the answers it got, by what it is and, where it belongs to one,
// by the pool.
type memory struct {
	pools []string
	// at is the pool that requests are about now.
	at     string
	values map[string]map[string][]string // by pool, then by kind
	// secrets are the secrets of app clients, by their ids.
	secrets map[string]string
	// news is the kind of what was heard of last, where operations of their own are about it.
	news string
	// pending are the challenges that wait for an answer, the newest last.
	pending []*challenge
}

// challenge is a challenge that a sign-in was answered with.
type challenge struct {
	pool, client, name, session string
	parameters                  map[string]string
	available                   []string
	username                    string
}

func newMemory() *memory {
	return &memory{values: map[string]map[string][]string{}, secrets: map[string]string{}}
}

// copy is the memory at the beginning of a sequence.
func (m *memory) copy() *memory {
	c := newMemory()
	c.pools, c.at = slices.Clone(m.pools), m.at
	for pool, kinds := range m.values {
		c.values[pool] = map[string][]string{}
		for kind, list := range kinds {
			c.values[pool][kind] = slices.Clone(list)
		}
	}
	for client, secret := range m.secrets {
		c.secrets[client] = secret
	}
	return c
}

// kinds are the members that carry what can be used again, in answers as in requests, and what they are.
var kinds = map[string]string{
	"UserPoolId": "pool", "ClientId": "client", "Username": "user", "UserSub": "user",
	"AccessToken": "access", "IdToken": "id", "RefreshToken": "refresh", "Session": "session", "SecretCode": "totp",
	"GroupName": "group", "Identifier": "server", "ProviderName": "provider", "IdpIdentifier": "identifier",
	"Domain": "domain", "CustomDomain": "domain", "TermsId": "terms", "ManagedLoginBrandingId": "branding", "JobId": "job",
	"EventId": "event", "DeviceKey": "device", "ClientSecretId": "secret id", "ClientSecretValue": "secret",
	"SessionId": "user session", "CredentialId": "passkey", "NextToken": "page", "PaginationToken": "page",
	"FeedbackToken": "feedback", "RegionName": "region", "ResourceArn": "arn", "Arn": "arn",
	"PreSignedUrl": "upload", "IdpIdentifiers": "identifier", "TermsName": "terms name",
}

// remembered bounds how much of one kind is remembered; the oldest goes first.
const remembered = 12

// learn remembers a value. An empty pool is the one at hand.
func (m *memory) learn(pool, kind, value string) {
	if pool == "" {
		pool = m.at
	}
	if kind == "pool" {
		if !slices.Contains(m.pools, value) {
			m.pools = append(m.pools, value)
		}
		return
	}
	if m.values[pool] == nil {
		m.values[pool] = map[string][]string{}
	}
	list := slices.DeleteFunc(m.values[pool][kind], func(known string) bool { return known == value })
	if len(list) == remembered {
		list = list[1:]
	}
	m.values[pool][kind] = append(list, value)
	if len(aboutKinds()[kind]) > 0 {
		m.news = kind
	}
}

// aboutKinds are the operations that must name something of a kind, for kinds that few operations name.
var aboutKinds = sync.OnceValue(func() map[string][]string {
	about := map[string][]string{}
	for _, o := range model.Operations() {
		for _, m := range o.Input.Members {
			if kind := kinds[m.Name]; m.Required && kind != "" {
				about[kind] = append(about[kind], o.Name)
			}
		}
	}
	maps.DeleteFunc(about, func(_ string, operations []string) bool { return len(operations) > 12 })
	return about
})

// forget drops what turned out to be worthless.
func (m *memory) forget(kind, value string) {
	for _, of := range m.values {
		of[kind] = slices.DeleteFunc(of[kind], func(known string) bool { return known == value })
	}
}

// draw returns something of that kind: most often of the pool at hand and among the newest. It returns
// "" when nothing is known.
func (m *memory) draw(d *dice, kind string) string {
	if kind == "pool" {
		if len(m.pools) > 1 && d.once(24) {
			return pick(d, m.pools)
		}
		return m.at
	}
	pool := m.at
	if len(m.pools) > 1 && d.once(24) {
		pool = pick(d, m.pools)
	}
	list := m.values[pool][kind]
	if len(list) == 0 {
		return ""
	}
	if d.sure || d.once(2) {
		return list[len(list)-1]
	}
	return pick(d, list)
}

// poolOf is the pool that a request is about: the one that it names, or that of its app client or token.
func (m *memory) poolOf(body map[string]any) string {
	if pool, ok := body["UserPoolId"].(string); ok {
		return pool
	}
	for _, by := range []string{"ClientId", "AccessToken"} {
		if pools := m.owners(kinds[by], body[by]); len(pools) > 0 {
			return pools[0]
		}
	}
	return m.at
}

// owners are the pools that something is known from.
func (m *memory) owners(kind string, value any) (pools []string) {
	text, _ := value.(string)
	for _, pool := range m.pools {
		if slices.Contains(m.values[pool][kind], text) {
			pools = append(pools, pool)
		}
	}
	return pools
}

// ownIDs are the members that name something of one pool by an id that no other pool has.
var ownIDs = []string{"ClientId", "TermsId", "ManagedLoginBrandingId", "JobId", "EventId", "DeviceKey", "ClientSecretId", "SessionId", "CredentialId", "RefreshToken"}

// trespass returns the member of a request that names something of another pool; "" when none does.
func (m *memory) trespass(body map[string]any) string {
	pool := m.poolOf(body)
	for _, name := range ownIDs {
		if owners := m.owners(kinds[name], body[name]); len(owners) > 0 && !slices.Contains(owners, pool) {
			return name
		}
	}
	return ""
}

// read learns from an answer about a pool.
func (m *memory) read(pool, client string, answer any) {
	switch v := answer.(type) {
	case []any:
		for _, element := range v {
			m.read(pool, client, element)
		}
	case map[string]any:
		if id, ok := v["ClientId"].(string); ok {
			client = id
		}
		for name, inner := range sortedEntries(v) {
			text, isText := inner.(string)
			list, _ := inner.([]any)
			for _, element := range list {
				if text, ok := element.(string); ok && kinds[name] != "" {
					m.learn(pool, kinds[name], text)
				}
			}
			switch {
			case !isText:
				m.read(pool, client, inner)
			case name == "Id" && strings.Contains(text, "_"):
				m.learn("", "pool", text)
				pool = text
			case (name == "ClientSecret" || name == "ClientSecretValue") && client != "":
				m.secrets[client] = text
			case kinds[name] != "":
				m.learn(pool, kinds[name], text)
			}
		}
	}
}

// sortedEntries yields the entries of a map in one order, so that equal sequences learn the same.
func sortedEntries(m map[string]any) func(yield func(string, any) bool) {
	return func(yield func(string, any) bool) {
		names := make([]string, 0, len(m))
		for name := range m {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

// dice are the decisions of a sequence: one byte of the fuzzer's input each. Without bytes every
// decision is the first one.
type dice struct {
	left []byte
	// sure leaves out what is meant to go wrong.
	sure bool
}

func (d *dice) over() bool { return len(d.left) == 0 }

// roll returns a number below n, which is 256 at most.
func (d *dice) roll(n int) int {
	if d.over() {
		return 0
	}
	b := d.left[0]
	d.left = d.left[1:]
	return int(b) % n
}

// once is true once in n times, and never while the dice are sure.
func (d *dice) once(n int) bool { return !d.sure && d.roll(n) == n-1 }

func pick[T any](d *dice, list []T) T { return list[d.roll(len(list))] }
