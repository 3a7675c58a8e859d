package policy

import (
	"regexp"
	"slices"
	"strings"

	"cognito-emulator/emulator/fault"
)

// Limits of the classic pages' look. Doc: "Hosted UI (classic) branding".
const (
	maxCSS   = 3 << 10
	maxImage = 100 << 10
)

// customizable are the classes that the classic pages have, without the suffix that all of them share.
// Doc: "Hosted UI (classic) branding"; the samples of the AWS CLI (idpDescription, redirect,
// passwordCheck, socialButton).
var customizable = []string{
	"background", "banner", "errorMessage", "idpButton", "idpDescription", "inputField", "label", "legalText", "logo",
	"passwordCheck-notValid", "passwordCheck-valid", "redirect", "socialButton", "submitButton", "textDescription",
}

const customizableSuffix = "-customizable"

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssScript  = regexp.MustCompile(`(?i)javascript:|expression\s*\(`)
)

// CheckCSS refuses a style sheet that is too large, that styles anything but the classes of the
// classic pages, or that does more than style them.
// Doc: "Hosted UI (classic) branding". Seen: badmintoncryer/cdk-preflight (the selector body).
// Assumed: a class is judged and named without its dot, whatever state of it is meant (A164).
func CheckCSS(css string) error {
	if len(css) > maxCSS {
		return fault.CSSTooLarge()
	}
	if script := cssScript.FindString(css); script != "" {
		return fault.CSSRuleNotAllowed(script)
	}
	rest := strings.TrimSpace(cssComment.ReplaceAllString(css, ""))
	for rest != "" {
		if rest[0] == '@' {
			return fault.CSSRuleNotAllowed(strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" \t\r\n;{(\"'", r) })[0])
		}
		selectors, block, opened := strings.Cut(rest, "{")
		_, after, closed := strings.Cut(block, "}")
		if !opened || !closed {
			return fault.CSSNotUnderstood()
		}
		for selector := range strings.SplitSeq(selectors, ",") {
			if err := checkSelector(strings.TrimSpace(selector)); err != nil {
				return err
			}
		}
		rest = strings.TrimSpace(after)
	}
	return nil
}

func checkSelector(selector string) error {
	class, isClass := strings.CutPrefix(selector, ".")
	name, _, _ := strings.Cut(class, ":")
	base, suffixed := strings.CutSuffix(name, customizableSuffix)
	if !isClass || !suffixed || !slices.Contains(customizable, base) {
		return fault.CSSClassNotAllowed(class)
	}
	return nil
}

// CheckImage refuses a logo of the classic pages that is too large or of another kind than they show.
// Doc: "Hosted UI (classic) branding". Assumed: what a file is can be told from its first bytes (A163).
func CheckImage(image []byte) error {
	const png, jpeg = "\x89PNG\r\n\x1a\n", "\xff\xd8\xff"
	switch {
	case len(image) > maxImage:
		return fault.ImageTooLarge()
	case !strings.HasPrefix(string(image), png) && !strings.HasPrefix(string(image), jpeg):
		return fault.ImageNotSupported()
	}
	return nil
}
