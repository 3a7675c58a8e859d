package policy_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func names(schema []types.SchemaAttributeType) []string {
	list := make([]string, len(schema))
	for i, a := range schema {
		list[i] = *a.Name
	}
	return list
}

func length(low, high string) *types.StringAttributeConstraintsType {
	c := &types.StringAttributeConstraintsType{}
	if low != "" {
		c.MinLength = aws.String(low)
	}
	if high != "" {
		c.MaxLength = aws.String(high)
	}
	return c
}

func value(low, high string) *types.NumberAttributeConstraintsType {
	c := &types.NumberAttributeConstraintsType{}
	if low != "" {
		c.MinValue = aws.String(low)
	}
	if high != "" {
		c.MaxValue = aws.String(high)
	}
	return c
}

func described(name string, kind types.AttributeDataType, mutable, required bool) types.SchemaAttributeType {
	return types.SchemaAttributeType{
		Name: aws.String(name), AttributeDataType: kind, DeveloperOnlyAttribute: aws.Bool(false),
		Mutable: aws.Bool(mutable), Required: aws.Bool(required),
	}
}

func TestStandardAttributes(t *testing.T) {
	t.Parallel()
	schema := policy.StandardAttributes()
	want := []string{
		"sub", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
		"website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
		"phone_number_verified", "address", "updated_at",
	}
	if got := names(schema); !slices.Equal(got, want) {
		t.Errorf("order %q", got)
	}
	sub := described("sub", types.AttributeDataTypeString, false, true)
	sub.StringAttributeConstraints = length("1", "2048")
	email := described("email", types.AttributeDataTypeString, true, false)
	email.StringAttributeConstraints = length("0", "2048")
	birthdate := described("birthdate", types.AttributeDataTypeString, true, false)
	birthdate.StringAttributeConstraints = length("10", "10")
	updated := described("updated_at", types.AttributeDataTypeNumber, true, false)
	updated.NumberAttributeConstraints = value("0", "")
	identities := described("identities", types.AttributeDataTypeString, true, false)
	identities.StringAttributeConstraints = length("", "")
	for _, want := range []types.SchemaAttributeType{
		sub, email, birthdate, updated, identities, described("email_verified", types.AttributeDataTypeBoolean, true, false),
	} {
		if d := diff(&want, policy.Attribute(schema, *want.Name)); d != "" {
			t.Error(d)
		}
	}
	if a := policy.Attribute(schema, "custom:x"); a != nil {
		t.Errorf("custom:x is %v", a)
	}
}

func TestDescribedSchema(t *testing.T) {
	t.Parallel()
	schema, err := policy.NewSchema([]types.SchemaAttributeType{{Name: aws.String("tenant"), AttributeDataType: types.AttributeDataTypeString}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"profile", "address", "birthdate", "gender", "preferred_username", "updated_at", "website", "picture", "identities",
		"sub", "phone_number", "phone_number_verified", "zoneinfo", "locale", "email", "email_verified", "given_name",
		"family_name", "middle_name", "name", "nickname", "custom:tenant",
	}
	if got := names(policy.DescribedSchema(schema)); !slices.Equal(got, want) {
		t.Errorf("order %q", got)
	}
}

func TestNewSchema(t *testing.T) {
	t.Parallel()
	entry := func(name string, kind types.AttributeDataType) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: aws.String(name), AttributeDataType: kind}
	}
	required := entry("email", types.AttributeDataTypeString)
	required.Required, required.Mutable = aws.Bool(true), aws.Bool(false)
	required.StringAttributeConstraints = length("", "100")
	developer := entry("plan", types.AttributeDataTypeNumber)
	developer.DeveloperOnlyAttribute, developer.Mutable = aws.Bool(true), aws.Bool(false)
	developer.NumberAttributeConstraints = value("-5", "5")
	schema, err := policy.NewSchema([]types.SchemaAttributeType{
		required, entry("tenant", types.AttributeDataTypeString), developer, entry("email_verified", types.AttributeDataTypeBoolean),
		entry("since", types.AttributeDataTypeDatetime),
	})
	if err != nil {
		t.Fatal(err)
	}
	email := described("email", types.AttributeDataTypeString, false, true)
	email.StringAttributeConstraints = length("0", "100")
	tenant := described("custom:tenant", types.AttributeDataTypeString, true, false)
	tenant.StringAttributeConstraints = length("", "")
	plan := described("dev:custom:plan", types.AttributeDataTypeNumber, false, false)
	plan.DeveloperOnlyAttribute = aws.Bool(true)
	plan.NumberAttributeConstraints = value("-5", "5")
	for _, want := range []types.SchemaAttributeType{
		email, tenant, plan, described("custom:email_verified", types.AttributeDataTypeBoolean, true, false),
		described("custom:since", types.AttributeDataTypeDatetime, true, false),
	} {
		if d := diff(&want, policy.Attribute(schema, *want.Name)); d != "" {
			t.Error(d)
		}
	}
	if got := len(schema); got != 24 {
		t.Errorf("%d attributes", got)
	}
}

func TestSchemaRefusals(t *testing.T) {
	t.Parallel()
	text := func(name string, c *types.StringAttributeConstraintsType) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: aws.String(name), AttributeDataType: types.AttributeDataTypeString, StringAttributeConstraints: c}
	}
	number := func(c *types.NumberAttributeConstraintsType) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: aws.String("n"), AttributeDataType: types.AttributeDataTypeNumber, NumberAttributeConstraints: c}
	}
	flagged := func(a types.SchemaAttributeType, required, developer bool) types.SchemaAttributeType {
		a.Required, a.DeveloperOnlyAttribute = aws.Bool(required), aws.Bool(developer)
		return a
	}
	many := make([]types.SchemaAttributeType, 51)
	for i := range many {
		many[i] = text(fmt.Sprint("a", i), nil)
	}
	for _, c := range []struct {
		name string
		in   []types.SchemaAttributeType
		want string
	}{
		{"no type", []types.SchemaAttributeType{{Name: aws.String("x")}}, "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."},
		{"no type, standard", []types.SchemaAttributeType{{Name: aws.String("email"), Required: aws.Bool(true)}}, ""},
		{"required custom", []types.SchemaAttributeType{flagged(text("x", nil), true, false)}, "Required custom attributes are not supported currently."},
		{"twice", []types.SchemaAttributeType{text("x", nil), text("x", nil)}, "Duplicate custom attribute names custom:x are not allowed in a user pool schema."},
		{"developer and plain", []types.SchemaAttributeType{text("x", nil), flagged(text("x", nil), false, true)}, ""},
		{"number range", []types.SchemaAttributeType{number(value("2", "1"))}, "Attribute custom:n cannot have a max value smaller than it's min value"},
		{"length range", []types.SchemaAttributeType{text("x", length("2", "1"))}, "Attribute custom:x cannot have a max length shorter than it's min length"},
		{"length no number", []types.SchemaAttributeType{text("x", length("a", ""))}, "Invalid StringAttributeConstraints for schema attribute custom:x"},
		{"value no number", []types.SchemaAttributeType{number(value("", "1.5x"))}, "Invalid NumberAttributeConstraints for schema attribute custom:n"},
		{"too long", []types.SchemaAttributeType{text("x", length("", "2049"))}, "user.custom:x: String attributes cannot have a length of more than 2048"},
		{
			"standard, other type", []types.SchemaAttributeType{{Name: aws.String("email"), AttributeDataType: types.AttributeDataTypeNumber}},
			"You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
		},
		{
			"standard, developer only", []types.SchemaAttributeType{flagged(text("email", nil), false, true)},
			"You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
		},
		{"standard, range", []types.SchemaAttributeType{text("email", length("3000", ""))}, "Attribute email cannot have a max length shorter than it's min length"},
		{"fifty-one", many, "User pool schema cannot have more than 50 custom attributes."},
		{"fifty", many[:50], ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := ""
			if c.want != "" {
				want = invalidParameter + c.want
			}
			_, err := policy.NewSchema(c.in)
			wantError(t, err, want)
		})
	}
}

func TestAddedSchema(t *testing.T) {
	t.Parallel()
	old := policy.StandardAttributes()
	entry := types.SchemaAttributeType{Name: aws.String("x"), AttributeDataType: types.AttributeDataTypeString}
	schema, err := policy.AddedSchema(old, []types.SchemaAttributeType{entry})
	wantError(t, err, "")
	if len(old) != 20 || len(schema) != 21 {
		t.Errorf("%d and %d attributes", len(old), len(schema))
	}
	_, err = policy.AddedSchema(schema, []types.SchemaAttributeType{entry})
	wantError(t, err, invalidParameter+"custom:x: Existing attribute already has name custom:x.")
	entry.DeveloperOnlyAttribute = aws.Bool(true)
	schema, err = policy.AddedSchema(schema, []types.SchemaAttributeType{entry})
	wantError(t, err, "")
	_, err = policy.AddedSchema(schema, []types.SchemaAttributeType{entry})
	wantError(t, err, invalidParameter+"dev:custom:x: Existing attribute already has name dev:custom:x.")
}
