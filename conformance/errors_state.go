package conformance

import (
	"fmt"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// errorStateCases are refusals that come of the state of a pool or a user.
func errorStateCases() []Case {
	return append(errorMemberCases(), []Case{
		{
			Operations: ops("ListDevices", "AdminListDevices"), Says: "refused: a pool that remembers no devices", Assumes: "A241", Given: plain,
			Steps: steps(func(w *World) {
				const code, text = "InvalidUserPoolConfigurationException", "User pool is not configured to remember devices."
				Refuses(w, w.API.ListDevices, &cip.ListDevicesInput{AccessToken: w.Tokens().AccessToken}, code, text)
				Refuses(w, w.API.AdminListDevices, &cip.AdminListDevicesInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, code, text)
			}),
		},
		{
			Operations: ops("AdminSetUserMFAPreference", "AdminDeleteSoftwareToken"), Says: "refused: a user who is not confirmed, and one whose password was reset", Assumes: "A448",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", TOTP), AutoVerify("email"))
				w.Client()
				w.SignedUp(Attr("email", annMail))
			},
			Steps: steps(func(w *World) {
				prefer := func() *cip.AdminSetUserMFAPreferenceInput {
					return &cip.AdminSetUserMFAPreferenceInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, SoftwareTokenMfaSettings: &types.SoftwareTokenMfaSettingsType{}}
				}
				remove := func() *cip.AdminDeleteSoftwareTokenInput {
					return &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}
				}
				Refuses(w, w.API.AdminSetUserMFAPreference, prefer(), "UserNotConfirmedException", "User is not confirmed.")
				Refuses(w, w.API.AdminDeleteSoftwareToken, remove(), "UserNotConfirmedException", "User is not confirmed.")
				w.User(Mail("bob@example.com"))
				OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				Refuses(w, w.API.AdminSetUserMFAPreference, prefer(), "PasswordResetRequiredException", "Password reset required for the user")
				OK(w, w.API.AdminDeleteSoftwareToken, remove()) // does not declare it
				w.User(Temporary())
				OK(w, w.API.AdminSetUserMFAPreference, prefer())
				OK(w, w.API.AdminDeleteSoftwareToken, remove())
			}),
		},
		{
			Operations: ops("AdminRespondToAuthChallenge"), Needs: needs(Inspect), Says: "MFA_SETUP refused: the address that somebody else signs in by",
			Given: func(w *World) {
				w.AsAdmin()
				w.Pool(MFA("ON", Email), Recovery("admin_only"), Alias("email"))
				w.Client()
				w.User(Mail(annMail))
				w.User()
			},
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Answer("MFA_SETUP", Params{"EMAIL": annMail})
				w.Fails(Refusal(w.TryAnswer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)})), "AliasExistsException",
					"An account with the given email already exists.")
			}),
		},
		{
			Operations: ops("UpdateAuthEventFeedback", "RevokeToken"), Says: "refused: ids that are none",
			Steps: steps(func(w *World) {
				w.Refused(w.Post("UpdateAuthEventFeedback", requestMembers{"UserPoolId": "NOWHERE", "Username": "ann", "EventId": "e", "FeedbackValue": "Valid", "FeedbackToken": "t"}),
					"InvalidParameterException", oneFault("NOWHERE", "userPoolId", "Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+"))
				w.Refused(w.Post("RevokeToken", requestMembers{"ClientId": "no id", "Token": "t"}),
					"InvalidParameterException", oneFault("no id", "clientId", "Member must satisfy regular expression pattern: [\\w+]+"))
			}),
		},
	}...)
}

// errorMemberCases send and show members that nothing else does.
func errorMemberCases() []Case {
	return []Case{
		{
			Operations: ops("ListUserImportJobs"), Says: "a job that is over is listed with its beginning, its end and what came of it",
			Given: importing(),
			Steps: steps(func(w *World) {
				done := w.imports(w.csv(mailColumns, mails("ann")...), "")
				listed := OK(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(10))}).UserImportJobs
				w.Equal(len(listed), 1)
				w.Equal(listed[0], *done)
				w.Equal([]bool{done.StartDate != nil, done.CompletionDate != nil, done.CompletionMessage != nil}, []bool{true, true, true})
			}),
		},
		{
			Operations: ops("StopUserImportJob"), Says: "a job that is stopped keeps its algorithm", Given: importing(),
			Steps: steps(func(w *World) {
				rows := make([]string, 5_000)
				for i := range rows {
					rows[i] = mails(fmt.Sprint("user", i))[0] + ","
				}
				job := w.importJob(types.PasswordHashingAlgorithmTypeBcrypt)
				w.upload(job, w.csv(mailColumns+",password_hash", rows...))
				OK(w, w.API.StartUserImportJob, w.startJob(*job.JobId))
				stopped := OK(w, w.API.StopUserImportJob, w.stopJob(*job.JobId)).UserImportJob
				w.Equal([]string{string(stopped.Status), string(stopped.PasswordHashingAlgorithm)}, []string{"Stopped", "BCRYPT"})
			}),
		},
		{
			Operations: ops("GetDerivedToken"), Says: "refused: tokens of providers that the pool does not have", Assumes: "A177", Given: exchanging,
			Steps: steps(func(w *World) {
				w.Refused(w.exchange(fields{"SubjectTokenType": "SAML2", "SubjectTokenProviderName": "Corp", "SubjectToken": "PHNhbWw+"}), "ResourceNotFoundException")
				w.Refused(w.exchange(fields{"ActorToken": "PHNhbWw+", "ActorTokenType": "SAML2", "ActorTokenProviderName": "Corp"}), "ResourceNotFoundException")
			}),
		},
	}
}
