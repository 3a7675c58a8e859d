package main

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// setLambdaURLs reads the URLs of functions: name=url, with spaces between several.
func setLambdaURLs(c *config, v string) error {
	c.Triggers.URLs = map[string]string{}
	for entry := range strings.FieldsSeq(v) {
		name, url, ok := strings.Cut(entry, "=")
		_, twice := c.Triggers.URLs[name]
		switch {
		case !ok:
			return fmt.Errorf("must be the name of a function and its URL, like pre-sign-up=http://localhost:8080, not %q", entry)
		case twice:
			return fmt.Errorf("%s has two URLs", name)
		}
		c.Triggers.URLs[name] = url
	}
	return nil
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
