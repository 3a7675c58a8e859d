package authflow

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// MachineScopes are the scopes of a token of an app client's own: those that were requested or, when
// none were, all custom scopes of the client. A scope that no resource server knows any more is left
// out. refused is the first requested one that such a token cannot have; empty when there is none.
// Doc: GetClientToken, "Scopes, M2M, and resource servers".
func MachineScopes(v state.View, client *state.Client, requested []string) (granted []string, refused string) {
	all := len(requested) == 0
	if all {
		requested = client.Config.AllowedOAuthScopes
	}
	for _, scope := range requested {
		custom := !policy.StandardScope(scope) && slices.Contains(client.Config.AllowedOAuthScopes, scope)
		if !custom && !all {
			return nil, scope
		}
		if custom && !slices.Contains(granted, scope) && (scope == policy.RegisterScope || v.HasScope(client.Pool, scope)) {
			granted = append(granted, scope)
		}
	}
	return granted, ""
}

// MachineToken issues a token to an app client itself, with these scopes. There is no user, and no
// sign-in that could be revoked.
func (f *Flow) MachineToken(c *op.Call, client *state.Client, scopes []string, metadata map[string]string) (*types.ClientAuthenticationResultType, error) {
	_, key, err := f.SigningKeys(c.Context(), c.Pool.ID)
	if err != nil {
		return nil, err
	}
	changes, err := f.customizeMachine(c, client, metadata, &scopes)
	if err != nil {
		return nil, err
	}
	life := policy.TokenLife(&client.Config).Access
	claims := changeAccess(f.machineClaims(c, client, scopes, life), changes, client)
	return &types.ClientAuthenticationResultType{
		AccessToken: aws.String(key.Sign(claims)),
		ExpiresIn:   int32(life / time.Second),
		TokenType:   aws.String("Bearer"),
	}, nil
}

// machineClaims are the claims of a token of an app client's own, in the service's order.
// Doc: "Using the access token", sample of client credentials. Seen: a public study with live pools.
// Assumed: a token without scopes has no such claim (A176).
func (f *Flow) machineClaims(c *op.Call, client *state.Client, scopes []string, life time.Duration) token.Claims {
	claims := make(token.Claims, 0, 10)
	claims = append(claims,
		token.Claim{Name: "sub", Value: string(client.ID)},
		token.Claim{Name: "token_use", Value: "access"})
	if len(scopes) > 0 {
		claims = append(claims, token.Claim{Name: "scope", Value: strings.Join(scopes, " ")})
	}
	return append(claims,
		token.Claim{Name: "auth_time", Value: c.Now.Unix()},
		token.Claim{Name: "iss", Value: f.Settings.Issuer.Of(c.Pool, c.Base)},
		token.Claim{Name: "exp", Value: c.Now.Add(life).Unix()},
		token.Claim{Name: "iat", Value: c.Now.Unix()},
		token.Claim{Name: "version", Value: 2},
		token.Claim{Name: "jti", Value: f.Entropy.UUID()},
		token.Claim{Name: "client_id", Value: string(client.ID)})
}

// KnowsSecret tells whether somebody who says so is the app client: it has secrets, and this is one.
func KnowsSecret(client *state.Client, secret string) bool {
	return policy.SecretMatches(secrets(client), secret)
}
