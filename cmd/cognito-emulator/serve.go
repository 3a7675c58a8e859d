package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"cognito-emulator/emulator"
)

// serve runs the emulator until ctx ends.
func serve(ctx context.Context, c *config, stdout, stderr io.Writer) error {
	if err := c.tls.apply(c); err != nil {
		return err
	}
	if err := c.Validate(); err != nil {
		return misuse{err}
	}
	c.Log = newLog(c, stderr)
	e, err := emulator.New(c.Options)
	if err != nil {
		return err
	}
	at := e.Address()
	if secure := e.AddressTLS(); secure != "" {
		at += " and with TLS on " + secure
	}
	// Programs wait for the first line, so its wording never changes.
	_, err = fmt.Fprintf(stdout, "cognito-emulator is ready: listening on %s, public URL %s, issuer %s\n"+
		"Point an AWS SDK at it with AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=%s\n"+
		"For development and tests, not for production: whoever reaches it can read every code and move the clock.\n",
		at, e.URL(), cmp.Or(c.Issuer, "local"), e.URL())
	if err != nil {
		return errors.Join(err, e.Close())
	}
	<-ctx.Done()
	c.Log.Info("stopping")
	return e.Close()
}

func newLog(c *config, w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.logLevel}
	if c.logJSON {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// healthcheck asks the emulator at the listen address whether it answers. It is there for images
// that have no other program.
func healthcheck(ctx context.Context, c *config, stdout, _ io.Writer) error {
	if err := c.Validate(); err != nil {
		return misuse{err}
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return err
	}
	if port == "0" {
		return misused("with port 0 nobody can tell where the emulator listens")
	}
	switch host { // all interfaces have the loopback among them; names may not resolve in an image
	case "", "0.0.0.0":
		host = "127.0.0.1"
	case "::":
		host = "::1"
	}
	url := "http://" + net.JoinHostPort(host, port) + "/health"
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	// No proxy stands between a container and itself.
	answer, err := (&http.Transport{}).RoundTrip(r)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.Join(fmt.Errorf("%s answers %s", url, answer.Status), answer.Body.Close())
	}
	_, err = io.Copy(stdout, answer.Body)
	return errors.Join(err, answer.Body.Close())
}
