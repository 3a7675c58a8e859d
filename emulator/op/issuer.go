package op

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// IssuerMode says how the issuer of tokens is formed.
type IssuerMode string

// The modes. Any other issuer is a prefix given as a URL.
const (
	IssuerLocal   IssuerMode = "local"   // the public URL
	IssuerAWS     IssuerMode = "aws"     // the service's own host name
	IssuerRequest IssuerMode = "request" // the host that the caller used
	IssuerPrefix  IssuerMode = "prefix"  // a URL given by whoever runs the emulator
)

// Issuer makes the issuer of a pool's tokens. Tokens, discovery document and key set all ask it, so
// that they agree.
type Issuer struct {
	Mode      IssuerMode
	PublicURL string // scheme and authority, without a slash at the end
	Prefix    string // for IssuerPrefix, without a slash at the end
}

// Of returns the issuer of a pool for a caller that reached us at base (scheme and authority).
func (i Issuer) Of(p *state.Pool, base string) string {
	switch i.Mode {
	case IssuerAWS:
		if c := p.Config.IssuerConfiguration; c != nil && c.Type == types.IssuerTypeUpdated {
			// One issuer for the pool and its replicas. Doc: IssuerConfigurationType.
			return "https://issuer-cognito-idp." + p.Home() + ".amazonaws.com/" + string(p.ID)
		}
		return "https://cognito-idp." + p.Region + ".amazonaws.com/" + string(p.ID)
	case IssuerRequest:
		return base + "/" + string(p.ID)
	case IssuerPrefix:
		return i.Prefix + "/" + string(p.ID)
	}
	return i.PublicURL + "/" + string(p.ID)
}

// Base returns where a caller that reached us at base finds the endpoints of a pool: the public URL,
// or where the caller is already.
func (i Issuer) Base(base string) string {
	if i.Mode == IssuerRequest {
		return base
	}
	return i.PublicURL
}
