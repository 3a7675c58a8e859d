package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// LimitAttributes is a LimitDefinition that names anything but one Category.
// Doc: LimitDefinitionType. Assumed: type and text (A184).
func LimitAttributes() error {
	return invalidParameter("The attributes of an API_CATEGORY limit must be Category alone.")
}

// LimitNotFound is a category that is none. Doc: GetProvisionedLimit (that the type
// is declared). Assumed: that it is meant for this, and the text (A184).
func LimitNotFound(category string) error {
	return notFound("Limit for category %s does not exist.", category)
}

// LimitNotAdjustable is UpdateProvisionedLimit of a category whose quota is fixed.
// Doc: quotas. Assumed: type and text (A184).
func LimitNotAdjustable(category string) error {
	return invalidParameter("The limit for category %s is not adjustable.", category)
}

// LimitBelowDefault is UpdateProvisionedLimit with less than is free. Doc:
// UpdateProvisionedLimit (refused). Assumed: type and text (A184).
func LimitBelowDefault(category string, free int32) error {
	return invalidParameter("The requested limit for category %s is below the default limit of %d.", category, free)
}

// LimitAboveQuota is UpdateProvisionedLimit with more than the account may have.
// Doc: UpdateProvisionedLimit (type). Assumed: text (A184).
func LimitAboveQuota(category string, highest int32) error {
	return &types.ServiceQuotaExceededException{Message: text("The requested limit for category %s exceeds the account's maximum of %d.", category, highest)}
}
