package policy

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
)

// TokenExchange is the feature behind GetDerivedToken. Doc: "Exchanging tokens for downstream services",
// and its announcement (that it needs more than LITE). Assumed: its name, and that app clients are
// where it is looked at (A180).
const TokenExchange Feature = "Token Exchange"

// exchanges tells whether a flow lets an app client exchange tokens. Such flows may stand beside others.
// Seen: dev.classmethod.jp, an article of 2026-11-15 on token exchange.
func exchanges(flow types.ExplicitAuthFlowsType) bool {
	return flow == newest.ExplicitAuthFlowsTypeAllowTokenExchangeImpersonation || flow == newest.ExplicitAuthFlowsTypeAllowTokenExchangeDelegation
}
