package emulator

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"

	"cognito-emulator/emulator/op"
)

// defaultPort is the port of the public URL when there is no listener to tell another.
const defaultPort = 4588

// Options say how an emulator is to be. The zero Options are good.
type Options struct {
	// Listen is an address to listen on, like "127.0.0.1:0". Empty: there is no listener.
	Listen string
	// ListenTLS is an address to listen on with TLS, beside Listen or without it, and TLS says how.
	ListenTLS string
	TLS       *tls.Config
	// PublicURL is how clients reach the emulator; tokens and documents carry it. Empty:
	// http://localhost:<port>.
	PublicURL string
	// Issuer says how the issuer of tokens is formed: "local" (the public URL, the default), "aws"
	// (the service's own host name), "request" (the host that the caller used), or a URL. A pool's
	// id is appended to all of them.
	Issuer string
	// FixedCode is the code in every message. Empty: codes are random.
	FixedCode string
	// Seed, when it is not 0, determines all ids, codes, secrets and keys.
	Seed uint64
	// NoAttemptLimits lifts the hourly limits of codes and the lockout after failed passwords.
	NoAttemptLimits bool
	// Region is the one that Client signs for, and so that of the pools it makes. Empty: us-east-1.
	Region string
	// Providers are the places, like http://localhost:9000, where the identity providers of these names are
	// found instead of at their own addresses: scheme and host of each of their URLs are replaced. Social
	// providers are out of reach otherwise.
	Providers map[string]string
	// Triggers say where the functions of triggers run. A function that they know nothing of cannot be
	// invoked, and the operation that needs it fails.
	Triggers Triggers
	// Log gets one line for each request. Nil: there is no log.
	Log *slog.Logger

	// strict is for the emulator's own tests: see Strict.
	strict bool
	// undeclared is told of errors that the service does not declare. Nil: they are logged.
	undeclared func(operation, code string)
}

// Option changes Options.
type Option func(*Options)

// Validate tells what is wrong with the options.
func (o Options) Validate() error {
	for _, address := range []string{o.Listen, o.ListenTLS} {
		if address == "" {
			continue
		}
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			return fmt.Errorf("listen address %w", err)
		}
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return fmt.Errorf("listen address %q: the port must be a number from 0 to 65535", address)
		}
	}
	if (o.ListenTLS == "") != (o.TLS == nil) {
		return errors.New("TLS needs both: an address to listen on and a configuration")
	}
	if o.PublicURL != "" {
		if err := checkURL(o.PublicURL); err != nil {
			return fmt.Errorf("public URL %w", err)
		}
	}
	switch op.IssuerMode(o.Issuer) {
	case "", op.IssuerLocal, op.IssuerAWS, op.IssuerRequest:
	default:
		if !strings.Contains(o.Issuer, "://") {
			return fmt.Errorf("issuer %q: must be local, aws, request or a URL", o.Issuer)
		}
		if err := checkURL(o.Issuer); err != nil {
			return fmt.Errorf("issuer %w", err)
		}
	}
	if o.FixedCode != "" && (len(o.FixedCode) < 6 || len(o.FixedCode) > 8 || strings.Trim(o.FixedCode, "0123456789") != "") {
		return fmt.Errorf("fixed code %q: must have 6 to 8 digits", o.FixedCode)
	}
	for name, place := range o.Providers {
		if err := checkURL(place); err != nil {
			return fmt.Errorf("URL of the identity provider %s: %w", name, err)
		}
	}
	return o.Triggers.Validate()
}

// checkURL wants a URL that can be the beginning of others.
func checkURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return err
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return fmt.Errorf("%q: must begin with http:// or https:// and a host", text)
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return fmt.Errorf("%q: must have neither user, query nor fragment", text)
	}
	return nil
}

// publicURL is the public URL of an emulator with that server, which may be nil.
func (o Options) publicURL(s *server) string {
	if o.PublicURL != "" {
		return strings.TrimRight(o.PublicURL, "/")
	}
	scheme, port := "http", defaultPort
	switch {
	case s == nil:
	case s.plain != nil:
		port = s.plain.Addr().(*net.TCPAddr).Port
	default:
		scheme, port = "https", s.secure.Addr().(*net.TCPAddr).Port
	}
	return scheme + "://localhost:" + strconv.Itoa(port)
}

// settings are what operations depend on.
func (o Options) settings(publicURL string) op.Settings {
	issuer := op.Issuer{Mode: op.IssuerMode(o.Issuer), PublicURL: publicURL}
	switch issuer.Mode {
	case op.IssuerLocal, op.IssuerAWS, op.IssuerRequest:
	case "":
		issuer.Mode = op.IssuerLocal
	default:
		issuer.Mode, issuer.Prefix = op.IssuerPrefix, strings.TrimRight(o.Issuer, "/")
	}
	return op.Settings{Issuer: issuer, FixedCode: o.FixedCode, NoAttemptLimits: o.NoAttemptLimits, Providers: o.Providers}
}
