package managedlogin

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// SetUICustomization sets the look of the classic pages, of an app client or of all that have none of
// their own. It replaces what was set before; a request with neither style sheet nor logo takes the
// customization away. Doc: API_SetUICustomization. Seen: hashicorp/terraform-provider-aws (its
// deletion). Assumed: what one request leaves out goes also where another one set it (A163).
//
// Effect missing: nothing is found at ImageUrl; the pages bring the image along.
func (s service) SetUICustomization(c *op.Call, pool *state.Pool, in *cip.SetUICustomizationInput) (*cip.SetUICustomizationOutput, error) {
	if !c.View.HasDomain(pool.ID) {
		return nil, fault.DomainNeeded()
	}
	client, err := customized(c, in.ClientId)
	if err != nil {
		return nil, err
	}
	next := &state.Customization{
		Pool: pool.ID, Client: client, CSS: in.CSS, Version: c.Now.UTC().Format(versionForm), Created: c.Now, Modified: c.Now,
	}
	if aws.ToString(in.CSS) == "" {
		next.CSS = nil
	} else if err := policy.CheckCSS(*in.CSS); err != nil {
		return nil, err
	}
	if len(in.ImageFile) > 0 {
		if err := policy.CheckImage(in.ImageFile); err != nil {
			return nil, err
		}
		next.Image = in.ImageFile
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if old := tx.Customization(pool.ID, client); old != nil && !old.Empty() {
			next.Created = old.Created
		}
		return tx.PutCustomization(next)
	})
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.ClientNotFound(string(client))
	case err != nil:
		return nil, err
	}
	return &cip.SetUICustomizationOutput{UICustomization: look(c.View, next)}, nil
}

// customized is whose look a request means. Doc: SetUICustomization, ClientId: ALL, or a client.
func customized(c *op.Call, id *string) (state.ClientID, error) {
	if id == nil || *id == string(state.AllClients) {
		return state.AllClients, nil
	}
	client, err := c.ClientOf(*id)
	if err != nil {
		return "", err
	}
	return client.ID, nil
}
