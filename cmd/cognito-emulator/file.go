package main

import (
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readFile reads settings from a YAML file: a mapping of names to values, which are single ones or, where
// a setting can be given several times, lists. Mistakes are told
// with their line.
func readFile(path string) (source, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, misused("the file with settings: %w", err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, misused("%s: %w", path, err)
	}
	file := source{}
	if doc.Kind == 0 { // an empty file
		return file, nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, misused("%s:%d: there must be settings, like \"listen: 127.0.0.1:4588\"", path, root.Line)
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		where := fmt.Sprintf("%s:%d: %s", path, key.Line, key.Value)
		known, ok := settingNamed(key.Value)
		_, twice := file[key.Value]
		switch {
		case !ok, key.Value == fileSetting:
			return nil, misused("%s:%d: unknown key %q%s", path, key.Line, key.Value, didYouMean(key.Value, names(setting.key)))
		case twice:
			return nil, misused("%s: given twice", where)
		case value.Kind == yaml.SequenceNode && known.many():
			value = &yaml.Node{Value: joined(value)}
		case value.Kind != yaml.ScalarNode:
			return nil, misused("%s: must be a single value", where)
		case value.Tag == "!!null":
			continue // "listen:" with nothing behind it
		}
		file[key.Value] = given{value.Value, where}
	}
	return file, nil
}

// joined is a list of values as one.
func joined(list *yaml.Node) string {
	var values []string
	for _, item := range list.Content {
		values = append(values, item.Value)
	}
	return strings.Join(values, " ")
}

func (s setting) key() string { return s.name }
