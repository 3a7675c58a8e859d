package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// reportCases are mistakes that were reported of other emulators, where no case about an operation shows them already.
func reportCases() []Case {
	const na = "NotAuthorizedException"
	return []Case{
		{ // Seen: getmoto/moto#5008, localstack/localstack#3730.
			Operations: ops("DescribeUserPool", "InitiateAuth", "AdminGetUser"),
			Says:       "reported: a pool is found by whoever signs for another region",
			Given: func(w *World) {
				plain(w)
				w.Keep("issuer", w.issuer())
			},
			Steps: steps(func(w *World) {
				far := w.Account(w.account, "ap-southeast-2")
				w.Equal(*OK(w, far.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: &w.pool.ID}).UserPool.Id, w.pool.ID)
				w.Equal(*OK(w, far.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}).Username, w.user.Username)
				out := OK(w, far.InitiateAuth, &cip.InitiateAuthInput{ClientId: &w.client.ID, AuthFlow: "USER_PASSWORD_AUTH",
					AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password}})
				w.Equal(w.Token(*out.AuthenticationResult.IdToken).claim("iss"), w.Kept("issuer"))
			}),
		},
		{ // Seen: floci-io/floci#279, localstack/localstack#3010, #6499.
			Operations: ops("InitiateAuth", "AdminInitiateAuth", "RespondToAuthChallenge"),
			Says:       "reported: a user without a password signs in with none, by no flow",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
				w.Client()
				OK(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: &w.pool.ID, Username: new("ann"),
					UserAttributes: attributes("email", annMail), MessageAction: types.MessageActionTypeSuppress})
				w.user = &User{Login: "ann", Username: "ann", Pool: w.pool}
			},
			Steps: steps(func(w *World) {
				// Four tries: the fifth would lock the user out.
				for _, admin := range []bool{true, false} {
					w.admin = admin
					w.Fails(Refusal(w.TrySignIn("None")), na, badPassword)
				}
				for _, pw := range []string{"None", ""} {
					w.Fails(Refusal(w.SRP(pw, nil)), na, badPassword)
				}
			}),
		},
		{ // Seen: localstack/localstack#6848.
			Operations: ops("SignUp", "AdminCreateUser", "InitiateAuth"),
			Says:       "reported: an address that nobody signs in with may be that of many",
			Given:      func(w *World) { w.Pool(); w.Client() },
			Steps: steps(
				func(w *World) {
					for _, name := range []string{"ann", "bob"} {
						OK(w, w.API.SignUp, signUpIn(w, name, "email", annMail))
					}
					w.User(Named("cy"), Mail(annMail))
				},
				func(w *World) {
					w.SignedIn(w.SignIn())
					found := OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: new(fmt.Sprintf("email = %q", annMail))}).Users
					w.Equal(len(found), 3)
				},
			),
		},
		{ // Seen: ministackorg/ministack#17.
			Operations: ops("InitiateAuth", "GetTokensFromRefreshToken"),
			Says:       "reported: each refresh token is the user's own who got it",
			Given:      func(w *World) { w.Pool(); w.Client() },
			Steps: steps(
				func(w *World) {
					for _, name := range []string{"ann", "bob", "cy"} {
						w.Keep(name, w.User(Named(name)).Sub)
						w.Keep(name+" refresh", *w.Tokens().RefreshToken)
					}
				},
				func(w *World) {
					for _, name := range []string{"bob", "cy", "ann"} {
						for _, way := range refreshWays() {
							tokens, err := way.try(w, w.Kept(name+" refresh"))
							w.must(err)
							w.Equal([]string{w.Token(*tokens.IdToken).claim("sub"), w.Token(*tokens.AccessToken).claim("username")}, []string{w.Kept(name), name})
						}
					}
				},
			),
		},
		{ // Seen: getmoto/moto#8238, with the Java SDK.
			Operations: ops("AssociateSoftwareToken", "VerifySoftwareToken", "RespondToAuthChallenge"),
			Says:       "reported: an authenticator is set up within a sign-in without any credentials",
			Given:      func(w *World) { w.Pool(MFA("ON", TOTP)); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				begun := OK(w, w.Unsigned.InitiateAuth, &cip.InitiateAuthInput{ClientId: &w.client.ID, AuthFlow: "USER_PASSWORD_AUTH",
					AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password}})
				app := OK(w, w.Unsigned.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: begun.Session})
				w.user.secret = *app.SecretCode
				done := OK(w, w.Unsigned.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: app.Session, UserCode: new(w.TOTP(w.user))})
				out := OK(w, w.Unsigned.RespondToAuthChallenge, &cip.RespondToAuthChallengeInput{ClientId: &w.client.ID, ChallengeName: begun.ChallengeName,
					Session: done.Session, ChallengeResponses: map[string]string{"USERNAME": w.user.Login}})
				OK(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: out.AuthenticationResult.AccessToken})
			}),
		},
		{ // Seen: localstack/localstack#4975, #5161.
			Operations: ops("DescribeUserPool", "AdminGetUser", "ListUsers", "ListUserPools", "DescribeUserPoolClient"),
			Says:       "reported: dates are numbers of seconds",
			Given:      plain,
			Steps: steps(func(w *World) {
				pool := map[string]any{"UserPoolId": w.pool.ID}
				for operation, body := range map[string]map[string]any{
					"DescribeUserPool": pool, "ListUsers": pool, "ListUserPools": {"MaxResults": 1},
					"AdminGetUser":           {"UserPoolId": w.pool.ID, "Username": w.user.Login},
					"DescribeUserPoolClient": {"UserPoolId": w.pool.ID, "ClientId": w.client.ID},
				} {
					var answer any
					w.must(json.Unmarshal([]byte(w.PostSigned(operation, body).Body), &answer))
					if dates := w.dates(answer); dates < 2 {
						w.Errorf("%s shows %d dates", operation, dates)
					}
				}
			}),
		},
		{ // Seen: the changelog of jagregory/cognito-local, 4.0.0.
			Operations: ops("CreateUserPool", "ListUserPools"), Needs: needs(Accounts),
			Says:  "reported: pools that are made at the same moment are all there",
			Given: func(*World) {},
			Steps: steps(func(w *World) {
				for _, err := range w.Race(20, func(int) error {
					out, err := w.API.CreateUserPool(w.ctx, &cip.CreateUserPoolInput{PoolName: new("same")})
					if err == nil {
						w.forget(*out.UserPool.Id)
					}
					return err
				}) {
					w.must(err)
				}
				var listed []string
				for _, p := range OK(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: aws.Int32(60)}).UserPools {
					listed = append(listed, *p.Id)
				}
				made := slices.Clone(w.pools)
				w.Equal(listed, made, Unordered())
			}),
		},
		{ // Seen: localstack/localstack#12728, #2769.
			Operations: ops("SignUp"), Needs: needs(Inspect),
			Says:  "reported: who signs up is sent a code, and no invitation",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(); w.SignedUp(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				all := w.Messages(w.user, "")
				w.Equal(len(all), 1)
				if m := all[0]; m.Purpose != ForSignUp || !strings.Contains(m.Body, m.Code) || strings.Contains(m.Body, password) || strings.Contains(m.Body, "emporary") {
					w.Errorf("the message is %+v", m)
				}
			}),
		},
		{
			Operations: ops("AddCustomAttributes", "CreateUserPool"), Assumes: "A303",
			Says:  "an attribute without a name is none",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				nameless := []types.SchemaAttributeType{{AttributeDataType: types.AttributeDataTypeString}}
				Refuses(w, w.API.AddCustomAttributes, &cip.AddCustomAttributesInput{UserPoolId: &w.pool.ID, CustomAttributes: nameless},
					"InvalidParameterException", "Custom attribute name must not be null.")
				Refuses(w, w.API.CreateUserPool, &cip.CreateUserPoolInput{PoolName: new("app"), Schema: nameless},
					"InvalidParameterException", "Custom attribute name must not be null.")
			}),
		},
		{ // A value in an index must not be taken for two.
			Operations: ops("ListUsers", "AdminGetUser"),
			Says:       "a value is found as a whole, whatever bytes are in it",
			Given:      func(w *World) { w.Pool(Alias("preferred_username")); w.Client() },
			Steps: steps(func(w *World) {
				w.User(Named("ann"), Attr("name", "a\x00b"), Attr("preferred_username", "p\x00q"))
				find := func(filter string) int {
					return len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: &filter}).Users)
				}
				w.Equal([]int{find(`name = "a"`), find("name = \"a\x00\""), find("name = \"a\x00b\""), find("name = \"a\x00b\x00\""), find("name ^= \"a\x00\"")},
					[]int{0, 0, 1, 0, 1})
				for _, name := range []string{"p", "p\x00", "p\x00q\x00", "ann\x00"} {
					w.Fails(Refusal(w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": name, "PASSWORD": password})), "UserNotFoundException", "User does not exist.")
				}
			}),
		},
	}
}

// dates counts the members that are dates, each of which must be a number.
func (w *World) dates(answer any) (n int) {
	w.t.Helper()
	switch v := answer.(type) {
	case []any:
		for _, inner := range v {
			n += w.dates(inner)
		}
	case map[string]any:
		for name, inner := range v {
			if strings.HasSuffix(name, "Date") {
				n++
				if seconds, ok := inner.(float64); !ok || seconds < 1e9 || seconds > 1e10 {
					w.Errorf("%s is %v", name, inner)
				}
			}
			n += w.dates(inner)
		}
	}
	return n
}
