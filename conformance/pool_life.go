package conformance

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"maps"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// tags are those of the pool made last.
func (w *World) tags() map[string]string {
	w.t.Helper()
	return OK(w, w.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: &w.pool.ARN}).Tags
}

// poolLifeCases are about how pools are listed, extended, tagged and deleted.
func poolLifeCases() []Case {
	return append([]Case{
		{
			Operations: ops("ListUserPools"), Says: "an account without pools lists none", Needs: needs(Accounts),
			Steps: steps(func(w *World) {
				r := w.PostSigned("ListUserPools", `{"MaxResults":60}`)
				w.Equal(r.Body, `{"UserPools":[]}`)
			}),
		},
		{
			Operations: ops("ListUserPools"), Says: "pools come in pages, each one once", Needs: needs(Accounts),
			Given: func(w *World) {
				for i := range 5 {
					w.create(func(in *cip.CreateUserPoolInput) {
						in.PoolName = new(fmt.Sprint("pool", i))
						if i == 0 {
							in.LambdaConfig = &types.LambdaConfigType{PreSignUp: w.function("f")}
						}
					})
				}
			},
			Steps: steps(func(w *World) {
				in := &cip.ListUserPoolsInput{MaxResults: new(int32(2))}
				found := map[string]types.UserPoolDescriptionType{}
				sizes := []int{}
				for {
					page := OK(w, w.API.ListUserPools, in)
					sizes = append(sizes, len(page.UserPools))
					for _, p := range page.UserPools {
						found[*p.Name] = p
					}
					if in.NextToken = page.NextToken; in.NextToken == nil {
						break
					}
				}
				w.Equal(sizes, []int{2, 2, 1})
				want := map[string]types.UserPoolDescriptionType{}
				for i := range 5 {
					name := fmt.Sprint("pool", i)
					want[name] = types.UserPoolDescriptionType{
						Id: new(AnyPoolID), Name: &name, LambdaConfig: &types.LambdaConfigType{}, CreationDate: Lately(), LastModifiedDate: Lately()}
				}
				first := want["pool0"]
				first.LambdaConfig = &types.LambdaConfigType{PreSignUp: w.function("f")}
				want["pool0"] = first
				w.Equal(found, want)
			}),
		},
		{
			Operations: ops("ListUserPools"), Says: "pools come oldest first", Needs: needs(Accounts, Clock), Assumes: "A090",
			Given: func(w *World) {
				for _, name := range []string{"c", "a", "b"} {
					w.create(func(in *cip.CreateUserPoolInput) { in.PoolName = &name })
					w.Advance(time.Second)
				}
			},
			Steps: steps(func(w *World) {
				var names string
				for _, p := range OK(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))}).UserPools {
					names += *p.Name
				}
				w.Equal(names, "cab")
			}),
		},
		{
			Operations: ops("ListUserPools"), Says: "refused: a token of no list, and sizes that are none",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(1)), NextToken: new("nonsense")}, "InvalidParameterException")
				Refuses(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(61))}, "InvalidParameterException",
					oneFault("61", "maxResults", "Member must have value less than or equal to 60"))
				Refuses(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(0))}, "InvalidParameterException",
					oneFault("0", "maxResults", "Member must have value greater than or equal to 1"))
				w.Refused(w.PostSigned("ListUserPools", "{}"), "InvalidParameterException",
					"1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null")
			}),
		},
		{
			Operations: ops("DeleteUserPool", "DescribeUserPoolClient"), Says: "a pool goes with its clients",
			Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}, &cip.DeleteUserPoolOutput{})
				},
				func(w *World) {
					text := "User pool " + w.pool.ID + " does not exist."
					Refuses(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}, "ResourceNotFoundException", text)
					Refuses(w, w.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, "ResourceNotFoundException", text)
					Refuses(w, w.Unsigned.InitiateAuth, &cip.InitiateAuthInput{
						ClientId: &w.client.ID, AuthFlow: types.AuthFlowTypeUserPasswordAuth, AuthParameters: Params{"USERNAME": "u", "PASSWORD": "p"},
					}, "ResourceNotFoundException", "User pool client "+w.client.ID+" does not exist.")
				},
			),
		},
		{
			// Seen: several public stack errors.
			Operations: ops("DeleteUserPool", "UpdateUserPool"), Says: "a protected pool stays until the protection is off",
			Given: func(w *World) {
				w.Pool(With(func(in *cip.CreateUserPoolInput) { in.DeletionProtection = types.DeletionProtectionTypeActive }))
			},
			Steps: steps(func(w *World) {
				in := &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}
				Refuses(w, w.API.DeleteUserPool, in, "InvalidParameterException",
					"The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
				w.updatePool(func(in *cip.UpdateUserPoolInput) { in.DeletionProtection = types.DeletionProtectionTypeInactive })
				OK(w, w.API.DeleteUserPool, in)
			}),
		},
	}, append(tagCases(), schemaCases()...)...)
}

// tagCases are about the tags of a pool.
func tagCases() []Case {
	return []Case{
		{
			Operations: ops("TagResource", "UntagResource", "ListTagsForResource", "DescribeUserPool"), Says: "tags are added, replaced and taken away",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					w.Equal(w.tags(), map[string]string{})
					Answers(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: &w.pool.ARN, Tags: map[string]string{"a": "1", "b": ""}}, &cip.TagResourceOutput{})
					OK(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: &w.pool.ARN, Tags: map[string]string{"b": "2", "c": "3"}})
				},
				func(w *World) {
					if got, want := w.tags(), map[string]string{"a": "1", "b": "2", "c": "3"}; !maps.Equal(got, want) || !maps.Equal(w.describePool().UserPoolTags, want) {
						w.Errorf("tags %v", got)
					}
					Answers(w, w.API.UntagResource, &cip.UntagResourceInput{ResourceArn: &w.pool.ARN, TagKeys: []string{"a", "c", "x"}}, &cip.UntagResourceOutput{})
					w.Equal(w.tags(), map[string]string{"b": "2"})
				},
			),
		},
		{
			Operations: ops("TagResource", "UntagResource", "ListTagsForResource"), Says: "refused: tags of a pool that is not there", Assumes: "A084",
			Steps: steps(func(w *World) {
				arn := new("arn:aws:cognito-idp:" + w.region + ":123456789012:userpool/" + w.region + "_000000000")
				Refuses(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: arn, Tags: map[string]string{"a": "1"}}, "ResourceNotFoundException")
				Refuses(w, w.API.UntagResource, &cip.UntagResourceInput{ResourceArn: arn, TagKeys: []string{"a"}}, "ResourceNotFoundException")
				Refuses(w, w.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: arn}, "ResourceNotFoundException")
			}),
		},
		{
			Operations: ops("TagResource"), Says: "refused: tags of something else than a pool", Assumes: "A084",
			Steps: steps(func(w *World) {
				arn := new("arn:aws:cognito-idp:" + w.region + ":123456789012:other/x")
				Refuses(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: arn, Tags: map[string]string{"a": "1"}}, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("TagResource"), Says: "refused: what is no ARN",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: new("no ARN, but long enough"), Tags: map[string]string{"a": "1"}}, "InvalidParameterException",
					oneFault("no ARN, but long enough", "resourceArn",
						`Member must satisfy regular expression pattern: arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`))
			}),
		},
	}
}

// schemaCases are about attributes that a pool gets later, and about its certificate.
func schemaCases() []Case {
	add := func(w *World, a ...types.SchemaAttributeType) *cip.AddCustomAttributesInput {
		return &cip.AddCustomAttributesInput{UserPoolId: &w.pool.ID, CustomAttributes: a}
	}
	text := types.SchemaAttributeType{Name: new("plan"), AttributeDataType: types.AttributeDataTypeString, Mutable: new(true)}
	developer := text
	developer.DeveloperOnlyAttribute = new(true)
	required := text
	required.Required = new(true)
	return []Case{
		{
			Operations: ops("AddCustomAttributes", "DescribeUserPool"), Says: "a pool gets further attributes, for developers too",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AddCustomAttributes, add(w, text, developer), &cip.AddCustomAttributesOutput{})
				},
				func(w *World) {
					want := append(standardSchema(), identities())
					for name, developer := range map[string]bool{"custom:plan": false, "dev:custom:plan": true} {
						want = append(want, types.SchemaAttributeType{
							Name: &name, AttributeDataType: types.AttributeDataTypeString, DeveloperOnlyAttribute: &developer, Mutable: new(true), Required: new(false),
							StringAttributeConstraints: &types.StringAttributeConstraintsType{}})
					}
					w.Equal(w.describePool().SchemaAttributes, want, anyOrder())
				},
			),
		},
		{
			// Seen: getmoto/moto tests.
			Operations: ops("AddCustomAttributes"), Says: "refused: an attribute that is there already",
			Given: func(w *World) { w.Pool(); OK(w, w.API.AddCustomAttributes, add(w, text, developer)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AddCustomAttributes, add(w, text), "InvalidParameterException", "custom:plan: Existing attribute already has name custom:plan.")
				Refuses(w, w.API.AddCustomAttributes, add(w, developer), "InvalidParameterException", "dev:custom:plan: Existing attribute already has name dev:custom:plan.")
			}),
		},
		{
			Operations: ops("AddCustomAttributes"), Says: "refused: what a new pool would be refused for, and nothing is added",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AddCustomAttributes, add(w, text, required), "InvalidParameterException", "Required custom attributes are not supported currently.")
				Refuses(w, w.API.AddCustomAttributes, add(w, text, types.SchemaAttributeType{Name: new("x")}), "InvalidParameterException",
					"Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")
				Refuses(w, w.API.AddCustomAttributes, add(w, make([]types.SchemaAttributeType, 0)...), "InvalidParameterException",
					oneFault("[]", "customAttributes", "Member must have length greater than or equal to 1"))
				w.Equal(len(w.describePool().SchemaAttributes), 21)
			}),
		},
		{
			Operations: ops("AddCustomAttributes"), Says: "refused: more than 50 custom attributes", Assumes: "A042",
			Given: func(w *World) {
				w.Pool()
				for i := range 2 {
					var some []types.SchemaAttributeType
					for j := range 25 {
						some = append(some, types.SchemaAttributeType{Name: new(fmt.Sprint("a", 25*i+j)), AttributeDataType: types.AttributeDataTypeString})
					}
					OK(w, w.API.AddCustomAttributes, add(w, some...))
				}
			},
			Steps: steps(func(w *World) {
				w.RefusedSomehow(Try(w, w.API.AddCustomAttributes, add(w, text)))
			}),
		},
		{
			// Doc: API_GetSigningCertificate.
			Operations: ops("GetSigningCertificate"), Says: "the certificate is good for ten years and the same each time", Assumes: "A080",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) { w.Keep("certificate", w.certificate()) },
				func(w *World) {
					text := w.certificate()
					w.Equal(text, w.Kept("certificate"))
					der, err := base64.StdEncoding.DecodeString(text)
					w.must(err)
					c, err := x509.ParseCertificate(der)
					w.must(err)
					if !c.NotAfter.Equal(c.NotBefore.AddDate(10, 0, 0)) || c.NotBefore.After(w.Now()) {
						w.Errorf("good from %v to %v", c.NotBefore, c.NotAfter)
					}
				},
			),
		},
	}
}

func (w *World) certificate() string {
	w.t.Helper()
	return *OK(w, w.API.GetSigningCertificate, &cip.GetSigningCertificateInput{UserPoolId: &w.pool.ID}).Certificate
}
