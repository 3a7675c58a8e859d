package inspect

import (
	"net/http"
	"time"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/state"
)

// totp shows what the user's authenticator app shows now.
func (s *Service) totp(w http.ResponseWriter, r *http.Request) error {
	given, err := parameters(r, "userPoolId", "username")
	if err != nil {
		return err
	}
	for _, name := range []string{"userPoolId", "username"} {
		if given[name] == "" {
			return bad("the parameter %q is missing", name)
		}
	}
	v := s.Store.View()
	pool := v.Pool(state.PoolID(given["userPoolId"]))
	if pool == nil {
		return notFound("there is no user pool %s", given["userPoolId"])
	}
	user := v.UserCalled(pool, given["username"])
	if user == nil {
		return notFound("there is no user %s in the user pool %s", given["username"], pool.ID)
	}
	secret := authenticator(v, user)
	if secret == nil {
		return notFound("the user %s has no authenticator app, nor was a secret handed out that one could be set up with: "+
			"AssociateSoftwareToken does that", user.Username)
	}
	now := s.Clock.Now()
	code, _ := authflow.TOTPCode(secret, now)
	return answer(w, struct {
		Secret  string `json:"secret"`
		Code    string `json:"code"`
		Expires int    `json:"expiresInSeconds"`
	}{authflow.SecretText(secret), code, int(authflow.TOTPLeft(now) / time.Second)})
}

// authenticator is the secret of the user's app. Before an app is registered it is the one that was
// handed out to register one with, within a sign-in or outside of it.
func authenticator(v state.View, user *state.User) []byte {
	if user.MFA.Token != nil {
		return user.MFA.Token.Secret
	}
	if offered := v.SecretOffered(user.Pool, user.Sub); offered != nil {
		return offered
	}
	return user.MFA.Pending
}
