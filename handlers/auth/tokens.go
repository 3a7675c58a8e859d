package auth

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetTokensFromRefreshToken exchanges a refresh token for new tokens, with rotation and without.
// Doc: API_GetTokensFromRefreshToken.
func (s service) GetTokensFromRefreshToken(c *op.Call, client *state.Client, in *cip.GetTokensFromRefreshTokenInput) (*cip.GetTokensFromRefreshTokenOutput, error) {
	if err := authflow.CheckClientSecret(client, in.ClientSecret); err != nil {
		return nil, err
	}
	result, err := s.flow.Refresh(c, client, *in.RefreshToken, aws.ToString(in.DeviceKey), in.ClientMetadata)
	if err != nil {
		return nil, err
	}
	return &cip.GetTokensFromRefreshTokenOutput{AuthenticationResult: result}, nil
}

// RevokeToken ends a sign-in by its refresh token. A client that does not exist is refused like a
// wrong secret: the operation declares no other type for it. Doc: API_RevokeToken. Assumed (A032).
func (s service) RevokeToken(c *op.Call, in *newest.RevokeTokenInput) (*cip.RevokeTokenOutput, error) {
	client := c.Client(*in.ClientId)
	if client == nil {
		return nil, fault.RevocationUnauthorized()
	}
	if err := c.Served(); err != nil {
		return nil, err
	}
	if err := c.WithinRate(); err != nil {
		return nil, err
	}
	if err := s.flow.Revoke(c, client, in.ClientSecret, *in.Token, in.RevokeAssociatedSessions == newest.RevokeAssociatedSessionsTypeLinked); err != nil {
		return nil, err
	}
	return &cip.RevokeTokenOutput{}, nil
}

// GlobalSignOut revokes every token of the caller. Doc: API_GlobalSignOut.
func (s service) GlobalSignOut(_ *op.Call, who *op.Principal, _ *cip.GlobalSignOutInput) (*cip.GlobalSignOutOutput, error) {
	return &cip.GlobalSignOutOutput{}, s.signOut(who.User)
}

// AdminUserGlobalSignOut revokes every token of a user. Doc: API_AdminUserGlobalSignOut.
func (s service) AdminUserGlobalSignOut(c *op.Call, _ *state.Pool, in *cip.AdminUserGlobalSignOutInput) (*cip.AdminUserGlobalSignOutOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	return &cip.AdminUserGlobalSignOutOutput{}, s.signOut(user)
}

func (s service) signOut(u *state.User) error {
	return s.Store.Update(func(tx *state.Tx) error {
		tx.RevokeUser(u.Pool, u.Sub)
		return nil
	})
}
