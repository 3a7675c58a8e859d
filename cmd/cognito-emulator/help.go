package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// width is how wide the help is, indent where its right column begins.
const (
	width  = 100
	indent = 28
)

// writeHelp writes the help. It follows from the tables of commands and settings.
func writeHelp(w io.Writer) error {
	var b strings.Builder
	b.WriteString("cognito-emulator: Amazon Cognito user pools in memory, for development and tests.\n\n" +
		"Usage: cognito-emulator [command] [flags]\n\nCommands\n")
	for _, c := range commands() {
		row(&b, c.name, c.help)
	}
	group := ""
	for _, s := range settings() {
		if s.group != group {
			group = s.group
			fmt.Fprintf(&b, "\n%s\n", group)
		}
		row(&b, "--"+s.name+" "+s.value, s.help)
		row(&b, "", "[default: "+s.preset+"] ["+s.variable()+"]")
	}
	b.WriteString("\nA flag beats the variable beside it, a variable beats the file. A name that is not listed here is an\n" +
		"error. Exit codes: 0 stopped when told to, 1 failed, 2 wrong use.\n" +
		"\nPoint an AWS SDK at it with AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=http://localhost:4588; any\n" +
		"credentials will do. Read what was sent at http://localhost:4588/_inspect/messages.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// row writes two columns, the right one broken into lines.
func row(b *strings.Builder, left, right string) {
	line := fmt.Sprintf("  %-*s", indent-2, left)
	for word := range strings.FieldsSeq(right) {
		if utf8.RuneCountInString(line+word)+1 > width && utf8.RuneCountInString(line) > indent {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = strings.Repeat(" ", indent)
		}
		if utf8.RuneCountInString(line) > indent || !strings.HasSuffix(line, " ") {
			line += " "
		}
		line += word
	}
	b.WriteString(line + "\n")
}
