package importjob_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/importjob"
	"cognito-emulator/state"
)

const role = "arn:aws:iam::123456789012:role/import"

// scene is a pool that verifies e-mail addresses, the operations of this subject and the place where
// files go.
type scene struct {
	*optest.Bench
	t      *testing.T
	pool   *state.Pool
	router *mux.Router
}

func begin(t *testing.T, changes ...func(*cip.CreateUserPoolInput)) *scene {
	t.Helper()
	t.Parallel()
	in := &cip.CreateUserPoolInput{PoolName: aws.String("pool"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}}
	for _, change := range changes {
		change(in)
	}
	s := &scene{Bench: optest.New(t, importjob.Operations), t: t, router: mux.NewRouter()}
	s.pool = s.Pool(t, in)
	(&importjob.Upload{Env: s.Env}).Routes(s.router)
	return s
}

func (s *scene) id() *string { return (*string)(&s.pool.ID) }

// create makes a job.
func (s *scene) create(name string, algorithm types.PasswordHashingAlgorithmType) *types.UserImportJobType {
	s.t.Helper()
	out, err := s.API.CreateUserImportJob(s.t.Context(), &cip.CreateUserImportJobInput{
		UserPoolId: s.id(), JobName: &name, CloudWatchLogsRoleArn: aws.String(role), PasswordHashingAlgorithm: algorithm})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.UserImportJob
}

// send sends a request to the place where files go.
func (s *scene) send(method, url, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w.Result()
}

// upload sends the file of a job as it is to be sent.
func (s *scene) upload(job *types.UserImportJobType, file string) {
	s.t.Helper()
	if got := s.send(http.MethodPut, *job.PreSignedUrl, file, "x-amz-server-side-encryption", "aws:kms"); got.StatusCode != http.StatusOK {
		s.t.Fatalf("the file was not taken: %s", got.Status)
	}
}

func (s *scene) start(id string) (*types.UserImportJobType, error) {
	out, err := s.API.StartUserImportJob(s.t.Context(), &cip.StartUserImportJobInput{UserPoolId: s.id(), JobId: &id})
	if err != nil {
		return nil, err
	}
	return out.UserImportJob, nil
}

func (s *scene) stop(id string) (*types.UserImportJobType, error) {
	out, err := s.API.StopUserImportJob(s.t.Context(), &cip.StopUserImportJobInput{UserPoolId: s.id(), JobId: &id})
	if err != nil {
		return nil, err
	}
	return out.UserImportJob, nil
}

func (s *scene) describe(id string) *types.UserImportJobType {
	s.t.Helper()
	out, err := s.API.DescribeUserImportJob(s.t.Context(), &cip.DescribeUserImportJobInput{UserPoolId: s.id(), JobId: &id})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.UserImportJob
}

// run imports a file and returns the job as it is when everything is done.
func (s *scene) run(file string, algorithm types.PasswordHashingAlgorithmType) *types.UserImportJobType {
	s.t.Helper()
	job := s.create("job", algorithm)
	s.upload(job, file)
	if _, err := s.start(*job.JobId); err != nil {
		s.t.Fatal(err)
	}
	s.Env.Background.Wait()
	return s.describe(*job.JobId)
}

// header is a header with all columns, some of them first.
func (s *scene) header(first ...string) []string {
	s.t.Helper()
	out, err := s.API.GetCSVHeader(s.t.Context(), &cip.GetCSVHeaderInput{UserPoolId: s.id()})
	if err != nil {
		s.t.Fatal(err)
	}
	columns := first
	for _, name := range out.CSVHeader {
		if !strings.Contains(","+strings.Join(first, ",")+",", ","+name+",") {
			columns = append(columns, name)
		}
	}
	return columns
}

// file is a file whose rows hold values for the first columns.
func (s *scene) file(first string, rows ...string) string {
	s.t.Helper()
	named := strings.Split(first, ",")
	columns := s.header(named...)
	var text bytes.Buffer
	text.WriteString(strings.Join(columns, ",") + "\n")
	for _, row := range rows {
		text.WriteString(row + strings.Repeat(",", len(columns)-len(named)) + "\n")
	}
	return text.String()
}

// log is what was logged, line by line.
func (s *scene) log() []string {
	s.t.Helper()
	var lines []string
	for _, e := range s.Env.Store.View().LogEvents(func(e *state.LogEvent) bool { return e.Source == state.ImportLog }) {
		var text string
		if err := json.Unmarshal(e.Message, &text); err != nil {
			s.t.Fatal(err)
		}
		lines = append(lines, text)
	}
	return lines
}

// named is the user of that name.
func (s *scene) named(name string) *state.User {
	return s.Env.Store.View().UserSigningIn(s.pool, name)
}
