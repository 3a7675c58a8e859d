package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// hashMissing are the texts for a hash that was not sent. Seen: aws-amplify/amplify-android#2504 (first), a public capture
// (second), alexrudd/cognito-srp#1 (third).
func hashMissing(c *Client) []string {
	return []string{
		"Client " + c.ID + " is configured with secret but SECRET_HASH was not received",
		"Client " + c.ID + " is configured for secret but secret was not received",
		"Unable to verify secret hash for client " + c.ID,
	}
}

func hashWrong(c *Client) string { return "Unable to verify secret hash for client " + c.ID }

// secretCases are about SECRET_HASH, the proof of a client that has a secret.
func secretCases() []Case {
	var cases []Case
	with := func(says string, try func(w *World)) {
		cases = append(cases, bothDoors(Case{
			Says: "secret hash: " + says,
			Given: func(w *World) {
				w.Pool(Alias("email"))
				w.Client(Secret())
				w.User(Mail(annMail))
			},
			Steps: steps(func(*World) {}, try),
		})...)
	}
	with("the right one signs in", func(w *World) { w.SignedIn(w.SignIn()) })
	with("a wrong one is refused", func(w *World) {
		w.Fails(Refusal(w.TryInitiate(w.passwordFlow(), Params{"USERNAME": w.user.Login, "PASSWORD": password, "SECRET_HASH": secretHash(w.client, "somebody")})),
			"NotAuthorizedException", hashWrong(w.client))
	})
	with("none is refused", func(w *World) {
		w.Fails(Refusal(w.TryInitiate(w.passwordFlow(), Params{"USERNAME": w.user.Login, "PASSWORD": password, "SECRET_HASH": Omit})),
			"NotAuthorizedException", hashMissing(w.client)...)
	})
	with("it comes before the user and the password", func(w *World) {
		w.Fails(Refusal(w.TryInitiate(w.passwordFlow(), Params{"USERNAME": "nobody", "PASSWORD": "x", "SECRET_HASH": secretHash(w.client, "somebody")})),
			"NotAuthorizedException", hashWrong(w.client))
	})
	with("it is made over the name that is sent: the alias", func(w *World) {
		w.SignedIn(w.Initiate(w.passwordFlow(), Params{"USERNAME": annMail, "PASSWORD": password, "SECRET_HASH": secretHash(w.client, annMail)}))
	})
	with("it is made over the name that is sent: not the username when the alias is sent", func(w *World) {
		w.Fails(Refusal(w.TryInitiate(w.passwordFlow(), Params{"USERNAME": annMail, "PASSWORD": password, "SECRET_HASH": secretHash(w.client, w.user.Username)})),
			"NotAuthorizedException", hashWrong(w.client))
	})
	with("a challenge is answered with the hash over the name the challenge told", func(w *World) {
		w.User(Temporary())
		w.Asked(w.SignIn(), "NEW_PASSWORD_REQUIRED")
		w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
	})
	with("SRP is proved with the hash over the name the challenge told", func(w *World) {
		w.user.Login = annMail
		w.srpSignedIn(password)
	})
	with("refresh wants the hash over the username", func(w *World) {
		refresh := *w.Tokens().RefreshToken
		w.refreshed(w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": refresh, "SECRET_HASH": secretHash(w.client, w.user.Username)}))
		// Seen: aws/aws-sdk-net-extensions-cognito#75.
		w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": refresh, "SECRET_HASH": secretHash(w.client, "somebody")})),
			"NotAuthorizedException", "SecretHash does not match for the client: "+w.client.ID)
	})
	cases = append(cases, bothDoors(Case{
		Says: "secret hash: refused where the client has no secret", Assumes: "A050", Given: plain,
		Steps: steps(func(w *World) {
			w.Fails(Refusal(w.TryInitiate(w.passwordFlow(), Params{"USERNAME": w.user.Login, "PASSWORD": password, "SECRET_HASH": "d3Jvbmc="})),
				"NotAuthorizedException", "Client "+w.client.ID+" is not configured with secret but SECRET_HASH was received")
		}),
	})...)
	cases = append(cases, bothDoors(Case{
		// Seen: aws/aws-sdk-net-extensions-cognito#75.
		Says:  "secret hash: where addresses are usernames, refresh wants the hash over the sub",
		Given: func(w *World) { w.Pool(SignInWith("email")); w.Client(Secret()); w.User(Named(annMail)) },
		Steps: steps(
			func(w *World) { w.Keep("refresh", *w.Tokens().RefreshToken) },
			func(w *World) {
				w.Fails(Refusal(w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh"), "SECRET_HASH": secretHash(w.client, annMail)})),
					"NotAuthorizedException", "SecretHash does not match for the client: "+w.client.ID)
				w.refreshed(w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh"), "SECRET_HASH": secretHash(w.client, w.user.Sub)}))
			},
		),
	})...)
	return append(cases, secretElsewhere()...)
}

// secretElsewhere are the other operations that want the hash, or the secret itself.
func secretElsewhere() []Case {
	type call struct {
		operation string
		try       func(w *World, hash *string) error
	}
	calls := []call{
		{"SignUp", func(w *World, hash *string) error {
			return Try(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: new("newcomer"), Password: new(password), SecretHash: hash})
		}},
		{"ConfirmSignUp", func(w *World, hash *string) error {
			return Try(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new("123456"), SecretHash: hash})
		}},
		{"ResendConfirmationCode", func(w *World, hash *string) error {
			return Try(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login, SecretHash: hash})
		}},
		{"ForgotPassword", func(w *World, hash *string) error {
			return Try(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login, SecretHash: hash})
		}},
		{"ConfirmForgotPassword", func(w *World, hash *string) error {
			return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
				ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new("123456"), Password: new(otherPassword), SecretHash: hash,
			})
		}},
	}
	return each(calls, func(c call) Case {
		return Case{
			Operations: ops(c.operation), Says: "secret hash: a wrong one is refused, and so is none",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(Secret()); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				w.Fails(c.try(w, new(secretHash(w.client, "somebody"))), "NotAuthorizedException", hashWrong(w.client))
				w.Fails(c.try(w, nil), "NotAuthorizedException", hashMissing(w.client)...)
			}),
		}
	})
}
