package pages

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// social is how a social provider is shown.
type social struct{ name, class, button, icon string }

// socials are the social providers. Seen: saved pages (class and button of Google and Facebook, texts).
// Assumed: those of the others are alike (A365).
var socials = map[types.IdentityProviderTypeType]social{
	types.IdentityProviderTypeTypeGoogle: {"Google", "google-button", "googleSignUpButton",
		`<svg class="social-logo" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke-width="8">` +
			`<path stroke="#ea4335" d="M37.4 12.5A17.5 17.5 0 0 0 8.4 16"/><path stroke="#fbbc05" d="M8.4 16a17.5 17.5 0 0 0 0 16"/>` +
			`<path stroke="#34a853" d="M8.4 32a17.5 17.5 0 0 0 27.2 5.2"/><path stroke="#4285f4" d="M35.6 37.2A17.5 17.5 0 0 0 41.4 24H25"/></svg>`},
	types.IdentityProviderTypeTypeFacebook: {"Facebook", "facebook-button", "facebookSignUpButton",
		`<svg class="social-logo" viewBox="0 0 48 48" aria-hidden="true"><path fill="currentColor" ` +
			`d="M27.5 44V27h6l1-7h-7v-4.4c0-2.1 1-3.6 3.8-3.6h3.5V5.8C34 5.6 32 5.4 30 5.4c-6 0-9.8 3.6-9.8 9.6v5h-6v7h6v17z"/></svg>`},
	types.IdentityProviderTypeTypeLoginWithAmazon: {"Amazon", "amazon-button", "amazonSignUpButton",
		`<svg class="social-logo" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round">` +
			`<circle cx="21" cy="20" r="8"/><path d="M30 11v14q0 4 4 4M6 35q18 12 36 1m-6-2 7 1-2 7"/></svg>`},
	types.IdentityProviderTypeTypeSignInWithApple: {"Apple", "apple-button", "appleSignUpButton",
		`<svg class="social-logo" viewBox="0 0 48 48" aria-hidden="true"><path fill="currentColor" ` +
			`d="M24 14c2-1.6 5-3 8-3 4 0 7 2 9 5-8 5-6 15 1 18-2 6-6 11-10 11-3 0-4-2-8-2s-5 2-8 2C10 45 4 32 5 24c1-8 6-13 12-13 3 0 5 2 7 3zM23 11c0-5 4-10 9-11 1 6-4 11-9 11z"/></svg>`},
}
