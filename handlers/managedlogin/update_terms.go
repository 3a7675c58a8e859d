package managedlogin

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// UpdateTerms changes a document; what the request leaves out stays, and links are replaced as a
// whole. Doc: API_UpdateTerms. Assumed: the name can be changed to one that is free (A169).
func (s service) UpdateTerms(c *op.Call, pool *state.Pool, in *cip.UpdateTermsInput) (*cip.UpdateTermsOutput, error) {
	if in.Links != nil {
		if err := policy.CheckLinks(in.Links); err != nil {
			return nil, err
		}
	}
	var changed state.Terms
	err := s.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeTerms(pool.ID, *in.TermsId, func(t *state.Terms) error {
			if in.TermsName != nil {
				t.Name = *in.TermsName
			}
			if in.TermsSource != "" {
				t.Source = in.TermsSource
			}
			if in.Enforcement != "" {
				t.Enforcement = in.Enforcement
			}
			if in.Links != nil {
				t.Links = in.Links
			}
			t.Modified = c.Now
			changed = *t
			return nil
		})
	})
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.TermsExist()
	case errors.Is(err, state.ErrGone):
		return nil, fault.TermsNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.UpdateTermsOutput{Terms: termsView(&changed)}, nil
}
