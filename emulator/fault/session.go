package fault

// SessionTrackingOff is SetUserPoolClientSessionConfiguration in a pool that keeps
// track of no sessions. Doc: SetUserPoolClientSessionConfiguration (that tracking
// must be on). Assumed: type and text (A188).
func SessionTrackingOff() error {
	return invalidParameter("Session tracking is not enabled for the user pool.")
}
