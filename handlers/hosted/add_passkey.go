package hosted

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/state"
)

// addPasskey is the page on which a browser that is signed in makes a passkey. An app may send people there
// with no more than client_id and redirect_uri: they come back without a code then.
// Doc: "User pool managed login", endpoints. Assumed: who is not signed in does that first, and what an app
// gets that asked for more (A403).
func (s *Service) addPasskey(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	bare := q.Get("response_type") == ""
	if bare {
		q.Set("response_type", s.anyResponse(q.Get("client_id")))
	}
	p := s.open(s.visits.Resume(w, r, q.Encode(), "AddPasskey_"+r.Method), pathAddPasskey)
	switch {
	case p == nil:
	case !p.managed():
		p.fail(http.StatusBadRequest, "")
	case p.Browser == nil:
		p.Go(pathSignIn)
	case r.Method == http.MethodPost:
		p.register(bare)
	default:
		p.showAddPasskey(bare, "")
	}
}

// anyResponse is a response type that the client may ask for.
func (s *Service) anyResponse(id string) string {
	client := s.Store.View().Client(state.ClientID(id))
	if client != nil && !slices.Contains(client.Config.AllowedOAuthFlows, types.OAuthFlowTypeCode) {
		return "token"
	}
	return "code"
}

// principal is the user of the browser's session; nil when there is none any more.
func (p *page) principal() *op.Principal {
	user := p.View.User(p.Pool.ID, p.Browser.Session.Sub)
	if user == nil {
		return nil
	}
	return &op.Principal{Pool: p.Pool, Client: p.Client(), User: user}
}

func (p *page) showAddPasskey(bare bool, problem string) {
	who := p.principal()
	if who == nil {
		p.Go(pathSignIn)
		return
	}
	out, err := p.s.passkeys.StartWebAuthnRegistration(p.Call, who, &cip.StartWebAuthnRegistrationInput{})
	if err != nil {
		p.refuse(err, func(problem string) { p.fail(http.StatusBadRequest, problem) })
		return
	}
	options, err := out.CredentialCreationOptions.MarshalSmithyDocument()
	if err != nil {
		p.Fail(err)
		return
	}
	frame := p.frame(pathAddPasskey, problem, note{})
	frame.Action = pathAddPasskey + "?" + p.R.URL.RawQuery
	p.show(frame.AddPasskey(pages.AddPasskey{Options: string(options), SkipURL: p.skip(bare)}))
}

// skip leads on without a passkey. Who came here has just signed in, so the app's wish for that is met.
func (p *page) skip(bare bool) string {
	if bare {
		return p.Redirect
	}
	q := maps.Clone(p.Query)
	q.Del("prompt")
	q.Del("max_age")
	return pathAuthorize + "?" + q.Encode()
}

// register takes the passkey that the browser made.
func (p *page) register(bare bool) {
	who := p.principal()
	if who == nil {
		p.Go(pathSignIn)
		return
	}
	credential := p.value(pages.FieldCredential)
	if !json.Valid([]byte(credential)) {
		credential = "{}"
	}
	_, err := p.s.passkeys.CompleteWebAuthnRegistration(p.Call, who, &cip.CompleteWebAuthnRegistrationInput{
		Credential: newest.RawDocument([]byte(credential))})
	switch {
	case err != nil:
		p.refuse(err, func(problem string) { p.showAddPasskey(bare, problem) })
	case bare:
		authorize.Redirect(p.W, p.Request.Redirect)
	default:
		p.Finish(p.Browser)
	}
}
