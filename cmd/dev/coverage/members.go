package coverage

import (
	"slices"
	"strings"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

func shapesOf(operation string) (*model.Operation, bool) { return model.Lookup(operation) }

// Known lists the paths of all members of a shape, sorted: "UserAttributes[].Name", "AuthParameters",
// "AcrConfiguration.*.MaxAge". The keys of a map are not members; what stands under any key is written with a star.
func Known(s *wire.Shape) []string {
	var paths []string
	add(s, "", &paths)
	slices.Sort(paths)
	return paths
}

func add(s *wire.Shape, at string, paths *[]string) {
	switch s.Kind {
	case wire.Structure:
		for _, m := range s.Members {
			path := join(at, m.Name)
			*paths = append(*paths, path)
			add(m.Shape, path, paths)
		}
	case wire.List:
		add(s.Element, at+"[]", paths)
	case wire.Map:
		add(s.Element, at+".*", paths)
	default:
	}
}

func join(at, name string) string { return strings.TrimPrefix(at+"."+name, ".") }

// normal turns paths of a document into those of [Known], and leaves out what the shape does not have.
func normal(s *wire.Shape, paths []string) []string {
	var found []string
	for _, p := range paths {
		if known, ok := resolve(s, "", p); ok {
			found = append(found, known)
		}
	}
	return found
}

// resolve follows a path of a document down a shape. A path that ends at a key of a map names no member. Keys may have
// dots in them, and then a part of a key is taken for a member, of which there is none.
func resolve(s *wire.Shape, at, path string) (string, bool) {
	switch s.Kind {
	case wire.Structure:
		name, rest, deeper := cut(path)
		for _, m := range s.Members {
			if m.Name != name {
				continue
			}
			if !deeper {
				return join(at, name), true
			}
			return resolve(m.Shape, join(at, name), rest)
		}
	case wire.List:
		if rest, ok := strings.CutPrefix(path, "[]"); ok {
			return resolve(s.Element, at+"[]", strings.TrimPrefix(rest, "."))
		}
	case wire.Map:
		if _, rest, deeper := cut(strings.TrimPrefix(path, ".")); deeper {
			return resolve(s.Element, at+".*", rest)
		}
	default:
	}
	return "", false
}

// cut splits a path behind its first name. The rest begins with "[]" when the name is a list's.
func cut(path string) (name, rest string, deeper bool) {
	i := strings.IndexAny(path, ".[")
	switch {
	case i < 0:
		return path, "", false
	case path[i] == '.':
		return path[:i], path[i+1:], true
	}
	return path[:i], path[i:], true
}
