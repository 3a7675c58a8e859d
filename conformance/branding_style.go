package conformance

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// doc makes a document of a JSON text.
func doc(text string) document.Interface {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return nil
	}
	return document.NewLazyDocument(v)
}

// style is a style with its settings as JSON, nil when there are none: documents cannot be compared as they come.
type style struct {
	types.ManagedLoginBrandingType
	Settings any
}

func (w *World) readable(b *types.ManagedLoginBrandingType) style {
	w.t.Helper()
	s := style{ManagedLoginBrandingType: *b}
	if b.Settings != nil {
		text, err := b.Settings.MarshalSmithyDocument()
		w.must(err)
		w.must(json.Unmarshal(text, &s.Settings))
	}
	s.ManagedLoginBrandingType.Settings = nil
	return s
}

// wanted is a style of the pool made last, made or changed just now; settings is JSON text or empty.
func (w *World) wanted(provided bool, settings string, assets ...types.AssetType) style {
	w.t.Helper()
	s := style{ManagedLoginBrandingType: types.ManagedLoginBrandingType{
		ManagedLoginBrandingId: new(AnyUUID), UserPoolId: &w.pool.ID, UseCognitoProvidedValues: provided, Assets: assets,
		CreationDate: Lately(), LastModifiedDate: Lately(),
	}}
	if assets == nil {
		s.Assets = []types.AssetType{}
	}
	if settings != "" {
		w.must(json.Unmarshal([]byte(settings), &s.Settings))
	}
	return s
}

// styled gives the client made last a style and keeps its id.
func (w *World) styled(in cip.CreateManagedLoginBrandingInput) style {
	w.t.Helper()
	in.UserPoolId, in.ClientId = &w.pool.ID, &w.client.ID
	made := OK(w, w.API.CreateManagedLoginBranding, &in).ManagedLoginBranding
	w.Keep("style", *made.ManagedLoginBrandingId)
	return w.readable(made)
}

func (w *World) restyled(in cip.UpdateManagedLoginBrandingInput) style {
	w.t.Helper()
	in.UserPoolId, in.ManagedLoginBrandingId = &w.pool.ID, new(w.Kept("style"))
	return w.readable(OK(w, w.API.UpdateManagedLoginBranding, &in).ManagedLoginBranding)
}

// style describes the style that was kept, by its id and by its client, which must agree.
func (w *World) style(merged bool) style {
	w.t.Helper()
	byID := w.readable(OK(w, w.API.DescribeManagedLoginBranding, &cip.DescribeManagedLoginBrandingInput{
		UserPoolId: &w.pool.ID, ManagedLoginBrandingId: new(w.Kept("style")), ReturnMergedResources: merged}).ManagedLoginBranding)
	byClient := w.readable(OK(w, w.API.DescribeManagedLoginBrandingByClient, &cip.DescribeManagedLoginBrandingByClientInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ReturnMergedResources: merged}).ManagedLoginBranding)
	w.Equal(byClient, byID)
	return byID
}

func svg(category types.AssetCategoryType, mode types.ColorSchemeModeType, text string) types.AssetType {
	return types.AssetType{Category: category, ColorMode: mode, Extension: types.AssetExtensionTypeSvg, Bytes: []byte(text)}
}

// pngImage is a picture of that size.
func pngImage(width, height int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		return nil
	}
	return b.Bytes()
}

func poolAndClient(w *World) { w.Pool(); w.Client() }

// styleCases are about the styles of managed login.
func styleCases() []Case {
	const own = `{"components":{"alert":{"borderRadius":3.5},"favicon":{"enabledTypes":["ICO"]}}}`
	light := svg("FORM_LOGO", "LIGHT", "<svg width='1' height='1'/>")
	dark := svg("FORM_LOGO", "DARK", "<svg width='1' height='1'/>")
	return []Case{
		{
			// Seen: floci-io/floci#2869, measured: no settings, but always a list of images.
			Operations: ops("CreateManagedLoginBranding", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient"),
			Says:       "the service's own style has no settings to show and an empty list of images", Given: poolAndClient,
			Steps: steps(
				func(w *World) {
					w.Equal(w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true}), w.wanted(true, ""))
				},
				func(w *World) { w.Equal(w.style(false), w.wanted(true, "")) },
			),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests, badmintoncryer/cdk-preflight.
			Operations: ops("CreateManagedLoginBranding"), Says: "the service's own style takes images", Given: poolAndClient,
			Steps: steps(func(w *World) {
				footer := svg("PAGE_FOOTER_BACKGROUND", "DARK", "<svg/>")
				w.Equal(w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: []types.AssetType{footer}}), w.wanted(true, "", footer))
				w.Equal(w.style(false), w.wanted(true, "", footer))
			}),
		},
		{
			Operations: ops("CreateManagedLoginBranding", "DescribeManagedLoginBranding"), Says: "settings and images are read back as they were set", Given: poolAndClient,
			Steps: steps(
				func(w *World) {
					w.Equal(w.styled(cip.CreateManagedLoginBrandingInput{Settings: doc(own), Assets: []types.AssetType{light}}), w.wanted(false, own, light))
				},
				func(w *World) { w.Equal(w.style(false), w.wanted(false, own, light)) },
			),
		},
		{
			// Doc: UpdateManagedLoginBranding. Seen: hashicorp/terraform-provider-aws#42757 and its comment on images.
			Operations: ops("UpdateManagedLoginBranding"), Says: "what an update does not specify stays", Assumes: "A165",
			Given: func(w *World) {
				poolAndClient(w)
				w.styled(cip.CreateManagedLoginBrandingInput{Settings: doc(own), Assets: []types.AssetType{light}})
			},
			Steps: steps(
				func(w *World) {
					const changed = `{"components":{"alert":{"borderRadius":4},"favicon":{"enabledTypes":["ICO"]}},"categories":{"form":{"displayGraphics":false}}}`
					w.Equal(w.restyled(cip.UpdateManagedLoginBrandingInput{
						Settings: doc(`{"components":{"alert":{"borderRadius":4}},"categories":{"form":{"displayGraphics":false}}}`)}), w.wanted(false, changed, light))
					other := svg("FORM_LOGO", "LIGHT", "<svg width='2' height='2'/>")
					w.Equal(w.restyled(cip.UpdateManagedLoginBrandingInput{Assets: []types.AssetType{dark, other}}), w.wanted(false, changed, other, dark))
				},
				func(w *World) {
					before := w.style(false)
					before.LastModifiedDate = Lately()
					w.Equal(w.restyled(cip.UpdateManagedLoginBrandingInput{}), before)
				},
			),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests.
			Operations: ops("UpdateManagedLoginBranding"), Says: "a style goes back to the service's own, and from there to settings", Assumes: "A165",
			Given: func(w *World) {
				poolAndClient(w)
				w.styled(cip.CreateManagedLoginBrandingInput{Settings: doc(own), Assets: []types.AssetType{light}})
			},
			Steps: steps(
				func(w *World) {
					w.Equal(w.restyled(cip.UpdateManagedLoginBrandingInput{UseCognitoProvidedValues: true}), w.wanted(true, ""))
				},
				func(w *World) {
					w.Equal(w.restyled(cip.UpdateManagedLoginBrandingInput{Settings: doc(own)}), w.wanted(false, own))
					w.Equal(w.style(false), w.wanted(false, own))
				},
			),
		},
		{
			// Doc: DescribeManagedLoginBranding, ReturnMergedResources.
			Operations: ops("DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient"), Says: "merged settings are complete, with the style's own in their places", Assumes: "A167", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.styled(cip.CreateManagedLoginBrandingInput{Settings: doc(own)})
				merged, _ := w.style(true).Settings.(map[string]any)
				for _, part := range []string{"categories", "componentClasses", "components"} {
					if _, there := merged[part].(map[string]any); !there {
						w.Errorf("the merged settings have no %s", part)
					}
				}
				components, _ := merged["components"].(map[string]any)
				alert, _ := components["alert"].(map[string]any)
				w.Equal(alert["borderRadius"], any(3.5))
				if alert["lightMode"] == nil || components["primaryButton"] == nil {
					w.Errorf("the merged settings lack what the style does not say: %v", components)
				}
			}),
		},
		{
			Operations: ops("DeleteManagedLoginBranding"), Says: "a style that was deleted is gone, and its client can have another one", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
				Answers(w, w.API.DeleteManagedLoginBranding, &cip.DeleteManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: new(w.Kept("style"))},
					&cip.DeleteManagedLoginBrandingOutput{})
				Refuses(w, w.API.DescribeManagedLoginBrandingByClient, &cip.DescribeManagedLoginBrandingByClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, "ResourceNotFoundException")
				Refuses(w, w.API.DeleteManagedLoginBranding, &cip.DeleteManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: new(w.Kept("style"))}, "ResourceNotFoundException")
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
			}),
		},
		{
			Operations: ops("DeleteUserPoolClient", "DescribeManagedLoginBranding"), Says: "a style goes with its client", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
				OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				Refuses(w, w.API.DescribeManagedLoginBranding, &cip.DescribeManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: new(w.Kept("style"))}, "ResourceNotFoundException")
			}),
		},
	}
}

// styleRefusals are what styles are refused for.
func styleRefusals() []Case {
	const (
		ip    = "InvalidParameterException"
		oneOf = "useCognitoProvidedValues or settings should be specified (but not both)"
	)
	object := doc(`{"categories":{"form":{"displayGraphics":true}}}`)
	ico := types.AssetType{Category: "PAGE_BACKGROUND", ColorMode: "LIGHT", Extension: "ICO", Bytes: []byte{0, 0, 1, 0}}
	tall := types.AssetType{Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG", Bytes: pngImage(48, 57)}
	type refusal struct {
		says       string
		in         cip.CreateManagedLoginBrandingInput
		text, open string
	}
	many := make([]types.AssetType, 41)
	for i := range many {
		many[i] = svg("FORM_LOGO", "LIGHT", "<svg/>")
	}
	cases := each([]refusal{
		// Seen: badmintoncryer/cdk-preflight.
		{"neither settings nor the service's own style", cip.CreateManagedLoginBrandingInput{}, oneOf, ""},
		{"settings and the service's own style", cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Settings: object}, oneOf, ""},
		{"settings that are no object", cip.CreateManagedLoginBrandingInput{Settings: doc(`["x"]`)}, "", "A168"},
		{"an icon file as a background", cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: []types.AssetType{ico}}, "", "A166"},
		// Seen: a public test file of 2026-09.
		{"a logo that is taller than wide", cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: []types.AssetType{tall}},
			`Invalid assets provided. Validation errors: [{category: FORM_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Invalid file dimension. ` +
				`Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. Detected width: 48.0; height: 57.0"}]`, ""},
		{"more than forty images", cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: many}, "", ""},
	}, func(r refusal) Case {
		return Case{
			Operations: ops("CreateManagedLoginBranding"), Says: "refused: " + r.says, Assumes: r.open, Given: poolAndClient,
			Steps: steps(func(w *World) {
				in := r.in
				in.UserPoolId, in.ClientId = &w.pool.ID, &w.client.ID
				Refuses(w, w.API.CreateManagedLoginBranding, &in, ip, known(r.text)...)
				Refuses(w, w.API.DescribeManagedLoginBrandingByClient, &cip.DescribeManagedLoginBrandingByClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, "ResourceNotFoundException")
			}),
		}
	})
	return append(cases, []Case{
		{
			Operations: ops("CreateManagedLoginBranding"), Says: "refused: a style without a client",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned("CreateManagedLoginBranding", map[string]any{"UserPoolId": w.pool.ID, "UseCognitoProvidedValues": true}), ip,
					"1 validation error detected: Value null at 'clientId' failed to satisfy constraint: Member must not be null")
			}),
		},
		{
			// Doc: CreateManagedLoginBranding (type).
			Operations: ops("CreateManagedLoginBranding"), Says: "refused: a second style of a client", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
				Refuses(w, w.API.CreateManagedLoginBranding, &cip.CreateManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, Settings: object}, "ManagedLoginBrandingExistsException")
				w.Equal(w.style(false), w.wanted(true, ""))
			}),
		},
		{
			Operations: ops("UpdateManagedLoginBranding"), Says: "refused: settings and the service's own style in an update, and an image of the wrong kind", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
				in := &cip.UpdateManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: new(w.Kept("style")), UseCognitoProvidedValues: true, Settings: object}
				Refuses(w, w.API.UpdateManagedLoginBranding, in, ip, oneOf)
				in.Settings, in.Assets = nil, []types.AssetType{ico}
				Refuses(w, w.API.UpdateManagedLoginBranding, in, ip)
				w.Equal(w.style(false), w.wanted(true, ""))
			}),
		},
		{
			Operations: ops("UpdateManagedLoginBranding"), Says: "refused: an update that does not name the pool, or the style, which the model lets it leave out", Given: poolAndClient, Assumes: "A440",
			Steps: steps(func(w *World) {
				const null = " failed to satisfy constraint: Member must not be null"
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
				Refuses(w, w.API.UpdateManagedLoginBranding, &cip.UpdateManagedLoginBrandingInput{ManagedLoginBrandingId: new(w.Kept("style"))}, ip,
					"1 validation error detected: Value null at 'userPoolId'"+null)
				Refuses(w, w.API.UpdateManagedLoginBranding, &cip.UpdateManagedLoginBrandingInput{UserPoolId: &w.pool.ID}, ip,
					"1 validation error detected: Value null at 'managedLoginBrandingId'"+null)
			}),
		},
		{
			Operations: ops("CreateManagedLoginBranding", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient", "UpdateManagedLoginBranding", "DeleteManagedLoginBranding"),
			Says:       "refused: styles and clients of another pool, or that are not there", Given: poolAndClient,
			Steps: steps(func(w *World) {
				const code = "ResourceNotFoundException"
				w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true})
				client := w.client.ID
				text := "User pool client " + client + " does not exist."
				w.Pool()
				Refuses(w, w.API.CreateManagedLoginBranding, &cip.CreateManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ClientId: &client, UseCognitoProvidedValues: true}, code, text)
				Refuses(w, w.API.DescribeManagedLoginBrandingByClient, &cip.DescribeManagedLoginBrandingByClientInput{UserPoolId: &w.pool.ID, ClientId: &client}, code, text)
				for _, id := range []string{w.Kept("style"), "0f9e8d7c-6b5a-4433-9221-100ffeeddccb"} {
					Refuses(w, w.API.DescribeManagedLoginBranding, &cip.DescribeManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: &id}, code)
					Refuses(w, w.API.UpdateManagedLoginBranding, &cip.UpdateManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: &id}, code)
					Refuses(w, w.API.DeleteManagedLoginBranding, &cip.DeleteManagedLoginBrandingInput{UserPoolId: &w.pool.ID, ManagedLoginBrandingId: &id}, code)
				}
			}),
		},
	}...)
}
