package conformance

import (
	"encoding/json"
	"maps"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// rareSettings asks for what a pool can have beside everySetting, or instead of it.
func (w *World) rareSettings(in *cip.CreateUserPoolInput) {
	in.PoolName = new("rare")
	in.LambdaConfig = &types.LambdaConfigType{
		PreTokenGeneration: w.function("a"), KMSKeyID: new("arn:aws:kms:" + w.region + ":123456789012:key/k"),
		CustomSMSSender:   &types.CustomSMSLambdaVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("b")},
		CustomEmailSender: &types.CustomEmailLambdaVersionConfigType{LambdaVersion: "V1_0", LambdaArn: w.function("c")},
		InboundFederation: &types.InboundFederationLambdaType{LambdaVersion: "V1_0", LambdaArn: w.function("d")},
	}
	in.UsernameAttributes = []types.UsernameAttributeType{"email", "phone_number"}
	in.SmsConfiguration = w.eumsSender()
	in.IssuerConfiguration = &types.IssuerConfigurationType{Type: types.IssuerTypeUpdated}
	in.KeyConfiguration = &types.KeyConfigurationType{
		KeyType: types.EncryptionKeyTypeCustomerManagedKey, KmsKeyArn: new("arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab")}
	in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{
		DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithCode, EmailMessage: new("Mail {####}"), EmailSubject: new("Subject"), SmsMessage: new("SMS {####}"),
	}
}

// eumsSender lets a pool send SMS by the newer of the two services.
func (w *World) eumsSender() *types.SmsConfigurationType {
	return &types.SmsConfigurationType{EumsSms: &types.EumsSmsConfigurationType{
		CallerArn: new("arn:aws:iam::123456789012:role/sms"), ExternalId: new("id"), OriginationIdentity: new("+15550100000"),
		ConfigurationSetName: new("set"), InEntityId: new("entity"), InTemplateId: new("template"), Region: &w.region,
	}}
}

// rarePool is the pool that rareSettings makes, as CreateUserPool shows it.
func (w *World) rarePool() *types.UserPoolType {
	var in cip.CreateUserPoolInput
	w.rareSettings(&in)
	want := plainPool(*in.PoolName)
	want.LambdaConfig = in.LambdaConfig
	want.LambdaConfig.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V1_0", LambdaArn: in.LambdaConfig.PreTokenGeneration}
	want.UsernameAttributes, want.SmsConfiguration, want.VerificationMessageTemplate = in.UsernameAttributes, in.SmsConfiguration, in.VerificationMessageTemplate
	want.IssuerConfiguration, want.KeyConfiguration = in.IssuerConfiguration, in.KeyConfiguration
	t := in.VerificationMessageTemplate
	want.SmsVerificationMessage, want.EmailVerificationMessage, want.EmailVerificationSubject = t.SmsMessage, t.EmailMessage, t.EmailSubject
	return want
}

// newestOf are the members of an answer about a pool that the official client does not have yet. The pool becomes the one made last.
func (w *World) newestOf(r *Reply) (registration, levels any) {
	w.t.Helper()
	var shown struct {
		UserPool struct {
			ID               string `json:"Id"`
			DcrConfiguration any
			AcrConfiguration any
		}
	}
	if r.Status != 200 {
		w.Fatalf("%d %s", r.Status, r.Body)
	}
	w.must(json.Unmarshal([]byte(r.Body), &shown))
	w.forget(shown.UserPool.ID)
	w.pool = &Pool{ID: shown.UserPool.ID}
	return shown.UserPool.DcrConfiguration, shown.UserPool.AcrConfiguration
}

// settingCases are about settings of pools that no other case sends or sees: what was set is read back, and what an update
// sets. Doc: API_CreateUserPool, API_UpdateUserPool, UserPoolType.
func settingCases() []Case {
	type object = map[string]any
	described := func(w *World) (registration, levels any) {
		return w.newestOf(w.PostSigned("DescribeUserPool", object{"UserPoolId": w.pool.ID}))
	}
	updated := func(w *World, more object) {
		w.t.Helper()
		more["UserPoolId"] = w.pool.ID
		w.Equal(w.PostSigned("UpdateUserPool", more).Body, "{}")
	}
	levels := func(first string) object {
		of := object{}
		for i, key := range []string{"Level1", "Level2", "Level3", "Level4"} {
			of[key] = object{"AcrValue": "urn:cognito:loa:" + string(rune('1'+i))}
		}
		of["Level1"] = object{"AcrValue": first}
		return of
	}
	return []Case{
		{
			Operations: ops("CreateUserPool", "DescribeUserPool", "ListUserPools"), Says: "senders, issuer, key and usernames come back", Needs: needs(Accounts),
			Steps: steps(
				func(w *World) { w.Equal(w.create(w.rareSettings), w.rarePool(), anyOrder()) },
				func(w *World) {
					want := w.rarePool()
					want.SchemaAttributes, want.UserPoolTags = append(want.SchemaAttributes, identities()), map[string]string{}
					w.Equal(w.describePool(), want, anyOrder())
					list := OK(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))})
					w.Equal(list, &cip.ListUserPoolsOutput{UserPools: []types.UserPoolDescriptionType{
						{Id: &w.pool.ID, Name: want.Name, LambdaConfig: want.LambdaConfig, CreationDate: Lately(), LastModifiedDate: Lately()}}})
				},
			),
		},
		{
			Operations: ops("ListUserPools"), Says: "a pool in the list shows all of its triggers", Needs: needs(Accounts),
			Steps: steps(func(w *World) {
				w.create(w.everySetting)
				pool := w.fullPool()
				Answers(w, w.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(1))}, &cip.ListUserPoolsOutput{UserPools: []types.UserPoolDescriptionType{
					{Id: &w.pool.ID, Name: pool.Name, LambdaConfig: pool.LambdaConfig, CreationDate: Lately(), LastModifiedDate: Lately()}}})
			}),
		},
		{
			// An update keeps issuer and key (A055), and resets the others.
			Operations: ops("UpdateUserPool", "DescribeUserPool"), Says: "senders, issuer and key can be set later, and go the way of all settings that an update leaves out", Assumes: "A055", Given: inPool(),
			Steps: steps(
				func(w *World) {
					var all cip.CreateUserPoolInput
					w.rareSettings(&all)
					w.updatePool(func(in *cip.UpdateUserPoolInput) {
						in.PoolName, in.LambdaConfig, in.SmsConfiguration = all.PoolName, all.LambdaConfig, all.SmsConfiguration
						in.IssuerConfiguration, in.KeyConfiguration, in.VerificationMessageTemplate = all.IssuerConfiguration, all.KeyConfiguration, all.VerificationMessageTemplate
						in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{
							MinimumLength: new(int32(9)), RequireLowercase: true, RequireSymbols: true, RequireUppercase: true}}
					})
				},
				func(w *World) {
					want := w.rarePool()
					want.SchemaAttributes, want.UserPoolTags = append(want.SchemaAttributes, identities()), map[string]string{}
					want.UsernameAttributes = nil
					want.Policies.PasswordPolicy.MinimumLength, want.Policies.PasswordPolicy.RequireNumbers = new(int32(9)), false
					w.Equal(w.describePool(), want, anyOrder())
					w.updatePool(nil)
					plain := plainPool("rare")
					plain.SchemaAttributes, plain.UserPoolTags, plain.Policies = want.SchemaAttributes, want.UserPoolTags, want.Policies
					plain.IssuerConfiguration, plain.KeyConfiguration = want.IssuerConfiguration, want.KeyConfiguration
					w.Equal(w.describePool(), plain, anyOrder())
				},
			),
		},
		{
			Operations: ops("CreateUserPool", "DescribeUserPool", "UpdateUserPool"), Says: "how clients register and what levels are called comes back; an update keeps the former and resets the latter", Assumes: "A085",
			Steps: steps(
				func(w *World) {
					given := object{"EnableStatus": "Enabled", "OpenDcrEnabled": true, "AuthenticatedGrantTypes": []string{"code"}, "OpenDcrGrantTypes": []string{}, "AllowedScopes": []string{"aws.cognito.signin.user.admin"}}
					registration, names := w.newestOf(w.PostSigned("CreateUserPool", object{"PoolName": "p", "DcrConfiguration": given, "AcrConfiguration": object{"Level1": object{"AcrValue": "urn:x:1"}}}))
					w.Equal([]string{canonical(registration), canonical(names)}, []string{canonical(given), canonical(levels("urn:x:1"))})
					registration, names = described(w)
					w.Equal([]string{canonical(registration), canonical(names)}, []string{canonical(given), canonical(levels("urn:x:1"))})
					updated(w, object{})
					registration, names = described(w)
					w.Equal([]string{canonical(registration), canonical(names)}, []string{canonical(given), canonical(levels("urn:cognito:loa:1"))})
				},
				func(w *World) {
					whole := object{"EnableStatus": "Disabled", "OpenDcrEnabled": true, "AuthenticatedGrantTypes": []string{}, "OpenDcrGrantTypes": []string{"code"}, "AllowedScopes": []string{}}
					updated(w, object{"DcrConfiguration": whole})
					registration, _ := described(w)
					w.Equal(canonical(registration), canonical(whole))
					updated(w, object{"DcrConfiguration": object{"AllowedScopes": []string{"openid"}}, "AcrConfiguration": object{"Level1": object{"AcrValue": "urn:x:one"}}})
					registration, names := described(w)
					w.Equal([]string{canonical(registration), canonical(names)},
						[]string{canonical(object{"EnableStatus": "Enabled", "OpenDcrEnabled": false, "AllowedScopes": []string{"openid"}}), canonical(levels("urn:x:one"))})
					w.Refused(w.PostSigned("UpdateUserPool", object{"UserPoolId": w.pool.ID, "AcrConfiguration": object{"Level1": object{"AcrValue": "urn:cognito:loa:2"}}}), "InvalidParameterException")
				},
			),
		},
		{
			// Doc: UpdateUserPool, DcrConfiguration.
			Operations: ops("UpdateUserPool"), Says: "refused: the lowest tier while clients may register themselves", Assumes: "A086", Given: inPool(),
			Steps: steps(func(w *World) {
				updated(w, object{"DcrConfiguration": object{}})
				w.Refused(w.PostSigned("UpdateUserPool", object{"UserPoolId": w.pool.ID, "UserPoolTier": "LITE"}), "TierChangeNotAllowedException")
				updated(w, object{"DcrConfiguration": object{"EnableStatus": "Disabled"}, "UserPoolTier": "LITE"})
			}),
		},
		{
			Operations: ops("SetUserPoolMfaConfig", "GetUserPoolMfaConfig", "DescribeUserPool"), Says: "either sender of SMS comes back with all of its settings", Given: inPool(),
			Steps: steps(
				func(w *World) {
					sns := snsSender()
					sns.SnsRegion = &w.region
					for _, sender := range []*types.SmsConfigurationType{sns, w.eumsSender()} {
						sms := &types.SmsMfaConfigType{SmsConfiguration: sender}
						Answers(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: &w.pool.ID, MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: sms},
							&cip.SetUserPoolMfaConfigOutput{MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: sms})
						w.Equal(w.mfaConfig(), &cip.GetUserPoolMfaConfigOutput{MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: sms})
						w.Equal(w.describePool().SmsConfiguration, sender)
					}
				},
				func(w *World) { w.Equal(w.describePool().SmsConfiguration, w.eumsSender()) },
			),
		},
		{
			Operations: ops("CreateUserPool", "UpdateUserPool", "DescribeUserPool"), Says: "the region that SMS are sent from comes back",
			Steps: steps(
				func(w *World) {
					sns := snsSender()
					sns.SnsRegion = &w.region
					w.Equal(w.create(func(in *cip.CreateUserPoolInput) { in.SmsConfiguration = sns }).SmsConfiguration, sns)
				},
				func(w *World) {
					sns := snsSender()
					w.updatePool(func(in *cip.UpdateUserPoolInput) { in.SmsConfiguration = sns })
					w.Equal(w.describePool().SmsConfiguration, sns)
					sns.SnsRegion = &w.region
					w.updatePool(func(in *cip.UpdateUserPoolInput) { in.SmsConfiguration = sns })
					w.Equal(w.describePool().SmsConfiguration, sns)
				},
			),
		},
		{
			Operations: ops("AddCustomAttributes", "DescribeUserPool"), Says: "further attributes come back with their limits", Given: inPool(),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AddCustomAttributes, &cip.AddCustomAttributesInput{UserPoolId: &w.pool.ID, CustomAttributes: []types.SchemaAttributeType{
						{Name: new("level"), AttributeDataType: "Number", Mutable: new(false), NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: new("-1"), MaxValue: new("9")}},
						{Name: new("plan"), AttributeDataType: "String", Mutable: new(true), StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: new("1"), MaxLength: new("7")}},
						{Name: new("since"), AttributeDataType: "DateTime"}, {Name: new("paid"), AttributeDataType: "Boolean"},
					}})
				},
				func(w *World) {
					p := w.describePool()
					w.Equal(attributeOf(p, "custom:level"), &types.SchemaAttributeType{
						Name: new("custom:level"), AttributeDataType: "Number", DeveloperOnlyAttribute: new(false), Mutable: new(false), Required: new(false),
						NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: new("-1"), MaxValue: new("9")}})
					w.Equal(attributeOf(p, "custom:plan"), &types.SchemaAttributeType{
						Name: new("custom:plan"), AttributeDataType: "String", DeveloperOnlyAttribute: new(false), Mutable: new(true), Required: new(false),
						StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: new("1"), MaxLength: new("7")}})
					for name, kind := range map[string]types.AttributeDataType{"custom:since": "DateTime", "custom:paid": "Boolean"} {
						w.Equal(attributeOf(p, name), &types.SchemaAttributeType{Name: &name, AttributeDataType: kind, DeveloperOnlyAttribute: new(false), Mutable: new(true), Required: new(false)})
					}
				},
			),
		},
		{
			Operations: ops("CreateUserPoolReplica", "ListTagsForResource"), Says: "a replica is made with tags of its own", Needs: needs(Clock), Given: func(w *World) { w.Freeze(); w.Pool(Replicable()) },
			Steps: steps(func(w *World) {
				tags := map[string]string{"a": "1", "b": ""}
				Answers(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion), UserPoolTags: tags},
					&cip.CreateUserPoolReplicaOutput{UserPoolReplica: w.twin("CREATING")})
				w.Advance(time.Hour)
				got := OK(w, w.there().ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: new(w.twinARN())}).Tags
				w.Equal(maps.Equal(got, tags), true)
				w.Equal(len(w.tags()), 0)
			}),
		},
		{
			Operations: ops("UpdateUserPool", "CreateUserPoolReplica"), Says: "refused: tags of the service's own, and more than fifty", Assumes: "A084", Given: inPool(Replicable()),
			Steps: steps(func(w *World) {
				many := map[string]string{}
				for i := range 51 {
					many["t"+string(rune('A'+i))] = "x"
				}
				for _, tags := range []map[string]string{{"aws:x": "y"}, many} {
					Refuses(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, UserPoolTags: tags}, "UserPoolTaggingException")
					Refuses(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion), UserPoolTags: tags}, "UserPoolTaggingException")
				}
				w.Equal(len(w.tags()), 0)
			}),
		},
	}
}
