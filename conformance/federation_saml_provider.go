package conformance

// samlProvider is a SAML identity provider that the suite itself runs, on this machine.
type samlProvider struct{}
