package wire_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cognito-emulator/emulator/wire"
)

// TestEnumOrder holds the lists that the service was seen to write, and some of
// other services of the framework.
func TestEnumOrder(t *testing.T) {
	for declared, want := range map[string]string{
		"OFF ON OPTIONAL":                  "OPTIONAL OFF ON",
		"phone_number email":               "phone_number email",
		"GET POST":                         "POST GET",
		"code implicit client_credentials": "implicit client_credentials code",
		"BLOCK MFA_IF_CONFIGURED MFA_REQUIRED NO_ACTION": "MFA_IF_CONFIGURED BLOCK NO_ACTION MFA_REQUIRED",
		"BLOCK NO_ACTION":                 "BLOCK NO_ACTION",
		"SIGN_IN PASSWORD_CHANGE SIGN_UP": "SIGN_IN PASSWORD_CHANGE SIGN_UP",
		"ADMIN_NO_SRP_AUTH CUSTOM_AUTH_FLOW_ONLY USER_PASSWORD_AUTH ALLOW_ADMIN_USER_PASSWORD_AUTH ALLOW_CUSTOM_AUTH ALLOW_USER_PASSWORD_AUTH ALLOW_USER_SRP_AUTH ALLOW_REFRESH_TOKEN_AUTH": "ALLOW_CUSTOM_AUTH ADMIN_NO_SRP_AUTH ALLOW_REFRESH_TOKEN_AUTH ALLOW_USER_PASSWORD_AUTH ALLOW_USER_SRP_AUTH CUSTOM_AUTH_FLOW_ONLY USER_PASSWORD_AUTH ALLOW_ADMIN_USER_PASSWORD_AUTH",
		"B N S":                       "B N S",
		"PROVISIONED PAY_PER_REQUEST": "PROVISIONED PAY_PER_REQUEST",
		"NEW_IMAGE OLD_IMAGE NEW_AND_OLD_IMAGES KEYS_ONLY": "OLD_IMAGE KEYS_ONLY NEW_AND_OLD_IMAGES NEW_IMAGE",
		"ACCESSED_AND_THROTTLED_KEYS THROTTLED_KEYS":       "THROTTLED_KEYS ACCESSED_AND_THROTTLED_KEYS",
	} {
		if got := strings.Join(wire.EnumOrder(strings.Fields(declared)), " "); got != want {
			t.Errorf("%s\n got %s\nwant %s", declared, got, want)
		}
	}
}

// TestHashMapOrder holds members in the order in which their faults were seen
// in one message, of this service and others.
func TestHashMapOrder(t *testing.T) {
	for _, want := range []string{
		"password username",           // SignUp
		"confirmationCode password",   // ConfirmForgotPassword
		"groupName username",          // AdminAddUserToGroup
		"logoutURLs callbackURLs",     // UpdateUserPoolClient
		"emailMessage emailSubject",   // MessageTemplateType
		"attributeName keyType",       // DynamoDB
		"attributeType attributeName", // DynamoDB
		"indexName keySchema projection",
		"writeCapacityUnits readCapacityUnits",
		"aWSAccountId label actionName", // SNS
		"execution domain",              // SWF
	} {
		keys := strings.Fields(want)
		for range 5 {
			rand.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
			var got []string
			for _, i := range wire.HashMapOrder(keys) {
				got = append(got, keys[i])
			}
			if !slices.Equal(got, strings.Fields(want)) {
				t.Errorf("%v, not %s", got, want)
			}
		}
	}
	// "q" is 113: in bucket 1 of 16, but 13 keys have 32 buckets, and then it is in bucket 17.
	if got := wire.HashMapOrder(strings.Split("qbcdefghijklm", "")); got[0] != 1 || got[12] != 0 {
		t.Errorf("13 keys: %v", got)
	}
	if got := wire.HashMapOrder(strings.Split("qbcdefghijkl", "")); got[0] != 0 {
		t.Errorf("12 keys: %v", got)
	}
}
