package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// signsInBy tries a sign-in under another name.
func (w *World) signsInBy(name string) error {
	w.t.Helper()
	return Refusal(w.TryInitiate(w.passwordFlow(), Params{"USERNAME": name, "PASSWORD": password}))
}

// nameCases are about the names a user can sign in by, in the three kinds of pools. Doc: developer guide, user attributes.
func nameCases() []Case {
	type try struct {
		name string
		good bool
	}
	type row struct {
		says string
		pool []PoolOption
		user []UserOption
		try  []try
	}
	const preferred = "annie"
	rows := []row{
		{"a plain pool knows the username only", nil, []UserOption{Named("ann"), Mail(annMail), Phone(annPhone), Attr("preferred_username", preferred)},
			[]try{{"ann", true}, {annMail, false}, {annPhone, false}, {preferred, false}}},
		{"an alias works beside the username when it is verified", []PoolOption{Alias("email", "phone_number")}, []UserOption{Named("ann"), Mail(annMail), UnverifiedPhone(annPhone)},
			[]try{{"ann", true}, {annMail, true}, {annPhone, false}}},
		{"an attribute that is not an alias does not sign in", []PoolOption{Alias("phone_number")}, []UserOption{Named("ann"), Mail(annMail), Phone(annPhone)},
			[]try{{"ann", true}, {annMail, false}, {annPhone, true}}},
		{"a preferred username signs in where it is an alias", []PoolOption{Alias("preferred_username")}, []UserOption{Named("ann"), Attr("preferred_username", preferred)},
			[]try{{"ann", true}, {preferred, true}}},
		{"where addresses are usernames one signs in by the address, verified or not", []PoolOption{SignInWith("email")}, []UserOption{Named(annMail)},
			[]try{{annMail, true}, {"ann", false}}},
		{"where both are usernames one signs in by the one that was given", []PoolOption{SignInWith("email", "phone_number"), SendsSMS()}, []UserOption{Named(annPhone)},
			[]try{{annPhone, true}, {annMail, false}}},
	}
	cases := each(rows, func(r row) Case {
		return Case{
			Operations: ops("InitiateAuth"), Says: "names: " + r.says,
			Given: func(w *World) { w.Pool(r.pool...); w.Client(); w.User(r.user...) },
			Steps: steps(
				func(*World) {},
				func(w *World) {
					for _, t := range r.try {
						err := w.signsInBy(t.name)
						if t.good && err != nil {
							w.Errorf("%s: %v", t.name, err)
						}
						if !t.good {
							w.Fails(err, "UserNotFoundException", "User does not exist.")
						}
					}
				},
			),
		}
	})
	return append(cases, aliasCases()...)
}

// aliasCases are about names that are refused, and about two users who want one alias.
func aliasCases() []Case {
	const ip, exists = "InvalidParameterException", "UsernameExistsException"
	refused := func(says string, pool []PoolOption, taken, name, code, text string) Case {
		return Case{
			Operations: ops("SignUp"), Says: "names refused: " + says,
			Given: func(w *World) {
				w.Pool(pool...)
				w.Client()
				if taken != "" {
					w.SignedUp(Named(taken))
				}
			},
			Steps: steps(func(w *World) { Refuses(w, w.API.SignUp, signUpIn(w, name), code, text) }),
		}
	}
	mails, phones := []PoolOption{SignInWith("email")}, []PoolOption{SignInWith("phone_number"), SendsSMS()}
	either := []PoolOption{SignInWith("email", "phone_number"), SendsSMS()}
	second := func(w *World) { // ann has the address, bob signs up with it
		w.Pool(Alias("email"), AutoVerify("email"))
		w.Client()
		w.User(Named("ann"), Mail(annMail))
		w.SignedUp(Named("bob"), UnverifiedMail(annMail))
	}
	confirm := func(w *World) *cip.ConfirmSignUpInput {
		return &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: new("bob"), ConfirmationCode: new(w.Code(w.user, ForSignUp))}
	}
	return []Case{
		// Seen: aws-samples/sample-aws-genai-ops-demos#2, aws-amplify/amplify-js#533 #8800, aws/aws-sdk-js#4308.
		refused("no address where addresses are usernames", mails, "", "ann", ip, "Username should be an email."),
		refused("no number where numbers are usernames", phones, "", "ann", ip, "Username should be a phone number."),
		refused("neither where both are usernames", either, "", "ann", ip, "Username should be either an email or a phone number."),
		refused("an address where addresses are aliases", []PoolOption{Alias("email")}, "", annMail, ip, "Username cannot be of email format, since user pool is configured for email alias."),
		refused("a number where numbers are aliases", []PoolOption{Alias("phone_number")}, "", annPhone, ip, "Username cannot be of phone number format, since user pool is configured for phone number alias."),
		refused("an address that is taken, though nobody verified it", mails, annMail, annMail, exists, "An account with the given email already exists."),
		refused("a number that is taken", phones, annPhone, annPhone, exists, "An account with the given phone_number already exists."),
		{
			Operations: ops("SignUp", "ConfirmSignUp"), Needs: needs(Inspect), Says: "an alias that is taken does not hinder the sign-up but the confirmation", Given: second,
			Steps: steps(
				func(*World) {},
				func(w *World) {
					// Doc: developer guide, managing error responses.
					Refuses(w, w.API.ConfirmSignUp, confirm(w), "AliasExistsException",
						"An account with the email already exists.", "An account with the given email already exists.")
					w.Status(w.user, types.UserStatusTypeUnconfirmed)
				},
			),
		},
		{
			Operations: ops("ConfirmSignUp"), Needs: needs(Inspect), Says: "an alias moves to the new user by force, and the old user's is no longer verified", Given: second,
			Steps: steps(
				func(w *World) {
					in := confirm(w)
					in.ForceAliasCreation = true
					OK(w, w.API.ConfirmSignUp, in)
				},
				func(w *World) {
					w.Equal(w.Value(w.user, "email_verified"), "true")
					w.Equal(w.Value(&User{Login: "ann", Pool: w.pool}, "email_verified"), "false")
					a := w.Initiate("USER_PASSWORD_AUTH", Params{"USERNAME": annMail, "PASSWORD": password})
					w.Equal(w.Token(*a.Tokens.AccessToken).claim("username"), "bob")
				},
			),
		},
		{
			Operations: ops("CreateUserPool", "InitiateAuth"), Says: "names: case does not matter where the pool says so",
			Given: func(w *World) {
				w.Pool(Alias("email"), With(func(in *cip.CreateUserPoolInput) {
					in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: new(false)}
				}))
				w.Client()
				w.User(Named("ann"), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				for _, name := range []string{"ann", "ANN", "Ann", strings.ToUpper(annMail)} {
					w.must(w.signsInBy(name))
				}
				Refuses(w, w.API.SignUp, signUpIn(w, "aNN"), exists, "User already exists")
			}),
		},
		{
			Operations: ops("CreateUserPool", "InitiateAuth"), Says: "names: case matters where the pool does not say otherwise",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Named("ann")) },
			Steps: steps(func(w *World) {
				w.Fails(w.signsInBy("Ann"), "UserNotFoundException", "User does not exist.")
				OK(w, w.API.SignUp, signUpIn(w, "Ann"))
			}),
		},
		{
			Operations: ops("UpdateUserAttributes", "InitiateAuth"), Says: "names: a preferred username can be changed, and the old one no longer works",
			Given: member([]PoolOption{Alias("preferred_username")}, nil, Named("ann"), Attr("preferred_username", "annie")),
			Steps: steps(
				func(w *World) { w.must(w.update("preferred_username", "anna")) },
				func(w *World) {
					w.must(w.signsInBy("anna"))
					w.Fails(w.signsInBy("annie"), "UserNotFoundException", "User does not exist.")
				},
			),
		},
		{
			// Seen: a public suite that ran against a real pool; the type is certain, the words are those of that suite.
			Operations: ops("VerifyUserAttribute"), Needs: needs(Inspect), Says: "refused: an alias that another user has verified",
			Given: func(w *World) {
				member([]PoolOption{Alias("email")}, nil, Named("bob"), UnverifiedMail(annMail))(w)
				OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email")})
				w.Keep("code", w.Code(w.user, ForVerification))
				w.User(Named("ann"), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				Refuses(w, w.API.VerifyUserAttribute, &cip.VerifyUserAttributeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email"), Code: new(w.Kept("code"))},
					"AliasExistsException", "An account with the given email already exists.", "An account with the email already exists.")
			}),
		},
		{
			Operations: ops("AdminUpdateUserAttributes", "InitiateAuth"), Says: "names: an alias works from the moment it is verified, and no longer than it is",
			Given: func(w *World) { w.Pool(Alias("email")); w.Client(); w.User(UnverifiedMail(annMail)) },
			Steps: steps(
				func(w *World) {
					w.Fails(w.signsInBy(annMail), "UserNotFoundException", "User does not exist.")
					w.Set(w.user, "email", annMail, "email_verified", "true")
				},
				func(w *World) {
					w.must(w.signsInBy(annMail))
					w.Set(w.user, "email", "new@example.com", "email_verified", "true")
					w.Fails(w.signsInBy(annMail), "UserNotFoundException", "User does not exist.")
					w.must(w.signsInBy("new@example.com"))
				},
			),
		},
	}
}
