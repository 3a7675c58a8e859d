package conformance

import (
	"net/url"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Purposes of the messages that tell of a risk, named after the templates.
const (
	ForBlock    = "RiskNotification_BlockEmail"
	ForMFA      = "RiskNotification_MfaEmail"
	ForNoAction = "RiskNotification_NoActionEmail"
)

// notifying makes a pool that answers every risk with an action and tells the user of it, and says that there is one.
func notifying(mode types.AdvancedSecurityModeType, action types.AccountTakeoverEventActionType, change func(*types.NotifyConfigurationType)) func(w *World) {
	return func(w *World) {
		w.Pool(MFA("OPTIONAL", Email), Recovery("admin_only"), Protected(mode))
		w.Client()
		w.User(UnverifiedMail(annMail))
		w.configure(func(in *cip.SetRiskConfigurationInput) {
			answering("", "", action)(in)
			takeover := in.AccountTakeoverRiskConfiguration
			takeover.Actions.HighAction.Notify = true
			takeover.NotifyConfiguration = &types.NotifyConfigurationType{
				SourceArn:     new("arn:aws:ses:us-east-1:123456789012:identity/admin@example.com"),
				BlockEmail:    &types.NotifyEmailType{Subject: new("Blocked {ip-address}"), TextBody: new("{username} {city} {country} {device-name} {event-id} {feedback-token} {login-time}")},
				MfaEmail:      &types.NotifyEmailType{Subject: new("Asked"), TextBody: new("was asked"), HtmlBody: new("<p>{city}</p><a href='{one-click-link-invalid}'>")},
				NoActionEmail: &types.NotifyEmailType{Subject: new("Passed"), TextBody: new("{one-click-link-valid} {one-click-link-invalid}")},
			}
			if change != nil {
				change(takeover.NotifyConfiguration)
			}
		})
		w.Fear(threats{Risks: []feared{{Level: "High"}}, Places: []located{{IPAddress: elsewhere, City: "<Town>", Country: "Utopia"}}})
	}
}

// noticeCases are about the messages that tell of a risk. Doc: developer guide, adaptive authentication;
// NotifyConfigurationType.
func noticeCases() []Case {
	about := ops("SetRiskConfiguration", "AdminInitiateAuth")
	silent := func(says, assumes string, given func(w *World), then func(w *World)) Case {
		return Case{
			Operations: about, Says: "notification: " + says, Assumes: assumes, Needs: needs(Inspect), Given: given,
			Steps: steps(func(w *World) { w.Silent(w.user, func() { then(w) }) }),
		}
	}
	passes := func(w *World) {
		_, err := w.TrySignInFrom(elsewhere, password)
		w.must(err)
	}
	notAsked := func(in *cip.SetRiskConfigurationInput) { answering("", "", "NO_ACTION")(in) }
	return []Case{
		{
			Operations: about, Says: "notification: a blocked sign-in is told with the template of that name and its placeholders", Needs: needs(Inspect), Given: notifying("ENFORCED", "BLOCK", nil),
			Steps: steps(
				func(w *World) {
					w.Fails(Refusal(w.TrySignInFrom(elsewhere, password)), "NotAuthorizedException", signInBlocked)
				},
				func(w *World) {
					m, e := w.Message(w.user, ForBlock), w.events()[0]
					stamp := strings.TrimPrefix(m.Body, strings.Join([]string{w.user.Username, "<Town> Utopia Chrome 125, macOS 15.0", *e.EventId, m.Code, ""}, " "))
					w.Equal(stamp, e.CreationDate.UTC().Format("2006-01-02 15:04:05 UTC"))
					w.Equal(m, Message{ID: AnyText, UserPoolID: w.pool.ID, ClientID: w.client.ID, Username: w.user.Username, Channel: "email", Destination: annMail,
						Purpose: ForBlock, Code: m.Code, Link: m.Link, Subject: "Blocked " + elsewhere, Body: m.Body, SentAt: lately})
				},
			),
		},
		{
			Operations: about, Says: "notification: a factor that was asked for is told as HTML, where the template has both", Assumes: "A262", Needs: needs(Inspect), Given: notifying("ENFORCED", "MFA_IF_CONFIGURED", nil),
			Steps: steps(func(w *World) {
				passes(w)
				m := w.Message(w.user, ForMFA)
				w.Equal([]any{m.Subject, strings.HasPrefix(m.Body, "<p>&lt;Town&gt;</p><a href='http"), strings.Contains(m.Body, "&amp;")}, []any{"Asked", true, true})
				w.Equal(len(w.Messages(w.user, ForSignIn)), 1) // the code comes all the same
			}),
		},
		{
			Operations: about, Says: "notification: a sign-in that passed is told, once", Needs: needs(Inspect), Given: notifying("ENFORCED", "NO_ACTION", nil),
			Steps: steps(func(w *World) {
				passes(w)
				w.Equal(len(w.Messages(w.user, "")), 1)
				m := w.Message(w.user, ForNoAction)
				w.Equal([]any{m.Subject, strings.HasPrefix(m.Body, m.Link+" ")}, []any{"Passed", true})
			}),
		},
		{
			Operations: about, Says: "notification: without a template it says so in other words", Assumes: "A262", Needs: needs(Inspect),
			Given: notifying("ENFORCED", "NO_ACTION", func(n *types.NotifyConfigurationType) { n.NoActionEmail = nil }),
			Steps: steps(func(w *World) {
				passes(w)
				m := w.Message(w.user, ForNoAction)
				w.Equal([]bool{m.Subject != "", strings.Contains(m.Body, m.Link), strings.Contains(m.Body, elsewhere)}, []bool{true, true, true})
			}),
		},
		silent("none from a pool that only watches", "A262", notifying("AUDIT", "BLOCK", nil), passes),
		silent("none where it is not asked for", "", func(w *World) {
			notifying("ENFORCED", "NO_ACTION", nil)(w)
			w.configure(notAsked)
		}, passes),
		silent("none of a sign-in without a risk", "", func(w *World) {
			notifying("ENFORCED", "NO_ACTION", nil)(w)
			w.Fear(threats{})
		}, passes),
		silent("none of a sign-in with the wrong password", "A256", notifying("ENFORCED", "BLOCK", nil), func(w *World) {
			w.Fails(Refusal(w.TrySignInFrom(elsewhere, "Wr0ng!pass")), "NotAuthorizedException", badPassword)
		}),
	}
}

// feedbackCases are about whether an event was the user. Doc: API_UpdateAuthEventFeedback,
// API_AdminUpdateAuthEventFeedback; developer guide, adaptive authentication.
func feedbackCases() []Case {
	users, admins := ops("UpdateAuthEventFeedback"), ops("AdminUpdateAuthEventFeedback")
	told := func(w *World) {
		notifying("ENFORCED", "NO_ACTION", nil)(w)
		_, err := w.TrySignInFrom(elsewhere, password)
		w.must(err)
		w.Keep("token", w.Message(w.user, ForNoAction).Code)
		w.Keep("event", *w.events()[0].EventId)
	}
	happened := func(w *World) { protected("AUDIT")(w); w.Tokens(); w.Keep("event", *w.events()[0].EventId) }
	user := func(w *World, value types.FeedbackValueType) *cip.UpdateAuthEventFeedbackInput {
		return &cip.UpdateAuthEventFeedbackInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, EventId: new(w.Kept("event")),
			FeedbackToken: new(w.Kept("token")), FeedbackValue: value}
	}
	admin := func(w *World, value types.FeedbackValueType) *cip.AdminUpdateAuthEventFeedbackInput {
		return &cip.AdminUpdateAuthEventFeedbackInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, EventId: new(w.Kept("event")), FeedbackValue: value}
	}
	said := func(w *World, value types.FeedbackValueType, by string) {
		w.t.Helper()
		w.Equal(w.events()[0].EventFeedback, &types.EventFeedbackType{FeedbackValue: value, Provider: &by, FeedbackDate: Lately()})
	}
	unsaid := func(w *World) {
		w.t.Helper()
		w.Equal(w.events()[0].EventFeedback, (*types.EventFeedbackType)(nil))
	}
	return []Case{
		{
			Operations: users, Says: "the token of the message lets the user say it, and say something else", Assumes: "A266", Needs: needs(Inspect), Given: told,
			Steps: steps(
				func(w *World) {
					unsaid(w)
					Answers(w, w.Unsigned.UpdateAuthEventFeedback, user(w, "Valid"), &cip.UpdateAuthEventFeedbackOutput{})
					said(w, "Valid", "User")
				},
				func(w *World) {
					OK(w, w.Unsigned.UpdateAuthEventFeedback, user(w, "Invalid"))
					said(w, "Invalid", "User")
				},
			),
		},
		{
			Operations: users, Says: "the links of the message say it", Needs: needs(Inspect), Given: told,
			Steps: steps(func(w *World) {
				for i, value := range []types.FeedbackValueType{"Valid", "Invalid"} {
					at, err := url.Parse(strings.Fields(w.Message(w.user, ForNoAction).Body)[i])
					w.must(err)
					if r := w.Get(at.RequestURI()); r.Status != 200 {
						w.Errorf("%d %s", r.Status, r.Body)
					}
					said(w, value, "User")
				}
			}),
		},
		{
			Operations: users, Says: "refused: another token, and that of another event", Assumes: "A264", Needs: needs(Inspect), Given: told,
			Steps: steps(func(w *World) {
				in := user(w, "Valid")
				in.FeedbackToken = new(wrong(w.Kept("token") + "0"))
				Refuses(w, w.Unsigned.UpdateAuthEventFeedback, in, "NotAuthorizedException")
				_, err := w.TrySignInFrom(elsewhere, password)
				w.must(err)
				in.FeedbackToken = new(w.Message(w.user, ForNoAction).Code)
				Refuses(w, w.Unsigned.UpdateAuthEventFeedback, in, "NotAuthorizedException")
				unsaid(w)
			}),
		},
		{
			Operations: users, Says: "refused: an event that nobody was told of", Assumes: "A264", Given: happened,
			Steps: steps(func(w *World) {
				w.Keep("token", "made-up")
				Refuses(w, w.Unsigned.UpdateAuthEventFeedback, user(w, "Valid"), "NotAuthorizedException")
			}),
		},
		{
			Operations: users, Says: "refused: a pool and a user that are not there, and a pool without threat protection", Needs: needs(Inspect), Given: told,
			Steps: steps(func(w *World) {
				in := user(w, "Valid")
				in.Username = new("nobody")
				Refuses(w, w.Unsigned.UpdateAuthEventFeedback, in, "UserNotFoundException", "User does not exist.")
				in.UserPoolId = new("us-east-1_NotThere0")
				Refuses(w, w.Unsigned.UpdateAuthEventFeedback, in, "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist.")
				w.Pool()
				in.UserPoolId = &w.pool.ID
				Refuses(w, w.Unsigned.UpdateAuthEventFeedback, in, "UserPoolAddOnNotEnabledException", noAddOns)
			}),
		},
		{
			Operations: admins, Says: "an administrator says it without a token, and changes it", Given: happened,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminUpdateAuthEventFeedback, admin(w, "Invalid"), &cip.AdminUpdateAuthEventFeedbackOutput{})
					said(w, "Invalid", "Admin")
				},
				func(w *World) {
					OK(w, w.API.AdminUpdateAuthEventFeedback, admin(w, "Valid"))
					said(w, "Valid", "Admin")
				},
			),
		},
		{
			Operations: admins, Says: "refused: an event that is not there, and another user's", Assumes: "A264", Given: happened,
			Steps: steps(func(w *World) {
				w.User()
				Refuses(w, w.API.AdminUpdateAuthEventFeedback, admin(w, "Valid"), "ResourceNotFoundException")
				w.Keep("event", "7d59b4a6-0000-4000-8000-000000000000")
				Refuses(w, w.API.AdminUpdateAuthEventFeedback, admin(w, "Valid"), "ResourceNotFoundException")
			}),
		},
		{
			Operations: admins, Says: "refused: a user that is not there, and a pool without threat protection", Given: happened,
			Steps: steps(func(w *World) {
				in := admin(w, "Valid")
				in.Username = new("nobody")
				Refuses(w, w.API.AdminUpdateAuthEventFeedback, in, "UserNotFoundException", "User does not exist.")
				w.Pool()
				w.User()
				Refuses(w, w.API.AdminUpdateAuthEventFeedback, admin(w, "Valid"), "UserPoolAddOnNotEnabledException", noAddOns)
			}),
		},
	}
}
