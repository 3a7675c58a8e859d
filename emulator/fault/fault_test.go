package fault_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/fault"
)

// situation is one line of the table: what a constructor answers.
type situation struct {
	name string // of the constructor
	err  error
	code string
	text string
}

func TestTexts(t *testing.T) {
	t.Parallel()
	for _, s := range situations() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			var api smithy.APIError
			if !errors.As(s.err, &api) {
				t.Fatalf("%T is no smithy.APIError", s.err)
			}
			if got := api.ErrorCode(); got != s.code {
				t.Errorf("type %q, want %q", got, s.code)
			}
			if got := api.ErrorMessage(); got != s.text {
				t.Errorf("text %q\nwant %q", got, s.text)
			}
			if !strings.HasSuffix(api.ErrorCode(), "Exception") && s.name != "NotUnderstood" {
				t.Errorf("%q does not name an exception", api.ErrorCode())
			}
		})
	}
}

// TestEveryConstructorIsPinned reads this package's own source, so that no
// constructor can be added without its text in the table.
func TestEveryConstructorIsPinned(t *testing.T) {
	t.Parallel()
	pinned := map[string]bool{}
	for _, s := range situations() {
		pinned[s.name] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() || fn.Type.Results == nil {
				continue
			}
			if id, ok := fn.Type.Results.List[0].Type.(*ast.Ident); ok && id.Name == "error" && !pinned[fn.Name.Name] {
				t.Errorf("%s has no line in the table", fn.Name.Name)
			}
		}
	}
}

// TestConstructorsDoNotShare holds because a shared value could be changed by whoever got it.
func TestConstructorsDoNotShare(t *testing.T) {
	t.Parallel()
	a, b := situations(), situations()
	for i := range a {
		if reflect.ValueOf(a[i].err).Pointer() == reflect.ValueOf(b[i].err).Pointer() {
			t.Errorf("%s answers the same value twice", a[i].name)
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want int
	}{
		{fault.BadPassword(), http.StatusBadRequest},
		{fault.PoolNotFound("p"), http.StatusBadRequest},
		{fault.RateExceeded(), http.StatusBadRequest},
		{fault.RevocationUnauthorized(), http.StatusBadRequest},
		{fault.Internal(), http.StatusInternalServerError},
		{fault.InternalServer(), http.StatusInternalServerError},
		{fault.Serialization(""), http.StatusBadRequest},
		{fault.NotEmulated("X"), http.StatusBadRequest},
		{fault.NotUnderstood(), http.StatusNotFound},
		{fault.RequestTooLarge(), http.StatusRequestEntityTooLarge},
	} {
		if got := fault.Status(c.err); got != c.want {
			t.Errorf("%v: status %d, want %d", c.err, got, c.want)
		}
	}
}

func TestFrameMessageKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault.Serialization("Expected map or null"), "Message"},
		{fault.MissingAuthenticationToken(), "message"},
	} {
		var frame *fault.Frame
		if !errors.As(c.err, &frame) || frame.MessageKey() != c.want {
			t.Errorf("%v: member %q, want %q", c.err, frame.MessageKey(), c.want)
		}
	}
	if got := fault.UnknownOperation().Error(); got != "UnknownOperationException" {
		t.Errorf("Error() = %q", got)
	}
}

func situations() []situation {
	return slices.Concat(situationsOfUsers(), situationsOfPools(), situationsOfSettings(), situationsOfLogin(), situationsOfMachines())
}

func TestProblemLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		problem fault.Problem
		want    string
	}{
		{fault.NotInSchema("custom:x"), "user.custom:x: Attribute does not exist in the schema.\n"},
		{fault.Required("gender"), "user.gender: The attribute gender is required\n"},
		{fault.Required("name"), "user.name.formatted: The attribute name.formatted is required\n"},
		{fault.Required("given_name"), "user.name.givenName: The attribute name.givenName is required\n"},
		{fault.Required("family_name"), "user.name.familyName: The attribute name.familyName is required\n"},
		{fault.Required("middle_name"), "user.name.middleName: The attribute name.middleName is required\n"},
		{fault.Required("nickname"), "user.nickName: The attribute nickName is required\n"},
		{fault.Required("email"), "user.emails: The attribute emails is required\n"},
		{fault.Required("phone_number"), "user.phoneNumbers: The attribute phoneNumbers is required\n"},
		{fault.Required("address"), "user.addresses: The attribute addresses is required\n"},
		{fault.Immutable("email"), "user.email: Attribute cannot be updated.\n"},
		{fault.CannotDelete("email"), "user.email: Attribute cannot be deleted.\n"},
		{fault.TooShort("birthdate", "10"), "user.birthdate: String must be no shorter than 10 characters\n"},
		{fault.TooLong("birthdate", "10"), "user.birthdate: String must be no longer than 10 characters\n"},
		{fault.TooSmall("updated_at", "0"), "user.updated_at: Number must be no smaller than 0\n"},
		{fault.TooLarge("custom:n", "9"), "user.custom:n: Number must be no larger than 9\n"},
		{fault.NotNumber("custom:n"), "user.custom:n: Attribute must be a number\n"},
		{fault.NotBoolean("custom:b"), "user.custom:b: Attribute must be a boolean\n"},
	} {
		var api smithy.APIError
		if !errors.As(fault.UpdateViolation(c.problem), &api) || api.ErrorMessage() != c.want {
			t.Errorf("got %q, want %q", api.ErrorMessage(), c.want)
		}
	}
}
