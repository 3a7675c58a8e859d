package managedlogin

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeTerms shows a document. Doc: API_DescribeTerms.
func (s service) DescribeTerms(c *op.Call, pool *state.Pool, in *cip.DescribeTermsInput) (*cip.DescribeTermsOutput, error) {
	t := c.View.Terms(pool.ID, *in.TermsId)
	if t == nil {
		return nil, fault.TermsNotFound()
	}
	return &cip.DescribeTermsOutput{Terms: termsView(t)}, nil
}

// DescribeTermsByClient shows the document of that name of an app client. Doc: API_DescribeTermsByClient.
func (s service) DescribeTermsByClient(c *op.Call, pool *state.Pool, in *cip.DescribeTermsByClientInput) (*cip.DescribeTermsByClientOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	t := c.View.TermsOf(pool.ID, client.ID, *in.TermsName)
	if t == nil {
		return nil, fault.TermsNotFound()
	}
	return &cip.DescribeTermsByClientOutput{Terms: termsView(t)}, nil
}
