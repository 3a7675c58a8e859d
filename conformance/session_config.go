package conformance

import (
	"encoding/json"
	"net/http"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// sessionConfigCases are about the settings of sessions, by operations that the SDK does not know yet.
// Doc: API_SetUserPoolSessionConfiguration, API_SetUserPoolClientSessionConfiguration and their siblings.
func sessionConfigCases() []Case {
	const (
		setPool, getPool     = "SetUserPoolSessionConfiguration", "GetUserPoolSessionConfiguration"
		setClient, getClient = "SetUserPoolClientSessionConfiguration", "GetUserPoolClientSessionConfiguration"
	)
	answers := func(w *World, operation string, in, want fields) {
		w.t.Helper()
		r := w.PostSigned(operation, in)
		var got fields
		if r.Status != http.StatusOK || json.Unmarshal([]byte(r.Body), &got) != nil {
			w.Fatalf("%s: %d %s", operation, r.Status, r.Body)
		}
		w.Equal(got, want)
	}
	ofPool := func(w *World, tracking string, most float64) fields {
		return fields{"UserPoolId": w.pool.ID, "UserSessionTracking": tracking, "TokenSession": map[string]any{"MaxPerUser": most}}
	}
	ofClient := func(w *World, minutes float64) fields {
		return fields{"UserPoolId": w.pool.ID, "ClientId": w.client.ID, "SSOSession": map[string]any{"MaxValidityMinutes": minutes}}
	}
	pool := func(w *World) fields { return fields{"UserPoolId": w.pool.ID} }
	client := func(w *World) fields { return fields{"UserPoolId": w.pool.ID, "ClientId": w.client.ID} }
	lite := With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite })
	invalid := func(w *World, operation string, in fields, text string) {
		w.t.Helper()
		w.Refused(w.PostSigned(operation, in), "InvalidParameterException", "1 validation error detected: "+text)
	}
	return []Case{
		{
			Operations: ops(getPool, getClient), Says: "a pool tracks no sessions, with room for twenty, and a client reuses one for an hour", Given: func(w *World) { w.Pool(lite); w.Client(Flows()) },
			Steps: steps(func(w *World) {
				answers(w, getPool, pool(w), ofPool(w, "DISABLED", 20))
				answers(w, getClient, client(w), ofClient(w, 60))
			}),
		},
		{
			Operations: ops(setPool, getPool), Says: "what is set replaces everything", Given: inPool(),
			Steps: steps(
				func(w *World) {
					for _, want := range []fields{ofPool(w, "ENABLED", 1), ofPool(w, "ENABLED", 100), ofPool(w, "DISABLED", 5)} {
						answers(w, setPool, want, want)
						answers(w, getPool, pool(w), want)
					}
				},
				func(w *World) { answers(w, getPool, pool(w), ofPool(w, "DISABLED", 5)) },
			),
		},
		{
			Operations: ops(setClient, getClient, setPool), Says: "a client's setting sleeps while the pool tracks nothing, and is there again afterwards", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(
				func(w *World) {
					answers(w, setPool, ofPool(w, "ENABLED", 20), ofPool(w, "ENABLED", 20))
					for _, minutes := range []float64{0, 129600, 5} {
						answers(w, setClient, ofClient(w, minutes), ofClient(w, minutes))
						answers(w, getClient, client(w), ofClient(w, minutes))
					}
					answers(w, setPool, ofPool(w, "DISABLED", 20), ofPool(w, "DISABLED", 20))
				},
				func(w *World) {
					answers(w, setPool, ofPool(w, "ENABLED", 20), ofPool(w, "ENABLED", 20))
					answers(w, getClient, client(w), ofClient(w, 5))
				},
			),
		},
		{
			Operations: ops(setClient), Says: "refused: a client's setting while the pool tracks nothing", Assumes: "A188", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned(setClient, ofClient(w, 5)), "InvalidParameterException")
				answers(w, getClient, client(w), ofClient(w, 60))
			}),
		},
		{
			Operations: ops(setPool, setClient), Says: "refused: a LITE pool", Given: func(w *World) { w.Pool(lite); w.Client(Flows()) },
			Steps: steps(func(w *World) {
				w.Refused(w.PostSigned(setPool, ofPool(w, "DISABLED", 5)), "FeatureUnavailableInTierException")
				w.Refused(w.PostSigned(setClient, ofClient(w, 5)), "FeatureUnavailableInTierException")
			}),
		},
		{
			Operations: ops(setPool, setClient), Says: "refused by its form: numbers out of range, a state that is none, a member that is missing", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				invalid(w, setPool, ofPool(w, "ENABLED", 0), "Value '0' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value greater than or equal to 1")
				invalid(w, setPool, ofPool(w, "ENABLED", 101), "Value '101' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value less than or equal to 100")
				invalid(w, setPool, ofPool(w, "ON", 5), "Value 'ON' at 'userSessionTracking' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]")
				invalid(w, setPool, fields{"UserPoolId": w.pool.ID, "UserSessionTracking": "ENABLED"}, "Value null at 'tokenSession' failed to satisfy constraint: Member must not be null")
				invalid(w, setClient, ofClient(w, -1), "Value '-1' at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must have value greater than or equal to 0")
				invalid(w, setClient, ofClient(w, 129601), "Value '129601' at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must have value less than or equal to 129600")
			}),
		},
		{
			Operations: ops(setPool, getPool, setClient, getClient), Says: "refused: a pool or a client that is not there, or another pool's", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				const code = "ResourceNotFoundException"
				w.Pool()
				text := "User pool client " + w.client.ID + " does not exist."
				w.Refused(w.PostSigned(getClient, client(w)), code, text)
				w.Refused(w.PostSigned(setClient, ofClient(w, 5)), code, text)
				w.pool = &Pool{ID: "us-east-1_NotThere0"}
				text = "User pool us-east-1_NotThere0 does not exist."
				w.Refused(w.PostSigned(getPool, pool(w)), code, text)
				w.Refused(w.PostSigned(setPool, ofPool(w, "ENABLED", 5)), code, text)
				w.Refused(w.PostSigned(getClient, client(w)), code, text)
				w.Refused(w.PostSigned(setClient, ofClient(w, 5)), code, text)
			}),
		},
		{
			Operations: ops(setPool, getPool, setClient, getClient), Says: "refused: without a signature", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				for operation, in := range map[string]fields{setPool: ofPool(w, "ENABLED", 5), getPool: pool(w), setClient: ofClient(w, 5), getClient: client(w)} {
					w.Refused(w.Post(operation, in), "MissingAuthenticationTokenException", "Missing Authentication Token")
				}
			}),
		},
	}
}
