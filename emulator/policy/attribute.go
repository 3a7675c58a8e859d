package policy

import (
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// NewAttributes are the attributes of a new user. client is the app client of
// SignUp, which must fill in what the pool requires; nil is AdminCreateUser, which
// need not. An empty value counts as not given. The order of the checks is that
// of an update; seen for updates only. Assumed: the same here (A049), and that an
// administrator cannot write identities either (A129).
func NewAttributes(schema []types.SchemaAttributeType, client *types.UserPoolClientType, given []types.AttributeType) (map[string]string, error) {
	if err := checkReserved(schema, client, given); err != nil {
		return nil, err
	}
	values := map[string]string{}
	var problems []fault.Problem
	for _, g := range given {
		name, value := aws.ToString(g.Name), aws.ToString(g.Value)
		a := Attribute(schema, name)
		if a == nil {
			return nil, fault.UnknownAttribute(name)
		}
		switch {
		case name == "identities":
			problems = append(problems, fault.Immutable(name))
		case value != "":
			values[name] = normal(a, value)
			problems = append(problems, checkValue(a, value)...)
		}
	}
	if client != nil {
		for _, name := range MissingRequired(schema, values) {
			problems = append(problems, fault.Required(name))
		}
	}
	if len(problems) > 0 {
		return nil, fault.SchemaViolation(problems...)
	}
	if err := checkFormats(values); err != nil {
		return nil, err
	}
	return values, checkVerified(values, values)
}

// FederatedAttributes are the attributes of a new user who comes from an identity provider of that kind,
// which has to say what the pool requires and may say what users may not.
// Seen: amazon-archives/amazon-cognito-auth-js#222 (required attributes).
func FederatedAttributes(kind types.IdentityProviderTypeType, schema []types.SchemaAttributeType, given []types.AttributeType) (map[string]string, error) {
	values, err := NewAttributes(schema, nil, given)
	if err != nil {
		return nil, err
	}
	missing := MissingRequired(schema, values)
	switch {
	case len(missing) == 0:
		return values, nil
	case kind != types.IdentityProviderTypeTypeSaml:
		return nil, fault.AttributesRequired(missing...)
	}
	problems := make([]fault.Problem, len(missing))
	for i, name := range missing {
		problems[i] = fault.Required(name)
	}
	return nil, fault.FederatedViolation(problems...)
}

// Change is what an operation does to the attributes of a user.
type Change struct {
	Set    map[string]string
	Delete []string
}

// Apply makes the attributes after the change; have stays as it is.
func (c Change) Apply(have map[string]string) map[string]string {
	next := maps.Clone(have)
	if next == nil {
		next = map[string]string{}
	}
	for _, name := range c.Delete {
		delete(next, name)
	}
	maps.Copy(next, c.Set)
	return next
}

// AttributeChange is an update of a user who has these attributes, through an app
// client or, where client is nil, by an administrator. An empty value deletes the
// attribute. A new e-mail address or phone number without its flag sets the flag
// to false; whoever holds the new value back until it is verified must leave both
// out of Set. Order seen: public AccountServiceUnitTest on a real pool.
func AttributeChange(schema []types.SchemaAttributeType, client *types.UserPoolClientType, have map[string]string, given []types.AttributeType) (Change, error) {
	if err := checkReserved(schema, client, given); err != nil {
		return Change{}, err
	}
	change := Change{Set: map[string]string{}}
	var problems []fault.Problem
	for _, g := range given {
		name, value := aws.ToString(g.Name), aws.ToString(g.Value)
		a := Attribute(schema, name)
		switch {
		case a == nil:
			problems = append(problems, fault.NotInSchema(name))
		case !aws.ToBool(a.Mutable) || name == "identities":
			problems = append(problems, fault.Immutable(name))
		case value == "" && aws.ToBool(a.Required):
			problems = append(problems, fault.CannotDelete(name))
		case value == "":
			change.Delete = append(change.Delete, withFlag(name)...)
		default:
			change.Set[name] = normal(a, value)
			problems = append(problems, checkValue(a, value)...)
		}
	}
	if len(problems) > 0 {
		return Change{}, fault.UpdateViolation(problems...)
	}
	if err := checkFormats(change.Set); err != nil {
		return Change{}, err
	}
	if err := checkVerified(change.Set, change.Apply(have)); err != nil {
		return Change{}, err
	}
	for _, name := range []string{"email", "phone_number"} {
		value, set := change.Set[name]
		if _, flag := change.Set[name+"_verified"]; set && !flag && value != have[name] {
			change.Set[name+"_verified"] = "false"
		}
	}
	return change, nil
}

// AttributeDeletion is the removal of attributes through an app client or by an
// administrator; the flag of an e-mail address or phone number goes with it.
func AttributeDeletion(schema []types.SchemaAttributeType, client *types.UserPoolClientType, names []string) (Change, error) {
	if slices.Contains(names, "sub") {
		return Change{}, fault.CannotModifySub()
	}
	for _, name := range names {
		if err := checkWritable(client, schema, name); err != nil {
			return Change{}, err
		}
	}
	var change Change
	var problems []fault.Problem
	for _, name := range names {
		a := Attribute(schema, name)
		switch {
		case a == nil:
			problems = append(problems, fault.NotInSchema(name))
		case !aws.ToBool(a.Mutable) || name == "identities":
			problems = append(problems, fault.Immutable(name))
		case aws.ToBool(a.Required):
			problems = append(problems, fault.CannotDelete(name))
		default:
			change.Delete = append(change.Delete, withFlag(name)...)
		}
	}
	if len(problems) > 0 {
		return Change{}, fault.DeleteViolation(problems...)
	}
	return change, nil
}

// NewPasswordAttributes are the attributes that come with the answer to
// NEW_PASSWORD_REQUIRED: every required one the user lacks, and none of the
// required ones the user has. Seen: kdgregory/example-cognito-java#1,
// aws-samples/aws-saas-factory-bootcamp#67.
func NewPasswordAttributes(schema []types.SchemaAttributeType, client *types.UserPoolClientType, have, given map[string]string) (Change, error) {
	sent := make([]types.AttributeType, 0, len(given))
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if a := Attribute(schema, name); a != nil && aws.ToBool(a.Required) && have[name] != "" {
			return Change{}, fault.CannotModifyProvided(name)
		}
		sent = append(sent, types.AttributeType{Name: aws.String(name), Value: aws.String(given[name])})
	}
	next := Change{Set: given}.Apply(have)
	if missing := MissingRequired(schema, next); len(missing) > 0 {
		return Change{}, fault.NewPasswordAttributesMissing(missing...)
	}
	return AttributeChange(firstGiven(schema, have), client, have, sent)
}

// firstGiven is the schema for a user who gives the required attributes that are missing: for the first
// time, so that immutable ones can be given too. Assumed (A323): otherwise nobody could answer.
func firstGiven(schema []types.SchemaAttributeType, have map[string]string) []types.SchemaAttributeType {
	schema = slices.Clone(schema)
	for i, a := range schema {
		if aws.ToBool(a.Required) && have[aws.ToString(a.Name)] == "" {
			schema[i].Mutable = aws.Bool(true)
		}
	}
	return schema
}

// MissingRequired are the required attributes that have no value, in the order in
// which the service names them.
func MissingRequired(schema []types.SchemaAttributeType, have map[string]string) []string {
	var missing []string
	for _, name := range describeOrder() {
		a := Attribute(schema, name)
		if a != nil && aws.ToBool(a.Required) && name != "sub" && have[name] == "" {
			missing = append(missing, name)
		}
	}
	return missing
}

// checkReserved looks at names only: sub, then values that are null, then what
// the client may write.
func checkReserved(schema []types.SchemaAttributeType, client *types.UserPoolClientType, given []types.AttributeType) error {
	for _, g := range given {
		if aws.ToString(g.Name) == "sub" {
			return fault.CannotModifySub()
		}
	}
	for _, g := range given {
		if g.Value == nil {
			return fault.NullAttributeValue(aws.ToString(g.Name))
		}
	}
	for _, g := range given {
		if err := checkWritable(client, schema, aws.ToString(g.Name)); err != nil {
			return err
		}
	}
	return nil
}

// checkFormats refuses malformed e-mail addresses and phone numbers, with a
// message that says nothing else. Seen: public Cucumber suite on a real pool.
func checkFormats(values map[string]string) error {
	if v := values["email"]; v != "" && !IsEmail(v) {
		return fault.InvalidEmailFormat()
	}
	if v := values["phone_number"]; v != "" && !IsPhone(v) {
		return fault.InvalidPhoneFormat()
	}
	return nil
}

// checkVerified refuses a flag that has nothing to be about. Doc: AdminCreateUser.
func checkVerified(set, all map[string]string) error {
	for _, name := range []string{"email", "phone_number"} {
		if set[name+"_verified"] == "true" && all[name] == "" {
			return fault.VerifiedWithoutValue(name)
		}
	}
	return nil
}

// withFlag is an attribute and, where it has one, its flag.
func withFlag(name string) []string {
	if name == "email" || name == "phone_number" {
		return []string{name, name + "_verified"}
	}
	return []string{name}
}

// normal is a value as it is kept: the service takes True for true.
// Seen: getmoto/moto, tests marked aws_verified.
func normal(a *types.SchemaAttributeType, value string) string {
	if a.AttributeDataType == types.AttributeDataTypeBoolean {
		return strings.ToLower(value)
	}
	return value
}

var number = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[-+]?\d{1,100}(\.\d{1,100})?$`) })

// checkValue is the type and range of one value. Dates are not looked at.
// Assumed: what is a number, and that true and false are the only Booleans (A049).
func checkValue(a *types.SchemaAttributeType, value string) []fault.Problem {
	name := aws.ToString(a.Name)
	switch a.AttributeDataType {
	case types.AttributeDataTypeString:
		return checkLength(name, a.StringAttributeConstraints, value)
	case types.AttributeDataTypeNumber:
		if !number().MatchString(value) { // first: an exponent would make big.Rat allocate without end
			return []fault.Problem{fault.NotNumber(name)}
		}
		v, _ := new(big.Rat).SetString(value)
		return checkRange(name, a.NumberAttributeConstraints, v)
	case types.AttributeDataTypeBoolean:
		if v := strings.ToLower(value); v != "true" && v != "false" {
			return []fault.Problem{fault.NotBoolean(name)}
		}
	case types.AttributeDataTypeDatetime:
	}
	return nil
}

func checkLength(name string, c *types.StringAttributeConstraintsType, value string) []fault.Problem {
	length, low, high := big.NewInt(int64(utf8.RuneCountInString(value))), "0", maxLength
	if c != nil && aws.ToString(c.MinLength) != "" {
		low = *c.MinLength
	}
	if c != nil && aws.ToString(c.MaxLength) != "" {
		high = *c.MaxLength
	}
	if n, ok := limit(&low); ok && length.Cmp(n) < 0 {
		return []fault.Problem{fault.TooShort(name, low)}
	}
	if n, ok := limit(&high); ok && length.Cmp(n) > 0 {
		return []fault.Problem{fault.TooLong(name, high)}
	}
	return nil
}

func checkRange(name string, c *types.NumberAttributeConstraintsType, v *big.Rat) []fault.Problem {
	if c == nil {
		return nil
	}
	if n, ok := limit(c.MinValue); ok && n != nil && v.Cmp(new(big.Rat).SetInt(n)) < 0 {
		return []fault.Problem{fault.TooSmall(name, *c.MinValue)}
	}
	if n, ok := limit(c.MaxValue); ok && n != nil && v.Cmp(new(big.Rat).SetInt(n)) > 0 {
		return []fault.Problem{fault.TooLarge(name, *c.MaxValue)}
	}
	return nil
}
