package webauthn

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// androidOrigin begins the origin of an Android app; the hash of the key that signs the app follows.
const androidOrigin = "android:apk-key-hash:"

// originBelongs tells whether a page or an app may use keys of a relying party: the page must be on
// its domain or below it, and secure. Browsers count localhost as secure without TLS.
// Doc: "Web Authentication", 5.1.3 and 13.4.9; "Secure Contexts", 3.1.
//
// Which Android apps belong to a relying party stands in a file on its domain, where nobody looks
// here. Assumed: every app may (A232).
func originBelongs(origin, party string) bool {
	if hash, ok := strings.CutPrefix(origin, androidOrigin); ok {
		sum, err := base64.RawURLEncoding.DecodeString(hash)
		return err == nil && len(sum) == 32
	}
	u, err := url.Parse(origin)
	if err != nil || u.Scheme+"://"+u.Host != origin || party == "" {
		return false
	}
	host := u.Hostname()
	switch u.Scheme {
	case "https":
		return below(host, party)
	case "http":
		return below(host, "localhost") && below(host, party)
	}
	return false
}

// below tells whether a host is a domain or one of its subdomains.
func below(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}
