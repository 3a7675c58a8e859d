package newest

import (
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
)

// rawDocument is a document whose JSON text is already there. The interface it
// embeds gives it the unexported method that the SDK asks of its documents.
type rawDocument struct {
	document.Interface
	text json.RawMessage
}

// RawDocument makes a document of a JSON text, which comes out as it went in;
// the SDK's own constructor takes Go values and writes them anew.
func RawDocument(text []byte) document.Interface {
	return rawDocument{document.NewLazyDocument(nil), text}
}

// MarshalSmithyDocument returns the JSON text.
func (d rawDocument) MarshalSmithyDocument() ([]byte, error) { return d.text, nil }

// UnmarshalSmithyDocument decodes the JSON text into the value v points to.
func (d rawDocument) UnmarshalSmithyDocument(v any) error { return json.Unmarshal(d.text, v) }
