package trigger

import "context"

// SigningUp is what PreSignUp is told. Doc: "Pre sign-up Lambda trigger". Assumed: validation data that
// was not given is null, and ClientMetadata is absent (A292).
type SigningUp struct {
	// UserAttributes are those of the request only: there is no user yet.
	UserAttributes map[string]string `json:"userAttributes"`
	ValidationData map[string]string `json:"validationData"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// SignUpDecision is what PreSignUp answers.
type SignUpDecision struct {
	AutoConfirmUser bool `json:"autoConfirmUser"`
	AutoVerifyEmail bool `json:"autoVerifyEmail"`
	AutoVerifyPhone bool `json:"autoVerifyPhone"`
}

// PreSignUp asks whether somebody may sign up, or be created.
func (t *Triggers) PreSignUp(ctx context.Context, o Occasion, source string, about SigningUp) (SignUpDecision, error) {
	var d SignUpDecision
	_, err := ask(ctx, t, PreSignUp, o, source, about, &d)
	return d, err
}

// Confirmed is what PostConfirmation is told. Doc: "Post confirmation Lambda trigger".
type Confirmed struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// nothing is the response of triggers that decide nothing.
type nothing struct{}

// PostConfirmation tells that a user was confirmed, or has a new password.
func (t *Triggers) PostConfirmation(ctx context.Context, o Occasion, source string, about Confirmed) error {
	_, err := ask(ctx, t, PostConfirmation, o, source, about, &nothing{})
	return err
}

// Migrating is what UserMigration is told. Doc: "Migrate user Lambda trigger".
type Migrating struct {
	Password       string            `json:"password,omitempty"` // of a sign-in
	ValidationData map[string]string `json:"validationData"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// MigratedUser is what UserMigration answers.
type MigratedUser struct {
	UserAttributes         Texts    `json:"userAttributes"`
	ForceAliasCreation     *bool    `json:"forceAliasCreation"`
	EnableSMSMFA           *bool    `json:"enableSMSMFA"`
	FinalUserStatus        *string  `json:"finalUserStatus"`
	MessageAction          *string  `json:"messageAction"`
	DesiredDeliveryMediums []string `json:"desiredDeliveryMediums"`
}

// UserMigration asks for a user whom the pool does not have. It returns nil when nobody answers for users
// of other directories.
func (t *Triggers) UserMigration(ctx context.Context, o Occasion, source string, about Migrating) (*MigratedUser, error) {
	var u MigratedUser
	called, err := ask(ctx, t, UserMigration, o, source, about, &u)
	if !called || err != nil {
		return nil, err
	}
	return &u, nil
}
