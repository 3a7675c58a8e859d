package pages_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cognito-emulator/emulator/pages"
)

// What browser tests written for the service look for, as they are in public repositories; paths are
// written as the selectors that they mean.
func TestSelectorsOfPublicScripts(t *testing.T) {
	t.Parallel()
	samples := samples()
	for _, c := range []struct {
		look, page string
		want       map[string]int // how many elements there are
	}{
		{"classic", "sign-in", map[string]int{
			"input[name=username]":                                          2,
			"input[name=password]":                                          2,
			"input[name=signInSubmitButton]":                                2,
			"form[name=cognitoSignInForm] input[name=_csrf]":                2,
			".visible-lg #signInFormUsername":                               1,
			".visible-lg #signInFormPassword":                               1,
			".visible-lg .btn-primary":                                      1,
			".visible-md.visible-lg input[name=signInSubmitButton]":         1,
			".modal-content-mobile.visible-md form[name=cognitoSignInForm]": 1,
			".modal-content.visible-lg .submitButton-customizable":          1,
			":nth-child(2) > :nth-child(1) > :nth-child(1) > .cognito-asf > :nth-child(3) > #signInFormUsername":                                                                         2,
			":nth-child(2) > :nth-child(1) > :nth-child(1) > .cognito-asf > :nth-child(5) > #signInFormPassword":                                                                         2,
			":nth-child(2) > :nth-child(1) > :nth-child(1) > .cognito-asf > .btn":                                                                                                        2,
			"div:nth-child(2) > div > div > .cognito-asf #signInFormUsername":                                                                                                            2,
			"div[class='modal-content background-customizable modal-content-mobile visible-md visible-lg'] div[class=modal-body] div div div div form[name=cognitoSignInForm] div input": 2,
			"span[class='textDescription-customizable ']":                                                                                                                                2,
			"[class=redirect-customizable]": 4,
		}},
		{"classic", "sign-in-providers", map[string]int{
			"div.modal-content-desktop input#signInFormUsername":                                1,
			"div[class='panel panel-left-border col-md-6 col-lg-6'] input#signInFormUsername":   1,
			"div[class='panel panel-left-border col-md-6 col-lg-6'] .redirect-customizable":     2,
			".panel-left-border > :nth-child(2) > :nth-child(1) > .cognito-asf > .btn":          1,
			".panel-left-border > :nth-child(2) > :nth-child(1) > .cognito-asf > :nth-child(3)": 1,
			".panel #signInFormPassword":                             1,
			".panel .cognito-asf > .btn":                             1,
			"div.panel-right-border button[name=googleSignUpButton]": 1,
			"button[name=facebookSignUpButton]":                      2,
			".modal-content.modal-content-desktop.visible-lg > .modal-body form[name=loginWithIdentityProvider] input[value=Okta]": 1,
			"input.idpButton-customizable[value=Okta]": 2,
		}},
		{"classic", "sign-up", map[string]int{
			".visible-lg [name=username]": 1, ".visible-lg [name=password]": 1, ".visible-lg [name=signUpButton]": 1,
			"input[name='requiredAttributes[email]']":         2,
			"input[name='requiredAttributes[given_name]']":    2,
			"input[placeholder='name@host.com']":              2,
			"form[name=signupform] button[type=submit]":       2,
			".checkPassword-length .checkPasswordText-length": 2,
		}},
		{"classic", "confirm", map[string]int{"input#verification_code[name=code]": 1, "button[name=confirm]": 1, "input[name=deliveryMedium][value=EMAIL]": 2}},
		{"classic", "forgot", map[string]int{"input#username[name=username]": 1, "button[name=reset_my_password]": 1, "form[name=forgotpasswordform]": 1}},
		{"classic", "confirm-forgot", map[string]int{
			"input#forgot_password_code[name=code]": 1, "input#new_password[name=password]": 1, "input#confirm_password[name=confirmPassword]": 1,
			"button[name=reset_password]": 1, "#div-forgot-password-msg #text-code": 1}},
		{"classic", "code-totp", map[string]int{"input#totpCodeInput[name=authentication_code]": 1, "#signInButton": 1, "button[type=submit]": 1}},
		{"managed", "sign-in-choice", map[string]int{"input[name=username]": 1, "input[type=password]": 0, "button[type=submit]": 1}},
		{"managed", "password", map[string]int{"input[name=password]": 1, "button[type=submit]": 1, "button": 1}},
		{"managed", "sign-in", map[string]int{"input[name=username]": 1, "input[name=password]": 1, "button[type=submit]": 1}},
		{"managed", "code-totp", map[string]int{"input[autocomplete=one-time-code]": 1, "input[inputmode=numeric]": 1, "button[type=submit]": 1}},
	} {
		t.Run(c.look+"/"+c.page, func(t *testing.T) {
			t.Parallel()
			at := slices.IndexFunc(samples, func(s sample) bool { return s.name == c.page })
			page := parse(t, render(t, samples[at].make(frame(looks()[c.look], ""), "")))
			for selector, want := range c.want {
				if got := len(find(page, selector)); got != want {
					t.Errorf("%d elements are %s, not %d", got, selector, want)
				}
			}
		})
	}
}

// Which of the two boxes stands first is not the same everywhere: scripts count. Seen: public scripts,
// saved pages.
func TestOrderOfBoxes(t *testing.T) {
	t.Parallel()
	f := frame(looks()["classic"], "")
	for name, c := range map[string]struct {
		source string
		first  string
	}{
		"sign-in": {render(t, f.SignIn(pages.SignIn{})), "visible-xs"},
		"sign-up": {render(t, f.SignUp(pages.SignUp{})), "visible-md"},
	} {
		boxes := all(parse(t, c.source), "div", "class~modal-content")
		if len(boxes) != 2 || !has(boxes[0], []string{"class~" + c.first}) {
			t.Errorf("%s: the first of %d boxes is %v", name, len(boxes), boxes[0].Attr)
		}
	}
}

// Scripts without a browser take the page apart with expressions like these.
func TestPatternsOfPublicScripts(t *testing.T) {
	t.Parallel()
	source := render(t, frame(looks()["classic"], "").SignIn(pages.SignIn{ForgotURL: "/forgotPassword", SignUpURL: "/signup"}))
	for _, want := range []string{
		`<form action="/login?client_id=1&amp;state=" method="POST"`,
		`name="_csrf" value="token"`,
		`name="cognitoSignInForm"`,
		`<title>Signin</title>`,
		`>Sign in with your username and password</span>`,
		`>Forgot your password?</a>`,
		`>Need an account?</span>`,
		`>Sign up</a>`,
		`value="Sign in"`,
	} {
		if !strings.Contains(source, want) {
			t.Errorf("the page holds no %s", want)
		}
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	for page, wants := range map[string][]string{
		"classic/sign-in-providers": {"Sign in with your email and password", "Sign In with your social account", "Continue with Google", "Sign in with your corporate ID"},
		"classic/sign-up":           {"Sign up with a new account", "Given name", "Password must contain a lower case letter", "Password must contain at least 8 characters", "Already have an account?"},
		"classic/confirm":           {"We have sent a code by email to a***@e***. Enter it below to confirm your account.", "Verification code", "Confirm account", "Send a new code"},
		"classic/forgot":            {"Forgot your password?", "Enter your Username below and we will send a message to reset your password", "Reset my password"},
		"classic/confirm-forgot":    {"We have sent a password reset code by SMS to +*******1234. Enter it below to reset your password.", "New Password", "Enter New Password Again", "Change Password"},
		"classic/new-password":      {"Change Password", "Please enter your new password below.", "Send"},
		"classic/code-sms":          {"We have delivered the authentication code by SMS to +*******1234. Please enter the code to complete authentication."},
		"classic/failure":           {"An error was encountered with the requested page.", "Required String parameter 'redirect_uri' is not present"},
		"classic/confirmed":         {"Your registration has been confirmed!"},
		"classic/choose-mfa":        {"Choose a multi-factor authentication (MFA) method"},
		"classic/authenticator":     {"Set up authenticator app MFA", "Show secret key"},
		"classic/address-sms":       {"Set up SMS MFA"},
		"managed/sign-in-choice":    {"Sign in", "Next"},
		"managed/password":          {"Continue", "Forgot your password?"},
		"managed/sign-up":           {"By signing up, you agree to our Terms of use and Privacy policy."},
		"managed/unavailable":       {"Login pages unavailable. Please contact an administrator."},
		"managed/authenticator":     {"Set up authenticator app MFA", "Show secret key"},
		"managed/confirmed":         {"Your registration has been confirmed!"},
	} {
		look, name, _ := strings.Cut(page, "/")
		all := samples()
		s := all[slices.IndexFunc(all, func(s sample) bool { return s.name == name })]
		shown := text(parse(t, render(t, s.make(frame(looks()[look], ""), ""))))
		for _, want := range wants {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not say %q", page, want)
			}
		}
	}
}

// find are the elements that a selector means: the simple ones, with blanks and > between them.
func find(page *html.Node, selector string) (found []*html.Node) {
	steps := words(strings.ReplaceAll(selector, " > ", " >"))
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && matches(n, steps) {
			found = append(found, n)
		}
	}
	return found
}

// words splits at blanks that are not within quotes.
func words(s string) []string {
	inside := false
	return strings.FieldsFunc(s, func(r rune) bool {
		inside = inside != (r == '\'')
		return r == ' ' && !inside
	})
}

func matches(n *html.Node, steps []string) bool {
	last, rest := steps[len(steps)-1], steps[:len(steps)-1]
	if !simple(n, strings.TrimPrefix(last, ">")) {
		return false
	}
	if len(rest) == 0 {
		return true
	}
	for up := n.Parent; up != nil && up.Type == html.ElementNode; up = up.Parent {
		if matches(up, rest) {
			return true
		}
		if strings.HasPrefix(last, ">") {
			return false
		}
	}
	return false
}

// simple tells whether an element is what a step says: name, #id, .class, [name=value], :nth-child(n).
func simple(n *html.Node, step string) bool {
	for step != "" {
		end := 1
		switch step[0] {
		case '[':
			end = strings.IndexByte(step, ']') + 1
			if quoted := strings.Index(step, "='"); quoted >= 0 && quoted < end {
				end = strings.Index(step, "']") + 2 // a name may hold a bracket
			}
			name, value, _ := strings.Cut(step[1:end-1], "=")
			if attr(n, name) != strings.Trim(value, "'") {
				return false
			}
		case ':':
			end = strings.IndexByte(step, ')') + 1
			want, _ := strconv.Atoi(step[len(":nth-child(") : end-1])
			place := 1
			for p := n.PrevSibling; p != nil; p = p.PrevSibling {
				if p.Type == html.ElementNode {
					place++
				}
			}
			if place != want {
				return false
			}
		default:
			for end < len(step) && !strings.ContainsRune(".#[:", rune(step[end])) {
				end++
			}
			switch part := step[:end]; part[0] {
			case '.':
				if !has(n, []string{"class~" + part[1:]}) {
					return false
				}
			case '#':
				if attr(n, "id") != part[1:] {
					return false
				}
			default:
				if n.Data != part {
					return false
				}
			}
		}
		step = step[end:]
	}
	return true
}
