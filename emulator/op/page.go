package op

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// Page answers one page of a list. token is the one of the request, limit its MaxResults, with what
// stands for none already in its place. query fetches records from a place on. It returns the records
// and the token of the following page, nil on the last one.
//
// about is what narrows the list, as for PageFrom.
func Page[R any](c *Call, token *string, limit int32, query func(from []byte, limit int) (state.Page[R], bool), about ...string) ([]*R, *string, error) {
	from, err := c.PageFrom(token, about...)
	if err != nil {
		return nil, nil, err
	}
	page, ok := query(from, int(limit))
	if !ok {
		return nil, nil, fault.BadPaginationToken()
	}
	return page.Items, c.PageToken(page.Next, about...), nil
}

const (
	// pageLife is how long a token goes on with its list. Doc: ListUsers, pagination tokens.
	pageLife = time.Hour
	// sealSize is how many bytes of a token bind it to its list, timeSize how many hold its time.
	sealSize, timeSize = 8, 8
)

// PageFrom returns the place in a list at which a request goes on, nil for its beginning. about is
// what narrows the list beside the operation: a token is good for its own list only.
func (c *Call) PageFrom(token *string, about ...string) ([]byte, error) {
	if token == nil {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(*token)
	if err != nil || len(raw) < sealSize+timeSize || string(c.seal(raw[sealSize:], about)) != string(raw[:sealSize]) {
		return nil, fault.BadPaginationToken()
	}
	given := time.UnixMilli(int64(binary.BigEndian.Uint64(raw[sealSize:])))
	if c.Now.Sub(given) > pageLife {
		return nil, fault.BadPaginationToken()
	}
	return raw[sealSize+timeSize:], nil
}

// PageToken returns the token that goes on with a list at that place, nil for none. It is text without
// spaces, which is all that the model asks of it.
func (c *Call) PageToken(next []byte, about ...string) *string {
	if next == nil {
		return nil
	}
	content := append(binary.BigEndian.AppendUint64(nil, uint64(c.Now.UnixMilli())), next...)
	token := base64.RawURLEncoding.EncodeToString(append(c.seal(content, about), content...))
	return &token
}

// seal is a checksum, not a secret: it finds out mistakes, and there is nothing to defend.
func (c *Call) seal(content []byte, about []string) []byte {
	list := strings.Join(append([]string{c.Operation}, about...), "\x00")
	sum := sha256.Sum256(append([]byte(list+"\x00\x00"), content...))
	return sum[:sealSize:sealSize]
}
