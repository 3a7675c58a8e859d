package fault_test

import "cognito-emulator/emulator/fault"

// situationsOfMachines: written out in full, never computed.
func situationsOfMachines() []situation {
	return []situation{
		// exchange.go
		{"ScopeNotAllowed", fault.ScopeNotAllowed("orders/read"), "InvalidParameterException", "Invalid scope requested: orders/read"},
		{"NoScopeLeft", fault.NoScopeLeft(), "InvalidParameterException", "None of the requested scopes can be granted."},
		{"AudienceAndResource", fault.AudienceAndResource(), "InvalidParameterException", "Audiences and Resources cannot be specified in the same request."},
		{"ActorTokenTypeMissing", fault.ActorTokenTypeMissing(), "InvalidParameterException", "ActorTokenType is required when ActorToken is specified."},
		{"ProviderNameMissing", fault.ProviderNameMissing(), "InvalidParameterException", "A provider name is required for a token of type SAML2."},
		{"SubjectTokenInvalid", fault.SubjectTokenInvalid(), "NotAuthorizedException", "Invalid subject token"},
		{"ActorTokenInvalid", fault.ActorTokenInvalid(), "NotAuthorizedException", "Invalid actor token"},
		{"SubjectTokenExpired", fault.SubjectTokenExpired(), "NotAuthorizedException", "Subject token has expired or has been revoked"},
		{"ActorTokenExpired", fault.ActorTokenExpired(), "NotAuthorizedException", "Actor token has expired or has been revoked"},
		// limit.go
		{"LimitAttributes", fault.LimitAttributes(), "InvalidParameterException", "The attributes of an API_CATEGORY limit must be Category alone."},
		{"LimitNotFound", fault.LimitNotFound("Sleeping"), "ResourceNotFoundException", "Limit for category Sleeping does not exist."},
		{"LimitNotAdjustable", fault.LimitNotAdjustable("UserList"), "InvalidParameterException", "The limit for category UserList is not adjustable."},
		{"LimitBelowDefault", fault.LimitBelowDefault("UserRead", 120), "InvalidParameterException", "The requested limit for category UserRead is below the default limit of 120."},
		{"LimitAboveQuota", fault.LimitAboveQuota("UserRead", 1200), "ServiceQuotaExceededException", "The requested limit for category UserRead exceeds the account's maximum of 1200."},
		// log.go
		{"LogLevelNotSupported", fault.LogLevelNotSupported("INFO", "userNotification"), "InvalidParameterException", "Log level INFO is not supported for event source userNotification."},
		{"LogDestinations", fault.LogDestinations("userAuthEvents"), "InvalidParameterException", "Exactly one supported destination must be specified for event source userAuthEvents."},
		{"LogDestinationInvalid", fault.LogDestinationInvalid("arn:aws:sqs:us-east-1:123456789012:x"), "InvalidParameterException", "arn:aws:sqs:us-east-1:123456789012:x is not a valid log destination."},
		// replica.go
		{"ReplicaRegion", fault.ReplicaRegion("us-east-1"), "InvalidParameterException", "A user pool replica cannot be created in region us-east-1."},
		{"ReplicaExists", fault.ReplicaExists("us-west-2"), "InvalidParameterException", "User pool replica in region us-west-2 already exists."},
		{"TooManyReplicas", fault.TooManyReplicas(), "LimitExceededException", "The user pool already has a replica in another region."},
		{"ReplicaKey", fault.ReplicaKey(), "InvalidParameterException", "The user pool must be configured with a multi-Region customer managed key to enable replication."},
		{"ReplicaBusy", fault.ReplicaBusy("us-west-2"), "InvalidParameterException", "User pool replica in region us-west-2 cannot be updated in its current status."},
		{"ReplicaPrimary", fault.ReplicaPrimary(), "InvalidParameterException", "The primary user pool replica cannot be updated or deleted."},
		{"ReplicaSettingShared", fault.ReplicaSettingShared(), "InvalidParameterException", "Only regional settings can be updated in a secondary region. All other settings must match the primary region."},
		// session.go
		{"SessionTrackingOff", fault.SessionTrackingOff(), "InvalidParameterException", "Session tracking is not enabled for the user pool."},
	}
}
