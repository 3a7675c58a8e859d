package policy

import (
	"math/big"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

const (
	customPrefix    = "custom:"
	developerPrefix = "dev:custom:"
	maxCustom       = 50
	maxLength       = "2048"
)

// StandardAttributes is the schema of a pool that asks for nothing, in the order
// of CreateUserPool's answer. Seen: public transcripts of 2024 and 2025.
func StandardAttributes() []types.SchemaAttributeType {
	schema := make([]types.SchemaAttributeType, 0, 20)
	for _, name := range []string{
		"sub", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile",
		"picture", "website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
		"phone_number_verified", "address", "updated_at",
	} {
		schema = append(schema, standardAttribute(name))
	}
	return schema
}

// standardAttribute describes one of the standard attributes.
// Seen: public recording of DescribeUserPool, us-east-1, May 2025.
func standardAttribute(name string) types.SchemaAttributeType {
	a := types.SchemaAttributeType{
		Name: aws.String(name), AttributeDataType: types.AttributeDataTypeString,
		DeveloperOnlyAttribute: aws.Bool(false), Mutable: aws.Bool(name != "sub"), Required: aws.Bool(name == "sub"),
	}
	switch name {
	case "email_verified", "phone_number_verified":
		a.AttributeDataType = types.AttributeDataTypeBoolean
	case "updated_at":
		a.AttributeDataType = types.AttributeDataTypeNumber
		a.NumberAttributeConstraints = &types.NumberAttributeConstraintsType{MinValue: aws.String("0")}
	case "identities":
		a.StringAttributeConstraints = &types.StringAttributeConstraintsType{}
	default:
		low, high := "0", maxLength
		switch name {
		case "sub":
			low = "1"
		case "birthdate":
			low, high = "10", "10"
		}
		a.StringAttributeConstraints = &types.StringAttributeConstraintsType{MinLength: &low, MaxLength: &high}
	}
	return a
}

// describeOrder is the order of DescribeUserPool; new users' missing attributes
// are listed in it as well. Seen: the same recording.
func describeOrder() []string {
	return []string{
		"profile", "address", "birthdate", "gender", "preferred_username", "updated_at", "website", "picture",
		"identities", "sub", "phone_number", "phone_number_verified", "zoneinfo", "locale", "email", "email_verified",
		"given_name", "family_name", "middle_name", "name", "nickname",
	}
}

// DescribedSchema is the schema as DescribeUserPool lists it: in an order of its
// own, identities included, and the custom attributes behind.
func DescribedSchema(schema []types.SchemaAttributeType) []types.SchemaAttributeType {
	out := make([]types.SchemaAttributeType, 0, len(schema)+1)
	for _, name := range describeOrder() {
		if a := Attribute(schema, name); a != nil {
			out = append(out, *a)
		}
	}
	for _, a := range schema {
		if isCustom(aws.ToString(a.Name)) {
			out = append(out, a)
		}
	}
	return out
}

// Attribute is the description of an attribute, or nil. Every pool has identities,
// although no list but DescribeUserPool's shows it.
func Attribute(schema []types.SchemaAttributeType, name string) *types.SchemaAttributeType {
	for i := range schema {
		if aws.ToString(schema[i].Name) == name {
			return &schema[i]
		}
	}
	if name == "identities" {
		a := standardAttribute(name)
		return &a
	}
	return nil
}

func isCustom(name string) bool {
	return strings.HasPrefix(name, customPrefix) || strings.HasPrefix(name, developerPrefix)
}

// configurable tells whether CreateUserPool may describe that standard attribute.
// The two flags are taken for names of custom attributes. Seen: aws/aws-cdk#14175.
func configurable(name string) bool {
	return name != "email_verified" && name != "phone_number_verified" && name != "identities" &&
		slices.Contains(describeOrder(), name)
}

// NewSchema is the schema of a pool created with these entries.
func NewSchema(requested []types.SchemaAttributeType) ([]types.SchemaAttributeType, error) {
	schema := StandardAttributes()
	var custom []types.SchemaAttributeType
	for _, entry := range requested {
		name := aws.ToString(entry.Name)
		if !configurable(name) {
			custom = append(custom, entry)
			continue
		}
		a := Attribute(schema, name)
		if err := configure(a, entry); err != nil {
			return nil, err
		}
	}
	return appendCustom(schema, custom, fault.DuplicateCustomAttribute)
}

// AddedSchema is the schema after AddCustomAttributes.
func AddedSchema(schema, requested []types.SchemaAttributeType) ([]types.SchemaAttributeType, error) {
	return appendCustom(slices.Clone(schema), requested, fault.CustomAttributeExists)
}

// configure changes a standard attribute as the pool's creator asks. What the
// entry leaves out stays as it is. Assumed: the flags too (A046).
func configure(a *types.SchemaAttributeType, entry types.SchemaAttributeType) error {
	name := aws.ToString(a.Name)
	if entry.AttributeDataType != "" && entry.AttributeDataType != a.AttributeDataType || aws.ToBool(entry.DeveloperOnlyAttribute) {
		return fault.StandardAttributeChanged(name)
	}
	if entry.Required != nil && name != "sub" {
		a.Required = entry.Required
	}
	if entry.Mutable != nil && name != "sub" {
		a.Mutable = entry.Mutable
	}
	if given, own := entry.StringAttributeConstraints, a.StringAttributeConstraints; given != nil && own != nil {
		a.StringAttributeConstraints = &types.StringAttributeConstraintsType{
			MinLength: or(given.MinLength, own.MinLength), MaxLength: or(given.MaxLength, own.MaxLength),
		}
	}
	if given, own := entry.NumberAttributeConstraints, a.NumberAttributeConstraints; given != nil && own != nil {
		a.NumberAttributeConstraints = &types.NumberAttributeConstraintsType{
			MinValue: or(given.MinValue, own.MinValue), MaxValue: or(given.MaxValue, own.MaxValue),
		}
	}
	return checkConstraints(name, a)
}

// or is the given member of a request, or what stands in its place.
func or[T any](given, otherwise *T) *T {
	if given != nil {
		return given
	}
	return otherwise
}

// appendCustom adds custom attributes under their full names. An entry without
// Mutable makes a mutable attribute. Assumed: that default (A046).
func appendCustom(schema, requested []types.SchemaAttributeType, taken func(string) error) ([]types.SchemaAttributeType, error) {
	for _, entry := range requested {
		if entry.Name == nil {
			return nil, fault.AttributeNameMissing()
		}
		if entry.AttributeDataType == "" {
			return nil, fault.AttributeTypeMissing()
		}
		if aws.ToBool(entry.Required) {
			return nil, fault.RequiredCustomAttribute()
		}
		name := customPrefix + aws.ToString(entry.Name)
		if aws.ToBool(entry.DeveloperOnlyAttribute) {
			name = developerPrefix + aws.ToString(entry.Name)
		}
		if Attribute(schema, name) != nil {
			return nil, taken(name)
		}
		a := types.SchemaAttributeType{
			Name: &name, AttributeDataType: entry.AttributeDataType, Required: aws.Bool(false),
			DeveloperOnlyAttribute: aws.Bool(aws.ToBool(entry.DeveloperOnlyAttribute)),
			Mutable:                aws.Bool(entry.Mutable == nil || *entry.Mutable),
		}
		switch entry.AttributeDataType {
		case types.AttributeDataTypeString:
			a.StringAttributeConstraints = &types.StringAttributeConstraintsType{}
			if entry.StringAttributeConstraints != nil {
				a.StringAttributeConstraints = entry.StringAttributeConstraints
			}
		case types.AttributeDataTypeNumber:
			a.NumberAttributeConstraints = &types.NumberAttributeConstraintsType{}
			if entry.NumberAttributeConstraints != nil {
				a.NumberAttributeConstraints = entry.NumberAttributeConstraints
			}
		case types.AttributeDataTypeBoolean, types.AttributeDataTypeDatetime:
		}
		if err := checkConstraints(name, &a); err != nil {
			return nil, err
		}
		schema = append(schema, a)
	}
	if countCustom(schema) > maxCustom {
		return nil, fault.TooManyCustomAttributes()
	}
	return schema, nil
}

func countCustom(schema []types.SchemaAttributeType) int {
	n := 0
	for _, a := range schema {
		if isCustom(aws.ToString(a.Name)) {
			n++
		}
	}
	return n
}

func checkConstraints(name string, a *types.SchemaAttributeType) error {
	if c := a.StringAttributeConstraints; c != nil {
		low, okLow := limit(c.MinLength)
		high, okHigh := limit(c.MaxLength)
		switch {
		case !okLow || !okHigh:
			return fault.InvalidStringConstraints(name)
		case high != nil && high.Cmp(big.NewInt(2048)) > 0:
			return fault.AttributeTooLong(name)
		case low != nil && high != nil && low.Cmp(high) > 0:
			return fault.LengthRangeInverted(name)
		}
	}
	if c := a.NumberAttributeConstraints; c != nil {
		low, okLow := limit(c.MinValue)
		high, okHigh := limit(c.MaxValue)
		switch {
		case !okLow || !okHigh:
			return fault.InvalidNumberConstraints(name)
		case low != nil && high != nil && low.Cmp(high) > 0:
			return fault.NumberRangeInverted(name)
		}
	}
	return nil
}

// limit reads a constraint: nil when there is none, false when it is no whole number.
func limit(s *string) (*big.Int, bool) {
	if aws.ToString(s) == "" {
		return nil, true
	}
	return new(big.Int).SetString(*s, 10)
}
