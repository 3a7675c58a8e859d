package main

import (
	"crypto/tls"
	"net"
	"strings"
)

// tlsSettings say how TLS is to be.
type tlsSettings struct {
	auto      bool
	cert, key string // paths
	dir       string // of the authority's files, with auto
	names     string // further names, separated by commas, with auto
	listen    string
}

// apply gives the emulator its TLS, if it is to have any.
func (s tlsSettings) apply(c *config) error {
	switch {
	case (s.cert == "") != (s.key == ""):
		return misused("--tls-cert and --tls-key go together")
	case s.auto && s.cert != "":
		return misused("--tls auto makes a certificate; with --tls-cert and --tls-key it has nothing to do")
	case s.auto && s.dir == "":
		return misused("--tls auto needs --tls-dir, the folder of the authority that clients have to trust")
	case !s.auto && s.dir != "", !s.auto && s.names != "":
		return misused("--tls-dir and --tls-names are for --tls auto")
	}
	var certificate tls.Certificate
	var err error
	switch {
	case s.auto:
		certificate, err = s.selfMade()
	case s.cert != "":
		certificate, err = tls.LoadX509KeyPair(s.cert, s.key)
	default:
		return nil
	}
	if err != nil {
		return misused("TLS: %w", err)
	}
	c.ListenTLS, c.TLS = s.listen, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	return nil
}

// selfMade makes a certificate of our own authority for this host and the further names.
func (s tlsSettings) selfMade() (tls.Certificate, error) {
	a, err := loadAuthority(s.dir)
	if err != nil {
		return tls.Certificate{}, err
	}
	names, addresses := []string{"localhost", "*.auth.localhost"}, []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	for name := range strings.FieldsFuncSeq(s.names, func(r rune) bool { return r == ',' || r == ' ' }) {
		if ip := net.ParseIP(name); ip != nil {
			addresses = append(addresses, ip)
		} else {
			names = append(names, name)
		}
	}
	return a.issue(names, addresses)
}
