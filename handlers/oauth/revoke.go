package oauth

import (
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// revoke ends a refresh token with all tokens of its sign-in.
// Doc: "Revoke endpoint", RFC 7009. Assumed: a client that is not the token's is told so as one that is
// not itself (A374).
func (s *Service) revoke(w http.ResponseWriter, r *http.Request) {
	a, err := s.read(r, "Revoke_POST")
	if err == nil {
		err = a.authenticate()
	}
	if err == nil && a.form.Get("token") == "" {
		err = refused(invalidRequest)
	}
	if err == nil {
		err = s.revoked(a)
	}
	if said := (*refusal)(nil); errors.As(err, &said) && said.Code == invalidClient {
		said.status = http.StatusUnauthorized
	}
	if err != nil {
		s.fail(w, a, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (s *Service) revoked(a *asking) error {
	var secret *string
	if a.secret != "" {
		secret = aws.String(a.secret)
	}
	err := s.Visits.Flow.Revoke(a.Call, a.client, secret, a.form.Get("token"), false)
	var foreign *types.UnauthorizedException
	var off *types.UnsupportedOperationException
	var kind *types.UnsupportedTokenTypeException
	switch {
	case errors.As(err, &foreign):
		return refused(invalidClient)
	case errors.As(err, &off):
		return refused(invalidRequest)
	case errors.As(err, &kind):
		return refused("unsupported_token_type")
	}
	return err
}
