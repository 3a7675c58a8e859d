package main

import (
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"time"

	"cognito-emulator/emulator"
)

// prefix begins the variables of all settings.
const prefix = "COGNITO_EMULATOR_"

// config is what the settings come to.
type config struct {
	emulator.Options
	tls      tlsSettings
	logLevel slog.Level
	logJSON  bool
}

// setting is one setting of the program. The table of settings is all there is: flags, variables,
// keys of the file and the help follow from it.
type setting struct {
	name   string // of the flag, and of the key
	group  string // heading in the help
	value  string // what stands for the value in the help
	preset string // the value when none is given
	help   string
	set    func(*config, string) error // nil for the name of the file itself
}

// many tells that the setting can be given several times. Its values are one text then, with spaces
// between them.
func (s setting) many() bool { return strings.HasSuffix(s.value, "…") }

// variable is the name of the setting's environment variable.
func (s setting) variable() string {
	return prefix + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// The headings of the help.
const (
	aboutAddress  = "Where it answers"
	aboutTLS      = "HTTPS"
	aboutBehavior = "How it behaves"
	aboutTriggers = "Where functions of triggers run"
	aboutLog      = "What it tells"
	aboutFile     = "Settings from a file"
)

// fileSetting names the file with settings. It cannot stand in that file.
const fileSetting = "config"

func settings() []setting {
	return []setting{
		{"listen", aboutAddress, "address", "127.0.0.1:4588",
			"address to listen on; :4588 means all interfaces, port 0 any free port. When it is not set, the variable PORT gives the port.",
			func(c *config, v string) error { c.Listen = v; return nil }},
		{"public-url", aboutAddress, "url", "http://localhost:<port>",
			"how clients reach it. Tokens and discovery documents carry this, whatever it listens on.",
			func(c *config, v string) error { c.PublicURL = v; return nil }},
		{"issuer", aboutAddress, "mode", "local",
			"issuer of tokens, before the id of the pool. local: the public URL. request: the host that the caller used. aws: https://cognito-idp.<region>.amazonaws.com. Or any URL.",
			func(c *config, v string) error { c.Issuer = v; return nil }},
		{"tls", aboutTLS, "off|auto", "off",
			"auto: listen with TLS too, with a certificate of an authority made for that purpose, which clients have to trust.",
			func(c *config, v string) error {
				if v != "off" && v != "auto" {
					return fmt.Errorf("must be off or auto, not %q", v)
				}
				c.tls.auto = v == "auto"
				return nil
			}},
		{"tls-dir", aboutTLS, "folder", "none",
			"folder of the authority of --tls auto, made at the first start and kept: ca.pem is for the clients, ca-key.pem for nobody.",
			func(c *config, v string) error { c.tls.dir = v; return nil }},
		{"tls-names", aboutTLS, "names", "none",
			"names and addresses for the certificate of --tls auto, separated by commas, beside localhost, *.auth.localhost, 127.0.0.1 and ::1.",
			func(c *config, v string) error { c.tls.names = v; return nil }},
		{"tls-cert", aboutTLS, "path", "none",
			"listen with TLS too, with this certificate (PEM, the chain behind it).",
			func(c *config, v string) error { c.tls.cert = v; return nil }},
		{"tls-key", aboutTLS, "path", "none",
			"private key of --tls-cert (PEM).",
			func(c *config, v string) error { c.tls.key = v; return nil }},
		{"tls-listen", aboutTLS, "address", "127.0.0.1:4589",
			"address to listen on with TLS.",
			func(c *config, v string) error { c.tls.listen = v; return nil }},
		{"fixed-code", aboutBehavior, "digits", "random",
			"one code of 6 to 8 digits for every message instead of random ones.",
			func(c *config, v string) error { c.FixedCode = v; return nil }},
		{"attempt-limits", aboutBehavior, "on|off", "on",
			"the limits of the service: codes an hour, lockout after failed passwords.",
			func(c *config, v string) error {
				on, err := readSwitch(v)
				c.NoAttemptLimits = !on
				return err
			}},
		{"seed", aboutBehavior, "number", "random",
			"number above 0 that makes ids, codes, secrets and keys the same in every run.",
			func(c *config, v string) (err error) {
				if c.Seed, err = strconv.ParseUint(v, 10, 64); err != nil || c.Seed == 0 {
					return fmt.Errorf("must be a whole number above 0, not %q", v)
				}
				return nil
			}},
		{"provider-url", aboutBehavior, "name=url…", "none",
			"scheme and host, like http://localhost:9000, that take the place of those in every URL of the identity provider of that name: how a social provider can be one that runs locally. Can be given several times; in the variable, spaces stand between several.",
			setProviderURLs},
		{"lambda-endpoint", aboutTriggers, "url", "none",
			"endpoint that speaks the Lambda Invoke API: sam local start-lambda, serverless-offline, LocalStack. A function is called by the name in its ARN.",
			func(c *config, v string) error { c.Triggers.Endpoint = v; return nil }},
		{"lambda-url", aboutTriggers, "name=url…", "none",
			"URL that takes an event as the body of a POST and answers with one, for the function of that name or ARN, or for * and then with {name} in it; or the URL of one function's Invoke API, as the runtime interface emulator has it. Can be given several times; in the variable, spaces stand between several.",
			setLambdaURLs},
		{"lambda-timeout", aboutTriggers, "duration", "5s",
			"how long a function may take before it is called again, at most three times. The service's five seconds are too short for a debugger.",
			func(c *config, v string) (err error) {
				if c.Triggers.Timeout, err = time.ParseDuration(v); err != nil || c.Triggers.Timeout <= 0 {
					return fmt.Errorf("must be a duration like 5s or 10m, not %q", v)
				}
				return nil
			}},
		{"kms-endpoint", aboutTriggers, "url", "none",
			"endpoint of a KMS, like LocalStack, that has the key of pools with custom senders. The code for them is encrypted with it, as the service does.",
			func(c *config, v string) error { c.Triggers.Senders.KMSEndpoint = v; return nil }},
		{"sender-key", aboutTriggers, "base64|plain", "none",
			"32 bytes in base64 that encrypt the code for custom senders where there is no KMS: a raw AES key named sender-key in the namespace cognito-emulator. plain: the code is not encrypted.",
			setSenderKey},
		{"log-level", aboutLog, "level", "info",
			"debug, info, warn or error. There is one line a request at info; never a password, code or token.",
			func(c *config, v string) error {
				if err := c.logLevel.UnmarshalText([]byte(v)); err != nil {
					return fmt.Errorf("must be debug, info, warn or error, not %q", v)
				}
				return nil
			}},
		{"log-format", aboutLog, "text|json", "text",
			"form of the log, which goes to stderr.",
			func(c *config, v string) error {
				if v != "text" && v != "json" {
					return fmt.Errorf("must be text or json, not %q", v)
				}
				c.logJSON = v == "json"
				return nil
			}},
		{fileSetting, aboutFile, "path", "none",
			"YAML file whose keys are the names of flags, without the dashes.",
			nil},
	}
}

func readSwitch(v string) (bool, error) {
	switch strings.ToLower(v) {
	case "on", "true", "yes", "1":
		return true, nil
	case "off", "false", "no", "0":
		return false, nil
	}
	return false, fmt.Errorf("must be on or off, not %q", v)
}

// source are values by the name of their setting, and where each was given.
type source map[string]given

type given struct{ value, where string }

// readFlags reads the flags of a command line, "--name value" or "--name=value".
func readFlags(args []string) (flags source, help bool, err error) {
	flags = source{}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "-h" || arg == "--help" || arg == "-help" {
			return nil, true, nil
		}
		name, isFlag := strings.CutPrefix(arg, "--")
		if !isFlag {
			return nil, false, misused("unexpected argument %q; flags begin with --", arg)
		}
		name, value, hasValue := strings.Cut(name, "=")
		known, ok := settingNamed(name)
		if !ok {
			return nil, false, misused("unknown flag --%s%s", name, didYouMean("--"+name, names(setting.flag)))
		}
		if !hasValue {
			if len(args) == 0 {
				return nil, false, misused("the flag --%s needs a value", name)
			}
			value, args = args[0], args[1:]
		}
		if before, twice := flags[name]; twice && known.many() {
			value = before.value + " " + value
		}
		flags[name] = given{value, "--" + name}
	}
	return flags, false, nil
}

func (s setting) flag() string { return "--" + s.name }

// names lists one kind of name of all settings.
func names(of func(setting) string) []string {
	var list []string
	for _, s := range settings() {
		list = append(list, of(s))
	}
	return list
}

func settingNamed(name string) (setting, bool) {
	for _, s := range settings() {
		if s.name == name {
			return s, true
		}
	}
	return setting{}, false
}

// readEnvironment reads the variables with our prefix. A variable without a value is one that was
// not given: that is what Compose makes of an undefined one.
func readEnvironment(environ []string) (source, error) {
	byVariable := map[string]string{}
	for _, s := range settings() {
		byVariable[s.variable()] = s.name
	}
	variables := source{}
	for _, entry := range environ {
		variable, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(variable, prefix) || isServiceLink(variable, value) {
			continue
		}
		name, ok := byVariable[variable]
		switch {
		case !ok:
			return nil, misused("unknown variable %s%s", variable, didYouMean(variable, names(setting.variable)))
		case value != "":
			variables[name] = given{value, variable}
		}
	}
	return variables, nil
}

// isServiceLink tells whether Kubernetes set the variable, because there is a service called
// cognito-emulator. Doc: Kubernetes, "Service", environment variables.
func isServiceLink(variable, value string) bool {
	rest := strings.TrimPrefix(variable, prefix)
	return strings.HasPrefix(rest, "SERVICE_HOST") || strings.HasPrefix(rest, "SERVICE_PORT") ||
		strings.HasPrefix(rest, "PORT_") || rest == "PORT" && strings.Contains(value, "://")
}

// resolve brings together what was given. A flag beats a variable, a variable beats the file.
func resolve(flags source, environ []string) (*config, error) {
	variables, err := readEnvironment(environ)
	if err != nil {
		return nil, err
	}
	var file source
	if path := first(fileSetting, flags, variables); path.value != "" {
		if file, err = readFile(path.value); err != nil {
			return nil, err
		}
	}
	c := &config{}
	for _, s := range settings() {
		if s.set == nil {
			continue
		}
		g := first(s.name, flags, variables, file)
		if g.where == "" {
			switch s.name {
			case "listen":
				if g, err = defaultListen(s.preset, environ); err != nil {
					return nil, err
				}
			case "tls-listen":
				g = given{s.preset, "preset"}
			default:
				continue // the zero config has the presets
			}
		}
		if err := s.set(c, g.value); err != nil {
			return nil, misused("%s: %w", g.where, err)
		}
	}
	return c, nil
}

// first returns the value of a setting from the first source that has it.
func first(name string, sources ...source) given {
	for _, s := range sources {
		if g, ok := s[name]; ok {
			return g
		}
	}
	return given{}
}

// defaultListen is the preset address, with the port of the variable PORT if there is one.
func defaultListen(preset string, environ []string) (given, error) {
	port := ""
	for _, entry := range environ {
		if v, ok := strings.CutPrefix(entry, "PORT="); ok {
			port = v
		}
	}
	if port == "" {
		return given{preset, "preset"}, nil
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return given{}, misused("PORT: must be a number from 0 to 65535, not %q", port)
	}
	host, _, err := net.SplitHostPort(preset)
	return given{net.JoinHostPort(host, port), "PORT"}, err
}
