package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// passkeyWords are about the texts of the errors about passkeys, of which the documentation has the types.
func passkeyWords() []Case {
	complete := func(says, code, text string, change func(w *World) func(*reply)) Case {
		return Case{
			Operations: ops("CompleteWebAuthnRegistration"), Says: "words: " + says, Assumes: "A038", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				options := w.StartPasskey()
				spoil := change(w)
				w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(options, spoil)), code, text)
			}),
		}
	}
	start := func(says, code, text string, given func(w *World)) Case {
		return Case{
			Operations: ops("StartWebAuthnRegistration"), Says: "words: " + says, Assumes: "A038", Given: given,
			Steps: steps(func(w *World) {
				Refuses(w, w.Unsigned.StartWebAuthnRegistration, &cip.StartWebAuthnRegistrationInput{AccessToken: new(w.Kept("access"))}, code, text)
			}),
		}
	}
	with := func(change func(*reply)) func(*World) func(*reply) {
		return func(*World) func(*reply) { return change }
	}
	return []Case{
		start("a pool without passkeys", "WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.",
			func(w *World) { plain(w); w.KeepAccess() }),
		start("a pool that names no relying party", "WebAuthnConfigurationMissingException", "WebAuthn configuration is missing a relying party id.",
			func(w *World) { w.Pool(FirstFactors("PASSWORD", "WEB_AUTHN")); w.Client(); w.User(); w.KeepAccess() }),
		start("a passkey too many", "LimitExceededException", "The maximum number of passkeys for the user has been reached.", func(w *World) {
			withPasskeys()(w)
			for range 20 {
				w.RegisterPasskey(newAuthenticator(w.t))
			}
		}),
		complete("a challenge that nobody gave", "WebAuthnChallengeNotFoundException", "WebAuthn challenge does not exist.",
			with(func(r *reply) { r.Challenge = b64(make([]byte, 16)) })),
		complete("another app client", "WebAuthnClientMismatchException", "Client does not match the client that started the registration.",
			func(w *World) func(*reply) { w.Client(); w.KeepAccess(); return func(*reply) {} }),
		complete("an algorithm that was not offered", "WebAuthnCredentialNotSupportedException", "Credential is not supported.",
			with(func(r *reply) { r.Algorithm = eddsa })),
		complete("another origin", "WebAuthnOriginNotAllowedException", "Origin is not allowed.",
			with(func(r *reply) { r.Origin = "https://example.org" })),
		complete("another relying party", "WebAuthnRelyingPartyMismatchException", "Relying party id does not match.",
			with(func(r *reply) { r.Party = "login.example.com" })),
		{
			Operations: ops("DeleteWebAuthnCredential"), Says: "words: a passkey that is not there", Assumes: "A038", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				Refuses(w, w.Unsigned.DeleteWebAuthnCredential, &cip.DeleteWebAuthnCredentialInput{AccessToken: new(w.Kept("access")), CredentialId: new("AAAA")},
					"ResourceNotFoundException", "Credential does not exist.")
			}),
		},
	}
}
