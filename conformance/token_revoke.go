package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// revokeCases are about taking tokens back. Doc: developer guide, token revocation. Seen: the texts, in
// aws-amplify/amplify-js#2205 and aws/aws-sdk-net#1936.
func revokeCases() []Case {
	revoke := func(w *World, token *string) error {
		return Try(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: token, ClientSecret: given(Params{"s": w.client.Secret}, "s")})
	}
	getUser := func(w *World, access string) error {
		return Try(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &access})
	}
	about := ops("RevokeToken")
	return []Case{
		{
			Operations: about, Says: "a revoked refresh token takes its access tokens along, those it was refreshed into as well", Given: plain,
			Steps: steps(
				func(w *World) {
					first := w.Tokens()
					w.Keep("first", *first.AccessToken)
					w.Keep("second", *w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": *first.RefreshToken}).Tokens.AccessToken)
					Answers(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: first.RefreshToken}, &cip.RevokeTokenOutput{})
				},
				func(w *World) {
					w.Fails(getUser(w, w.Kept("first")), "NotAuthorizedException", revokedAccess)
					w.Fails(getUser(w, w.Kept("second")), "NotAuthorizedException", revokedAccess)
				},
			),
		},
		{
			Operations: about, Says: "other sign-ins of the user stay good", Given: plain,
			Steps: steps(
				func(w *World) {
					revoked, other := w.Tokens(), w.Tokens()
					w.must(revoke(w, revoked.RefreshToken))
					w.Keep("access", *other.AccessToken)
					w.Keep("refresh", *other.RefreshToken)
				},
				func(w *World) {
					w.must(getUser(w, w.Kept("access")))
					w.refreshed(w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")}))
				},
			),
		},
		{
			Operations: about, Says: "revoking twice is no error", Assumes: "A066", Given: plain,
			Steps: steps(func(w *World) {
				refresh := w.Tokens().RefreshToken
				w.must(revoke(w, refresh))
				w.must(revoke(w, refresh))
			}),
		},
		{
			Operations: about, Says: "a revoked token still verifies by its signature", Given: plain,
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.must(revoke(w, tokens.RefreshToken))
				w.whole(w.Token(*tokens.AccessToken), w.accessClaims())
			}),
		},
		{
			// Doc: SDK, RevokeToken.
			Operations: about, Says: "refused: an access token or an ID token", Given: plain,
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.Fails(revoke(w, tokens.AccessToken), "UnsupportedTokenTypeException")
				w.Fails(revoke(w, tokens.IdToken), "UnsupportedTokenTypeException")
				w.must(getUser(w, *tokens.AccessToken))
			}),
		},
		{
			Operations: about, Says: "refused: a client that does not revoke tokens", Assumes: "A032",
			Given: func(w *World) {
				w.Pool()
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) { in.EnableTokenRevocation = new(false) }))
				w.User()
			},
			Steps: steps(func(w *World) { w.Fails(revoke(w, w.Tokens().RefreshToken), "UnsupportedOperationException") }),
		},
		{
			Operations: about, Says: "refused: a client that is not there, and the wrong secret",
			Given: func(w *World) { w.Pool(); w.Client(Secret()); w.User() },
			Steps: steps(func(w *World) {
				refresh := w.Tokens().RefreshToken
				Refuses(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: refresh, ClientSecret: new("wrongwrongwrongwrongwrongwrong")}, "UnauthorizedException")
				Refuses(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: refresh}, "UnauthorizedException")
				Refuses(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: new("1example23456789abcdefghij"), Token: refresh}, "UnauthorizedException")
				w.refreshed(w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": *refresh, "SECRET_HASH": secretHash(w.client, w.user.Username)}))
				w.must(revoke(w, refresh))
			}),
		},
		{
			Operations: about, Says: "another client's token is not revoked", Assumes: "A224",
			Given: func(w *World) {
				plain(w)
				w.Keep("refresh", *w.Tokens().RefreshToken)
				w.Keep("access", *w.auth.Tokens.AccessToken)
			},
			Steps: steps(func(w *World) {
				w.Client()
				w.RefusedSomehow(revoke(w, new(w.Kept("refresh"))))
				w.must(getUser(w, w.Kept("access")))
			}),
		},
	}
}

// signOutCases are about leaving everywhere at once.
func signOutCases() []Case {
	type way struct {
		operation string
		leave     func(w *World)
	}
	ways := []way{
		{"GlobalSignOut", func(w *World) {
			Answers(w, w.API.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: w.auth.Tokens.AccessToken}, &cip.GlobalSignOutOutput{})
		}},
		{"AdminUserGlobalSignOut", func(w *World) {
			Answers(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: &w.user.Username}, &cip.AdminUserGlobalSignOutOutput{})
		}},
		{"AdminDisableUser", func(w *World) {
			Answers(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username}, &cip.AdminDisableUserOutput{})
			OK(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
		}},
	}
	cases := each(ways, func(way way) Case {
		return Case{
			Operations: ops(way.operation), Says: "every token of the user so far is revoked, whatever the client, and later ones are not", Given: plain,
			Steps: steps(
				func(w *World) {
					w.Keep("first", *w.Tokens().AccessToken)
					w.Client()
					w.Keep("second", *w.Tokens().AccessToken)
					w.Keep("refresh", *w.auth.Tokens.RefreshToken)
					way.leave(w)
					w.Keep("third", *w.Tokens().AccessToken)
				},
				func(w *World) {
					for _, name := range []string{"first", "second"} {
						Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept(name))}, "NotAuthorizedException", revokedAccess)
					}
					w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")})), "NotAuthorizedException", revokedRefresh)
					OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("third"))})
				},
			),
		}
	})
	return append(cases, []Case{
		{
			Operations: ops("GlobalSignOut"), Says: "another user's tokens stay good", Given: plain,
			Steps: steps(func(w *World) {
				other := w.Tokens().AccessToken
				w.User()
				OK(w, w.API.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: w.Tokens().AccessToken})
				OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: other})
			}),
		},
		{
			Operations: ops("AdminUserGlobalSignOut", "AdminDisableUser", "AdminEnableUser"), Says: "refused: an unknown user",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: new("nobody")}, "UserNotFoundException", "User does not exist.")
				Refuses(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: new("nobody")}, "UserNotFoundException", "User does not exist.")
				Refuses(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: new("nobody")}, "UserNotFoundException", "User does not exist.")
			}),
		},
	}...)
}

// rotationCases are about refresh tokens that are good for one use. Doc: developer guide, refresh tokens; SDK.
func rotationCases() []Case {
	rotating := func(grace int32) func(w *World) {
		return func(w *World) {
			w.Pool()
			w.Client(Rotate(grace))
			w.User()
			w.Keep("refresh", *w.Tokens().RefreshToken)
			w.Keep("access", *w.auth.Tokens.AccessToken)
		}
	}
	in := func(w *World, name string) *cip.GetTokensFromRefreshTokenInput {
		return &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept(name))}
	}
	turn := func(w *World, from, to string) {
		w.t.Helper()
		out := OK(w, w.API.GetTokensFromRefreshToken, in(w, from))
		w.Equal(out.AuthenticationResult, &types.AuthenticationResultType{
			AccessToken: new(AnyJWT), IdToken: new(AnyJWT), RefreshToken: new(AnyRefresh), ExpiresIn: 3600, TokenType: new("Bearer"),
		})
		if *out.AuthenticationResult.RefreshToken == w.Kept(from) {
			w.Errorf("the same refresh token came back")
		}
		w.Keep(to, *out.AuthenticationResult.RefreshToken)
		w.Keep(to+" access", *out.AuthenticationResult.AccessToken)
	}
	about := ops("GetTokensFromRefreshToken")
	return []Case{
		{
			Operations: about, Says: "rotation: each use gives a new refresh token, which works in turn", Given: rotating(0),
			Steps: steps(
				func(w *World) { turn(w, "refresh", "second") },
				func(w *World) { turn(w, "second", "third") },
			),
		},
		{
			Operations: about, Says: "rotation: without grace the old token dies at once", Given: rotating(0),
			Steps: steps(
				func(w *World) { turn(w, "refresh", "second") },
				func(w *World) {
					Refuses(w, w.API.GetTokensFromRefreshToken, in(w, "refresh"), "RefreshTokenReuseException")
				},
			),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "rotation: in its time of grace the old token is still good, afterwards not", Given: rotating(30),
			Steps: steps(func(w *World) {
				w.Freeze()
				turn(w, "refresh", "second")
				w.Advance(29 * time.Second)
				turn(w, "refresh", "again")
				w.Advance(2 * time.Second)
				Refuses(w, w.API.GetTokensFromRefreshToken, in(w, "refresh"), "RefreshTokenReuseException")
				turn(w, "second", "third")
			}),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "rotation: the new token ends when the first one would have", Given: rotating(0),
			Steps: steps(func(w *World) {
				w.Advance(29 * 24 * time.Hour)
				turn(w, "refresh", "second")
				w.Advance(23 * time.Hour)
				turn(w, "second", "third")
				w.Advance(2 * time.Hour)
				Refuses(w, w.API.GetTokensFromRefreshToken, in(w, "third"), "NotAuthorizedException", "Refresh Token has expired")
			}),
		},
		{
			Operations: about, Says: "rotation: the family keeps its origin, and revoking ends all of it", Given: rotating(0),
			Steps: steps(
				func(w *World) {
					turn(w, "refresh", "second")
					w.Equal(w.Token(w.Kept("second access")).claim("origin_jti"), w.Token(w.Kept("access")).claim("origin_jti"))
					OK(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: new(w.Kept("second"))})
				},
				func(w *World) {
					for _, name := range []string{"access", "second access"} {
						Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept(name))}, "NotAuthorizedException", revokedAccess)
					}
					Refuses(w, w.API.GetTokensFromRefreshToken, in(w, "second"), "NotAuthorizedException", revokedRefresh)
				},
			),
		},
		{
			Operations: about, Says: "rotation: access tokens from before stay good", Given: rotating(0), Assumes: "A225",
			Steps: steps(func(w *World) {
				turn(w, "refresh", "second")
				OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("access"))})
			}),
		},
		{
			Operations: ops("InitiateAuth", "AdminInitiateAuth"), Says: "rotation: REFRESH_TOKEN_AUTH is refused", Assumes: "A030", Given: rotating(0),
			Steps: steps(func(w *World) {
				for _, w.admin = range []bool{false, true} {
					w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")})), "UnsupportedOperationException",
						"REFRESH_TOKEN_AUTH is not supported for a client with refresh token rotation.")
				}
			}),
		},
		{
			Operations: about, Says: "rotation: the words for a token that has been replaced", Assumes: "A030", Given: rotating(0),
			Steps: steps(func(w *World) {
				turn(w, "refresh", "second")
				Refuses(w, w.API.GetTokensFromRefreshToken, in(w, "refresh"), "RefreshTokenReuseException", "Refresh token has been invalidated by rotation.")
			}),
		},
		{
			// Seen: hashicorp/terraform-provider-aws#45646.
			Operations: ops("CreateUserPoolClient", "UpdateUserPoolClient", "DescribeUserPoolClient"), Says: "rotation: the client shows it, and shows it disabled with no grace afterwards",
			Given: func(w *World) { w.Pool(); w.Client(Rotate(10)) },
			Steps: steps(
				func(w *World) {
					w.Equal(w.describeClient().RefreshTokenRotation, &types.RefreshTokenRotationType{Feature: "ENABLED", RetryGracePeriodSeconds: new(int32(10))})
					OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
						UserPoolId: &w.pool.ID, ClientId: &w.client.ID, RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: "DISABLED"},
					})
				},
				func(w *World) {
					w.Equal(w.describeClient().RefreshTokenRotation, &types.RefreshTokenRotationType{Feature: "DISABLED", RetryGracePeriodSeconds: new(int32(0))})
				},
			),
		},
	}
}

func (w *World) describeClient() *types.UserPoolClientType {
	w.t.Helper()
	return OK(w, w.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}).UserPoolClient
}
