package fault_test

import "cognito-emulator/emulator/fault"

// situationsOfSettings: written out in full, never computed.
func situationsOfSettings() []situation {
	const arn = "arn:aws:cognito-idp:us-east-1:123456789012:identityprovider/x"
	return []situation{
		// sender.go
		{"TwoSMSSenders", fault.TwoSMSSenders(), "InvalidParameterException", "SmsConfiguration cannot contain both SnsCallerArn and EumsSms."},
		{"NoSMSSender", fault.NoSMSSender(), "InvalidParameterException", "SmsConfiguration must contain either SnsCallerArn or EumsSms."},
		{"EUMSRegionNotAllowed", fault.EUMSRegionNotAllowed("eu-west-3"), "InvalidParameterException", "Invalid EumsSms region. The region must be eu-west-3."},
		{"NoKnownLevel", fault.NoKnownLevel(), "InvalidParameterException", "TARGET_ACR_VALUES has no valid authentication level."},
		{"LevelNotReachable", fault.LevelNotReachable(), "InvalidParameterException", "The user can not reach any of the requested authentication levels."},
		{"LevelReached", fault.LevelReached(), "InvalidParameterException", "The access token already satisfies the requested authentication level."},
		{"TokenWithoutLevel", fault.TokenWithoutLevel(), "InvalidParameterException", "ACCESS_TOKEN can only be used together with TARGET_ACR_VALUES."},
		{"InvalidMaxAge", fault.InvalidMaxAge(), "InvalidParameterException", "MAX_AGE must be a non-negative integer."},
		{"LevelNameTwice", fault.LevelNameTwice("urn:x:2"), "InvalidParameterException", "The ACR value urn:x:2 is used for more than one level."},
		{"CrossRegionLambda", fault.CrossRegionLambda(), "InvalidParameterException", "Cross-region lambda functions are not supported"},
		{"KeyOfOtherRegion", fault.KeyOfOtherRegion("ap-northeast-1"), "InvalidParameterException", "Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ap-northeast-1"},
		{"InvitationWithoutCode", fault.InvitationWithoutCode("smsMessage", "Welcome aboard.", `(?s).*\{####\}(?s).*`), "InvalidParameterException", `1 validation error detected: Value 'Welcome aboard.' at 'adminCreateUserConfig.inviteMessage.smsMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: (?s).*\{####\}(?s).*`},
		{"RelyingPartyInvalid", fault.RelyingPartyInvalid(), "InvalidParameterException", "RelyingPartyId contains invalid characters"},
		// tag.go
		{"InvalidResourceTags", fault.InvalidResourceTags(), "InvalidParameterException", "Invalid tags given for the user pool."},
		{"TooManyResourceTags", fault.TooManyResourceTags(), "InvalidParameterException", "A user pool can have at most 50 tags."},
		{"InvalidResourceARN", fault.InvalidResourceARN(arn), "InvalidParameterException", arn + " is not the ARN of a user pool."},
		{"PoolIDMalformed", fault.PoolIDMalformed("cognito-emulator:id", "local_a b", "eu-west-3"), "UserPoolTaggingException", `cognito-emulator: the tag cognito-emulator:id asks for the id "local_a b"; the id of a pool of this caller is eu-west-3_ and letters and digits, 55 characters at most.`},
		{"PoolIDAmbiguous", fault.PoolIDAmbiguous("cognito-emulator:id", "_custom_id_"), "UserPoolTaggingException", "cognito-emulator: the tags cognito-emulator:id and _custom_id_ ask for different ids."},
		{"PoolIDTaken", fault.PoolIDTaken("us-east-1_AbCdEfGhI"), "UserPoolTaggingException", "cognito-emulator: there is a user pool with the id us-east-1_AbCdEfGhI already."},
		{"PoolIDFixed", fault.PoolIDFixed("cognito-emulator:id", "us-east-1_AbCdEfGhI"), "InvalidParameterException", "cognito-emulator: the tag cognito-emulator:id chooses the id of a pool when it is created; this pool keeps the id us-east-1_AbCdEfGhI."},
	}
}
