package coverage

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strings"
)

// Source is where an operation is built. One that a subject only announces has neither caller nor file.
type Source struct {
	Subject string // the handlers package
	Caller  string // the constructor that registers it, in words
	File    string // from the root of the repository
}

// callers says in words who may call what a constructor of package op registers.
func callers() map[string]string {
	return map[string]string{
		"Pool":   "signed, pool",
		"Signed": "signed",
		"Client": "app client",
		"Bearer": "access token",
		"Open":   "anybody",
	}
}

// Sources reads where every operation is built: "op.Pool(s.CreateGroup)" in a handlers package registers it, and the
// method CreateGroup stands in the file of that name.
func Sources(repository fs.FS) (map[string]Source, error) {
	found := map[string]Source{}
	files, err := fs.Glob(repository, "handlers/*/*.go")
	if err != nil {
		return nil, err
	}
	registered := map[string]string{} // subject and method → caller
	methods := map[string]Source{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(repository, name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		subject := path.Base(path.Dir(name))
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() {
				methods[subject+"."+f.Name.Name] = Source{Subject: subject, File: name}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if method, caller, ok := registration(n); ok {
				registered[subject+"."+method] = caller
			}
			if operation, ok := missing(n); ok {
				found[operation] = Source{Subject: subject}
			}
			return true
		})
	}
	for key, caller := range registered {
		_, method, _ := strings.Cut(key, ".")
		source, ok := methods[key]
		if !ok {
			return nil, fmt.Errorf("%s is registered and not to be found in its package", key)
		}
		source.Caller = caller
		found[method] = source
	}
	return found, nil
}

// registration recognizes op.Constructor(s.Method).
func registration(n ast.Node) (method, caller string, ok bool) {
	call, isCall := n.(*ast.CallExpr)
	if !isCall || len(call.Args) != 1 {
		return "", "", false
	}
	constructor, isSelector := call.Fun.(*ast.SelectorExpr)
	if !isSelector {
		return "", "", false
	}
	pkg, isName := constructor.X.(*ast.Ident)
	handler, isMethod := call.Args[0].(*ast.SelectorExpr)
	if !isName || pkg.Name != "op" || !isMethod {
		return "", "", false
	}
	caller, ok = callers()[constructor.Sel.Name]
	return handler.Sel.Name, caller, ok
}

// missing recognizes op.Missing[cip.CreateGroupInput, cip.CreateGroupOutput]().
func missing(n ast.Node) (operation string, ok bool) {
	call, isCall := n.(*ast.CallExpr)
	if !isCall {
		return "", false
	}
	generic, isGeneric := call.Fun.(*ast.IndexListExpr)
	if !isGeneric {
		return "", false
	}
	constructor, isSelector := generic.X.(*ast.SelectorExpr)
	in, isType := generic.Indices[0].(*ast.SelectorExpr)
	if !isSelector || constructor.Sel.Name != "Missing" || !isType {
		return "", false
	}
	return strings.TrimSuffix(in.Sel.Name, "Input"), true
}
