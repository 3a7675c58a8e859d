package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"cognito-emulator/conformance"
	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

// composer writes requests that the model allows, with values that mean something to the emulator.
type composer struct {
	*dice
	*memory
	// look fetches what the emulator shows of itself: codes and authenticators.
	look func(path string) map[string]any
	// now is the time of the emulator as SRP writes it.
	now func() string
	// passkeys is the authenticator that everybody has.
	passkeys *conformance.Authenticator
	// creation is what the newest passkey was to be made with.
	creation []byte
	// of the request that is being written:
	client, username string
}

// everyday are the operations that lead deepest, of which there should be more than of the rest.
var everyday = []string{
	"InitiateAuth", "RespondToAuthChallenge", "AdminInitiateAuth", "AdminRespondToAuthChallenge", "SignUp", "ConfirmSignUp",
	"ForgotPassword", "ConfirmForgotPassword", "AssociateSoftwareToken", "VerifySoftwareToken", "AdminSetUserPassword",
	"AdminSetUserMFAPreference", "SetUserMFAPreference", "UpdateUserAttributes", "VerifyUserAttribute", "AdminUpdateUserAttributes",
	"GetTokensFromRefreshToken", "GetUser", "AdminCreateUser", "SetUserPoolMfaConfig", "UpdateUserPoolClient", "ChangePassword",
	"ResendConfirmationCode", "GetUserAttributeVerificationCode",
}

// destructive are the operations that end what sequences live on.
var destructive = []string{
	"DeleteUserPool", "DeleteUserPoolClient", "DeleteUser", "AdminDeleteUser", "AdminDisableUser", "GlobalSignOut",
	"AdminUserGlobalSignOut", "RevokeToken", "DeleteUserPoolReplica",
}

// operation chooses an operation: an everyday one, one about what was heard of last, or any.
func (c *composer) operation() model.Operation {
	name := pick(c.dice, everyday)
	switch c.roll(4) {
	case 0, 1:
		all := model.Operations()
		if name = all[c.roll(len(all))].Name; slices.Contains(destructive, name) && !c.once(6) {
			name = "AdminCreateUser"
		}
	case 2:
		if about := aboutKinds()[c.news]; len(about) > 0 {
			name = pick(c.dice, about)
		}
	}
	o, _ := model.Lookup(name)
	for _, needs := range []string{"AccessToken", "RefreshToken"} {
		if _, own := member(*o, needs); own && len(c.values[c.at][kinds[needs]]) == 0 && !c.once(16) {
			o, _ = model.Lookup("InitiateAuth") // who has no token gets one
		}
	}
	return *o
}

// signingIn is an operation of people who sign in.
func signingIn(n int) model.Operation {
	const first = 12 // of everyday: signing in, signing up, new passwords, authenticators, preferences
	o, _ := model.Lookup(everyday[n%first])
	return *o
}

// request writes a request.
func (c *composer) request(o model.Operation) map[string]any {
	if len(c.pools) > 1 && c.once(16) {
		c.at = pick(c.dice, c.pools)
	}
	if !c.sure {
		c.client, c.username = c.draw(c.dice, "client"), c.draw(c.dice, "user")
	}
	body := map[string]any{}
	c.special(o.Name, body)
	answering := strings.HasSuffix(o.Name, "RespondToAuthChallenge") && len(c.pending) > 0 && !c.once(16)
	if answering {
		c.answer(body)
	}
	for _, m := range o.Input.Members {
		if _, done := body[m.Name]; !done && (m.Required || c.wanted(m.Name)) {
			if v := c.member(m, o.Name); v != nil {
				body[m.Name] = v
			}
		}
	}
	return body
}

// special chooses members that go together.
func (c *composer) special(operation string, body map[string]any) {
	switch operation {
	case "SignUp", "AdminCreateUser":
		if !c.once(6) {
			c.username = c.newName()
		}
	case "CreateIdentityProvider":
		if !c.once(6) {
			p := pick(c.dice, providers)
			body["ProviderType"], body["ProviderName"], body["ProviderDetails"] = p.kind, p.name, p.details
		}
	case "UpdateAuthEventFeedback":
		if name, event, token := c.notice(); token != "" && !c.once(6) {
			body["Username"], body["EventId"], body["FeedbackToken"] = name, event, token
		}
	case "GetUserAttributeVerificationCode", "VerifyUserAttribute":
		if !c.once(4) {
			body["AttributeName"] = "email"
		}
	case "GetDerivedToken":
		for _, who := range []string{"Subject", "Actor"} {
			kind := pick(c.dice, []string{"access", "id"})
			if token := c.draw(c.dice, kind); token != "" && (who == "Subject" || c.once(3)) {
				body[who+"Token"], body[who+"TokenType"] = token, map[string]any{"access": "ACCESS_TOKEN", "id": "ID_TOKEN"}[kind]
			}
		}
	}
}

// wanted decides about a member that may be left out.
func (c *composer) wanted(name string) bool {
	switch name {
	case "AuthParameters", "ChallengeResponses", "UserAttributes", "Password", "AccessToken", "Session", "SecretHash", "ClientSecret",
		"ExplicitAuthFlows", "PreviousPassword", "DeviceRememberedStatus", "DeviceSecretVerifierConfig",
		"UserPoolId", "ManagedLoginBrandingId", "Links":
		return !c.once(8)
	case "LambdaConfig":
		return c.once(24)
	}
	return c.once(5)
}

// member writes the value of a member; nil leaves it out.
func (c *composer) member(m wire.Member, operation string) any {
	switch m.Name {
	case "ClientId":
		if c.client != "" {
			return c.client
		}
	case "Username":
		return or(c.username, "one")
	case "SecretHash":
		return c.secretHash(c.username)
	case "ClientSecret", "Secret":
		if secret := c.secrets[c.client]; secret != "" && !strings.HasPrefix(operation, "Add") {
			return secret
		}
		if operation == "GetTokensFromRefreshToken" || operation == "RevokeToken" {
			return nil
		}
	case "Token":
		return or(c.draw(c.dice, "refresh"), "garbage")
	case "AccessToken", "Session":
		if operation == "ConfirmSignUp" && !c.once(4) {
			return nil
		}
		if c.draw(c.dice, kinds[m.Name]) == "" && !m.Required {
			return nil
		}
	case "ConfirmationCode", "Code":
		return c.code(map[string]string{"ConfirmForgotPassword": "CustomMessage_ForgotPassword", "VerifyUserAttribute": "CustomMessage_VerifyUserAttribute"}[operation])
	case "UserCode":
		return c.totp()
	case "Credential":
		if made, err := c.passkeys.Create(c.creation); err == nil && !c.once(4) {
			return made
		}
	case "AuthFlow":
		flow := pick(c.dice, flowsOf(operation))
		if strings.HasPrefix(flow, "REFRESH") && c.draw(c.dice, "refresh") == "" {
			return flowsOf(operation)[0]
		}
		return flow
	case "AuthParameters":
		return c.parameters()
	case "ChallengeResponses":
		return map[string]any{"USERNAME": or(c.username, "one"), "ANSWER": "SMS_MFA", "SRP_A": publicA}
	}
	return c.value(m.Name, m.Shape)
}

// newName is a name for somebody new, most often one that nobody has.
func (c *composer) newName() string {
	name := pick(c.dice, names)
	if c.once(4) {
		return name
	}
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "+"), "@")
	name = string(rune('a'+c.roll(26))) + name
	if strings.Contains(c.draw(c.dice, "user"), "@") {
		name += "@example.com"
	}
	return name
}

// secretHash proves the secret of the request's client, if it has one.
func (c *composer) secretHash(username string) any {
	secret := c.secrets[c.client]
	if secret == "" {
		return nil
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + c.client))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// parameters write AuthParameters for any flow: what a flow does not need it ignores.
func (c *composer) parameters() map[string]any {
	p := map[string]any{"USERNAME": or(c.username, "one"), "PASSWORD": c.password()}
	for _, more := range []struct{ name, value string }{
		{"SRP_A", publicA}, {"REFRESH_TOKEN", c.draw(c.dice, "refresh")}, {"DEVICE_KEY", c.draw(c.dice, "device")},
		{"PREFERRED_CHALLENGE", pick(c.dice, []string{"PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN", "PASSWORD_SRP", "NONSENSE"})},
	} {
		if more.value != "" && (more.name != "DEVICE_KEY" || c.once(4)) {
			p[more.name] = more.value
		}
	}
	if hash := c.secretHash(p["USERNAME"].(string)); hash != nil {
		p["SECRET_HASH"] = hash
	}
	if c.once(12) {
		delete(p, pick(c.dice, slices.Sorted(maps.Keys(p))))
	}
	return p
}

// password is the one that nearly everybody has.
func (c *composer) password() string {
	if c.once(8) {
		return pick(c.dice, passwords)
	}
	return passwords[0]
}

// answer writes an answer to the newest challenge, or to another one.
func (c *composer) answer(body map[string]any) {
	p := c.pending[len(c.pending)-1]
	if c.once(8) {
		p = pick(c.dice, c.pending)
	}
	c.at, c.client = p.pool, p.client
	username := or(p.parameters["USER_ID_FOR_SRP"], or(p.parameters["USERNAME"], p.username))
	c.username = username
	body["ClientId"], body["ChallengeName"] = p.client, p.name
	if p.session != "" {
		body["Session"] = p.session
	}
	r := map[string]any{"USERNAME": username}
	if hash := c.secretHash(username); hash != nil {
		r["SECRET_HASH"] = hash
	}
	switch p.name {
	case "NEW_PASSWORD_REQUIRED":
		r["NEW_PASSWORD"] = c.password()
		if c.once(3) {
			r["userAttributes."+c.attribute()] = pick(c.dice, attributeValues)
		}
	case "SMS_MFA", "EMAIL_OTP", "SMS_OTP":
		r[p.name+"_CODE"] = c.code("CustomMessage_Authentication")
	case "SOFTWARE_TOKEN_MFA":
		r["SOFTWARE_TOKEN_MFA_CODE"] = c.totp()
	case "SELECT_MFA_TYPE":
		r["ANSWER"] = pick(c.dice, or2(choices(p.parameters["MFAS_CAN_CHOOSE"]), []string{"SMS_MFA"}))
	case "SELECT_CHALLENGE":
		r["ANSWER"] = pick(c.dice, or2(p.available, []string{"PASSWORD"}))
		r["PASSWORD"], r["SRP_A"] = c.password(), publicA
	case "MFA_SETUP":
		if c.once(3) {
			r["EMAIL"] = "setup@example.com"
		}
	case "PASSWORD":
		r["PASSWORD"] = c.password()
	case "PASSWORD_SRP", "DEVICE_SRP_AUTH":
		r["SRP_A"] = publicA
		r["DEVICE_KEY"] = or(p.parameters["DEVICE_KEY"], c.draw(c.dice, "device"))
	case "PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER":
		r["PASSWORD_CLAIM_SECRET_BLOCK"] = p.parameters["SECRET_BLOCK"]
		r["PASSWORD_CLAIM_SIGNATURE"] = base64.StdEncoding.EncodeToString(make([]byte, 32))
		r["TIMESTAMP"] = c.now()
	case "CUSTOM_CHALLENGE":
		r["ANSWER"] = "42"
	case "WEB_AUTHN":
		r["CREDENTIAL"] = `{"id":"AAAA"}`
		if signed, err := c.passkeys.Get([]byte(p.parameters["CREDENTIAL_REQUEST_OPTIONS"])); err == nil {
			r["CREDENTIAL"] = signed
		}
	}
	if c.once(12) {
		delete(r, pick(c.dice, slices.Sorted(maps.Keys(r))))
	}
	body["ChallengeResponses"] = r
}

func or2(first, second []string) []string {
	if len(first) > 0 {
		return first
	}
	return second
}

// choices are a list within a parameter of a challenge.
func choices(text string) (list []string) {
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil
	}
	return list
}

// code is the newest code that the pool sent for a purpose, most often to the user of the request.
func (c *composer) code(purpose string) string {
	if c.once(10) {
		return pick(c.dice, []string{"000000", "123456", "x"})
	}
	path := "/_inspect/messages?userPoolId=" + c.at + "&purpose=" + purpose
	if c.username != "" && !c.once(4) {
		path += "&username=" + escape(c.username)
	}
	list, _ := c.look(path)["messages"].([]any)
	for _, m := range slices.Backward(list) {
		if code, _ := m.(map[string]any)["code"].(string); code != "" {
			return code
		}
	}
	return "000000"
}

// notice is the newest message of the pool about a risk: whom it went to, about which event, and the token for an answer.
func (c *composer) notice() (name, event, token string) {
	list, _ := c.look("/_inspect/messages?userPoolId=" + c.at + "&purpose=RiskNotification_NoActionEmail")["messages"].([]any)
	if len(list) == 0 {
		return "", "", ""
	}
	m := list[len(list)-1].(map[string]any)
	name, _ = m["username"].(string)
	body, _ := m["body"].(string)
	event, token, _ = strings.Cut(body, " ")
	return name, event, token
}

// totp is what the authenticator of the request's user shows.
func (c *composer) totp() string {
	if c.username == "" || c.once(10) {
		return "000000"
	}
	code, _ := c.look("/_inspect/totp?userPoolId=" + c.at + "&username=" + escape(c.username))["code"].(string)
	return or(code, "000000")
}
