package hosted

import (
	"net/http"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/pages"
)

// note is what a page is told by the one before. A form is answered with a redirect; what the page there
// has to know comes along in a cookie, and stands in the page's own form then. None of it is a secret to
// the browser, and all of it is judged again: nobody gains anything by making one up.
type note struct {
	username string
	session  string // of the challenge
	chosen   string // a factor among several
	other    string // not empty: there were other first factors to choose
	// destination and medium are where a code went.
	destination, medium string
	problem             string // what the sign-in page is to say
}

// noteCookie is the service's own cookie for this. Doc: "User pool managed login", cookies.
const noteCookie = "page-data"

// noteLife is how long a page can be opened. Doc: "User pool managed login": five minutes.
const noteLife = 5 * time.Minute

// The names of the members, and of the hidden fields. Seen: public scripts (username, destination,
// deliveryMedium).
const (
	noteClient   = "client_id"
	noteSession  = "session"
	noteChosen   = "chosen"
	noteOther    = "other"
	noteMedium   = "deliveryMedium"
	noteProblem  = "error"
	noteUsername = pages.FieldUsername
	noteTo       = pages.FieldAddress
)

// send redirects to another page and tells it something.
func (p *page) send(path string, n note) {
	v := url.Values{noteClient: {string(p.Client().ID)}}
	for name, value := range map[string]string{
		noteUsername: n.username, noteSession: n.session, noteChosen: n.chosen, noteTo: n.destination, noteMedium: n.medium,
		noteProblem: n.problem, noteOther: n.other,
	} {
		if value != "" {
			v.Set(name, value)
		}
	}
	authorize.SetCookie(p.W, p.R, noteCookie, v.Encode(), noteLife, http.SameSiteLaxMode)
	p.Go(path)
}

// cookie is what the cookie tells, if it is for this app.
func (p *page) cookie() note {
	c, err := p.R.Cookie(noteCookie)
	if err != nil {
		return note{}
	}
	v, err := url.ParseQuery(c.Value)
	if err != nil || v.Get(noteClient) != string(p.Client().ID) {
		return note{}
	}
	n := noteOf(v)
	n.problem = v.Get(noteProblem)
	return n
}

// hidden is what the fields of the form tell.
func (p *page) hidden() note { return noteOf(p.R.PostForm) }

func noteOf(v url.Values) note {
	return note{username: v.Get(noteUsername), session: v.Get(noteSession), chosen: v.Get(noteChosen), other: v.Get(noteOther),
		destination: v.Get(noteTo), medium: v.Get(noteMedium)}
}

// forget takes the cookie away: what it said has been said.
func (p *page) forget() {
	if _, err := p.R.Cookie(noteCookie); err == nil {
		authorize.SetCookie(p.W, p.R, noteCookie, "", -1, http.SameSiteLaxMode)
	}
}

// fields are the hidden fields of a page's forms.
func (n note) fields() []pages.Field {
	var list []pages.Field
	for _, f := range []pages.Field{{Name: noteUsername, Value: n.username}, {Name: noteSession, Value: n.session},
		{Name: noteChosen, Value: n.chosen}, {Name: noteOther, Value: n.other}} {
		if f.Value != "" {
			list = append(list, f)
		}
	}
	return list
}

// about is a note of where a code went, to somebody.
func about(username string, d *types.CodeDeliveryDetailsType) note {
	n := note{username: username}
	if d != nil {
		n.destination, n.medium = aws.ToString(d.Destination), string(d.DeliveryMedium)
	}
	return n
}
