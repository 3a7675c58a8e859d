package conformance

import (
	"fmt"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// administered is an operation on pools and what belongs to them.
type administered struct {
	name string
	// required are the members without which it means nothing, in the order of the model.
	required string
	// regional is set when it declares that a region may not serve it, and names a pool.
	regional bool
}

// stewardship are the operations on pools, app clients, groups, identity providers, pages and imports.
func stewardship() []administered {
	return []administered{
		// userpool
		{"AddCustomAttributes", "UserPoolId CustomAttributes", true},
		{"CreateUserPool", "PoolName", false},
		{"DescribeUserPool", "UserPoolId", true},
		{"UpdateUserPool", "UserPoolId", true},
		{"DeleteUserPool", "UserPoolId", true},
		{"ListUserPools", "MaxResults", false},
		{"SetUserPoolMfaConfig", "UserPoolId", true},
		{"GetUserPoolMfaConfig", "UserPoolId", false},
		{"GetSigningCertificate", "UserPoolId", true},
		{"TagResource", "ResourceArn Tags", true},
		{"UntagResource", "ResourceArn TagKeys", true},
		{"ListTagsForResource", "ResourceArn", true},
		{"CreateUserPoolReplica", "UserPoolId RegionName", true},
		{"UpdateUserPoolReplica", "UserPoolId RegionName Status", true},
		{"DeleteUserPoolReplica", "UserPoolId RegionName", true},
		{"ListUserPoolReplicas", "UserPoolId", true},
		{"SetLogDeliveryConfiguration", "UserPoolId LogConfigurations", false},
		{"GetLogDeliveryConfiguration", "UserPoolId", false},
		{"SetRiskConfiguration", "UserPoolId", true},
		{"DescribeRiskConfiguration", "UserPoolId", true},
		{"SetUserPoolSessionConfiguration", "UserPoolId UserSessionTracking TokenSession", true},
		{"GetUserPoolSessionConfiguration", "UserPoolId", true},
		{"GetProvisionedLimit", "LimitDefinition", false},
		{"UpdateProvisionedLimit", "LimitDefinition RequestedLimitValue", false},
		// appclient
		{"AddUserPoolClientSecret", "UserPoolId ClientId", false},
		{"CreateResourceServer", "UserPoolId Identifier Name", true},
		{"CreateUserPoolClient", "UserPoolId ClientName", true},
		{"DeleteResourceServer", "UserPoolId Identifier", true},
		{"DeleteUserPoolClient", "UserPoolId ClientId", true},
		{"DeleteUserPoolClientSecret", "UserPoolId ClientId ClientSecretId", false},
		{"DescribeResourceServer", "UserPoolId Identifier", true},
		{"DescribeUserPoolClient", "UserPoolId ClientId", true},
		{"GetUserPoolClientSessionConfiguration", "UserPoolId ClientId", true},
		{"ListResourceServers", "UserPoolId", true},
		{"ListUserPoolClientSecrets", "UserPoolId ClientId", false},
		{"ListUserPoolClients", "UserPoolId", true},
		{"SetUserPoolClientSessionConfiguration", "UserPoolId ClientId SSOSession", true},
		{"UpdateResourceServer", "UserPoolId Identifier Name", true},
		{"UpdateUserPoolClient", "UserPoolId ClientId", true},
		// group
		{"AdminAddUserToGroup", "UserPoolId Username GroupName", true},
		{"AdminListGroupsForUser", "Username UserPoolId", true},
		{"AdminRemoveUserFromGroup", "UserPoolId Username GroupName", true},
		{"CreateGroup", "GroupName UserPoolId", true},
		{"DeleteGroup", "GroupName UserPoolId", true},
		{"GetGroup", "GroupName UserPoolId", true},
		{"ListGroups", "UserPoolId", true},
		{"ListUsersInGroup", "UserPoolId GroupName", true},
		{"UpdateGroup", "GroupName UserPoolId", true},
		// idp
		{"AdminDisableProviderForUser", "UserPoolId User", true},
		{"AdminLinkProviderForUser", "UserPoolId DestinationUser SourceUser", true},
		{"CreateIdentityProvider", "UserPoolId ProviderName ProviderType ProviderDetails", false},
		{"DeleteIdentityProvider", "UserPoolId ProviderName", false},
		{"DescribeIdentityProvider", "UserPoolId ProviderName", false},
		{"GetIdentityProviderByIdentifier", "UserPoolId IdpIdentifier", false},
		{"ListIdentityProviders", "UserPoolId", false},
		{"UpdateIdentityProvider", "UserPoolId ProviderName", false},
		// managedlogin
		{"CreateManagedLoginBranding", "UserPoolId ClientId", true},
		{"CreateTerms", "UserPoolId ClientId TermsName TermsSource Enforcement", true},
		{"CreateUserPoolDomain", "Domain UserPoolId", true},
		{"DeleteManagedLoginBranding", "ManagedLoginBrandingId UserPoolId", true},
		{"DeleteTerms", "TermsId UserPoolId", true},
		{"DeleteUserPoolDomain", "Domain UserPoolId", true},
		{"DescribeManagedLoginBranding", "UserPoolId ManagedLoginBrandingId", true},
		{"DescribeManagedLoginBrandingByClient", "UserPoolId ClientId", true},
		{"DescribeTerms", "TermsId UserPoolId", true},
		{"DescribeTermsByClient", "ClientId UserPoolId TermsName", true},
		{"DescribeUserPoolDomain", "Domain", false},
		{"GetUICustomization", "UserPoolId", true},
		{"ListTerms", "UserPoolId", true},
		{"SetUICustomization", "UserPoolId", true},
		{"UpdateManagedLoginBranding", "", true},
		{"UpdateTerms", "TermsId UserPoolId", true},
		{"UpdateUserPoolDomain", "Domain UserPoolId", true},
		// importjob
		{"GetCSVHeader", "UserPoolId", true},
		{"CreateUserImportJob", "JobName UserPoolId CloudWatchLogsRoleArn", true},
		{"DescribeUserImportJob", "UserPoolId JobId", true},
		{"ListUserImportJobs", "UserPoolId MaxResults", true},
		{"StartUserImportJob", "UserPoolId JobId", true},
		{"StopUserImportJob", "UserPoolId JobId", true},
	}
}

// callerCases are about who may call these operations, where, and with what at least.
func callerCases() []Case {
	var cases []Case
	for _, o := range stewardship() {
		cases = append(cases, o.withoutCredentials())
		if o.required != "" {
			cases = append(cases, o.withoutMembers())
		}
		if o.regional {
			cases = append(cases, o.elsewhere())
		}
	}
	return cases
}

// Seen: AWS's own provider for ASP.NET, issue 66.
func (o administered) withoutCredentials() Case {
	return Case{
		Operations: ops(o.name), Says: "refused: a caller without credentials", Given: inPool(),
		Steps: steps(func(w *World) {
			w.Refused(w.Post(o.name, o.request(w)), "MissingAuthenticationTokenException", "Missing Authentication Token")
		}),
	}
}

// The order in which the faults stand is not known.
func (o administered) withoutMembers() Case {
	return Case{
		Operations: ops(o.name), Says: "refused: a request that says nothing",
		Steps: steps(func(w *World) {
			var faults []string
			for _, name := range strings.Fields(o.required) {
				value := "Value null"
				if name == "Username" { // it is sensitive, and of such members nothing is told
					value = "Value"
				}
				faults = append(faults, value+" at '"+lowerFirst(name)+"' failed to satisfy constraint: Member must not be null")
			}
			head := "1 validation error detected: "
			if n := len(faults); n > 1 {
				head = fmt.Sprint(n, " validation errors detected: ")
			}
			r := w.PostSigned(o.name, "{}")
			w.Refused(r, "InvalidParameterException")
			text, ok := strings.CutPrefix(r.Message, head)
			if !ok {
				w.Errorf("got %q, want it to begin with %q", r.Message, head)
			}
			w.Equal(strings.Split(text, "; "), faults, Unordered())
		}),
	}
}

// elsewhere addresses the region of a replica that is still being made, which serves nothing at all.
func (o administered) elsewhere() Case {
	return Case{
		Operations: ops(o.name), Says: "refused: in the region of a replica that is not made yet", Assumes: "A182", Needs: needs(Clock),
		Given: func(w *World) {
			w.Freeze()
			w.Pool(Replicable())
			OK(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion)})
		},
		Steps: steps(func(w *World) {
			home := w.region
			w.region = secondRegion
			defer func() { w.region = home }()
			w.Refused(w.PostSigned(o.name, o.request(w)), "OperationNotEnabledException", "The operation is not enabled for this user pool in this region.")
		}),
	}
}

// request has the required members, with values that the model lets pass.
func (o administered) request(w *World) map[string]any {
	in := map[string]any{}
	for _, name := range strings.Fields(o.required) {
		in[name] = passable(w, name)
	}
	if o.regional && in["ResourceArn"] == nil { // one operation does not require the pool that it has to be told
		in["UserPoolId"] = w.pool.ID
	}
	return in
}

func passable(w *World, member string) any {
	switch member {
	case "UserPoolId":
		return w.pool.ID
	case "ResourceArn":
		home, _, _ := strings.Cut(w.pool.ID, "_")
		return strings.Replace(w.pool.ARN, ":"+home+":", ":"+w.region+":", 1)
	case "CustomAttributes":
		return []any{map[string]any{"Name": "a", "AttributeDataType": "String"}}
	case "MaxResults", "RequestedLimitValue":
		return 1
	case "Tags", "ProviderDetails":
		return map[string]string{"a": "b"}
	case "TagKeys":
		return []string{"a"}
	case "RegionName":
		return secondRegion
	case "Status":
		return "ACTIVE"
	case "LogConfigurations":
		return []any{}
	case "UserSessionTracking":
		return "ENABLED"
	case "TokenSession":
		return map[string]int{"MaxPerUser": 1}
	case "SSOSession":
		return map[string]int{"MaxValidityMinutes": 1}
	case "LimitDefinition":
		return map[string]any{"LimitClass": "API_CATEGORY", "Attributes": map[string]string{"Category": "UserAuthentication"}}
	case "User", "DestinationUser", "SourceUser":
		return map[string]string{"ProviderName": "Cognito", "ProviderAttributeValue": "ann"}
	case "ProviderType":
		return "Google"
	case "TermsName":
		return "terms-of-use"
	case "TermsSource":
		return "LINK"
	case "Enforcement":
		return "NONE"
	case "TermsId", "ManagedLoginBrandingId":
		return "6f1f2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b"
	case "CloudWatchLogsRoleArn":
		return "arn:aws:iam::123456789012:role/import"
	case "JobId":
		return "import-0000000000"
	case "ClientId":
		return "0123456789abcdefghijklmnop"
	}
	return "example"
}

func lowerFirst(name string) string { return strings.ToLower(name[:1]) + name[1:] }
