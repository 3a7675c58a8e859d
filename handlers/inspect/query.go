package inspect

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// parameters reads the query of a request that may have these parameters, each once and with a
// value. A parameter without a value is one that was not given.
func parameters(r *http.Request, known ...string) (map[string]string, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, bad("the query cannot be read: %v", err)
	}
	given := make(map[string]string, len(query))
	for _, name := range slices.Sorted(maps.Keys(query)) {
		values := query[name]
		switch {
		case !slices.Contains(known, name) && len(known) == 0:
			return nil, bad("unknown parameter %q; there are none here", name)
		case !slices.Contains(known, name):
			return nil, bad("unknown parameter %q; the parameters are %s", name, strings.Join(known, ", "))
		case len(values) > 1:
			return nil, bad("the parameter %q is given %d times", name, len(values))
		case values[0] != "":
			given[name] = values[0]
		}
	}
	return given, nil
}
