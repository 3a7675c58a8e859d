package op

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"cognito-emulator/state"
)

// Call is one request on its way through the pipeline.
type Call struct {
	ctx context.Context
	// runner is the operation, nil in a call that did not come through the pipeline.
	runner *runner
	// addressed is the region that the caller addresses, empty when nothing tells; twin is the replica
	// that Pool is seen through, if it is.
	addressed string
	twin      *state.Replica
	Operation string
	RequestID string
	// View is the state when the request had been read; one for the whole call.
	View state.View
	// Now is the emulator's time at the same moment.
	Now time.Time
	// Pool is the pool that the request names, directly, by its app client or by its token, as it is in
	// the region that the caller addresses; nil for operations that name none.
	Pool *state.Pool
	// Signed tells that the request carries a signature.
	Signed bool
	// Region and Account come from the signature, or are the defaults.
	Region, Account string
	// Base is scheme and authority by which the caller reached us.
	Base string
	// IP is where the user is: where the request came from or, when a server passed on one of its
	// users' requests, what that said.
	IP        string
	UserAgent string
	// Device is what the request tells of the user's device.
	Device Device
}

// Device is what somebody uses to sign in.
type Device struct {
	Told      bool // false: nothing was told of it
	UserAgent string
	Timezone  string
}

// NewCall makes the call of a request that does not go through the pipeline: one to a page or to an
// endpoint of its own. name is what stands for the operation.
func (e *Env) NewCall(r *http.Request, name string) *Call {
	return &Call{
		ctx: r.Context(), Operation: name, RequestID: e.Entropy.UUID(), View: e.Store.View(), Now: e.Clock.Now(),
		Region: defaultRegion, Account: defaultAccount, Base: BaseURL(r), IP: remoteIP(r), UserAgent: r.UserAgent(),
	}
}

// Context ends when the caller goes away.
func (c *Call) Context() context.Context { return c.ctx }

// Defaults for callers that sign nothing.
const (
	defaultRegion  = "us-east-1"
	defaultAccount = "000000000000"
)

// signature is what an AWS signature tells about its caller. It is read, not verified.
type signature struct {
	present         bool
	region, account string
}

// readSignature reads a Signature Version 4 from the Authorization header or, for a pre-signed
// request, from the query. An Authorization header of another kind (Bearer) is none.
// Doc: "Authenticating Requests (AWS Signature Version 4)".
func readSignature(r *http.Request) signature {
	s := signature{region: defaultRegion, account: defaultAccount}
	var credential string
	if header := r.Header.Get("Authorization"); strings.HasPrefix(header, "AWS4-HMAC-SHA256 ") {
		_, rest, _ := strings.Cut(header, "Credential=")
		credential, _, _ = strings.Cut(rest, ",")
	} else if r.URL.RawQuery != "" {
		credential = r.URL.Query().Get("X-Amz-Credential")
	}
	// <access key>/<date>/<region>/<service>/aws4_request
	parts := strings.Split(strings.TrimSpace(credential), "/")
	if len(parts) < 5 {
		return s
	}
	s.present = true
	if region := parts[len(parts)-3]; region != "" {
		s.region = region
	}
	if isAccount(parts[0]) {
		s.account = parts[0]
	}
	return s
}

func isAccount(key string) bool {
	if len(key) != 12 {
		return false
	}
	for _, c := range key {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// BaseURL is scheme and authority by which a request reached us.
func BaseURL(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

func remoteIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
