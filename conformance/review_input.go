package conformance

import (
	"fmt"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// longCases are about requests that are larger than anybody sends on purpose.
func longCases() []Case {

	return []Case{
		{
			Operations: ops("SignUp"), Assumes: "A301",
			Says:  "long: of thousands of faults a hundred are told of, and all are counted",
			Given: plain,
			Steps: steps(func(w *World) {
				list := slices.Repeat([]any{map[string]any{}}, 5000)
				r := w.Post("SignUp", map[string]any{"ClientId": w.client.ID, "Username": "ann", "UserAttributes": list})
				w.Refused(r, "InvalidParameterException")
				if told := strings.Count(r.Message, "Member must not be null"); told != 100 || !strings.HasPrefix(r.Message, "5000 validation errors detected: ") {
					w.Errorf("%d faults are told of in %.100s", told, r.Message)
				}
			}),
		},
		{
			Operations: ops("SignUp"), Assumes: "A302",
			Says:  "long: a message has all of a value that is too long, and a header the beginning of it",
			Given: plain,
			Steps: steps(func(w *World) {
				name := strings.Repeat("x", 40_000)
				r := w.Post("SignUp", map[string]any{"ClientId": w.client.ID, "Username": "ann", "UserAttributes": []any{map[string]any{"Name": name}}})
				w.Refused(r, "InvalidParameterException", "1 validation error detected: Value '"+name+"' at 'userAttributes.1.member.name' "+
					"failed to satisfy constraint: Member must have length less than or equal to 32")
				if header := r.Header.Get("X-Amzn-Errormessage"); header != r.Message[:2048] {
					w.Errorf("the header has %d characters, want the first 2,048 of the message", len(header))
				}
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "long: a list of two hundred thousand nulls is refused like any other",
			Given:      plain,
			Steps: steps(func(w *World) {
				nulls := strings.TrimSuffix(strings.Repeat("null,", 200_000), ",")
				r := w.Post("SignUp", `{"ClientId":"`+w.client.ID+`","Username":"ann","UserAttributes":[`+nulls+`]}`)
				w.Refused(r, "InvalidParameterException", "1 validation error detected: Value '["+strings.ReplaceAll(nulls, ",", ", ")+"]' at 'userAttributes' "+
					"failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]")
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "long: JSON that is nested without end is no JSON, in members that nobody knows too",
			Given:      plain,
			Steps: steps(func(w *World) {
				for _, open := range []string{`{"Surprise":` + strings.Repeat("[", 500_000), strings.Repeat(`{"Surprise":`, 100_000), `{"AuthParameters":` + strings.Repeat(`{"a":`, 100_000)} {
					w.Refused(w.Post("InitiateAuth", open), "SerializationException")
				}
			}),
		},
		{
			Operations: ops("AdminCreateUser", "AdminGetUser", "GetUser", "ListUsers"),
			Says:       "long: fifty custom attributes of 2,048 characters come back whole, by every way",
			Given: func(w *World) {
				plain(w)
				var custom []types.SchemaAttributeType
				for i := range 50 {
					custom = append(custom, types.SchemaAttributeType{Name: new(fmt.Sprintf("a%02d", i)), AttributeDataType: "String", Mutable: new(true)})
				}
				for batch := range slices.Chunk(custom, 25) {
					OK(w, w.API.AddCustomAttributes, &cip.AddCustomAttributesInput{UserPoolId: &w.pool.ID, CustomAttributes: batch})
				}
			},
			Steps: steps(
				func(w *World) {
					var options []UserOption
					for i := range 50 {
						options = append(options, Attr(fmt.Sprintf("custom:a%02d", i), longValue(i)))
					}
					w.User(options...)
				},
				func(w *World) {
					seen := map[string][]types.AttributeType{
						"AdminGetUser": w.Look(w.user).UserAttributes,
						"GetUser":      OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: w.Tokens().AccessToken}).UserAttributes,
						"ListUsers": OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID,
							Filter: new(fmt.Sprintf("username = %q", w.user.Username))}).Users[0].Attributes,
					}
					for how, list := range seen {
						for i := range 50 {
							if got := attribute(list, fmt.Sprintf("custom:a%02d", i)); got != longValue(i) {
								w.Errorf("%s shows %d characters of attribute %d", how, len(got), i)
							}
						}
					}
				},
			),
		},
		{
			Operations: ops("ListUsers"),
			Says:       "long: a filter of sixty thousand characters breaks the model",
			Given:      plain,
			Steps: steps(func(w *World) {
				filter := `username = "` + strings.Repeat(`\"`, 30_000) + `"`
				Refuses(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: &filter}, "InvalidParameterException",
					"1 validation error detected: Value '"+filter+"' at 'filter' failed to satisfy constraint: Member must have length less than or equal to 256")
			}),
		},
		{
			Operations: ops("UpdateUserAttributes"),
			Says:       "long: a value may have 2,048 characters and no more",
			Given:      plain,
			Steps: steps(func(w *World) {
				in := func(n int) *cip.UpdateUserAttributesInput {
					return &cip.UpdateUserAttributesInput{AccessToken: w.Tokens().AccessToken, UserAttributes: attributes("name", strings.Repeat("é", n))}
				}
				OK(w, w.API.UpdateUserAttributes, in(2048))
				Refuses(w, w.API.UpdateUserAttributes, in(2049), "InvalidParameterException", "1 validation error detected: "+
					"Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048")
			}),
		},
	}
}

// longValue is 2,048 characters that differ from attribute to attribute.
func longValue(i int) string { return strings.Repeat(string(rune('A'+i)), 2048) }
