package managedlogin_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/policy"
)

const (
	noStyle = "ResourceNotFoundException: Managed login branding does not exist."
	oneOf   = ip + "useCognitoProvidedValues or settings should be specified (but not both)"
)

// settings makes a document of a JSON text.
func settings(t *testing.T, text string) document.Interface {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return document.NewLazyDocument(v)
}

// byValue compares documents by what they hold.
func byValue() cmp.Option {
	value := func(d document.Interface) (v any) {
		if text, err := d.MarshalSmithyDocument(); err != nil || json.Unmarshal(text, &v) != nil {
			return err
		}
		return v
	}
	return cmp.Comparer(func(a, b document.Interface) bool {
		if a == nil || b == nil {
			return a == nil && b == nil
		}
		return cmp.Equal(value(a), value(b))
	})
}

func svg(category types.AssetCategoryType, mode types.ColorSchemeModeType, bytes string) types.AssetType {
	return types.AssetType{Category: category, ColorMode: mode, Extension: types.AssetExtensionTypeSvg, Bytes: []byte(bytes)}
}

func (s *scene) style(in *cip.CreateManagedLoginBrandingInput) *types.ManagedLoginBrandingType {
	s.t.Helper()
	in.UserPoolId = s.id
	if in.ClientId == nil {
		in.ClientId = s.client
	}
	return must[cip.CreateManagedLoginBrandingOutput](s.t)(s.API.CreateManagedLoginBranding(s.t.Context(), in)).ManagedLoginBranding
}

// checkStyle compares what is shown of a style, by its id and by its client.
func (s *scene) checkStyle(want *types.ManagedLoginBrandingType, merged bool) {
	s.t.Helper()
	byID := must[cip.DescribeManagedLoginBrandingOutput](s.t)(s.API.DescribeManagedLoginBranding(s.t.Context(),
		&cip.DescribeManagedLoginBrandingInput{UserPoolId: s.id, ManagedLoginBrandingId: want.ManagedLoginBrandingId, ReturnMergedResources: merged}))
	optest.Equal(s.t, byID.ManagedLoginBranding, want, byValue())
	byClient := must[cip.DescribeManagedLoginBrandingByClientOutput](s.t)(s.API.DescribeManagedLoginBrandingByClient(s.t.Context(),
		&cip.DescribeManagedLoginBrandingByClientInput{UserPoolId: s.id, ClientId: s.client, ReturnMergedResources: merged}))
	optest.Equal(s.t, byClient.ManagedLoginBranding, want, byValue())
}

func (s *scene) restyle(id *string, in *cip.UpdateManagedLoginBrandingInput) *types.ManagedLoginBrandingType {
	s.t.Helper()
	in.UserPoolId, in.ManagedLoginBrandingId = s.id, id
	return must[cip.UpdateManagedLoginBrandingOutput](s.t)(s.API.UpdateManagedLoginBranding(s.t.Context(), in)).ManagedLoginBranding
}

func TestStyle(t *testing.T) {
	s := begin(t)
	light := svg(types.AssetCategoryTypeFormLogo, types.ColorSchemeModeTypeLight, "<svg/>")
	got := s.style(&cip.CreateManagedLoginBrandingInput{
		Settings: settings(t, `{"components":{"alert":{"borderRadius":3.5},"favicon":{"enabledTypes":["ICO"]}}}`), Assets: []types.AssetType{light}})
	want := &types.ManagedLoginBrandingType{
		ManagedLoginBrandingId: got.ManagedLoginBrandingId, UserPoolId: s.id, Assets: []types.AssetType{light},
		Settings:     settings(t, `{"components":{"alert":{"borderRadius":3.5},"favicon":{"enabledTypes":["ICO"]}}}`),
		CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
	}
	optest.Equal(t, got, want, byValue())
	s.checkStyle(want, false)

	// Whatever is sent is laid over what there was.
	s.Env.Clock.Advance(time.Minute)
	want.LastModifiedDate = aws.Time(s.Now())
	want.Settings = settings(t, `{"components":{"alert":{"borderRadius":4},"favicon":{"enabledTypes":["ICO"]}},"categories":{}}`)
	optest.Equal(t, s.restyle(got.ManagedLoginBrandingId, &cip.UpdateManagedLoginBrandingInput{
		Settings: settings(t, `{"components":{"alert":{"borderRadius":4}},"categories":{}}`)}), want, byValue())
	dark, newer := svg(types.AssetCategoryTypeFormLogo, types.ColorSchemeModeTypeDark, "<svg/>"), svg(types.AssetCategoryTypeFormLogo, types.ColorSchemeModeTypeLight, "<svg></svg>")
	want.Assets = []types.AssetType{newer, dark}
	optest.Equal(t, s.restyle(got.ManagedLoginBrandingId, &cip.UpdateManagedLoginBrandingInput{Assets: []types.AssetType{dark, newer}}), want, byValue())
	s.checkStyle(want, false)

	// Merged, it is complete.
	merged := *want
	text, err := policy.MergeSettings(policy.DefaultSettings(), `{"components":{"alert":{"borderRadius":4},"favicon":{"enabledTypes":["ICO"]}}}`)
	if err != nil {
		t.Fatal(err)
	}
	merged.Settings = settings(t, text)
	s.checkStyle(&merged, true)

	// The service's own style forgets all that.
	want.Settings, want.Assets, want.UseCognitoProvidedValues = nil, []types.AssetType{}, true
	optest.Equal(t, s.restyle(got.ManagedLoginBrandingId, &cip.UpdateManagedLoginBrandingInput{UseCognitoProvidedValues: true}), want, byValue())
	s.checkStyle(want, false)
	want.Assets = []types.AssetType{dark} // and stays it with an image
	optest.Equal(t, s.restyle(got.ManagedLoginBrandingId, &cip.UpdateManagedLoginBrandingInput{Assets: want.Assets}), want, byValue())
	want.Settings, want.UseCognitoProvidedValues = settings(t, `{"categories":{}}`), false
	optest.Equal(t, s.restyle(got.ManagedLoginBrandingId, &cip.UpdateManagedLoginBrandingInput{Settings: want.Settings}), want, byValue())

	must[cip.DeleteManagedLoginBrandingOutput](t)(s.API.DeleteManagedLoginBranding(t.Context(),
		&cip.DeleteManagedLoginBrandingInput{UserPoolId: s.id, ManagedLoginBrandingId: got.ManagedLoginBrandingId}))
	_, err = s.API.DescribeManagedLoginBrandingByClient(t.Context(), &cip.DescribeManagedLoginBrandingByClientInput{UserPoolId: s.id, ClientId: s.client})
	optest.Refused(t, err, noStyle)
}

func TestProvidedStyle(t *testing.T) {
	s := begin(t)
	icon := types.AssetType{Category: types.AssetCategoryTypeFaviconIco, ColorMode: types.ColorSchemeModeTypeDynamic,
		Extension: types.AssetExtensionTypeIco, ResourceId: aws.String("icon 1")}
	got := s.style(&cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: []types.AssetType{icon}})
	want := &types.ManagedLoginBrandingType{
		ManagedLoginBrandingId: got.ManagedLoginBrandingId, UserPoolId: s.id, UseCognitoProvidedValues: true, Assets: []types.AssetType{icon},
		CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
	}
	optest.Equal(t, got, want)
	s.checkStyle(want, false)
	want.Settings = settings(t, policy.DefaultSettings())
	s.checkStyle(want, true)
}

func TestStyleRefusals(t *testing.T) {
	s := begin(t)
	object := settings(t, `{"categories":{}}`)
	ico := []types.AssetType{{Category: types.AssetCategoryTypePageBackground, ColorMode: types.ColorSchemeModeTypeLight, Extension: types.AssetExtensionTypeIco}}
	const badAssets = ip + `Invalid assets provided. Validation errors: [{category: PAGE_BACKGROUND, extension: ICO, colorMode: LIGHT, errorMessage: "Invalid file extension."}]`
	const notObject = ip + "Invalid settings provided. The settings must be a JSON object."
	none := aws.String("none")
	null := func(member string) string {
		return ip + "1 validation error detected: Value null at '" + member + "' failed to satisfy constraint: Member must not be null"
	}
	for name, c := range map[string]struct {
		in   cip.CreateManagedLoginBrandingInput
		want string
	}{
		"neither":    {cip.CreateManagedLoginBrandingInput{UserPoolId: s.id, ClientId: s.client}, oneOf},
		"both":       {cip.CreateManagedLoginBrandingInput{UserPoolId: s.id, ClientId: s.client, UseCognitoProvidedValues: true, Settings: object}, oneOf},
		"no object":  {cip.CreateManagedLoginBrandingInput{UserPoolId: s.id, ClientId: s.client, Settings: settings(t, `["x"]`)}, notObject},
		"bad assets": {cip.CreateManagedLoginBrandingInput{UserPoolId: s.id, ClientId: s.client, UseCognitoProvidedValues: true, Assets: ico}, badAssets},
		"no client":  {cip.CreateManagedLoginBrandingInput{UserPoolId: s.id, ClientId: none, UseCognitoProvidedValues: true}, noClient},
		"no pool":    {cip.CreateManagedLoginBrandingInput{UserPoolId: elsewhere(), ClientId: s.client, UseCognitoProvidedValues: true}, noPool},
	} {
		t.Run("create: "+name, func(t *testing.T) {
			_, err := s.API.CreateManagedLoginBranding(t.Context(), &c.in)
			optest.Refused(t, err, c.want)
		})
	}
	made := s.style(&cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
	_, other := s.newPool()
	id := made.ManagedLoginBrandingId
	calls := map[string]struct {
		do   func() error
		want string
	}{
		"a second style": {func() error {
			_, err := s.API.CreateManagedLoginBranding(t.Context(), &cip.CreateManagedLoginBrandingInput{UserPoolId: s.id, ClientId: s.client, UseCognitoProvidedValues: true})
			return err
		}, "ManagedLoginBrandingExistsException: A managed login branding style already exists for this app client."},
		"describe: of another pool": {func() error {
			_, err := s.API.DescribeManagedLoginBranding(t.Context(), &cip.DescribeManagedLoginBrandingInput{UserPoolId: other, ManagedLoginBrandingId: id})
			return err
		}, noStyle},
		"by client: of another pool": {func() error {
			_, err := s.API.DescribeManagedLoginBrandingByClient(t.Context(), &cip.DescribeManagedLoginBrandingByClientInput{UserPoolId: other, ClientId: s.client})
			return err
		}, "ResourceNotFoundException: User pool client " + *s.client + " does not exist."},
		"delete: of another pool": {func() error {
			_, err := s.API.DeleteManagedLoginBranding(t.Context(), &cip.DeleteManagedLoginBrandingInput{UserPoolId: other, ManagedLoginBrandingId: id})
			return err
		}, noStyle},
	}
	for name, c := range map[string]struct {
		in   cip.UpdateManagedLoginBrandingInput
		want string
	}{
		"of another pool": {cip.UpdateManagedLoginBrandingInput{UserPoolId: other, ManagedLoginBrandingId: id}, noStyle},
		"unknown":         {cip.UpdateManagedLoginBrandingInput{UserPoolId: s.id, ManagedLoginBrandingId: aws.String(someID)}, noStyle},
		"without an id":   {cip.UpdateManagedLoginBrandingInput{UserPoolId: s.id}, null("managedLoginBrandingId")},
		"without a pool":  {cip.UpdateManagedLoginBrandingInput{ManagedLoginBrandingId: id}, null("userPoolId")},
		"both":            {cip.UpdateManagedLoginBrandingInput{UserPoolId: s.id, ManagedLoginBrandingId: id, UseCognitoProvidedValues: true, Settings: object}, oneOf},
		"no object":       {cip.UpdateManagedLoginBrandingInput{UserPoolId: s.id, ManagedLoginBrandingId: id, Settings: settings(t, `1`)}, notObject},
		"bad assets":      {cip.UpdateManagedLoginBrandingInput{UserPoolId: s.id, ManagedLoginBrandingId: id, Assets: ico}, badAssets},
	} {
		calls["update: "+name] = struct {
			do   func() error
			want string
		}{func() error { _, err := s.API.UpdateManagedLoginBranding(t.Context(), &c.in); return err }, c.want}
	}
	for name, c := range calls {
		t.Run(name, func(t *testing.T) { optest.Refused(t, c.do(), c.want) })
	}
}
