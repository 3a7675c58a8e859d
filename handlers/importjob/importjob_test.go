package importjob_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestHeader(t *testing.T) {
	s := begin(t, func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("team"), AttributeDataType: "String"}}
	})
	out, err := s.API.GetCSVHeader(t.Context(), &cip.GetCSVHeaderInput{UserPoolId: s.id()})
	optest.Refused(t, err, "no error")
	optest.Equal(t, out, &cip.GetCSVHeaderOutput{UserPoolId: s.id(), CSVHeader: []string{
		"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
		"email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address",
		"updated_at", "custom:team", "cognito:mfa_enabled", "cognito:username",
	}})
}

func TestTheLifeOfAJob(t *testing.T) {
	s := begin(t)
	job := s.create("first", "BCRYPT")
	url := regexp.MustCompile(`^http://localhost:4588/_import/000000000000/` + string(s.pool.ID) + `/import-[0-9A-Za-z]{10}\?X-Amz-Security-Token=\w+` +
		`&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260303T040506Z&X-Amz-SignedHeaders=host%3Bx-amz-server-side-encryption` +
		`&X-Amz-Expires=899&X-Amz-Credential=ASIA\w+%2F20260303%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=[0-9a-f]{64}$`)
	if !url.MatchString(*job.PreSignedUrl) {
		t.Errorf("the address is %s", *job.PreSignedUrl)
	}
	want := &types.UserImportJobType{
		JobName: aws.String("first"), JobId: job.JobId, UserPoolId: s.id(), PreSignedUrl: job.PreSignedUrl, CloudWatchLogsRoleArn: aws.String(role),
		PasswordHashingAlgorithm: "BCRYPT", CreationDate: aws.Time(s.Now()), Status: "Created",
	}
	optest.Equal(t, job, want)
	optest.Equal(t, s.describe(*job.JobId), want)

	_, err := s.start(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: No csv file was uploaded for "+*job.JobId)
	_, err = s.stop(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: User import job cannot be stopped. Current status is Created")

	s.upload(job, s.file("cognito:username,email,email_verified,password_hash", "ann,ann@example.com,TRUE,"))
	s.Env.Clock.Advance(time.Hour)
	started, err := s.start(*job.JobId)
	optest.Refused(t, err, "no error")
	want.Status, want.StartDate = "Pending", aws.Time(s.Now())
	optest.Equal(t, started, want)
	s.Env.Background.Wait()
	want.Status, want.CompletionDate, want.CompletionMessage, want.ImportedUsers = "Succeeded", aws.Time(s.Now()), aws.String("Import Job Completed Successfully."), 1
	optest.Equal(t, s.describe(*job.JobId), want)

	_, err = s.start(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: User import job cannot be started. Current status is Succeeded")
	_, err = s.stop(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: User import job cannot be stopped. Current status is Succeeded")
	if s.Env.Store.View().ImportFile(s.pool.ID, *job.JobId) != nil {
		t.Error("the file outlives the job")
	}
	if n := len(s.Messages()); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
}

func TestExpiry(t *testing.T) {
	s := begin(t)
	job := s.create("job", "")
	s.upload(job, s.file("cognito:username"))
	s.Env.Clock.Advance(24*time.Hour - time.Millisecond)
	optest.Equal(t, s.describe(*job.JobId), job)
	s.Env.Clock.Advance(time.Millisecond)
	job.Status, job.CompletionDate, job.CompletionMessage = "Expired", aws.Time(s.Now()), aws.String("The user import job has expired.")
	s.Env.Clock.Advance(time.Hour)
	optest.Equal(t, s.describe(*job.JobId), job)
	_, err := s.start(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: User import job cannot be started. Current status is Expired")
}

func TestStop(t *testing.T) {
	s := begin(t)
	job := s.create("job", "")
	s.upload(job, s.file("cognito:username,email,email_verified", "ann,ann@example.com,true"))
	// As if the work were going on somewhere else.
	s.Write(t, func(tx *state.Tx) error {
		return tx.ChangeImportJob(s.pool.ID, *job.JobId, func(j *state.ImportJob) error { j.Recorded, j.Started = "InProgress", s.Now(); return nil })
	})
	s.Env.Clock.Advance(time.Minute)
	stopped, err := s.stop(*job.JobId)
	optest.Refused(t, err, "no error")
	job.Status, job.StartDate, job.CompletionDate, job.CompletionMessage = "Stopped", job.CreationDate, aws.Time(s.Now()), aws.String("The Import Job was stopped by the developer.")
	optest.Equal(t, stopped, job)
	optest.Equal(t, s.describe(*job.JobId), job)
	_, err = s.start(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: User import job cannot be started. Current status is Stopped")
}

func TestOneJobAtATime(t *testing.T) {
	s := begin(t)
	first, second := s.create("first", ""), s.create("second", "")
	for _, job := range []*types.UserImportJobType{first, second} {
		s.upload(job, s.file("cognito:username"))
	}
	s.Write(t, func(tx *state.Tx) error {
		return tx.ChangeImportJob(s.pool.ID, *first.JobId, func(j *state.ImportJob) error { j.Recorded = "InProgress"; return nil })
	})
	_, err := s.start(*second.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: Another user import job is already in progress.")
	_, err = s.stop(*first.JobId)
	optest.Refused(t, err, "no error")

	errs := optest.Race(8, func(int) error { _, err := s.start(*second.JobId); return err })
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d of 8 started the job", won)
	}
}

func TestNotWithoutAnAddressThatIsVerified(t *testing.T) {
	s := begin(t, func(in *cip.CreateUserPoolInput) { in.AutoVerifiedAttributes = nil })
	job := s.create("job", "")
	s.upload(job, s.file("cognito:username"))
	_, err := s.start(*job.JobId)
	optest.Refused(t, err, "PreconditionNotMetException: The user pool must have at least one auto verified attribute to import users.")
}

func TestNoSuchJob(t *testing.T) {
	s := begin(t)
	const none = "ResourceNotFoundException: User import job import-none does not exist."
	_, err := s.API.DescribeUserImportJob(t.Context(), &cip.DescribeUserImportJobInput{UserPoolId: s.id(), JobId: aws.String("import-none")})
	optest.Refused(t, err, none)
	_, err = s.start("import-none")
	optest.Refused(t, err, none)
	_, err = s.stop("import-none")
	optest.Refused(t, err, none)
}

func TestListInPages(t *testing.T) {
	s := begin(t)
	var jobs []types.UserImportJobType
	for _, name := range []string{"one", "two", "three"} {
		jobs = append([]types.UserImportJobType{*s.create(name, "")}, jobs...)
		s.Env.Clock.Advance(time.Second)
	}
	list := func(limit int32, token *string) (*cip.ListUserImportJobsOutput, error) {
		return s.API.ListUserImportJobs(t.Context(), &cip.ListUserImportJobsInput{UserPoolId: s.id(), MaxResults: &limit, PaginationToken: token})
	}
	page, err := list(2, nil)
	optest.Refused(t, err, "no error")
	token := string(s.pool.ID) + "#" + *jobs[1].JobId + "#1772510707789"
	optest.Equal(t, page, &cip.ListUserImportJobsOutput{UserImportJobs: jobs[:2], PaginationToken: &token})
	page, err = list(2, page.PaginationToken)
	optest.Refused(t, err, "no error")
	optest.Equal(t, page, &cip.ListUserImportJobsOutput{UserImportJobs: jobs[2:]})
	for _, bad := range []string{"x", strings.Replace(token, "#1", "#2", 1), strings.Replace(token, "#import", "#other", 1), token + "#"} {
		_, err = list(2, &bad)
		optest.Refused(t, err, "InvalidParameterException: Invalid pagination token given")
	}
}

func TestTooManyJobs(t *testing.T) {
	s := begin(t)
	s.Write(t, func(tx *state.Tx) error {
		for i := range 1000 {
			if err := tx.AddImportJob(&state.ImportJob{Pool: s.pool.ID, ID: "import-" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)}); err != nil {
				return err
			}
		}
		return nil
	})
	_, err := s.API.CreateUserImportJob(t.Context(), &cip.CreateUserImportJobInput{
		UserPoolId: s.id(), JobName: aws.String("one more"), CloudWatchLogsRoleArn: aws.String(role)})
	optest.Refused(t, err, "LimitExceededException: The maximum number of user import jobs for the user pool has been reached.")
}
