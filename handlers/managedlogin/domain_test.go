package managedlogin_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
)

const noDomain = ip + "No such domain or user pool exists."

func certificate(id string) *types.CustomDomainConfigType {
	return &types.CustomDomainConfigType{CertificateArn: aws.String("arn:aws:acm:us-east-1:000000000000:certificate/" + id)}
}

func (s *scene) domain(in *cip.CreateUserPoolDomainInput) *cip.CreateUserPoolDomainOutput {
	s.t.Helper()
	if in.UserPoolId == nil {
		in.UserPoolId = s.id
	}
	return must[cip.CreateUserPoolDomainOutput](s.t)(s.API.CreateUserPoolDomain(s.t.Context(), in))
}

func (s *scene) described(name string) *types.DomainDescriptionType {
	s.t.Helper()
	return must[cip.DescribeUserPoolDomainOutput](s.t)(
		s.API.DescribeUserPoolDomain(s.t.Context(), &cip.DescribeUserPoolDomainInput{Domain: &name})).DomainDescription
}

var distribution = regexp.MustCompile(`^d[0-9a-z]{13}\.cloudfront\.net$`)

func TestPrefixDomain(t *testing.T) {
	s := begin(t)
	optest.Equal(t, s.described("shop"), &types.DomainDescriptionType{})
	optest.Equal(t, s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("shop")}), &cip.CreateUserPoolDomainOutput{})
	got := s.described("shop")
	want := &types.DomainDescriptionType{
		UserPoolId: s.id, AWSAccountId: aws.String("000000000000"), Domain: aws.String("shop"),
		S3Bucket: aws.String("aws-cognito-prod-us-east-1-assets"), CloudFrontDistribution: got.CloudFrontDistribution,
		Version: aws.String("20260303040506"), Status: types.DomainStatusTypeActive,
		CustomDomainConfig: &types.CustomDomainConfigType{}, ManagedLoginVersion: aws.Int32(1),
	}
	optest.Equal(t, got, want)
	if !distribution.MatchString(*got.CloudFrontDistribution) {
		t.Errorf("distribution %s", *got.CloudFrontDistribution)
	}
	s.Env.Clock.Advance(time.Hour)
	update := &cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("shop"), ManagedLoginVersion: aws.Int32(2)}
	out := must[cip.UpdateUserPoolDomainOutput](t)(s.API.UpdateUserPoolDomain(t.Context(), update))
	optest.Equal(t, out, &cip.UpdateUserPoolDomainOutput{ManagedLoginVersion: aws.Int32(2)})
	want.ManagedLoginVersion = aws.Int32(2)
	optest.Equal(t, s.described("shop"), want)
	update.ManagedLoginVersion = nil
	out = must[cip.UpdateUserPoolDomainOutput](t)(s.API.UpdateUserPoolDomain(t.Context(), update))
	optest.Equal(t, out, &cip.UpdateUserPoolDomainOutput{})
	optest.Equal(t, s.described("shop"), want)

	remove := &cip.DeleteUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("shop")}
	must[cip.DeleteUserPoolDomainOutput](t)(s.API.DeleteUserPoolDomain(t.Context(), remove))
	optest.Equal(t, s.described("shop"), &types.DomainDescriptionType{})
	_, err := s.API.DeleteUserPoolDomain(t.Context(), remove)
	optest.Refused(t, err, noDomain)
}

func TestCustomDomain(t *testing.T) {
	s := begin(t)
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("shop")}) // one of either kind
	name := aws.String("login.example.com")
	routing := &types.RoutingType{Failover: &types.FailoverType{SecondaryRegion: aws.String("eu-west-1"), PrimaryRoute53HealthCheckId: aws.String("h")}}
	config := certificate("1")
	config.SecurityPolicy = types.SecurityPolicyTypeTlsV122021
	made := s.domain(&cip.CreateUserPoolDomainInput{Domain: name, CustomDomainConfig: config, ManagedLoginVersion: aws.Int32(2), Routing: routing})
	want := s.described(*name)
	if !distribution.MatchString(aws.ToString(made.CloudFrontDomain)) {
		t.Errorf("distribution %v", made.CloudFrontDomain)
	}
	optest.Equal(t, made, &cip.CreateUserPoolDomainOutput{CloudFrontDomain: want.CloudFrontDistribution, ManagedLoginVersion: aws.Int32(2), Routing: routing})
	optest.Equal(t, want, &types.DomainDescriptionType{
		UserPoolId: s.id, AWSAccountId: aws.String("000000000000"), Domain: name,
		S3Bucket: aws.String("aws-cognito-prod-us-east-1-assets"), CloudFrontDistribution: made.CloudFrontDomain,
		Version: aws.String("20260303040506"), Status: types.DomainStatusTypeActive,
		CustomDomainConfig: config, ManagedLoginVersion: aws.Int32(2), Routing: routing,
	})
	out := must[cip.UpdateUserPoolDomainOutput](t)(s.API.UpdateUserPoolDomain(t.Context(),
		&cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: name, CustomDomainConfig: certificate("2")}))
	optest.Equal(t, out, &cip.UpdateUserPoolDomainOutput{CloudFrontDomain: made.CloudFrontDomain, Routing: routing})
	want.CustomDomainConfig = certificate("2")
	optest.Equal(t, s.described(*name), want)
}

func TestDomainRefusals(t *testing.T) {
	s := begin(t)
	_, other := s.newPool()
	_, light := s.newPool(lite)
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("shop")})
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("a.example.com"), CustomDomainConfig: certificate("1")})
	s.domain(&cip.CreateUserPoolDomainInput{Domain: aws.String("light"), UserPoolId: light})
	routing := &types.RoutingType{Failover: &types.FailoverType{SecondaryRegion: aws.String("eu-west-1"), PrimaryRoute53HealthCheckId: aws.String("h")}}
	const (
		taken  = ip + "Domain already associated with another user pool."
		second = ip + "User pool already has a domain configured."
		tier   = "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login Version 2"
		cert   = ip + "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."
		number = ip + "ManagedLoginVersion must be either 1 or 2."
		routed = ip + "Routing is only supported for custom domains."
	)
	elsewhereCert := certificate("1")
	elsewhereCert.CertificateArn = aws.String("arn:aws:acm:eu-west-1:000000000000:certificate/1")
	for name, c := range map[string]struct {
		in   cip.CreateUserPoolDomainInput
		want string
	}{
		"taken prefix":  {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("shop")}, taken},
		"taken domain":  {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("a.example.com"), CustomDomainConfig: certificate("1")}, taken},
		"taken, second": {cip.CreateUserPoolDomainInput{UserPoolId: light, Domain: aws.String("shop")}, taken},
		"second prefix": {cip.CreateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("store")}, second},
		"same prefix":   {cip.CreateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("shop")}, second},
		"second domain": {cip.CreateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("b.example.com"), CustomDomainConfig: certificate("1")}, second},
		"reserved word": {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("my-aws")}, ip + "Domain cannot contain reserved word: aws"},
		"no subdomain": {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("store"), CustomDomainConfig: certificate("1")},
			ip + "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain."},
		"certificate": {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("b.example.com"), CustomDomainConfig: elsewhereCert}, cert},
		"version":     {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("store"), ManagedLoginVersion: aws.Int32(3)}, number},
		"tier":        {cip.CreateUserPoolDomainInput{UserPoolId: light, Domain: aws.String("store"), ManagedLoginVersion: aws.Int32(2)}, tier},
		"routing":     {cip.CreateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("store"), Routing: routing}, routed},
		"pool":        {cip.CreateUserPoolDomainInput{UserPoolId: elsewhere(), Domain: aws.String("store")}, noPool},
	} {
		t.Run("create: "+name, func(t *testing.T) {
			_, err := s.API.CreateUserPoolDomain(t.Context(), &c.in)
			optest.Refused(t, err, c.want)
		})
	}
	for name, c := range map[string]struct {
		in   cip.UpdateUserPoolDomainInput
		want string
	}{
		"unknown":     {cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("store")}, noDomain},
		"another's":   {cip.UpdateUserPoolDomainInput{UserPoolId: other, Domain: aws.String("shop")}, noDomain},
		"prefix":      {cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("shop"), CustomDomainConfig: certificate("1")}, ip + "CustomDomainConfig is only supported for custom domains."},
		"routing":     {cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("shop"), Routing: routing}, routed},
		"certificate": {cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("a.example.com"), CustomDomainConfig: elsewhereCert}, cert},
		"version":     {cip.UpdateUserPoolDomainInput{UserPoolId: s.id, Domain: aws.String("shop"), ManagedLoginVersion: aws.Int32(0)}, number},
		"tier":        {cip.UpdateUserPoolDomainInput{UserPoolId: light, Domain: aws.String("light"), ManagedLoginVersion: aws.Int32(2)}, tier},
		"pool":        {cip.UpdateUserPoolDomainInput{UserPoolId: elsewhere(), Domain: aws.String("shop")}, noPool},
	} {
		t.Run("update: "+name, func(t *testing.T) {
			_, err := s.API.UpdateUserPoolDomain(t.Context(), &c.in)
			optest.Refused(t, err, c.want)
		})
	}
	_, err := s.API.DeleteUserPoolDomain(t.Context(), &cip.DeleteUserPoolDomainInput{UserPoolId: other, Domain: aws.String("shop")})
	optest.Refused(t, err, noDomain)
}

func TestOneDomainOfANameWins(t *testing.T) {
	s := begin(t)
	ids := make([]*string, 8)
	for i := range ids {
		_, ids[i] = s.newPool()
	}
	won := 0
	for _, err := range optest.Race(8, func(i int) error {
		_, err := s.API.CreateUserPoolDomain(t.Context(), &cip.CreateUserPoolDomainInput{UserPoolId: ids[i], Domain: aws.String("shop")})
		return err
	}) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, ip+"Domain already associated with another user pool.")
	}
	if won != 1 {
		t.Errorf("%d of 8 pools have one prefix", won)
	}
}
