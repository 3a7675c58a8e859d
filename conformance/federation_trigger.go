package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// federatedTriggers are all that sign-ins by a provider call.
var federatedTriggers = []string{"InboundFederation", "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration"}

// watchedApp is a pool with a provider and an app, whose triggers call the world's function.
func watchedApp(triggers ...string) func(w *World) {
	return func(w *World) { w.openIDApp(classic, nil, []PoolOption{w.Calls(triggers...)}) }
}

// federatedTriggerCases are about functions at sign-ins by a provider. Doc: developer guide, "Customizing user pool workflows
// with Lambda triggers", federated users. Seen: the events of a public blog, 2021, and of public apps' tests.
func federatedTriggerCases() []Case {
	about := ops("oauth2/idpresponse")
	const (
		alias        = `"cognito:email_alias":"","cognito:phone_number_alias":"",`
		decision     = `{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}`
		annAttribute = `"email":"` + annMail + `","name":"Ann"`
	)
	// told is what functions are told of ann once she is a user.
	told := func(w *World) string {
		w.t.Helper()
		return canonical(map[string]string{"sub": w.user.Sub, "cognito:user_status": "EXTERNAL_PROVIDER", "email": annMail, "email_verified": "false", "name": "Ann",
			"identities": w.Value(w.user, "identities")})
	}
	generatingFor := func(w *World) string {
		return `{"userAttributes":` + told(w) + `,"groupConfiguration":{"groupsToOverride":["` + w.pool.ID + `_Corp"],"iamRolesToOverride":[],"preferredRole":null}}`
	}
	inbound := func(w *World) string {
		return canonical(map[string]any{"providerName": corp, "providerType": "OIDC", "attributes": map[string]any{
			"tokenResponse": map[string]any{"access_token": AnyText, "id_token": AnyJWT, "refresh_token": AnyText, "token_type": "Bearer", "expires_in": "3600", "scope": "openid email"},
			"idToken":       map[string]any{"iss": w.provider.URL, "aud": "id.example", "sub": "a-117", "iat": AnyText, "exp": AnyText, "nonce": AnyText, "email": annMail, "name": "Ann"},
			"userInfo":      map[string]any{"sub": "a-117"},
		}})
	}
	return []Case{
		{
			Operations: about, Says: "at the first sign-in InboundFederation, PreSignUp, PostConfirmation and PreTokenGeneration are told, in this order", Needs: needs(Triggers), Assumes: "A418",
			Given: watchedApp(federatedTriggers...),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				calls := w.calls(4)
				if len(calls) != 4 {
					w.Fatalf("fired %v", calls)
				}
				name, client := w.user.Username, w.client.ID
				w.event(calls[0].event, "1", "InboundFederation_ExternalProvider", name, client, inbound(w), `{"userAttributesToMap":{}}`)
				w.event(calls[1].event, "1", "PreSignUp_ExternalProvider", name, client, `{"userAttributes":{`+alias+annAttribute+`,"email_verified":"false"},"validationData":{}}`, decision)
				w.event(calls[2].event, "1", "PostConfirmation_ConfirmSignUp", name, client, `{"userAttributes":`+told(w)+`}`, noResponse)
				w.event(calls[3].event, "1", "TokenGeneration_HostedAuth", name, client, generatingFor(w), claimsResponse)
			}),
		},
		{
			Operations: about, Says: "at a later sign-in InboundFederation, PreAuthentication, PostAuthentication and PreTokenGeneration are told, in this order", Needs: needs(Triggers),
			Given: watchedApp(federatedTriggers...),
			Steps: steps(
				func(w *World) { w.Arrives(ann()); w.calls(4) },
				func(w *World) {
					w.Arrives(ann())
					calls := w.calls(4)
					if len(calls) != 4 {
						w.Fatalf("fired %v", calls)
					}
					name, client := w.user.Username, w.client.ID
					w.event(calls[0].event, "1", "InboundFederation_ExternalProvider", name, client, inbound(w), `{"userAttributesToMap":{}}`)
					w.event(calls[1].event, "1", "PreAuthentication_Authentication", name, client, `{"userAttributes":`+told(w)+`,"validationData":{}}`, noResponse)
					w.event(calls[2].event, "1", "PostAuthentication_Authentication", name, client, `{"userAttributes":`+told(w)+`,"newDeviceUsed":false}`, noResponse)
					w.event(calls[3].event, "1", "TokenGeneration_HostedAuth", name, client, generatingFor(w), claimsResponse)
				},
			),
		},
		{
			// Doc: developer guide, "Inbound federation Lambda trigger".
			Operations: about, Says: "what InboundFederation answers takes the place of all that the provider says", Needs: needs(Triggers), Given: watchedApp("InboundFederation"),
			Steps: steps(func(w *World) {
				w.On("InboundFederation", func(e *Event) { e.Set("userAttributesToMap", map[string]any{"name": "Anna"}) })
				w.Arrives(ann())
				w.Attributes("name", "Anna", "email", "")
				w.Equal(w.user.Username, "Corp_a-117")
				w.On("InboundFederation", func(e *Event) { e.Set("userAttributesToMap", map[string]any{}) })
				w.Arrives(ann())
				w.Attributes("name", "Ann", "email", annMail)
			}),
		},
		{
			Operations: about, Says: "InboundFederation may add what the pool requires", Needs: needs(Triggers),
			Given: func(w *World) { openIDApp(nil, Require("name"), w.Calls("InboundFederation"))(w) },
			Steps: steps(func(w *World) {
				w.On("InboundFederation", func(e *Event) { e.Set("userAttributesToMap", map[string]any{"name": "Nobody"}) })
				w.Arrives(annWith(map[string]any{"name": nil}))
				w.Attributes("name", "Nobody")
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#3778.
			Operations: about, Says: "the app is told of a function that refuses, and there is no user where there was none", Needs: needs(Triggers), Given: watchedApp(federatedTriggers...),
			Steps: steps(func(w *World) {
				users := func(n int) {
					w.t.Helper()
					w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), n)
				}
				refuses := func(source, trigger string) {
					w.t.Helper()
					w.On(source, func(e *Event) { e.Fail("no.") })
					w.Vouched(ann()).Refuses("invalid_request", trigger+" failed with error no..")
					w.On(source, func(*Event) {})
				}
				refuses("InboundFederation", "InboundFederation")
				refuses("PreSignUp", "PreSignUp")
				users(0)
				refuses("PostConfirmation", "PostConfirmation")
				users(1)
				refuses("PreAuthentication", "PreAuthentication")
				refuses("PostAuthentication", "PostAuthentication")
				refuses("TokenGeneration", "PreTokenGeneration")
				w.Arrives(ann())
			}),
		},
		{
			Operations: about, Says: "PreSignUp may verify what the provider does not; what is not there it may verify in vain", Needs: needs(Triggers), Assumes: "A419", Given: watchedApp("PreSignUp"),
			Steps: steps(func(w *World) {
				w.On("PreSignUp", func(e *Event) {
					e.Set("autoConfirmUser", true)
					e.Set("autoVerifyEmail", true)
					e.Set("autoVerifyPhone", true)
				})
				w.Arrives(ann())
				w.Attributes("email_verified", "true")
				w.Status(w.user, "EXTERNAL_PROVIDER")
			}),
		},
		{
			Operations: about, Says: "a function that answers something else is told of as everywhere", Needs: needs(Triggers), Given: watchedApp("InboundFederation"),
			Steps: steps(func(w *World) {
				w.On("InboundFederation", func(e *Event) { e.Says(`[]`) })
				w.Vouched(ann()).Refuses("invalid_request", "Unrecognizable lambda output")
			}),
		},
		{
			Operations: ops("oauth2/token"), Says: "a refresh is told to PreTokenGeneration, with the provider's group", Needs: needs(Triggers), Given: watchedApp("PreTokenGeneration"),
			Steps: steps(func(w *World) {
				g := w.Arrives(ann())
				w.calls(1)
				w.Granted(w.submit(tokenPath, w.refresh(g.Refresh, nil), nil), "access_token", "id_token")
				w.Told("1", "TokenGeneration_RefreshTokens", w.user.Username, w.client.ID, generatingFor(w), claimsResponse)
			}),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "the browser's session calls PreTokenGeneration alone", Needs: needs(Triggers), Given: watchedApp(federatedTriggers...),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.calls(4)
				w.welcomed(w.Authorize(nil).Code())
				w.Fired("TokenGeneration_HostedAuth")
			}),
		},
	}
}
