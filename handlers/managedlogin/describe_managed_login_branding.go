package managedlogin

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// DescribeManagedLoginBranding shows a style. Doc: API_DescribeManagedLoginBranding.
func (s service) DescribeManagedLoginBranding(c *op.Call, pool *state.Pool, in *cip.DescribeManagedLoginBrandingInput) (*cip.DescribeManagedLoginBrandingOutput, error) {
	b := c.View.Branding(pool.ID, *in.ManagedLoginBrandingId)
	if b == nil {
		return nil, fault.BrandingNotFound()
	}
	shown, err := view(b, in.ReturnMergedResources)
	if err != nil {
		return nil, err
	}
	return &cip.DescribeManagedLoginBrandingOutput{ManagedLoginBranding: shown}, nil
}

// DescribeManagedLoginBrandingByClient shows the style of an app client.
// Doc: API_DescribeManagedLoginBrandingByClient.
func (s service) DescribeManagedLoginBrandingByClient(c *op.Call, pool *state.Pool, in *cip.DescribeManagedLoginBrandingByClientInput) (*cip.DescribeManagedLoginBrandingByClientOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	b := c.View.BrandingOf(pool.ID, client.ID)
	if b == nil {
		return nil, fault.BrandingNotFound()
	}
	shown, err := view(b, in.ReturnMergedResources)
	if err != nil {
		return nil, err
	}
	return &cip.DescribeManagedLoginBrandingByClientOutput{ManagedLoginBranding: shown}, nil
}

// view is a style as its operations show it: its own settings, or all of them with the service's own
// where it says nothing. The list of images is always there, the settings are not.
// Seen: floci-io/floci#2869, measured. Assumed: no images of the service's own are shown (A167).
func view(b *state.Branding, merged bool) (*types.ManagedLoginBrandingType, error) {
	shown := &types.ManagedLoginBrandingType{
		ManagedLoginBrandingId: aws.String(b.ID), UserPoolId: aws.String(string(b.Pool)), UseCognitoProvidedValues: b.Provided,
		Assets: b.Assets, CreationDate: aws.Time(b.Created), LastModifiedDate: aws.Time(b.Modified),
	}
	if shown.Assets == nil {
		shown.Assets = []types.AssetType{}
	}
	settings := b.Settings
	if merged {
		var err error
		if settings, err = policy.MergeSettings(policy.DefaultSettings(), b.Settings); err != nil {
			return nil, err
		}
	}
	if settings != "" {
		shown.Settings = newest.RawDocument([]byte(settings))
	}
	return shown, nil
}
