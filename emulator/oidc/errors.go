package oidc

import (
	"fmt"
	"net/url"
	"strings"
)

// Error is why nobody could be signed in: what the app is told at its callback URL.
// Doc: "Managed login and federation error responses".
type Error struct {
	Code        string // the parameter error
	Description string // the parameter error_description
	Cause       error  // what lies behind, or nil; the app is not told
}

// Error implements error.
func (e *Error) Error() string { return e.Code + ": " + e.Description }

// Unwrap gives what lies behind.
func (e *Error) Unwrap() error { return e.Cause }

// maxDescription keeps what providers say short enough for an address.
const maxDescription = 2048

// invalid is the error of all that goes wrong between the service and a provider.
func invalid(description string, cause error) *Error {
	if len(description) > maxDescription {
		description = strings.ToValidUTF8(description[:maxDescription], "")
	}
	return &Error{"invalid_request", description, cause}
}

// failed is what there is no known text for.
func (p *Provider) failed(what string, cause error) *Error {
	return invalid(p.Name+" Error - "+what, cause)
}

// refused is an answer other than success. Seen: TimothyJones/github-cognito-openid-wrapper#39 ("GitHub
// Error - 400 error getting token"). Assumed: the same of discovery and of the keys (A345).
func (p *Provider) refused(status int, what string) *Error {
	return p.failed(fmt.Sprintf("%d %s", status, what), nil)
}

// misconfigured is an address that is none.
func (p *Provider) misconfigured(cause error) *Error { return p.failed(cause.Error(), cause) }

// badToken is an ID token that is not accepted. Seen: TimothyJones/github-cognito-openid-wrapper#100
// ("Bad id_token issuer https://…"). Assumed: the other checks say it alike (A346).
func badToken(why string, cause error) *Error {
	return invalid(strings.TrimSpace("Bad id_token "+why), cause)
}

// Refusal is what a provider that refuses tells the callback, nil when it does not refuse.
// Assumed: it is passed on as it came (A347).
func Refusal(form url.Values) *Error {
	if !form.Has("error") {
		return nil
	}
	return &Error{Code: form.Get("error"), Description: form.Get("error_description")}
}
