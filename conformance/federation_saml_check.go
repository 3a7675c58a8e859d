package conformance

import (
	"net/url"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// caseless makes a pool in which case of usernames does not matter.
func caseless() PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: new(false)}
	})
}

// samlChecks break an answer in one way each. Doc: developer guide, "Things to know about SAML IdPs in Amazon Cognito user
// pools". The texts that nobody has seen are ours.
func samlChecks() []Case {
	about := ops("saml2/idpresponse")
	type flaw struct {
		says   string
		change func(a *samlAnswer)
		reason string
		open   string
	}
	replace := func(old, by string) func(a *samlAnswer) {
		return func(a *samlAnswer) {
			a.tampered = func(text string) string { return strings.Replace(text, old, by, 1) }
		}
	}
	cases := each([]flaw{
		// Seen: aws/aws-sdk-js-v3#6201.
		{"nobody signed", func(a *samlAnswer) { a.unsigned = true }, "SAML Assertion signature is invalid.", ""},
		{"somebody else signed", func(a *samlAnswer) { a.forged = true }, "SAML Assertion signature is invalid.", ""},
		{"was changed after it was signed", replace(annMail, "eve@example.com"), "SAML Assertion signature is invalid.", ""},
		{"names another subject than the one that was signed", replace("Ann@Corp", "Eve@Corp"), "SAML Assertion signature is invalid.", ""},
		// Doc: developer guide, "Troubleshooting".
		{"was signed as a whole and changed", func(a *samlAnswer) { replace(annMail, "eve@example.com")(a); a.whole = true }, "SAML Response signature is invalid.", ""},
		// Seen: a recorded sign-in event of IAM Identity Center, which words its errors like this.
		{"holds two assertions", func(a *samlAnswer) { a.twice = true }, "Responses must contain exactly one Assertion", "A350"},
		{"is for another pool", func(a *samlAnswer) { a.audience = "urn:amazon:cognito:sp:us-east-1_000000000" }, "Audience restriction of the SAML Assertion does not match the user pool.", "A350"},
		{"is of another provider", func(a *samlAnswer) { a.issuer = "https://evil.example.com" }, "Issuer does not match the entity ID of the identity provider.", "A350"},
		{"is for another address", func(a *samlAnswer) { a.destination = "https://evil.example.com/" }, "Destination does not match the assertion consumer service URL.", "A350"},
		// Seen: c6fc/npk#87 (that it is looked at).
		{"is confirmed for another address", func(a *samlAnswer) { a.recipient = "https://evil.example.com/" }, "Recipient of the subject confirmation does not match the assertion consumer service URL.", "A350"},
		{"answers another request", func(a *samlAnswer) { a.request = "_other" }, "InResponseTo of the response does not match the request.", "A350"},
		{"answers no request", func(a *samlAnswer) { a.request = Omit }, "InResponseTo of the response does not match the request.", "A350"},
		{"is confirmed for another request", func(a *samlAnswer) { a.confirmed = "_other" }, "InResponseTo of the subject confirmation does not match the request.", "A350"},
		{"has expired", func(a *samlAnswer) { a.issued, a.until = -time.Hour, -5*time.Minute-time.Second }, "SAML Assertion has expired.", "A354"},
		{"is not good yet", func(a *samlAnswer) { a.issued, a.until = 6*time.Minute, 10*time.Minute }, "SAML Assertion is not valid yet.", "A354"},
		{"names nobody", func(a *samlAnswer) { a.subject = "" }, "SAML Assertion has no NameID.", "A356"},
		{"reports a failure", func(a *samlAnswer) { a.status = "urn:oasis:names:tc:SAML:2.0:status:Responder" }, "Response status is not success: urn:oasis:names:tc:SAML:2.0:status:Responder", "A350"},
		// Doc: developer guide, "Things to know about SAML IdPs".
		{"has a character of four bytes", func(a *samlAnswer) { a.attributes["mail"] = []string{"\U0001F600"} }, "SAML responses with characters of four bytes are not supported.", "A350"},
	}, func(f flaw) Case {
		return Case{
			Operations: about, Says: "the app is told of an answer that " + f.says, Assumes: f.open, Given: samlApp(nil),
			Steps: steps(func(w *World) {
				a := annBySAML()
				f.change(&a)
				w.AssertsSAML(a).Refuses("server_error", samlWrong(f.reason))
				w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 0)
			}),
		}
	})
	return append(cases, []Case{
		{
			Operations: about, Says: "an encrypted assertion that was encrypted for somebody else is refused", Assumes: "A353", Given: samlApp(details{"EncryptedResponses": "true"}),
			Steps: steps(func(w *World) {
				a := annBySAML()
				a.encrypted = true
				a.tampered = func(text string) string {
					before, after, _ := strings.Cut(text, "<xenc:CipherValue>")
					return before + "<xenc:CipherValue>AAAA" + after[4:]
				}
				w.AssertsSAML(a).Refuses("server_error", samlWrong("Error decrypting EncryptedAssertion"))
			}),
		},
		{
			Operations: about, Says: "an answer counts once, even with the same RelayState", Assumes: "A350", Given: samlApp(nil),
			Steps: steps(
				func(w *World) {
					p := w.TowardSAML(nil)
					r := w.saml.Request(p, samlIn)
					w.Keep("answer", w.saml.answer(r, annBySAML()))
					w.Keep("relay", r.RelayState)
					w.Keep("acs", r.ACS)
					w.saml.Post(p.b, r.ACS, url.Values{"SAMLResponse": {w.Kept("answer")}, "RelayState": {r.RelayState}}).Code()
				},
				func(w *World) {
					w.saml.Post(w.Browser(), w.Kept("acs"), url.Values{"SAMLResponse": {w.Kept("answer")}, "RelayState": {w.Kept("relay")}}).
						Broken("Invalid samlResponse or relayState from identity provider")
				},
			),
		},
		{
			Operations: about, Says: "an answer to another browser's request leads to the error page", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				p := w.TowardSAML(nil)
				w.browser = nil
				p.b = w.Browser()
				w.saml.Vouch(p, annBySAML()).Broken("Invalid State")
			}),
		},
		{
			Operations: about, Says: "a browser may be away with a SAML provider for five minutes", Needs: needs(Clock), Given: samlApp(nil),
			Steps: steps(func(w *World) {
				w.Freeze()
				p := w.TowardSAML(nil)
				w.Advance(5*time.Minute - time.Second)
				w.saml.Vouch(p, annBySAML()).Code()
				p = w.TowardSAML(nil)
				w.Advance(5 * time.Minute)
				w.saml.Vouch(p, annBySAML()).Broken("Invalid State")
			}),
		},
		{
			Operations: about, Says: "a certificate that has expired signs people in as before", Needs: needs(Clock), Assumes: "A352", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				w.Advance(10 * 365 * 24 * time.Hour)
				w.AssertsSAML(annBySAML()).Code()
			}),
		},
		{
			Operations: about, Says: "a certificate that the metadata has not any more signs nobody in", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAML())
				w.trustSAML(details{"MetadataFile": strings.Replace(signedMetadata(), `use="signing"`, `use="encryption"`, 1)})
				w.AssertsSAML(annBySAML()).Refuses("server_error", samlWrong("SAML Assertion signature is invalid."))
			}),
		},
	}...)
}

// samlSignOuts are about sign-out at the provider. Doc: developer guide, "SAML sign-out flow".
func samlSignOuts() []Case {
	about := ops("hosted/logout", "saml2/logout")
	given := samlApp(details{"IDPSignout": "true"})
	leave := func(w *World) *Page {
		w.t.Helper()
		return w.Browser().Open(w.address("/logout", url.Values{"client_id": {w.client.ID}, "logout_uri": {signedOut}}).String())
	}
	return []Case{
		{
			Operations: about, Says: "who signs out is signed out at the provider first, in a signed request, and then led to where the app wants", Given: given,
			Steps: steps(
				func(w *World) { w.ArrivesBySAML(annBySAML()); leave(w) },
				func(w *World) {
					p := w.Browser().At
					r := w.saml.Request(p, samlOut)
					w.Equal([]any{r.XMLName.Local, r.Version, r.Destination, r.Issuer, r.NameID, r.SessionIndex, r.Signed},
						[]any{"LogoutRequest", "2.0", samlOut, "urn:amazon:cognito:sp:" + w.pool.ID, "Ann@Corp", "s-1", true})
					w.Equal(w.Browser().Cookie("cognito"), "")
					w.Equal(w.saml.parted(p, nil).Location().String(), signedOut)
				},
			),
		},
		{
			Operations: about, Says: "a provider that is not to hear of it, and a user of the pool's own: the browser goes where the app wants at once", Given: samlApp(nil),
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAML())
				w.Equal(leave(w).Location().String(), signedOut)
				w.Equal(leave(w).Location().String(), signedOut) // without a session
			}),
		},
		{
			Operations: about, Says: "a sign-out that leads to another sign-in passes by the provider too", Given: given,
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAML())
				p := w.Browser().Open(w.address("/logout", w.asks(nil)).String())
				w.Equal(w.saml.parted(p, nil).Location().Path, "/login")
			}),
		},
		{
			Operations: about, Says: "a provider that reports a failure is no hindrance", Assumes: "A357", Given: given,
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAML())
				w.Equal(w.saml.parted(leave(w), func(text string) string {
					return strings.Replace(text, "status:Success", "status:Responder", 1)
				}).Location().String(), signedOut)
			}),
		},
		{
			Operations: about, Says: "an answer to another request leads to the error page", Assumes: "A411", Given: given,
			Steps: steps(func(w *World) {
				w.ArrivesBySAML(annBySAML())
				w.saml.parted(leave(w), func(text string) string {
					return strings.Replace(text, ` InResponseTo="_`, ` InResponseTo="_x`, 1)
				}).Broken("Invalid samlResponse or relayState from identity provider")
				acs := w.address(partPath, nil).String()
				w.saml.Post(w.Browser(), acs, url.Values{"RelayState": {"x"}}).Broken("Invalid State")
			}),
		},
	}
}

// parted answers the request for sign-out that a redirect carries to the provider. change alters the answer.
func (i *samlProvider) parted(p *Page, change func(string) string) *Page {
	p.b.w.t.Helper()
	r := i.Request(p, samlOut)
	to := p.b.w.address(partPath, nil)
	to.Scheme = p.URL.Scheme
	text := element("samlp:LogoutResponse", []string{"xmlns:samlp", nsSAMLP, "Destination", to.String(), "ID", "_l" + strings.TrimPrefix(r.ID, "_"), "InResponseTo", r.ID,
		"IssueInstant", i.w.Now().UTC().Format(time.RFC3339), "Version", "2.0"},
		element("saml:Issuer", []string{"xmlns:saml", nsSAML}, xmlText(samlName)), signaturePlace,
		element("samlp:Status", nil, element("samlp:StatusCode", []string{"Value", "urn:oasis:names:tc:SAML:2.0:status:Success"})))
	if change != nil {
		text = sign(change(text), samlKey(), false)
	} else {
		text = sign(text, samlKey(), true)
	}
	return i.Post(p.b, to.String(), url.Values{"SAMLResponse": {encode64(text)}, "RelayState": {r.RelayState}})
}
