package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// PoolNotFound. Seen: aws/aws-aspnet-cognito-identity-provider#135.
func PoolNotFound(poolID string) error { return notFound("User pool %s does not exist.", poolID) }

// AliasAndUsernameAttributes. Seen: badmintoncryer/cdk-preflight.
func AliasAndUsernameAttributes() error {
	return invalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.")
}

// PasswordNotFirstFactor is AllowedFirstAuthFactors without PASSWORD. Seen: badmintoncryer/cdk-preflight.
func PasswordNotFirstFactor() error {
	return invalidParameter("Password should be configured as one of the allowed first auth factors.")
}

// SMSFactorWithoutSMS is SMS_OTP as first factor. Seen: badmintoncryer/cdk-preflight, go-to-k/cdkd#1968.
func SMSFactorWithoutSMS() error {
	return invalidParameter("SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration")
}

// AutoVerifyWithoutSMS is the phone number in AutoVerifiedAttributes. Seen: badmintoncryer/cdk-preflight.
func AutoVerifyWithoutSMS() error {
	return invalidParameter("SMS configuration is required when phone_number is selected for auto verification")
}

// VerifyBeforeUpdateNotAutoVerified. Seen: badmintoncryer/cdk-preflight, go-to-k/cdkd#1920.
func VerifyBeforeUpdateNotAutoVerified() error {
	return invalidParameter("All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
}

// BothValidityDays is UnusedAccountValidityDays once the password policy has
// TemporaryPasswordValidityDays. Seen: badmintoncryer/cdk-preflight, hashicorp/terraform-provider-aws tests.
func BothValidityDays() error {
	return invalidParameter("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
}

// PreferredUsernameRequiredAlias. Doc: user pool attributes (refused). Assumed: text (A052).
func PreferredUsernameRequiredAlias() error {
	return invalidParameter("preferred_username can not be both a required attribute and an alias.")
}

// RequiredCustomAttribute. Seen: badmintoncryer/cdk-preflight.
func RequiredCustomAttribute() error {
	return invalidParameter("Required custom attributes are not supported currently.")
}

// DuplicateCustomAttribute names it with its prefix. Seen: badmintoncryer/cdk-preflight.
func DuplicateCustomAttribute(name string) error {
	return invalidParameter("Duplicate custom attribute names %s are not allowed in a user pool schema.", name)
}

// CustomAttributeExists is AddCustomAttributes. Seen: getmoto/moto tests.
func CustomAttributeExists(name string) error {
	return invalidParameter("%s: Existing attribute already has name %s.", name, name)
}

// NumberRangeInverted. Seen: badmintoncryer/cdk-preflight.
func NumberRangeInverted(name string) error {
	return invalidParameter("Attribute %s cannot have a max value smaller than it's min value", name)
}

// LengthRangeInverted. Seen: badmintoncryer/cdk-preflight.
func LengthRangeInverted(name string) error {
	return invalidParameter("Attribute %s cannot have a max length shorter than it's min length", name)
}

// StandardAttributeChanged is another type for, or a developer-only, standard
// attribute. Seen: badmintoncryer/cdk-preflight.
func StandardAttributeChanged(name string) error {
	return invalidParameter("You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute %s", name)
}

// InvalidStringConstraints is a length that is no number. Seen: badmintoncryer/cdk-preflight.
func InvalidStringConstraints(name string) error {
	return invalidParameter("Invalid StringAttributeConstraints for schema attribute %s", name)
}

// InvalidNumberConstraints is a limit that is no number. Seen: badmintoncryer/cdk-preflight.
func InvalidNumberConstraints(name string) error {
	return invalidParameter("Invalid NumberAttributeConstraints for schema attribute %s", name)
}

// AttributeTooLong is a MaxLength above 2048. Seen: getmoto/moto tests. Assumed: that they are right (A056).
func AttributeTooLong(name string) error {
	return invalidParameter("user.%s: String attributes cannot have a length of more than 2048", name)
}

// AttributeNameMissing is a custom attribute without a name, which the model allows. Assumed (A303).
func AttributeNameMissing() error { return invalidParameter("Custom attribute name must not be null.") }

// AttributeTypeMissing is a custom attribute without AttributeDataType.
// Seen: aws-amplify/amplify-cli#9525 #9960.
func AttributeTypeMissing() error {
	return invalidParameter("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")
}

// TooManyCustomAttributes: 50 a pool. Doc: quotas. Assumed: type and text (A042).
func TooManyCustomAttributes() error {
	return invalidParameter("User pool schema cannot have more than 50 custom attributes.")
}

// RecoveryDuplicate. Seen: badmintoncryer/cdk-preflight.
func RecoveryDuplicate() error {
	return invalidParameter("Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.")
}

// RecoveryAdminOnlyWithOther. Seen: badmintoncryer/cdk-preflight.
func RecoveryAdminOnlyWithOther() error {
	return invalidParameter("Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.")
}

// SourceARNMissing is EmailSendingAccount DEVELOPER. Seen: badmintoncryer/cdk-preflight.
func SourceARNMissing() error {
	return invalidParameter("Source ARN is required to use DEVELOPER email sending owner")
}

// InvalidFromAddress. Seen: badmintoncryer/cdk-preflight.
func InvalidFromAddress() error { return invalidParameter("Provided From email address is invalid") }

// SESRegionNotSupported lists the regions, joined by comma. Seen: badmintoncryer/cdk-preflight.
func SESRegionNotSupported(regions string) error {
	return invalidParameter("Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: %s.", regions)
}

// CustomSenderWithoutKey. Seen: badmintoncryer/cdk-preflight.
func CustomSenderWithoutKey() error {
	return invalidParameter("KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.")
}

// PreTokenGenerationTwice is PreTokenGeneration and PreTokenGenerationConfig with
// two functions. Seen: badmintoncryer/cdk-preflight.
func PreTokenGenerationTwice() error {
	return invalidParameter("Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's")
}

// SNSRegionNotAllowed. Seen: badmintoncryer/cdk-preflight.
func SNSRegionNotAllowed(region, allowed string) error {
	return invalidParameter("Invalid snsRegion. Allowed SNS region for %s is %s", region, allowed)
}

// PoolProtected is DeleteUserPool with deletion protection. Seen: public stack errors.
func PoolProtected() error {
	return invalidParameter("The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
}

// PoolHasDomain is DeleteUserPool. Doc: API_DeleteUserPool.
func PoolHasDomain() error {
	return invalidParameter("User pool cannot be deleted. It has a domain configured that should be deleted first.")
}

// ImportInProgress. Doc: DeleteUserPool (type). Assumed: text (A048).
func ImportInProgress() error {
	return &types.UserImportInProgressException{Message: text("A user import job is in progress for this user pool.")}
}

// InvalidTags is a bad tag key or value. Doc: CreateUserPool (type). Assumed: text (A048).
func InvalidTags() error {
	return &types.UserPoolTaggingException{Message: text("Invalid tags given for the user pool.")}
}

// TooManyTags: 50 a pool. Doc: tagging. Assumed: type and text (A042).
func TooManyTags() error {
	return &types.UserPoolTaggingException{Message: text("A user pool can have at most 50 tags.")}
}

// TooManyPools. Doc: quotas. Assumed: text (A042).
func TooManyPools() error {
	return limitExceeded("The maximum number of user pools for the account has been reached.")
}

// FeaturesAboveTier is a pool configuration with features the tier lacks.
// Seen: badmintoncryer/cdk-preflight. Assumed: several are joined by a comma (A058).
func FeaturesAboveTier(tier types.UserPoolTierType, features string) error {
	return &types.FeatureUnavailableInTierException{Message: text("The following features need to be disabled for the %s pricing tier configured: %s", tier, features)}
}

// FeatureAboveTier is a call that is about one feature the tier lacks. Seen: badmintoncryer/cdk-preflight.
func FeatureAboveTier(tier types.UserPoolTierType, feature string) error {
	return &types.FeatureUnavailableInTierException{Message: text("The following feature is not available for the %s pricing tier configured: %s", tier, feature)}
}

// TierChangeNotAllowed. Doc: UpdateUserPool (type). Assumed: text (A048).
func TierChangeNotAllowed() error {
	return &types.TierChangeNotAllowedException{Message: text("The tier of this user pool cannot be changed.")}
}

// AddOnNotEnabled is a risk or event operation without threat protection. Doc:
// AdminListUserAuthEvents (type). Assumed: text (A048).
func AddOnNotEnabled() error {
	return &types.UserPoolAddOnNotEnabledException{Message: text("User pool add-ons are not enabled for this user pool.")}
}

// ReplicaNotFound. Doc: DeleteUserPoolReplica (type). Assumed: text (A048).
func ReplicaNotFound(region string) error {
	return notFound("User pool replica in region %s does not exist.", region)
}

// ReplicaActive is the deletion of a replica that is not INACTIVE. Doc:
// DeleteUserPoolReplica (refused). Assumed: type and text (A048).
func ReplicaActive() error {
	return invalidParameter("The user pool replica must be inactive before it can be deleted.")
}

// LogSourceTwice is SetLogDeliveryConfiguration. Seen: badmintoncryer/cdk-preflight.
func LogSourceTwice() error {
	return invalidParameter("Following event sources appear more then once in a request")
}

// ARNOfOtherRegion is SetLogDeliveryConfiguration. Seen: badmintoncryer/cdk-preflight.
func ARNOfOtherRegion() error { return invalidParameter("ARN does not belong to current region") }

// IncorrectCIDR is SetRiskConfiguration. Seen: badmintoncryer/cdk-preflight.
func IncorrectCIDR() error { return invalidParameter("Incorrect CIDR format") }
