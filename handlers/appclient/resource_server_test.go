package appclient_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// scopes are scopes of these names.
func scopes(names ...string) []types.ResourceServerScopeType {
	var list []types.ResourceServerScopeType
	for _, name := range names {
		list = append(list, types.ResourceServerScopeType{ScopeName: aws.String(name), ScopeDescription: aws.String("to " + name)})
	}
	return list
}

func TestLifeOfAResourceServer(t *testing.T) {
	t.Parallel()
	b := bench(t)
	pool, identifier := aws.String(poolID), aws.String("https://orders.example/")
	server := func(name string, list []types.ResourceServerScopeType) *types.ResourceServerType {
		return &types.ResourceServerType{UserPoolId: pool, Identifier: identifier, Name: &name, Scopes: list}
	}
	describe := &cip.DescribeResourceServerInput{UserPoolId: pool, Identifier: identifier}
	shown := func(want *types.ResourceServerType) {
		t.Helper()
		optest.Equal(t, ok(t, b.API.DescribeResourceServer, describe), &cip.DescribeResourceServerOutput{ResourceServer: want})
		optest.Equal(t, ok(t, b.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: pool}),
			&cip.ListResourceServersOutput{ResourceServers: []types.ResourceServerType{*want}})
	}
	create := &cip.CreateResourceServerInput{UserPoolId: pool, Identifier: identifier, Name: aws.String("Orders"), Scopes: scopes("write", "read")}
	made := server("Orders", scopes("write", "read"))
	optest.Equal(t, ok(t, b.API.CreateResourceServer, create), &cip.CreateResourceServerOutput{ResourceServer: made})
	shown(made)
	refused(t, b.API.CreateResourceServer, create, "InvalidParameterException", "https://orders.example/ already exists in user pool us-east-1_pool.")

	for _, list := range [][]types.ResourceServerScopeType{scopes("delete"), nil} {
		changed := server("Orders +1", list)
		optest.Equal(t, ok(t, b.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: pool, Identifier: identifier, Name: changed.Name, Scopes: list}),
			&cip.UpdateResourceServerOutput{ResourceServer: changed})
		shown(changed)
	}
	refused(t, b.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: pool, Identifier: identifier, Name: aws.String("x"), Scopes: scopes("a", "b", "a")},
		"InvalidParameterException", "Scope a is specified more than once.")
	shown(server("Orders +1", nil))

	remove := &cip.DeleteResourceServerInput{UserPoolId: pool, Identifier: identifier}
	optest.Equal(t, ok(t, b.API.DeleteResourceServer, remove), &cip.DeleteResourceServerOutput{})
	const code, text = "ResourceNotFoundException", "Resource server https://orders.example/ does not exist."
	refused(t, b.API.DeleteResourceServer, remove, code, text)
	refused(t, b.API.DescribeResourceServer, describe, code, text)
	refused(t, b.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: pool, Identifier: identifier, Name: aws.String("x")}, code, text)
	optest.Equal(t, ok(t, b.API.CreateResourceServer, create), &cip.CreateResourceServerOutput{ResourceServer: made})
}

// On the wire, what is not there is not shown.
func TestResourceServerOnTheWire(t *testing.T) {
	t.Parallel()
	b := bench(t)
	const want = `{"ResourceServer":{"UserPoolId":"us-east-1_pool","Identifier":"a","Name":"A"}}`
	for _, members := range []string{"", `,"Scopes":[]`, `,"Scopes":null`} {
		if got := post(t, b, "CreateResourceServer", `{"UserPoolId":"us-east-1_pool","Identifier":"a","Name":"A"`+members+`}`); got != want {
			t.Errorf("%s: %s", members, got)
		}
		ok(t, b.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: aws.String(poolID), Identifier: aws.String("a")})
	}
	if got := post(t, b, "ListResourceServers", `{"UserPoolId":"us-east-1_pool"}`); got != `{"ResourceServers":[]}` {
		t.Error(got)
	}
}

func TestResourceServerElsewhere(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id, name := aws.String("orders"), aws.String("Orders")
	ok(t, b.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: aws.String("us-east-1_other"), Identifier: id, Name: name})
	for pool, text := range map[string]string{
		poolID: "Resource server orders does not exist.", "us-east-1_none": "User pool us-east-1_none does not exist.",
	} {
		const code = "ResourceNotFoundException"
		refused(t, b.API.DescribeResourceServer, &cip.DescribeResourceServerInput{UserPoolId: &pool, Identifier: id}, code, text)
		refused(t, b.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: &pool, Identifier: id, Name: name}, code, text)
		refused(t, b.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: &pool, Identifier: id}, code, text)
	}
	none := aws.String("us-east-1_none")
	refused(t, b.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: none, Identifier: id, Name: name}, "ResourceNotFoundException", "User pool us-east-1_none does not exist.")
	refused(t, b.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: none}, "ResourceNotFoundException", "User pool us-east-1_none does not exist.")
}

func TestManyResourceServers(t *testing.T) {
	t.Parallel()
	b := bench(t)
	b.Write(t, func(tx *state.Tx) error {
		for i := range 300 {
			if err := tx.AddResourceServer(&state.ResourceServer{Pool: poolID, Identifier: fmt.Sprintf("s%03d", i), Name: "S"}); err != nil {
				return err
			}
		}
		return nil
	})
	refused(t, b.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: aws.String(poolID), Identifier: aws.String("t"), Name: aws.String("T")},
		"LimitExceededException", "The maximum number of resource servers for the user pool has been reached.")
	for limit, pages := range map[int32]int{0: 6, 50: 6, 7: 43} {
		in := &cip.ListResourceServersInput{UserPoolId: aws.String(poolID)}
		if limit > 0 {
			in.MaxResults = &limit
		}
		var got []string
		for n := 1; ; n++ {
			out := ok(t, b.API.ListResourceServers, in)
			for _, s := range out.ResourceServers {
				got = append(got, *s.Identifier)
			}
			if in.NextToken = out.NextToken; in.NextToken == nil {
				if n != pages || len(got) != 300 || got[0] != "s000" || got[299] != "s299" {
					t.Errorf("limit %d: %d pages of %d", limit, n, len(got))
				}
				break
			}
		}
	}
	refused(t, b.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: aws.String(poolID), NextToken: aws.String("x")},
		"InvalidParameterException", "Invalid pagination token given")
	for value, text := range map[int32]string{0: "Member must have value greater than or equal to 1", 51: "Member must have value less than or equal to 50"} {
		refused(t, b.API.ListResourceServers, &cip.ListResourceServersInput{UserPoolId: aws.String(poolID), MaxResults: &value},
			"InvalidParameterException", fmt.Sprintf("1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: %s", value, text))
	}
}

// A client may list the scopes that are there; what goes later stays in its list.
func TestScopesOfClients(t *testing.T) {
	t.Parallel()
	b := bench(t)
	pool := aws.String(poolID)
	ok(t, b.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: pool, Identifier: aws.String("orders"), Name: aws.String("Orders"), Scopes: scopes("read")})
	machine := func(scope string) *cip.CreateUserPoolClientInput {
		return &cip.CreateUserPoolClientInput{UserPoolId: pool, ClientName: aws.String("c"), GenerateSecret: true,
			AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: []string{scope}}
	}
	made := ok(t, b.API.CreateUserPoolClient, machine("orders/read")).UserPoolClient
	for _, scope := range []string{"orders/write", "orders", "shop/read", "orders/"} {
		refused(t, b.API.CreateUserPoolClient, machine(scope), "ScopeDoesNotExistException", "Invalid scope requested: "+scope)
		refused(t, b.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: pool, ClientId: made.ClientId, AllowedOAuthScopes: []string{scope}},
			"ScopeDoesNotExistException", "Invalid scope requested: "+scope)
	}
	ok(t, b.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: pool, Identifier: aws.String("orders")})
	optest.Equal(t, describe(t, b, made.ClientId), made)
	refused(t, b.API.CreateUserPoolClient, machine("orders/read"), "ScopeDoesNotExistException", "Invalid scope requested: orders/read")
}

// Of many who make a resource server of one identifier, one does.
func TestResourceServerRace(t *testing.T) {
	t.Parallel()
	b := bench(t)
	in := &cip.CreateResourceServerInput{UserPoolId: aws.String(poolID), Identifier: aws.String("orders"), Name: aws.String("Orders")}
	won := 0
	for _, err := range optest.Race(8, func(int) error { _, err := b.API.CreateResourceServer(t.Context(), in); return err }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, "InvalidParameterException: orders already exists in user pool us-east-1_pool.")
	}
	if won != 1 {
		t.Errorf("%d were made", won)
	}
}
