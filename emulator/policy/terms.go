package policy

import "cognito-emulator/emulator/fault"

// defaultLanguage is the language of the link that stands in for all others.
const defaultLanguage = "cognito:default"

// CheckLinks refuses the links of a document without one that stands in for every language.
// Doc: CreateTerms, Links.
func CheckLinks(links map[string]string) error {
	if links[defaultLanguage] == "" {
		return fault.TermsDefaultLinkMissing()
	}
	return nil
}
