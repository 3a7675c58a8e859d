// Package userpool owns the operations on user pools themselves: their settings, schema, MFA, sessions,
// logs, tags, certificate and replicas, and on the rates of an account. What settings mean for a default,
// an update or a refusal is decided in package policy; here requests become records, and records answers.
package userpool

import (
	"cognito-emulator/emulator/op"
)

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		op.Signed(s.CreateUserPool),
		op.Pool(s.DescribeUserPool),
		op.Pool(s.UpdateUserPool),
		op.Pool(s.DeleteUserPool),
		op.Signed(s.ListUserPools),
		op.Pool(s.AddCustomAttributes),
		op.Pool(s.SetUserPoolMfaConfig),
		op.Pool(s.GetUserPoolMfaConfig),
		op.Pool(s.GetSigningCertificate),
		op.Signed(s.TagResource),
		op.Signed(s.UntagResource),
		op.Signed(s.ListTagsForResource),
		op.Pool(s.CreateUserPoolReplica),
		op.Pool(s.UpdateUserPoolReplica),
		op.Pool(s.DeleteUserPoolReplica),
		op.Pool(s.ListUserPoolReplicas),
		op.Pool(s.SetLogDeliveryConfiguration),
		op.Pool(s.GetLogDeliveryConfiguration),
		op.Pool(s.SetUserPoolSessionConfiguration),
		op.Pool(s.GetUserPoolSessionConfiguration),
		op.Signed(s.GetProvisionedLimit),
		op.Signed(s.UpdateProvisionedLimit),
		// threat protection
		op.Pool(s.SetRiskConfiguration),
		op.Pool(s.DescribeRiskConfiguration),
	}
}
