package userpool_test

import (
	"fmt"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"
)

func TestTags(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) {
		in.UserPoolTags = map[string]string{"cognito-emulator:id": "us-east-1_a"}
	})
	tags := func(want map[string]string) {
		t.Helper()
		got := ok(t, b.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: made.Arn}).Tags
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff(want, describe(t, b, made.Id).UserPoolTags); d != "" {
			t.Error(d)
		}
	}
	tags(map[string]string{})
	b.Env.Clock.Advance(time.Minute)
	ok(t, b.API.TagResource, &cip.TagResourceInput{ResourceArn: made.Arn, Tags: map[string]string{"a": "1", "b": ""}})
	ok(t, b.API.TagResource, &cip.TagResourceInput{ResourceArn: made.Arn, Tags: map[string]string{"b": "2", "c": "3", "cognito-emulator:id": "us-east-1_a"}})
	tags(map[string]string{"a": "1", "b": "2", "c": "3"})
	ok(t, b.API.UntagResource, &cip.UntagResourceInput{ResourceArn: made.Arn, TagKeys: []string{"a", "c", "nobody's"}})
	tags(map[string]string{"b": "2"})
	ok(t, b.API.UntagResource, &cip.UntagResourceInput{ResourceArn: made.Arn, TagKeys: []string{"b"}})
	tags(map[string]string{})
	if got := describe(t, b, made.Id).LastModifiedDate; !got.Equal(*made.LastModifiedDate) {
		t.Errorf("tags moved the date of the last modification to %v", got)
	}
}

func TestTagRefusals(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	tag := func(arn string, tags map[string]string) *cip.TagResourceInput {
		return &cip.TagResourceInput{ResourceArn: &arn, Tags: tags}
	}
	one := map[string]string{"a": "1"}
	const missing = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/" + missingPool
	for _, arn := range []string{
		missing,
		"arn:aws:cognito-idp:us-east-1:111111111111:userpool/" + *made.Id, // of another account
		"arn:aws:cognito-idp:eu-west-1:000000000000:userpool/" + *made.Id, // of another region
	} {
		id := arn[len("arn:aws:cognito-idp:us-east-1:000000000000:userpool/"):]
		text := "User pool " + id + " does not exist."
		refused(t, b.API.TagResource, tag(arn, one), "ResourceNotFoundException", text)
		refused(t, b.API.UntagResource, &cip.UntagResourceInput{ResourceArn: &arn, TagKeys: []string{"a"}}, "ResourceNotFoundException", text)
		refused(t, b.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: &arn}, "ResourceNotFoundException", text)
	}
	for _, arn := range []string{
		"arn:aws:cognito-identity:us-east-1:000000000000:userpool/" + *made.Id,
		"arn:aws:cognito-idp:us-east-1:000000000000:identitypool/" + *made.Id,
		"arn:aws:cognito-idp:us-east-1:000000000000:userpool/",
	} {
		refused(t, b.API.TagResource, tag(arn, one), "InvalidParameterException", arn+" is not the ARN of a user pool.")
	}
	refused(t, b.API.TagResource, tag(*made.Arn, map[string]string{"aws:x": ""}), "InvalidParameterException", "Invalid tags given for the user pool.")
	refused(t, b.API.TagResource, tag(*made.Arn, map[string]string{"cognito-emulator:id": "us-east-1_other"}), "InvalidParameterException",
		"cognito-emulator: the tag cognito-emulator:id chooses the id of a pool when it is created; this pool keeps the id "+*made.Id+".")
	fifty := map[string]string{}
	for i := range 50 {
		fifty[fmt.Sprint("tag", i)] = ""
	}
	ok(t, b.API.TagResource, tag(*made.Arn, fifty))
	refused(t, b.API.TagResource, tag(*made.Arn, one), "InvalidParameterException", "A user pool can have at most 50 tags.")
	ok(t, b.API.TagResource, tag(*made.Arn, map[string]string{"tag0": "again"}))
	if got := ok(t, b.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: made.Arn}).Tags; len(got) != 50 || got["tag0"] != "again" {
		t.Errorf("%d tags, tag0 is %q", len(got), got["tag0"])
	}
}
