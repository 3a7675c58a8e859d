package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// unlink takes an identity from whoever it leads to.
func (w *World) unlink(provider, subject string) {
	w.t.Helper()
	OK(w, w.API.AdminDisableProviderForUser, &cip.AdminDisableProviderForUserInput{UserPoolId: &w.pool.ID, User: at(provider, cognitoSubject, subject)})
}

// leads judges the identities that lead to the user made last.
func (w *World) leads(want ...map[string]any) {
	w.t.Helper()
	if text := w.Value(w.user, "identities"); len(want) > 0 && text != "" {
		w.Equal(w.undated(text), w.undated(canonical(want)))
	} else if len(want) > 0 || text != "" {
		w.t.Errorf("identities are %q, want %v", text, want)
	}
}

// Reaches signs somebody in by the provider made last, who must turn out to be the user made last.
func (w *World) Reaches(who stranger) Grant {
	w.t.Helper()
	u := w.user
	g := w.Arrives(who)
	w.Equal([]string{w.user.Username, w.user.Sub}, []string{u.Username, u.Sub})
	w.user = u
	return g
}

// federatedLinkCases are about sign-ins with identities that lead to users by links. Doc: AdminLinkProviderForUser,
// AdminDisableProviderForUser; developer guide, "Linking federated users to an existing user profile".
func federatedLinkCases() []Case {
	about := ops("AdminLinkProviderForUser", "oauth2/idpresponse")
	linked := func(id string) map[string]any {
		return map[string]any{"userId": id, "providerName": corp, "providerType": "OIDC", "issuer": nil, "primary": false}
	}
	// local is a pool with a provider, an app and a user with a password.
	local := func(w *World) {
		openIDApp(nil)(w)
		w.User(Mail("ann@home.example.com"))
	}
	return []Case{
		{
			Operations: about, Says: "a linked subject signs in as the user it leads to, whose attributes follow the provider", Given: local,
			Steps: steps(
				func(w *World) { w.linked(at(corp, cognitoSubject, "a-117")) },
				func(w *World) {
					g := w.Reaches(ann())
					w.TheUser("CONFIRMED", []map[string]any{linked("a-117")}, "email", annMail, "email_verified", "false", "name", "Ann")
					w.shownIdentities(w.Token(g.ID).Claims["identities"], map[string]any{"userId": "a-117", "providerName": corp, "providerType": "OIDC", "primary": "false"})
					w.SignedIn(w.SignIn()) // the password stays
				},
			),
		},
		{
			Operations: about, Says: "an identity may be linked by an attribute that a claim is mapped to, and is known by the subject from then on", Assumes: "A416",
			Given: func(w *World) {
				openIDApp(details{"email": "mail"})(w)
				w.User()
			},
			Steps: steps(
				func(w *World) {
					w.linked(at(corp, "email", "ann@corp.example.com"))
					w.leads(linked("ann@corp.example.com"))
					w.Reaches(annWith(map[string]any{"mail": "ann@corp.example.com"}))
					w.leads(linked("a-117"))
				},
				func(w *World) { w.Reaches(annWith(map[string]any{"mail": "other@corp.example.com"})) },
			),
		},
		{
			Operations: ops("AdminDisableProviderForUser", "oauth2/idpresponse"), Says: "an identity that was unlinked signs in as a new user", Given: local,
			Steps: steps(
				func(w *World) {
					w.linked(at(corp, cognitoSubject, "a-117"))
					w.Reaches(ann())
					w.unlink(corp, "a-117")
				},
				func(w *World) {
					home := w.user
					w.Arrives(ann())
					w.Equal(w.user.Username, "Corp_a-117")
					w.user = home
					w.leads()
					w.SignedIn(w.SignIn())
				},
			),
		},
		{
			Operations: ops("AdminDisableProviderForUser", "oauth2/idpresponse"), Says: "who lost the password signs in by the provider still", Given: local,
			Steps: steps(func(w *World) {
				w.linked(at(corp, cognitoSubject, "a-117"))
				w.unlink("Cognito", w.user.Username)
				w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", "Incorrect username or password.")
				w.Reaches(ann())
			}),
		},
		{
			Operations: ops("AdminDisableProviderForUser", "oauth2/idpresponse"), Says: "a user of a provider whose own identity is taken away does not come back", Assumes: "A415", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.unlink(corp, "a-117")
				w.Vouched(ann()).Refuses("invalid_request", "Invalid ProviderName/Username combination.")
			}),
		},
		{
			// Seen: aws/aws-sdk-net#1000.
			Operations: about, Says: "refused: an identity that has signed in is linked to nobody else", Given: local,
			Steps: steps(func(w *World) {
				home := w.user
				w.Arrives(ann())
				w.user = home
				Refuses(w, w.API.AdminLinkProviderForUser, w.link(w.here(), at(corp, cognitoSubject, "a-117")), "InvalidParameterException",
					"Merging is not currently supported, provide a SourceUser that has not been signed up in order to link")
			}),
		},
		{
			Operations: about, Says: "another provider's identity may lead to a user of a provider", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) {
					w.Arrives(ann())
					w.provider = w.runProvider("Other")
					w.trust("OIDC", "Other", discovered(w.provider), details{"name": "name"})
					OK(w, w.API.UpdateUserPoolClient, w.trusting(corp, "Other"))
					OK(w, w.API.AdminLinkProviderForUser, w.link(at(corp, "", "a-117"), at("Other", cognitoSubject, "o-1")))
				},
				func(w *World) {
					g := w.Reaches(stranger{sub: "o-1", claims: map[string]any{"name": "Anna"}})
					w.Attributes("name", "Anna", "email", annMail)
					w.shownIdentities(w.Token(g.ID).Claims["identities"], map[string]any{"userId": "a-117", "providerName": corp, "providerType": "OIDC"},
						map[string]any{"userId": "o-1", "providerName": "Other", "providerType": "OIDC", "primary": "false"})
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-swift#2226.
			Operations: ops("oauth2/idpresponse", "AdminLinkProviderForUser"), Says: "a function that links a stranger as PreSignUp makes the sign-in that of the user", Needs: needs(Triggers), Assumes: "A417",
			Given: func(w *World) {
				openIDApp(nil, w.Calls("PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration"))(w)
				w.User(Mail(annMail))
				w.Fired("PreSignUp_AdminCreateUser")
				w.On("PreSignUp_ExternalProvider", func(e *Event) {
					name, _ := e.all["userName"].(string)
					provider, subject, _ := strings.Cut(name, "_")
					if _, err := w.API.AdminLinkProviderForUser(e.ctx, w.link(w.here(), at(provider, cognitoSubject, subject))); err != nil {
						e.Fail(err.Error())
					}
				})
			},
			Steps: steps(func(w *World) {
				w.Reaches(ann())
				w.leads(linked("a-117"))
				w.Fired("PreSignUp_ExternalProvider", "PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth")
				w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 1)
			}),
		},
		{
			Operations: about, Says: "two browsers of a linked identity at once are one user, known by the subject", Given: local,
			Steps: steps(func(w *World) {
				w.linked(at(corp, "email", annMail))
				const n = 4
				pages, home := make([]*Page, n), w.user
				for i := range pages {
					w.browser = nil
					pages[i] = w.Toward(nil)
				}
				answers := make([]*Page, n)
				for _, err := range w.Race(n, func(i int) (err error) {
					answers[i], err = w.provider.tryVouch(pages[i], ann())
					return err
				}) {
					w.must(err)
				}
				for _, p := range answers {
					w.welcomed(p.Code())
					w.Equal(w.user.Sub, home.Sub)
				}
				w.user = home
				w.leads(linked("a-117"))
			}),
		},
		{
			Operations: ops("oauth2/idpresponse", "InitiateAuth"), Says: "the address of a user of a provider is nobody's alias", Assumes: "A420",
			Given: openIDApp(details{"email_verified": "email_verified"}, Alias(types.AliasAttributeTypeEmail)),
			Steps: steps(func(w *World) {
				w.Arrives(annWith(map[string]any{"email_verified": true}))
				w.User(Mail(annMail))
				w.Arrives(annWith(map[string]any{"email_verified": true}))
				done, err := w.TryInitiate("USER_PASSWORD_AUTH", Params{"USERNAME": annMail, "PASSWORD": password})
				w.must(err)
				w.SignedIn(done)
			}),
		},
	}
}

// trusting is an update of the app made last that lets the users of these providers sign in.
func (w *World) trusting(providers ...string) *cip.UpdateUserPoolClientInput {
	return &cip.UpdateUserPoolClientInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, SupportedIdentityProviders: providers, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: everyGrant(), AllowedOAuthScopes: []string{"openid", "email", "phone", "profile", userAdmin},
		CallbackURLs: []string{callback}, LogoutURLs: []string{signedOut},
	}
}
