package pages_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cognito-emulator/emulator/pages"
)

// looks are the two looks in English.
func looks() map[string]*pages.Look {
	return map[string]*pages.Look{"classic": pages.Classic("", nil), "managed": pages.Managed("en", "", nil)}
}

// every calls a function for all pages of both looks, filled with a text.
func every(t *testing.T, x string, f func(t *testing.T, look, source string, page *html.Node)) {
	t.Helper()
	for name, look := range looks() {
		for _, s := range samples() {
			if s.managed && name == "classic" {
				continue
			}
			t.Run(name+"/"+s.name, func(t *testing.T) {
				t.Parallel()
				source := render(t, s.make(frame(look, x), x))
				f(t, name, source, parse(t, source))
			})
		}
	}
}

func parse(t *testing.T, source string) *html.Node {
	t.Helper()
	page, err := html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// all are the elements with a name that a filter lets through.
func all(page *html.Node, name string, filters ...string) (found []*html.Node) {
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && (name == "" || n.Data == name) && has(n, filters) {
			found = append(found, n)
		}
	}
	return found
}

// has tells whether an element has all the attributes: "name=value", or "class~value".
func has(n *html.Node, filters []string) bool {
	for _, f := range filters {
		if name, value, ok := strings.Cut(f, "~"); ok {
			if !strings.Contains(" "+attr(n, name)+" ", " "+value+" ") {
				return false
			}
		} else if name, value, _ := strings.Cut(f, "="); attr(n, name) != value {
			return false
		}
	}
	return true
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}

// The document that comes out of the parser has the elements that went in, so nothing was closed or
// moved by its repairs; and it does not depend on anything from elsewhere.
func TestDocument(t *testing.T) {
	t.Parallel()
	every(t, "", func(t *testing.T, _, source string, page *html.Node) {
		if !strings.HasPrefix(source, "<!doctype html>") {
			t.Error("no doctype")
		}
		for _, name := range []string{"form", "div", "p", "ul", "ol", "li", "input", "label", "section", "svg", "details", "fieldset"} {
			if in, out := strings.Count(source, "<"+name+">")+strings.Count(source, "<"+name+" "), len(all(page, name)); in != out {
				t.Errorf("%d elements %s were written, %d are there", in, name, out)
			}
		}
		if lang := attr(all(page, "html")[0], "lang"); lang != "en" {
			t.Errorf("lang is %q", lang)
		}
		if title := text(all(page, "title")[0]); title == "" {
			t.Error("no title")
		}
		for _, outside := range []string{`src="http`, `url(http`, "@import", "<script>", ` style="`, " onclick=", " onsubmit="} {
			if strings.Contains(source, outside) {
				t.Errorf("the page holds %s", outside)
			}
		}
		if s := all(page, "script"); len(s) != 1 || attr(s[0], "src") != "/pages.js" {
			t.Errorf("scripts: %v", s)
		}
	})
}

// Whatever a text holds, it stays a text.
func TestEscaping(t *testing.T) {
	t.Parallel()
	const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`
	every(t, evil, func(t *testing.T, _, _ string, page *html.Node) {
		if n := len(all(page, "script")); n != 1 {
			t.Errorf("%d scripts", n)
		}
		for _, n := range all(page, "img") {
			if attr(n, "src") == "x" {
				t.Error("an image got in")
			}
		}
		for _, f := range all(page, "form") {
			if a := attr(f, "action"); strings.Contains(a, "state=") && !strings.Contains(a, evil) && attr(f, "method") != "GET" {
				t.Errorf("an action became %s", a)
			}
		}
		for _, n := range all(page, "input", "name=_csrf") {
			if attr(n, "value") != "token"+evil {
				t.Errorf("_csrf became %s", attr(n, "value"))
			}
		}
	})
	f := frame(pages.Classic("", nil), "")
	f.Error = evil
	page := parse(t, render(t, f.SignIn(pages.SignIn{})))
	for _, n := range all(page, "p", "id=loginErrorMessage") {
		if text(n) != evil {
			t.Errorf("the message became %s", text(n))
		}
	}
}

// A style sheet can't end the element that it stands in, settings can hold only what they should.
func TestStylesStayStyles(t *testing.T) {
	t.Parallel()
	for name, look := range map[string]*pages.Look{
		"classic": pages.Classic(`.banner-customizable{background:red}</style><script>alert(1)</script>`, nil),
		"managed": pages.Managed("en", `{"components":{"pageBackground":{"lightMode":{"color":"red}</style><script>alert(1)</script>"}}}}`, nil),
	} {
		page := parse(t, render(t, frame(look, "").Failure(pages.Failure{})))
		if n := len(all(page, "script")); n != 1 {
			t.Errorf("%s: %d scripts", name, n)
		}
		if n := len(all(page, "style")); n != 1 {
			t.Errorf("%s: %d styles", name, n)
		}
	}
}

// Every field has a label, or says itself what it is; and tells browsers what to fill in.
func TestLabels(t *testing.T) {
	t.Parallel()
	every(t, "", func(t *testing.T, _, _ string, page *html.Node) {
		for _, n := range all(page, "input") {
			switch kind := strings.ToLower(attr(n, "type")); kind {
			case "hidden", "submit":
				continue
			case "radio", "checkbox":
			default:
				if attr(n, "autocomplete") == "" && !strings.HasPrefix(attr(n, "name"), "requiredAttributes") {
					t.Errorf("field %s has no autocomplete", attr(n, "name"))
				}
			}
			if attr(n, "aria-label") == "" && attr(n, "aria-hidden") == "" && n.Parent.Data != "label" &&
				len(all(page, "label", "for="+attr(n, "id"))) != 1 {
				t.Errorf("field %s (%s) has no label", attr(n, "name"), attr(n, "id"))
			}
		}
		for _, n := range all(page, "img") {
			if attr(n, "alt") == "" {
				t.Error("an image says nothing")
			}
		}
		for _, n := range append(all(page, "button"), all(page, "a")...) {
			if strings.TrimSpace(text(n)) == "" && attr(n, "aria-label") == "" {
				t.Errorf("a %s says nothing", n.Data)
			}
		}
	})
}

// Ids are there once. Pages of the classic look with two boxes have theirs twice, as the service's.
func TestIDs(t *testing.T) {
	t.Parallel()
	every(t, "", func(t *testing.T, look, _ string, page *html.Node) {
		most := 1
		if look == "classic" && len(all(page, "div", "class~modal-content")) == 2 {
			most = 2
		}
		seen := map[string]int{}
		for _, n := range all(page, "") {
			if id := attr(n, "id"); id != "" {
				if seen[id]++; seen[id] > most {
					t.Errorf("id %s is there %d times", id, seen[id])
				}
			}
		}
	})
}

// Every form that is posted has the hidden fields, those that the script sends too; and goes to where
// the view says.
func TestForms(t *testing.T) {
	t.Parallel()
	every(t, "", func(t *testing.T, _, _ string, page *html.Node) {
		for _, f := range all(page, "form") {
			if strings.EqualFold(attr(f, "method"), "get") {
				continue
			}
			for name, value := range map[string]string{"_csrf": "token", "session": "session"} {
				if got := all(f, "input", "name="+name); len(got) != 1 || attr(got[0], "value") != value || attr(got[0], "type") != "hidden" {
					t.Errorf("form %s: hidden field %s", attr(f, "name"), name)
				}
			}
			if action := attr(f, "action"); !strings.HasPrefix(action, "/") {
				t.Errorf("form %s goes to %q", attr(f, "name"), action)
			}
			if first := f.FirstChild; first.Data != "input" || attr(first, "name") != "_csrf" {
				t.Errorf("form %s begins with %s", attr(f, "name"), first.Data)
			}
		}
	})
}

// Both looks have the same fields and buttons, so that whoever answers the forms needs to know one.
func TestSameFields(t *testing.T) {
	t.Parallel()
	names := func(look *pages.Look, s sample) map[string]bool {
		found := map[string]bool{}
		page := parse(t, render(t, s.make(frame(look, ""), "")))
		for _, f := range all(page, "form") {
			if strings.EqualFold(attr(f, "method"), "get") {
				continue
			}
			for _, element := range []string{"input", "button"} {
				for _, n := range all(f, element) {
					if name := attr(n, "name"); name != "" {
						found[name] = true
					}
				}
			}
		}
		return found
	}
	for _, s := range samples() {
		if s.managed {
			continue
		}
		classic, managed := names(looks()["classic"], s), names(looks()["managed"], s)
		for name := range classic {
			if !managed[name] {
				t.Errorf("%s: managed login has no %s", s.name, name)
			}
		}
		for name := range managed {
			if !classic[name] {
				t.Errorf("%s: the classic page has no %s", s.name, name)
			}
		}
	}
}
