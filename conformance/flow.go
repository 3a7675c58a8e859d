package conformance

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Params are the parameters of a sign-in, or the responses to a challenge. The value Omit leaves out what the World
// would add by itself.
type Params map[string]string

// Omit in Params leaves a parameter out.
const Omit = omit

// Answer is the whole answer of the four operations of signing in, which all have the same members.
type Answer struct {
	Challenge  string
	Parameters map[string]string
	Session    string
	Available  []string
	Tokens     *types.AuthenticationResultType
}

// TryInitiate begins a sign-in at the client made last, through InitiateAuth, or AdminInitiateAuth after AsAdmin. A
// client with a secret gets its hash. The answer is remembered.
func (w *World) TryInitiate(flow string, params Params) (*Answer, error) {
	w.t.Helper()
	p := w.complete(params, params["USERNAME"])
	if w.admin {
		out, err := w.API.AdminInitiateAuth(w.ctx, &cip.AdminInitiateAuthInput{
			UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AuthFlow: types.AuthFlowType(flow), AuthParameters: p,
			Session: given(params, "Session"), ClientMetadata: w.metadata,
		})
		if err != nil {
			return nil, err
		}
		return w.answered(string(out.ChallengeName), out.ChallengeParameters, out.Session, out.AvailableChallenges, out.AuthenticationResult), nil
	}
	out, err := w.API.InitiateAuth(w.ctx, &cip.InitiateAuthInput{
		ClientId: &w.client.ID, AuthFlow: types.AuthFlowType(flow), AuthParameters: p, Session: given(params, "Session"),
		ClientMetadata: w.metadata,
	})
	if err != nil {
		return nil, err
	}
	return w.answered(string(out.ChallengeName), out.ChallengeParameters, out.Session, out.AvailableChallenges, out.AuthenticationResult), nil
}

// Initiate is TryInitiate that must succeed.
func (w *World) Initiate(flow string, params Params) *Answer {
	w.t.Helper()
	a, err := w.TryInitiate(flow, params)
	w.must(err)
	return a
}

// TryAnswer responds to a challenge. USERNAME, SECRET_HASH and Session are those of the last answer unless params say
// otherwise. The answer is remembered.
func (w *World) TryAnswer(challenge string, params Params) (*Answer, error) {
	w.t.Helper()
	full := Params{"USERNAME": w.answerName(), "Session": ""}
	if w.auth != nil {
		full["Session"] = w.auth.Session
	}
	maps.Copy(full, params)
	p := w.complete(full, full["USERNAME"])
	if w.admin {
		out, err := w.API.AdminRespondToAuthChallenge(w.ctx, &cip.AdminRespondToAuthChallengeInput{
			UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ChallengeName: types.ChallengeNameType(challenge),
			ChallengeResponses: p, Session: given(full, "Session"), ClientMetadata: w.metadata,
		})
		if err != nil {
			return nil, err
		}
		return w.answered(string(out.ChallengeName), out.ChallengeParameters, out.Session, nil, out.AuthenticationResult), nil
	}
	out, err := w.API.RespondToAuthChallenge(w.ctx, &cip.RespondToAuthChallengeInput{
		ClientId: &w.client.ID, ChallengeName: types.ChallengeNameType(challenge), ChallengeResponses: p,
		Session: given(full, "Session"), ClientMetadata: w.metadata,
	})
	if err != nil {
		return nil, err
	}
	return w.answered(string(out.ChallengeName), out.ChallengeParameters, out.Session, nil, out.AuthenticationResult), nil
}

// Answer is TryAnswer that must succeed.
func (w *World) Answer(challenge string, params Params) *Answer {
	w.t.Helper()
	a, err := w.TryAnswer(challenge, params)
	w.must(err)
	return a
}

// answered makes an Answer and remembers it.
func (w *World) answered(challenge string, parameters map[string]string, session *string,
	available []types.ChallengeNameType, tokens *types.AuthenticationResultType,
) *Answer {
	a := &Answer{Challenge: challenge, Parameters: parameters, Tokens: tokens}
	if session != nil {
		a.Session = *session
	}
	for _, c := range available {
		a.Available = append(a.Available, string(c))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.auth = a
	return a
}

// last is the last answer, also while several are under way.
func (w *World) last() *Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.auth
}

// answerName is the name a client answers a challenge with: the one the challenge told. Doc: SDK, RespondToAuthChallenge.
func (w *World) answerName() string {
	if last := w.last(); last != nil {
		for _, key := range []string{"USER_ID_FOR_SRP", "USERNAME"} {
			if name := last.Parameters[key]; name != "" {
				return name
			}
		}
	}
	if w.user != nil {
		return w.user.Username
	}
	return ""
}

// complete drops what is to be omitted and adds the secret hash that a client with a secret owes.
func (w *World) complete(params Params, username string) map[string]string {
	p := map[string]string{}
	for k, v := range params {
		if v != Omit && k != "Session" {
			p[k] = v
		}
	}
	if _, said := params["SECRET_HASH"]; !said && w.client.Secret != "" {
		p["SECRET_HASH"] = *w.hash(username)
	}
	return p
}

func given(params Params, key string) *string {
	if v, ok := params[key]; ok && v != Omit && v != "" {
		return &v
	}
	return nil
}

// hash is the secret hash of the client made last over a username, nil for a client without a secret.
func (w *World) hash(username string) *string {
	if w.client.Secret == "" {
		return nil
	}
	return new(secretHash(w.client, username))
}

// secretHash proves that whoever calls knows the secret of the client. Doc: developer guide, signing up users.
func secretHash(c *Client, username string) string {
	mac := hmac.New(sha256.New, []byte(c.Secret))
	mac.Write([]byte(username + c.ID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func hexHash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// passwordFlow is the flow that sends the password itself.
func (w *World) passwordFlow() string {
	if w.admin {
		return "ADMIN_USER_PASSWORD_AUTH"
	}
	return "USER_PASSWORD_AUTH"
}

// TrySignIn begins a sign-in of the user made last with a password.
func (w *World) TrySignIn(pw string) (*Answer, error) {
	w.t.Helper()
	return w.TryInitiate(w.passwordFlow(), Params{"USERNAME": w.user.Login, "PASSWORD": pw})
}

// SignIn begins a sign-in of the user made last with the right password, which may end in a challenge.
func (w *World) SignIn() *Answer {
	w.t.Helper()
	a, err := w.TrySignIn(w.user.Password)
	w.must(err)
	return a
}

// Tokens signs the user in with the right password and gives the tokens; it is for users without a second factor.
func (w *World) Tokens() *types.AuthenticationResultType {
	w.t.Helper()
	a := w.SignIn()
	if a.Tokens == nil {
		w.t.Fatalf("no tokens but %s %v", a.Challenge, a.Parameters)
	}
	return a.Tokens
}

// SRP signs the user made last in by SRP, up to and with PASSWORD_VERIFIER. more goes into the answer.
func (w *World) SRP(pw string, more Params) (*Answer, error) {
	w.t.Helper()
	me := newSRP()
	a, err := w.TryInitiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A()})
	if err != nil {
		return nil, err
	}
	return w.prove(me, a, pw, more)
}

// prove answers PASSWORD_VERIFIER.
func (w *World) prove(me *srp, a *Answer, pw string, more Params) (*Answer, error) {
	w.t.Helper()
	stamp := srpTime(w.Now())
	claim, err := me.claim(poolPart(w.pool.ID), a.Parameters["USER_ID_FOR_SRP"], pw, a.Parameters, stamp)
	w.must(err)
	p := Params{
		"PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": a.Parameters["SECRET_BLOCK"], "TIMESTAMP": stamp,
	}
	maps.Copy(p, more)
	return w.TryAnswer("PASSWORD_VERIFIER", p)
}

// SignedIn judges the answer that ends a sign-in: tokens and nothing else.
func (w *World) SignedIn(a *Answer) {
	w.t.Helper()
	w.Equal(a, &Answer{Parameters: map[string]string{}, Tokens: &types.AuthenticationResultType{
		AccessToken: new(AnyJWT), IdToken: new(AnyJWT), RefreshToken: new(AnyRefresh), ExpiresIn: 3600, TokenType: new("Bearer"),
	}})
}

// Challenged judges an answer that asks for more: this challenge, exactly these parameters, and a session.
func (w *World) Challenged(a *Answer, challenge string, parameters Params) {
	w.t.Helper()
	w.Equal(a, &Answer{Challenge: challenge, Parameters: parameters, Session: AnySession})
}

// Refusal gives the error of a sign-in that must not succeed: w.Fails(Refusal(w.TrySignIn("wrong")), …).
func Refusal(_ *Answer, err error) error { return err }
