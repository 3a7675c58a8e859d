package policy

import "strings"

// unknownDevice stands for a User-Agent that tells nothing. Doc: SessionDescriptionType, DeviceType.
const unknownDevice = "unknown"

// maxUserAgent is how much of a User-Agent is looked at.
const maxUserAgent = 1024

// DeviceType describes the device behind a User-Agent as sessions show it: Chrome 125 / macOS 15.0.
// Doc: SessionDescriptionType, DeviceType (the form and the word unknown). Assumed: where only one of
// the two can be told, the other is unknown (A253).
func DeviceType(userAgent string) string {
	browser, system := Browser(userAgent)
	switch {
	case browser == "" && system == "":
		return unknownDevice
	case browser == "":
		browser = unknownDevice
	case system == "":
		system = unknownDevice
	}
	return browser + " / " + system
}

// Browser tells the browser with its major version, and the operating system with its version, from a
// User-Agent; what cannot be told is empty.
func Browser(userAgent string) (browser, system string) {
	if len(userAgent) > maxUserAgent {
		userAgent = userAgent[:maxUserAgent]
	}
	return browserOf(userAgent), systemOf(userAgent)
}

// browsers by the mark that they leave. Those built on another one also carry its mark, so that the more
// particular come first, and Safari, whose mark nearly all carry, last.
var browsers = []struct{ mark, name string }{
	{"EdgiOS/", "Edge"},
	{"EdgA/", "Edge"},
	{"Edg/", "Edge"},
	{"Edge/", "Edge"},
	{"OPR/", "Opera"},
	{"SamsungBrowser/", "Samsung Internet"},
	{"FxiOS/", "Firefox"},
	{"Firefox/", "Firefox"},
	{"CriOS/", "Chrome"},
	{"Chrome/", "Chrome"},
	{"MSIE ", "Internet Explorer"},
}

func browserOf(userAgent string) string {
	for _, b := range browsers {
		if _, rest, ok := strings.Cut(userAgent, b.mark); ok {
			return named(b.name, major(version(rest)))
		}
	}
	// Safari tells its version beside another mark. Apps on the same engine lack both.
	if _, rest, ok := strings.Cut(userAgent, "Version/"); ok && strings.Contains(userAgent, "Safari/") {
		return named("Safari", major(version(rest)))
	}
	return ""
}

func systemOf(userAgent string) string {
	_, details, ok := strings.Cut(userAgent, "(")
	if !ok {
		return ""
	}
	details, _, _ = strings.Cut(details, ")")
	for _, s := range []struct{ mark, name string }{
		{"Windows NT ", "Windows"},
		{"CPU iPhone OS ", "iOS"},
		{"iPhone OS ", "iOS"},
		{"CPU OS ", "iPadOS"},
		{"Mac OS X ", "macOS"},
		{"Android ", "Android"},
		{"CrOS ", "ChromeOS"},
		{"Linux", "Linux"},
	} {
		_, rest, ok := strings.Cut(details, s.mark)
		switch {
		case !ok:
			continue
		case s.name == "Windows":
			return named(s.name, windows(version(rest)))
		case s.name == "ChromeOS" || s.name == "Linux": // they tell the kind of processor there
			return s.name
		}
		return named(s.name, version(rest))
	}
	return ""
}

// windows is the name of a version, as people know it.
func windows(nt string) string {
	switch nt {
	case "10.0":
		return "10" // and 11, which says the same
	case "6.3":
		return "8.1"
	case "6.2":
		return "8"
	case "6.1":
		return "7"
	}
	return nt
}

// version is the version at the beginning of s, with points between its parts.
func version(s string) string {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || s[end] == '_') {
		end++
	}
	return strings.Trim(strings.ReplaceAll(s[:end], "_", "."), ".")
}

func major(version string) string {
	first, _, _ := strings.Cut(version, ".")
	return first
}

func named(name, version string) string {
	if version == "" {
		return name
	}
	return name + " " + version
}
