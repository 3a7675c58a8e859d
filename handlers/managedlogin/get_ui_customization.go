package managedlogin

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetUICustomization shows the look of an app client's classic pages: its own, or the one of all
// clients without one. Where there is neither, what it shows is empty.
// Doc: API_GetUICustomization. Seen: hashicorp/terraform-provider-aws tests (nothing set, no domain).
// Assumed: the look of all clients is shown as theirs (A163).
func (s service) GetUICustomization(c *op.Call, pool *state.Pool, in *cip.GetUICustomizationInput) (*cip.GetUICustomizationOutput, error) {
	if !c.View.HasDomain(pool.ID) {
		return nil, fault.DomainNeededToShow()
	}
	client, err := customized(c, in.ClientId)
	if err != nil {
		return nil, err
	}
	shown := &types.UICustomizationType{}
	own, common := c.View.Customization(pool.ID, client), c.View.Customization(pool.ID, state.AllClients)
	switch {
	case own != nil && !own.Empty():
		shown = look(c.View, own)
	case common != nil && !common.Empty():
		shown = look(c.View, common)
	case own != nil:
		shown = look(c.View, own)
	}
	return &cip.GetUICustomizationOutput{UICustomization: shown}, nil
}

// look is a customization as it is shown. Only the version outlives what was customized.
// Doc: the samples of SetUICustomization and of the AWS CLI's get-ui-customization.
// Seen: hashicorp/terraform-provider-aws tests (the version).
func look(v state.View, c *state.Customization) *types.UICustomizationType {
	shown := &types.UICustomizationType{
		UserPoolId: aws.String(string(c.Pool)), ClientId: aws.String(string(c.Client)), CSSVersion: aws.String(c.Version),
	}
	if c.Empty() {
		return shown
	}
	shown.CSS, shown.CreationDate, shown.LastModifiedDate = c.CSS, aws.Time(c.Created), aws.Time(c.Modified)
	if c.Image != nil {
		shown.ImageUrl = aws.String(imageHost(v, c.Pool) + "/" + string(c.Client) + "/" + c.Version + "/assets/images/image.jpg")
	}
	return shown
}

// imageHost is where the images of a pool are found: at its custom domain, or below its own path at
// the distribution of its prefix.
// Doc: the samples of SetUICustomization (custom domain) and of the AWS CLI's get-ui-customization.
func imageHost(v state.View, pool state.PoolID) string {
	prefix, custom := v.DomainsOf(pool)
	if custom != nil {
		return "https://" + custom.Name
	}
	return "https://" + prefix.Distribution + "/" + string(pool)
}
