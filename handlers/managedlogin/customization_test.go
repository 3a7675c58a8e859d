package managedlogin_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
)

const png = "\x89PNG\r\n\x1a\n…"

func (s *scene) set(client *string, css, image string) *types.UICustomizationType {
	s.t.Helper()
	in := &cip.SetUICustomizationInput{UserPoolId: s.id, ClientId: client}
	if css != "" {
		in.CSS = &css
	}
	if image != "" {
		in.ImageFile = []byte(image)
	}
	return must[cip.SetUICustomizationOutput](s.t)(s.API.SetUICustomization(s.t.Context(), in)).UICustomization
}

func (s *scene) get(client *string) *types.UICustomizationType {
	s.t.Helper()
	return must[cip.GetUICustomizationOutput](s.t)(s.API.GetUICustomization(s.t.Context(),
		&cip.GetUICustomizationInput{UserPoolId: s.id, ClientId: client})).UICustomization
}

func TestClassicLook(t *testing.T) {
	s := begin(t)
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("shop")})
	host := "https://" + *s.described("shop").CloudFrontDistribution + "/" + *s.id
	optest.Equal(t, s.get(nil), &types.UICustomizationType{})
	optest.Equal(t, s.get(s.client), &types.UICustomizationType{})

	const css = ".label-customizable {font-weight: 400;}"
	all := &types.UICustomizationType{
		UserPoolId: s.id, ClientId: aws.String("ALL"), CSS: aws.String(css), CSSVersion: aws.String("20260303040506"),
		CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
	}
	optest.Equal(t, s.set(nil, css, ""), all)
	optest.Equal(t, s.get(aws.String("ALL")), all)
	optest.Equal(t, s.get(s.client), all)

	s.Env.Clock.Advance(time.Second)
	own := &types.UICustomizationType{
		UserPoolId: s.id, ClientId: s.client, CSSVersion: aws.String("20260303040507"),
		ImageUrl:     aws.String(host + "/" + *s.client + "/20260303040507/assets/images/image.jpg"),
		CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
	}
	optest.Equal(t, s.set(s.client, "", png), own)
	optest.Equal(t, s.get(s.client), own)
	optest.Equal(t, s.get(nil), all)

	// A new look replaces the old one as a whole, but keeps the date of its creation.
	s.Env.Clock.Advance(time.Second)
	own.CSS, own.CSSVersion, own.ImageUrl, own.LastModifiedDate = aws.String(css), aws.String("20260303040508"), nil, aws.Time(s.Now())
	optest.Equal(t, s.set(s.client, css, ""), own)

	// Nothing takes it away: what is left of it is a version, and the look of all clients again.
	s.Env.Clock.Advance(time.Second)
	left := &types.UICustomizationType{UserPoolId: s.id, ClientId: s.client, CSSVersion: aws.String("20260303040509")}
	optest.Equal(t, s.set(s.client, "", ""), left)
	optest.Equal(t, s.get(s.client), all)
	s.set(nil, "", "")
	optest.Equal(t, s.get(s.client), left)

	// A custom domain is where its images are.
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("login.example.com"), CustomDomainConfig: certificate("1")})
	if got, want := *s.set(s.client, "", png).ImageUrl, "https://login.example.com/"+*s.client+"/20260303040509/assets/images/image.jpg"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestClassicLookRefusals(t *testing.T) {
	s := begin(t)
	set := func(in cip.SetUICustomizationInput) error {
		_, err := s.API.SetUICustomization(t.Context(), &in)
		return err
	}
	get := func(in cip.GetUICustomizationInput) error {
		_, err := s.API.GetUICustomization(t.Context(), &in)
		return err
	}
	optest.Refused(t, set(cip.SetUICustomizationInput{UserPoolId: s.id}), ip+"A domain must be associated with this user pool.")
	optest.Refused(t, get(cip.GetUICustomizationInput{UserPoolId: s.id}), ip+"There has to be an existing domain associated with this user pool")
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("shop")})
	none := aws.String("none")
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"class":      {set(cip.SetUICustomizationInput{UserPoolId: s.id, CSS: aws.String("body {}")}), ip + "The CSS class body is not in the list of allowed classes."},
		"image":      {set(cip.SetUICustomizationInput{UserPoolId: s.id, ImageFile: []byte("GIF89a")}), ip + "The image file must be a PNG, JPG or JPEG file."},
		"set client": {set(cip.SetUICustomizationInput{UserPoolId: s.id, ClientId: none}), noClient},
		"get client": {get(cip.GetUICustomizationInput{UserPoolId: s.id, ClientId: none}), noClient},
		"set pool":   {set(cip.SetUICustomizationInput{UserPoolId: elsewhere()}), noPool},
		"get pool":   {get(cip.GetUICustomizationInput{UserPoolId: elsewhere()}), noPool},
	} {
		t.Run(name, func(t *testing.T) { optest.Refused(t, c.err, c.want) })
	}
}
