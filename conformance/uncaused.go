package conformance

import "slices"

// Reason tells why no case causes an error that operations declare, or sees a member of their answers.
type Reason struct {
	Name string // of the error without "Exception", or of the member
	Why  string
	// Of are the operations; none: all that declare the error and are not said to cause it, or, where Signed is set, those of
	// them that want a signature.
	Of     []string
	Signed bool
}

// Holds tells whether the reason is one for an operation.
func (r Reason) Holds(operation string, signed bool) bool {
	if len(r.Of) > 0 {
		return slices.Contains(r.Of, operation)
	}
	return signed || !r.Signed
}

// Uncaused lists the errors that no case causes, since they take more of AWS than the service, or since nobody knows what
// does. A reason without operations also stands beside those that do cause the error.
func Uncaused() []Reason {
	const (
		limits  = "Nothing is documented that could be too much or too many here."
		nothing = "Nothing that the operation is told, or that there is in a pool, is documented or was seen to lead to it."
	)
	return []Reason{
		{Name: "InternalError", Why: "It tells of a failure within the service; tests of the pipeline cause ours."},
		{Name: "InternalServer", Why: "It tells of a failure within the service; tests of the pipeline cause ours."},
		{Name: "NotAuthorized", Signed: true, Why: "Policies of IAM refuse callers; the emulator lets every signature in."},
		{Name: "AccessDenied", Why: "Policies of IAM refuse callers; the emulator lets every signature in."},
		{Name: "Forbidden", Why: "AWS WAF refuses requests by the rules of a web ACL, which stand outside the service."},
		{Name: "TooManyRequests", Why: "An account's own rates are not kept, as tests are faster than people; UpdateProvisionedLimit sets rates " +
			"for a few categories of operations only, and then they are kept."},
		{Name: "InvalidSmsRoleAccessPolicy", Why: "The policies of an IAM role forbid it to send by Amazon SNS; the emulator has neither roles nor SNS."},
		{Name: "InvalidSmsRoleTrustRelationship", Why: "An IAM role does not trust the service; the emulator has no roles."},
		{Name: "InvalidEmailRoleAccessPolicy", Why: "The policy of an identity in Amazon SES forbids the service to use it; the emulator has no SES."},
		{Name: "CodeDeliveryFailure", Why: "Amazon SES or SNS does not take a message; the emulator's outbox takes all.",
			Of: ops("ForgotPassword", "GetUserAttributeVerificationCode", "ResendConfirmationCode", "SetRiskConfiguration", "SignUp", "UpdateUserAttributes")},
		{Name: "ConcurrentModification", Why: "Parts of the service that do not wait for one another get into each other's way; the emulator takes one change after the other."},
		{Name: "UserNotConfirmed", Why: "Who has an access token has been confirmed, and nothing takes that back.",
			Of: ops("ChangePassword", "ConfirmDevice", "DeleteUser", "DeleteUserAttributes", "ForgetDevice", "GetDevice", "GetUser", "GetUserAttributeVerificationCode",
				"GetUserAuthFactors", "GlobalSignOut", "ListDevices", "ListUserSessions", "RevokeUserSession", "SetUserMFAPreference", "SetUserSettings",
				"UpdateDeviceStatus", "UpdateUserAttributes", "VerifySoftwareToken", "VerifyUserAttribute")},
		{Name: "UserNotConfirmed", Why: "A user who is not confirmed does not get as far as a challenge, and nobody ceases to be confirmed.",
			Of: ops("AdminRespondToAuthChallenge", "RespondToAuthChallenge")},
		{Name: "UserNotConfirmed", Why: "A user who has a code for a new password has a verified address, and is confirmed by giving the code.", Of: ops("ConfirmForgotPassword")},
		{Name: "InvalidUserPoolConfiguration", Why: nothing, Of: ops("AdminInitiateAuth", "AdminRespondToAuthChallenge", "InitiateAuth", "RespondToAuthChallenge", "VerifySoftwareToken")},
		{Name: "InvalidUserPoolConfiguration", Why: "In a pool that remembers no devices it is taken to say that it does not know the one that is named (A241).", Of: ops("ConfirmDevice")},
		{Name: "InvalidLambdaResponse", Why: "It calls no function.", Of: ops("ConfirmDevice")},
		{Name: "InvalidPassword", Why: "It takes no password; a verifier that is none is refused with InvalidParameterException.", Of: ops("ConfirmDevice")},
		{Name: "UsernameExists", Why: "It makes no user.", Of: ops("ConfirmDevice")},
		{Name: "TooManyFailedAttempts", Why: "Too many attempts were seen to be refused with LimitExceededException.", Of: ops("ConfirmForgotPassword", "ConfirmSignUp")},
		{Name: "TooManyFailedAttempts", Why: "An administrator gives no code that could be wrong.", Of: ops("AdminConfirmSignUp")},
		{Name: "LimitExceeded", Why: "The messages that the service sends in its own name, fifty a day, are not counted.", Of: ops("SignUp")},
		{Name: "LimitExceeded", Why: "It takes ten thousand of them, more than a case can make while somebody waits.", Of: ops("CreateGroup", "CreateUserPool", "CreateUserPoolClient")},
		{Name: "LimitExceeded", Why: limits, Of: ops("AdminConfirmSignUp", "AdminResetUserPassword", "CreateManagedLoginBranding", "CreateTerms",
			"DeleteUserPoolClientSecret", "DeleteWebAuthnCredential", "ListUserPoolClientSecrets", "ListWebAuthnCredentials")},
		{Name: "AliasExists", Why: nothing, Of: ops("AdminDisableProviderForUser", "AdminLinkProviderForUser")},
		{Name: "PreconditionNotMet", Why: nothing, Of: ops("AdminCreateUser", "CreateUserImportJob")},
		{Name: "ResourceNotFound", Why: "It was seen to answer an empty description.", Of: ops("DescribeUserPoolDomain")},
		{Name: "ResourceNotFound", Why: "An app client that is not there is taken to be refused like a wrong secret, whose text speaks of both.", Of: ops("GetClientToken")},
		{Name: "OperationNotEnabled", Why: "It names no pool, and every replica serves it.", Of: ops("DescribeUserPoolDomain")},
		{Name: "CodeMismatch", Why: "It takes no code.", Of: ops("UpdateUserAttributes")},
		{Name: "CodeMismatch", Why: "A wrong code was seen to be refused with EnableSoftwareTokenMFAException.", Of: ops("VerifySoftwareToken")},
		{Name: "ExpiredCode", Why: "It takes no code.", Of: ops("UpdateUserAttributes")},
		{Name: "TierChangeNotAllowed", Why: "A pool that is made has no tier yet that could be changed.", Of: ops("CreateUserPool")},
		{Name: "UserPoolTagging", Why: "It tells of a service beside this one that keeps the tags and cannot be asked.", Of: ops("DescribeUserPool")},
	}
}

// Unseen lists the members of answers that no case sees.
func Unseen() []Reason {
	const (
		sender  = "The service tells by it that Amazon SES or SNS does not let it send; the emulator has neither."
		status  = "Doc: \"no longer used\". It was not seen in answers of these days."
		pages   = "There are never more than fit on a page."
		future  = "A job that was just made has not begun, one that was just begun is not over."
		managed = "The service marks resource servers by it that it makes itself, and makes none here."
	)
	resourceServers := ops("CreateResourceServer", "DescribeResourceServer", "UpdateResourceServer")
	return []Reason{
		{Name: "AuthenticationResult.NewDeviceMetadata", Why: "Administrators were seen to get no key for a device at once.", Of: ops("AdminInitiateAuth")},
		{Name: "AuthenticationResult.NewDeviceMetadata", Why: "A refresh gives no device a key.", Of: ops("GetTokensFromRefreshToken")},
		{Name: "AvailableChallenges", Why: "Nothing is documented that offers another choice after a challenge.", Of: ops("AdminRespondToAuthChallenge", "RespondToAuthChallenge")},
		{Name: "NextToken", Why: pages, Of: ops("AdminListUserSessions", "ListUserSessions", "ListUserPoolClientSecrets", "ListUserPoolReplicas")},
		{Name: "Sessions[].LastLocation.City", Why: "Nothing here knows where an address is.", Of: ops("AdminListUserSessions", "ListUserSessions")},
		{Name: "ResourceServer.ManagedBy", Why: managed, Of: resourceServers},
		{Name: "ResourceServers[].ManagedBy", Why: managed, Of: ops("ListResourceServers")},
		{Name: "UserImportJob.StartDate", Why: future, Of: ops("CreateUserImportJob")},
		{Name: "UserImportJob.CompletionDate", Why: future, Of: ops("CreateUserImportJob", "StartUserImportJob")},
		{Name: "UserImportJob.CompletionMessage", Why: future, Of: ops("CreateUserImportJob", "StartUserImportJob")},
		{Name: "UserPool.Domain", Why: "A pool that was just made has no domain.", Of: ops("CreateUserPool")},
		{Name: "UserPool.CustomDomain", Why: "A pool that was just made has no domain.", Of: ops("CreateUserPool")},
		{Name: "UserPool.EmailConfigurationFailure", Why: sender, Of: ops("CreateUserPool", "DescribeUserPool")},
		{Name: "UserPool.SmsConfigurationFailure", Why: sender, Of: ops("CreateUserPool", "DescribeUserPool")},
		{Name: "UserPool.Status", Why: status, Of: ops("CreateUserPool", "DescribeUserPool")},
		{Name: "UserPools[].Status", Why: status, Of: ops("ListUserPools")},
		{Name: "ClientSecrets[].ClientSecretValue", Why: "A secret is shown once, when it is made.", Of: ops("ListUserPoolClientSecrets")},
	}
}
