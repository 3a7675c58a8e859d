package risk

import (
	"cmp"

	"cognito-emulator/emulator/policy"
)

// deviceName names a device by its user agent: "Chrome 126, Windows 10"; what is not recognized is
// called Other. Doc: the samples of AdminListUserAuthEvents.
func deviceName(userAgent string) string {
	browser, system := policy.Browser(userAgent)
	return cmp.Or(browser, "Other") + ", " + cmp.Or(system, "Other")
}
