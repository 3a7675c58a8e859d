package auth

import (
	"slices"
	"time"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// GetDerivedToken exchanges a token of a user for one of the same user that is good for another service.
// The app client that asks must be allowed to act in the user's place, or as an intermediary who is
// named by a token of its own.
// Doc: API_GetDerivedToken, "Exchanging tokens for downstream services". Assumed: the order, and the
// refusals (A180).
func (s service) GetDerivedToken(c *op.Call, client *state.Client, in *newest.GetDerivedTokenInput) (*newest.GetDerivedTokenOutput, error) {
	// Who signs need not know the secret; a secret that is given must be right all the same.
	if !c.Signed || in.ClientSecret != nil {
		if err := authflow.CheckClientSecret(client, in.ClientSecret); err != nil {
			return nil, err
		}
	}
	flow, name := newest.ExplicitAuthFlowsTypeAllowTokenExchangeImpersonation, "TOKEN_EXCHANGE_IMPERSONATION"
	if in.ActorToken != nil {
		flow, name = newest.ExplicitAuthFlowsTypeAllowTokenExchangeDelegation, "TOKEN_EXCHANGE_DELEGATION"
	}
	if !slices.Contains(client.Config.ExplicitAuthFlows, flow) {
		return nil, fault.FlowNotEnabled(name)
	}
	exchange, err := exchangeOf(c, client, in)
	if err != nil {
		return nil, err
	}
	derived, err := s.flow.Derive(c, exchange)
	if err != nil {
		return nil, err
	}
	out := &newest.GetDerivedTokenOutput{
		IssuedToken: &derived.Token, IssuedTokenType: exchange.Kind, TokenType: newest.OAuthTokenTypeTypeBearer,
		ExpiresIn: int32(derived.Life / time.Second), Scopes: derived.Scopes,
	}
	if exchange.Kind == newest.IssuedTokenTypeIdentifierTypeIdToken { // Doc: RFC 8693, section 2.2.1
		out.TokenType = newest.OAuthTokenTypeTypeNA
	}
	return out, nil
}

// Exchange returns GetDerivedToken for the token endpoint, which is another way to it.
// Doc: "Exchanging tokens for downstream services".
func Exchange(env *op.Env) func(*op.Call, *state.Client, *newest.GetDerivedTokenInput) (*newest.GetDerivedTokenOutput, error) {
	return op.Judged(service{env, authflow.New(env), risk.New(env)}.GetDerivedToken)
}

// exchangeOf is what a request asks for.
func exchangeOf(c *op.Call, client *state.Client, in *newest.GetDerivedTokenInput) (authflow.Exchange, error) {
	e := authflow.Exchange{
		Client:  client,
		Subject: authflow.Presented{Text: *in.SubjectToken, Type: in.SubjectTokenType},
		Scopes:  in.Scopes,
		Kind:    in.RequestedTokenType,
	}
	if in.SubjectTokenProviderName != nil {
		e.Subject.Provider = *in.SubjectTokenProviderName
	}
	if e.Kind == "" {
		e.Kind = newest.IssuedTokenTypeIdentifierTypeAccessToken
	}
	if in.ActorToken != nil {
		if in.ActorTokenType == "" {
			return e, fault.ActorTokenTypeMissing()
		}
		e.Actor = &authflow.Presented{Text: *in.ActorToken, Type: in.ActorTokenType}
		if in.ActorTokenProviderName != nil {
			e.Actor.Provider = *in.ActorTokenProviderName
		}
	}
	switch {
	case len(in.Audiences) > 0 && len(in.Resources) > 0:
		return e, fault.AudienceAndResource()
	case len(in.Audiences) > 0:
		e.Audience = in.Audiences[0]
	case len(in.Resources) > 0:
		e.Audience = in.Resources[0]
		if c.View.ResourceServer(client.Pool, e.Audience) == nil {
			return e, fault.ResourceServerNotFound(e.Audience)
		}
	}
	return e, nil
}
