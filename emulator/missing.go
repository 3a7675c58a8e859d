package emulator

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
)

// missing are the operations of subjects that nobody has built yet. They are refused by name; an
// operation goes from here when its subject's package registers it.
func missing() []op.Operation {
	return []op.Operation{
		// remembered devices
		op.Missing[cip.AdminForgetDeviceInput, cip.AdminForgetDeviceOutput](),
		op.Missing[cip.AdminGetDeviceInput, cip.AdminGetDeviceOutput](),
		op.Missing[cip.AdminListDevicesInput, cip.AdminListDevicesOutput](),
		op.Missing[cip.AdminUpdateDeviceStatusInput, cip.AdminUpdateDeviceStatusOutput](),
		op.Missing[cip.ConfirmDeviceInput, cip.ConfirmDeviceOutput](),
		op.Missing[cip.ForgetDeviceInput, cip.ForgetDeviceOutput](),
		op.Missing[cip.GetDeviceInput, cip.GetDeviceOutput](),
		op.Missing[cip.ListDevicesInput, cip.ListDevicesOutput](),
		op.Missing[cip.UpdateDeviceStatusInput, cip.UpdateDeviceStatusOutput](),
		// identity providers and linked users
		op.Missing[cip.AdminDisableProviderForUserInput, cip.AdminDisableProviderForUserOutput](),
		op.Missing[cip.AdminLinkProviderForUserInput, cip.AdminLinkProviderForUserOutput](),
		op.Missing[newest.CreateIdentityProviderInput, newest.CreateIdentityProviderOutput](),
		op.Missing[cip.DeleteIdentityProviderInput, cip.DeleteIdentityProviderOutput](),
		op.Missing[cip.DescribeIdentityProviderInput, newest.DescribeIdentityProviderOutput](),
		op.Missing[cip.GetIdentityProviderByIdentifierInput, newest.GetIdentityProviderByIdentifierOutput](),
		op.Missing[cip.ListIdentityProvidersInput, cip.ListIdentityProvidersOutput](),
		op.Missing[newest.UpdateIdentityProviderInput, newest.UpdateIdentityProviderOutput](),
		// CSV import
		op.Missing[cip.CreateUserImportJobInput, cip.CreateUserImportJobOutput](),
		op.Missing[cip.DescribeUserImportJobInput, cip.DescribeUserImportJobOutput](),
		op.Missing[cip.GetCSVHeaderInput, cip.GetCSVHeaderOutput](),
		op.Missing[cip.ListUserImportJobsInput, cip.ListUserImportJobsOutput](),
		op.Missing[cip.StartUserImportJobInput, cip.StartUserImportJobOutput](),
		op.Missing[cip.StopUserImportJobInput, cip.StopUserImportJobOutput](),
		// domains, branding, terms
		op.Missing[cip.CreateManagedLoginBrandingInput, cip.CreateManagedLoginBrandingOutput](),
		op.Missing[cip.CreateTermsInput, cip.CreateTermsOutput](),
		op.Missing[cip.CreateUserPoolDomainInput, cip.CreateUserPoolDomainOutput](),
		op.Missing[cip.DeleteManagedLoginBrandingInput, cip.DeleteManagedLoginBrandingOutput](),
		op.Missing[cip.DeleteTermsInput, cip.DeleteTermsOutput](),
		op.Missing[cip.DeleteUserPoolDomainInput, cip.DeleteUserPoolDomainOutput](),
		op.Missing[cip.DescribeManagedLoginBrandingInput, cip.DescribeManagedLoginBrandingOutput](),
		op.Missing[cip.DescribeManagedLoginBrandingByClientInput, cip.DescribeManagedLoginBrandingByClientOutput](),
		op.Missing[cip.DescribeTermsInput, cip.DescribeTermsOutput](),
		op.Missing[cip.DescribeTermsByClientInput, cip.DescribeTermsByClientOutput](),
		op.Missing[cip.DescribeUserPoolDomainInput, cip.DescribeUserPoolDomainOutput](),
		op.Missing[cip.GetUICustomizationInput, cip.GetUICustomizationOutput](),
		op.Missing[cip.ListTermsInput, cip.ListTermsOutput](),
		op.Missing[cip.SetUICustomizationInput, cip.SetUICustomizationOutput](),
		op.Missing[cip.UpdateManagedLoginBrandingInput, cip.UpdateManagedLoginBrandingOutput](),
		op.Missing[cip.UpdateTermsInput, cip.UpdateTermsOutput](),
		op.Missing[cip.UpdateUserPoolDomainInput, cip.UpdateUserPoolDomainOutput](),
		// sessions of users
	}
}
