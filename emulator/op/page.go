package op

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// defaultPage is the size of a page when the request names none: the largest there is.
// Doc: MaxResults of the list operations, 1 to 60.
const defaultPage = 60

// Page answers one page of a list. token is the one of the request, limit its MaxResults; nil and 0
// stand for none. query fetches records from a place on. It returns the records and the token of the
// following page, nil on the last one.
//
// list tells this list from every other one: the operation, and whatever narrows it. A token is good
// for its own list only.
// Assumed: a list comes oldest first, and all of it where the request may leave MaxResults out and
// does, up to 60 (A090).
func Page[R any](token *string, limit int32, query func(from []byte, limit int) (state.Page[R], bool), list ...string) ([]*R, *string, error) {
	name := strings.Join(list, "\x00")
	var from []byte
	if token != nil {
		var ok bool
		if from, ok = readToken(name, *token); !ok {
			return nil, nil, fault.BadPaginationToken()
		}
	}
	if limit == 0 {
		limit = defaultPage
	}
	page, ok := query(from, int(limit))
	if !ok {
		return nil, nil, fault.BadPaginationToken()
	}
	if page.Next == nil {
		return page.Items, nil, nil
	}
	next := makeToken(name, page.Next)
	return page.Items, &next, nil
}

// sealSize is how many bytes of a token bind it to its list.
const sealSize = 8

// makeToken writes a place in a list as text without spaces, which is all that the model asks of it.
func makeToken(list string, place []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(seal(list, place), place...))
}

// readToken finds the place again, if the token is one of that list.
func readToken(list, token string) (place []byte, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) < sealSize || string(seal(list, raw[sealSize:])) != string(raw[:sealSize]) {
		return nil, false
	}
	return raw[sealSize:], true
}

// seal is a checksum, not a secret: it finds out mistakes, and there is nothing to defend.
func seal(list string, place []byte) []byte {
	sum := sha256.Sum256(append([]byte(list+"\x00\x00"), place...))
	return sum[:sealSize:sealSize]
}
