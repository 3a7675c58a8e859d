package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// wrongs are two mistakes in one request, of which only the first is told.
type wrongs struct {
	says       string
	code, text string
	given      func(w *World)
	params     Params
}

// orderCases are about which mistake is told when a sign-in has several: what is wrong with the request comes before what is
// wrong with the client, that before the user, and the user's state before the password. Seen: aws/aws-sdk-php#2183,
// aws/aws-sdk-js#4608, tests of aws-amplify/amplify-swift on real pools.
func orderCases() []Case {
	const na = "NotAuthorizedException"
	secret := func(w *World) { w.Pool(); w.Client(Secret()); w.User() }
	admin := func(w *World, pw string) {
		OK(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, Password: &pw, Permanent: true})
	}
	lock := func(w *World) {
		for range 5 {
			w.Fails(Refusal(w.TrySignIn("Wr0ng!pass")), na, badPassword)
		}
	}
	disable := func(w *World) {
		OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
	}
	reset := func(w *World) {
		OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
	}
	wrong := Params{"PASSWORD": "Wr0ng!pass"}
	cases := each([]wrongs{
		{says: "a client that is not there, then a flow without its parameters", code: "ResourceNotFoundException",
			given:  func(w *World) { plain(w); w.client.ID = strings.Repeat("0", 26) },
			params: Params{"USERNAME": Omit}},
		{says: "a flow that the client does not have, then its parameters", code: "InvalidParameterException",
			given:  func(w *World) { w.Pool(); w.Client(Flows("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")); w.User() },
			params: Params{"USERNAME": Omit}, text: "USER_PASSWORD_AUTH flow not enabled for this client"},
		{says: "a flow that the client does not have, then the secret hash and the user", code: "InvalidParameterException",
			given: func(w *World) {
				w.Pool()
				w.Client(Secret(), Flows("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"))
				w.User()
			},
			params: Params{"USERNAME": "nobody", "SECRET_HASH": Omit}, text: "USER_PASSWORD_AUTH flow not enabled for this client"},
		{says: "a parameter that is missing, then the secret hash", code: "InvalidParameterException",
			given: secret, params: Params{"PASSWORD": Omit, "SECRET_HASH": "wrong"}, text: "Missing required parameter PASSWORD"},
		{says: "the secret hash, then a user who is not there", code: na,
			given: secret, params: Params{"USERNAME": "nobody", "SECRET_HASH": "wrong"}},
		{says: "a user who has not confirmed, then the user being disabled, and the password", code: "UserNotConfirmedException",
			given:  func(w *World) { w.Pool(); w.Client(); w.SignedUp(); disable(w) },
			params: wrong, text: "User is not confirmed."},
		{says: "a user who is locked out, then the user being disabled", code: na,
			given:  func(w *World) { plain(w); w.Freeze(); lock(w); disable(w) },
			params: wrong, text: "Password attempts exceeded"},
		{says: "a user who is locked out, then a password that must be reset", code: na,
			given: func(w *World) {
				w.Pool()
				w.Client()
				w.User(Mail(annMail))
				w.Freeze()
				lock(w)
				reset(w)
			},
			params: Params{}, text: "Password attempts exceeded"},
		{says: "a user who is disabled, then the password", code: na,
			given: func(w *World) { plain(w); disable(w) }, params: wrong, text: "User is disabled."},
		{says: "the password, then that it must be reset", code: na,
			given: func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)); reset(w) }, params: wrong, text: badPassword},
		{says: "a password that must be reset, then a second factor", code: "PasswordResetRequiredException",
			given: func(w *World) {
				w.Pool(MFA("ON", SMS))
				w.Client()
				w.User(Phone(annPhone), Mail(annMail))
				admin(w, password)
				reset(w)
			},
			params: Params{}, text: "Password reset required for the user"},
	}, func(x wrongs) Case {
		c := Case{
			Operations: ops("InitiateAuth"), Says: "order: " + x.says, Given: x.given,
			Steps: steps(func(w *World) {
				params := Params{"USERNAME": w.user.Login, "PASSWORD": password}
				for name, value := range x.params {
					params[name] = value
				}
				texts := []string{x.text}
				if x.text == "" {
					texts = nil
				}
				w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", params)), x.code, texts...)
			}),
		}
		if strings.Contains(x.says, "locked out") {
			c.Needs = needs(Clock)
		}
		return c
	})
	return append(cases, requestOrder()...)
}

// requestOrder is about what is wrong before anybody looks at users.
func requestOrder() []Case {
	return []Case{
		{
			Operations: ops("AdminInitiateAuth"), Says: "order: the signature, then the type of a value", Given: plain,
			Steps: steps(func(w *World) {
				w.Refused(w.Post("AdminInitiateAuth", `{"UserPoolId":17}`), "MissingAuthenticationTokenException", "Missing Authentication Token")
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "order: the type of a value, then constraints", Given: plain,
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned("AdminInitiateAuth", `{"UserPoolId":"?","ClientId":17}`), "SerializationException", "NUMBER_VALUE can not be converted to a String")
			}),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "order: constraints, then the pool, then the user, then the password", Given: plain,
			Steps: steps(func(w *World) {
				in := func(pool, user string) *cip.AdminSetUserPasswordInput {
					return &cip.AdminSetUserPasswordInput{UserPoolId: &pool, Username: &user, Password: new("x")}
				}
				Refuses(w, w.API.AdminSetUserPassword, in("us-east-1_Nowhere11", "no body"), "InvalidParameterException",
					`1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`)
				Refuses(w, w.API.AdminSetUserPassword, in("us-east-1_Nowhere11", "nobody"), "ResourceNotFoundException", "User pool us-east-1_Nowhere11 does not exist.")
				Refuses(w, w.API.AdminSetUserPassword, in(w.pool.ID, "nobody"), "UserNotFoundException", "User does not exist.")
				Refuses(w, w.API.AdminSetUserPassword, in(w.pool.ID, w.user.Username), "InvalidPasswordException")
			}),
		},
		{
			Operations: ops("UpdateUserAttributes"), Says: "order: the token, then null values, then attributes, then whose address it is",
			Given: func(w *World) {
				w.Pool(Alias("email"))
				w.Client()
				w.User(Named("bob"), Mail("bob@example.com"))
				w.User(Named("ann"), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				token := *w.Tokens().AccessToken
				update := func(token string, attributes ...types.AttributeType) *cip.UpdateUserAttributesInput {
					return &cip.UpdateUserAttributesInput{AccessToken: &token, UserAttributes: attributes}
				}
				null := types.AttributeType{Name: new("email")}
				unknown := attributes("nonsense", "x")[0]
				taken := attributes("email", "bob@example.com")[0]
				Refuses(w, w.API.UpdateUserAttributes, update("garbage", null, unknown, taken), "NotAuthorizedException", badAccess)
				Refuses(w, w.API.UpdateUserAttributes, update(token, unknown, null), "InvalidParameterException", "Attribute value for email must not be null")
				w.RefusedSomehow(Try(w, w.API.UpdateUserAttributes, update(token, unknown, taken)))
				w.Equal(w.Value(w.user, "email"), annMail)
			}),
		},
	}
}
