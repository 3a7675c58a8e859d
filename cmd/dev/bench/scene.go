package bench

import "fmt"

const password = "Correct-horse-1"

// object is a JSON object.
type object = map[string]any

// caller calls operations, over whatever it has.
type caller interface {
	call(operation string, in, out any) error
}

// scene is a pool with a client.
type scene struct {
	api          caller
	pool, client string
}

func newScene(api caller) (*scene, error) {
	var pool struct{ UserPool struct{ Id string } }
	if err := api.call("CreateUserPool", object{"PoolName": "bench"}, &pool); err != nil {
		return nil, err
	}
	return newClient(api, pool.UserPool.Id)
}

// newClient makes the app client of a scene.
func newClient(api caller, pool string) (*scene, error) {
	var client struct{ UserPoolClient struct{ ClientId string } }
	err := api.call("CreateUserPoolClient", object{
		"UserPoolId": pool, "ClientName": "bench",
		"ExplicitAuthFlows": []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	}, &client)
	return &scene{api, pool, client.UserPoolClient.ClientId}, err
}

func userName(n int) string  { return fmt.Sprintf("user%07d", n) }
func userEmail(n int) string { return fmt.Sprintf("user%07d@example.com", n) }

// addUser makes a user who can sign in.
func (s *scene) addUser(n int) error {
	err := s.api.call("AdminCreateUser", object{
		"UserPoolId": s.pool, "Username": userName(n), "MessageAction": "SUPPRESS",
		"UserAttributes": []object{{"Name": "email", "Value": userEmail(n)}, {"Name": "email_verified", "Value": "true"}},
	}, nil)
	if err != nil {
		return err
	}
	return s.api.call("AdminSetUserPassword", object{
		"UserPoolId": s.pool, "Username": userName(n), "Password": password, "Permanent": true,
	}, nil)
}

func (s *scene) addUsers(n int) error {
	for i := range n {
		if err := s.addUser(i); err != nil {
			return err
		}
	}
	return nil
}

// passwordLogin is the request of a sign-in with a password.
func (s *scene) passwordLogin(n int) (operation string, in object) {
	return "InitiateAuth", object{
		"ClientId": s.client, "AuthFlow": "USER_PASSWORD_AUTH",
		"AuthParameters": object{"USERNAME": userName(n), "PASSWORD": password},
	}
}

// token signs a user in and gives the access token.
func (s *scene) token(n int) (string, error) {
	var out struct{ AuthenticationResult struct{ AccessToken string } }
	operation, in := s.passwordLogin(n)
	err := s.api.call(operation, in, &out)
	return out.AuthenticationResult.AccessToken, err
}
