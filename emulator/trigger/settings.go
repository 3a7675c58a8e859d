package trigger

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// answerTime is how long a function may take. Doc: "Customizing user pool workflows with Lambda
// triggers": five seconds, which cannot be changed.
const answerTime = 5 * time.Second

// Function is the code of a function in the same process. It is given an event and returns one. Its
// context ends when nobody waits for the answer any more; the answer is late then, whatever it is.
type Function func(ctx context.Context, event []byte) ([]byte, error)

// Of makes a Function of code that takes and returns values, like those of aws-lambda-go.
func Of[In, Out any](code func(context.Context, In) (Out, error)) Function {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		var in In
		if err := json.Unmarshal(event, &in); err != nil {
			return nil, err
		}
		out, err := code(ctx, in)
		if err != nil {
			return nil, err
		}
		d := newDocument()
		d.value(out)
		return d.bytes()
	}
}

// Any stands in Settings for every function that is not named there.
const Any = "*"

// Settings say where the code of functions runs. The zero Settings run nothing.
type Settings struct {
	// Functions, by ARN or name, run here.
	Functions map[string]Function
	// URLs, by ARN or name, take an event as the body of a POST and answer with one. "{name}" in a URL is
	// replaced by the name of the function. A URL of the Lambda Invoke API is taken as such.
	URLs map[string]string
	// Endpoint speaks the Lambda Invoke API for all other functions.
	Endpoint string
	// Timeout is how long a function may take; 0: as long as the service lets it.
	Timeout time.Duration
	Senders Senders
}

// Validate tells what is wrong with the settings.
func (s Settings) Validate() error {
	if s.Endpoint != "" {
		if err := checkURL(s.Endpoint); err != nil {
			return fmt.Errorf("lambda endpoint %w", err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.URLs)) {
		if name == "" {
			return fmt.Errorf("lambda URL %q: must be for the name or ARN of a function, or for %s", s.URLs[name], Any)
		}
		if err := checkURL(s.URLs[name]); err != nil {
			return fmt.Errorf("lambda URL of %s %w", name, err)
		}
	}
	if s.Timeout < 0 {
		return fmt.Errorf("lambda timeout %s: must not be below 0", s.Timeout)
	}
	return s.Senders.validate()
}

func checkURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return err
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return fmt.Errorf("%q: must begin with http:// or https:// and a host", text)
	case u.User != nil, u.Fragment != "":
		return fmt.Errorf("%q: must have neither user nor fragment", text)
	}
	return nil
}

// places finds where the code of a function runs.
type places struct {
	functions map[string]Function
	urls      map[string]string
	endpoint  string
}

func (s Settings) places() places {
	return places{functions: s.Functions, urls: s.URLs, endpoint: strings.TrimRight(s.Endpoint, "/")}
}

// identity is a function as an ARN names it.
type identity struct {
	arn             string
	region, account string
	name, qualifier string // of a version or an alias; empty: none
}

// identify reads the ARN of a function: arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>].
func identify(arn string) identity {
	id := identity{arn: arn}
	for i, part := range strings.Split(arn, ":") {
		switch i {
		case 3:
			id.region = part
		case 4:
			id.account = part
		case 6:
			id.name = part
		case 7:
			id.qualifier = part
		}
	}
	return id
}

// names are what settings may call the function, the closest first.
func (id identity) names() []string {
	if id.qualifier == "" {
		return []string{id.arn, id.name}
	}
	return []string{id.arn, strings.TrimSuffix(id.arn, ":"+id.qualifier), id.name + ":" + id.qualifier, id.name}
}

// place is where the code of a function runs.
type place struct {
	code Function // nil: at the URL
	url  string
	// invoke: the URL speaks the Invoke API.
	invoke bool
}

// find looks for the place of a function. What names it beats what is for any.
func (p places) find(id identity) (place, bool) {
	for _, name := range append(id.names(), Any) {
		if code := p.functions[name]; code != nil {
			return place{code: code}, true
		}
		if at := p.urls[name]; at != "" {
			at = strings.ReplaceAll(at, "{name}", url.PathEscape(id.name))
			return place{url: at, invoke: strings.Contains(at, invokePath)}, true
		}
	}
	if p.endpoint == "" {
		return place{}, false
	}
	at := p.endpoint + invokePath + url.PathEscape(id.name) + "/invocations"
	if id.qualifier != "" {
		at += "?Qualifier=" + url.QueryEscape(id.qualifier)
	}
	return place{url: at, invoke: true}, true
}
