package saml

// CodeServer is the OAuth error code that goes with a refused answer. Seen: aws/aws-sdk-js-v3#6201.
const CodeServer = "server_error"

// received begins the text of everything that is wrong with an answer.
// Seen: aws/aws-sdk-js-v3#6201 (2024), aws-samples/aws-genai-llm-chatbot#636 (2025). Until 2022 it was
// "Error in SAML response processing: ". Seen: aws-samples/cloudfront-authorization-at-edge#153.
const received = "Invalid SAML response received: "

// unusable is shown on the error page instead. Seen: gaiin-platform/amplify-genai-backend#25, and
// the help pages of several products with a user pool behind them.
const unusable = "Invalid samlResponse or relayState from identity provider"

// Reasons that have been seen. The signature's came with its full stop.
const (
	// Seen: aws/aws-sdk-js-v3#6201.
	reasonSignature = "SAML Assertion signature is invalid."
	// Seen: the headings of the help pages of Wiz, which has a user pool behind it. Assumed: the capitals
	// and the full stop (A350).
	reasonResponseSignature = "SAML Response signature is invalid."
	reasonDecryption        = "Error decrypting EncryptedAssertion"
	// Seen: GitLab's documentation of single sign-on for Switchboard.
	reasonNotEncrypted = "Responses must contain exactly one Encrypted Assertion"
	// Seen: a heading of the same help pages; a recorded failure between IAM Identity Center and a
	// provider, 2026.
	reasonNotOne = "Responses must contain exactly one Assertion"
)

// Refused is why an answer of a provider counts for nothing.
type Refused struct {
	// Code is the OAuth error code to send to the app's callback URL; empty when no answer may go
	// there and the error page shows the text.
	Code string
	// Text is the error description, or what the page shows.
	Text string
	// Cause is for the log only; it may be nil.
	Cause error
}

// Error implements error.
func (r *Refused) Error() string { return r.Text }

// Unwrap implements the errors package's convention.
func (r *Refused) Unwrap() error { return r.Cause }

// Invalid refuses an answer for a reason: one of this package, or one that came up when the user it is
// about was looked at, as "Invalid user attributes: email: The attribute is required". A reason is
// followed by a space. Seen: aws/aws-sdk-js-v3#6201; a public app's test data ("PreSignUp failed with
// error Invalid email domain. "). Assumed: by all reasons (A350).
func Invalid(reason string) *Refused {
	return &Refused{Code: CodeServer, Text: received + reason + " "}
}

// Unusable refuses an answer that cannot be told to belong to any sign-in: it is not SAML, or its
// RelayState names nothing. Assumed: which of the two texts is whose, as far as it was not seen (A350).
func Unusable(cause error) *Refused { return &Refused{Text: unusable, Cause: cause} }

func invalid(reason string, cause error) *Refused {
	r := Invalid(reason)
	r.Cause = cause
	return r
}
