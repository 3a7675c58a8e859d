package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// DeviceNotFound. Seen: aws/aws-sdk-net-extensions-cognito#10.
func DeviceNotFound() error { return notFound("Device does not exist.") }

// DeviceUserNotFound is AdminGetDevice or AdminListDevices of nobody: the two do
// not declare UserNotFoundException. Assumed: type and text (A242).
func DeviceUserNotFound() error { return notFound("User does not exist.") }

// InvalidDeviceKey is ConfirmDevice with a key that was not issued to the user, or
// in a pool without devices.
// Seen: aws-amplify/amplify-js#2087 #8469, boto/boto3#4059.
func InvalidDeviceKey() error { return invalidParameter("Invalid device key given.") }

// InvalidDeviceVerifier is a salt or verifier that reads as a negative number, or
// no base64. Seen: aws/aws-sdk-net-extensions-cognito#46 (refused). Assumed: text (A240).
func InvalidDeviceVerifier() error {
	return invalidParameter("Invalid device secret verifier config given.")
}

// DeviceKeyExists. Doc: ConfirmDevice (type). Assumed: text (A240).
func DeviceKeyExists() error {
	return &types.DeviceKeyExistsException{Message: text("Device key already exists.")}
}

// DevicesNotConfigured is a device operation in a pool that remembers none. Doc:
// ForgetDevice (type). Assumed: text (A240).
func DevicesNotConfigured() error {
	return &types.InvalidUserPoolConfigurationException{Message: text("User pool is not configured to remember devices.")}
}

// DeviceBeforeUser is DEVICE_SRP_AUTH of a device that was not asked for, because
// its user did not get that far. Seen: aws-amplify/amplify-js#10582.
func DeviceBeforeUser() error {
	return notAuthorized("Cannot initiate DEVICE_SRP_AUTH flow without first authenticating")
}
