package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Texts about users and their names. Seen: localstack/localstack#4465 quoting the service, aws/aws-sdk-js#4308 #1357,
// aws-amplify/amplify-js#533 #8800, aws-samples/sample-aws-genai-ops-demos#2, awslabs issues of mobile CLIs.
const (
	noSuchUser         = "User does not exist."
	accountExists      = "User account already exists"
	emailAccountExists = "An account with the given email already exists."
	phoneAccountExists = "An account with the given phone_number already exists."
	nameNoEmail        = "Username should be an email."
	nameNoPhone        = "Username should be a phone number."
	nameNeither        = "Username should be either an email or a phone number."
	nameLikeEmail      = "Username cannot be of email format, since user pool is configured for email alias."
	nameLikePhone      = "Username cannot be of phone number format, since user pool is configured for phone number alias."
)

// creating is a request for ann in the pool made last, nothing sent, changed as a case wants it.
func (w *World) creating(change func(*cip.AdminCreateUserInput)) *cip.AdminCreateUserInput {
	in := &cip.AdminCreateUserInput{UserPoolId: &w.pool.ID, Username: new("ann"), MessageAction: "SUPPRESS"}
	if change != nil {
		change(in)
	}
	return in
}

// named asks for another name than ann, with attributes by turns.
func named(name string, pairs ...string) func(*cip.AdminCreateUserInput) {
	return func(in *cip.AdminCreateUserInput) {
		in.Username = &name
		in.UserAttributes = attributes(pairs...)
	}
}

// createdUser is the user of an answer: enabled, with a temporary password, just made.
func createdUser(username string, pairs ...string) *types.UserType {
	return &types.UserType{
		Username: &username, Attributes: append(attributes("sub", AnyUUID), attributes(pairs...)...), Enabled: true,
		UserStatus: "FORCE_CHANGE_PASSWORD", UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
	}
}

// inPool prepares a pool.
func inPool(options ...PoolOption) func(*World) { return func(w *World) { w.Pool(options...) } }

// creates is a request that must succeed with exactly this user, who is then looked up.
func creates(says string, given func(*World), change func(*cip.AdminCreateUserInput), username string, pairs ...string) Case {
	return Case{
		Operations: ops("AdminCreateUser", "AdminGetUser"), Says: says, Given: given,
		Steps: steps(
			func(w *World) {
				made := Answers(w, w.API.AdminCreateUser, w.creating(change), &cip.AdminCreateUserOutput{User: createdUser(username, pairs...)})
				w.Keep("username", *made.User.Username)
			},
			func(w *World) {
				want := createdUser(username, pairs...)
				Answers(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: new(w.Kept("username"))}, &cip.AdminGetUserOutput{
					Username: want.Username, UserAttributes: want.Attributes, Enabled: true, UserStatus: want.UserStatus,
					UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
				})
			},
		),
	}
}

// developerOnly adds an attribute that only administrators see.
func developerOnly(name string) PoolOption {
	return Attribute(types.SchemaAttributeType{
		Name: &name, AttributeDataType: "String", DeveloperOnlyAttribute: new(true), Mutable: new(true),
		StringAttributeConstraints: &types.StringAttributeConstraintsType{},
	})
}

// ignoresCase makes names that differ in case one name.
func ignoresCase() PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: new(false)}
	})
}

// createCases are about users an administrator makes.
func createCases() []Case {
	everything := func(in *cip.AdminCreateUserInput) {
		in.TemporaryPassword = new(password)
		in.UserAttributes = attributes("name", "Ann", "email", annMail, "email_verified", "true", "phone_number", annPhone,
			"phone_number_verified", "false", "custom:fixed", "once", "dev:custom:team", "blue")
		in.DesiredDeliveryMediums = []types.DeliveryMediumType{"SMS", "EMAIL"}
		in.ForceAliasCreation = true
		in.ValidationData = attributes("reason", "none")
		in.ClientMetadata = map[string]string{"a": "b"}
	}
	return []Case{
		creates("a user with nothing but a name has a sub and no other attribute", inPool(), nil, "ann"),
		creates("a user with everything a request can have", inPool(Custom("fixed", false), developerOnly("team")), everything, "ann",
			"name", "Ann", "email", annMail, "email_verified", "true", "phone_number", annPhone, "phone_number_verified", "false",
			"custom:fixed", "once", "dev:custom:team", "blue"),
		// Seen: getmoto/moto, tests against the service.
		creates("a flag may be written True", inPool(), named("ann", "email", annMail, "email_verified", "True"), "ann", "email", annMail, "email_verified", "true"),
		creates("required attributes may be left out", inPool(Require("email"), Require("name")), nil, "ann"),
		creates("an empty value is an attribute left out", inPool(), named("ann", "name", ""), "ann"),
		creates("the name may have any sign that is no space", inPool(), named(`ann@!#$%^&*()_+?><日本`), `ann@!#$%^&*()_+?><日本`),
		creates("a pool that ignores case keeps the name in lower case", inPool(ignoresCase()), named("Ann"), "ann"),
		creates("a name that differs in case is another name", func(w *World) { w.Pool(); w.User(Named("Ann")) }, nil, "ann"),
		creates("where addresses are usernames the name is the sub and the address an attribute",
			inPool(SignInWith("email")), named(annMail), AnyUUID, "email", annMail),
		creates("where addresses are usernames the address may be marked verified without being repeated",
			inPool(SignInWith("email")), named(annMail, "email_verified", "true"), AnyUUID, "email", annMail, "email_verified", "true"),
		creates("where phone numbers are usernames the number is an attribute",
			inPool(SignInWith("phone_number"), SendsSMS()), named(annPhone), AnyUUID, "phone_number", annPhone),
		creates("where both are usernames the form of the name decides", inPool(SignInWith("email", "phone_number"), SendsSMS()),
			named(annPhone, "email", annMail), AnyUUID, "phone_number", annPhone, "email", annMail),
		// Doc: developer guide, user pool attributes.
		creates("an unverified address may be the alias of somebody else", func(w *World) { w.Pool(Alias("email")); w.User(Mail(annMail)) },
			named("ann", "email", annMail), "ann", "email", annMail),
		{
			Operations: ops("AdminCreateUser"), Says: "where addresses are usernames the name and the sub are one",
			Given: inPool(SignInWith("email")),
			Steps: steps(func(w *World) {
				if w.User(Named(annMail)); w.user.Username != w.user.Sub {
					w.Errorf("the name is %s, the sub %s", w.user.Username, w.user.Sub)
				}
			}),
		},
		{
			Operations: ops("AdminCreateUser"), Says: "of many at once who want one name one gets it", Given: inPool(),
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(16, func(int) error { return Try(w, w.API.AdminCreateUser, w.creating(nil)) }),
					"UsernameExistsException", accountExists)
			}),
		},
		{
			Operations: ops("AdminCreateUser"), Says: "of many at once who want one address for their name one gets it", Given: inPool(SignInWith("email")),
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(16, func(int) error { return Try(w, w.API.AdminCreateUser, w.creating(named(annMail))) }),
					"UsernameExistsException", emailAccountExists)
			}),
		},
		{
			// Doc: API_AdminCreateUser, ForceAliasCreation.
			Operations: ops("AdminCreateUser"), Says: "ForceAliasCreation takes a verified address away from who had it",
			Given: func(w *World) { w.Pool(Alias("email")); w.User(Named("bob"), Mail(annMail)) },
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminCreateUser, w.creating(func(in *cip.AdminCreateUserInput) {
					in.ForceAliasCreation = true
					in.UserAttributes = attributes("email", annMail, "email_verified", "true")
				}))
				w.Equal(w.Value(w.user, "email_verified"), "false")
				w.Equal(w.Value(w.user, "email"), annMail)
				w.Equal(*w.Look(&User{Login: annMail, Pool: w.pool}).Username, "ann")
			}),
		},
		{
			Operations: ops("AdminCreateUser"), Says: "ForceAliasCreation is not looked at without the flag",
			Given: func(w *World) { w.Pool(Alias("email")); w.User(Named("bob"), Mail(annMail)) },
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminCreateUser, w.creating(func(in *cip.AdminCreateUserInput) {
					in.ForceAliasCreation = true
					in.UserAttributes = attributes("email", annMail)
				}))
				w.Equal(w.Value(w.user, "email_verified"), "true")
				w.Equal(*w.Look(&User{Login: annMail, Pool: w.pool}).Username, "bob")
			}),
		},
	}
}

// createRefusals are requests for users that are refused. Nothing is left behind: neither a user nor a message.
func createRefusals() []Case {
	refused := func(says string, given func(*World), change func(*cip.AdminCreateUserInput), code string, texts ...string) Case {
		return Case{
			Operations: ops("AdminCreateUser"), Says: "refused: " + says, Given: given,
			Steps: steps(func(w *World) {
				before := OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID})
				Refuses(w, w.API.AdminCreateUser, w.creating(change), code, texts...)
				Answers(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}, before)
			}),
		}
	}
	const (
		parameter = "InvalidParameterException"
		exists    = "UsernameExistsException"
	)
	held := func(aliases ...types.AliasAttributeType) func(*World) {
		return func(w *World) {
			w.Pool(Alias(aliases...))
			w.User(Named("bob"), Mail(annMail), Phone(annPhone), Attr("preferred_username", "bobby"))
		}
	}
	assumed := func(number string, c Case) Case { c.Assumes = number; return c }
	return []Case{
		refused("a name that is taken", func(w *World) { w.Pool(); w.User(Named("ann")) }, nil, exists, accountExists),
		refused("a name that is taken in another case, where case is ignored", func(w *World) { w.Pool(ignoresCase()); w.User(Named("ann")) },
			named("ANN"), exists, accountExists),
		refused("an address that is taken, where addresses are usernames", func(w *World) { w.Pool(SignInWith("email")); w.User(Named(annMail)) },
			named(annMail), exists, emailAccountExists),
		refused("a phone number that is taken, where phone numbers are usernames",
			func(w *World) { w.Pool(SignInWith("phone_number"), SendsSMS()); w.User(Named(annPhone)) },
			named(annPhone), exists, phoneAccountExists),
		refused("no address, where addresses are usernames", inPool(SignInWith("email")), nil, parameter, nameNoEmail),
		refused("no phone number, where phone numbers are usernames", inPool(SignInWith("phone_number"), SendsSMS()), nil, parameter, nameNoPhone),
		refused("neither, where both are usernames", inPool(SignInWith("email", "phone_number"), SendsSMS()), nil, parameter, nameNeither),
		refused("an address for a name, where addresses are aliases", inPool(Alias("email")), named(annMail), parameter, nameLikeEmail),
		refused("a phone number for a name, where phone numbers are aliases", inPool(Alias("phone_number")), named(annPhone), parameter, nameLikePhone),
		// Seen: boto/boto3#3213, the type and whom the text is about.
		refused("a verified address that is the alias of somebody else", held("email"),
			named("ann", "email", annMail, "email_verified", "true"), exists, emailAccountExists),
		refused("a verified phone number that is the alias of somebody else", held("phone_number"),
			named("ann", "phone_number", annPhone, "phone_number_verified", "true"), exists, phoneAccountExists),
		assumed("A126", refused("a preferred name that is the alias of somebody else", held("preferred_username"),
			named("ann", "preferred_username", "bobby"), exists)),
		refused("an attribute that the pool does not have", inPool(), named("ann", "custom:none", "x"), parameter,
			"Attributes did not conform to the schema: Type for attribute {custom:none} could not be determined",
			"Attributes did not conform to the schema: custom:none: Attribute does not exist in the schema.\n"),
		refused("a sub of one's own", inPool(), named("ann", "sub", "me"), parameter, "Cannot modify the non-mutable attribute sub"),
		assumed("A129", refused("identities", inPool(), named("ann", "identities", "[]"), parameter)),
		refused("a value that is too short", inPool(Custom("code", true)), named("ann", "custom:code", "x"), parameter,
			"Attributes did not conform to the schema: custom:code: String must be no shorter than 2 characters",
			"Attributes did not conform to the schema: custom:code: String must be no shorter than 2 characters\n"),
		refused("an address without @", inPool(), named("ann", "email", "ann"), parameter, "Invalid email address format."),
		refused("a phone number without +", inPool(), named("ann", "phone_number", "15550100001"), parameter, "Invalid phone number format."),
		assumed("A047", refused("a verified address that is not there", inPool(), named("ann", "email_verified", "true"), parameter)),
		assumed("A047", refused("a verified phone number that is not there", inPool(), named("ann", "phone_number_verified", "true"), parameter)),
		{
			Operations: ops("AdminCreateUser"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: new("us-east-1_NotThere0"), Username: new("ann")},
					"ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist.")
			}),
		},
	}
}
