package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// party is the relying party of the suite's pools.
const party = "example.com"

// Passkeys lets users of the pool sign in with passkeys of the suite's relying party. It stands behind MFA, if that is there.
func Passkeys(changes ...func(*types.WebAuthnConfigurationType)) PoolOption {
	return func(p *poolPlan) {
		FirstFactors("PASSWORD", "WEB_AUTHN")(p)
		if p.mfa == nil {
			p.mfa = &cip.SetUserPoolMfaConfigInput{MfaConfiguration: types.UserPoolMfaTypeOff}
		}
		p.mfa.WebAuthnConfiguration = &types.WebAuthnConfigurationType{RelyingPartyId: new(party)}
		for _, c := range changes {
			c(p.mfa.WebAuthnConfiguration)
		}
	}
}

// Verifying makes a pool take only passkeys that verify their user.
func Verifying(c *types.WebAuthnConfigurationType) {
	c.UserVerification = types.UserVerificationTypeRequired
}

// CountingTwice makes a passkey that verified its user stand for two factors.
func CountingTwice(c *types.WebAuthnConfigurationType) {
	c.FactorConfiguration = types.WebAuthnFactorConfigurationTypeMultiFactorWithUserVerification
}

// withPasskeys is a user who has signed in with the password, in a pool that allows passkeys. The access token is kept.
func withPasskeys(changes ...func(*types.WebAuthnConfigurationType)) func(w *World) {
	return func(w *World) {
		w.Pool(Passkeys(changes...))
		w.Client()
		w.User()
		w.KeepAccess()
	}
}

// KeepAccess signs the user made last in and keeps the access token.
func (w *World) KeepAccess() {
	w.t.Helper()
	w.Keep("access", *w.Tokens().AccessToken)
}

// StartPasskey asks for what a browser makes a passkey with and gives its text.
func (w *World) StartPasskey() string {
	w.t.Helper()
	out := OK(w, w.Unsigned.StartWebAuthnRegistration, &cip.StartWebAuthnRegistrationInput{AccessToken: new(w.Kept("access"))})
	text, err := out.CredentialCreationOptions.MarshalSmithyDocument()
	w.must(err)
	return string(text)
}

// TryCompletePasskey registers what a browser made.
func (w *World) TryCompletePasskey(credential any) error {
	return Try(w, w.Unsigned.CompleteWebAuthnRegistration, completion(w.Kept("access"), credential))
}

// completion is the request to register what a browser made.
func completion(access string, credential any) *cip.CompleteWebAuthnRegistrationInput {
	return &cip.CompleteWebAuthnRegistrationInput{AccessToken: &access, Credential: document.NewLazyDocument(credential)}
}

// RegisterPasskey has the authenticator make a passkey for the user made last, and registers it.
func (w *World) RegisterPasskey(a *authenticator, changes ...func(*reply)) {
	w.t.Helper()
	w.must(w.TryCompletePasskey(a.Create(w.StartPasskey(), changes...)))
}

// Passkeys lists the passkeys of the user made last.
func (w *World) Passkeys() []types.WebAuthnCredentialDescription {
	w.t.Helper()
	return OK(w, w.Unsigned.ListWebAuthnCredentials, &cip.ListWebAuthnCredentialsInput{AccessToken: new(w.Kept("access"))}).Credentials
}

// AskPasskey begins a sign-in with a passkey and gives what is to be signed.
func (w *World) AskPasskey() string {
	w.t.Helper()
	a := w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "WEB_AUTHN"})
	w.Asked(a, "WEB_AUTHN")
	return a.Parameters["CREDENTIAL_REQUEST_OPTIONS"]
}

// TryPasskey answers the challenge of a passkey.
func (w *World) TryPasskey(credential string) (*Answer, error) {
	return w.TryAnswer("WEB_AUTHN", Params{"CREDENTIAL": credential})
}
