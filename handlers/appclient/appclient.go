// Package appclient owns the operations on app clients and their secrets, and on the resource servers
// whose scopes clients list. What settings mean for a
// default, an update or a refusal is decided in package policy.
package appclient

import "cognito-emulator/emulator/op"

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
		op.Pool(s.CreateResourceServer),
		op.Pool(s.DescribeResourceServer),
		op.Pool(s.UpdateResourceServer),
		op.Pool(s.DeleteResourceServer),
		op.Pool(s.ListResourceServers),
		op.Pool(s.SetUserPoolClientSessionConfiguration),
		op.Pool(s.GetUserPoolClientSessionConfiguration),
	}
}
