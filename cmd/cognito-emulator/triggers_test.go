package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Flags that can be given several times add up, in a file they are a list, in a variable spaces stand
// between them; and still a flag beats a variable beats the file.
func TestTriggerSettings(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "settings.yaml")
	if err := os.WriteFile(path, []byte("lambda-url:\n- a=http://localhost:1\n- b=http://localhost:2\nlambda-timeout: 1m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args, environ []string
		want          map[string]string
	}{
		"nothing":   {nil, nil, nil},
		"flags":     {[]string{"--lambda-url", "a=http://x", "--lambda-url=arn:aws:lambda:eu-west-1:1:function:b=http://y?c=d"}, nil, map[string]string{"a": "http://x", "arn:aws:lambda:eu-west-1:1:function:b": "http://y?c=d"}},
		"variable":  {nil, []string{"COGNITO_EMULATOR_LAMBDA_URL=*=http://x/{name} b=http://y"}, map[string]string{"*": "http://x/{name}", "b": "http://y"}},
		"file":      {[]string{"--config", path}, nil, map[string]string{"a": "http://localhost:1", "b": "http://localhost:2"}},
		"the first": {[]string{"--config", path, "--lambda-url", "c=http://x"}, []string{"COGNITO_EMULATOR_LAMBDA_URL=d=http://y"}, map[string]string{"c": "http://x"}},
	} {
		flags, _, err := readFlags(c.args)
		if err != nil {
			t.Fatal(err)
		}
		got, err := resolve(flags, c.environ)
		if err != nil || !maps.Equal(got.Triggers.URLs, c.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if timeout := time.Minute; name == "file" && got.Triggers.Timeout != timeout {
			t.Errorf("%s", got.Triggers.Timeout)
		}
	}
}

func TestTriggerMistakes(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		`not "x"`:         {"--lambda-url", "x"},
		"a has two URLs":  {"--lambda-url", "a=http://x", "--lambda-url", "a=http://y"},
		"like Google=":    {"--provider-url", "x"},
		"provider Google": {"--provider-url", "Google=x"},
		"duration like":   {"--lambda-timeout", "0s"},
		"32 bytes":        {"--sender-key", "?"},
		"has 3 bytes":     {"--sender-key", "AAAA"},
		"choose one":      {"--sender-key", "plain", "--kms-endpoint", "http://x"},
		"KMS endpoint":    {"--kms-endpoint", "x"},
		"lambda URL of a": {"--lambda-url", "a=x"},
		"lambda endpoint": {"--lambda-endpoint", "localhost:3001"},
	} {
		flags, _, err := readFlags(args)
		if err != nil {
			t.Fatal(err)
		}
		c, err := resolve(flags, nil)
		if err == nil {
			err = c.Validate()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", args, err, want)
		}
	}
}
