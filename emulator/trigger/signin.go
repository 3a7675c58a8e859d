package trigger

import "context"

// SigningIn is what PreAuthentication is told. Doc: "Pre authentication Lambda trigger".
type SigningIn struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ValidationData map[string]string `json:"validationData"`
	UserNotFound   *bool             `json:"userNotFound,omitempty"`
}

// PreAuthentication asks whether a user may try to sign in.
func (t *Triggers) PreAuthentication(ctx context.Context, o Occasion, about SigningIn) (called bool, err error) {
	return ask(ctx, t, PreAuthentication, o, "PreAuthentication_Authentication", about, &nothing{})
}

// SignedIn is what PostAuthentication is told. Doc: "Post authentication Lambda trigger".
type SignedIn struct {
	UserAttributes map[string]string `json:"userAttributes"`
	// NewDeviceUsed is told where the pool tracks devices, and of users of identity providers.
	NewDeviceUsed  *bool             `json:"newDeviceUsed,omitempty"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// PostAuthentication tells that a user signed in and is about to get tokens.
func (t *Triggers) PostAuthentication(ctx context.Context, o Occasion, about SignedIn) (called bool, err error) {
	return ask(ctx, t, PostAuthentication, o, "PostAuthentication_Authentication", about, &nothing{})
}

// Challenge is a step of a custom sign-in that was taken. Doc: "Define Auth challenge Lambda trigger".
type Challenge struct {
	Name     string  `json:"challengeName"`
	Result   bool    `json:"challengeResult"`
	Metadata *string `json:"challengeMetadata"`
}

// Defining is what DefineAuthChallenge is told.
type Defining struct {
	UserAttributes map[string]string `json:"userAttributes"`
	Session        []Challenge       `json:"session"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
	UserNotFound   *bool             `json:"userNotFound,omitempty"`
}

// Definition is what DefineAuthChallenge answers.
type Definition struct {
	ChallengeName      *string `json:"challengeName"`
	IssueTokens        *bool   `json:"issueTokens"`
	FailAuthentication *bool   `json:"failAuthentication"`
}

// DefineAuthChallenge asks what a custom sign-in goes on with. It returns nil when there is no function.
func (t *Triggers) DefineAuthChallenge(ctx context.Context, o Occasion, about Defining) (*Definition, error) {
	if about.Session == nil {
		about.Session = []Challenge{}
	}
	var d Definition
	called, err := ask(ctx, t, DefineAuthChallenge, o, "DefineAuthChallenge_Authentication", about, &d)
	if !called || err != nil {
		return nil, err
	}
	return &d, nil
}

// Creating is what CreateAuthChallenge is told. Doc: "Create Auth challenge Lambda trigger".
type Creating struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ChallengeName  string            `json:"challengeName"`
	Session        []Challenge       `json:"session"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
	UserNotFound   *bool             `json:"userNotFound,omitempty"`
}

// Creation is what CreateAuthChallenge answers.
type Creation struct {
	Public   Texts   `json:"publicChallengeParameters"`
	Private  Texts   `json:"privateChallengeParameters"`
	Metadata *string `json:"challengeMetadata"`
}

// CreateAuthChallenge asks for a custom challenge. It returns nil when there is no function.
func (t *Triggers) CreateAuthChallenge(ctx context.Context, o Occasion, about Creating) (*Creation, error) {
	if about.Session == nil {
		about.Session = []Challenge{}
	}
	var c Creation
	called, err := ask(ctx, t, CreateAuthChallenge, o, "CreateAuthChallenge_Authentication", about, &c)
	if !called || err != nil {
		return nil, err
	}
	return &c, nil
}

// Verifying is what VerifyAuthChallengeResponse is told.
// Doc: "Verify Auth challenge response Lambda trigger".
type Verifying struct {
	UserAttributes  map[string]string `json:"userAttributes"`
	Private         map[string]string `json:"privateChallengeParameters"`
	ChallengeAnswer string            `json:"challengeAnswer"`
	ClientMetadata  map[string]string `json:"clientMetadata,omitempty"`
	UserNotFound    *bool             `json:"userNotFound,omitempty"`
}

// Verification is what VerifyAuthChallengeResponse answers.
type Verification struct {
	AnswerCorrect *bool `json:"answerCorrect"`
}

// VerifyAuthChallengeResponse asks whether an answer is right. It returns nil when there is no function.
func (t *Triggers) VerifyAuthChallengeResponse(ctx context.Context, o Occasion, about Verifying) (*Verification, error) {
	var v Verification
	called, err := ask(ctx, t, VerifyAuthChallengeResponse, o, "VerifyAuthChallengeResponse_Authentication", about, &v)
	if !called || err != nil {
		return nil, err
	}
	return &v, nil
}
