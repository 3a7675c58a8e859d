package policy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// Versions of the pages of a domain. Doc: CreateUserPoolDomain, ManagedLoginVersion.
const (
	ClassicLogin    = 1
	ManagedLoginTwo = 2
)

// domainLabel is a prefix, or one of the parts of a custom domain. Seen: the text of the refusal.
var domainLabel = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`)

// CheckPrefix refuses what cannot be the prefix of a domain.
// Seen: badmintoncryer/cdk-preflight ("aws" as a part between hyphens, not in "awsome"),
// aws-amplify/amplify-cli#1214 #3854 ("newcognito"). Assumed: amazon is found anywhere, as cognito is (A161).
func CheckPrefix(prefix string) error {
	if !domainLabel.MatchString(prefix) {
		return fault.DomainCharacters()
	}
	switch {
	case slices.Contains(strings.Split(prefix, "-"), "aws"):
		return fault.DomainReservedWord("aws")
	case strings.Contains(prefix, "amazon"):
		return fault.DomainReservedWord("amazon")
	case strings.Contains(prefix, "cognito"):
		return fault.DomainReservedWord("cognito")
	}
	return nil
}

// CheckCustomDomain refuses what cannot be a custom domain, as far as can be told without asking the
// DNS: it lies below a domain that is not a top-level one.
// Seen: badmintoncryer/cdk-preflight. Assumed: so it has three parts (A162).
func CheckCustomDomain(name string) error {
	parts := strings.Split(name, ".")
	for _, part := range parts {
		if !domainLabel.MatchString(part) {
			return fault.DomainCharacters()
		}
	}
	if len(parts) < 3 {
		return fault.DomainNotSubdomain()
	}
	return nil
}

// CheckCertificate refuses a certificate that cannot be that of a custom domain: it must lie in ACM in
// us-east-1. Doc: CustomDomainConfigType. Seen: badmintoncryer/cdk-preflight.
func CheckCertificate(c *types.CustomDomainConfigType) error {
	parts := strings.SplitN(aws.ToString(c.CertificateArn), ":", 6)
	if len(parts) != 6 || parts[2] != "acm" || parts[3] != "us-east-1" || !strings.HasPrefix(parts[5], "certificate/") {
		return fault.DomainCertificate()
	}
	return nil
}

// LoginVersion is the version of a domain's pages; where none is given it is former.
func LoginVersion(tier types.UserPoolTierType, given *int32, former int32) (int32, error) {
	version := former
	if given != nil {
		version = *given
	}
	switch version {
	case ClassicLogin:
		return version, nil
	case ManagedLoginTwo:
		return version, CheckFeature(tier, ManagedLogin)
	}
	return 0, fault.DomainLoginVersion()
}
