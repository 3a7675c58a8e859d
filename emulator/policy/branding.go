package policy

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"image"
	_ "image/jpeg" // logos are measured
	_ "image/png"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// maxAssets is how many images a style has. Doc: CreateManagedLoginBranding.
const maxAssets = 40

// CheckSettings refuses settings of a style that are no object. The text is empty where none are given.
func CheckSettings(settings string) error {
	if settings != "" && !strings.HasPrefix(settings, "{") {
		return fault.BrandingSettingsNotObject()
	}
	return nil
}

// CheckAssets refuses images that do not suit their place, all of them in one text.
// Doc: CreateManagedLoginBranding, "Apply branding to managed login pages" (the kinds of files).
// Seen: badmintoncryer/cdk-preflight, a public test file of 2026-09 (texts). Assumed: what is not
// documented is not checked (A166).
func CheckAssets(assets []types.AssetType) error {
	var problems []string
	for _, a := range assets {
		if !slices.Contains(extensionsOf(a.Category), a.Extension) {
			problems = append(problems, fault.AssetProblem(a, fault.AssetExtension()))
		} else if width, height, ok := logoSize(a); ok && (width < height || width > 4*height) {
			problems = append(problems, fault.AssetProblem(a, fault.AssetLogoDimension(width, height)))
		}
	}
	if problems != nil {
		return fault.InvalidAssets(strings.Join(problems, ", "))
	}
	return nil
}

// extensionsOf are the kinds of files that a category takes.
func extensionsOf(category types.AssetCategoryType) []types.AssetExtensionType {
	switch category {
	case types.AssetCategoryTypeFaviconIco:
		return []types.AssetExtensionType{types.AssetExtensionTypeIco}
	case types.AssetCategoryTypeFaviconSvg:
		return []types.AssetExtensionType{types.AssetExtensionTypeSvg}
	case types.AssetCategoryTypeIdpButtonIcon:
		return []types.AssetExtensionType{types.AssetExtensionTypeIco, types.AssetExtensionTypeSvg}
	}
	return []types.AssetExtensionType{
		types.AssetExtensionTypePng, types.AssetExtensionTypeSvg, types.AssetExtensionTypeJpeg, types.AssetExtensionTypeWebp,
	}
}

// logoSize measures a logo, if it is one of the kinds of files that we can measure.
func logoSize(a types.AssetType) (width, height int, ok bool) {
	if !strings.HasSuffix(string(a.Category), "_LOGO") {
		return 0, 0, false
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(a.Bytes))
	return size.Width, size.Height, err == nil && size.Height > 0
}

// MergeAssets puts images in place of those for the same place and mode, or adds them.
// Seen: hashicorp/terraform-provider-aws, a comment on aws_cognito_managed_login_branding.
func MergeAssets(old, given []types.AssetType) ([]types.AssetType, error) {
	merged := slices.Clone(old)
	for _, a := range given {
		at := slices.IndexFunc(merged, func(b types.AssetType) bool { return b.Category == a.Category && b.ColorMode == a.ColorMode })
		if at < 0 {
			merged = append(merged, a)
		} else {
			merged[at] = a
		}
	}
	if len(merged) > maxAssets {
		return nil, fault.TooManyAssets()
	}
	return merged, nil
}

// MergeSettings lays settings over others, object by object; lists and plain values are replaced as a
// whole. Both are JSON texts of objects, and an empty text is an object without members.
// Doc: UpdateManagedLoginBranding (what is not specified stays). Seen: hashicorp/terraform-provider-aws#42757.
func MergeSettings(under, over string) (string, error) {
	switch {
	case under == "":
		return over, nil
	case over == "":
		return under, nil
	}
	merged, err := mergeJSON(json.RawMessage(under), json.RawMessage(over))
	return string(merged), err
}

// mergeJSON keeps plain values as they are written: 8.0 is not 8.
func mergeJSON(under, over json.RawMessage) (json.RawMessage, error) {
	var a, b map[string]json.RawMessage
	if json.Unmarshal(under, &a) != nil || json.Unmarshal(over, &b) != nil || a == nil || b == nil {
		return over, nil
	}
	for name, value := range b {
		merged, err := mergeJSON(a[name], value)
		if err != nil {
			return nil, err
		}
		a[name] = merged
	}
	return json.Marshal(a)
}

// DefaultSettings are what a style looks like where nothing else is said.
// Doc: the sample of UpdateManagedLoginBranding. Seen: the settings of a public CDK app, which agree
// with it but for a logo. Assumed: these are the defaults (A167).
func DefaultSettings() string { return defaultSettings }

//go:embed branding_default.json
var defaultSettings string
