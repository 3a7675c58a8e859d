package authflow

import (
	"encoding/json"
	"testing"
	"time"

	"cognito-emulator/state"
)

func TestIdentityClaims(t *testing.T) {
	t.Parallel()
	at := time.UnixMilli(1700000000123)
	got, err := json.Marshal(identityClaims([]state.Identity{
		{Provider: "Google", Type: "Google", Attribute: state.SubjectAttribute, ID: "117", Created: at},
		{Provider: "Corp", Type: "SAML", Attribute: "email", ID: "a", Issuer: new("urn:corp"), Primary: true, Created: at},
	}))
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"userId":"117","providerName":"Google","providerType":"Google","issuer":null,"primary":"false","dateCreated":"1700000000123"},` +
		`{"userId":"a","providerName":"Corp","providerType":"SAML","issuer":"urn:corp","primary":"true","dateCreated":"1700000000123"}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
