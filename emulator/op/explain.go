package op

import "net/http"

// Explain tells the log why a request outside of the API is refused, where the answer itself is a redirect, a page
// or no more than a code. A reason holds no secret. The last one counts.
func Explain(w http.ResponseWriter, reason string) {
	if log, ok := w.(interface{ Explain(reason string) }); ok {
		log.Explain(reason)
	}
}
