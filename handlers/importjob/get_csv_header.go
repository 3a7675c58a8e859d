package importjob

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetCSVHeader lists the columns that a file must have. Doc: API_GetCSVHeader.
func (s service) GetCSVHeader(_ *op.Call, pool *state.Pool, in *cip.GetCSVHeaderInput) (*cip.GetCSVHeaderOutput, error) {
	return &cip.GetCSVHeaderOutput{UserPoolId: in.UserPoolId, CSVHeader: columnsOf(pool)}, nil
}
