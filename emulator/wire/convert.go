package wire

import (
	"bytes"
	"encoding/base64"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// boolean reads a flag. A string that reads true or false is taken; the text for
// any other one was seen in another service of the framework, with its words of
// 2015 brought up to date. Assumed: A004.
func (d *decoder) boolean(n *node, v reflect.Value, c byte) error {
	switch c {
	case 't':
		v.SetBool(true)
		return d.word("true")
	case 'f':
		v.SetBool(false)
		return d.word("false")
	case '"':
		text, err := d.text()
		if err != nil {
			return err
		}
		switch s := string(text); strings.ToLower(s) {
		case "true", "false":
			v.SetBool(len(s) == len("true"))
			return nil
		default:
			return serializationError("'" + s + "' can not be converted to a Boolean")
		}
	}
	return d.wrongType(n.shape.Kind)
}

// blob reads base64. Seen: the three texts, with their misspelling, in another
// service of the framework. Assumed: the same here (A005).
func (d *decoder) blob(v reflect.Value) error {
	text, err := d.text()
	if err != nil {
		return err
	}
	data := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Strict().Decode(data, text)
	if err == nil && bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') < 0 {
		v.SetBytes(data[:n])
		return nil
	}
	why := "Invalid last non-pad Base64 character dectected"
	if bad := strings.Trim(string(bytes.TrimRight(text, "=")), base64Alphabet); len(text)%4 != 0 {
		why = "Base64 encoded length is expected a multiple of 4 bytes but found: " + strconv.Itoa(len(text))
	} else if bad != "" {
		r, _ := utf8.DecodeRuneInString(bad)
		why = "Invalid Base64 character: '" + string(r) + "'"
	}
	return serializationError("'" + string(text) + "' can not be converted to a Blob: " + why)
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// saturate is the integer of a number, its fraction cut off (seen in a sister
// service). Assumed: a number too large for its type breaks the range it has,
// so it is read as the largest there is (A006).
func saturate(number []byte, size int) int64 {
	most := int64(math.MaxInt64) >> (64 - size)
	if n, err := strconv.ParseInt(string(number), 10, 64); err == nil {
		return min(max(n, -most-1), most)
	}
	switch f, _ := strconv.ParseFloat(string(number), 64); { // ±Inf when out of range, with an error
	case f >= float64(most):
		return most
	case f <= -float64(most)-1:
		return -most - 1
	default:
		return int64(f)
	}
}

// epoch is the time of a number of seconds, to the millisecond.
func epoch(number []byte) time.Time {
	seconds, _ := strconv.ParseFloat(string(number), 64)
	const farthest = 1 << 53 // milliseconds that a float64 holds exactly
	return time.UnixMilli(int64(math.Round(min(max(seconds*1000, -farthest), farthest)))).UTC()
}

// wrongType is the error of a value of another JSON type than the shape's.
// Seen: objects, aws-amplify/amplify-js#5165; maps, aws-amplify/amplify-js#4738;
// lists, aws/aws-sdk-js-v3#2831; Long, in another service; the rest was measured
// in a sister service of the same framework.
func (d *decoder) wrongType(want Kind) error {
	switch d.next() {
	case '{':
		return serializationError("Start of structure or map found where not expected.")
	case '[':
		return serializationError("Start of list found where not expected")
	}
	found, err := d.scalar()
	if err != nil {
		return err
	}
	switch want {
	case Structure:
		return serializationError("Expected null")
	case List:
		return serializationError("Expected list or null")
	case Map:
		return serializationError("Expected map or null")
	case Integer:
		return serializationError(found + " can not be converted to an Integer")
	}
	return serializationError(found + " can not be converted to a " + want.String())
}
