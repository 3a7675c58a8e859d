// Package oidc is the relying party's half of OpenID Connect and of the protocols of Google, Facebook,
// Login with Amazon and Sign in with Apple, as the service speaks them to identity providers: where a
// browser is sent, and what becomes of the code that comes back. It owns the requests to providers, the
// checks of what they answer, and the texts of what goes wrong there. It knows no pools, users or
// clients, keeps nothing between two calls, and reads neither clock nor random source: times, states and
// nonces come from the caller.
package oidc
