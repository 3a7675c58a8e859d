package userpool_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/state"
)

func TestListUserPools(t *testing.T) {
	t.Parallel()
	b := bench(t)
	if got := ok(t, b.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: aws.Int32(1)}); got.UserPools == nil || len(got.UserPools) != 0 || got.NextToken != nil {
		t.Errorf("without pools: %+v", got)
	}
	var want []types.UserPoolDescriptionType
	for i := range 5 {
		made := newPool(t, b, func(in *cip.CreateUserPoolInput) {
			in.PoolName = aws.String(fmt.Sprint("pool ", 5-i))
			if i == 0 {
				in.LambdaConfig = &types.LambdaConfigType{PreTokenGeneration: aws.String("arn:aws:lambda:us-east-1:123456789012:function:f")}
			}
		})
		want = append(want, types.UserPoolDescriptionType{
			Id: made.Id, Name: made.Name, LambdaConfig: made.LambdaConfig, CreationDate: made.CreationDate, LastModifiedDate: made.LastModifiedDate})
		b.Env.Clock.Advance(time.Second)
	}
	var got []types.UserPoolDescriptionType
	in := &cip.ListUserPoolsInput{MaxResults: aws.Int32(2)}
	for pages := 1; ; pages++ {
		page := ok(t, b.API.ListUserPools, in)
		got = append(got, page.UserPools...)
		if page.NextToken == nil {
			if pages != 3 {
				t.Errorf("%d pages, want 3", pages)
			}
			break
		}
		in.NextToken = page.NextToken
	}
	if d := cmp.Diff(want, got, ignoreMarkers()); d != "" {
		t.Error(d)
	}
	if got[0].LambdaConfig.PreTokenGenerationConfig == nil {
		t.Error("the list does not show the trigger under both of its names")
	}
	const text = "Invalid pagination token given"
	refused(t, b.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: aws.Int32(2), NextToken: aws.String("x")}, "InvalidParameterException", text)
}

func TestListsAreOfOneAccountAndRegion(t *testing.T) {
	t.Parallel()
	b := bench(t)
	for _, place := range []struct{ account, region string }{
		{"111111111111", "us-east-1"}, {"111111111111", "eu-west-1"}, {"222222222222", "us-east-1"},
	} {
		id := place.region + "_" + place.account
		made := post(t, b, place.account, place.region, "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"cognito-emulator:id":"`+id+`"}}`)
		if arn := `"Arn":"arn:aws:cognito-idp:` + place.region + ":" + place.account + ":userpool/" + id + `"`; !strings.Contains(made, arn) {
			t.Errorf("%s is not in %s", arn, made)
		}
		list := post(t, b, place.account, place.region, "ListUserPools", `{"MaxResults":60}`)
		if want := `{"UserPools":[{"Id":"` + id + `","Name":"p","LambdaConfig":{},"LastModifiedDate":1.772510706789E9,"CreationDate":1.772510706789E9}]}`; list != want {
			t.Errorf("got  %s\nwant %s", list, want)
		}
	}
	// An access key that is no account number stands for the account of everybody.
	if list := post(t, b, "AKIAIOSFODNN7EXAMPLE", "us-east-1", "ListUserPools", `{"MaxResults":60}`); list != `{"UserPools":[]}` {
		t.Error(list)
	}
}

func TestDeleteUserPool(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) { in.DeletionProtection = types.DeletionProtectionTypeActive })
	id := state.PoolID(*made.Id)
	if err := b.Env.Store.Update(func(tx *state.Tx) error {
		if err := tx.AddClient(&state.Client{ID: "client", Pool: id}); err != nil {
			return err
		}
		return tx.AddUser(&state.User{Pool: id, Sub: "sub", Username: "u"})
	}); err != nil {
		t.Fatal(err)
	}
	in := &cip.DeleteUserPoolInput{UserPoolId: made.Id}
	refused(t, b.API.DeleteUserPool, in, "InvalidParameterException",
		"The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
	ok(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: made.Id, DeletionProtection: types.DeletionProtectionTypeInactive})
	domain := &state.Domain{Pool: id, Region: "us-east-1", Name: "shop", Login: 1}
	if err := b.Env.Store.Update(func(tx *state.Tx) error { return tx.AddDomain(domain) }); err != nil {
		t.Fatal(err)
	}
	refused(t, b.API.DeleteUserPool, in, "InvalidParameterException",
		"User pool cannot be deleted. It has a domain configured that should be deleted first.")
	if err := b.Env.Store.Update(func(tx *state.Tx) error { return tx.DeleteDomain("us-east-1", "shop") }); err != nil {
		t.Fatal(err)
	}
	ok(t, b.API.DeleteUserPool, in)
	v := b.Env.Store.View()
	if v.Client("client") != nil || v.User(id, "sub") != nil {
		t.Error("something of the pool is left")
	}
	refused(t, b.API.DeleteUserPool, in, "ResourceNotFoundException", "User pool "+*made.Id+" does not exist.")
}
