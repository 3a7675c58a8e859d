package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	badRefresh     = "Invalid Refresh Token."
	revokedRefresh = "Refresh Token has been revoked"
	badAccess      = "Invalid Access Token"
	revokedAccess  = "Access Token has been revoked"
)

// refreshWay is one of the ways to new tokens.
type refreshWay struct {
	operation string
	try       func(w *World, token string) (*types.AuthenticationResultType, error)
}

func refreshWays() []refreshWay {
	flow := func(w *World, admin bool, token string) (*types.AuthenticationResultType, error) {
		w.admin = admin
		a, err := w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": token})
		if err != nil {
			return nil, err
		}
		return a.Tokens, nil
	}
	return []refreshWay{
		{"InitiateAuth", func(w *World, token string) (*types.AuthenticationResultType, error) { return flow(w, false, token) }},
		{"AdminInitiateAuth", func(w *World, token string) (*types.AuthenticationResultType, error) { return flow(w, true, token) }},
		{"GetTokensFromRefreshToken", func(w *World, token string) (*types.AuthenticationResultType, error) {
			out, err := w.API.GetTokensFromRefreshToken(w.ctx, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: &token})
			if err != nil {
				return nil, err
			}
			return out.AuthenticationResult, nil
		}},
	}
}

// refreshCases are what every way to new tokens has in common.
func refreshCases() []Case {
	var cases []Case
	for _, way := range refreshWays() {
		cases = append(cases, way.cases()...)
		cases = append(cases, way.refusals()...)
	}
	return append(cases, secretRefreshCases()...)
}

func (way refreshWay) cases() []Case {
	about := ops(way.operation)
	begin := func(w *World) {
		plain(w)
		w.Keep("access", *w.Tokens().AccessToken)
		w.Keep("refresh", *w.auth.Tokens.RefreshToken)
	}
	again := func(w *World) *types.AuthenticationResultType {
		w.t.Helper()
		tokens, err := way.try(w, w.Kept("refresh"))
		w.must(err)
		return tokens
	}
	return []Case{
		{
			Operations: about, Says: "refresh gives new tokens and no new refresh token, again and again", Given: begin,
			Steps: steps(
				func(w *World) { again(w) },
				func(w *World) {
					w.Equal(again(w), &types.AuthenticationResultType{
						AccessToken: new(AnyJWT), IdToken: new(AnyJWT), ExpiresIn: 3600, TokenType: new("Bearer"),
					})
				},
			),
		},
		{
			// Seen: tests of getmoto/moto that ran against the service.
			Operations: about, Needs: needs(Clock), Says: "refresh keeps the time and the origin of the sign-in, and gives new ids", Given: begin,
			Steps: steps(func(w *World) {
				w.Advance(10 * time.Minute)
				tokens := again(w)
				before, after, id := w.Token(w.Kept("access")), w.Token(*tokens.AccessToken), w.Token(*tokens.IdToken)
				for _, same := range []string{"auth_time", "origin_jti", "sub", "client_id", "scope", "username"} {
					w.Equal(after.claim(same), before.claim(same))
				}
				w.Equal(id.claim("auth_time"), before.claim("auth_time"))
				if after.claim("jti") == before.claim("jti") || after.seconds("iat")-before.seconds("iat") < 600 || after.seconds("exp")-after.seconds("iat") != 3600 {
					w.Errorf("before %v, after %v", before.Claims, after.Claims)
				}
			}),
		},
		{
			Operations: about, Says: "refresh shows the attributes and groups of now", Given: begin,
			Steps: steps(
				func(w *World) { w.Set(w.user, "name", "Ann"); w.group("g", 1, "") },
				func(w *World) {
					tokens := again(w)
					w.whole(w.Token(*tokens.IdToken), plus(w.idClaims(), map[string]any{"name": "Ann", "cognito:groups": []any{"g"}}))
					w.whole(w.Token(*tokens.AccessToken), plus(w.accessClaims(), map[string]any{"cognito:groups": []any{"g"}}))
				},
			),
		},
		{
			Operations: about, Says: "refresh goes on after the password was changed", Given: begin, Assumes: "A214",
			Steps: steps(
				func(w *World) { w.SetPassword(w.user, otherPassword) },
				func(w *World) { again(w) },
			),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "the refresh token lives thirty days", Given: begin,
			Steps: steps(func(w *World) {
				w.Advance(30*24*time.Hour - time.Hour)
				again(w)
				w.Advance(2 * time.Hour)
				_, err := way.try(w, w.Kept("refresh"))
				w.Fails(err, "NotAuthorizedException", "Refresh Token has expired")
			}),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "the refresh token lives as long as the client says",
			Given: func(w *World) {
				w.Pool()
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.RefreshTokenValidity = 2
					in.TokenValidityUnits = &types.TokenValidityUnitsType{RefreshToken: "hours"}
				}))
				w.User()
				w.Keep("refresh", *w.Tokens().RefreshToken)
			},
			Steps: steps(func(w *World) {
				w.Advance(119 * time.Minute)
				again(w)
				w.Advance(2 * time.Minute)
				_, err := way.try(w, w.Kept("refresh"))
				w.Fails(err, "NotAuthorizedException", "Refresh Token has expired")
			}),
		},
	}
}

func (way refreshWay) refusals() []Case {
	type refusal struct {
		says  string
		open  string
		spoil func(w *World, token string) string
		code  string
		text  []string
	}
	const na = "NotAuthorizedException"
	keep := func(f func(w *World)) func(w *World, token string) string {
		return func(w *World, token string) string { f(w); return token }
	}
	refusals := []refusal{
		// Seen: aws/aws-sdk-cpp#1789.
		{"something that is no refresh token", "", func(*World, string) string { return "no.refresh.token.at.all" }, na, []string{badRefresh}},
		{"a refresh token that was changed", "", func(_ *World, token string) string { return token[:len(token)-6] + bend(token[len(token)-6:]) }, na, []string{badRefresh}},
		{"an access token", "", func(w *World, _ string) string { return *w.Tokens().AccessToken }, na, []string{badRefresh}},
		{"the refresh token of another client", "", func(w *World, token string) string { w.Client(); return token }, na, []string{badRefresh}},
		{"a disabled user", "A221", keep(func(w *World) {
			OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
		}), na, []string{"User is disabled.", revokedRefresh}},
		// Doc: developer guide, token revocation.
		{"a user who was disabled and enabled again", "", keep(func(w *World) {
			OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			OK(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
		}), na, []string{revokedRefresh}},
		// Seen: aws/aws-sdk-net#1936.
		{"a revoked token", "", keep(func(w *World) {
			OK(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: w.auth.Tokens.RefreshToken})
		}), na, []string{revokedRefresh}},
		{"a user who signed out everywhere", "", keep(func(w *World) {
			OK(w, w.API.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: w.auth.Tokens.AccessToken})
		}), na, []string{revokedRefresh}},
		{"a user whom an administrator signed out", "", keep(func(w *World) {
			OK(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
		}), na, []string{revokedRefresh}},
	}
	cases := each(refusals, func(r refusal) Case {
		return Case{
			Operations: ops(way.operation), Says: "refresh refused: " + r.says, Assumes: r.open, Given: plain,
			Steps: steps(
				func(w *World) { w.Keep("refresh", r.spoil(w, *w.Tokens().RefreshToken)) },
				func(w *World) {
					_, err := way.try(w, w.Kept("refresh"))
					w.Fails(err, r.code, r.text...)
				},
			),
		}
	})
	return append(cases, Case{
		Operations: ops(way.operation), Says: "refresh refused: a user who was deleted", Given: plain,
		Steps: steps(
			func(w *World) {
				w.Keep("refresh", *w.Tokens().RefreshToken)
				OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			},
			func(w *World) {
				_, err := way.try(w, w.Kept("refresh"))
				w.RefusedSomehow(err)
			},
		),
	})
}

// bend changes the first letter of a text.
func bend(s string) string {
	b := []byte(s)
	if b[0] == 'A' {
		b[0] = 'B'
	} else {
		b[0] = 'A'
	}
	return string(b)
}

// secretRefreshCases are about clients with a secret, which GetTokensFromRefreshToken wants itself, not hashed.
func secretRefreshCases() []Case {
	confidential := func(w *World) {
		w.Pool()
		w.Client(Secret())
		w.User()
		w.Keep("refresh", *w.Tokens().RefreshToken)
	}
	in := func(w *World, secret *string) *cip.GetTokensFromRefreshTokenInput {
		return &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh")), ClientSecret: secret}
	}
	return []Case{
		{
			Operations: ops("GetTokensFromRefreshToken"), Says: "a client with a secret sends the secret itself", Given: confidential,
			Steps: steps(func(w *World) {
				Answers(w, w.API.GetTokensFromRefreshToken, in(w, &w.client.Secret), &cip.GetTokensFromRefreshTokenOutput{
					AuthenticationResult: &types.AuthenticationResultType{AccessToken: new(AnyJWT), IdToken: new(AnyJWT), ExpiresIn: 3600, TokenType: new("Bearer")},
				})
			}),
		},
		{
			Operations: ops("GetTokensFromRefreshToken"), Says: "refused: the wrong secret, or none", Given: confidential,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.GetTokensFromRefreshToken, in(w, new("wrongwrongwrongwrongwrongwrong")), "NotAuthorizedException")
				Refuses(w, w.API.GetTokensFromRefreshToken, in(w, nil), "NotAuthorizedException")
			}),
		},
		{
			Operations: ops("GetTokensFromRefreshToken"), Says: "refused: a client that is not there", Given: confidential,
			Steps: steps(func(w *World) {
				bad := in(w, nil)
				bad.ClientId = new("1example23456789abcdefghij")
				Refuses(w, w.API.GetTokensFromRefreshToken, bad, "ResourceNotFoundException", "User pool client 1example23456789abcdefghij does not exist.")
			}),
		},
	}
}
