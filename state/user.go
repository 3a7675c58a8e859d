package state

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// User is a user of a pool.
type User struct {
	Pool PoolID
	Sub  Sub
	// Username is the stored name: lower case in a pool that ignores case, and the sub in a pool
	// where users sign up with an e-mail address or phone number.
	Username string
	// Attributes are all attributes but sub, by name, custom: and dev:custom: prefixes included.
	Attributes map[string]string
	Identities []Identity // as the attribute identities shows them; Link and Unlink write both
	Status     types.UserStatusType
	Enabled    bool
	Password   *Password  // nil: the user has none
	Former     []Password // earlier passwords, newest first, as many as the pool's history keeps
	MFA        UserMFA
	SignIn     Lockout
	Created    time.Time
	Modified   time.Time
}

// Password is a password in the only form that is kept: the salt and private exponent of SRP.
type Password struct {
	Salt []byte
	X    []byte
	// Imported is the hash that another system made of the password, in the form that system wrote it;
	// Salt and X are empty then.
	Imported string
	// Set is when the password was given. The life of a temporary one counts from it.
	Set time.Time
}

// UserMFA is the state of a user's second factors.
type UserMFA struct {
	// SMS, TOTP and Email tell which factors are enabled by preference or by use; Preferred is one
	// of them or empty.
	SMS, TOTP, Email bool
	Preferred        types.ChallengeNameType
	// Passkey tells that the user's passkeys count as a second factor as well.
	Passkey bool
	Token   *Authenticator // nil: no authenticator app registered
	// Pending is a secret handed out to the signed-in user and not verified yet.
	Pending []byte
	// Options is the legacy MFAOptions list, set by SetUserSettings only.
	Options []types.MFAOptionType
}

// Authenticator is a registered authenticator app.
type Authenticator struct {
	Secret []byte
	Name   string // FriendlyDeviceName
	// LastStep is the time step of the last code that was accepted: no code is accepted twice.
	LastStep int64
}

// Lockout counts failed passwords.
type Lockout struct {
	Failures    int
	LastFailure time.Time
	Until       time.Time // every attempt is refused before
}

// Attribute returns the value and whether the user has the attribute; sub is one.
func (u *User) Attribute(name string) (string, bool) {
	if name == "sub" {
		return string(u.Sub), true
	}
	v, ok := u.Attributes[name]
	return v, ok
}

// Verified tells whether email or phone_number is there and verified.
func (u *User) Verified(attribute string) bool {
	return u.Attributes[attribute] != "" && u.Attributes[attribute+"_verified"] == "true"
}

// Clone copies everything that a change of the user may write to.
func (u *User) Clone() *User {
	next := *u
	next.Attributes = maps.Clone(u.Attributes)
	next.Identities = slices.Clone(u.Identities)
	next.Former = slices.Clone(u.Former)
	if u.Password != nil {
		p := *u.Password
		next.Password = &p
	}
	if u.MFA.Token != nil {
		t := *u.MFA.Token
		next.MFA.Token = &t
	}
	next.MFA.Options = slices.Clone(u.MFA.Options)
	return &next
}

func userKey(u *User) []byte     { return key(string(u.Pool), string(u.Sub)) }
func userNameKey(u *User) []byte { return key(string(u.Pool), u.Username) }

// Searchable are the attributes that users can be found by: what ListUsers can filter, and what can
// stand in for a username. All values are indexed in lower case.
// Doc: "Searching for users using the ListUsers API".
var searchable = []string{
	"email", "phone_number", "preferred_username", "name", "given_name", "family_name",
}

// The two columns of a user that ListUsers can filter although they are no attributes.
const (
	ColumnUserStatus = "cognito:user_status"
	ColumnStatus     = "status" // Enabled or Disabled
)

// EnabledText is the value of ColumnStatus.
func (u *User) EnabledText() string {
	if u.Enabled {
		return "Enabled"
	}
	return "Disabled"
}

func userValueKeys(u *User) [][]byte {
	keys := make([][]byte, 0, len(searchable)+2)
	for _, name := range append(searchable[:len(searchable):len(searchable)], ColumnUserStatus, ColumnStatus) {
		if k := userValueKey(u, name); k != nil {
			keys = append(keys, k)
		}
	}
	return keys
}

// column is the value of a column, or of an attribute.
func (u *User) column(name string) string {
	switch name {
	case ColumnUserStatus:
		return string(u.Status)
	case ColumnStatus:
		return u.EnabledText()
	}
	return u.Attributes[name]
}

// usual is the value of a column that most users have. It is not indexed: that would take as much
// memory as the index of an attribute that everybody has, and a page of those who have it is soon
// found among all users.
func usual(column string) string {
	switch column {
	case ColumnUserStatus:
		return string(types.UserStatusTypeConfirmed)
	case ColumnStatus:
		return "Enabled"
	}
	return ""
}

// userValueKey is the key of u in the index of attribute values, or nil when it is not there.
func userValueKey(u *User, attribute string) []byte {
	value := u.column(attribute)
	if value == usual(attribute) {
		return nil
	}
	return key(string(u.Pool), attribute, strings.ToLower(value), string(u.Sub))
}

// User returns the user with that sub, or nil.
func (v View) User(pool PoolID, sub Sub) *User {
	return get[User](v, tableUser, indexID, key(string(pool), string(sub)))
}

// UserNamed returns the user with that stored username, or nil. In a pool that ignores case the
// case of name does not matter.
func (v View) UserNamed(p *Pool, name string) *User {
	return get[User](v, tableUser, indexName, key(string(p.ID), p.fold(name)))
}

func (p *Pool) fold(name string) string {
	if p.CaseSensitive() {
		return name
	}
	return strings.ToLower(name)
}

// sameValue compares the values of a sign-in attribute as the pool does.
func (p *Pool) sameValue(a, b string) bool { return p.fold(a) == p.fold(b) }

// usersWith yields the users of a pool whose attribute has that value.
func (v View) usersWith(p *Pool, attribute, value string) []*User {
	var found []*User
	for u := range scan[User](v, tableUser, indexValue, key(string(p.ID), attribute, strings.ToLower(value))) {
		if p.sameValue(u.Attributes[attribute], value) {
			found = append(found, u)
		}
	}
	return found
}

// UserSigningIn returns the user that a person means who types name as the username, or nil: the
// stored username; in a pool of e-mail or phone usernames that attribute, verified or not; in a
// pool with aliases a verified e-mail address or phone number, or the preferred username.
// Doc: "User pool attributes", "Customizing sign-in attributes". The sub is not among them unless it
// is the username (seen: ministackorg/ministack#1758, the service's column).
func (v View) UserSigningIn(p *Pool, name string) *User {
	if u := v.UserNamed(p, name); u != nil {
		return u
	}
	var foreign *User
	for _, attribute := range []string{"email", "phone_number"} {
		if !p.NamesAre(attribute) && !p.HasAlias(attribute) {
			continue
		}
		for _, u := range v.usersWith(p, attribute, name) {
			switch {
			case signsIn(p, u, attribute):
				return u
			case foreign == nil && (p.NamesAre(attribute) || u.Verified(attribute)):
				foreign = u // of an identity provider: somebody who signs in here comes first
			}
		}
	}
	if p.HasAlias("preferred_username") {
		for _, u := range v.usersWith(p, "preferred_username", name) {
			if u.Status != types.UserStatusTypeUnconfirmed {
				return u
			}
		}
	}
	return foreign
}

// UserCalled returns the user that the Username of an administrator's request means, or nil: what
// UserSigningIn finds, or the user with that sub.
// Doc: AdminGetUser, Username: "the username, or one of its aliases, or the sub".
func (v View) UserCalled(p *Pool, name string) *User {
	if u := v.UserSigningIn(p, name); u != nil {
		return u
	}
	return v.User(p.ID, Sub(name))
}

// Users returns a page of all users of a pool; false when from is not a place in that list.
func (v View) Users(pool PoolID, from []byte, limit int) (Page[User], bool) {
	return page(v, tableUser, indexID, key(string(pool)), from, limit, userKey, nil)
}

// UsersWhere returns a page of the users whose attribute (or column) has the value, or begins with
// it, without regard to case, and that keep accepts; in the order of the values. It reports false
// when from is not a place in that list. The attribute must be one that is indexed: username, sub,
// a column, or one of the searchable attributes.
func (v View) UsersWhere(pool PoolID, attribute, value string, prefix bool, from []byte, limit int, keep func(*User) bool) (Page[User], bool) {
	by, keyOf := indexValue, func(u *User) []byte { return userValueKey(u, attribute) }
	parts := []string{string(pool), attribute, strings.ToLower(value)}
	switch attribute {
	case "username":
		by, keyOf, parts = indexName, userNameKey, []string{string(pool), value}
	case "sub":
		by, keyOf, parts = indexID, userKey, []string{string(pool), value}
	}
	if has := matcher(value, prefix); has(usual(attribute)) && usual(attribute) != "" {
		return page(v, tableUser, indexID, key(string(pool)), from, limit, userKey, func(u *User) bool {
			return has(u.column(attribute)) && (keep == nil || keep(u))
		})
	}
	under := key(parts...)
	if prefix {
		under = under[:len(under)-1] // without the NUL that closes the value
	}
	return page(v, tableUser, by, under, from, limit, keyOf, keep)
}

// matcher tells whether a value is, or begins with, the one that is looked for, in any case.
func matcher(value string, prefix bool) func(string) bool {
	value = strings.ToLower(value)
	return func(of string) bool {
		of = strings.ToLower(of)
		return of == value || prefix && strings.HasPrefix(of, value)
	}
}

// CountUsers tells how many users a pool has, however many that are.
func (v View) CountUsers(pool PoolID) int {
	if t := get[tally](v, tableTally, indexID, key(string(pool))); t != nil {
		return t.Users
	}
	return 0
}

// tally is how many users a pool has.
type tally struct {
	Pool  PoolID
	Users int
}

// count notes that a pool has more or fewer users.
func (tx *Tx) count(pool PoolID, change int) {
	tx.insert(tableTally, &tally{Pool: pool, Users: tx.CountUsers(pool) + change})
}
