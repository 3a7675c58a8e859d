package inspect

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/clock"
	"cognito-emulator/state"
)

// How much one page shows.
const (
	pageUsers    = 100
	pageMessages = 50
)

// What the page shows.
type (
	page struct {
		Clock           clock.State
		Emulated, Total int
		Pool            *poolRow // the one that is looked into; nil: all of them
		Pools           []poolRow
		Clients         []clientRow
		Users           []userRow
		MoreUsers       bool
		Messages        []Message
	}
	poolRow struct {
		ID             state.PoolID
		Name           string
		Region         string
		Account        string
		Clients, Users int
	}
	clientRow struct {
		ID     state.ClientID
		Name   string
		Secret bool
		Flows  string
	}
	userRow struct {
		Username     string
		Status       string
		Enabled      bool
		Email, Phone string
		Factors      string
		Created      time.Time
	}
)

// index is a page for people. It needs no script, and nothing from elsewhere.
func (s *Service) index(w http.ResponseWriter, r *http.Request) error {
	given, err := parameters(r, "userPoolId")
	if err != nil {
		return err
	}
	v := s.Store.View()
	p := page{Clock: s.Clock.State(), Total: len(s.Operations)}
	for _, o := range s.Operations {
		if o.Built {
			p.Emulated++
		}
	}
	if id := given["userPoolId"]; id != "" {
		pool := v.Pool(state.PoolID(id))
		if pool == nil {
			return notFound("there is no user pool %s", id)
		}
		p.lookInto(v, pool)
	} else {
		for _, pool := range v.AllPools() {
			p.Pools = append(p.Pools, poolRow{
				ID: pool.ID, Name: aws.ToString(pool.Config.Name), Region: pool.Region, Account: pool.Account,
				Clients: len(clientsOf(v, pool.ID)), Users: v.CountUsers(pool.ID),
			})
		}
	}
	p.Messages = Filter{UserPoolID: given["userPoolId"]}.Find(v)
	slices.Reverse(p.Messages)
	p.Messages = p.Messages[:min(len(p.Messages), pageMessages)]
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
	_ = view(p).Render(w) // fails only when the caller has gone away, which is not our concern
	return nil
}

// lookInto fills the page with what is in a pool.
func (p *page) lookInto(v state.View, pool *state.Pool) {
	p.Pool = &poolRow{ID: pool.ID, Name: aws.ToString(pool.Config.Name)}
	for _, c := range clientsOf(v, pool.ID) {
		var flows []string
		for _, f := range c.Config.ExplicitAuthFlows {
			flows = append(flows, string(f))
		}
		p.Clients = append(p.Clients, clientRow{
			ID: c.ID, Name: aws.ToString(c.Config.ClientName), Secret: len(c.Secrets) > 0, Flows: strings.Join(flows, ", ")})
	}
	users, _ := v.Users(pool.ID, nil, pageUsers) // the beginning is always a place in the list
	p.MoreUsers = users.Next != nil
	for _, u := range users.Items {
		p.Users = append(p.Users, userRow{
			Username: u.Username, Status: string(u.Status), Enabled: u.Enabled, Created: u.Created,
			Email: contact(u, "email"), Phone: contact(u, "phone_number"), Factors: factors(u)})
	}
}

func clientsOf(v state.View, pool state.PoolID) []*state.Client {
	const all = 1 << 20
	clients, _ := v.Clients(pool, nil, all) // the beginning is always a place in the list
	return clients.Items
}

// contact is an address of a user, and whether it is verified.
func contact(u *state.User, attribute string) string {
	address := u.Attributes[attribute]
	if address != "" && !u.Verified(attribute) {
		address += " (not verified)"
	}
	return address
}

// factors are the second factors that a user has.
func factors(u *state.User) string {
	var list []string
	for _, f := range []struct {
		name string
		has  bool
	}{{"SMS", u.MFA.SMS}, {"app", u.MFA.Token != nil}, {"e-mail", u.MFA.Email}} {
		if f.has {
			list = append(list, f.name)
		}
	}
	return strings.Join(list, ", ")
}
