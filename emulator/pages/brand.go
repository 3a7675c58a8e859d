package pages

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

// brand is a managed login style: its settings and its images.
// Doc: "Apply branding to managed login pages", the sample of UpdateManagedLoginBranding.
type brand struct {
	settings any
	assets   []types.AssetType
	scheme   types.ColorSchemeModeType
}

func readBrand(settings string, assets []types.AssetType) brand {
	b := brand{assets: assets}
	_ = json.Unmarshal([]byte(settings), &b.settings) // what can't be read says nothing
	switch mode := types.ColorSchemeModeType(strings.ToUpper(b.word("categories.global.colorSchemeMode"))); mode {
	case types.ColorSchemeModeTypeDark, types.ColorSchemeModeTypeDynamic:
		b.scheme = mode
	default:
		b.scheme = types.ColorSchemeModeTypeLight
	}
	return b
}

// at is the setting with a path, or nil.
func (b brand) at(path string) any {
	value := b.settings
	for name := range strings.SplitSeq(path, ".") {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	return value
}

func (b brand) word(path string) string {
	text, _ := b.at(path).(string)
	return text
}

// is tells whether something is switched on.
func (b brand) is(path string, otherwise bool) bool {
	if on, ok := b.at(path).(bool); ok {
		return on
	}
	return otherwise
}

// one is a setting that is one of several words; the first of them is what it is otherwise.
func (b brand) one(path string, words ...string) string {
	if w := strings.ToUpper(b.word(path)); slices.Contains(words, w) {
		return w
	}
	return words[0]
}

// color is a colour as style sheets write it: RRGGBB or RRGGBBAA in the settings. Empty: none.
func (b brand) color(path string) string {
	text := strings.TrimPrefix(b.word(path), "#")
	if len(text) != 6 && len(text) != 8 {
		return ""
	}
	if _, err := strconv.ParseUint(text, 16, 64); err != nil {
		return ""
	}
	return "#" + text
}

// brandColors are the colours that a style can set: the variable of the style sheet, and the path
// with an asterisk in place of the mode.
var brandColors = [][2]string{
	{"page", "components.pageBackground.*.color"},
	{"form", "components.form.*.backgroundColor"},
	{"form-border", "components.form.*.borderColor"},
	{"heading", "components.pageText.*.headingColor"},
	{"body", "components.pageText.*.bodyColor"},
	{"description", "components.pageText.*.descriptionColor"},
	{"primary", "components.primaryButton.*.defaults.backgroundColor"},
	{"primary-text", "components.primaryButton.*.defaults.textColor"},
	{"primary-hover", "components.primaryButton.*.hover.backgroundColor"},
	{"primary-hover-text", "components.primaryButton.*.hover.textColor"},
	{"primary-active", "components.primaryButton.*.active.backgroundColor"},
	{"primary-active-text", "components.primaryButton.*.active.textColor"},
	{"secondary", "components.secondaryButton.*.defaults.backgroundColor"},
	{"secondary-border", "components.secondaryButton.*.defaults.borderColor"},
	{"secondary-text", "components.secondaryButton.*.defaults.textColor"},
	{"secondary-hover", "components.secondaryButton.*.hover.backgroundColor"},
	{"secondary-hover-border", "components.secondaryButton.*.hover.borderColor"},
	{"secondary-hover-text", "components.secondaryButton.*.hover.textColor"},
	{"secondary-active", "components.secondaryButton.*.active.backgroundColor"},
	{"secondary-active-border", "components.secondaryButton.*.active.borderColor"},
	{"secondary-active-text", "components.secondaryButton.*.active.textColor"},
	{"idp", "components.idpButton.standard.*.defaults.backgroundColor"},
	{"idp-border", "components.idpButton.standard.*.defaults.borderColor"},
	{"idp-text", "components.idpButton.standard.*.defaults.textColor"},
	{"idp-hover", "components.idpButton.standard.*.hover.backgroundColor"},
	{"idp-hover-border", "components.idpButton.standard.*.hover.borderColor"},
	{"idp-hover-text", "components.idpButton.standard.*.hover.textColor"},
	{"idp-active", "components.idpButton.standard.*.active.backgroundColor"},
	{"idp-active-border", "components.idpButton.standard.*.active.borderColor"},
	{"idp-active-text", "components.idpButton.standard.*.active.textColor"},
	{"input", "componentClasses.input.*.defaults.backgroundColor"},
	{"input-border", "componentClasses.input.*.defaults.borderColor"},
	{"placeholder", "componentClasses.input.*.placeholderColor"},
	{"label", "componentClasses.inputLabel.*.textColor"},
	{"hint", "componentClasses.inputDescription.*.textColor"},
	{"focus", "componentClasses.focusState.*.borderColor"},
	{"divider", "componentClasses.divider.*.borderColor"},
	{"link", "componentClasses.link.*.defaults.textColor"},
	{"link-hover", "componentClasses.link.*.hover.textColor"},
	{"option", "componentClasses.optionControls.*.defaults.backgroundColor"},
	{"option-border", "componentClasses.optionControls.*.defaults.borderColor"},
	{"option-selected", "componentClasses.optionControls.*.selected.backgroundColor"},
	{"error", "components.alert.*.error.backgroundColor"},
	{"error-border", "components.alert.*.error.borderColor"},
	{"error-sign", "componentClasses.statusIndicator.*.error.indicatorColor"},
	{"success-sign", "componentClasses.statusIndicator.*.success.indicatorColor"},
	{"header", "components.pageHeader.*.background.color"},
	{"header-border", "components.pageHeader.*.borderColor"},
	{"footer", "components.pageFooter.*.background.color"},
	{"footer-border", "components.pageFooter.*.borderColor"},
}

// brandRadii are the rounded corners that a style can set.
var brandRadii = [][2]string{
	{"form-radius", "components.form.borderRadius"},
	{"button-radius", "componentClasses.buttons.borderRadius"},
	{"input-radius", "componentClasses.input.borderRadius"},
	{"alert-radius", "components.alert.borderRadius"},
}

// css are the variables of the style sheet. Those of a mode that the style does not use are left out;
// the style sheet itself holds the service's own values.
func (b brand) css() string {
	var all strings.Builder
	all.WriteString(":root{")
	for _, r := range brandRadii {
		if n, ok := b.at(r[1]).(float64); ok && n >= 0 && n <= 1000 {
			all.WriteString("--" + r[0] + ":" + strconv.FormatFloat(n, 'f', -1, 64) + "px;")
		}
	}
	all.WriteString("}\n")
	light := ":root{color-scheme:light;" + b.mode("lightMode", types.ColorSchemeModeTypeLight) + "}\n"
	dark := ":root{color-scheme:dark;" + b.mode("darkMode", types.ColorSchemeModeTypeDark) + "}\n"
	switch b.scheme {
	case types.ColorSchemeModeTypeDark:
		all.WriteString(darkStyle + dark)
	case types.ColorSchemeModeTypeDynamic:
		all.WriteString(lightStyle + light + "@media (prefers-color-scheme:dark){" + darkStyle + dark + "}\n")
	default:
		all.WriteString(lightStyle + light)
	}
	return all.String()
}

// mode are the variables of light or dark mode.
func (b brand) mode(name string, mode types.ColorSchemeModeType) string {
	var s strings.Builder
	for _, c := range brandColors {
		if color := b.color(strings.Replace(c[1], "*", name, 1)); color != "" {
			s.WriteString("--" + c[0] + ":" + color + ";")
		}
	}
	for _, i := range []struct {
		name     string
		category types.AssetCategoryType
		wanted   bool
	}{
		{"page-image", types.AssetCategoryTypePageBackground, b.is("components.pageBackground.image.enabled", true)},
		{"form-image", types.AssetCategoryTypeFormBackground, b.is("components.form.backgroundImage.enabled", false)},
		{"header-image", types.AssetCategoryTypePageHeaderBackground, b.is("components.pageHeader.backgroundImage.enabled", false)},
		{"footer-image", types.AssetCategoryTypePageFooterBackground, b.is("components.pageFooter.backgroundImage.enabled", false)},
	} {
		if !i.wanted {
			s.WriteString("--" + i.name + ":none;")
		} else if a := b.asset(i.category, mode, ""); a != nil {
			s.WriteString("--" + i.name + `:url("` + assetURI(a) + `");`)
		}
	}
	return s.String()
}

// asset is the image for a place in a mode: one of that mode, or one for all. The resource is that of
// a provider's icon. Assumed: it is the provider's name (A367).
func (b brand) asset(category types.AssetCategoryType, mode types.ColorSchemeModeType, resource string) *types.AssetType {
	var found *types.AssetType
	for n := range b.assets {
		a := &b.assets[n]
		if a.Category != category || len(a.Bytes) == 0 || resource != "" && aws.ToString(a.ResourceId) != resource {
			continue
		}
		if a.ColorMode == mode {
			return a
		}
		if a.ColorMode == types.ColorSchemeModeTypeDynamic {
			found = a
		}
	}
	return found
}

func assetURI(a *types.AssetType) string {
	kind := "image/png"
	switch a.Extension {
	case types.AssetExtensionTypeIco:
		kind = "image/x-icon"
	case types.AssetExtensionTypeJpeg:
		kind = "image/jpeg"
	case types.AssetExtensionTypeSvg:
		kind = "image/svg+xml"
	case types.AssetExtensionTypeWebp:
		kind = "image/webp"
	}
	return dataURI(kind, a.Bytes)
}

// picture is an image of the style, or nil: both modes of a style that follows the browser.
func (b brand) picture(category types.AssetCategoryType, resource, class, alt string) g.Node {
	light, dark := b.asset(category, types.ColorSchemeModeTypeLight, resource), b.asset(category, types.ColorSchemeModeTypeDark, resource)
	show := func(a *types.AssetType) g.Node { return h.Img(h.Class(class), h.Src(assetURI(a)), h.Alt(alt)) }
	switch {
	case b.scheme == types.ColorSchemeModeTypeDark && dark != nil:
		return show(dark)
	case b.scheme == types.ColorSchemeModeTypeDynamic && light != nil && dark != nil && light != dark:
		return el("picture", h.Source(h.SrcSet(assetURI(dark)), at("media", "(prefers-color-scheme: dark)")), show(light))
	case light != nil:
		return show(light)
	case b.scheme == types.ColorSchemeModeTypeDynamic && dark != nil:
		return show(dark)
	}
	return nil
}

// icons are the icons of the browser tab: those of the style, or none, so that browsers don't ask.
func (l *Look) icons() g.Node {
	var icons g.Group
	for _, category := range []types.AssetCategoryType{types.AssetCategoryTypeFaviconIco, types.AssetCategoryTypeFaviconSvg} {
		kind := strings.TrimPrefix(string(category), "FAVICON_")
		if wanted, ok := l.brand.at("components.favicon.enabledTypes").([]any); ok && !slices.Contains(wanted, any(kind)) {
			continue
		}
		if a := l.brand.asset(category, types.ColorSchemeModeTypeLight, ""); a != nil {
			icons = append(icons, h.Link(h.Rel("icon"), h.Href(assetURI(a))))
		}
	}
	if icons == nil {
		icons = g.Group{h.Link(h.Rel("icon"), h.Href("data:,"))}
	}
	return icons
}

// federationFirst tells whether the providers stand above the username, as the service's own style
// has it.
func (b brand) federationFirst() bool {
	rows, _ := b.at("categories.auth.authMethodOrder").([]any)
	for _, row := range rows {
		methods, _ := row.([]any)
		for _, m := range methods {
			method, _ := m.(map[string]any)
			switch method["type"] {
			case "FEDERATED":
				return true
			case "USERNAME_PASSWORD":
				return false
			}
		}
	}
	return true
}

// order puts the providers in the style's order, the others after them.
func (b brand) order(providers []Provider) []Provider {
	names, _ := b.at("categories.auth.federation.order").([]any)
	place := func(p Provider) int {
		if n := slices.Index(names, any(p.Name)); n >= 0 {
			return n
		}
		return len(names)
	}
	sorted := slices.Clone(providers)
	slices.SortStableFunc(sorted, func(x, y Provider) int { return place(x) - place(y) })
	return sorted
}
