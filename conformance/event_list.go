package conformance

import (
	"encoding/base64"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// contextCases are about where an event came from. Doc: developer guide, adding user device and session data to API
// requests; EventContextDataType.
func contextCases() []Case {
	about := ops("AdminListUserAuthEvents", "InitiateAuth")
	signIn := func(w *World, data *types.UserContextDataType) *cip.InitiateAuthInput {
		return &cip.InitiateAuthInput{ClientId: &w.client.ID, AuthFlow: types.AuthFlowTypeUserPasswordAuth, UserContextData: data,
			AuthParameters: w.complete(Params{"USERNAME": w.user.Login, "PASSWORD": password}, w.user.Login)}
	}
	propagates := ClientWith(func(in *cip.CreateUserPoolClientInput) { in.EnablePropagateAdditionalUserContextData = new(true) })
	sign := event("SignIn", "Pass", "Password")
	// addressed is whether the address of the context is taken.
	addressed := func(says string, taken bool, options ...ClientOption) Case {
		return Case{
			Operations: about, Says: "address of a context: " + says, Assumes: "A267",
			Given: func(w *World) { w.Pool(Protected("AUDIT")); w.Client(options...); w.User() },
			Steps: steps(func(w *World) {
				OK(w, w.API.InitiateAuth, signIn(w, &types.UserContextDataType{IpAddress: new(home)}))
				if got := *w.events()[0].EventContextData.IpAddress; (got == home) != taken {
					w.Errorf("the address is %s", got)
				}
			}),
		}
	}
	return []Case{
		{
			Operations: ops("AdminListUserAuthEvents", "AdminInitiateAuth"), Says: "the context of a server: address and browser, and the place of the address where it is known", Assumes: "A263", Needs: needs(Inspect), Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					w.Fear(threats{Places: []located{{IPAddress: "203.0.113.0/24", City: "Seattle", Country: "United States"}}})
					for _, ip := range []string{home, elsewhere, "2001:db8::1"} {
						_, err := w.TrySignInFrom(ip, password)
						w.must(err)
					}
				},
				func(w *World) {
					known := fromBrowser(home)
					known.City, known.Country = new("Seattle"), new("United States")
					w.recorded(cameFrom(sign, fromBrowser("2001:db8::1")), cameFrom(sign, fromBrowser(elsewhere)), cameFrom(sign, known))
				},
			),
		},
		{
			// Seen: the service's own script, amazon-cognito-advanced-security-data.
			Operations: about, Says: "the context of a browser: what the service's script found out", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				payload := canonical(map[string]any{"contextData": map[string]any{"UserAgent": safariOnIOS, "ClientTimezone": "-07:00"}, "username": w.user.Login})
				data := base64.StdEncoding.EncodeToString([]byte(canonical(map[string]string{"payload": payload, "signature": "s", "version": "JS20171115"})))
				OK(w, w.API.InitiateAuth, signIn(w, &types.UserContextDataType{EncodedData: &data}))
				OK(w, w.API.InitiateAuth, signIn(w, &types.UserContextDataType{EncodedData: new("unreadable")}))
				got := types.EventContextDataType{IpAddress: new(AnyText), DeviceName: new("Safari 17, iOS 17.5"), Timezone: new("-07:00"), City: new("null"), Country: new("null")}
				unread := w.events()[0].EventContextData
				w.Equal(unread, &types.EventContextDataType{IpAddress: new(AnyText), DeviceName: unread.DeviceName, City: new("null"), Country: new("null")})
				w.Equal(w.events()[1], cameFrom(sign, got))
			}),
		},
		addressed("taken from a server that keeps the secret and passes it on", true, Secret(), propagates),
		addressed("not taken from a client that does not pass it on", false, Secret()),
		{
			Operations: ops("AdminInitiateAuth", "InitiateAuth"), Says: "refused: a context whose address is none", Assumes: "A264",
			Given: func(w *World) { w.Pool(Protected("AUDIT")); w.Client(Secret(), propagates); w.User() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignInFrom("localhost", password)), "InvalidParameterException")
				Refuses(w, w.API.InitiateAuth, signIn(w, &types.UserContextDataType{IpAddress: new("localhost")}), "InvalidParameterException")
				w.recorded()
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "a pool without threat protection does not read a context", Given: func(w *World) { w.Pool(); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				a, err := w.TrySignInFrom("localhost", password)
				w.must(err)
				w.SignedIn(a)
			}),
		},
	}
}

// eventListCases are about the list itself. Doc: API_AdminListUserAuthEvents.
func eventListCases() []Case {
	about := ops("AdminListUserAuthEvents")
	page := func(w *World, size int32, token *string) *cip.AdminListUserAuthEventsInput {
		return &cip.AdminListUserAuthEventsInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, MaxResults: &size, NextToken: token}
	}
	signsIn := func(times int) func(w *World) {
		return func(w *World) {
			protected("AUDIT")(w)
			for range times {
				w.Tokens()
			}
		}
	}
	return []Case{
		{
			Operations: about, Says: "pages, newest first, each event once", Given: signsIn(5),
			Steps: steps(
				func(w *World) {
					first := OK(w, w.API.AdminListUserAuthEvents, page(w, 2, nil))
					w.Equal(len(first.AuthEvents), 2)
					w.Keep("token", *first.NextToken)
					w.Tokens() // is before the first page
				},
				func(w *World) {
					second := OK(w, w.API.AdminListUserAuthEvents, page(w, 2, new(w.Kept("token"))))
					third := OK(w, w.API.AdminListUserAuthEvents, page(w, 2, second.NextToken))
					w.Equal(third.NextToken, (*string)(nil))
					all := w.events()
					w.Equal(len(all), 6)
					w.Equal(append(second.AuthEvents, third.AuthEvents...), all[3:])
				},
			),
		},
		{
			Operations: about, Says: "sixty on a page where no size is given, or none at all", Given: signsIn(61),
			Steps: steps(func(w *World) {
				in := page(w, 0, nil)
				for range 2 {
					w.Equal(len(OK(w, w.API.AdminListUserAuthEvents, in).AuthEvents), 60)
					in.MaxResults = nil
				}
			}),
		},
		{
			Operations: about, Says: "a user who has done nothing, by the name and the sub", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				for _, name := range []string{w.user.Username, w.user.Sub} {
					Answers(w, w.API.AdminListUserAuthEvents, &cip.AdminListUserAuthEventsInput{UserPoolId: &w.pool.ID, Username: &name},
						&cip.AdminListUserAuthEventsOutput{AuthEvents: []types.AuthEventType{}})
				}
			}),
		},
		{
			Operations: about, Says: "a user who is made anew has none of the old one", Given: signsIn(1),
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				w.User(Named(w.user.Login))
				w.recorded()
			}),
		},
		{
			Operations: about, Says: "nothing is recorded while the pool does not watch, and what was is still there afterwards",
			Given: signsIn(1),
			Steps: steps(func(w *World) {
				mode := func(m types.AdvancedSecurityModeType) {
					OK(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, UserPoolTier: types.UserPoolTierTypePlus,
						UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: m}})
				}
				mode("OFF")
				w.Tokens()
				Refuses(w, w.API.AdminListUserAuthEvents, page(w, 9, nil), "UserPoolAddOnNotEnabledException", noAddOns)
				mode("ENFORCED")
				w.recorded(event("SignIn", "Pass", "Password"))
			}),
		},
		{
			Operations: about, Says: "refused: a token of another list, and one that is none", Given: signsIn(3),
			Steps: steps(func(w *World) {
				token := OK(w, w.API.AdminListUserAuthEvents, page(w, 1, nil)).NextToken
				w.User()
				for _, bad := range []*string{token, new("made-up")} {
					Refuses(w, w.API.AdminListUserAuthEvents, page(w, 1, bad), "InvalidParameterException", "Invalid pagination token given")
				}
			}),
		},
		{
			Operations: about, Says: "refused: a user that is not there, and a pool that is not", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				in := page(w, 1, nil)
				in.Username = new("nobody")
				Refuses(w, w.API.AdminListUserAuthEvents, in, "UserNotFoundException", "User does not exist.")
				in.UserPoolId = new("us-east-1_NotThere0")
				Refuses(w, w.API.AdminListUserAuthEvents, in, "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist.")
			}),
		},
		{
			Operations: about, Says: "race: sign-ins at once are one event each", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				for _, err := range w.Race(racers, func(int) error {
					return Try(w, w.API.InitiateAuth, &cip.InitiateAuthInput{
						ClientId: &w.client.ID, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password},
					})
				}) {
					w.must(err)
				}
				ids := map[string]bool{}
				for _, e := range w.events() {
					ids[*e.EventId] = true
					w.Equal(e, event("SignIn", "Pass", "Password"))
				}
				w.Equal(len(ids), racers)
			}),
		},
	}
}
