package oidc

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
)

// errNotObject says that something is no JSON object.
var errNotObject = errors.New("not a JSON object")

// texts reads an object's members as the texts that functions and attributes get: a number as it was
// written, an object as JSON, a list as the documentation has it. A member that is null is not there.
// Doc: "Mapping IdP attributes to profiles and tokens". Seen: aws/aws-lambda-go, sample events of
// inbound federation (numbers and booleans).
func texts(body []byte) (map[string]string, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, err
	}
	if members == nil {
		return nil, errNotObject
	}
	all := make(map[string]string, len(members))
	for name, raw := range members {
		if value, ok := text(raw); ok {
			all[name] = value
		}
	}
	return all, nil
}

// text is a value as a text, false for null.
func text(raw json.RawMessage) (string, bool) {
	switch raw[0] {
	case 'n':
		return "", false
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err == nil
	case '[':
		return list(raw)
	case '{':
		var compact bytes.Buffer
		err := json.Compact(&compact, raw)
		return compact.String(), err == nil
	}
	return string(raw), true
}

// list is a claim of several values: form-encoded, separated by commas, between brackets.
// Assumed: no space follows a comma, and a list within a list or an object is one value (A348).
func list(raw json.RawMessage) (string, bool) {
	var values []json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil {
		return "", false
	}
	var parts []string
	for _, v := range values {
		if value, ok := text(v); ok {
			parts = append(parts, formEncode(value))
		}
	}
	return "[" + strings.Join(parts, ",") + "]", true
}

// formEncode writes a text as forms have it. net/url spares a tilde in place of an asterisk.
func formEncode(s string) string {
	return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(s))
}
