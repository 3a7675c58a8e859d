package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UpdateGroup changes what the request names of a group and keeps the rest.
// Doc: API_UpdateGroup, whose sample shows a role that it does not send. Seen:
// hashicorp/terraform-provider-aws sends what differs, no more.
func (s service) UpdateGroup(c *op.Call, pool *state.Pool, in *cip.UpdateGroupInput) (*cip.UpdateGroupOutput, error) {
	out := &cip.UpdateGroupOutput{}
	err := s.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeGroup(pool.ID, *in.GroupName, func(g *state.Group) error {
			if in.Description != nil {
				g.Description = given(in.Description)
			}
			if in.RoleArn != nil {
				g.RoleARN = in.RoleArn
			}
			if in.Precedence != nil {
				g.Precedence = in.Precedence
			}
			g.Modified = c.Now
			out.Group = view(g)
			return nil
		})
	})
	if err != nil {
		return nil, refusal(err)
	}
	return out, nil
}
