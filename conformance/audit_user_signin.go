package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// firstSignInCases are about sign-ins that had no case: what a user who is new may still give, and what an administrator's
// door has that the other one has.
func firstSignInCases() []Case {
	fixed := Attribute(types.SchemaAttributeType{
		Name: new("name"), AttributeDataType: types.AttributeDataTypeString, Mutable: new(false), Required: new(true),
	})
	newPassword := Params{"NEW_PASSWORD": otherPassword, "userAttributes.name": "Ann"}
	var cases []Case
	for _, group := range [][]Case{
		bothHands(Case{
			Says: "NEW_PASSWORD_REQUIRED takes a missing attribute that cannot be changed, once", Assumes: "A323",
			Given: func(w *World) { w.Pool(fixed); w.Client(); w.User(Temporary()) },
			Steps: steps(
				func(w *World) {
					w.Challenged(w.SignIn(), "NEW_PASSWORD_REQUIRED", newPasswordParams(w, []string{"userAttributes.name"}, map[string]string{}))
					w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", newPassword))
					w.Equal(w.Value(w.user, "name"), "Ann")
				},
				func(w *World) {
					w.Fails(Try(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: w.auth.Tokens.AccessToken, UserAttributes: attributes("name", "Eve")}),
						"InvalidParameterException", "user.name: Attribute cannot be updated.\n")
				},
			),
		}),
		bothDoors(Case{
			Operations: ops("ConfirmSignUp"), Needs: needs(Inspect), Says: "the session of the confirmation signs in by either door",
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), FirstFactors("PASSWORD"))
				w.Client()
				w.Keep("sign-up", *OK(w, w.API.SignUp, signUpIn(w, "ann", "email", annMail)).Session)
				w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
			},
			Steps: steps(
				func(w *World) {
					out := Answers(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{
						ClientId: &w.client.ID, Username: new("ann"), ConfirmationCode: new(w.Code(w.user, ForSignUp)), Session: new(w.Kept("sign-up")),
					}, &cip.ConfirmSignUpOutput{Session: new(AnySession)})
					w.Keep("session", *out.Session)
				},
				func(w *World) {
					w.SignedIn(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "Session": w.Kept("session")}))
				},
			),
		}),
		bothHands(Case{
			Operations: ops("SignUp"), Needs: needs(Inspect), Says: "a code as the first factor confirms a user who signed up and did not confirm",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
				w.Client()
				w.SignedUp(UnverifiedMail(annMail))
			},
			Steps: steps(
				func(w *World) {
					w.Equal(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "EMAIL_OTP"}).Challenge, "EMAIL_OTP")
				},
				func(w *World) {
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
					w.Status(w.user, types.UserStatusTypeConfirmed)
					w.Equal(w.Value(w.user, "email_verified"), "true")
				},
			),
		}),
		bothHands(Case{
			Operations: ops("AdminSetUserPassword"), Says: "a user without a password gets one without giving an old one",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
				w.Client()
				made := OK(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
					UserPoolId: &w.pool.ID, Username: new("ann"), MessageAction: "SUPPRESS",
					UserAttributes: attributes("email", annMail, "email_verified", "true"),
				}).User
				w.user = &User{Login: "ann", Username: "ann", Sub: attribute(made.Attributes, "sub"), Password: password, Pool: w.pool}
			},
			Needs: needs(Inspect),
			Steps: steps(
				func(w *World) {
					w.Initiate("USER_AUTH", Params{"USERNAME": "ann", "PREFERRED_CHALLENGE": "EMAIL_OTP"})
					access := w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}).Tokens.AccessToken
					Answers(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: access, ProposedPassword: new(password)}, &cip.ChangePasswordOutput{})
				},
				func(w *World) { w.SignedIn(w.SignIn()) },
			),
		}),
	} {
		cases = append(cases, group...)
	}
	return append(cases, sessionContextCases()...)
}

// sessionContextCases are about the browser and the address that a session shows when a server signs its user in.
func sessionContextCases() []Case {
	about := ops("AdminInitiateAuth", "ListUserSessions")
	shows := func(says string, device, ip string, options ...PoolOption) Case {
		return Case{
			Operations: about, Says: "a session that a server began shows " + says, Assumes: "A320",
			Given: func(w *World) { w.Pool(options...); w.track(20); w.Client(); w.User() },
			Steps: steps(
				func(w *World) {
					a, err := w.TrySignInFrom(home, password)
					w.must(err)
					w.Keep("access", *a.Tokens.AccessToken)
				},
				func(w *World) {
					want := w.session(AnyTracked, true)
					want.DeviceType, want.LastIPAddress = device, ip
					w.Equal(w.sessions(w.Kept("access")), []userSession{want})
				},
			),
		}
	}
	return []Case{
		shows("the browser and address of its user, where threat protection is on", "Chrome 125 / macOS 15.0", home, Protected("AUDIT")),
		shows("those of the server, where nobody reads what it tells", "unknown", AnyText),
	}
}

// wholeCases send every member that an operation takes. Doc: API reference: analytics and context are about what is
// recorded, and metadata is for functions, so that the answers stay what they are.
func wholeCases() []Case {
	metadata := map[string]string{"key": "value"}
	analytics := &types.AnalyticsMetadataType{AnalyticsEndpointId: new("endpoint")}
	context := &types.UserContextDataType{EncodedData: new("data"), IpAddress: new("203.0.113.9")}
	server := &types.ContextDataType{
		IpAddress: new("203.0.113.9"), ServerName: new("server"), ServerPath: new("/"), EncodedData: new("data"),
		HttpHeaders: []types.HttpHeader{{HeaderName: new("User-Agent"), HeaderValue: new(chromeOnMac)}},
	}
	signingUp := func(w *World) *cip.SignUpInput {
		return &cip.SignUpInput{
			ClientId: &w.client.ID, SecretHash: new(secretHash(w.client, "ann")), Username: new("ann"), Password: new(password),
			UserAttributes: attributes("email", annMail), ValidationData: attributes("reason", "none"),
			ClientMetadata: metadata, AnalyticsMetadata: analytics, UserContextData: context,
		}
	}
	given := func(w *World) {
		w.Pool(AutoVerify("email"), MFA("OPTIONAL", TOTP))
		w.Client(Secret())
		w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
	}
	signedUp := func(w *World) { given(w); w.Keep("sign-up", *OK(w, w.API.SignUp, signingUp(w)).Session) }
	return []Case{
		{
			Operations: ops("SignUp", "AdminGetUser"), Says: "with every member: the user has the attributes and nothing of the rest", Given: given,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.SignUp, signingUp(w), &cip.SignUpOutput{UserSub: new(AnyUUID), CodeDeliveryDetails: byMail(annMailMask), Session: new(AnySession)})
				},
				func(w *World) {
					w.Equal(w.Look(w.user), &cip.AdminGetUserOutput{
						Username: new("ann"), Enabled: true, UserStatus: "UNCONFIRMED", UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
						UserAttributes: attributes("sub", AnyUUID, "email", annMail, "email_verified", "false"),
					})
				},
			),
		},
		{
			Operations: ops("ResendConfirmationCode", "ConfirmSignUp"), Needs: needs(Inspect), Says: "with every member: the code is sent again and confirms", Given: signedUp,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{
						ClientId: &w.client.ID, SecretHash: w.hash("ann"), Username: new("ann"), ClientMetadata: metadata, AnalyticsMetadata: analytics, UserContextData: context,
					}, &cip.ResendConfirmationCodeOutput{CodeDeliveryDetails: byMail(annMailMask)})
				},
				func(w *World) {
					Answers(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{
						ClientId: &w.client.ID, SecretHash: w.hash("ann"), Username: new("ann"), ConfirmationCode: new(w.Code(w.user, ForResend)), ForceAliasCreation: true,
						Session: new(w.Kept("sign-up")), ClientMetadata: metadata, AnalyticsMetadata: analytics, UserContextData: context,
					}, &cip.ConfirmSignUpOutput{Session: new(AnySession)})
					w.Status(w.user, types.UserStatusTypeConfirmed)
				},
			),
		},
		{
			Operations: ops("AdminConfirmSignUp", "ForgotPassword", "ConfirmForgotPassword"), Needs: needs(Inspect), Says: "with every member: a new password", Given: signedUp,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: new("ann"), ClientMetadata: metadata}, &cip.AdminConfirmSignUpOutput{})
					w.Set(w.user, "email_verified", "true")
					Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{
						ClientId: &w.client.ID, SecretHash: w.hash("ann"), Username: new("ann"), ClientMetadata: metadata, AnalyticsMetadata: analytics, UserContextData: context,
					}, &cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(annMailMask)})
				},
				func(w *World) {
					Answers(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
						ClientId: &w.client.ID, SecretHash: w.hash("ann"), Username: new("ann"), ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(otherPassword),
						ClientMetadata: metadata, AnalyticsMetadata: analytics, UserContextData: context,
					}, &cip.ConfirmForgotPasswordOutput{})
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"), Says: "with every member: a sign-in with a second factor",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP))
				w.Client(Secret())
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(func(w *World) {
				begun := Answers(w, w.API.InitiateAuth, &cip.InitiateAuthInput{
					ClientId: &w.client.ID, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password, "SECRET_HASH": *w.hash(w.user.Login)},
					ClientMetadata: metadata, AnalyticsMetadata: analytics, UserContextData: context,
				}, &cip.InitiateAuthOutput{ChallengeName: "SOFTWARE_TOKEN_MFA", ChallengeParameters: totpParams(w), Session: new(AnySession)})
				Answers(w, w.API.RespondToAuthChallenge, &cip.RespondToAuthChallengeInput{
					ClientId: &w.client.ID, ChallengeName: "SOFTWARE_TOKEN_MFA", Session: begun.Session,
					ChallengeResponses: map[string]string{"USERNAME": w.user.Username, "SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user), "SECRET_HASH": *w.hash(w.user.Username)},
					ClientMetadata:     metadata, AnalyticsMetadata: analytics, UserContextData: context,
				}, &cip.RespondToAuthChallengeOutput{ChallengeParameters: map[string]string{}, AuthenticationResult: everyToken()})
			}),
		},
		{
			Operations: ops("AdminInitiateAuth", "AdminRespondToAuthChallenge"), Says: "with every member: a sign-in with a second factor", Given: withTOTP,
			Steps: steps(func(w *World) {
				begun := Answers(w, w.API.AdminInitiateAuth, &cip.AdminInitiateAuthInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password},
					ClientMetadata: metadata, AnalyticsMetadata: analytics, ContextData: server,
				}, &cip.AdminInitiateAuthOutput{ChallengeName: "SOFTWARE_TOKEN_MFA", ChallengeParameters: totpParams(w), Session: new(AnySession)})
				Answers(w, w.API.AdminRespondToAuthChallenge, &cip.AdminRespondToAuthChallengeInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ChallengeName: "SOFTWARE_TOKEN_MFA", Session: begun.Session,
					ChallengeResponses: map[string]string{"USERNAME": w.user.Username, "SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)},
					ClientMetadata:     metadata, AnalyticsMetadata: analytics, ContextData: server,
				}, &cip.AdminRespondToAuthChallengeOutput{ChallengeParameters: map[string]string{}, AuthenticationResult: everyToken()})
			}),
		},
		{
			Operations: ops("GetTokensFromRefreshToken"), Says: "with every member: new tokens on a tracked device",
			Given: func(w *World) { w.Pool(Devices(true, false)); w.Client(Secret()); w.User() },
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.ConfirmDevice(tokens)
					w.Keep("refresh", *tokens.RefreshToken)
				},
				func(w *World) {
					want := everyToken()
					want.RefreshToken = nil
					Answers(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{
						ClientId: &w.client.ID, ClientSecret: &w.client.Secret, RefreshToken: new(w.Kept("refresh")), DeviceKey: new(w.Kept("device")), ClientMetadata: metadata,
					}, &cip.GetTokensFromRefreshTokenOutput{AuthenticationResult: want})
				},
			),
		},
	}
}

// everyToken is the end of a sign-in.
func everyToken() *types.AuthenticationResultType {
	return &types.AuthenticationResultType{
		AccessToken: new(AnyJWT), IdToken: new(AnyJWT), RefreshToken: new(AnyRefresh), ExpiresIn: 3600, TokenType: new("Bearer"),
	}
}
