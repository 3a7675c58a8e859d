package oauth

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/token"
)

// The refusals of userInfo. Doc: "UserInfo endpoint". Seen: simov/grant#189 (the scope).
const (
	badUserInfo  = "Bad OAuth2 request at UserInfo Endpoint"
	invalidToken = "Access token is expired, disabled, or deleted, or the user has globally signed out."
	noOpenID     = "Access token does not contain openid scope"
)

// userInfo tells what the scopes of an access token show of its user.
// Doc: "UserInfo endpoint". Assumed: the refusals are in the body too, and the address is an object only in
// tokens (A375).
func (s *Service) userInfo(w http.ResponseWriter, r *http.Request) {
	c := s.NewCall(r, "UserInfo_"+r.Method)
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if text = strings.TrimSpace(text); !strings.EqualFold(scheme, "Bearer") || text == "" {
		noUserInfo(w, http.StatusBadRequest, invalidRequest, badUserInfo)
		return
	}
	who, err := s.Holder(c, text)
	if err == nil {
		if _, _, at := authorize.SiteOf(s.Env, c, r, string(who.Client.ID)); at != nil {
			err = at
		}
	}
	withoutScope := err == nil && !slices.Contains(who.Scopes, authflow.ScopeOpenID)
	if err != nil { // an app client's own token has no such scope either
		_, notMachine := s.Machine(c, text)
		withoutScope = notMachine == nil
	}
	switch {
	case withoutScope:
		noUserInfo(w, http.StatusUnauthorized, "invalid_token", noOpenID)
		return
	case err != nil:
		noUserInfo(w, http.StatusUnauthorized, "invalid_token", invalidToken)
		return
	}
	user, config := who.User, &who.Client.Config
	claims := token.Claims{{Name: "sub", Value: string(user.Sub)}}
	for _, name := range slices.Sorted(maps.Keys(user.Attributes)) {
		if policy.Readable(config, name) && policy.ScopesShow(who.Scopes, name) {
			claims = append(claims, token.Claim{Name: name, Value: user.Attributes[name]})
		}
	}
	answer(w, http.StatusOK, append(claims, token.Claim{Name: "username", Value: user.Username}))
}

func noUserInfo(w http.ResponseWriter, status int, code, description string) {
	op.Explain(w, code+" "+description)
	w.Header().Set("WWW-Authenticate", `error="`+code+`", error_description="`+description+`"`)
	answer(w, status, &refusal{Code: code, Description: description})
}
