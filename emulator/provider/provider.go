// Package provider is about the identity providers of pools as their protocols see them: where they are,
// what they say of themselves, which tokens are theirs, and which users their identities lead to. Signing
// people in with them is for handlers/federation.
package provider

import (
	"context"
	"crypto"
	"fmt"
	"io"
	"net/http"
	"strings"

	"cognito-emulator/emulator/oidc"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/saml"
	"cognito-emulator/state"
)

// Providers asks providers.
type Providers struct {
	*op.Env
	Party *oidc.RelyingParty
	http  *http.Client
}

// New returns the providers of an emulator.
func New(env *op.Env) *Providers {
	client := &http.Client{Timeout: oidc.CallTimeout}
	return &Providers{Env: env, Party: &oidc.RelyingParty{HTTP: client}, http: client}
}

// OIDC is a provider as OpenID Connect sees it.
func (s *Providers) OIDC(p *state.Provider) *oidc.Provider {
	return &oidc.Provider{Name: p.Name, Type: string(p.Type), Details: p.Details, Mapping: p.Mapping,
		PrivateKey: p.PrivateKey, Base: s.Settings.Providers[p.Name]}
}

// Known is the user that an identity leads to, nil when it leads to nobody: by the subject, or by a claim
// that a link names, directly or as the attribute it is mapped to.
// Doc: AdminLinkProviderForUser, ProviderAttributeName.
func Known(v state.View, p *state.Provider, subject string, claims map[string]string) *state.User {
	if u := v.UserIdentified(p.Pool, p.Name, state.SubjectAttribute, subject); u != nil {
		return u
	}
	for _, attribute := range v.LinkedBy(p.Pool, p.Name, 10) {
		for _, claim := range []string{attribute, p.Mapping[attribute]} {
			if value := claims[claim]; value != "" {
				if u := v.UserIdentified(p.Pool, p.Name, attribute, value); u != nil {
					return u
				}
			}
		}
	}
	return nil
}

// Metadata reads what a SAML provider says of itself. What is named by its address is asked for anew each
// time, so that it is never out of date.
// Doc: "Adding and managing SAML identity providers". Assumed: the code and the place of the refusal (A410).
func (s *Providers) Metadata(ctx context.Context, p *state.Provider) (*saml.Metadata, error) {
	text, address := p.Details[policy.DetailMetadataFile], p.Details[policy.DetailMetadataURL]
	if text == "" {
		var err error
		if text, err = s.fetch(ctx, s.placed(p, address)); err != nil {
			return nil, &saml.Refused{Code: saml.CodeServer, Text: "Error retrieving metadata from " + address, Cause: err}
		}
	}
	m, err := saml.ReadMetadata(text)
	if err != nil {
		return nil, &saml.Refused{Code: saml.CodeServer, Text: "Error retrieving metadata from " + address, Cause: err}
	}
	m.SSO, m.SLO = s.placed(p, m.SSO), s.placed(p, m.SLO)
	return m, nil
}

// Decrypts fills in what decrypts the assertions of a provider, and whether they have to be encrypted.
func (s *Providers) Decrypts(p *state.Provider, want *saml.Expect) error {
	want.Encrypted = strings.EqualFold(p.Details["EncryptedResponses"], "true")
	if p.Encryption == nil || !want.Encrypted {
		return nil
	}
	key, err := s.Keys.Key(p.Encryption.KID, p.Encryption.DER)
	if err != nil {
		return err
	}
	want.Key = crypto.Decrypter(key.Decrypter())
	return nil
}

// placed is an address of a provider where the settings say it is. One that is none stays as it is.
func (s *Providers) placed(p *state.Provider, address string) string {
	moved, err := oidc.Moved(address, s.Settings.Providers[p.Name])
	if err != nil || address == "" {
		return address
	}
	return moved
}

func (s *Providers) fetch(ctx context.Context, address string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return "", err
	}
	answer, err := s.http.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("the answer is %s", answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, saml.MaxMetadata+1)) // more is refused when it is read
	return string(text), err
}
