package policy_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/policy"
)

// picture is a PNG of that size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asset(category, mode, extension string, bytes []byte) types.AssetType {
	return types.AssetType{
		Category: types.AssetCategoryType(category), ColorMode: types.ColorSchemeModeType(mode),
		Extension: types.AssetExtensionType(extension), Bytes: bytes,
	}
}

func TestAssets(t *testing.T) {
	t.Parallel()
	const extension = `errorMessage: "Invalid file extension."}`
	for _, c := range []struct {
		name   string
		assets []types.AssetType
		want   string
	}{
		{"none", nil, ""},
		{"every kind", []types.AssetType{
			asset("FAVICON_ICO", "DYNAMIC", "ICO", nil), asset("FAVICON_SVG", "DYNAMIC", "SVG", nil), asset("IDP_BUTTON_ICON", "LIGHT", "ICO", nil),
			asset("PAGE_BACKGROUND", "LIGHT", "JPEG", nil), asset("FORM_BACKGROUND", "DARK", "WEBP", nil), asset("FORM_LOGO", "DARK", "SVG", []byte("<svg/>")),
		}, ""},
		{"logos at the limits", []types.AssetType{
			asset("FORM_LOGO", "LIGHT", "PNG", picture(t, 4, 4)), asset("PAGE_HEADER_LOGO", "LIGHT", "PNG", picture(t, 40, 10)),
		}, ""},
		{"a tall background", []types.AssetType{asset("PAGE_BACKGROUND", "LIGHT", "PNG", picture(t, 1, 9))}, ""},
		{"an icon as a background", []types.AssetType{asset("PAGE_BACKGROUND", "LIGHT", "ICO", nil)},
			`[{category: PAGE_BACKGROUND, extension: ICO, colorMode: LIGHT, ` + extension + `]`},
		{"several", []types.AssetType{
			asset("FAVICON_ICO", "DARK", "PNG", nil), asset("FORM_LOGO", "LIGHT", "PNG", picture(t, 4, 5)), asset("PAGE_FOOTER_LOGO", "LIGHT", "PNG", picture(t, 41, 10)),
		}, `[{category: FAVICON_ICO, extension: PNG, colorMode: DARK, ` + extension +
			`, {category: FORM_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. Detected width: 4.0; height: 5.0"}` +
			`, {category: PAGE_FOOTER_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. Detected width: 41.0; height: 10.0"}]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := c.want
			if want != "" {
				want = invalidParameter + "Invalid assets provided. Validation errors: " + want
			}
			wantError(t, policy.CheckAssets(c.assets), want)
		})
	}
}

func TestMergeAssets(t *testing.T) {
	t.Parallel()
	old := []types.AssetType{asset("FORM_LOGO", "LIGHT", "PNG", []byte{1}), asset("FORM_LOGO", "DARK", "PNG", []byte{2})}
	got, err := policy.MergeAssets(old, []types.AssetType{asset("FORM_LOGO", "DARK", "SVG", []byte{3}), asset("PAGE_BACKGROUND", "DARK", "SVG", []byte{4})})
	wantError(t, err, "")
	want := []types.AssetType{asset("FORM_LOGO", "LIGHT", "PNG", []byte{1}), asset("FORM_LOGO", "DARK", "SVG", []byte{3}), asset("PAGE_BACKGROUND", "DARK", "SVG", []byte{4})}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(types.AssetType{})); d != "" || old[1].Bytes[0] != 2 {
		t.Errorf("(- want, + got):\n%s", d)
	}
	var all []types.AssetType
	for _, category := range types.AssetCategoryType("").Values() {
		for _, mode := range types.ColorSchemeModeType("").Values() {
			all = append(all, asset(string(category), string(mode), "SVG", nil))
		}
	}
	_, err = policy.MergeAssets(all[:40], all[40:])
	wantError(t, err, invalidParameter+"A managed login branding style can have at most 40 assets.")
}

func TestMergeSettings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ under, over, want string }{
		{"", "", ""},
		{"", `{"a":8.0}`, `{"a":8.0}`},
		{`{"a":8.0}`, "", `{"a":8.0}`},
		{`{"a":{"b":1.0,"c":[1,2]},"d":"x"}`, `{"a":{"c":[3],"e":null},"f":{}}`, `{"a":{"b":1.0,"c":[3],"e":null},"d":"x","f":{}}`},
		{`{"a":{"b":1}}`, `{"a":2}`, `{"a":2}`},
		{`{"a":null}`, `{"a":{"b":1}}`, `{"a":{"b":1}}`},
	} {
		got, err := policy.MergeSettings(c.under, c.over)
		wantError(t, err, "")
		if got != c.want {
			t.Errorf("%s under %s: got %s, want %s", c.under, c.over, got, c.want)
		}
	}
	wantError(t, policy.CheckSettings(`{"a":1}`), "")
	wantError(t, policy.CheckSettings(""), "")
	wantError(t, policy.CheckSettings(`["a"]`), invalidParameter+"Invalid settings provided. The settings must be a JSON object.")
}

func TestDefaultSettings(t *testing.T) {
	t.Parallel()
	var settings map[string]map[string]json.RawMessage
	if err := json.Unmarshal([]byte(policy.DefaultSettings()), &settings); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for part, members := range settings {
		got[part] = len(members)
	}
	if d := cmp.Diff(map[string]int{"categories": 4, "componentClasses": 11, "components": 11}, got); d != "" {
		t.Errorf("(- want, + got):\n%s", d)
	}
}
