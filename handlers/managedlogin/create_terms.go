package managedlogin

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// CreateTerms gives an app client terms of use or a privacy policy. Doc: API_CreateTerms.
func (s service) CreateTerms(c *op.Call, pool *state.Pool, in *cip.CreateTermsInput) (*cip.CreateTermsOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	if err := policy.CheckLinks(in.Links); err != nil {
		return nil, err
	}
	t := &state.Terms{
		Pool: pool.ID, ID: s.Entropy.UUID(), Client: client.ID, Name: *in.TermsName, Source: in.TermsSource,
		Enforcement: in.Enforcement, Links: in.Links, Created: c.Now, Modified: c.Now,
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.AddTerms(t) })
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.TermsExist()
	case errors.Is(err, state.ErrGone):
		return nil, fault.ClientNotFound(*in.ClientId)
	case err != nil:
		return nil, err
	}
	return &cip.CreateTermsOutput{Terms: termsView(t)}, nil
}

// termsView is terms as their operations show them.
func termsView(t *state.Terms) *types.TermsType {
	return &types.TermsType{
		TermsId: aws.String(t.ID), UserPoolId: aws.String(string(t.Pool)), ClientId: aws.String(string(t.Client)),
		TermsName: aws.String(t.Name), TermsSource: t.Source, Enforcement: t.Enforcement, Links: t.Links,
		CreationDate: aws.Time(t.Created), LastModifiedDate: aws.Time(t.Modified),
	}
}
