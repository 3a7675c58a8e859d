package conformance

import (
	"fmt"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// prefix makes the prefix of a domain that nobody else has: prefixes are unique in a region.
func (w *World) prefix() string {
	w.serial++
	return fmt.Sprintf("c%s-%d", w.account, w.serial)
}

// customName makes the name of a custom domain.
func (w *World) customName() string { return w.prefix() + ".login.example.com" }

func certificate(id string) *types.CustomDomainConfigType {
	return &types.CustomDomainConfigType{CertificateArn: new("arn:aws:acm:us-east-1:123456789012:certificate/" + id)}
}

// domain gives the pool made last a domain with a prefix.
func (w *World) domain() string {
	w.t.Helper()
	name := w.prefix()
	OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name})
	return name
}

func (w *World) describeDomain(name string) *types.DomainDescriptionType {
	w.t.Helper()
	return OK(w, w.API.DescribeUserPoolDomain, &cip.DescribeUserPoolDomainInput{Domain: &name}).DomainDescription
}

// shownDomain is a prefix domain as it is shown.
// Doc: the sample of the AWS CLI's describe-user-pool-domain.
func (w *World) shownDomain(name string) *types.DomainDescriptionType {
	return &types.DomainDescriptionType{
		UserPoolId: &w.pool.ID, AWSAccountId: new(AnyText), Domain: &name, S3Bucket: new(AnyText), CloudFrontDistribution: new(AnyHost),
		Version: new(AnyVersion), Status: types.DomainStatusTypeActive, CustomDomainConfig: &types.CustomDomainConfigType{}, ManagedLoginVersion: new(int32(1)),
	}
}

// domainCases are about where the pages of a pool are found.
func domainCases() []Case {
	return []Case{
		{
			Operations: ops("CreateUserPoolDomain", "DescribeUserPoolDomain", "DescribeUserPool", "DeleteUserPoolDomain"),
			Says:       "a prefix is shown by the pool and by its own description, until it is deleted", Assumes: "A160",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					w.Keep("domain", w.prefix())
					name := w.Kept("domain")
					w.Equal(w.describePool().Domain, (*string)(nil))
					Answers(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name}, &cip.CreateUserPoolDomainOutput{})
					w.Equal(w.describeDomain(name), w.shownDomain(name))
					w.Equal(w.describePool().Domain, &name)
				},
				func(w *World) {
					name := w.Kept("domain")
					w.Equal(w.describeDomain(name), w.shownDomain(name))
					Answers(w, w.API.DeleteUserPoolDomain, &cip.DeleteUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name}, &cip.DeleteUserPoolDomainOutput{})
					w.Equal(w.describeDomain(name), &types.DomainDescriptionType{})
					w.Equal(w.describePool().Domain, (*string)(nil))
				},
			),
		},
		{
			// Seen: hashicorp/terraform-provider-aws.
			Operations: ops("DescribeUserPoolDomain"), Says: "a domain that is not there has an empty description",
			Steps: steps(func(w *World) {
				Answers(w, w.API.DescribeUserPoolDomain, &cip.DescribeUserPoolDomainInput{Domain: new(w.prefix())}, &cip.DescribeUserPoolDomainOutput{DomainDescription: &types.DomainDescriptionType{}})
			}),
		},
		{
			Operations: ops("CreateUserPoolDomain", "UpdateUserPoolDomain", "DescribeUserPoolDomain"), Says: "the version of the pages is set, told and kept", Assumes: "A161",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					w.Keep("domain", w.prefix())
					name := w.Kept("domain")
					Answers(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, ManagedLoginVersion: new(int32(2))},
						&cip.CreateUserPoolDomainOutput{ManagedLoginVersion: new(int32(2))})
					w.Equal(w.describeDomain(name).ManagedLoginVersion, new(int32(2)))
				},
				func(w *World) {
					update := &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain"))}
					OK(w, w.API.UpdateUserPoolDomain, update)
					w.Equal(w.describeDomain(*update.Domain).ManagedLoginVersion, new(int32(2)))
					update.ManagedLoginVersion = new(int32(1))
					Answers(w, w.API.UpdateUserPoolDomain, update, &cip.UpdateUserPoolDomainOutput{ManagedLoginVersion: new(int32(1))})
					w.Equal(w.describeDomain(*update.Domain).ManagedLoginVersion, new(int32(1)))
				},
			),
		},
		{
			Operations: ops("CreateUserPoolDomain", "UpdateUserPoolDomain", "DescribeUserPoolDomain", "DescribeUserPool"), Needs: needs(Domains), Assumes: "A160",
			Says:  "a custom domain stands beside the prefix, and its certificate can be replaced",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					prefix := w.domain()
					w.Keep("domain", w.customName())
					name, config := w.Kept("domain"), certificate("1")
					config.SecurityPolicy = types.SecurityPolicyTypeTlsV122021
					routing := &types.RoutingType{Failover: &types.FailoverType{SecondaryRegion: new("eu-west-1"), PrimaryRoute53HealthCheckId: new("h1")}}
					Answers(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{
						UserPoolId: &w.pool.ID, Domain: &name, CustomDomainConfig: config, ManagedLoginVersion: new(int32(2)), Routing: routing,
					}, &cip.CreateUserPoolDomainOutput{CloudFrontDomain: new(AnyHost), ManagedLoginVersion: new(int32(2)), Routing: routing})
					want := w.shownDomain(name)
					want.CustomDomainConfig, want.ManagedLoginVersion, want.Routing = config, new(int32(2)), routing
					w.Equal(w.describeDomain(name), want)
					pool := w.describePool()
					w.Equal([]*string{pool.Domain, pool.CustomDomain}, []*string{&prefix, &name})
				},
				func(w *World) {
					name := w.Kept("domain")
					want := w.describeDomain(name)
					update := &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, CustomDomainConfig: certificate("2")}
					Answers(w, w.API.UpdateUserPoolDomain, update, &cip.UpdateUserPoolDomainOutput{CloudFrontDomain: want.CloudFrontDistribution, Routing: want.Routing})
					want.CustomDomainConfig = certificate("2")
					w.Equal(w.describeDomain(name), want)
				},
			),
		},
		{
			// Doc: API_DeleteUserPool. Seen: rebuy-de/aws-nuke#330, hashicorp/terraform-provider-aws#16479.
			Operations: ops("DeleteUserPool"), Says: "refused: a pool with a domain",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				name := w.domain()
				in := &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}
				Refuses(w, w.API.DeleteUserPool, in, "InvalidParameterException", "User pool cannot be deleted. It has a domain configured that should be deleted first.")
				OK(w, w.API.DeleteUserPoolDomain, &cip.DeleteUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name})
				OK(w, w.API.DeleteUserPool, in)
			}),
		},
		{
			Operations: ops("UpdateUserPool"), Says: "refused: the lowest tier while managed login is in use",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.prefix()), ManagedLoginVersion: new(int32(2))})
				Refuses(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, UserPoolTier: "LITE"}, "FeatureUnavailableInTierException")
			}),
		},
		{
			Operations: ops("DescribeUserPoolDomain"), Says: "prefixes are those of the caller's region and account", Needs: needs(Accounts), Assumes: "A160",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				in := &cip.DescribeUserPoolDomainInput{Domain: new(w.domain())}
				nothing := &cip.DescribeUserPoolDomainOutput{DomainDescription: &types.DomainDescriptionType{}}
				Answers(w, w.Account(w.account, "eu-west-3").DescribeUserPoolDomain, in, nothing)
				Answers(w, w.Account("100000000001", "").DescribeUserPoolDomain, in, nothing)
			}),
		},
	}
}

// domainRefusals are what domains are refused for.
func domainRefusals() []Case {
	const (
		ip         = "InvalidParameterException"
		characters = "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. " +
			`Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`
		taken    = "Domain already associated with another user pool."
		second   = "User pool already has a domain configured."
		noSuch   = "No such domain or user pool exists."
		subdom   = "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain."
		noCert   = "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."
		reserved = "Domain cannot contain reserved word: "
	)
	elsewhere := certificate("1")
	elsewhere.CertificateArn = new("arn:aws:acm:eu-west-1:123456789012:certificate/1")
	type refusal struct {
		says, name string // PREFIX stands for a prefix that is free
		change     func(*cip.CreateUserPoolDomainInput)
		text, open string
	}
	custom := func(c *types.CustomDomainConfigType) func(*cip.CreateUserPoolDomainInput) {
		return func(in *cip.CreateUserPoolDomainInput) { in.CustomDomainConfig = c }
	}
	version := func(n int32) func(*cip.CreateUserPoolDomainInput) {
		return func(in *cip.CreateUserPoolDomainInput) { in.ManagedLoginVersion = &n }
	}
	cases := each([]refusal{
		// Seen: Enterprise-CMCS/macpro-quickstart-serverless#87, awslabs/service-workbench-on-aws#1222, mineiros-io/terraform-aws-cognito-user-pool#69.
		{"a prefix in capitals", "Shop", nil, characters, ""},
		{"a prefix with an underscore", "my_shop", nil, characters, ""},
		{"a prefix with a dot", "shop.example", nil, characters, ""},
		{"a prefix that begins with a hyphen", "-shop", nil, characters, ""},
		{"a prefix that ends with a hyphen", "shop-", nil, characters, ""},
		// Seen: aws-solutions/content-analysis-on-aws#8, aws-amplify/amplify-cli#3854.
		{"a prefix with aws in it", "my-aws-shop", nil, reserved + "aws", ""},
		{"a prefix with cognito in it", "newcognito", nil, reserved + "cognito", ""},
		{"a prefix with amazon in it", "my-amazon-shop", nil, reserved + "amazon", ""},
		{"a name that is too long", "a123456789012345678901234567890123456789012345678901234567890123", nil, "", ""},
		// Seen: badmintoncryer/cdk-preflight.
		{"a certificate for a prefix", "PREFIX", custom(certificate("1")), subdom, ""},
		{"a certificate of another region", "PREFIX.login.example.com", custom(elsewhere), noCert, ""},
		{"a version that is none", "PREFIX", version(3), "", "A161"},
		{"routing of a prefix", "PREFIX", func(in *cip.CreateUserPoolDomainInput) {
			in.Routing = &types.RoutingType{Failover: &types.FailoverType{SecondaryRegion: new("eu-west-1"), PrimaryRoute53HealthCheckId: new("h1")}}
		}, "", "A161"},
	}, func(r refusal) Case {
		return Case{
			Operations: ops("CreateUserPoolDomain"), Says: "refused: " + r.says, Assumes: r.open,
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				in := &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(withPrefix(r.name, w.prefix()))}
				if r.change != nil {
					r.change(in)
				}
				Refuses(w, w.API.CreateUserPoolDomain, in, ip, known(r.text)...)
				w.Equal(w.describePool().Domain, (*string)(nil))
			}),
		}
	})
	return append(cases, []Case{
		{
			// Seen: aws-samples/aws-cdk-examples#402 and more.
			Operations: ops("CreateUserPoolDomain"), Says: "refused: a prefix of another pool",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				name := w.domain()
				w.Pool()
				Refuses(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name}, ip, taken)
				w.Equal(w.describeDomain(name).UserPoolId == nil, false)
			}),
		},
		{
			// Seen: stack errors about aws/aws-cdk#10062.
			Operations: ops("CreateUserPoolDomain"), Says: "refused: a second prefix",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				name := w.domain()
				Refuses(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.prefix())}, ip, second)
				w.Equal(w.describePool().Domain, &name)
			}),
		},
		{
			// Seen: badmintoncryer/cdk-preflight.
			Operations: ops("CreateUserPoolDomain", "UpdateUserPoolDomain"), Says: "refused: managed login in the lowest tier",
			Given: func(w *World) { w.Pool(With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = "LITE" })) },
			Steps: steps(func(w *World) {
				const code, text = "FeatureUnavailableInTierException", "The following feature is not available for the LITE pricing tier configured: Managed Login Version 2"
				Refuses(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.prefix()), ManagedLoginVersion: new(int32(2))}, code, text)
				name := w.domain()
				Refuses(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, ManagedLoginVersion: new(int32(2))}, code, text)
			}),
		},
		{
			// Seen: aws-amplify/amplify-cli, tests on real pools.
			Operations: ops("DeleteUserPoolDomain"), Says: "refused: a domain that is not there, or that is another pool's",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				name := w.domain()
				Refuses(w, w.API.DeleteUserPoolDomain, &cip.DeleteUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.prefix())}, ip, noSuch)
				w.Pool()
				Refuses(w, w.API.DeleteUserPoolDomain, &cip.DeleteUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name}, ip, noSuch)
			}),
		},
		{
			Operations: ops("UpdateUserPoolDomain"), Says: "refused: to update a domain that is not there, a version that is none, and a certificate of a prefix", Assumes: "A161",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.prefix())}, ip)
				name := w.domain()
				Refuses(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, ManagedLoginVersion: new(int32(0))}, ip)
				Refuses(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, CustomDomainConfig: certificate("1")}, ip)
			}),
		},
		{
			Operations: ops("CreateUserPoolDomain", "UpdateUserPoolDomain", "DeleteUserPoolDomain"), Says: "refused: domains of a pool that is not there",
			Steps: steps(func(w *World) {
				const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
				pool, name := new("us-east-1_000000000"), new(w.prefix())
				Refuses(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: pool, Domain: name}, code, text)
				Refuses(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{UserPoolId: pool, Domain: name}, code, text)
				Refuses(w, w.API.DeleteUserPoolDomain, &cip.DeleteUserPoolDomainInput{UserPoolId: pool, Domain: name}, code, text)
			}),
		},
		{
			Operations: ops("CreateUserPoolDomain"), Says: "of eight pools that want one prefix at once, one gets it",
			Steps: steps(func(w *World) {
				var pools []string
				for range 8 {
					pools = append(pools, w.Pool().ID)
				}
				name := w.prefix()
				w.OneWins(w.Race(8, func(i int) error {
					return Try(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &pools[i], Domain: &name})
				}), ip, taken)
			}),
		},
	}...)
}

// withPrefix puts a free prefix into a name that asks for one.
func withPrefix(name, prefix string) string { return strings.ReplaceAll(name, "PREFIX", prefix) }

// known is a text to expect; none where the wording is not known.
func known(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}
