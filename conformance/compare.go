package conformance

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// In an expected answer these stand for values that cannot be known beforehand. They say what the value must look like
// and are only written where they are meant: everything else is compared as it is.
const (
	AnyText     = "‹text›"    // anything but nothing
	AnySession  = "‹session›" // a challenge session: 20 to 2,048 characters
	AnyUUID     = "‹uuid›"    // lower-case UUID text: a sub, a jti
	AnyJWT      = "‹jwt›"     // compact form of a signed token: three parts
	AnyRefresh  = "‹refresh›" // compact form of an encrypted token: five parts
	AnyPoolID   = "‹pool›"    // region, underscore, nine letters or digits
	AnyClientID = "‹client›"  // 25 or 26 characters, 0-9 and a-v
	AnySecret   = "‹secret›"  // generated client secret: 51 or 52 characters of the same
	AnyTOTP     = "‹totp›"    // base32 secret of an authenticator
	AnyBase64   = "‹base64›"  // standard base64
	AnyHex      = "‹hex›"     // lower-case hexadecimal integer
	AnyDevice   = "‹device›"  // region, underscore, UUID
	AnyTracked  = "‹tracked›" // tkn and 25 lower-case letters and digits
	AnyNonce    = "‹nonce›"   // sixteen bytes in base64url
	AnyHost     = "‹host›"    // name of a content distribution
	AnyVersion  = "‹version›" // a time in fourteen digits
	jsonMark    = "‹json›"    // the rest is JSON in canonical form
	jsonSetMark = "‹jsonset›" // the rest is a JSON list, sorted
	omit        = "‹omitted›" // only in Params: leave out what would be sent by default
)

// Doc: the API reference (session 20..2048, TokenModelType). Seen: hashicorp/terraform-provider-aws tests (client ids).
var shapes = map[string]*regexp.Regexp{
	AnyText:     regexp.MustCompile(`(?s)^.+$`),
	AnySession:  regexp.MustCompile(`^[\x21-\x7e]{20}[\x21-\x7e]*$`),
	AnyUUID:     regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
	AnyJWT:      regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}$`),
	AnyRefresh:  regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){4}$`),
	AnyPoolID:   regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]_[A-Za-z0-9]{9}$`),
	AnyClientID: regexp.MustCompile(`^[0-9a-v]{25,26}$`),
	AnySecret:   regexp.MustCompile(`^[0-9a-v]{51,52}$`),
	AnyTOTP:     regexp.MustCompile(`^[A-Z2-7]{16,}$`),
	AnyBase64:   regexp.MustCompile(`^[A-Za-z0-9+/]+={0,2}$`),
	AnyHex:      regexp.MustCompile(`^[0-9a-f]+$`),
	AnyHost:     regexp.MustCompile(`^[a-z0-9]+\.cloudfront\.net$`),
	AnyVersion:  regexp.MustCompile(`^[0-9]{14}$`),
	AnyTracked:  regexp.MustCompile(`^tkn[a-z0-9]{25}$`),
	AnyDevice:   regexp.MustCompile(`^[\w-]+_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
	AnyNonce:    regexp.MustCompile(`^[A-Za-z0-9_-]{22}$`),
}

// lately marks a time in an expected answer.
var lately = time.Date(1, 2, 3, 4, 5, 6, 7, time.UTC)

// Lately stands for a time close to now, by the target's clock.
func Lately() *time.Time { return new(lately) }

// JSONText stands for a text that holds this JSON value, whatever the order of its members.
func JSONText(v any) string { return jsonMark + canonical(v) }

// JSONSet stands for a text that holds a JSON list of these, in any order.
func JSONSet(items ...string) string { return jsonSetMark + sorted(items) }

func canonical(v any) string {
	text, err := json.Marshal(v) // maps come out sorted
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func sorted(items []string) string {
	items = slices.Clone(items)
	slices.Sort(items)
	return canonical(items)
}

// looksLike compares two texts of which at most one is a mark.
func looksLike(a, b string) bool {
	return a == b || meets(a, b) || meets(b, a)
}

// meets reports whether mark is a mark and text is what it stands for.
func meets(mark, text string) bool {
	if shape := shapes[mark]; shape != nil {
		return shape.MatchString(text) && (mark != AnySession || len(text) <= 2048)
	}
	if want, ok := strings.CutPrefix(mark, jsonMark); ok {
		var v any
		return json.Unmarshal([]byte(text), &v) == nil && canonical(v) == want
	}
	if want, ok := strings.CutPrefix(mark, jsonSetMark); ok {
		var items []string
		return json.Unmarshal([]byte(text), &items) == nil && sorted(items) == want
	}
	return false
}

// Unordered is for lists of texts whose order is nobody's business.
func Unordered() cmp.Option {
	return cmpopts.SortSlices(func(a, b string) bool { return a < b })
}

// compare holds for every answer. The client's own book-keeping is left out; the order of a user's attributes is not
// stable between the service's operations, so it is not compared.
func (w *World) compare() cmp.Options {
	var now time.Time // asked only once, and only when a time is to be near it
	near := func(t time.Time) bool {
		if now.IsZero() {
			now = w.Now()
		}
		return t.Sub(now).Abs() < 5*time.Minute
	}
	return cmp.Options{
		cmp.FilterPath(func(p cmp.Path) bool {
			field, ok := p.Last().(cmp.StructField)
			return ok && (field.Name() == "noSmithyDocumentSerde" || field.Name() == "ResultMetadata")
		}, cmp.Ignore()),
		cmp.Comparer(looksLike),
		cmp.Comparer(func(a, b time.Time) bool {
			switch lately {
			case a:
				return near(b)
			case b:
				return near(a)
			}
			return a.Equal(b)
		}),
		cmpopts.SortSlices(func(a, b types.AttributeType) bool { return *a.Name < *b.Name }),
	}
}

// Equal fails the case when got is not what is wanted, and shows the difference.
func (w *World) Equal(got, want any, more ...cmp.Option) {
	w.t.Helper()
	if diff := cmp.Diff(want, got, w.compare(), cmp.Options(more)); diff != "" {
		w.t.Errorf("not as expected (- want, + got):\n%s", diff)
	}
}
