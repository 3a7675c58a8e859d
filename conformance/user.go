package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// password is good for the default password policy, and so is otherPassword.
const (
	password      = "Passw0rd!"
	otherPassword = "Ki3ne$Wort"
)

// User is a user that the world has made.
type User struct {
	Login    string // what the person types
	Username string // what the pool calls the user: the same, or the sub where e-mail addresses are usernames
	Sub      string
	Password string
	Pool     *Pool

	secret   string // of the authenticator
	lastStep int64  // of 30 seconds, whose code was used last
}

// userPlan collects what the options of User ask for.
type userPlan struct {
	login      string
	password   string
	temporary  bool
	attributes []types.AttributeType
}

// UserOption changes the user who is about to be made.
type UserOption func(*userPlan)

// Named sets the username.
func Named(login string) UserOption { return func(p *userPlan) { p.login = login } }

// WithPassword sets another password than the usual one.
func WithPassword(pw string) UserOption { return func(p *userPlan) { p.password = pw } }

// Temporary leaves the user with a temporary password that has to be changed at the first sign-in.
func Temporary() UserOption { return func(p *userPlan) { p.temporary = true } }

// Attr sets an attribute.
func Attr(name, value string) UserOption {
	return func(p *userPlan) {
		p.attributes = append(p.attributes, types.AttributeType{Name: &name, Value: &value})
	}
}

// Phone sets a phone number, verified.
func Phone(number string) UserOption {
	return both(Attr("phone_number", number), Attr("phone_number_verified", "true"))
}

// Mail sets an e-mail address, verified.
func Mail(address string) UserOption {
	return both(Attr("email", address), Attr("email_verified", "true"))
}

// UnverifiedPhone and UnverifiedMail set them without the mark.
func UnverifiedPhone(number string) UserOption { return Attr("phone_number", number) }

// UnverifiedMail sets an e-mail address that nobody has verified.
func UnverifiedMail(address string) UserOption { return Attr("email", address) }

func both(a, b UserOption) UserOption { return func(p *userPlan) { a(p); b(p) } }

// User makes a confirmed user with a password in the pool made last, as an administrator does, and remembers the user.
// Nothing is sent.
func (w *World) User(options ...UserOption) *User {
	w.t.Helper()
	plan := userPlan{login: w.Name("user"), password: password}
	for _, o := range options {
		o(&plan)
	}
	in := &cip.AdminCreateUserInput{
		UserPoolId: &w.pool.ID, Username: &plan.login, UserAttributes: plan.attributes,
		MessageAction: types.MessageActionTypeSuppress,
	}
	if plan.temporary {
		in.TemporaryPassword = &plan.password
	}
	made := OK(w, w.API.AdminCreateUser, in).User
	w.user = &User{
		Login: plan.login, Username: *made.Username, Sub: attribute(made.Attributes, "sub"),
		Password: plan.password, Pool: w.pool,
	}
	if !plan.temporary {
		w.SetPassword(w.user, plan.password)
	}
	return w.user
}

// SignedUp makes a user who signed up by the client made last and has not confirmed yet, and remembers the user.
func (w *World) SignedUp(options ...UserOption) *User {
	w.t.Helper()
	plan := userPlan{login: w.Name("user"), password: password}
	for _, o := range options {
		o(&plan)
	}
	in := &cip.SignUpInput{
		ClientId: &w.client.ID, Username: &plan.login, Password: &plan.password, UserAttributes: plan.attributes,
		SecretHash: w.hash(plan.login),
	}
	made := OK(w, w.API.SignUp, in)
	w.user = &User{Login: plan.login, Username: plan.login, Sub: *made.UserSub, Password: plan.password, Pool: w.pool}
	if seen := w.Look(w.user); seen.Username != nil {
		w.user.Username = *seen.Username
	}
	return w.user
}

// SetPassword gives the user a permanent password.
func (w *World) SetPassword(u *User, pw string) {
	w.t.Helper()
	OK(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{
		UserPoolId: &u.Pool.ID, Username: &u.Username, Password: &pw, Permanent: true,
	})
	u.Password = pw
}

// Look shows the user as an administrator sees it.
func (w *World) Look(u *User) *cip.AdminGetUserOutput {
	w.t.Helper()
	return OK(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &u.Pool.ID, Username: &u.Login})
}

// Status fails the case when the user's status is another.
func (w *World) Status(u *User, want types.UserStatusType) {
	w.t.Helper()
	if got := w.Look(u).UserStatus; got != want {
		w.t.Errorf("%s is %s, want %s", u.describe(), got, want)
	}
}

// Value gives an attribute of the user as an administrator sees it, "" when there is none.
func (w *World) Value(u *User, name string) string {
	w.t.Helper()
	return attribute(w.Look(u).UserAttributes, name)
}

// Set changes attributes of the user as an administrator does: names and values by turns.
func (w *World) Set(u *User, pairs ...string) {
	w.t.Helper()
	OK(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{
		UserPoolId: &u.Pool.ID, Username: &u.Username, UserAttributes: attributes(pairs...),
	})
}

// attributes makes a list of attributes from names and values by turns.
func attributes(pairs ...string) []types.AttributeType {
	var list []types.AttributeType
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, types.AttributeType{Name: &pairs[i], Value: &pairs[i+1]})
	}
	return list
}

// attribute finds the value of an attribute.
func attribute(list []types.AttributeType, name string) string {
	for _, a := range list {
		if a.Name != nil && *a.Name == name && a.Value != nil {
			return *a.Value
		}
	}
	return ""
}
