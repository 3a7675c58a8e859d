package conformance

// anyRequest is a request that every operation takes that it has the members of; what an operation does not have, it does
// not see. It is for refusals that come before an operation looks at what else it was told.
func (w *World) anyRequest() requestMembers {
	w.t.Helper()
	return requestMembers{
		"UserPoolId": w.pool.ID, "ClientId": w.client.ID, "Username": w.user.Login, "AccessToken": w.Kept("access"),
		"AuthFlow": "USER_PASSWORD_AUTH", "ChallengeName": "SMS_MFA", "RefreshToken": w.Kept("refresh"), "Token": w.Kept("refresh"),
		"Password": password, "PreviousPassword": password, "ProposedPassword": otherPassword,
		"ConfirmationCode": "123456", "Code": "123456", "UserCode": "123456", "AttributeName": "email",
		"DeviceKey": unknownDevice, "DeviceRememberedStatus": "remembered", "EventId": "e", "FeedbackValue": "Valid", "FeedbackToken": "t",
		"UserAttributeNames": []string{"name"}, "UserAttributes": []requestMembers{{"Name": "name", "Value": "Ann"}},
		"MFAOptions": []any{}, "SessionId": noSession, "Credential": requestMembers{}, "CredentialId": "id",
		"SubjectToken": w.Kept("access"), "SubjectTokenType": "ACCESS_TOKEN",
		"Secret": "a_secret_of_my_own_choice", "Scopes": []string{},
	}
}

// anyCaller makes what a request may be about: a pool, an app client, and a user who is signed in.
func anyCaller(pool ...PoolOption) func(w *World) {
	return func(w *World) {
		w.Pool(pool...)
		w.Client()
		w.User()
		tokens := w.Tokens()
		w.Keep("access", *tokens.AccessToken)
		w.Keep("refresh", *tokens.RefreshToken)
	}
}
