package conformance

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// bearer is an operation that the user calls with an access token.
type bearer struct {
	operation string
	call      func(w *World, token *string) error
}

// bearers are the operations that take an access token, with otherwise good requests.
func bearers() []bearer {
	return []bearer{
		{"GetUser", func(w *World, t *string) error { return Try(w, w.API.GetUser, &cip.GetUserInput{AccessToken: t}) }},
		{"UpdateUserAttributes", func(w *World, t *string) error {
			return Try(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: t, UserAttributes: attributes("name", "Ann")})
		}},
		{"DeleteUserAttributes", func(w *World, t *string) error {
			return Try(w, w.API.DeleteUserAttributes, &cip.DeleteUserAttributesInput{AccessToken: t, UserAttributeNames: []string{"name"}})
		}},
		{"ChangePassword", func(w *World, t *string) error {
			return Try(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: t, PreviousPassword: new(password), ProposedPassword: new(password)})
		}},
		{"GetUserAttributeVerificationCode", func(w *World, t *string) error {
			return Try(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: t, AttributeName: new("email")})
		}},
		{"VerifyUserAttribute", func(w *World, t *string) error {
			return Try(w, w.API.VerifyUserAttribute, &cip.VerifyUserAttributeInput{AccessToken: t, AttributeName: new("email"), Code: new("123456")})
		}},
		{"SetUserMFAPreference", func(w *World, t *string) error {
			return Try(w, w.API.SetUserMFAPreference, &cip.SetUserMFAPreferenceInput{AccessToken: t})
		}},
		{"SetUserSettings", func(w *World, t *string) error {
			return Try(w, w.API.SetUserSettings, &cip.SetUserSettingsInput{AccessToken: t, MFAOptions: []types.MFAOptionType{}})
		}},
		{"AssociateSoftwareToken", func(w *World, t *string) error {
			return Try(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: t})
		}},
		{"GetUserAuthFactors", func(w *World, t *string) error {
			return Try(w, w.API.GetUserAuthFactors, &cip.GetUserAuthFactorsInput{AccessToken: t})
		}},
		{"ListDevices", func(w *World, t *string) error {
			return Try(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: t})
		}},
		{"ListWebAuthnCredentials", func(w *World, t *string) error {
			return Try(w, w.API.ListWebAuthnCredentials, &cip.ListWebAuthnCredentialsInput{AccessToken: t})
		}},
		{"GlobalSignOut", func(w *World, t *string) error {
			return Try(w, w.API.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: t})
		}},
		{"DeleteUser", func(w *World, t *string) error { return Try(w, w.API.DeleteUser, &cip.DeleteUserInput{AccessToken: t}) }},
	}
}

// accessCases are what every one of them says to a token that is not good. Seen: tests of Liftric/cognito-idp on a real
// pool, aws-amplify/aws-sdk-ios#1376, aws-amplify/amplify-js#2205.
func accessCases() []Case {
	var cases []Case
	for _, b := range append(bearers(), moreBearers()...) {
		cases = append(cases, b.refusals()...)
	}
	return append(cases, accessRest()...)
}

func (b bearer) refusals() []Case {
	const na = "NotAuthorizedException"
	refused := func(says string, needs []Feature, prepare func(w *World) string, text string) Case {
		return Case{
			Operations: ops(b.operation), Needs: needs, Says: "access token refused: " + says, Given: plain,
			Steps: steps(
				func(w *World) { w.Keep("token", prepare(w)) },
				func(w *World) { w.Fails(b.call(w, new(w.Kept("token"))), na, text) },
			),
		}
	}
	return []Case{
		refused("something that is none, or belongs elsewhere", nil, func(w *World) string {
			tokens := w.Tokens()
			for _, bad := range []string{"gibberish", "a.b.c", *tokens.IdToken, *tokens.RefreshToken, tamper(*tokens.AccessToken)} {
				w.Fails(b.call(w, &bad), na, badAccess)
			}
			return "gibberish"
		}, badAccess),
		refused("expired", needs(Clock), func(w *World) string {
			access := *w.Tokens().AccessToken
			w.Advance(time.Hour + time.Second)
			return access
		}, "Access Token has expired"),
		refused("revoked", nil, func(w *World) string {
			tokens := w.Tokens()
			OK(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: tokens.RefreshToken})
			return *tokens.AccessToken
		}, revokedAccess),
		{
			Operations: ops(b.operation), Says: "access token refused: empty, or with characters no token has", Given: plain,
			Steps: steps(func(w *World) {
				const form = "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+"
				if b.operation != "AssociateSoftwareToken" && b.operation != "VerifySoftwareToken" { // which may have a session instead
					w.Fails(b.call(w, new("")), "InvalidParameterException", form)
				}
				w.Fails(b.call(w, new("no token!")), "InvalidParameterException", form)
			}),
		},
	}
}

// tamper makes an access token say that it is another user's.
func tamper(token string) string {
	parts := strings.Split(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "a.b.c"
	}
	var claims map[string]any
	if json.Unmarshal(raw, &claims) != nil {
		return "a.b.c"
	}
	claims["username"] = "somebody"
	parts[1] = base64.RawURLEncoding.EncodeToString([]byte(canonical(claims)))
	return strings.Join(parts, ".")
}

// accessRest is about the life of tokens and of their user.
func accessRest() []Case {
	const expired = "Access Token has expired"
	getUser := func(w *World, access string) error {
		return Try(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &access})
	}
	return []Case{
		{
			Operations: ops("CreateUserPoolClient", "InitiateAuth"), Needs: needs(Clock), Says: "tokens live as long as the client says",
			Given: func(w *World) {
				w.Pool()
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.AccessTokenValidity, in.IdTokenValidity = new(int32(10)), new(int32(1))
					in.TokenValidityUnits = &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "days"}
				}))
				w.User()
			},
			Steps: steps(func(w *World) {
				w.Freeze()
				tokens := w.Tokens()
				w.Equal(tokens.ExpiresIn, int32(600))
				access, id := w.Token(*tokens.AccessToken), w.Token(*tokens.IdToken)
				w.Equal([]int64{access.seconds("exp") - access.seconds("iat"), id.seconds("exp") - id.seconds("iat")}, []int64{600, 86400})
				w.Advance(599 * time.Second)
				w.must(getUser(w, *tokens.AccessToken))
				w.Advance(2 * time.Second)
				w.Fails(getUser(w, *tokens.AccessToken), "NotAuthorizedException", expired)
			}),
		},
		{
			Operations: ops("InitiateAuth"), Needs: needs(Clock), Says: "tokens follow the clock of the service", Given: plain,
			Steps: steps(func(w *World) {
				w.Advance(48 * time.Hour)
				w.whole(w.Token(*w.Tokens().AccessToken), w.accessClaims())
			}),
		},
		{
			// What becomes of the token of a deleted user is not documented; that it must not work is.
			Operations: ops("AdminDeleteUser", "GetUser"), Says: "the tokens of a deleted user are refused", Given: plain,
			Steps: steps(
				func(w *World) {
					w.Keep("access", *w.Tokens().AccessToken)
					OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				},
				func(w *World) { w.RefusedSomehow(getUser(w, w.Kept("access"))) },
			),
		},
		{
			Operations: ops("DeleteUser"), Says: "a user deletes the own account, and the name is free again", Given: plain,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.DeleteUser, &cip.DeleteUserInput{AccessToken: w.Tokens().AccessToken}, &cip.DeleteUserOutput{})
				},
				func(w *World) {
					w.Fails(Refusal(w.TrySignIn(password)), "UserNotFoundException", "User does not exist.")
					w.User(Named(w.user.Login))
				},
			),
		},
		{
			Operations: ops("DeleteUser"), Says: "a new user of the same name does not inherit the tokens", Given: plain,
			Steps: steps(
				func(w *World) {
					w.Keep("access", *w.Tokens().AccessToken)
					w.Keep("refresh", *w.auth.Tokens.RefreshToken)
					OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
					w.User(Named(w.user.Login))
				},
				func(w *World) {
					w.RefusedSomehow(getUser(w, w.Kept("access")))
					w.RefusedSomehow(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")})))
				},
			),
		},
		{
			Operations: ops("DeleteUserPool", "GetUser"), Says: "the tokens of a deleted pool are refused", Given: plain,
			Steps: steps(
				func(w *World) {
					w.Keep("access", *w.Tokens().AccessToken)
					OK(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID})
				},
				func(w *World) { w.RefusedSomehow(getUser(w, w.Kept("access"))) },
			),
		},
	}
}
