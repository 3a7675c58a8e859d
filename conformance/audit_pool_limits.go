package conformance

import (
	"fmt"
	"slices"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// quotaCases are about the most there may be of something. Doc: quotas.
func quotaCases() []Case {
	const limit = "LimitExceededException"
	return []Case{
		{
			Operations: ops("CreateUserPoolDomain", "DeleteUserPoolDomain"), Needs: needs(Domains, Accounts), Assumes: "A311",
			Says: "refused: more than four custom domains in an account, whatever their regions; prefixes do not count",
			Steps: steps(func(w *World) {
				var first cip.DeleteUserPoolDomainInput
				for i := range 4 {
					api := w.API
					if i == 3 {
						api = w.Account(w.account, "eu-west-1")
					}
					made := OK(w, api.CreateUserPool, &cip.CreateUserPoolInput{PoolName: new("p")}).UserPool
					w.forget(*made.Id)
					first = cip.DeleteUserPoolDomainInput{UserPoolId: made.Id, Domain: new(w.customName())}
					OK(w, api.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: made.Id, Domain: first.Domain, CustomDomainConfig: certificate("1")})
				}
				w.Pool()
				w.domain()
				fifth := &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.customName()), CustomDomainConfig: certificate("1")}
				Refuses(w, w.API.CreateUserPoolDomain, fifth, limit, "The maximum number of custom domains for the account has been reached.")
				w.Equal(w.describeDomain(*fifth.Domain), &types.DomainDescriptionType{})
				OK(w, w.Account(w.account, "eu-west-1").DeleteUserPoolDomain, &first)
				OK(w, w.API.CreateUserPoolDomain, fifth)
			}),
		},
		{
			// Doc: "Linking federated users to an existing user profile".
			Operations: ops("AdminLinkProviderForUser", "AdminDisableProviderForUser"), Assumes: "A312",
			Says:  "refused: a sixth attribute to link the users of a provider by; those of another provider do not count",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				w.provide("OIDC", "Corp", oidcDetails())
				w.provide("OIDC", "Other", oidcDetails())
				var source *types.ProviderUserIdentifierType
				for _, name := range []string{cognitoSubject, "email", "name", "nickname", "website"} {
					w.User()
					source = at("Corp", name, "x")
					w.linked(source)
				}
				w.User()
				sixth := w.link(w.here(), at("Corp", "profile", "x"))
				Refuses(w, w.API.AdminLinkProviderForUser, sixth, limit, "Exceeded the maximum number of attributes that users of an identity provider can be linked by.")
				w.linked(at("Other", "profile", "x"))
				w.User()
				w.linked(at("Corp", "name", "y"))
				OK(w, w.API.AdminDisableProviderForUser, &cip.AdminDisableProviderForUserInput{UserPoolId: &w.pool.ID, User: source})
				w.User()
				w.linked(sixth.SourceUser)
			}),
		},
		{
			Operations: ops("CreateResourceServer"), Says: "refused: more resource servers than a pool can have", Assumes: "A189", Given: inPool(),
			Steps: steps(func(w *World) {
				server := func(i int) *cip.CreateResourceServerInput {
					return &cip.CreateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new(fmt.Sprint("s", i)), Name: new("server")}
				}
				for i := range 300 {
					OK(w, w.API.CreateResourceServer, server(i))
				}
				Refuses(w, w.API.CreateResourceServer, server(300), limit)
				OK(w, w.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("s7")})
				OK(w, w.API.CreateResourceServer, server(300))
			}),
		},
		{
			Operations: ops("CreateIdentityProvider"), Says: "refused: more identity providers than a pool can have", Assumes: "A042", Given: inPool(),
			Steps: steps(func(w *World) {
				for i := range 1000 {
					w.provide("OIDC", fmt.Sprint("Corp", i), oidcDetails())
				}
				in := &cip.CreateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Another"), ProviderType: "OIDC", ProviderDetails: oidcDetails()}
				Refuses(w, w.API.CreateIdentityProvider, in, limit, "The maximum number of identity providers for the user pool has been reached.")
			}),
		},
		{
			Operations: ops("CreateUserImportJob"), Says: "refused: more jobs than a pool can have", Assumes: "A042", Given: inPool(),
			Steps: steps(func(w *World) {
				in := &cip.CreateUserImportJobInput{UserPoolId: &w.pool.ID, JobName: new("job"), CloudWatchLogsRoleArn: new("arn:aws:iam::123456789012:role/import")}
				for range 1000 {
					OK(w, w.API.CreateUserImportJob, in)
				}
				Refuses(w, w.API.CreateUserImportJob, in, limit, "The maximum number of user import jobs for the user pool has been reached.")
			}),
		},
	}
}

// downgradeCases are about a move to a lower tier while something is in use that it does not have.
// Doc: feature plans ("you must disable the features"). Seen: badmintoncryer/cdk-preflight (the form of the text).
func downgradeCases() []Case {
	lite, essentials := types.UserPoolTierTypeLite, types.UserPoolTierTypeEssentials
	withFlows := func(flows ...types.ExplicitAuthFlowsType) func(w *World) {
		return func(w *World) { w.Pool(); w.Client(Flows(flows...)) }
	}
	noFlows := func(w *World) {
		OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
	}
	tracking := func(w *World, mode string) {
		r := w.PostSigned("SetUserPoolSessionConfiguration", map[string]any{
			"UserPoolId": w.pool.ID, "UserSessionTracking": mode, "TokenSession": map[string]int{"MaxPerUser": 5}})
		w.Equal(r.Status, 200)
	}
	logs := func(w *World, list ...types.LogConfigurationType) {
		if list == nil {
			list = []types.LogConfigurationType{}
		}
		OK(w, w.API.SetLogDeliveryConfiguration, &cip.SetLogDeliveryConfigurationInput{UserPoolId: &w.pool.ID, LogConfigurations: list})
	}
	return each([]struct {
		says     string
		given    func(w *World)
		to       types.UserPoolTierType
		features string
		undo     func(w *World)
		needs    []Feature
	}{
		{"a client that begins with a choice", withFlows("ALLOW_USER_AUTH"), lite, "Passwordless Sign-In", noFlows, nil},
		{"a client that exchanges tokens", withFlows("ALLOW_TOKEN_EXCHANGE_DELEGATION"), lite, "Token Exchange", noFlows, nil},
		{"sessions that are tracked", func(w *World) { w.Pool(); tracking(w, "ENABLED") }, lite, "Session Tracking", func(w *World) { tracking(w, "DISABLED") }, nil},
		{"what users do goes to a stream", func(w *World) { w.Pool(Plus()); logs(w, logTo(types.EventSourceNameUserAuthEvents, logStream)) }, essentials, "Log Streaming",
			func(w *World) { logs(w) }, nil},
		{"pages of managed login", func(w *World) {
			w.Pool()
			w.Keep("domain", w.prefix())
			OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain")), ManagedLoginVersion: new(int32(2))})
		}, lite, "Managed Login Version 2", func(w *World) {
			OK(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain")), ManagedLoginVersion: new(int32(1))})
		}, nil},
		{"a replica", func(w *World) { w.Freeze(); w.Pool(Replicable()); w.replica("INACTIVE") }, lite, "Multi-Region Replication", func(w *World) {
			OK(w, w.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion)})
			w.Advance(time.Hour)
		}, needs(Clock)},
	}, func(d struct {
		says     string
		given    func(w *World)
		to       types.UserPoolTierType
		features string
		undo     func(w *World)
		needs    []Feature
	}) Case {
		return Case{
			Operations: ops("UpdateUserPool"), Says: "refused: a lower tier than what is in use needs: " + d.says, Assumes: "A313", Needs: d.needs, Given: d.given,
			Steps: steps(
				func(w *World) {
					down := &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, UserPoolTier: d.to}
					before := w.describePool()
					Refuses(w, w.API.UpdateUserPool, down, "FeatureUnavailableInTierException",
						fmt.Sprintf("The following features need to be disabled for the %s pricing tier configured: %s", d.to, d.features))
					w.Equal(w.describePool(), before)
					w.updatePool(nil) // where the tier stays, nothing is asked
					d.undo(w)
				},
				func(w *World) {
					w.updatePool(func(in *cip.UpdateUserPoolInput) { in.UserPoolTier = d.to })
					w.Equal(w.describePool().UserPoolTier, d.to)
				},
			),
		}
	})
}

// auditPoolCases are what was missing when the operations on pools and what belongs to them were gone through member by
// member and error by error.
func auditPoolCases() []Case {
	return slices.Concat(callerCases(), quotaCases(), downgradeCases(), settingCases(), partCases())
}
