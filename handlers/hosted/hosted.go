// Package hosted serves the pages on which people sign in: signing up, confirming, replacing passwords,
// factors of every kind, in the classic look and in that of managed login. What a page does is decided
// in package authflow and in the operations on accounts; what it looks like is package pages' affair.
// This package is what stands between: which page comes next, and what it is told.
//
// A form that succeeds is answered with a redirect. What the next page needs to know travels to it in a
// cookie, and from there on in hidden fields; what the app asked for travels in the query of every
// address. So pages in several tabs do not meet, and none needs a script but those for passkeys.
package hosted

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// Accounts are the operations of people who are not signed in.
type Accounts interface {
	SignUp(*op.Call, *state.Client, *cip.SignUpInput) (*cip.SignUpOutput, error)
	ConfirmSignUp(*op.Call, *state.Client, *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error)
	ResendConfirmationCode(*op.Call, *state.Client, *cip.ResendConfirmationCodeInput) (*cip.ResendConfirmationCodeOutput, error)
	ForgotPassword(*op.Call, *state.Client, *cip.ForgotPasswordInput) (*cip.ForgotPasswordOutput, error)
	ConfirmForgotPassword(*op.Call, *state.Client, *cip.ConfirmForgotPasswordInput) (*cip.ConfirmForgotPasswordOutput, error)
}

// Passkeys are the operations that register a passkey.
type Passkeys interface {
	StartWebAuthnRegistration(*op.Call, *op.Principal, *cip.StartWebAuthnRegistrationInput) (*cip.StartWebAuthnRegistrationOutput, error)
	CompleteWebAuthnRegistration(*op.Call, *op.Principal, *cip.CompleteWebAuthnRegistrationInput) (*cip.CompleteWebAuthnRegistrationOutput, error)
}

// Service is what the pages work on.
type Service struct {
	*op.Env
	visits   *authorize.Visits
	flow     *authflow.Flow
	guard    *risk.Guard
	passkeys Passkeys
	// The operations on accounts, which judge what a form says as they judge any caller.
	signUp         func(*op.Call, *state.Client, *cip.SignUpInput) (*cip.SignUpOutput, error)
	confirmSignUp  func(*op.Call, *state.Client, *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error)
	resendCode     func(*op.Call, *state.Client, *cip.ResendConfirmationCodeInput) (*cip.ResendConfirmationCodeOutput, error)
	forgotPassword func(*op.Call, *state.Client, *cip.ForgotPasswordInput) (*cip.ForgotPasswordOutput, error)
	confirmForgot  func(*op.Call, *state.Client, *cip.ConfirmForgotPasswordInput) (*cip.ConfirmForgotPasswordOutput, error)
	judgeVerify    func(*cip.VerifySoftwareTokenInput) error
}

// New returns the pages of an emulator.
func New(env *op.Env, visits *authorize.Visits, accounts Accounts, passkeys Passkeys) *Service {
	return &Service{
		Env: env, visits: visits, flow: visits.Flow, guard: risk.New(env), passkeys: passkeys,
		signUp:         op.Judged(accounts.SignUp),
		confirmSignUp:  op.Judged(accounts.ConfirmSignUp),
		resendCode:     op.Judged(accounts.ResendConfirmationCode),
		forgotPassword: op.Judged(accounts.ForgotPassword),
		confirmForgot:  op.Judged(accounts.ConfirmForgotPassword),
		judgeVerify:    op.Judge[cip.VerifySoftwareTokenInput](),
	}
}

// The paths. Doc: "User pool managed login", endpoints. Seen: public scripts (/login/continue). Assumed:
// those of the pages that only a redirect leads to, and nobody names (A391).
const (
	pathSignIn        = "/login"
	pathFactor        = "/login/factor"
	pathPassword      = "/login/password"
	pathCode          = "/login/code"
	pathPasskey       = "/login/passkey"
	pathMFA           = "/mfa"
	pathMFAOption     = "/mfaOption"
	pathMFASetUp      = "/mfaSetup"
	pathNewPassword   = "/resetPassword"
	pathSignUp        = "/signup"
	pathConfirm       = "/confirm"
	pathConfirmLink   = "/confirmUser"
	pathResend        = "/resendcode"
	pathForgot        = "/forgotPassword"
	pathConfirmForgot = "/confirmforgotPassword"
	pathAddPasskey    = "/passkeys/add"
	pathError         = "/error"
	pathScript        = "/assets/pages.js"
)

// Routes adds the pages to a router, for every host. The names are those by which the service logs the
// requests. Doc: "Logging Amazon Cognito API calls with AWS CloudTrail".
func (s *Service) Routes(r *mux.Router) {
	for _, p := range []struct {
		path, name string
		get, post  func(*page)
	}{
		{pathSignIn, "Login", (*page).openSignIn, (*page).signIn},
		{pathSignIn + "/continue", "Login", (*page).openSignIn, (*page).signIn},
		{pathFactor, "Login", (*page).openFactors, (*page).chooseFactor},
		{pathPassword, "Login", (*page).openPassword, (*page).givePassword},
		{pathCode, "Login", (*page).openChallenge, (*page).giveCode},
		{pathPasskey, "Login", (*page).openChallenge, (*page).givePasskey},
		{pathMFA, "Mfa", (*page).openChallenge, (*page).giveCode},
		{pathMFAOption, "MfaOption", (*page).openChallenge, (*page).chooseMFA},
		{pathMFASetUp, "MfaOption", (*page).openChallenge, (*page).setUpMFA},
		{pathNewPassword, "ResetPassword", (*page).openChallenge, (*page).giveNewPassword},
		{pathSignUp, "Signup", (*page).openSignUp, (*page).signUp},
		{pathConfirm, "Confirm", (*page).openConfirm, (*page).confirm},
		{pathResend, "ResendCode", nil, (*page).resend},
		{pathForgot, "ForgotPassword", (*page).openForgot, (*page).forgot},
		{pathConfirmForgot, "ConfirmForgotPassword", (*page).openConfirmForgot, (*page).confirmForgot},
	} {
		if p.get != nil {
			r.HandleFunc(p.path, s.local(p.path, p.name+"_GET", p.get)).Methods(http.MethodGet)
		}
		r.HandleFunc(p.path, s.local(p.path, p.name+"_POST", p.post)).Methods(http.MethodPost)
	}
	r.HandleFunc(pathAddPasskey, s.addPasskey).Methods(http.MethodGet, http.MethodPost)
	r.HandleFunc(pathConfirmLink, s.confirmLink).Methods(http.MethodGet)
	r.HandleFunc(pathConfirmLink+"/", s.confirmLink).Methods(http.MethodGet)
	r.HandleFunc(pathError, s.showError).Methods(http.MethodGet)
	r.HandleFunc(pathScript, s.script).Methods(http.MethodGet)
}

// secretHash is the hash that a client with a secret gives with a name. The pages are the client's own.
func secretHash(client *state.Client, name string) *string {
	if len(client.Secrets) == 0 {
		return nil
	}
	return aws.String(policy.SecretHash(client.Secrets[0].Value, name, string(client.ID)))
}
