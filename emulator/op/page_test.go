package op_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// letters is a list of one-letter records in the order of the alphabet.
type letters string

func (l letters) query(from []byte, limit int) (state.Page[string], bool) {
	at := 0
	if from != nil {
		if at = strings.Index(string(l), string(from)); at < 0 {
			return state.Page[string]{}, false
		}
	}
	var page state.Page[string]
	for i := at; i < len(l); i++ {
		if len(page.Items) == limit {
			page.Next = []byte(l[i : i+1])
			break
		}
		page.Items = append(page.Items, new(string(l[i])))
	}
	return page, true
}

func text(items []*string) string {
	var b strings.Builder
	for _, s := range items {
		b.WriteString(*s)
	}
	return b.String()
}

func TestPagesMakeUpTheList(t *testing.T) {
	t.Parallel()
	const list letters = "abcdefg"
	for _, test := range []struct {
		limit int32
		want  []string
	}{
		{0, []string{"abcdefg"}},
		{1, []string{"a", "b", "c", "d", "e", "f", "g"}},
		{3, []string{"abc", "def", "g"}},
		{7, []string{"abcdefg"}},
		{60, []string{"abcdefg"}},
	} {
		var got []string
		var token *string
		for len(got) <= len(list) {
			items, next, err := op.Page(token, test.limit, list.query, "letters")
			if err != nil {
				t.Fatalf("limit %d: %v", test.limit, err)
			}
			got = append(got, text(items))
			if next == nil {
				break
			}
			if strings.ContainsAny(*next, " \t\r\n") || *next == "" {
				t.Errorf("the token %q is not one of the API's", *next)
			}
			token = next
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("limit %d: pages %q, want %q", test.limit, got, test.want)
		}
	}
}

func TestTokenOfAnotherList(t *testing.T) {
	t.Parallel()
	const list letters = "abc"
	_, token, err := op.Page(nil, 1, list.query, "letters", "latin")
	if err != nil || token == nil {
		t.Fatalf("no first page: %v", err)
	}
	refused := func(token string, list letters, name ...string) {
		t.Helper()
		_, _, err := op.Page(&token, 1, list.query, name...)
		var api smithy.APIError
		if !errors.As(err, &api) || api.ErrorCode() != "InvalidParameterException" || api.ErrorMessage() != "Invalid pagination token given" {
			t.Errorf("%q of %q: %v", token, name, err)
		}
	}
	refused(*token, list, "letters", "greek")
	refused(*token, list, "lettersl", "atin")
	refused(*token, "xyz", "letters", "latin") // a place the list does not know
	refused("nonsense", list, "letters", "latin")
	refused("!", list, "letters", "latin")
	refused("", list, "letters", "latin")
	flipped := []byte(*token)
	flipped[len(flipped)-1] ^= 1
	refused(string(flipped), list, "letters", "latin")
}
