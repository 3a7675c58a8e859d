package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// invite makes ann with these attributes, by turns, and the messages that mediums name.
func (w *World) invite(mediums []types.DeliveryMediumType, change func(*cip.AdminCreateUserInput), pairs ...string) {
	w.t.Helper()
	in := &cip.AdminCreateUserInput{
		UserPoolId: &w.pool.ID, Username: new("ann"), UserAttributes: attributes(pairs...), DesiredDeliveryMediums: mediums,
	}
	if change != nil {
		change(in)
	}
	made := OK(w, w.API.AdminCreateUser, in).User
	w.user = &User{Login: *in.Username, Username: *made.Username, Password: password, Pool: w.pool}
}

// again asks for another invitation of the user made last, by e-mail.
func (w *World) again(change func(*cip.AdminCreateUserInput)) *cip.AdminCreateUserInput {
	in := &cip.AdminCreateUserInput{
		UserPoolId: &w.pool.ID, Username: &w.user.Login, MessageAction: "RESEND", DesiredDeliveryMediums: byEmail(),
	}
	if change != nil {
		change(in)
	}
	return in
}

func byEmail() []types.DeliveryMediumType { return []types.DeliveryMediumType{"EMAIL"} }

// invitations are the messages that invited the user made last: channel, destination, the password in its place and in
// the text, and the name in the text.
func (w *World) invitations(want ...[2]string) {
	w.t.Helper()
	got := [][2]string{}
	for _, m := range w.Messages(w.user, ForInvitation) {
		got = append(got, [2]string{m.Channel, m.Destination})
		if m.Code == "" || !strings.Contains(m.Body, m.Code) || !strings.Contains(m.Body, w.user.Username) {
			w.Errorf("name and password are not in %+v", m)
		}
	}
	w.Equal(got, append([][2]string{}, want...))
}

// invitationCases are about the messages that carry temporary passwords. Doc: API_AdminCreateUser.
func invitationCases() []Case {
	about := ops("AdminCreateUser")
	mail, sms := [2]string{"email", annMail}, [2]string{"sms", annPhone}
	both := []string{"email", annMail, "phone_number", annPhone}
	sent := func(says string, pool []PoolOption, mediums []types.DeliveryMediumType, pairs []string, want ...[2]string) Case {
		return Case{
			Operations: about, Needs: needs(Inspect), Says: says, Given: inPool(pool...),
			Steps: steps(func(w *World) { w.invite(mediums, nil, pairs...) }, func(w *World) { w.invitations(want...) }),
		}
	}
	silent := func(says, number string, change func(*cip.AdminCreateUserInput), pool []PoolOption, mediums []types.DeliveryMediumType, pairs ...string) Case {
		return Case{
			Operations: about, Needs: needs(Inspect), Says: says, Assumes: number, Given: inPool(pool...),
			Steps: steps(func(w *World) { w.invite(mediums, change, pairs...) }, func(w *World) { w.invitations() }),
		}
	}
	words := With(func(in *cip.CreateUserPoolInput) {
		in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{InviteMessageTemplate: &types.MessageTemplateType{
			EmailSubject: new("Come in"), EmailMessage: new("Dear {username}, say {####}, {####}!"), SMSMessage: new("{username}: {####}"),
		}}
	})
	own := func(says, medium, subject, body string, pairs ...string) Case {
		return Case{
			Operations: ops("AdminCreateUser", "CreateUserPool"), Needs: needs(Inspect), Says: says, Given: inPool(SendsSMS(), words),
			Steps: steps(
				func(w *World) {
					w.invite([]types.DeliveryMediumType{types.DeliveryMediumType(medium)}, func(in *cip.AdminCreateUserInput) { in.TemporaryPassword = new(password) }, pairs...)
				},
				func(w *World) {
					m := w.Message(w.user, ForInvitation)
					w.Equal([]string{m.Subject, m.Body, m.Code, m.Link}, []string{subject, body, password, ""})
				},
			),
		}
	}
	return []Case{
		sent("an invitation goes by SMS where the request does not say", []PoolOption{SendsSMS()}, nil, both, sms),
		sent("an invitation goes by e-mail where the request says so", []PoolOption{SendsSMS()}, byEmail(), both, mail),
		sent("an invitation goes both ways", []PoolOption{SendsSMS()}, []types.DeliveryMediumType{"EMAIL", "SMS"}, both, mail, sms),
		sent("an address need not be verified for an invitation", nil, byEmail(), []string{"email", annMail}, mail),
		{
			Operations: about, Needs: needs(Inspect), Says: "where addresses are usernames the invitation goes there", Given: inPool(SignInWith("email")),
			Steps: steps(
				func(w *World) {
					w.invite(byEmail(), func(in *cip.AdminCreateUserInput) { in.Username = new(annMail) })
				},
				func(w *World) { w.Equal(w.Message(w.user, ForInvitation).Destination, annMail) },
			),
		},
		silent("nothing is sent to who lacks the address", "A125", nil, []PoolOption{SendsSMS()}, nil, "email", annMail),
		silent("SUPPRESS sends nothing", "", func(in *cip.AdminCreateUserInput) { in.MessageAction = "SUPPRESS" }, []PoolOption{SendsSMS()},
			[]types.DeliveryMediumType{"EMAIL", "SMS"}, both...),
		own("an invitation by e-mail is in the pool's own words", "EMAIL", "Come in", "Dear ann, say "+password+", "+password+"!", both...),
		own("an invitation by SMS is in the pool's own words", "SMS", "", "ann: "+password, both...),
		{
			Operations: about, Needs: needs(Inspect), Says: "without a temporary password one is made that keeps the policy, and the first sign-in takes it",
			Given: func(w *World) {
				w.Pool(Passwords(types.PasswordPolicyType{
					MinimumLength: new(int32(40)), RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true,
				}))
				w.Client()
			},
			Steps: steps(
				func(w *World) {
					w.invite(byEmail(), func(in *cip.AdminCreateUserInput) { in.TemporaryPassword = new("") }, "email", annMail)
				},
				func(w *World) {
					made := w.Message(w.user, ForInvitation).Code
					a, err := w.TrySignIn(made)
					w.must(err)
					w.Asked(a, "NEW_PASSWORD_REQUIRED")
					// The policy takes it.
					w.SetPassword(w.user, made)
				},
			),
		},
		{
			// Seen: aws/aws-sdk#438, the user is there; the text in aws-amplify/amplify-js#166.
			Operations: about, Says: "an invitation by SMS that the pool cannot send is refused, and the user is there", Assumes: "A125", Given: inPool(),
			Steps: steps(
				func(w *World) {
					Refuses(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: &w.pool.ID, Username: new("ann"), UserAttributes: attributes(both...)},
						"CodeDeliveryFailureException")
				},
				func(w *World) {
					w.Status(&User{Login: "ann", Pool: w.pool}, types.UserStatusTypeForceChangePassword)
				},
			),
		},
	}
}

// resendCases are about inviting again.
func resendCases() []Case {
	about := ops("AdminCreateUser")
	invited := func(w *World) { w.Pool(); w.Client(); w.invite(byEmail(), nil, "email", annMail) }
	// Seen: by clients.
	const not = "Resend not possible. ann status is not FORCE_CHANGE_PASSWORD"
	refused := func(says string, given func(*World), code string, texts ...string) Case {
		return Case{
			Operations: about, Says: "refused: RESEND for " + says, Given: given,
			Steps: steps(func(w *World) { Refuses(w, w.API.AdminCreateUser, w.again(nil), code, texts...) }),
		}
	}
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "RESEND sends another temporary password, and the one before is void", Given: invited,
			Steps: steps(
				func(w *World) {
					w.Keep("first", w.Message(w.user, ForInvitation).Code)
					Answers(w, w.API.AdminCreateUser, w.again(nil), &cip.AdminCreateUserOutput{User: createdUser("ann", "email", annMail)})
				},
				func(w *World) {
					w.invitations([2]string{"email", annMail}, [2]string{"email", annMail})
					w.Fails(Refusal(w.TrySignIn(w.Kept("first"))), "NotAuthorizedException", badPassword)
					a, err := w.TrySignIn(w.Message(w.user, ForInvitation).Code)
					w.must(err)
					w.Asked(a, "NEW_PASSWORD_REQUIRED")
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "RESEND leaves the attributes of the request aside", Assumes: "A120", Given: invited,
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminCreateUser, w.again(func(in *cip.AdminCreateUserInput) {
					in.TemporaryPassword = new(otherPassword)
					in.UserAttributes = attributes("email", "else@example.com", "custom:none", "x")
				}))
				w.Equal(w.Value(w.user, "email"), annMail)
				w.Equal(w.Message(w.user, ForInvitation).Code, otherPassword)
			}),
		},
		refused("a user who is not there", func(w *World) { w.Pool(); w.user = &User{Login: "ann", Pool: w.pool} }, "UserNotFoundException", noSuchUser),
		refused("a user who has come", func(w *World) { w.Pool(); w.User(Named("ann"), Mail(annMail)) }, "UnsupportedUserStateException", not),
		refused("a user who signed up", func(w *World) { w.Pool(); w.Client(); w.SignedUp(Named("ann")) }, "UnsupportedUserStateException", not),
		{
			Operations: about, Says: "refused: RESEND with a temporary password that the policy refuses", Given: invited,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminCreateUser, w.again(func(in *cip.AdminCreateUserInput) { in.TemporaryPassword = new("short") }), "InvalidPasswordException",
					"Password did not conform with password policy: Password not long enough")
			}),
		},
	}
}
