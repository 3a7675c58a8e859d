// Package saml is the service provider's half of SAML 2.0 as a user pool plays it: it reads the
// metadata of an identity provider, makes requests for sign-in and sign-out by the redirect binding,
// and reads the answers that browsers post back.
//
// It is protocol only: it keeps nothing, calls nobody and knows no time but the one it is given. That
// an assertion counts once, that an answer belongs to the browser that asked, and what becomes of a
// user is for others to see to.
//
// Nothing is ever read from a part of an answer that the provider did not sign, except to refuse the
// answer: see signature.go for how.
package saml

// The namespaces and names of SAML that are used here. Doc: SAML 2.0 core, bindings, metadata.
const (
	nsProtocol  = "urn:oasis:names:tc:SAML:2.0:protocol"
	nsAssertion = "urn:oasis:names:tc:SAML:2.0:assertion"
	nsMetadata  = "urn:oasis:names:tc:SAML:2.0:metadata"
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"
	nsEncrypted = "http://www.w3.org/2001/04/xmlenc#"
	nsEncrypt11 = "http://www.w3.org/2009/xmlenc11#"

	bindingRedirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
	bindingPost     = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
	methodBearer    = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
	statusSuccess   = "urn:oasis:names:tc:SAML:2.0:status:Success"
	version         = "2.0"
)

// EntityID is what a user pool is called as a service provider, and the audience of assertions for it.
// Doc: "Things to know about SAML IdPs".
func EntityID(pool string) string { return "urn:amazon:cognito:sp:" + pool }
