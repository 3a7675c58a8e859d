package op_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

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

func listCall(operation string) *op.Call {
	return &op.Call{Operation: operation, Now: time.Date(2026, 3, 3, 4, 5, 6, 7e6, time.UTC)}
}

func TestPagesMakeUpTheList(t *testing.T) {
	t.Parallel()
	const list letters = "abcdefg"
	for _, test := range []struct {
		limit int32
		want  []string
	}{
		{1, []string{"a", "b", "c", "d", "e", "f", "g"}},
		{3, []string{"abc", "def", "g"}},
		{7, []string{"abcdefg"}},
		{60, []string{"abcdefg"}},
	} {
		var got []string
		var token *string
		for len(got) <= len(list) {
			items, next, err := op.Page(listCall("ListLetters"), token, test.limit, list.query, "latin")
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
	_, token, err := op.Page(listCall("ListLetters"), nil, 1, list.query, "letters", "latin")
	if err != nil || token == nil {
		t.Fatalf("no first page: %v", err)
	}
	flipped := []byte(*token)
	flipped[1] ^= 1
	later := listCall("ListLetters")
	later.Now = later.Now.Add(time.Hour + time.Millisecond)
	for _, test := range []struct {
		says  string
		call  *op.Call
		token string
		list  letters
		about []string
	}{
		{"another list of the operation", listCall("ListLetters"), *token, list, []string{"letters", "greek"}},
		{"the same words, cut elsewhere", listCall("ListLetters"), *token, list, []string{"lettersl", "atin"}},
		{"another operation", listCall("ListDigits"), *token, list, []string{"letters", "latin"}},
		{"a place that the list does not know", listCall("ListLetters"), *token, "xyz", []string{"letters", "latin"}},
		{"more than an hour later", later, *token, list, []string{"letters", "latin"}},
		{"a changed token", listCall("ListLetters"), string(flipped), list, []string{"letters", "latin"}},
		{"a word", listCall("ListLetters"), "nonsense", list, []string{"letters", "latin"}},
		{"no base64", listCall("ListLetters"), "!", list, []string{"letters", "latin"}},
		{"nothing", listCall("ListLetters"), "", list, []string{"letters", "latin"}},
	} {
		_, _, err := op.Page(test.call, &test.token, 1, test.list.query, test.about...)
		var api smithy.APIError
		if !errors.As(err, &api) || api.ErrorCode() != "InvalidParameterException" || api.ErrorMessage() != "Invalid pagination token given" {
			t.Errorf("%s: %v", test.says, err)
		}
	}
	later.Now = later.Now.Add(-time.Millisecond)
	if items, _, err := op.Page(later, token, 1, list.query, "letters", "latin"); err != nil || text(items) != "b" {
		t.Errorf("after an hour: %q, %v", text(items), err)
	}
}
