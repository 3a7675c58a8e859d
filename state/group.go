package state

import "time"

// Group is a group of users.
type Group struct {
	Pool        PoolID
	Name        string
	Description *string // this and the next two are nil when they were not given
	RoleARN     *string
	Precedence  *int32
	Created     time.Time
	Modified    time.Time
}

// Membership tells that a user is in a group.
type Membership struct {
	Pool  PoolID
	Sub   Sub
	Group string
}

func groupKey(g *Group) []byte           { return key(string(g.Pool), g.Name) }
func membershipKey(m *Membership) []byte { return key(string(m.Pool), string(m.Sub), m.Group) }
func memberKey(m *Membership) []byte     { return key(string(m.Pool), m.Group, string(m.Sub)) }

// Group returns the group, or nil.
func (v View) Group(pool PoolID, name string) *Group {
	return get[Group](v, tableGroup, indexID, key(string(pool), name))
}

// Groups returns a page of the groups of a pool, by name; false when from is not a place in that
// list.
func (v View) Groups(pool PoolID, from []byte, limit int) (Page[Group], bool) {
	return page(v, tableGroup, indexID, key(string(pool)), from, limit, groupKey, nil)
}

// GroupsOf returns a page of the groups that a user is in, by name; false when from is not a place in
// that list.
func (v View) GroupsOf(pool PoolID, sub Sub, from []byte, limit int) (Page[Group], bool) {
	found, ok := page(v, tableMembership, indexID, key(string(pool), string(sub)), from, limit, membershipKey, nil)
	return through(found, func(m *Membership) *Group { return v.Group(m.Pool, m.Group) }), ok
}

// Members returns a page of the users in a group, in the order of all users; false when from is not a
// place in that list.
func (v View) Members(pool PoolID, group string, from []byte, limit int) (Page[User], bool) {
	found, ok := page(v, tableMembership, indexMember, key(string(pool), group), from, limit, memberKey, nil)
	return through(found, func(m *Membership) *User { return v.User(m.Pool, m.Sub) }), ok
}

// IsMember tells whether a user is in a group.
func (v View) IsMember(m *Membership) bool {
	return get[Membership](v, tableMembership, indexID, membershipKey(m)) != nil
}

// through is a page of what the records of another page lead to.
func through[R, S any](p Page[R], to func(*R) *S) Page[S] {
	out := Page[S]{Next: p.Next}
	for _, r := range p.Items {
		out.Items = append(out.Items, to(r))
	}
	return out
}

// AddGroup adds a group; ErrExists when the pool has one of that name, ErrGone without the pool.
func (tx *Tx) AddGroup(g *Group) error {
	switch {
	case tx.Pool(g.Pool) == nil:
		return ErrGone
	case tx.Group(g.Pool, g.Name) != nil:
		return ErrExists
	}
	tx.insert(tableGroup, g)
	return nil
}

// ChangeGroup lets change work on a copy and stores that; ErrGone when the group is not there.
func (tx *Tx) ChangeGroup(pool PoolID, name string, change func(*Group) error) error {
	g := tx.Group(pool, name)
	if g == nil {
		return ErrGone
	}
	next := *g
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableGroup, &next)
	return nil
}

// DeleteGroup removes a group, and its members from it; ErrGone when it is not there.
func (tx *Tx) DeleteGroup(pool PoolID, name string) error {
	g := tx.Group(pool, name)
	if g == nil {
		return ErrGone
	}
	removeAll(tx, tableMembership, indexMember, key(string(pool), name))
	tx.remove(tableGroup, g)
	return nil
}

// Join puts a user into a group; ErrGone when one of them is not there. To be in it already is nothing
// to complain about.
func (tx *Tx) Join(m *Membership) error {
	if tx.User(m.Pool, m.Sub) == nil || tx.Group(m.Pool, m.Group) == nil {
		return ErrGone
	}
	tx.insert(tableMembership, m)
	return nil
}

// Leave takes a user out of a group, if it is in it.
func (tx *Tx) Leave(m *Membership) {
	removeAll(tx, tableMembership, indexID, membershipKey(m))
}
