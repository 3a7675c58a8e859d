package managedlogin

import (
	"bytes"
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// CreateManagedLoginBranding gives an app client a style: the service's own, or one with settings.
// Images go with either. Doc: API_CreateManagedLoginBranding. Seen: badmintoncryer/cdk-preflight and
// hashicorp/terraform-provider-aws tests (images with the service's own style, which the
// documentation excludes).
func (s service) CreateManagedLoginBranding(c *op.Call, pool *state.Pool, in *cip.CreateManagedLoginBrandingInput) (*cip.CreateManagedLoginBrandingOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	settings, err := checkStyle(in.Settings, in.Assets)
	if err != nil {
		return nil, err
	}
	if in.UseCognitoProvidedValues == (settings != "") {
		return nil, fault.BrandingSettings()
	}
	b := &state.Branding{
		Pool: pool.ID, Client: client.ID, ID: s.Entropy.UUID(), Provided: in.UseCognitoProvidedValues, Settings: settings,
		Created: c.Now, Modified: c.Now,
	}
	if b.Assets, err = policy.MergeAssets(nil, in.Assets); err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.AddBranding(b) })
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.BrandingExists()
	case errors.Is(err, state.ErrGone):
		return nil, fault.ClientNotFound(*in.ClientId)
	case err != nil:
		return nil, err
	}
	shown, err := view(b, false)
	if err != nil {
		return nil, err
	}
	return &cip.CreateManagedLoginBrandingOutput{ManagedLoginBranding: shown}, nil
}

// checkStyle refuses what no style can have, and returns the text of the settings, empty for none.
func checkStyle(settings document.Interface, assets []types.AssetType) (string, error) {
	text := ""
	if settings != nil {
		raw, err := settings.MarshalSmithyDocument()
		if err != nil {
			return "", err
		}
		text = string(bytes.TrimSpace(raw))
	}
	if err := policy.CheckSettings(text); err != nil {
		return "", err
	}
	return text, policy.CheckAssets(assets)
}
