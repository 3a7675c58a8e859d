package oauth

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/newest"
)

// exchangeGrant is the grant type of an exchange. Doc: RFC 8693, 2.1.
const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange"

// tokenTypes are the types of tokens as requests spell them. Doc: RFC 8693, 3.
var tokenTypes = map[string]newest.TokenTypeIdentifierType{
	"urn:ietf:params:oauth:token-type:access_token": newest.TokenTypeIdentifierTypeAccessToken,
	"urn:ietf:params:oauth:token-type:id_token":     newest.TokenTypeIdentifierTypeIdToken,
	"urn:ietf:params:oauth:token-type:saml2":        newest.TokenTypeIdentifierTypeSaml2,
}

// exchange gives a token in exchange for another one: it is GetDerivedToken at this endpoint.
// Doc: "Exchanging tokens for downstream services" (that it can be done here), RFC 8693. Assumed: how; the
// names of the parameters for providers, and which error is which (A425).
func (s *Service) exchange(a *asking) (*tokens, error) {
	flow := newest.ExplicitAuthFlowsTypeAllowTokenExchangeImpersonation
	if a.form.Has("actor_token") {
		flow = newest.ExplicitAuthFlowsTypeAllowTokenExchangeDelegation
	}
	subject, known := tokenTypes[a.form.Get("subject_token_type")]
	switch {
	case !slices.Contains(a.client.Config.ExplicitAuthFlows, flow):
		return nil, refused(unauthorizedClient)
	case !known || a.form.Get("subject_token") == "":
		return nil, refused(invalidRequest)
	}
	in := &newest.GetDerivedTokenInput{
		ClientId: &a.id, ClientSecret: a.given("client_secret"), SubjectToken: a.given("subject_token"), SubjectTokenType: subject,
		SubjectTokenProviderName: a.given("subject_token_provider_name"),
		Scopes:                   strings.Fields(a.form.Get("scope")), Audiences: a.form["audience"], Resources: a.form["resource"],
	}
	if a.secret != "" { // in the header, perhaps
		in.ClientSecret = &a.secret
	}
	if a.form.Has("actor_token") {
		actor, known := tokenTypes[a.form.Get("actor_token_type")]
		if !known {
			return nil, refused(invalidRequest)
		}
		in.ActorToken, in.ActorTokenType, in.ActorTokenProviderName = a.given("actor_token"), actor, a.given("actor_token_provider_name")
	}
	wanted := "urn:ietf:params:oauth:token-type:access_token"
	if a.form.Has("requested_token_type") {
		wanted = a.form.Get("requested_token_type")
		if in.RequestedTokenType = newest.IssuedTokenTypeIdentifierType(tokenTypes[wanted]); in.RequestedTokenType == "" {
			return nil, refused(invalidRequest)
		}
	}
	made, err := s.Exchange(a.Call, a.client, in)
	if err != nil {
		return nil, refusedExchange(err, len(in.Resources) > 0)
	}
	return &tokens{Access: aws.ToString(made.IssuedToken), Kind: wanted, Expires: made.ExpiresIn, Type: string(made.TokenType),
		Scope: strings.Join(made.Scopes, " ")}, nil
}

// given is a parameter, nil when it is not there or empty.
func (a *asking) given(name string) *string {
	if value := a.form.Get(name); value != "" {
		return &value
	}
	return nil
}

// refusedExchange is refusedGrant for an exchange. Doc: RFC 8693, 2.2.2: a token that is no good makes a bad
// request, and the place it should be for has an error of its own.
func refusedExchange(err error, forResource bool) error {
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorFault() == smithy.FaultServer || strings.Contains(api.ErrorCode(), "Lambda") {
		return refusedGrant(err)
	}
	said := &refusal{Code: invalidRequest, Description: api.ErrorMessage(), status: http.StatusBadRequest}
	if forResource && api.ErrorCode() == "ResourceNotFoundException" {
		said.Code = "invalid_target"
	}
	return said
}
