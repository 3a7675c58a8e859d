package userpool_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

func TestNoChangesWhileUsersAreImported(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := newPool(t, b, nil).Id
	set := func(status types.UserImportJobStatusType) {
		b.Write(t, func(tx *state.Tx) error {
			return tx.ChangeImportJob(state.PoolID(*id), "import-1", func(j *state.ImportJob) error { j.Recorded = status; return nil })
		})
	}
	b.Write(t, func(tx *state.Tx) error {
		return tx.AddImportJob(&state.ImportJob{Pool: state.PoolID(*id), ID: "import-1", Account: "000000000000", Recorded: "Created"})
	})
	update := &cip.UpdateUserPoolInput{UserPoolId: id}
	custom := &cip.AddCustomAttributesInput{UserPoolId: id, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("a"), AttributeDataType: "String"}}}
	ok(t, b.API.UpdateUserPool, update)
	for _, status := range []types.UserImportJobStatusType{"Pending", "InProgress"} {
		set(status)
		const code, text = "UserImportInProgressException", "A user import job is in progress for this user pool."
		refused(t, b.API.UpdateUserPool, update, code, text)
		refused(t, b.API.AddCustomAttributes, custom, code, text)
		refused(t, b.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: id}, code, text)
	}
	set("Succeeded")
	ok(t, b.API.UpdateUserPool, update)
	ok(t, b.API.AddCustomAttributes, custom)
	ok(t, b.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: id})
}
