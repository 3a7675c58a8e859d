package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// update changes the user's own attributes with the kept access token.
func (w *World) update(pairs ...string) error {
	return Try(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributes: attributes(pairs...)})
}

// own shows the user as the user is shown to itself.
func (w *World) own() []types.AttributeType {
	w.t.Helper()
	return OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("access"))}).UserAttributes
}

// member is a signed-in user with an access token kept, in a pool with these options.
func member(pool []PoolOption, client []ClientOption, user ...UserOption) func(w *World) {
	return func(w *World) {
		w.Pool(pool...)
		w.Client(client...)
		w.User(user...)
		w.Keep("access", *w.Tokens().AccessToken)
	}
}

// profileCases are about what a signed-in user does to the own attributes.
func profileCases() []Case {
	about := ops("UpdateUserAttributes")
	return []Case{
		{
			Operations: ops("GetUser"), Says: "the user is shown its name and attributes, and neither dates nor status", Given: member(nil, nil, Mail(annMail), Attr("name", "Ann")),
			Steps: steps(func(w *World) {
				Answers(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("access"))}, &cip.GetUserOutput{
					Username: &w.user.Username, UserAttributes: attributes("sub", w.user.Sub, "email", annMail, "email_verified", "true", "name", "Ann"),
				})
			}),
		},
		{
			// Doc: SDK, GetUser.
			Operations: ops("GetUser"), Says: "the user is shown only what the client may read, and the sub",
			Given: member([]PoolOption{Custom("tier", true)}, []ClientOption{ClientWith(func(in *cip.CreateUserPoolClientInput) { in.ReadAttributes = []string{"name"} })},
				Mail(annMail), Attr("name", "Ann"), Attr("custom:tier", "gold")),
			Steps: steps(func(w *World) { w.Equal(w.own(), attributes("sub", w.user.Sub, "name", "Ann")) }),
		},
		{
			Operations: about, Says: "attributes are set, changed and shown at once", Given: member(nil, nil, Attr("name", "Ann")),
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{
						AccessToken: new(w.Kept("access")), UserAttributes: attributes("name", "Anna", "nickname", "Annie"),
					}, &cip.UpdateUserAttributesOutput{CodeDeliveryDetailsList: []types.CodeDeliveryDetailsType{}})
				},
				func(w *World) {
					w.Equal(w.own(), attributes("sub", w.user.Sub, "name", "Anna", "nickname", "Annie"))
					w.Equal(w.Look(w.user).UserAttributes, attributes("sub", w.user.Sub, "name", "Anna", "nickname", "Annie"))
				},
			),
		},
		{
			// Seen: a public suite that ran against a real pool in 2023.
			Operations: about, Says: "an empty value deletes the attribute, even one that must be longer",
			Given: member([]PoolOption{Custom("tier", true)}, nil, Attr("name", "Ann"), Attr("custom:tier", "gold")),
			Steps: steps(
				func(w *World) { w.must(w.update("name", "", "custom:tier", "")) },
				func(w *World) { w.Equal(w.own(), attributes("sub", w.user.Sub)) },
			),
		},
		{
			Operations: ops("DeleteUserAttributes"), Says: "attributes are deleted by name", Given: member(nil, nil, Attr("name", "Ann"), Attr("nickname", "Annie")),
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.DeleteUserAttributes, &cip.DeleteUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributeNames: []string{"nickname"}},
						&cip.DeleteUserAttributesOutput{})
				},
				func(w *World) { w.Equal(w.own(), attributes("sub", w.user.Sub, "name", "Ann")) },
			),
		},
		{
			// The text is only known from other emulators; that it is refused is certain.
			Operations: ops("DeleteUserAttributes"), Says: "refused: an attribute that is not in the schema", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.DeleteUserAttributes, &cip.DeleteUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributeNames: []string{"custom:foo"}},
					"InvalidParameterException")
			}),
		},
		{
			Operations: about, Says: "an unset list of writable attributes lets the user write custom ones as well",
			Given: member([]PoolOption{Custom("tier", true)}, nil),
			Steps: steps(func(w *World) {
				w.must(w.update("custom:tier", "gold"))
				w.Equal(w.own(), attributes("sub", w.user.Sub, "custom:tier", "gold"))
			}),
		},
	}
}

// writeCases are about the attributes a user may not write, with the words. Seen: a public suite that ran against a real
// pool in 2023, aws/aws-sdk-js#1084 #1319 #3603, aws-amplify/amplify-swift#3981, aws-amplify/amplify-js#8274.
func writeCases() []Case {
	type refusal struct {
		says  string
		pair  [2]string
		code  string
		texts []string
	}
	const ip, na = "InvalidParameterException", "NotAuthorizedException"
	const notYours = "A client attempted to write unauthorized attribute"
	refusals := []refusal{
		{"the sub", [2]string{"sub", "me"}, ip, []string{"Cannot modify the non-mutable attribute sub"}},
		{"the mark of a verified address", [2]string{"email_verified", "true"}, na, []string{notYours}},
		{"the mark of a verified phone number", [2]string{"phone_number_verified", "true"}, na, []string{notYours}},
		{"an attribute the client may not write", [2]string{"family_name", "Smith"}, na, []string{notYours}},
		{"a custom attribute that does not exist", [2]string{"custom:foo", "x"}, ip, []string{"user.custom:foo: Attribute does not exist in the schema.\n"}},
		{"a value that is too short", [2]string{"custom:tier", "g"}, ip, []string{"user.custom:tier: String must be no shorter than 2 characters\n"}},
		{"a birthday of another length", [2]string{"birthdate", "1.1.1970"}, ip, []string{"user.birthdate: String must be no shorter than 10 characters\n"}},
		{"an immutable attribute", [2]string{"custom:born", "abc"}, ip, []string{"user.custom:born: Attribute cannot be updated.\n"}},
		{"an immutable attribute, even to delete it", [2]string{"custom:born", ""}, ip, []string{"user.custom:born: Attribute cannot be updated.\n"}},
		{"an address without an at-sign", [2]string{"email", "teamoneautothon"}, ip, []string{"Invalid email address format."}},
		{"a phone number of letters", [2]string{"phone_number", "call me"}, ip, []string{"Invalid phone number format."}},
		{"a phone number that is too short", [2]string{"phone_number", "961"}, ip, []string{"Invalid phone number format."}},
		{"a phone number without a plus", [2]string{"phone_number", "5550100001"}, ip, []string{"Invalid phone number format."}},
	}
	// The list of what the client may write lacks family_name; custom:foo cannot be in it.
	writable := ClientWith(func(in *cip.CreateUserPoolClientInput) {
		in.WriteAttributes = []string{"name", "email", "phone_number", "birthdate", "custom:tier", "custom:born"}
	})
	cases := each(refusals, func(r refusal) Case {
		client := []ClientOption{writable}
		if r.pair[0] == "custom:foo" {
			client = nil
		}
		return Case{
			Operations: ops("UpdateUserAttributes"), Says: "refused: " + r.says,
			Given: member([]PoolOption{Custom("tier", true), Custom("born", false)}, client, Attr("custom:born", "1970")),
			Steps: steps(func(w *World) {
				w.Fails(w.update("name", "Ann", r.pair[0], r.pair[1]), r.code, r.texts...)
				w.Equal(w.Look(w.user).UserAttributes, attributes("sub", w.user.Sub, "custom:born", "1970"))
			}),
		}
	})
	return append(cases, []Case{
		{
			Operations: ops("UpdateUserAttributes"), Says: "a value that is null is refused by name", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				r := w.Post("UpdateUserAttributes", map[string]any{
					"AccessToken": w.Kept("access"), "UserAttributes": []map[string]any{{"Name": "name", "Value": nil}},
				})
				w.Refused(r, "InvalidParameterException", "Attribute value for name must not be null")
			}),
		},
		{
			Operations: ops("UpdateUserAttributes"), Says: "a bad token is told before a bad attribute", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				w.Keep("access", "gibberish")
				w.Fails(w.update("custom:foo", "x"), "NotAuthorizedException", badAccess)
			}),
		},
		{
			Operations: ops("UpdateUserAttributes"), Says: "the name of an attribute is told missing or empty at its place in the list", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				w.Refused(w.Post("UpdateUserAttributes", map[string]any{
					"AccessToken": w.Kept("access"), "UserAttributes": []map[string]any{{"Name": "name", "Value": "Ann"}, {"Value": "x"}},
				}), "InvalidParameterException", "1 validation error detected: Value null at 'userAttributes.2.member.name' failed to satisfy constraint: Member must not be null")
			}),
		},
		{
			Operations: ops("SignUp"), Says: "refused: attributes that are not in the schema", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				// Matched by clients since about 2024; before: aws-amplify/amplify-flutter#509.
				Refuses(w, w.API.SignUp, signUpIn(w, "ann", "custom:a", "1", "custom:b", "2"), "InvalidParameterException",
					"Attributes did not conform to the schema: Type for attribute {custom:a} could not be determined",
					"Attributes did not conform to the schema: custom:a: Attribute does not exist in the schema.\ncustom:b: Attribute does not exist in the schema.\n")
			}),
		},
		{
			Operations: ops("SignUp"), Says: "refused: a required attribute that is missing", Given: func(w *World) { w.Pool(Require("email")); w.Client() },
			Steps: steps(func(w *World) {
				// Seen: agentlang-ai/agentlang#240 (2025); before: furaiev/amazon-cognito-identity-dart-2#89.
				Refuses(w, w.API.SignUp, signUpIn(w, "ann"), "InvalidParameterException",
					"Attributes did not conform to the schema: emails: The attribute emails is required",
					"Attributes did not conform to the schema: email: The attribute is required\n")
				OK(w, w.API.SignUp, signUpIn(w, "ann", "email", annMail))
			}),
		},
		{
			Operations: ops("SignUp"), Says: "refused: an address, a phone number, a mark and an attribute that is not the client's", Given: func(w *World) {
				w.Pool()
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) { in.WriteAttributes = []string{"email", "phone_number"} }))
			},
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, signUpIn(w, "ann", "email", "teamoneautothon"), ip, "Invalid email address format.")
				Refuses(w, w.API.SignUp, signUpIn(w, "ann", "phone_number", "961"), ip, "Invalid phone number format.")
				Refuses(w, w.API.SignUp, signUpIn(w, "ann", "email_verified", "true"), na, notYours)
				Refuses(w, w.API.SignUp, signUpIn(w, "ann", "name", "Ann"), na, notYours)
			}),
		},
	}...)
}

// verifyCases are about the verification of addresses and phone numbers after sign-up. Doc: developer guide, email and
// phone verification; SDK.
func verifyCases() []Case {
	auto := []PoolOption{AutoVerify("email")}
	before := []PoolOption{AutoVerify("email"), With(func(in *cip.CreateUserPoolInput) {
		in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
	})}
	verifyIn := func(w *World, code string) *cip.VerifyUserAttributeInput {
		return &cip.VerifyUserAttributeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email"), Code: &code}
	}
	askIn := func(w *World) *cip.GetUserAttributeVerificationCodeInput {
		return &cip.GetUserAttributeVerificationCodeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email")}
	}
	const newMail, newMask = "new@other.org", "n***@o***"
	moves := func(w *World) {
		Answers(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributes: attributes("email", newMail)},
			&cip.UpdateUserAttributesOutput{CodeDeliveryDetailsList: []types.CodeDeliveryDetailsType{*byMail(newMask)}})
	}
	return []Case{
		{
			Operations: ops("UpdateUserAttributes", "VerifyUserAttribute"), Needs: needs(Inspect), Says: "a new address counts at once but is not verified until its code came back", Given: member(auto, nil, Mail(annMail)),
			Steps: steps(
				func(w *World) {
					moves(w)
					w.Equal(w.own(), attributes("sub", w.user.Sub, "email", newMail, "email_verified", "false"))
				},
				func(w *World) {
					m := w.Message(w.user, ForUpdate)
					w.Equal([]any{m.Destination, len(m.Code)}, []any{newMail, 6})
					Answers(w, w.API.VerifyUserAttribute, verifyIn(w, m.Code), &cip.VerifyUserAttributeOutput{})
					w.Equal(w.own(), attributes("sub", w.user.Sub, "email", newMail, "email_verified", "true"))
				},
			),
		},
		{
			Operations: ops("UpdateUserAttributes", "VerifyUserAttribute"), Needs: needs(Inspect), Says: "where verification comes first the old address stays until then", Given: member(before, nil, Mail(annMail)),
			Steps: steps(
				func(w *World) {
					moves(w)
					w.Equal(w.own(), attributes("sub", w.user.Sub, "email", annMail, "email_verified", "true"))
				},
				func(w *World) {
					m := w.Message(w.user, ForUpdate)
					w.Equal(m.Destination, newMail)
					OK(w, w.API.VerifyUserAttribute, verifyIn(w, m.Code))
					w.Equal(w.own(), attributes("sub", w.user.Sub, "email", newMail, "email_verified", "true"))
				},
			),
		},
		{
			Operations: ops("UpdateUserAttributes"), Needs: needs(Inspect), Says: "where nothing is verified nothing is sent", Given: member(nil, nil, Mail(annMail)),
			Steps: steps(func(w *World) {
				w.Silent(w.user, func() {
					Answers(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributes: attributes("email", newMail)},
						&cip.UpdateUserAttributesOutput{CodeDeliveryDetailsList: []types.CodeDeliveryDetailsType{}})
				})
			}),
		},
		{
			Operations: ops("GetUserAttributeVerificationCode", "VerifyUserAttribute"), Needs: needs(Inspect), Says: "a code that was asked for verifies", Given: member(nil, nil, UnverifiedMail(annMail)),
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.GetUserAttributeVerificationCode, askIn(w), &cip.GetUserAttributeVerificationCodeOutput{CodeDeliveryDetails: byMail(annMailMask)})
				},
				func(w *World) {
					code := w.Code(w.user, ForVerification)
					Refuses(w, w.API.VerifyUserAttribute, verifyIn(w, wrong(code)), "CodeMismatchException", wrongCode)
					OK(w, w.API.VerifyUserAttribute, verifyIn(w, code))
					w.Equal(w.Value(w.user, "email_verified"), "true")
				},
			),
		},
		{
			Operations: ops("VerifyUserAttribute"), Needs: needs(Inspect, Clock), Says: "the code is good for a day", Given: member(nil, nil, UnverifiedMail(annMail)),
			Steps: steps(func(w *World) {
				OK(w, w.API.GetUserAttributeVerificationCode, askIn(w))
				code := w.Code(w.user, ForVerification)
				w.Advance(24*time.Hour + time.Second)
				w.Keep("access", *w.Tokens().AccessToken)
				Refuses(w, w.API.VerifyUserAttribute, verifyIn(w, code), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: ops("GetUserAttributeVerificationCode"), Says: "refused: an attribute the user does not have, or that cannot be verified", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.GetUserAttributeVerificationCode, askIn(w), "InvalidParameterException")
				in := askIn(w)
				in.AttributeName = new("name")
				Refuses(w, w.API.GetUserAttributeVerificationCode, in, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("GetUserAttributeVerificationCode"), Says: "refused by its form: no attribute", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				w.Refused(w.Post("GetUserAttributeVerificationCode", map[string]any{"AccessToken": w.Kept("access")}), "InvalidParameterException",
					"1 validation error detected: Value null at 'attributeName' failed to satisfy constraint: Member must not be null")
			}),
		},
		{
			// Doc: developer guide, quotas: five an hour.
			Operations: ops("GetUserAttributeVerificationCode"), Needs: needs(Clock), Says: "more than five codes an hour are refused", Given: member(nil, nil, UnverifiedMail(annMail)),
			Steps: steps(func(w *World) {
				w.Freeze()
				for range 5 {
					OK(w, w.API.GetUserAttributeVerificationCode, askIn(w))
				}
				Refuses(w, w.API.GetUserAttributeVerificationCode, askIn(w), "LimitExceededException", attemptLimit)
			}),
		},
	}
}
