package op

import (
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// A caller addresses a region: the one that the signature is for or, without a signature, the one in
// the service's host name, which may lead to us by a name server's doing. Where that is the region of a
// replica, the call sees the pool as the replica shows it, and only some operations are served.
// Assumed: this reading; a caller who addresses any other region reaches the pool itself (A182).

// regionOf returns the region in one of the service's host names, empty for any other host.
// Doc: service endpoints.
func regionOf(r *http.Request) string {
	host, _, _ := strings.Cut(r.Host, ":")
	parts := strings.Split(host, ".")
	if len(parts) < 4 || parts[2] != "amazonaws" || parts[0] != "cognito-idp" && parts[0] != "cognito-idp-fips" {
		return ""
	}
	return parts[1]
}

// Enter makes p the pool of the call, or the replica of p that the caller addresses.
func (c *Call) Enter(p *state.Pool) { c.EnterIn(p, c.addressed) }

// EnterIn is Enter for a caller who names the region in the request.
func (c *Call) EnterIn(p *state.Pool, region string) {
	c.Pool, c.twin = p, nil
	if region == "" || region == p.Region {
		return
	}
	if c.twin = c.View.Replica(p.ID, region, c.Now); c.twin != nil {
		c.Pool = c.twin.Of(p)
	}
}

// Served refuses a call to a replica that does not serve the operation.
func (c *Call) Served() error {
	if c.twin == nil || c.runner == nil || c.runner.servedBy(c.twin.Status(c.Now)) {
		return nil
	}
	return fault.OperationNotEnabled()
}

// servedBy tells whether a replica of that status serves the operation. Operations that do not declare
// the refusal are served always.
// Doc: "Multi-Region replication for user pools", "Supported API operations in secondary Regions".
// Assumed: that a replica that is being made or deleted serves nothing (A182).
func (r *runner) servedBy(status types.ReplicaStatusType) bool {
	if !slices.Contains(r.model.Errors, "OperationNotEnabledException") {
		return true
	}
	switch status {
	case types.ReplicaStatusTypeActive:
		return regional(r.Name) || signsIn(r.Name)
	case types.ReplicaStatusTypeInactive:
		return regional(r.Name)
	}
	return false
}

// regional tells whether every replica serves an operation: it shows something, or changes what a replica
// has of its own. DeleteUserPoolReplica is on that list too, but "must be called from the primary Region"
// (Doc: API_DeleteUserPoolReplica). Assumed: the last line, operations that are newer than the list (A182).
func regional(name string) bool {
	switch name {
	case "AdminGetDevice", "AdminGetUser", "AdminListDevices", "AdminListGroupsForUser", "AdminListUserAuthEvents",
		"CreateUserPoolDomain", "DeleteUserPoolDomain", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient",
		"DescribeResourceServer", "DescribeRiskConfiguration", "DescribeTerms", "DescribeUserPool", "DescribeUserPoolClient",
		"DescribeUserPoolDomain", "GetGroup", "GetSigningCertificate", "GetUICustomization", "ListGroups", "ListResourceServers",
		"ListTagsForResource", "ListTerms", "ListUserPoolClients", "ListUserPoolReplicas", "ListUsers", "ListUsersInGroup",
		"SetRiskConfiguration", "SetUserPoolMfaConfig", "TagResource", "UntagResource", "UpdateUserPool", "UpdateUserPoolDomain",
		"UpdateUserPoolReplica",
		"AdminGetUserAuthFactors", "AdminListUserSessions", "DescribeTermsByClient", "GetUserPoolClientSessionConfiguration", "GetUserPoolSessionConfiguration":
		return true
	}
	return false
}

// signsIn tells whether a replica serves an operation when it is active: it is part of signing in or out,
// or done by somebody who is signed in. Assumed: the last line, operations that are newer than the list
// (A182).
func signsIn(name string) bool {
	switch name {
	case "AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminUpdateAuthEventFeedback", "AdminUserGlobalSignOut", "GetDevice",
		"GetTokensFromRefreshToken", "GetUser", "GetUserAuthFactors", "GlobalSignOut", "InitiateAuth", "ListDevices",
		"ListWebAuthnCredentials", "RespondToAuthChallenge", "RevokeToken", "UpdateAuthEventFeedback",
		"AdminRevokeUserSession", "GetClientToken", "GetDerivedToken", "ListUserSessions", "RevokeUserSession":
		return true
	}
	return false
}
