package conformance

import (
	"fmt"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// scopesNamed are scopes of these names, each with a description.
func scopesNamed(names ...string) []types.ResourceServerScopeType {
	var list []types.ResourceServerScopeType
	for _, name := range names {
		list = append(list, types.ResourceServerScopeType{ScopeName: new(name), ScopeDescription: new("to " + name)})
	}
	return list
}

// resourceServer makes a resource server with these scopes.
func (w *World) resourceServer(identifier string, scopes ...string) {
	w.t.Helper()
	OK(w, w.API.CreateResourceServer, &cip.CreateResourceServerInput{
		UserPoolId: &w.pool.ID, Identifier: &identifier, Name: new("API"), Scopes: scopesNamed(scopes...)})
}

// withServer makes a pool with the resource server "orders", which knows read and write.
func withServer(w *World) {
	w.Pool()
	w.resourceServer("orders", "read", "write")
}

// shownServer is a resource server as its operations show it.
func (w *World) shownServer(identifier, name string, scopes ...string) *types.ResourceServerType {
	return &types.ResourceServerType{UserPoolId: &w.pool.ID, Identifier: &identifier, Name: &name, Scopes: scopesNamed(scopes...)}
}

// resourceServerCases are about resource servers. Doc: API_CreateResourceServer and its siblings. Seen: the samples of
// the AWS CLI, hashicorp/terraform-provider-aws tests.
func resourceServerCases() []Case {
	describe := func(w *World, identifier string) *cip.DescribeResourceServerInput {
		return &cip.DescribeResourceServerInput{UserPoolId: &w.pool.ID, Identifier: &identifier}
	}
	return []Case{
		{
			Operations: ops("CreateResourceServer", "DescribeResourceServer", "ListResourceServers"), Says: "a resource server with scopes shows them, then and later", Given: inPool(),
			Steps: steps(
				func(w *World) {
					in := &cip.CreateResourceServerInput{
						UserPoolId: &w.pool.ID, Identifier: new("https://orders.example"), Name: new("Orders + more"), Scopes: scopesNamed("read", "write"),
					}
					Answers(w, w.API.CreateResourceServer, in, &cip.CreateResourceServerOutput{
						ResourceServer: w.shownServer("https://orders.example", "Orders + more", "read", "write")})
				},
				func(w *World) {
					want := w.shownServer("https://orders.example", "Orders + more", "read", "write")
					Answers(w, w.API.DescribeResourceServer, describe(w, "https://orders.example"), &cip.DescribeResourceServerOutput{ResourceServer: want})
					Answers(w, w.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: &w.pool.ID},
						&cip.ListResourceServersOutput{ResourceServers: []types.ResourceServerType{*want}})
				},
			),
		},
		{
			Operations: ops("CreateResourceServer", "DescribeResourceServer"), Says: "a resource server without scopes shows none", Assumes: "A189", Given: inPool(),
			Steps: steps(func(w *World) {
				in := &cip.CreateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("Orders")}
				Answers(w, w.API.CreateResourceServer, in, &cip.CreateResourceServerOutput{ResourceServer: w.shownServer("orders", "Orders")})
				Answers(w, w.API.DescribeResourceServer, describe(w, "orders"), &cip.DescribeResourceServerOutput{ResourceServer: w.shownServer("orders", "Orders")})
			}),
		},
		{
			Operations: ops("UpdateResourceServer", "DescribeResourceServer"), Says: "an update replaces the name and the scopes", Given: withServer,
			Steps: steps(
				func(w *World) {
					in := &cip.UpdateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("New"), Scopes: scopesNamed("delete")}
					Answers(w, w.API.UpdateResourceServer, in, &cip.UpdateResourceServerOutput{ResourceServer: w.shownServer("orders", "New", "delete")})
				},
				func(w *World) {
					Answers(w, w.API.DescribeResourceServer, describe(w, "orders"), &cip.DescribeResourceServerOutput{ResourceServer: w.shownServer("orders", "New", "delete")})
					in := &cip.UpdateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("New")}
					Answers(w, w.API.UpdateResourceServer, in, &cip.UpdateResourceServerOutput{ResourceServer: w.shownServer("orders", "New")})
					Answers(w, w.API.DescribeResourceServer, describe(w, "orders"), &cip.DescribeResourceServerOutput{ResourceServer: w.shownServer("orders", "New")})
				},
			),
		},
		{
			Operations: ops("DeleteResourceServer"), Says: "a resource server that is deleted is gone, and its identifier free", Given: withServer,
			Steps: steps(
				func(w *World) {
					in := &cip.DeleteResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders")}
					Answers(w, w.API.DeleteResourceServer, in, &cip.DeleteResourceServerOutput{})
					Refuses(w, w.API.DeleteResourceServer, in, "ResourceNotFoundException", "Resource server orders does not exist.")
				},
				func(w *World) {
					Answers(w, w.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: &w.pool.ID},
						&cip.ListResourceServersOutput{ResourceServers: []types.ResourceServerType{}})
					w.resourceServer("orders", "read")
				},
			),
		},
		{
			Operations: ops("DeleteResourceServer", "UpdateResourceServer", "DescribeUserPoolClient"), Says: "an app client keeps the scopes in its list that are gone",
			Given: func(w *World) {
				withServer(w)
				w.Client(Secret(), ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.AllowedOAuthScopes = []string{"orders/read", "orders/write"}
				}))
			},
			Steps: steps(func(w *World) {
				scopes := func() []string {
					return OK(w, w.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}).UserPoolClient.AllowedOAuthScopes
				}
				OK(w, w.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("API"), Scopes: scopesNamed("read")})
				w.Equal(scopes(), []string{"orders/read", "orders/write"})
				OK(w, w.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders")})
				w.Equal(scopes(), []string{"orders/read", "orders/write"})
			}),
		},
		{
			Operations: ops("ListResourceServers"), Says: "fifty are shown where no number is given, and the pages lead to the end", Assumes: "A170",
			Given: func(w *World) {
				w.Pool()
				for i := range 51 {
					w.resourceServer(fmt.Sprintf("s%02d", i))
				}
			},
			Steps: steps(func(w *World) {
				for limit, want := range map[int32][]int{0: {50, 1}, 50: {50, 1}, 20: {20, 20, 11}} {
					in := &cip.ListResourceServersInput{UserPoolId: &w.pool.ID}
					if limit > 0 {
						in.MaxResults = &limit
					}
					var names []string
					var sizes []int
					for len(sizes) < 10 {
						out := OK(w, w.API.ListResourceServers, in)
						for _, s := range out.ResourceServers {
							names = append(names, *s.Identifier)
						}
						sizes = append(sizes, len(out.ResourceServers))
						if in.NextToken = out.NextToken; in.NextToken == nil {
							break
						}
					}
					w.Equal(sizes, want)
					w.Equal([]any{len(names), slices.IsSorted(names)}, []any{51, true})
				}
			}),
		},
	}
}

// resourceServerRefusals are what the operations on resource servers refuse, and app clients whose scopes are not there.
func resourceServerRefusals() []Case {
	return []Case{
		{
			// Seen: getmoto/moto tests.
			Operations: ops("CreateResourceServer"), Says: "refused: an identifier that the pool has", Given: withServer,
			Steps: steps(func(w *World) {
				in := &cip.CreateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("Other")}
				Refuses(w, w.API.CreateResourceServer, in, "InvalidParameterException", "orders already exists in user pool "+w.pool.ID+".")
				w.Pool() // another pool may have it
				in.UserPoolId = &w.pool.ID
				OK(w, w.API.CreateResourceServer, in)
			}),
		},
		{
			Operations: ops("CreateResourceServer"), Says: "of many who make one of the same identifier at once, one does", Given: inPool(),
			Steps: steps(func(w *World) {
				in := &cip.CreateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("Orders")}
				w.OneWins(w.Race(8, func(int) error { return Try(w, w.API.CreateResourceServer, in) }), "InvalidParameterException", "orders already exists in user pool "+w.pool.ID+".")
			}),
		},
		{
			Operations: ops("CreateResourceServer", "UpdateResourceServer"), Says: "refused: a scope that is named twice", Assumes: "A059", Given: withServer,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateResourceServer, &cip.CreateResourceServerInput{
					UserPoolId: &w.pool.ID, Identifier: new("shop"), Name: new("Shop"), Scopes: scopesNamed("read", "read")}, "InvalidParameterException")
				Refuses(w, w.API.UpdateResourceServer, &cip.UpdateResourceServerInput{
					UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("Orders"), Scopes: scopesNamed("a", "b", "a")}, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("CreateResourceServer", "ListResourceServers"), Says: "refused by its form: a scope with a slash, a name with a slash, numbers out of range", Given: withServer,
			Steps: steps(func(w *World) {
				const detected = "1 validation error detected: "
				in := &cip.CreateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("shop"), Name: new("Shop"), Scopes: scopesNamed("a/b")}
				Refuses(w, w.API.CreateResourceServer, in, "InvalidParameterException",
					detected+`Value 'a/b' at 'scopes.1.member.scopeName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+`)
				in.Scopes, in.Name = nil, new("a/b")
				Refuses(w, w.API.CreateResourceServer, in, "InvalidParameterException",
					detected+`Value 'a/b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`)
				for n, text := range map[int32]string{0: "greater than or equal to 1", 51: "less than or equal to 50"} {
					Refuses(w, w.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: &w.pool.ID, MaxResults: &n}, "InvalidParameterException",
						fmt.Sprintf("%sValue '%d' at 'maxResults' failed to satisfy constraint: Member must have value %s", detected, n, text))
				}
				Refuses(w, w.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: &w.pool.ID, NextToken: new("none")}, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("DescribeResourceServer", "UpdateResourceServer", "DeleteResourceServer"), Says: "refused: a resource server that is not there, or another pool's", Assumes: "A056", Given: withServer,
			Steps: steps(func(w *World) {
				first := w.pool.ID
				w.Pool()
				for _, at := range []struct{ pool, identifier string }{{first, "shop"}, {first, "Orders"}, {w.pool.ID, "orders"}} {
					code, text := "ResourceNotFoundException", "Resource server "+at.identifier+" does not exist."
					Refuses(w, w.API.DescribeResourceServer, &cip.DescribeResourceServerInput{UserPoolId: &at.pool, Identifier: &at.identifier}, code, text)
					Refuses(w, w.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: &at.pool, Identifier: &at.identifier, Name: new("x")}, code, text)
					Refuses(w, w.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: &at.pool, Identifier: &at.identifier}, code, text)
				}
			}),
		},
		{
			Operations: ops("CreateResourceServer", "DescribeResourceServer", "UpdateResourceServer", "DeleteResourceServer", "ListResourceServers"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				pool, id, code, text := new("us-east-1_NotThere0"), new("orders"), "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: pool, Identifier: id, Name: new("x")}, code, text)
				Refuses(w, w.API.DescribeResourceServer, &cip.DescribeResourceServerInput{UserPoolId: pool, Identifier: id}, code, text)
				Refuses(w, w.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: pool, Identifier: id, Name: new("x")}, code, text)
				Refuses(w, w.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: pool, Identifier: id}, code, text)
				Refuses(w, w.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: pool}, code, text)
			}),
		},
		{
			// Seen: awsdocs/aws-cloudformation-user-guide#564.
			Operations: ops("CreateUserPoolClient", "UpdateUserPoolClient"), Says: "refused: a scope that no resource server of the pool knows",
			Given: func(w *World) { withServer(w); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				for _, scope := range []string{"orders/delete", "orders", "shop/read", "Orders/read"} {
					code, text := "ScopeDoesNotExistException", "Invalid scope requested: "+scope
					in := &cip.CreateUserPoolClientInput{
						UserPoolId: &w.pool.ID, ClientName: new("c"), AllowedOAuthScopes: []string{"orders/read", scope}, GenerateSecret: true,
						AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}, AllowedOAuthFlowsUserPoolClient: true,
					}
					Refuses(w, w.API.CreateUserPoolClient, in, code, text)
					Refuses(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
						UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AllowedOAuthScopes: []string{scope}}, code, text)
				}
			}),
		},
	}
}
