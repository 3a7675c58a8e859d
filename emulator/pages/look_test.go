package pages_test

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"golang.org/x/net/html"

	"cognito-emulator/emulator/pages"
)

func TestClassicCustomization(t *testing.T) {
	t.Parallel()
	png := []byte("\x89PNG\r\n\x1a\n…")
	look := pages.Classic(".banner-customizable { background-color: #123456; }", png)
	page := parse(t, render(t, frame(look, "").SignIn(pages.SignIn{})))
	style := text(all(page, "style")[0])
	own, base := strings.LastIndex(style, "#123456"), strings.LastIndex(style, "lightgray")
	if own < base || base < 0 {
		t.Error("the pool's style sheet does not come last")
	}
	logos := all(page, "img", "class=logo-customizable")
	if want := "data:image/png;base64," + base64.StdEncoding.EncodeToString(png); len(logos) != 2 || attr(logos[0], "src") != want {
		t.Errorf("%d logos", len(logos))
	}
	for _, n := range all(parse(t, render(t, frame(pages.Classic("", []byte("\xff\xd8\xff…")), "").Failure(pages.Failure{}))), "img") {
		if !strings.HasPrefix(attr(n, "src"), "data:image/jpeg;") {
			t.Errorf("a JPEG file is %.20s", attr(n, "src"))
		}
	}
}

func styleOf(t *testing.T, settings string, assets ...types.AssetType) string {
	t.Helper()
	return text(all(parse(t, render(t, frame(pages.Managed("en", settings, assets), "").Failure(pages.Failure{}))), "style")[0])
}

func TestBrandColors(t *testing.T) {
	t.Parallel()
	settings := func(mode string) string {
		return `{"categories":{"global":{"colorSchemeMode":"` + mode + `"}},"componentClasses":{"buttons":{"borderRadius":3.5}},"components":{
			"primaryButton":{"lightMode":{"defaults":{"backgroundColor":"11111180"}},"darkMode":{"defaults":{"backgroundColor":"#222222"}}},
			"pageText":{"lightMode":{"headingColor":"red","bodyColor":7}},"form":{"borderRadius":"a lot","unknown":{}}}}`
	}
	for mode, c := range map[string]struct{ want, not []string }{
		"LIGHT":   {[]string{"color-scheme:light", "--primary:#11111180;", "--primary: #0972d3", "--button-radius:3.5px"}, []string{"--primary:#222222", "prefers-color-scheme", "--heading:red", "--form-radius:a"}},
		"DARK":    {[]string{"color-scheme:dark", "--primary:#222222;", "--primary: #539fe5"}, []string{"--primary:#11111180", "prefers-color-scheme"}},
		"DYNAMIC": {[]string{"--primary:#11111180;", "@media (prefers-color-scheme:dark)", "--primary:#222222;"}, nil},
		"?":       {[]string{"color-scheme:light"}, []string{"color-scheme:dark"}},
	} {
		style := styleOf(t, settings(mode))
		for _, want := range c.want {
			if !strings.Contains(style, want) {
				t.Errorf("%s: no %s", mode, want)
			}
		}
		for _, not := range c.not {
			if strings.Contains(style, not) {
				t.Errorf("%s: there is %s", mode, not)
			}
		}
	}
	for _, settings := range []string{"", "{", "[]", `{"components":[]}`, `{"components":null}`} {
		if style := styleOf(t, settings); !strings.Contains(style, "--primary: #0972d3") {
			t.Errorf("%s: not the service's own style", settings)
		}
	}
}

func asset(category types.AssetCategoryType, mode types.ColorSchemeModeType, extension types.AssetExtensionType, text string) types.AssetType {
	return types.AssetType{Category: category, ColorMode: mode, Extension: extension, Bytes: []byte(text)}
}

func uriOf(kind, text string) string {
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString([]byte(text))
}

func TestBrandImages(t *testing.T) {
	t.Parallel()
	icon := asset(types.AssetCategoryTypeIdpButtonIcon, types.ColorSchemeModeTypeDynamic, types.AssetExtensionTypeSvg, "okta")
	icon.ResourceId = aws.String("Okta")
	assets := []types.AssetType{
		asset(types.AssetCategoryTypeFormLogo, types.ColorSchemeModeTypeLight, types.AssetExtensionTypePng, "light logo"),
		asset(types.AssetCategoryTypeFormLogo, types.ColorSchemeModeTypeDark, types.AssetExtensionTypeWebp, "dark logo"),
		asset(types.AssetCategoryTypePageBackground, types.ColorSchemeModeTypeDynamic, types.AssetExtensionTypeJpeg, "page"),
		asset(types.AssetCategoryTypeFaviconIco, types.ColorSchemeModeTypeDynamic, types.AssetExtensionTypeIco, "icon"),
		asset(types.AssetCategoryTypeEmailGraphic, types.ColorSchemeModeTypeDynamic, types.AssetExtensionTypePng, "mail"),
		asset(types.AssetCategoryTypePageHeaderLogo, types.ColorSchemeModeTypeDynamic, types.AssetExtensionTypePng, "header"),
		icon,
	}
	page := func(settings string) *html.Node {
		f := frame(pages.Managed("en", settings, assets), "")
		return parse(t, render(t, f.SignIn(pages.SignIn{Providers: []pages.Provider{{Name: "Okta", Type: types.IdentityProviderTypeTypeOidc, URL: "/x"}}})))
	}
	sources := func(settings string) (list []string) {
		for _, n := range all(page(settings), "img") {
			list = append(list, attr(n, "src"))
		}
		return list
	}
	logo := `"components":{"form":{"logo":{"enabled":true}}}`
	for name, c := range map[string]struct {
		settings string
		want     []string
	}{
		"no logo":      {``, []string{uriOf("image/svg+xml", "okta")}},
		"light logo":   {`{` + logo + `}`, []string{uriOf("image/png", "light logo"), uriOf("image/svg+xml", "okta")}},
		"dark logo":    {`{"categories":{"global":{"colorSchemeMode":"DARK"}},` + logo + `}`, []string{uriOf("image/webp", "dark logo"), uriOf("image/svg+xml", "okta")}},
		"no icons":     {`{"componentClasses":{"idpButtons":{"icons":{"enabled":false}}}}`, nil},
		"header":       {`{"categories":{"global":{"pageHeader":{"enabled":true}}},"components":{"pageHeader":{"logo":{"enabled":true}}}}`, []string{uriOf("image/png", "header"), uriOf("image/svg+xml", "okta")}},
		"empty header": {`{"categories":{"global":{"pageHeader":{"enabled":true}}}}`, []string{uriOf("image/svg+xml", "okta")}},
	} {
		if got := sources(c.settings); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %v", name, got)
		}
	}
	dynamic := all(page(`{"categories":{"global":{"colorSchemeMode":"DYNAMIC"}},`+logo+`}`), "source")
	if len(dynamic) != 1 || attr(dynamic[0], "srcset") != uriOf("image/webp", "dark logo") || attr(dynamic[0], "media") != "(prefers-color-scheme: dark)" {
		t.Errorf("dark logo of a style that follows the browser: %v", dynamic)
	}
	if icons := all(page(""), "link", "rel=icon"); len(icons) != 1 || attr(icons[0], "href") != uriOf("image/x-icon", "icon") {
		t.Errorf("icons: %v", icons)
	}
	if style := styleOf(t, "", assets...); !strings.Contains(style, `--page-image:url("`+uriOf("image/jpeg", "page")+`")`) {
		t.Error("no background")
	}
	if style := styleOf(t, `{"components":{"pageBackground":{"image":{"enabled":false}}}}`, assets...); !strings.Contains(style, "--page-image:none") {
		t.Error("a background that was switched off")
	}
	code := pages.Code{Challenge: types.ChallengeNameTypeEmailOtp, Destination: "a***@e***"}
	for settings, want := range map[string]int{"": 1, `{"categories":{"form":{"displayGraphics":false}}}`: 0} {
		if got := len(all(parse(t, render(t, frame(pages.Managed("en", settings, assets), "").Code(code))), "img", "class=graphic")); got != want {
			t.Errorf("%s: %d graphics", settings, got)
		}
	}
}

func TestOrderOfMethods(t *testing.T) {
	t.Parallel()
	view := pages.SignIn{Providers: []pages.Provider{{Name: "A", Type: types.IdentityProviderTypeTypeOidc, URL: "/a"}, {Name: "B", Type: types.IdentityProviderTypeTypeOidc, URL: "/b"}}}
	for settings, want := range map[string]string{
		"": "A B username", `{"categories":{"auth":{"federation":{"order":["B"]}}}}`: "B A username",
		`{"categories":{"auth":{"authMethodOrder":[[{"display":"INPUT","type":"USERNAME_PASSWORD"},{"display":"BUTTON","type":"FEDERATED"}]]}}}`: "username A B",
	} {
		var order []string
		for n := range parse(t, render(t, frame(pages.Managed("en", settings, nil), "").SignIn(view))).Descendants() {
			if n.Type == html.ElementNode {
				if p := attr(n, "data-provider"); p != "" {
					order = append(order, p)
				} else if attr(n, "name") == "username" {
					order = append(order, "username")
				}
			}
		}
		if got := strings.Join(order, " "); got != want {
			t.Errorf("%s: %s, not %s", settings, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, lang := range pages.Languages() {
		for _, s := range samples() {
			page := parse(t, render(t, s.make(frame(pages.Managed(lang, "", nil), ""), "")))
			if got := attr(all(page, "html")[0], "lang"); got != lang {
				t.Errorf("%s: lang is %s", lang, got)
			}
			if shown := text(page); strings.Contains(shown, "{0}") || strings.Contains(shown, "{1}") {
				t.Errorf("%s, %s: something was not put in", lang, s.name)
			}
			for _, n := range all(page, "h1") {
				if text(n) == "" {
					t.Errorf("%s, %s: no heading", lang, s.name)
				}
			}
		}
	}
}

func TestQRCode(t *testing.T) {
	t.Parallel()
	for _, look := range looks() {
		f := frame(look, "")
		node, err := f.Authenticator(pages.Authenticator{Secret: "JBSWY3DPEHPK3PXP", URI: uri})
		if err != nil {
			t.Fatal(err)
		}
		page := parse(t, render(t, node))
		data, ok := strings.CutPrefix(attr(all(page, "img", "class=qr")[0], "src"), "data:image/png;base64,")
		file, err := base64.StdEncoding.DecodeString(data)
		if !ok || err != nil {
			t.Fatal(err)
		}
		image, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if b := image.Bounds(); b.Dx() != 360 || b.Dy() != 360 {
			t.Errorf("the picture is %v", b)
		}
		if got := text(all(page, "code", "id=totpSecret")[0]); got != "JBSWY3DPEHPK3PXP" {
			t.Errorf("the secret is %s", got)
		}
		if _, err := f.Authenticator(pages.Authenticator{URI: "otpauth://totp/" + strings.Repeat("x", 5000)}); err == nil {
			t.Error("a URI that no QR code can hold")
		}
	}
}

// What the views say matters to the page.
func TestViews(t *testing.T) {
	t.Parallel()
	for name, look := range looks() {
		f := frame(look, "")
		count := func(page, selector string) int { return len(find(parse(t, page), selector)) }
		bare := render(t, f.SignIn(pages.SignIn{Username: "ana"}))
		if count(bare, "a") != 0 {
			t.Errorf("%s: links that were not asked for", name)
		}
		if count(bare, "input[name=username][value=ana]") == 0 {
			t.Errorf("%s: the username is not filled in", name)
		}
		terms := pages.SignUp{TermsURL: "https://example.com/terms"}
		if page := render(t, f.SignUp(terms)); strings.Contains(page, terms.TermsURL) {
			t.Errorf("%s: terms without a privacy policy", name)
		}
		f.Error = "Something is wrong."
		for _, s := range samples() {
			if s.managed && name == "classic" || strings.HasPrefix(s.name, "confirm-failed") || s.name == "failure" || s.name == "unavailable" ||
				s.name == "confirmed" || s.name == "signed-out" || s.name == "feedback" {
				continue
			}
			if shown := text(parse(t, render(t, s.make(f, "")))); !strings.Contains(shown, f.Error) {
				t.Errorf("%s, %s: the page does not say what is wrong", name, s.name)
			}
		}
	}
}
