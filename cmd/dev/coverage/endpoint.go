package coverage

import (
	"slices"
	"strings"

	"cognito-emulator/emulator/model"
)

// Endpoint is an endpoint or a page beside the API.
type Endpoint struct {
	Path        string
	Documented  bool // by the service; where only a redirect leads, names are ours
	Cases       int  // that are about it
	Calls       int  // cases that asked it
	Answers     []string
	Errors      []string
	Parameters  []string
	Assumptions []string
}

// documented are the endpoints and pages that the service documents.
// Doc: developer guide, "User pool endpoints and managed login reference".
func documented() []string {
	return []string{
		"/oauth2/authorize", "/oauth2/token", "/oauth2/userInfo", "/oauth2/revoke", "/oauth2/register", "/oauth2/idpresponse",
		"/saml2/idpresponse", "/saml2/logout", "/login", "/logout", "/signup", "/confirm", "/confirmUser", "/resendcode",
		"/forgotPassword", "/confirmforgotPassword", "/passkeys/add", "/error",
		"/{pool}/.well-known/openid-configuration", "/{pool}/.well-known/jwks.json",
	}
}

// pathOf is the path of what cases are about: "oauth2/token", "hosted/login", "well-known/jwks.json".
func pathOf(subject string) string {
	kind, name, _ := strings.Cut(subject, "/")
	switch kind {
	case "oauth2", "saml2":
		return "/" + subject
	case "hosted":
		return "/" + name
	case "well-known":
		return "/{pool}/.well-known/" + name
	}
	return ""
}

// beside sorts out what has been shown of everything but the operations of the API: endpoints and pages, the documented
// ones first, and what the emulator has of its own.
func beside(evidence []Evidence, assumed map[string][]string) (endpoints []Endpoint, own []Evidence) {
	for _, path := range documented() {
		endpoints = append(endpoints, Endpoint{Path: path, Documented: true})
	}
	at := func(path string) *Endpoint {
		i := slices.IndexFunc(endpoints, func(e Endpoint) bool { return e.Path == path })
		if i < 0 {
			endpoints = append(endpoints, Endpoint{Path: path})
			i = len(endpoints) - 1
		}
		return &endpoints[i]
	}
	for _, e := range evidence {
		_, isOperation := model.Lookup(e.Operation)
		path := pathOf(e.Operation)
		switch {
		case isOperation:
		case strings.HasPrefix(e.Operation, "/"):
			x := at(e.Operation)
			x.Calls, x.Answers, x.Errors, x.Parameters = e.Calls, e.Seen, e.Errors, e.Sent
		case path != "":
			x := at(path)
			x.Cases, x.Assumptions = e.Cases, assumed[e.Operation]
		default:
			own = append(own, e)
		}
	}
	return endpoints, own
}
