package managedlogin

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// UpdateManagedLoginBranding changes a style. Settings and images that the request leaves out stay,
// unless it asks for the service's own style. Doc: API_UpdateManagedLoginBranding.
// Seen: hashicorp/terraform-provider-aws tests (from settings to the service's own style).
// Assumed: both ids are needed (A440).
func (s service) UpdateManagedLoginBranding(c *op.Call, pool *state.Pool, in *cip.UpdateManagedLoginBrandingInput) (*cip.UpdateManagedLoginBrandingOutput, error) {
	if in.ManagedLoginBrandingId == nil {
		return nil, fault.MemberMissing("managedLoginBrandingId")
	}
	settings, err := checkStyle(in.Settings, in.Assets)
	if err != nil {
		return nil, err
	}
	if in.UseCognitoProvidedValues && settings != "" {
		return nil, fault.BrandingSettings()
	}
	var changed state.Branding
	err = s.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeBranding(pool.ID, *in.ManagedLoginBrandingId, func(b *state.Branding) error {
			if err := restyle(b, in, settings); err != nil {
				return err
			}
			b.Modified = c.Now
			changed = *b
			return nil
		})
	})
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.BrandingNotFound()
	case err != nil:
		return nil, err
	}
	shown, err := view(&changed, false)
	if err != nil {
		return nil, err
	}
	return &cip.UpdateManagedLoginBrandingOutput{ManagedLoginBranding: shown}, nil
}

// restyle lays what is given over the style, or over nothing where the service's own style is asked
// for. Assumed: so, down to single settings (A165).
func restyle(b *state.Branding, in *cip.UpdateManagedLoginBrandingInput, settings string) (err error) {
	switch {
	case in.UseCognitoProvidedValues:
		b.Provided, b.Settings, b.Assets = true, "", nil
	case settings != "":
		b.Provided = false
	}
	if b.Settings, err = policy.MergeSettings(b.Settings, settings); err != nil {
		return err
	}
	b.Assets, err = policy.MergeAssets(b.Assets, in.Assets)
	return err
}
