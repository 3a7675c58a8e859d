// Package appclient owns the operations on app clients and their secrets. What settings mean for a
// default, an update or a refusal is decided in package policy.
package appclient

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
)

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		op.Pool(s.CreateUserPoolClient),
		op.Pool(s.DescribeUserPoolClient),
		op.Pool(s.UpdateUserPoolClient),
		op.Pool(s.DeleteUserPoolClient),
		op.Pool(s.ListUserPoolClients),
		op.Pool(s.AddUserPoolClientSecret),
		op.Pool(s.ListUserPoolClientSecrets),
		op.Pool(s.DeleteUserPoolClientSecret),
		// resource servers
		op.Missing[cip.CreateResourceServerInput, newest.CreateResourceServerOutput](),
		op.Missing[cip.DescribeResourceServerInput, newest.DescribeResourceServerOutput](),
		op.Missing[cip.UpdateResourceServerInput, newest.UpdateResourceServerOutput](),
		op.Missing[cip.DeleteResourceServerInput, cip.DeleteResourceServerOutput](),
		op.Missing[cip.ListResourceServersInput, newest.ListResourceServersOutput](),
		// sessions of users
		op.Missing[newest.SetUserPoolClientSessionConfigurationInput, newest.SetUserPoolClientSessionConfigurationOutput](),
		op.Missing[newest.GetUserPoolClientSessionConfigurationInput, newest.GetUserPoolClientSessionConfigurationOutput](),
	}
}
