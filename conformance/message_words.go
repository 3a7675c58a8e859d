package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// wordCases are about the texts of messages that nobody wrote, and where links lead.
func wordCases() []Case {
	withLink := With(func(in *cip.CreateUserPoolInput) {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
		in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink}
	})
	linked := func(w *World) { w.Pool(withLink); w.Client(); w.SignedUp(UnverifiedMail(annMail)) }
	return []Case{
		{
			Operations: ops("SignUp"), Needs: needs(Inspect), Says: "words: a mail with a link, where the pool has none of its own", Assumes: "A031", Given: linked,
			Steps: steps(func(w *World) {
				m := w.Message(w.user, ForSignUp)
				w.Equal([]string{m.Subject, m.Body}, []string{"Your verification link",
					`Please click the link below to verify your email address. <a href="` + strings.ReplaceAll(m.Link, "&", "&amp;") + `">Verify Email</a> `})
			}),
		},
		{
			Operations: ops("InitiateAuth"), Needs: needs(Inspect), Says: "words: the code of a second factor by SMS, where the pool has none of its own", Assumes: "A031",
			Given: func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(Phone(annPhone)) },
			Steps: steps(func(w *World) {
				w.SignIn()
				m := w.Message(w.user, ForSignIn)
				w.Equal(m.Body, "Your authentication code is "+m.Code+". ")
			}),
		},
		{
			Operations: ops("InitiateAuth", "SetUserPoolMfaConfig"), Needs: needs(Inspect), Says: "words: the code of a second factor by e-mail, where the pool has none of its own", Assumes: "A031",
			Given: func(w *World) {
				w.Pool(With(func(in *cip.CreateUserPoolInput) { in.EmailConfiguration = sesSender() }), Recovery("admin_only"))
				OK(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: &w.pool.ID, MfaConfiguration: "ON", EmailMfaConfiguration: &types.EmailMfaConfigType{}})
				w.Client()
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.SignIn()
				m := w.Message(w.user, ForSignIn)
				w.Equal([]string{m.Subject, m.Body}, []string{"Your authentication code", "Your authentication code is " + m.Code + ". "})
			}),
		},
		{
			Operations: ops("ForgotPassword"), Says: "words: somebody who is not there has an address of one letter, or of the number that was typed", Assumes: "A031",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(HideUsers()) },
			Steps: steps(func(w *World) {
				for name, want := range map[string]*types.CodeDeliveryDetailsType{
					"ann@example.com": byMail("a***@e***"),
					"+15550100001":    {AttributeName: new("phone_number"), DeliveryMedium: "SMS", Destination: new("+*******0001")},
				} {
					Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &name}, &cip.ForgotPasswordOutput{CodeDeliveryDetails: want})
				}
				for _, name := range []string{"nobody", "somebody"} {
					got := *OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &name}).CodeDeliveryDetails.Destination
					if len(got) != len("a***@b***") || got[1:5] != "***@" || got[6:] != "***" {
						w.Errorf("%s has the address %s", name, got)
					}
				}
			}),
		},
		{
			// On purpose; see the assumption.
			Operations: ops("SignUp"), Needs: needs(Inspect), Says: "words: the link leads to the place where the service is asked, whether the pool has a domain or not", Assumes: "A310", Given: linked,
			Steps: steps(func(w *World) {
				m := w.Message(w.user, ForSignUp)
				issuer, _, _ := strings.Cut(w.issuer(), "/"+w.pool.ID)
				w.Equal(m.Link, issuer+"/confirmUser?client_id="+w.client.ID+"&user_name="+w.user.Login+"&confirmation_code="+m.Code)
			}),
		},
	}
}
