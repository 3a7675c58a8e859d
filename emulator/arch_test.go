package emulator_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file checks the rules of the architecture by reading our own source.

// module is what the import paths of our packages begin with.
const module = "cognito-emulator/"

// layers are our packages from the bottom to the top. A package imports only packages of layers
// below its own; so packages of one layer know nothing of each other. A path that ends in a slash
// means all packages under it.
var layers = [][]string{
	{"emulator/newest"},
	{"emulator/clock", "emulator/encryptionsdk", "emulator/entropy", "emulator/fault", "state"},
	{"emulator/wire", "emulator/oidc", "emulator/pages", "emulator/passhash", "emulator/policy", "emulator/saml", "emulator/srp", "emulator/token", "emulator/trigger", "emulator/webauthn"},
	{"emulator/model", "emulator/outbox", "emulator/model/modeltest"},
	{"emulator/op"},
	{"emulator/account", "emulator/provider", "emulator/risk", "emulator/op/optest"},
	{"emulator/authflow"},
	{"emulator/authorize"},
	{"handlers/"},
	{"emulator"},
	{"conformance"},
	{"cmd/dev/"},
	{"cmd/cognito-emulator", "cmd/dev"},
}

// onlyFor are packages that only some may import, though the layers would let others do so.
var onlyFor = map[string][]string{
	"github.com/hashicorp/go-memdb":     {"state"},
	"math/rand":                         {"emulator/entropy"},
	"math/rand/v2":                      {"emulator/entropy", "conformance"},
	"crypto/rand":                       {"emulator/entropy", "conformance", "cmd/cognito-emulator"},
	"testing":                           {"conformance", "emulator/op/optest", "emulator/model/modeltest"},
	"net/http/httptest":                 {"emulator/op/optest"},
	module + "emulator/op/optest":       {}, // tests
	module + "emulator/model/modeltest": {},
}

// wallTime are the functions that read the wall clock, or wait for it.
var wallTime = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// readsTime may use them: the clock, the suite that also runs against the service, our own commands.
var readsTime = []string{"emulator/clock", "conformance", "cmd/"}

// maxLines is how long a file may be that people write.
const maxLines = 500

// topLevel is all there may be at the top, beside files and folders that begin with a dot.
var topLevel = []string{"cmd", "emulator", "handlers", "state", "conformance",
	"go.mod", "go.sum", "Dockerfile", "README.md", "LICENSE"}

// source is one of our files.
type source struct {
	name      string // path from the top
	dir       string
	syntax    *ast.File
	lines     int
	generated bool
}

func (s source) isTest() bool { return strings.HasSuffix(s.name, "_test.go") }

// ours reads all our files.
func ours(t *testing.T, files *token.FileSet) []source {
	t.Helper()
	var list []source
	top := os.DirFS("..")
	err := fs.WalkDir(top, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && strings.HasPrefix(entry.Name(), "."), entry.Name() == "testdata":
			return fs.SkipDir
		case path.Ext(name) != ".go":
			return nil
		}
		syntax, err := parser.ParseFile(files, filepath.Join("..", name), nil, parser.ParseComments)
		if err != nil {
			return err
		}
		list = append(list, source{
			name: name, dir: path.Dir(name), syntax: syntax,
			lines:     files.File(syntax.Pos()).LineCount(),
			generated: ast.IsGenerated(syntax),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 100 {
		t.Fatalf("only %d files were found: this test looks in the wrong place", len(list))
	}
	return list
}

func TestArchitecture(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	all := ours(t, files)
	documented := map[string]bool{}
	for _, s := range all {
		documented[s.dir] = documented[s.dir] || s.syntax.Doc != nil
		if s.lines > maxLines && !s.generated {
			t.Errorf("%s has %d lines; at most %d are allowed", s.name, s.lines, maxLines)
		}
		if s.isTest() {
			continue
		}
		checkImports(t, s)
		checkDeclarations(t, s)
		checkTime(t, files, s)
	}
	for dir, has := range documented {
		if !has {
			t.Errorf("package %s has no comment", dir)
		}
	}
	checkVariables(t, files, all)
}

func TestTopLevel(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) && !ignored(t, name) {
			t.Errorf("%s does not belong at the top", name)
		}
	}
}

// ignored tells whether git ignores the name, as something that a build left behind.
func ignored(t *testing.T, name string) bool {
	t.Helper()
	text, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(strings.Fields(string(text)), "/"+name)
}

// layer is the number of the layer of a package, or -1.
func layer(dir string) int {
	best, longest := -1, -1
	for n, packages := range layers {
		for _, p := range packages {
			if (p == dir || strings.HasSuffix(p, "/") && strings.HasPrefix(dir, p)) && len(p) > longest {
				best, longest = n, len(p)
			}
		}
	}
	return best
}

func checkImports(t *testing.T, s source) {
	t.Helper()
	mine := layer(s.dir)
	if mine < 0 {
		t.Errorf("%s: package %s has no layer yet: give it one in this test", s.name, s.dir)
		return
	}
	for _, spec := range s.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		// What is for tests may be used by other such packages, commands by themselves.
		if who, limited := onlyFor[imported]; limited && !slices.Contains(who, s.dir) {
			t.Errorf("%s imports %s, which is for %q only", s.name, imported, who)
		}
		dir, isOurs := strings.CutPrefix(imported, module)
		if isOurs && layer(dir) >= mine {
			t.Errorf("%s imports %s, which is not below it", s.name, dir)
		}
		switch {
		case s.dir == "state" && isOurs && dir != "emulator/newest":
			t.Errorf("%s imports %s; the state depends on nothing of ours but the newest types", s.name, dir)
		case s.dir == "conformance" && isOurs:
			t.Errorf("%s imports %s; the suite sees a target from outside only", s.name, dir)
		}
	}
}

// checkDeclarations looks for what runs before main does.
func checkDeclarations(t *testing.T, s source) {
	t.Helper()
	for _, d := range s.syntax.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			t.Errorf("%s has a function init", s.name)
		}
	}
}

func checkTime(t *testing.T, files *token.FileSet, s source) {
	t.Helper()
	for _, may := range readsTime {
		if s.dir == strings.TrimSuffix(may, "/") || strings.HasSuffix(may, "/") && strings.HasPrefix(s.dir, may) {
			return
		}
	}
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if of, ok := selector.X.(*ast.Ident); ok && of.Name == "time" && slices.Contains(wallTime, selector.Sel.Name) {
			t.Errorf("%s: time.%s; there is a clock for that", files.Position(n.Pos()), selector.Sel.Name)
		}
		return true
	})
}

// checkVariables looks for package variables that can change: ones without a value, ones whose value
// is made to be changed, and ones that something in the package writes to.
func checkVariables(t *testing.T, files *token.FileSet, all []source) {
	t.Helper()
	byPackage := map[string]map[string]bool{}
	for _, s := range all {
		for name, spec := range variables(s.syntax) {
			if s.isTest() {
				continue
			}
			if byPackage[s.dir] == nil {
				byPackage[s.dir] = map[string]bool{}
			}
			byPackage[s.dir][name] = true
			if reason := changeable(spec); reason != "" {
				t.Errorf("%s: package variable %s %s", files.Position(spec.Pos()), name, reason)
			}
		}
	}
	for _, s := range all {
		if s.isTest() {
			continue
		}
		for _, written := range writes(s.syntax) {
			if byPackage[s.dir][written.Name] && !local(s.syntax, written) {
				t.Errorf("%s: package variable %s is written to", files.Position(written.Pos()), written.Name)
			}
		}
	}
}

// variables are the package variables of a file.
func variables(file *ast.File) map[string]*ast.ValueSpec {
	found := map[string]*ast.ValueSpec{}
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		embedded := g.Doc != nil && strings.Contains(fmt.Sprint(comments(g.Doc)), "//go:embed")
		for _, spec := range g.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				if name.Name != "_" && !embedded {
					found[name.Name] = spec.(*ast.ValueSpec)
				}
			}
		}
	}
	return found
}

func comments(group *ast.CommentGroup) (texts []string) {
	for _, c := range group.List {
		texts = append(texts, c.Text)
	}
	return texts
}

// changeable says why a variable can change without anybody assigning to it, or "".
func changeable(spec *ast.ValueSpec) (reason string) {
	if len(spec.Values) == 0 {
		return "has no value: something must set it later"
	}
	for _, v := range spec.Values {
		ast.Inspect(v, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false // what it makes is its own
			case *ast.ChanType:
				reason = "is a channel"
			case *ast.SelectorExpr:
				of, _ := n.X.(*ast.Ident)
				if of != nil && (of.Name == "atomic" || of.Name == "sync" && !strings.HasPrefix(n.Sel.Name, "OnceValue")) {
					reason = "is made to change: " + of.Name + "." + n.Sel.Name
				}
			}
			return true
		})
	}
	return reason
}

// writes are the variables that a file assigns to. What is written through a pointer is not found;
// tables hold none that anybody writes through.
func writes(file *ast.File) (found []*ast.Ident) {
	add := func(targets ...ast.Expr) {
		for _, e := range targets {
			if id := root(e); id != nil {
				found = append(found, id)
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				add(n.Lhs...)
			}
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				add(n.Key, n.Value)
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear" || f.Name == "copy") {
				add(n.Args[0])
			}
		}
		return true
	})
	return found
}

// root is the variable that an expression is a part of, or nil.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// local tells whether an identifier means something that the file declares within a function.
func local(file *ast.File, id *ast.Ident) bool {
	if id.Obj == nil {
		return false // resolved in another file of the package
	}
	declared, ok := id.Obj.Decl.(ast.Node)
	if !ok {
		return true
	}
	spec, ok := declared.(*ast.ValueSpec)
	return !ok || variables(file)[id.Name] != spec
}
