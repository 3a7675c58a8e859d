package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// racers is how many calls go at once. It is small, so that the shared machine of a build can run them truly at once.
const racers = 8

// raceCases are about everything that may happen once: of several calls at the same moment exactly one does it.
func raceCases() []Case {
	asked := func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(Phone(annPhone)); w.SignIn() }
	return []Case{
		{
			Operations: ops("SignUp"), Says: "race: one name is given once", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.SignUp, signUpIn(w, "ann")) }), "UsernameExistsException", "User already exists")
			}),
		},
		{
			Operations: ops("SignUp"), Says: "race: one address is given once where addresses are usernames", Given: func(w *World) { w.Pool(SignInWith("email")); w.Client() },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.SignUp, signUpIn(w, annMail)) }),
					"UsernameExistsException", "An account with the given email already exists.")
			}),
		},
		{
			Operations: ops("ConfirmSignUp"), Needs: needs(Inspect), Says: "race: one code confirms once",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(); w.SignedUp(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				in := &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new(w.Code(w.user, ForSignUp))}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.ConfirmSignUp, in) }),
					"NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect), Says: "race: one code sets one password",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
				code := w.Code(w.user, ForPassword)
				w.OneWins(w.Race(4, func(i int) error { // the fifth in an hour may be refused for another reason
					return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
						ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: &code, Password: new(otherPassword + string('a'+rune(i))),
					})
				}), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: ops("VerifyUserAttribute"), Needs: needs(Inspect), Says: "race: one code verifies once", Given: member(nil, nil, UnverifiedMail(annMail)),
			Steps: steps(func(w *World) {
				OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email")})
				in := &cip.VerifyUserAttributeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email"), Code: new(w.Code(w.user, ForVerification))}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.VerifyUserAttribute, in) }), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Needs: needs(Inspect), Says: "race: one session signs in once", Given: asked,
			Steps: steps(func(w *World) {
				in := &cip.RespondToAuthChallengeInput{
					ClientId: &w.client.ID, ChallengeName: "SMS_MFA", Session: &w.auth.Session,
					ChallengeResponses: map[string]string{"USERNAME": w.user.Username, "SMS_MFA_CODE": w.Code(w.user, ForSignIn)},
				}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.RespondToAuthChallenge, in) }),
					"NotAuthorizedException", "Invalid session for the user, session can only be used once.")
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Says: "race: one session sets one password",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary()); w.SignIn() },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(racers, func(i int) error {
					return Try(w, w.API.RespondToAuthChallenge, &cip.RespondToAuthChallengeInput{
						ClientId: &w.client.ID, ChallengeName: "NEW_PASSWORD_REQUIRED", Session: &w.auth.Session,
						ChallengeResponses: map[string]string{"USERNAME": w.user.Username, "NEW_PASSWORD": otherPassword + string('a'+rune(i))},
					})
				}), "NotAuthorizedException", "Invalid session for the user, session can only be used once.")
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Says: "race: one code of an authenticator signs in once, even in two sign-ins",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP))
				w.Client()
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(func(w *World) {
				var sessions []string
				for range racers {
					sessions = append(sessions, w.SignIn().Session)
				}
				code := w.TOTP(w.user)
				w.OneWins(w.Race(racers, func(i int) error {
					return Try(w, w.API.RespondToAuthChallenge, &cip.RespondToAuthChallengeInput{
						ClientId: &w.client.ID, ChallengeName: "SOFTWARE_TOKEN_MFA", Session: &sessions[i],
						ChallengeResponses: map[string]string{"USERNAME": w.user.Username, "SOFTWARE_TOKEN_MFA_CODE": code},
					})
				}), "ExpiredCodeException", "Your software token has already been used once.")
			}),
		},
		{
			Operations: ops("GetTokensFromRefreshToken"), Says: "race: a rotating refresh token is good for one use",
			Given: func(w *World) { w.Pool(); w.Client(Rotate(0)); w.User(); w.Keep("refresh", *w.Tokens().RefreshToken) },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(racers, func(int) error {
					return Try(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh"))})
				}), "RefreshTokenReuseException")
			}),
		},
		{
			Operations: ops("CreateGroup"), Says: "race: one group is made once", Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(racers, func(int) error {
					return Try(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("g")})
				}), "GroupExistsException")
			}),
		},
		{
			// Seen: boto/boto3#3213, an administrator moves an alias without a word.
			Operations: ops("AdminUpdateUserAttributes"), Says: "race: one alias ends up verified for one user", Given: func(w *World) { w.Pool(Alias("email")) },
			Steps: steps(func(w *World) {
				var users []*User
				for range racers {
					users = append(users, w.User())
				}
				for _, err := range w.Race(racers, func(i int) error {
					return Try(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{
						UserPoolId: &w.pool.ID, Username: &users[i].Username, UserAttributes: attributes("email", annMail, "email_verified", "true"),
					})
				}) {
					w.must(err)
				}
				holders := 0
				for _, u := range users {
					if w.Value(u, "email_verified") == "true" {
						holders++
					}
				}
				w.Equal(holders, 1)
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "ListUsersInGroup"), Says: "race: adding a user to a group many times adds the user once", Given: plain,
			Steps: steps(func(w *World) {
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("g")})
				for _, err := range w.Race(racers, func(int) error {
					return Try(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, GroupName: new("g")})
				}) {
					w.must(err)
				}
				members := OK(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: &w.pool.ID, GroupName: new("g")}).Users
				w.Equal(len(members), 1)
			}),
		},
		{
			Operations: ops("RevokeToken", "InitiateAuth"), Says: "race: once a revocation has answered no refresh succeeds any more", Given: plain,
			Steps: steps(func(w *World) {
				refresh := w.Tokens().RefreshToken
				late := make([]*types.AuthenticationResultType, racers)
				w.Race(racers, func(i int) error {
					if i == 0 {
						return Try(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: refresh})
					}
					out, err := w.API.GetTokensFromRefreshToken(w.ctx, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: refresh})
					if err == nil {
						late[i] = out.AuthenticationResult
					}
					return err
				})
				for _, tokens := range late { // those that came first are revoked with the family
					if tokens != nil {
						Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: tokens.AccessToken}, "NotAuthorizedException", revokedAccess)
					}
				}
			}),
		},
	}
}
