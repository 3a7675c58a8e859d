package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

func (w *World) addSecret(own *string) *types.ClientSecretDescriptorType {
	w.t.Helper()
	return OK(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ClientSecret: own}).ClientSecretDescriptor
}

func (w *World) secrets() []types.ClientSecretDescriptorType {
	w.t.Helper()
	out := OK(w, w.API.ListUserPoolClientSecrets, &cip.ListUserPoolClientSecretsInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
	w.Equal(out.NextToken, (*string)(nil))
	return out.ClientSecrets
}

func (w *World) deleteSecret(id *string) error {
	return Try(w, w.API.DeleteUserPoolClientSecret, &cip.DeleteUserPoolClientSecretInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ClientSecretId: id})
}

// twoSecretCases are about the several secrets of a client. Doc: API_AddUserPoolClientSecret and its siblings.
func twoSecretCases() []Case {
	own := new("a_secret_of_my_own_choice")
	return []Case{
		{
			Operations: ops("AddUserPoolClientSecret", "ListUserPoolClientSecrets", "DescribeUserPoolClient"), Says: "a generated secret is shown once, one's own never",
			Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(
				func(w *World) {
					first := w.secrets()
					w.Equal(first, []types.ClientSecretDescriptorType{{ClientSecretId: new(AnyText), ClientSecretCreateDate: Lately()}})
					if !strings.HasPrefix(*first[0].ClientSecretId, w.client.ID+"--") {
						w.Errorf("the id of a secret is %s", *first[0].ClientSecretId)
					}
					added := w.addSecret(nil)
					w.Equal(added, &types.ClientSecretDescriptorType{ClientSecretId: new(AnyText), ClientSecretValue: new(AnySecret), ClientSecretCreateDate: Lately()})
					w.must(w.deleteSecret(added.ClientSecretId))
					w.Equal(w.secrets(), first)
					w.Equal(w.addSecret(own), &types.ClientSecretDescriptorType{ClientSecretId: new(AnyText), ClientSecretCreateDate: Lately()})
				},
				func(w *World) {
					listed := w.secrets()
					w.Equal(len(listed), 2)
					for _, s := range listed {
						w.Equal(s, types.ClientSecretDescriptorType{ClientSecretId: new(AnyText), ClientSecretCreateDate: Lately()})
					}
				},
			),
		},
		{
			Operations: ops("DescribeUserPoolClient", "AddUserPoolClientSecret", "DeleteUserPoolClientSecret"), Says: "of two secrets the client shows the older one, until it is deleted", Assumes: "A089",
			Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				first := w.secrets()[0]
				w.addSecret(own)
				w.Equal(*w.describeClient().ClientSecret, w.client.Secret)
				w.must(w.deleteSecret(first.ClientSecretId))
				w.Equal(w.describeClient().ClientSecret, own)
			}),
		},
		{
			Operations: ops("AddUserPoolClientSecret"), Says: "refused: a third secret", Assumes: "A043",
			Given: func(w *World) { w.Pool(); w.Client(Secret()); w.addSecret(nil) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, "LimitExceededException")
				w.Equal(len(w.secrets()), 2)
			}),
		},
		{
			Operations: ops("AddUserPoolClientSecret"), Says: "of many who add a second secret at once, one does", Assumes: "A043",
			Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(8, func(int) error {
					return Try(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				}), "LimitExceededException")
				w.Equal(len(w.secrets()), 2)
			}),
		},
		{
			Operations: ops("AddUserPoolClientSecret", "ListUserPoolClientSecrets"), Says: "refused: a secret for a public client, which lists none", Assumes: "A043",
			Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, "InvalidParameterException")
				w.Equal(len(w.secrets()), 0)
			}),
		},
		{
			Operations: ops("DeleteUserPoolClientSecret"), Says: "refused: the last secret, and one that is not there", Assumes: "A043",
			Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				w.Fails(w.deleteSecret(w.secrets()[0].ClientSecretId), "InvalidParameterException")
				w.Fails(w.deleteSecret(new(w.client.ID+"--1")), "ResourceNotFoundException")
				w.Equal(len(w.secrets()), 1)
			}),
		},
		{
			Operations: ops("AddUserPoolClientSecret"), Says: "refused: a secret that is too short", // the value is never shown
			Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ClientSecret: new("too_short")},
					"InvalidParameterException", "1 validation error detected: Value at 'clientSecret' failed to satisfy constraint: Member must have length greater than or equal to 24")
			}),
		},
		{
			Operations: ops("AddUserPoolClientSecret", "ListUserPoolClientSecrets", "DeleteUserPoolClientSecret"), Says: "refused: secrets of a client that is not there",
			Given: func(w *World) { w.Pool(); w.client = &Client{ID: "nobody", Pool: w.pool} },
			Steps: steps(func(w *World) {
				const code, text = "ResourceNotFoundException", "User pool client nobody does not exist."
				Refuses(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, code, text)
				Refuses(w, w.API.ListUserPoolClientSecrets, &cip.ListUserPoolClientSecretsInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, code, text)
				w.Fails(w.deleteSecret(new("x")), code, text)
			}),
		},
		{
			// Doc: every active secret is accepted.
			Operations: ops("AddUserPoolClientSecret", "DeleteUserPoolClientSecret", "InitiateAuth"), Says: "each of two secrets signs a sign-in, a deleted one no longer",
			Given: func(w *World) { w.Pool(); w.Client(Secret()); w.User() },
			Steps: steps(func(w *World) {
				older := w.client.Secret
				first := w.secrets()[0]
				w.addSecret(own)
				try := func(secret string) error {
					return Try(w, w.Unsigned.InitiateAuth, &cip.InitiateAuthInput{
						ClientId: &w.client.ID, AuthFlow: types.AuthFlowTypeUserPasswordAuth, AuthParameters: Params{
							"USERNAME": w.user.Login, "PASSWORD": w.user.Password, "SECRET_HASH": secretHash(&Client{ID: w.client.ID, Secret: secret}, w.user.Login)},
					})
				}
				w.must(try(older))
				w.must(try(*own))
				w.must(w.deleteSecret(first.ClientSecretId))
				w.must(try(*own))
				w.Fails(try(older), "NotAuthorizedException", "Unable to verify secret hash for client "+w.client.ID)
			}),
		},
	}
}
