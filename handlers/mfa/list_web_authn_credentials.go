package mfa

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// ListWebAuthnCredentials lists the passkeys of the caller, oldest first. None and 0 as the limit mean
// the most there can be, as in the other lists. Doc: API_ListWebAuthnCredentials.
func (s *Service) ListWebAuthnCredentials(c *op.Call, who *op.Principal, in *cip.ListWebAuthnCredentialsInput) (*cip.ListWebAuthnCredentialsOutput, error) {
	limit := aws.ToInt32(in.MaxResults)
	if limit == 0 {
		limit = policy.MaxPasskeys
	}
	found, next, err := op.Page(c, in.NextToken, limit, func(from []byte, limit int) (state.Page[state.Passkey], bool) {
		return c.View.Passkeys(who.Pool.ID, who.User.Sub, from, limit)
	})
	if err != nil {
		return nil, err
	}
	out := &cip.ListWebAuthnCredentialsOutput{Credentials: []types.WebAuthnCredentialDescription{}, NextToken: next}
	for _, k := range found {
		d := types.WebAuthnCredentialDescription{
			CredentialId: aws.String(k.ID), FriendlyCredentialName: aws.String(k.Name), RelyingPartyId: aws.String(k.RelyingParty),
			AuthenticatorTransports: k.Transports, CreatedAt: aws.Time(k.Created),
		}
		if k.Attachment != "" {
			d.AuthenticatorAttachment = aws.String(k.Attachment)
		}
		out.Credentials = append(out.Credentials, d)
	}
	return out, nil
}
