package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// neighbours makes two pools alike, each with a user called ann and an app client, the first with a second client. The
// steps go from one to the other with visit.
func neighbours(w *World) {
	for _, name := range []string{"here", "there"} {
		w.Pool(MFA("OPTIONAL", SMS, TOTP), AutoVerify("email"))
		w.Keep(name, w.pool.ID)
		w.Keep(name+" beside", w.Client().ID)
		w.Keep(name+" client", w.Client().ID)
		w.Keep(name+" sub", w.User(Named("ann"), Mail(annMail), Phone(annPhone)).Sub)
	}
}

// visit goes to a pool of neighbours.
func (w *World) visit(name string) {
	w.t.Helper()
	w.pool = &Pool{ID: w.Kept(name)}
	w.client = &Client{ID: w.Kept(name + " client"), Pool: w.pool}
	w.user = &User{Login: "ann", Username: "ann", Sub: w.Kept(name + " sub"), Password: password, Pool: w.pool}
}

// elsewhere does something at every app client but the first one's: beside it in its pool, and in the other pool.
func (w *World) elsewhere(f func()) {
	w.t.Helper()
	w.visit("here")
	w.client.ID = w.Kept("here beside")
	f()
	w.visit("there")
	f()
	w.visit("here")
}

// isolationCases are about everything that one app client or pool gives out, shown to another one that knows a user of the
// same name with the same password and addresses. Each time it still works where it belongs.
func isolationCases() []Case {
	const na, otherSession = "NotAuthorizedException", "Invalid session for the user."
	return []Case{
		{
			Operations: ops("RespondToAuthChallenge", "AdminRespondToAuthChallenge"), Needs: needs(Inspect),
			Says:  "isolation: a session is good at the client that it was given to",
			Given: neighbours,
			Steps: steps(func(w *World) {
				w.visit("here")
				w.Prefer(SMS, preferred)
				given := w.SignIn()
				code := w.Code(w.user, ForSignIn)
				answer := Params{"SMS_MFA_CODE": code, "USERNAME": "ann", "Session": given.Session}
				w.elsewhere(func() {
					for _, admin := range []bool{false, true} {
						w.admin = admin
						w.Fails(Refusal(w.TryAnswer("SMS_MFA", answer)), na, otherSession)
					}
					w.admin = false
				})
				w.SignedIn(w.Answer("SMS_MFA", answer))
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge", "AdminRespondToAuthChallenge"),
			Says:       "isolation: a secret block is good at the client that it was given to",
			Given:      neighbours,
			Steps: steps(func(w *World) {
				w.visit("here")
				me := newSRP()
				given := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": "ann", "SRP_A": me.A()})
				w.elsewhere(func() {
					for _, admin := range []bool{false, true} {
						w.admin = admin
						w.Fails(Refusal(w.prove(me, given, password, nil)), na, badPassword)
					}
					w.admin = false
				})
				a, err := w.prove(me, given, password, nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: ops("InitiateAuth", "GetTokensFromRefreshToken"),
			Says:       "isolation: a refresh token is good at the client that it was given to",
			Given:      neighbours,
			Steps: steps(func(w *World) {
				w.visit("here")
				token := *w.Tokens().RefreshToken
				w.elsewhere(func() {
					for _, way := range refreshWays() {
						_, err := way.try(w, token)
						w.Fails(err, na, badRefresh)
					}
					w.admin = false
				})
				for _, way := range refreshWays() {
					_, err := way.try(w, token)
					w.must(err)
				}
			}),
		},
		{
			Operations: ops("RevokeToken"), Assumes: "A224",
			Says:  "isolation: a refresh token is not revoked by another client",
			Given: neighbours,
			Steps: steps(func(w *World) {
				w.visit("here")
				token := *w.Tokens().RefreshToken
				w.elsewhere(func() { // what the answer is, is another question
					_ = Try(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: &token})
				})
				_, err := refreshWays()[0].try(w, token)
				w.must(err)
			}),
		},
		{
			Operations: ops("GetUser", "UpdateUserAttributes", "DeleteUser"),
			Says:       "isolation: an access token is about the user of its own pool",
			Given:      neighbours,
			Steps: steps(func(w *World) {
				tokens := map[string]*string{}
				for _, pool := range []string{"here", "there"} {
					w.visit(pool)
					tokens[pool] = w.Tokens().AccessToken
				}
				for pool, token := range tokens {
					me := OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: token})
					w.Equal(attribute(me.UserAttributes, "sub"), w.Kept(pool+" sub"))
				}
				OK(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: tokens["here"], UserAttributes: attributes("name", "Ann")})
				OK(w, w.API.DeleteUser, &cip.DeleteUserInput{AccessToken: tokens["there"]})
				w.visit("here")
				w.Equal(w.Value(w.user, "name"), "Ann")
			}),
		},
		codesApart(),
		{
			Operations: ops("AdminGetUser", "AdminDeleteUser", "AdminSetUserPassword"),
			Says:       "isolation: the sub of a user names nobody in another pool",
			Given:      neighbours,
			Steps: steps(func(w *World) {
				w.visit("here")
				sub := w.Kept("there sub")
				Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: &sub}, "UserNotFoundException", "User does not exist.")
				Refuses(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &sub}, "UserNotFoundException", "User does not exist.")
				Refuses(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &sub, Password: new(otherPassword)},
					"UserNotFoundException", "User does not exist.")
				w.visit("there")
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge", "VerifySoftwareToken"),
			Says:       "isolation: an authenticator is good for the user who registered it",
			Given:      neighbours,
			Steps: steps(func(w *World) {
				secrets := map[string]string{}
				for _, pool := range []string{"here", "there"} {
					w.visit(pool)
					w.RegisterTOTP(w.user, *w.Tokens().AccessToken)
					w.Prefer(TOTP, preferred)
					secrets[pool] = w.user.secret
				}
				w.visit("here")
				w.SignIn()
				stranger := &User{Pool: w.pool, secret: secrets["there"]}
				w.Fails(Refusal(w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTPAt(stranger, 1)})),
					"CodeMismatchException", "Invalid code received for user")
				w.user.secret = secrets["here"]
				w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTPAt(w.user, 1)}))
			}),
		},
		{
			Operations: ops("InitiateAuth", "SignUp", "ForgotPassword", "GetTokensFromRefreshToken"),
			Says:       "isolation: the secret of one client is no secret of another one",
			Given: func(w *World) {
				w.Pool()
				w.User(Named("ann"))
				w.Keep("first", w.Client(Secret()).Secret)
				w.Client(Secret())
			},
			Steps: steps(func(w *World) {
				hash := secretHash(&Client{ID: w.client.ID, Secret: w.Kept("first")}, "ann")
				text := "Unable to verify secret hash for client " + w.client.ID
				w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": "ann", "PASSWORD": password, "SECRET_HASH": hash})), na, text)
				in := signUpIn(w, "bob")
				in.SecretHash = &hash
				Refuses(w, w.API.SignUp, in, na, text)
				Refuses(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: new("ann"), SecretHash: &hash}, na, text)
				refresh := w.Tokens().RefreshToken
				Refuses(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{
					ClientId: &w.client.ID, RefreshToken: refresh, ClientSecret: new(w.Kept("first"))}, na)
				OK(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{
					ClientId: &w.client.ID, RefreshToken: refresh, ClientSecret: &w.client.Secret})
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge", "GetUser", "InitiateAuth"),
			Says:       "isolation: what is of one kind is nothing of another kind",
			Given:      neighbours,
			Steps: steps(func(w *World) {
				w.visit("here")
				tokens := *w.Tokens()
				me := newSRP()
				given := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": "ann", "SRP_A": me.A()})
				w.Prefer(SMS, preferred)
				session := w.SignIn().Session
				for _, token := range []*string{tokens.IdToken, tokens.RefreshToken, &session} {
					Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: token}, na, badAccess)
				}
				for _, token := range []string{*tokens.AccessToken, *tokens.IdToken, session} {
					_, err := refreshWays()[0].try(w, token)
					w.Fails(err, na, badRefresh)
				}
				for _, text := range []string{*tokens.RefreshToken, *tokens.AccessToken, given.Parameters["SECRET_BLOCK"]} {
					w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"USERNAME": "ann", "SMS_MFA_CODE": "123456", "Session": text})), na, otherSession)
				}
				w.Fails(Refusal(w.prove(me, given, password, Params{"USERNAME": "ann", "PASSWORD_CLAIM_SECRET_BLOCK": session})), na, badPassword)
			}),
		},
	}
}

// codesApart shows the codes of one pool, purpose or user to the others.
func codesApart() Case {
	return Case{
		Operations: ops("ConfirmForgotPassword", "VerifyUserAttribute", "ConfirmSignUp"), Needs: needs(Inspect),
		Says:  "isolation: a code is good for its own pool, user and purpose",
		Given: neighbours,
		Steps: steps(func(w *World) {
			codes := map[string]string{}
			for _, pool := range []string{"here", "there"} {
				w.visit(pool)
				token := w.Tokens().AccessToken
				w.Keep(pool+" access", *token)
				OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: token, AttributeName: new("email")})
				OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: token, AttributeName: new("phone_number")})
				mails := w.Messages(w.user, ForVerification)
				codes[pool+" email"], codes[pool+" phone"] = mails[len(mails)-2].Code, mails[len(mails)-1].Code
				OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
				codes[pool+" password"] = w.Code(w.user, ForPassword)
				OK(w, w.API.SignUp, signUpIn(w, "bob", "email", "bob@example.com"))
				codes[pool+" sign-up"] = w.Code(&User{Username: "bob", Pool: w.pool}, ForSignUp)
			}
			w.visit("here")
			uses := map[string]func(code string) error{
				"here email": func(code string) error {
					return Try(w, w.API.VerifyUserAttribute, &cip.VerifyUserAttributeInput{AccessToken: new(w.Kept("here access")), AttributeName: new("email"), Code: &code})
				},
				"here password": func(code string) error {
					return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
						ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: &code, Password: new(otherPassword)})
				},
				"here sign-up": func(code string) error {
					return Try(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: new("bob"), ConfirmationCode: &code})
				},
			}
			for own, use := range uses {
				for of, code := range codes {
					if of != own && code != codes[own] { // two of a million may be the same
						w.Fails(use(code), "CodeMismatchException", wrongCode)
					}
				}
				w.must(use(codes[own]))
			}
			w.Status(&User{Login: "bob", Pool: w.pool}, types.UserStatusTypeConfirmed)
		}),
	}
}
