package inspect

import (
	"net/http"
	"time"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/state"
)

// totp shows what the user's authenticator app shows now. Before the app is registered that is what
// it would show for the secret that was handed out last.
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
	secret := user.MFA.Pending
	if user.MFA.Token != nil {
		secret = user.MFA.Token.Secret
	}
	if secret == nil {
		return notFound("the user %s has no authenticator app: AssociateSoftwareToken was never called with an access "+
			"token of this user, or its secret was given within a sign-in that is not completed", user.Username)
	}
	now := s.Clock.Now()
	code, _ := authflow.TOTPCode(secret, now)
	return answer(w, struct {
		Secret  string `json:"secret"`
		Code    string `json:"code"`
		Expires int    `json:"expiresInSeconds"`
	}{authflow.SecretText(secret), code, int(authflow.TOTPLeft(now) / time.Second)})
}
