package conformance

import (
	"encoding/json"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// tokenTextCases are about how claims are written, and which there are beyond the documented ones.
func tokenTextCases() []Case {
	about := ops("InitiateAuth")
	return []Case{
		{
			Operations: about, Says: "claims: beside the slash two ranges of characters are escaped", Assumes: "A020",
			Given: func(w *World) {
				w.Pool()
				w.Client()
				w.User(Attr("name", "/\u007f\u0080\u009f\u00a0é\u1fff\u2000\u2028\u20ff\u2100😀"))
			},
			Steps: steps(func(w *World) {
				text := w.Token(*w.Tokens().IdToken).Text
				if want := `"name":"\/\u007F\u0080\u009F` + "\u00a0é\u1fff" + `\u2000\u2028\u20FF` + "\u2100😀" + `"`; !strings.Contains(text, want) {
					w.Errorf("no %s in %s", want, text)
				}
			}),
		},
		{
			Operations: about, Says: "claims: updated_at is a number, custom numbers are texts", Assumes: "A065",
			Given: func(w *World) {
				w.Pool(Attribute(types.SchemaAttributeType{Name: new("height"), AttributeDataType: "Number", Mutable: new(true)}))
				w.Client()
				w.User(Attr("updated_at", "1700000000"), Attr("custom:height", "17"))
			},
			Steps: steps(func(w *World) {
				claims := w.Token(*w.Tokens().IdToken).Claims
				w.Equal([]any{claims["updated_at"], claims["custom:height"]}, []any{1_700_000_000.0, "17"})
			}),
		},
		{
			Operations: ops("InitiateAuth", "SetUserPoolSessionConfiguration"), Says: "claims: a pool that keeps track of sessions adds none", Assumes: "A250",
			Given: func(w *World) { plain(w); w.track(5) },
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					w.whole(w.Token(*w.auth.Tokens.AccessToken), w.accessClaims())
					w.whole(w.Token(*w.auth.Tokens.IdToken), w.idClaims())
				},
			),
		},
	}
}

// readableCases are about what users see of themselves through an app client.
func readableCases() []Case {
	private := Attribute(types.SchemaAttributeType{Name: new("rank"), AttributeDataType: "String", DeveloperOnlyAttribute: new(true), Mutable: new(true)})
	return []Case{
		{
			Operations: ops("GetUser", "InitiateAuth"), Says: "a client without a list of attributes reads all but those of the developer alone", Assumes: "A053",
			Given: func(w *World) {
				w.Pool(Custom("team", true), private)
				w.Client()
				w.User(Attr("custom:team", "red"), Attr("dev:custom:rank", "high"), Attr("name", "Ann"))
			},
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.Equal(OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: tokens.AccessToken}).UserAttributes,
					attributes("sub", w.user.Sub, "name", "Ann", "custom:team", "red"))
				w.whole(w.Token(*tokens.IdToken), plus(w.idClaims(), map[string]any{"name": "Ann", "custom:team": "red"}))
			}),
		},
		{
			Operations: ops("CreateUserPoolClient"), Says: "the list of attributes to read takes sub and identities, and nothing of the developer's", Assumes: "A053",
			Given: func(w *World) { w.Pool(private) },
			Steps: steps(func(w *World) {
				in := &cip.CreateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientName: new("c"), ReadAttributes: []string{"sub", "identities", "name"}}
				w.Equal(OK(w, w.API.CreateUserPoolClient, in).UserPoolClient.ReadAttributes, in.ReadAttributes, Unordered())
				in.ReadAttributes = []string{"name", "dev:custom:rank"}
				Refuses(w, w.API.CreateUserPoolClient, in, "InvalidParameterException")
			}),
		},
	}
}

// sessionTexts are about what a session tells of who signed in.
func sessionTexts() []Case {
	return []Case{{
		Operations: ops("ListUserSessions", "InitiateAuth"), Says: "of a browser that tells half the other half is unknown, and of an address the city is left out", Assumes: "A253",
		Given: func(w *World) { plain(w); w.track(5) },
		Steps: steps(func(w *World) {
			for agent, want := range map[string]string{
				"Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0)": "unknown / macOS 15.0",
				"Chrome/125.0.0.0": "Chrome 125 / unknown",
				"curl/8.0":         "unknown",
			} {
				r := w.from(agent, "InitiateAuth", map[string]any{"ClientId": w.client.ID, "AuthFlow": "USER_PASSWORD_AUTH",
					"AuthParameters": map[string]any{"USERNAME": w.user.Login, "PASSWORD": password}})
				var answer struct{ AuthenticationResult struct{ AccessToken string } }
				w.must(json.Unmarshal([]byte(w.good(r)), &answer))
				for _, s := range w.sessions(answer.AuthenticationResult.AccessToken) {
					if s.IsCurrentSession {
						w.Equal([]any{s.DeviceType, s.LastLocation}, []any{want, userPlace{Country: new("unknown")}})
					}
				}
			}
		}),
	}}
}
