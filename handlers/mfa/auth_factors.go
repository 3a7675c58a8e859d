package mfa

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// GetUserAuthFactors tells which factors the caller has. Doc: API_GetUserAuthFactors.
func (s *Service) GetUserAuthFactors(c *op.Call, who *op.Principal, _ *cip.GetUserAuthFactorsInput) (*cip.GetUserAuthFactorsOutput, error) {
	return &cip.GetUserAuthFactorsOutput{
		Username:                  aws.String(who.User.Username),
		PreferredMfaSetting:       policy.PreferredMFA(who.User.MFA),
		UserMFASettingList:        policy.EnabledMFA(who.User.MFA),
		ConfiguredUserAuthFactors: configured(c.View, who.Pool, who.User),
	}, nil
}

// AdminGetUserAuthFactors tells which factors a user has. Doc: API_AdminGetUserAuthFactors.
func (s *Service) AdminGetUserAuthFactors(c *op.Call, pool *state.Pool, in *cip.AdminGetUserAuthFactorsInput) (*cip.AdminGetUserAuthFactorsOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	return &cip.AdminGetUserAuthFactorsOutput{
		Username:                  aws.String(user.Username),
		PreferredMfaSetting:       policy.PreferredMFA(user.MFA),
		UserMFASettingList:        policy.EnabledMFA(user.MFA),
		ConfiguredUserAuthFactors: configured(c.View, pool, user),
	}, nil
}

// configured lists what a user can prove who they are with: the password, one-time codes that the
// pool allows or the user has as second factor, passkeys that the pool takes, a registered
// authenticator app.
// Assumed: an address counts for a one-time code when the pool allows that as a first factor and the
// address is there, or when the user has enabled it as second factor (A069).
func configured(v state.View, pool *state.Pool, u *state.User) []types.AuthFactorType {
	factors := []types.AuthFactorType{}
	if u.Password != nil {
		factors = append(factors, types.AuthFactorTypePassword)
	}
	if u.Attributes["email"] != "" && (u.MFA.Email || pool.AllowsFirst(types.AuthFactorTypeEmailOtp)) {
		factors = append(factors, types.AuthFactorTypeEmailOtp)
	}
	if u.Attributes["phone_number"] != "" && (u.MFA.SMS || pool.AllowsFirst(types.AuthFactorTypeSmsOtp)) {
		factors = append(factors, types.AuthFactorTypeSmsOtp)
	}
	if authflow.HasPasskey(v, pool, u) {
		factors = append(factors, types.AuthFactorTypeWebAuthn)
	}
	if u.MFA.Token != nil {
		factors = append(factors, types.AuthFactorTypeSoftwareToken)
	}
	return factors
}
