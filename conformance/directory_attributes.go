package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// updating is a request to change attributes of the user made last: names and values by turns.
func (w *World) updating(pairs ...string) *cip.AdminUpdateUserAttributesInput {
	return &cip.AdminUpdateUserAttributesInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, UserAttributes: attributes(pairs...)}
}

// removing is a request to remove attributes of the user made last.
func (w *World) removing(names ...string) *cip.AdminDeleteUserAttributesInput {
	return &cip.AdminDeleteUserAttributesInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, UserAttributeNames: names}
}

// updates is a change that must succeed and leave the user with exactly these attributes and the sub.
func updates(says string, given func(*World), pairs []string, want ...string) Case {
	return Case{
		Operations: ops("AdminUpdateUserAttributes"), Says: says, Given: given,
		Steps: steps(
			func(w *World) {
				Answers(w, w.API.AdminUpdateUserAttributes, w.updating(pairs...), &cip.AdminUpdateUserAttributesOutput{})
			},
			func(w *World) {
				w.Equal(w.Look(w.user).UserAttributes, append(attributes("sub", w.user.Sub), attributes(want...)...))
			},
		),
	}
}

// adminWriteCases are about attributes that an administrator writes. Doc: API_AdminUpdateUserAttributes.
func adminWriteCases() []Case {
	ann := func(pool []PoolOption, user ...UserOption) func(*World) {
		return func(w *World) { w.Pool(pool...); w.User(append(user, Named("ann"))...) }
	}
	pairs := func(p ...string) []string { return p }
	auto := []PoolOption{AutoVerify("email")}
	before := append(auto, With(func(in *cip.CreateUserPoolInput) {
		in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
	}))
	messages := func(says string, pool []PoolOption, p []string, want int, has ...string) Case {
		return Case{
			Operations: ops("AdminUpdateUserAttributes"), Needs: needs(Inspect), Says: says, Given: ann(pool, Mail(annMail)),
			Steps: steps(
				func(w *World) { OK(w, w.API.AdminUpdateUserAttributes, w.updating(p...)) },
				func(w *World) {
					w.Equal(w.Look(w.user).UserAttributes, append(attributes("sub", w.user.Sub), attributes(has...)...))
					sent := w.Messages(w.user, "")
					w.Equal(len(sent), want)
					for _, m := range sent {
						w.Equal([]string{m.Purpose, m.Destination}, []string{ForUpdate, "new@example.com"})
					}
				},
			),
		}
	}
	return []Case{
		updates("attributes are added and replaced, also those that only administrators see", ann([]PoolOption{Custom("code", true), developerOnly("team")}, Attr("name", "Ann")),
			pairs("name", "Anna", "custom:code", "abc", "dev:custom:team", "blue"), "name", "Anna", "custom:code", "abc", "dev:custom:team", "blue"),
		updates("an administrator marks an address as verified", ann(nil, UnverifiedMail(annMail)), pairs("email_verified", "True"), "email", annMail, "email_verified", "true"),
		updates("a new address without a mark is not verified", ann(nil, Mail(annMail)), pairs("email", "new@example.com"), "email", "new@example.com", "email_verified", "false"),
		updates("the same address again stays verified", ann(nil, Mail(annMail)), pairs("email", annMail), "email", annMail, "email_verified", "true"),
		updates("an empty value removes the attribute, with the mark", ann(nil, Mail(annMail), Attr("name", "Ann")), pairs("email", "", "name", "")),
		messages("in a pool that verifies, a new address is sent a code", auto, pairs("email", "new@example.com"), 1, "email", "new@example.com", "email_verified", "false"),
		messages("a new address that comes with its mark is sent nothing", auto, pairs("email", "new@example.com", "email_verified", "true"), 0,
			"email", "new@example.com", "email_verified", "true"),
		messages("where verification comes first the old address stays until then", before, pairs("email", "new@example.com"), 1, "email", annMail, "email_verified", "true"),
		messages("where verification comes first a mark is verification", before, pairs("email", "new@example.com", "email_verified", "true"), 0,
			"email", "new@example.com", "email_verified", "true"),
		{
			// Seen: boto/boto3#3213, www.softwarepragmatism.com on addresses that are not verified any more.
			Operations: ops("AdminUpdateUserAttributes"), Says: "an alias that an administrator verifies is taken away from who had it", Assumes: "A127",
			Given: ann([]PoolOption{Alias("email")}, Mail(annMail)),
			Steps: steps(
				func(w *World) {
					w.Keep("ann", w.user.Sub)
					w.User(Named("bob"))
					OK(w, w.API.AdminUpdateUserAttributes, w.updating("email", annMail, "email_verified", "true"))
				},
				func(w *World) {
					w.Equal(w.Value(&User{Login: w.Kept("ann"), Pool: w.pool}, "email_verified"), "false")
					w.Equal(*w.Look(&User{Login: annMail, Pool: w.pool}).Username, "bob")
				},
			),
		},
		{
			// Seen: aws/aws-sdk-net#4387, the type.
			Operations: ops("AdminUpdateUserAttributes"), Says: "refused: an address that is somebody's username",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.User(Named(annMail)); w.User(Named("bob@example.com")) },
			Steps: steps(func(w *World) {
				for _, p := range [][]string{pairs("email", annMail), pairs("email", annMail, "email_verified", "true")} {
					Refuses(w, w.API.AdminUpdateUserAttributes, w.updating(p...), "AliasExistsException", emailAccountExists)
				}
				w.Equal(w.Value(w.user, "email"), "bob@example.com")
			}),
		},
		{
			Operations: ops("AdminUpdateUserAttributes"), Says: "refused: a preferred name that is somebody's alias",
			Given: ann([]PoolOption{Alias("preferred_username")}, Attr("preferred_username", "annie")),
			Steps: steps(func(w *World) {
				w.User(Named("bob"))
				Refuses(w, w.API.AdminUpdateUserAttributes, w.updating("preferred_username", "annie"), "AliasExistsException")
			}),
		},
	}
}

// adminWriteRefusals are changes that are refused. Nothing of a request that is refused is done.
func adminWriteRefusals() []Case {
	const ip = "InvalidParameterException"
	given := func(w *World) {
		w.Pool(Custom("code", true), Custom("fixed", false), Require("name"))
		w.User(Attr("name", "Ann"), Attr("custom:fixed", "once"))
	}
	unchanged := func(w *World) {
		w.Equal(w.Look(w.user).UserAttributes, attributes("sub", w.user.Sub, "name", "Ann", "custom:fixed", "once"))
	}
	update := func(says string, texts []string, pairs ...string) Case {
		return Case{
			Operations: ops("AdminUpdateUserAttributes"), Says: "refused: " + says, Given: given,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminUpdateUserAttributes, w.updating(append([]string{"name", "Anna"}, pairs...)...), ip, texts...)
				unchanged(w)
			}),
		}
	}
	remove := func(says string, texts []string, names ...string) Case {
		return Case{
			Operations: ops("AdminDeleteUserAttributes"), Says: "refused: " + says, Given: given,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminDeleteUserAttributes, w.removing(names...), ip, texts...)
				unchanged(w)
			}),
		}
	}
	is := func(texts ...string) []string { return texts }
	return []Case{
		update("the sub", is("Cannot modify the non-mutable attribute sub"), "sub", "me"),
		update("an attribute that the pool does not have", is("user.custom:none: Attribute does not exist in the schema.\n"), "custom:none", "x"),
		update("an immutable attribute", is("user.custom:fixed: Attribute cannot be updated.\n"), "custom:fixed", "twice"),
		update("several attributes, one line each", is("user.custom:none: Attribute does not exist in the schema.\nuser.custom:code: String must be no shorter than 2 characters\n"),
			"custom:none", "x", "custom:code", "x"),
		update("an address without an at-sign", is("Invalid email address format."), "email", "ann"),
		update("a phone number without a plus", is("Invalid phone number format."), "phone_number", "5550100001"),
		update("the mark of an address that is not there", nil, "email_verified", "true"),
		{
			Operations: ops("AdminUpdateUserAttributes"), Says: "a value that is null is refused by name", Given: given,
			Steps: steps(func(w *World) {
				r := w.PostSigned("AdminUpdateUserAttributes", map[string]any{
					"UserPoolId": w.pool.ID, "Username": w.user.Username, "UserAttributes": []any{map[string]any{"Name": "name"}},
				})
				w.Refused(r, ip, "Attribute value for name must not be null")
			}),
		},
		{
			Operations: ops("AdminDeleteUserAttributes"), Says: "attributes are removed, a mark with its address, and one that is not set is no error",
			Given: func(w *World) {
				w.Pool(developerOnly("team"))
				w.User(Mail(annMail), Attr("name", "Ann"), Attr("dev:custom:team", "blue"))
			},
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminDeleteUserAttributes, w.removing("email", "dev:custom:team", "nickname"), &cip.AdminDeleteUserAttributesOutput{})
				},
				func(w *World) { w.Equal(w.Look(w.user).UserAttributes, attributes("sub", w.user.Sub, "name", "Ann")) },
			),
		},
		remove("to remove the sub", nil, "sub"),
		remove("to remove an attribute that the pool does not have", is("Invalid user attributes: user.custom:none: Attribute does not exist in the schema.\n"), "custom:none"),
		remove("to remove an immutable attribute", nil, "custom:fixed"),
		remove("to remove a required attribute", nil, "name"),
	}
}
