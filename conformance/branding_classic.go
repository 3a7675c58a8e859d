package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const labelCSS = ".label-customizable {font-weight: 400;}"

// look sets the look of the classic pages: of a client, or of all when client is nil.
func (w *World) setLook(client *string, css string, image []byte) *types.UICustomizationType {
	w.t.Helper()
	in := &cip.SetUICustomizationInput{UserPoolId: &w.pool.ID, ClientId: client, ImageFile: image}
	if css != "" {
		in.CSS = &css
	}
	return OK(w, w.API.SetUICustomization, in).UICustomization
}

func (w *World) look(client *string) *types.UICustomizationType {
	w.t.Helper()
	return OK(w, w.API.GetUICustomization, &cip.GetUICustomizationInput{UserPoolId: &w.pool.ID, ClientId: client}).UICustomization
}

// shownLook is a look as it is shown, set just now.
func (w *World) shownLook(client, css string) *types.UICustomizationType {
	shown := &types.UICustomizationType{UserPoolId: &w.pool.ID, ClientId: &client, CSSVersion: new(AnyVersion), CreationDate: Lately(), LastModifiedDate: Lately()}
	if css != "" {
		shown.CSS = &css
	}
	return shown
}

func withDomain(w *World) { w.Pool(); w.domain(); w.Client() }

// classicCases are about the look of the classic pages.
func classicCases() []Case {
	logo := pngImage(4, 4)
	return []Case{
		{
			// Doc: GetUICustomization. Seen: hashicorp/terraform-provider-aws.
			Operations: ops("GetUICustomization"), Says: "where nothing is customized there is nothing to show", Given: withDomain,
			Steps: steps(func(w *World) {
				for _, client := range []*string{nil, new("ALL"), &w.client.ID} {
					Answers(w, w.API.GetUICustomization, &cip.GetUICustomizationInput{UserPoolId: &w.pool.ID, ClientId: client}, &cip.GetUICustomizationOutput{UICustomization: &types.UICustomizationType{}})
				}
			}),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests.
			Operations: ops("SetUICustomization", "GetUICustomization"), Says: "the look of all clients is that of a client until it has one of its own", Assumes: "A163", Given: withDomain,
			Steps: steps(
				func(w *World) {
					w.Equal(w.setLook(nil, labelCSS, nil), w.shownLook("ALL", labelCSS))
					w.Equal(w.look(new("ALL")), w.shownLook("ALL", labelCSS))
					w.Equal(w.look(&w.client.ID), w.shownLook("ALL", labelCSS))
				},
				func(w *World) {
					const own = ".label-customizable {font-weight: 100;}"
					w.Equal(w.setLook(&w.client.ID, own, nil), w.shownLook(w.client.ID, own))
					w.Equal(w.look(&w.client.ID), w.shownLook(w.client.ID, own))
					w.Equal(w.look(nil), w.shownLook("ALL", labelCSS))
				},
			),
		},
		{
			// Doc: the samples of SetUICustomization and of the AWS CLI.
			Operations: ops("SetUICustomization", "GetUICustomization"), Says: "a logo is shown by its address", Given: withDomain,
			Steps: steps(func(w *World) {
				got := w.setLook(&w.client.ID, labelCSS, logo)
				want := w.shownLook(w.client.ID, labelCSS)
				want.ImageUrl = new(AnyText)
				w.Equal(got, want)
				if end := "/" + w.client.ID + "/" + *got.CSSVersion + "/assets/images/image.jpg"; !strings.HasPrefix(*got.ImageUrl, "https://") || !strings.HasSuffix(*got.ImageUrl, end) {
					w.Errorf("the address is %s, want https://….%s", *got.ImageUrl, end)
				}
				w.Equal(w.look(&w.client.ID), got)
			}),
		},
		{
			// Seen: hashicorp/terraform-provider-aws (its deletion, and that the version stays).
			Operations: ops("SetUICustomization", "GetUICustomization"), Says: "setting neither style sheet nor logo takes the customization away, but for its version", Assumes: "A163", Given: withDomain,
			Steps: steps(
				func(w *World) { w.setLook(nil, labelCSS, logo) },
				func(w *World) {
					w.setLook(nil, "", nil)
					left := w.look(nil)
					w.Equal([]any{left.CSS, left.ImageUrl, left.CreationDate, left.LastModifiedDate}, []any{(*string)(nil), (*string)(nil), left.CreationDate, left.CreationDate})
					if left.CreationDate != nil {
						w.Errorf("CreationDate is %v, want none", left.CreationDate)
					}
					w.Equal(left.CSSVersion, new(AnyVersion))
				},
			),
		},
		{
			Operations: ops("SetUICustomization"), Says: "every class of the classic pages can be styled", Given: withDomain,
			Steps: steps(func(w *World) {
				// Doc: the samples of the AWS CLI's set-ui-customization.
				var css strings.Builder
				for _, class := range strings.Fields("logo banner label textDescription idpDescription legalText submitButton submitButton:hover errorMessage inputField " +
					"inputField:focus idpButton idpButton:hover socialButton redirect passwordCheck-notValid passwordCheck-valid background") {
					name, state, _ := strings.Cut(class, ":")
					if state != "" {
						state = ":" + state
					}
					css.WriteString("." + name + "-customizable" + state + " {\n\tcolor: #337ab7;\n}\n")
				}
				w.Equal(w.setLook(nil, css.String(), nil), w.shownLook("ALL", css.String()))
			}),
		},
	}
}

// classicRefusals are what the look of the classic pages is refused for.
func classicRefusals() []Case {
	const ip = "InvalidParameterException"
	type refusal struct {
		says, css  string
		image      []byte
		text, open string
	}
	cases := each([]refusal{
		// Seen: badmintoncryer/cdk-preflight.
		{"a style for the whole page", "body {margin: 0}", nil, "The CSS class body is not in the list of allowed classes.", ""},
		{"a style for a class of one's own", labelCSS + " .mine {color: red}", nil, "The CSS class mine is not in the list of allowed classes.", "A164"},
		// Doc: classic branding.
		{"another style sheet", "@import url(x.css);", nil, "", "A164"},
		{"a style sheet above 3 KB", labelCSS + strings.Repeat(" ", 3<<10), nil, "", "A163"},
		{"a logo above 100 KB", "", append(pngImage(4, 4), make([]byte, 100<<10)...), "", "A163"},
		{"a logo of another kind", "", []byte("GIF89a"), "", "A163"},
	}, func(r refusal) Case {
		return Case{
			Operations: ops("SetUICustomization"), Says: "refused: " + r.says, Assumes: r.open, Given: withDomain,
			Steps: steps(func(w *World) {
				in := &cip.SetUICustomizationInput{UserPoolId: &w.pool.ID, ImageFile: r.image}
				if r.css != "" {
					in.CSS = &r.css
				}
				Refuses(w, w.API.SetUICustomization, in, ip, known(r.text)...)
				w.Equal(w.look(nil), &types.UICustomizationType{})
			}),
		}
	})
	return append(cases, []Case{
		{
			// Seen: amazon-connect/voicemail-for-amazon-connect#5, hashicorp/terraform-provider-aws tests.
			Operations: ops("SetUICustomization", "GetUICustomization"), Says: "refused: a pool without a domain",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SetUICustomization, &cip.SetUICustomizationInput{UserPoolId: &w.pool.ID, CSS: new(labelCSS)}, ip, "A domain must be associated with this user pool.")
				Refuses(w, w.API.GetUICustomization, &cip.GetUICustomizationInput{UserPoolId: &w.pool.ID}, ip, "There has to be an existing domain associated with this user pool")
			}),
		},
		{
			Operations: ops("SetUICustomization", "GetUICustomization"), Says: "refused: clients and pools that are not there", Given: withDomain,
			Steps: steps(func(w *World) {
				const code = "ResourceNotFoundException"
				Refuses(w, w.API.SetUICustomization, &cip.SetUICustomizationInput{UserPoolId: &w.pool.ID, ClientId: new("nope")}, code, "User pool client nope does not exist.")
				Refuses(w, w.API.GetUICustomization, &cip.GetUICustomizationInput{UserPoolId: &w.pool.ID, ClientId: new("nope")}, code, "User pool client nope does not exist.")
				Refuses(w, w.API.SetUICustomization, &cip.SetUICustomizationInput{UserPoolId: new("us-east-1_000000000")}, code, "User pool us-east-1_000000000 does not exist.")
				Refuses(w, w.API.GetUICustomization, &cip.GetUICustomizationInput{UserPoolId: new("us-east-1_000000000")}, code, "User pool us-east-1_000000000 does not exist.")
			}),
		},
	}...)
}
