package saml

import (
	"slices"
	"time"

	"github.com/beevik/etree"
)

// Reasons that nobody has seen yet. Assumed: their texts (A350).
const (
	reasonWide         = "SAML responses with characters of four bytes are not supported."
	reasonIssuer       = "Issuer does not match the entity ID of the identity provider."
	reasonDestination  = "Destination does not match the assertion consumer service URL."
	reasonInResponseTo = "InResponseTo of the response does not match the request."
	reasonStatus       = "Response status is not success: "
	reasonNoID         = "SAML Assertion has no ID."
	reasonNoName       = "SAML Assertion has no NameID."
	reasonTooEarly     = "SAML Assertion is not valid yet."
	reasonExpired      = "SAML Assertion has expired."
	reasonTooOld       = "SAML Assertion was issued more than 6 minutes ago."
	reasonAudience     = "Audience restriction of the SAML Assertion does not match the user pool."
	reasonNoSubject    = "SAML Assertion has no bearer subject confirmation."
	reasonRecipient    = "Recipient of the subject confirmation does not match the assertion consumer service URL."
	reasonConfirmation = "InResponseTo of the subject confirmation does not match the request."
	reasonTime         = "SAML Assertion has a time that is none."
)

// judge looks at an assertion of which all is signed.
func judge(e *etree.Element, from *Metadata, want Expect) (*Assertion, error) {
	a, err := read(e, from, want)
	if err != nil {
		return nil, err
	}
	if want.RequestID == "" {
		if reason := fresh(e, want.Now); reason != "" {
			return nil, Invalid(reason)
		}
	}
	until, reason := confirm(child(e, nsAssertion, "Subject"), want)
	if reason != "" {
		return nil, Invalid(reason)
	}
	a.Expires = until.Add(skew)
	return a, nil
}

// read reads an assertion, and looks whose, when and for whom it is good.
func read(e *etree.Element, from *Metadata, want Expect) (*Assertion, error) {
	name := child(child(e, nsAssertion, "Subject"), nsAssertion, "NameID")
	a := &Assertion{
		ID:     value(e, "ID"),
		Issuer: trimmed(child(e, nsAssertion, "Issuer")),
		NameID: NameID{trimmed(name), value(name, "Format"), value(name, "NameQualifier"), value(name, "SPNameQualifier")},
		// Assumed: an assertion without AuthnStatement is one without a session (A356).
		SessionIndex: value(child(e, nsAssertion, "AuthnStatement"), "SessionIndex"),
		Attributes:   attributes(e),
	}
	switch {
	case a.ID == "" || value(e, "Version") != version:
		return nil, Invalid(reasonNoID)
	case a.Issuer != from.EntityID:
		return nil, Invalid(reasonIssuer)
	case a.NameID.Value == "":
		// Assumed: an EncryptedID is none (A356).
		return nil, Invalid(reasonNoName)
	}
	switch reason := conditions(e, want); reason {
	case "":
		return a, nil
	case reasonExpired:
		return nil, invalid(reason, ErrExpired)
	default:
		return nil, Invalid(reason)
	}
}

// conditions looks when and for whom an assertion is good; "" if now and for the pool.
// Doc: SAML 2.0 core, section 2.5.1 (each restriction must name the audience).
func conditions(e *etree.Element, want Expect) string {
	c := child(e, nsAssertion, "Conditions")
	if reason := within(c, want.Now); reason != "" {
		return reason
	}
	if c == nil {
		return reasonAudience
	}
	restrictions := children(c, nsAssertion, "AudienceRestriction")
	for _, r := range restrictions {
		ours := func(a *etree.Element) bool { return trimmed(a) == want.Audience }
		if !slices.ContainsFunc(children(r, nsAssertion, "Audience"), ours) {
			return reasonAudience
		}
	}
	if len(restrictions) == 0 {
		return reasonAudience
	}
	return ""
}

// within looks at NotBefore and NotOnOrAfter of an element, where it has them.
func within(e *etree.Element, now time.Time) string {
	if text, given := attribute(e, "NotBefore"); given {
		if t, err := instant(text); err != nil {
			return reasonTime
		} else if now.Add(skew).Before(t) {
			return reasonTooEarly
		}
	}
	if text, given := attribute(e, "NotOnOrAfter"); given {
		if t, err := instant(text); err != nil {
			return reasonTime
		} else if !now.Add(-skew).Before(t) {
			return reasonExpired
		}
	}
	return ""
}

// fresh looks at the age of an assertion that nobody asked for.
func fresh(e *etree.Element, now time.Time) string {
	issued, err := instant(value(e, "IssueInstant"))
	switch {
	case err != nil:
		return reasonTime
	case issued.After(now.Add(skew)):
		return reasonTooEarly
	case now.Sub(issued) > maxAge:
		return reasonTooOld
	}
	return ""
}

// confirm looks for a confirmation that the bearer is the subject, and returns until when it counts.
// One that fits is enough; if none does, the reason is the last one's.
// Doc: SAML 2.0 profiles, section 4.1.4.3.
func confirm(subject *etree.Element, want Expect) (time.Time, string) {
	reason := reasonNoSubject
	for _, c := range children(subject, nsAssertion, "SubjectConfirmation") {
		data := child(c, nsAssertion, "SubjectConfirmationData")
		if value(c, "Method") != methodBearer || data == nil {
			continue
		}
		until, err := instant(value(data, "NotOnOrAfter"))
		switch {
		case err != nil:
			reason = reasonTime
		case !slices.Contains(want.ACS, value(data, "Recipient")):
			reason = reasonRecipient
		case value(data, "InResponseTo") != want.RequestID:
			reason = reasonConfirmation
		default:
			if reason = within(data, want.Now); reason == "" {
				return until, ""
			}
		}
	}
	return time.Time{}, reason
}

// attributes are those of all statements. One that is given in several pieces is one.
func attributes(assertion *etree.Element) (list []Attribute) {
	for _, statement := range children(assertion, nsAssertion, "AttributeStatement") {
		for _, e := range children(statement, nsAssertion, "Attribute") {
			name := value(e, "Name")
			if name == "" {
				continue
			}
			i := slices.IndexFunc(list, func(a Attribute) bool { return a.Name == name })
			if i < 0 {
				i = len(list)
				list = append(list, Attribute{Name: name})
			}
			for _, v := range children(e, nsAssertion, "AttributeValue") {
				list[i].Values = append(list[i].Values, attributeValue(v))
			}
		}
	}
	return list
}

// attributeValue is the text of a value. White space around it is the provider's; around elements
// within it, as a NameID in a value, it is layout.
func attributeValue(e *etree.Element) string {
	if len(e.ChildElements()) > 0 {
		return trimmed(e)
	}
	return content(e)
}
