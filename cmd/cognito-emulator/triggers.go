package main

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// setLambdaURLs reads the URLs of functions.
func setLambdaURLs(c *config, v string) (err error) {
	c.Triggers.URLs, err = readURLs(v, "the name of a function and its URL, like pre-sign-up=http://localhost:8080")
	return err
}

// setProviderURLs reads the URLs of identity providers.
func setProviderURLs(c *config, v string) (err error) {
	c.Providers, err = readURLs(v, "the name of an identity provider and its URL, like Google=http://localhost:9000")
	return err
}

// readURLs reads name=url, with spaces between several. form is what one has to be.
func readURLs(v, form string) (map[string]string, error) {
	urls := map[string]string{}
	for entry := range strings.FieldsSeq(v) {
		name, url, ok := strings.Cut(entry, "=")
		_, twice := urls[name]
		switch {
		case !ok:
			return nil, fmt.Errorf("must be %s, not %q", form, entry)
		case twice:
			return nil, fmt.Errorf("%s has two URLs", name)
		}
		urls[name] = url
	}
	return urls, nil
}

// setSenderKey reads the key for custom senders, or that there is none.
func setSenderKey(c *config, v string) (err error) {
	if v == "plain" {
		c.Triggers.Senders.Plain = true
		return nil
	}
	if c.Triggers.Senders.Key, err = base64.StdEncoding.DecodeString(v); err != nil {
		return fmt.Errorf("must be 32 bytes in base64, or plain")
	}
	return nil
}
