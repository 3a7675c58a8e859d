package account

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// Application is a request to become a user, as the PreSignUp function is told of it.
type Application struct {
	Client     *state.Client // nil: an administrator makes the user
	External   bool          // an identity provider does
	User       *state.User   // not stored yet
	Attributes []types.AttributeType
	Validation []types.AttributeType
	Metadata   map[string]string
}

// PreSignUp asks the pool's function whether somebody may become a user, and does with the user what it
// answers. What it says of a user whom an administrator makes counts for nothing, an error apart.
// Doc: "Pre sign-up Lambda trigger". Seen: aws/aws-sdk-java#1049 (what cannot be verified). Assumed: the
// function is asked when the request has been judged, and before it is known whether the name is free
// (A289).
func (a *Accounts) PreSignUp(c *op.Call, p Application) error {
	source, about := trigger.SourceSignUp, trigger.SigningUp{
		UserAttributes: p.submitted(), ValidationData: pairs(p.Validation), ClientMetadata: p.Metadata,
	}
	switch {
	case p.External:
		source = trigger.SourceExternalProvider
		p.adorn(&about)
	case p.Client == nil:
		source = trigger.SourceAdminCreateUser
	}
	d, err := a.Triggers.PreSignUp(c.Context(), c.Occasion(p.Client, p.User.Username), source, about)
	if err != nil || p.Client == nil {
		return err
	}
	for attribute, verify := range map[string]bool{"email": d.AutoVerifyEmail, "phone_number": d.AutoVerifyPhone} {
		switch {
		case !verify, p.External && p.User.Attributes[attribute] == "": // Assumed: the latter (A419)
			continue
		case !d.AutoConfirmUser && !p.External:
			return fault.AutoVerifyUnconfirmed()
		case p.User.Attributes[attribute] == "":
			return fault.AutoVerifyMissing(attribute)
		}
		p.User.Attributes[attribute+"_verified"] = "true"
	}
	if d.AutoConfirmUser && !p.External { // there is nothing to confirm
		p.User.Status = types.UserStatusTypeConfirmed
	}
	return nil
}

// adorn adds what functions are told of users from identity providers only.
// Seen: events in the tests of public apps, and one of a public blog, 2019 to 2021.
func (p Application) adorn(about *trigger.SigningUp) {
	about.ValidationData = map[string]string{}
	for _, name := range contacts {
		about.UserAttributes["cognito:"+name+"_alias"] = ""
	}
}

// submitted are the attributes that the request gave, and what stands in for the username. Who signs up
// does not give the marks of verification.
func (p Application) submitted() map[string]string {
	told := maps.Clone(p.User.Attributes)
	for _, name := range contacts {
		flag := name + "_verified"
		if !slices.ContainsFunc(p.Attributes, func(a types.AttributeType) bool { return aws.ToString(a.Name) == flag }) {
			delete(told, flag)
		}
	}
	return told
}

// pairs is a list of attributes as functions are told of it: null when there is none.
func pairs(list []types.AttributeType) map[string]string {
	if len(list) == 0 {
		return nil
	}
	m := make(map[string]string, len(list))
	for _, a := range list {
		m[aws.ToString(a.Name)] = aws.ToString(a.Value)
	}
	return m
}

// Confirmed tells the pool's function that a user was confirmed or has a new password. That is written
// already and stays so, whatever the function says; but the operation fails with its error.
// Doc: "Post confirmation Lambda trigger". Seen: dabit3/full-stack-serverless-code#108 (the error).
func (a *Accounts) Confirmed(c *op.Call, client *state.Client, u *state.User, source string, metadata map[string]string) error {
	if !trigger.Configured(c.Pool, trigger.PostConfirmation) {
		return nil
	}
	now := a.Store.View().User(u.Pool, u.Sub)
	if now == nil { // deleted meanwhile
		return nil
	}
	return a.Triggers.PostConfirmation(c.Context(), c.Occasion(client, now.Username), source, trigger.Confirmed{
		UserAttributes: trigger.Attributes(c.Pool, now), ClientMetadata: metadata,
	})
}
