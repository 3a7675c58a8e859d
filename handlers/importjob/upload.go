package importjob

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UploadPath is what the addresses that files are sent to begin with.
const UploadPath = "/_import/"

const (
	// uploadLife is how long a file can be sent. Doc: "Creating a user import job", 15 minutes.
	// Seen: the samples of ListUserImportJobs, X-Amz-Expires.
	uploadLife = 899 * time.Second
	// encryptionHeader is signed with the address, and so has to be sent.
	encryptionHeader = "x-amz-server-side-encryption"
	encryption       = "aws:kms"
)

// Upload takes the files of jobs, in the place of the service's storage bucket, and answers as that
// does.
type Upload struct{ *op.Env }

// Routes adds the endpoint to a router, for every host.
func (s *Upload) Routes(r *mux.Router) {
	r.HandleFunc(UploadPath+"{account}/{pool}/{job}", s.take)
}

// problem is an answer of the storage service. Doc: "Error responses" of Amazon S3. Assumed: which one
// answers what (A273).
type problem struct {
	status  int
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
}

// take takes a file.
func (s *Upload) take(w http.ResponseWriter, r *http.Request) {
	now := s.Clock.Now()
	vars := mux.Vars(r)
	pool, id := state.PoolID(vars["pool"]), vars["job"]
	job := s.Store.View().ImportJob(pool, id)
	switch {
	case r.Method != http.MethodPut || job == nil || job.Account != vars["account"] || !signed(r, job):
		refuse(w, problem{status: http.StatusForbidden, Code: "SignatureDoesNotMatch",
			Message: "The request signature we calculated does not match the signature you provided. Check your key and signing method."})
		return
	case !now.Before(job.Created.Add(uploadLife)):
		refuse(w, problem{status: http.StatusForbidden, Code: "AccessDenied", Message: "Request has expired"})
		return
	}
	data, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge), len(data) > MaxFile:
		refuse(w, problem{status: http.StatusBadRequest, Code: "EntityTooLarge", Message: "Your proposed upload exceeds the maximum allowed size"})
		return
	case err != nil:
		refuse(w, problem{status: http.StatusBadRequest, Code: "IncompleteBody", Message: "The request body terminated unexpectedly"})
		return
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if j := tx.ImportJob(pool, id); j == nil || j.Recorded != types.UserImportJobStatusTypeCreated {
			return state.ErrStale
		}
		return tx.PutImportFile(&state.ImportFile{Pool: pool, Job: id, Data: data}, now)
	})
	if err != nil { // the job is at work, or is gone: nobody will read the file
		refuse(w, problem{status: http.StatusForbidden, Code: "AccessDenied", Message: "Access Denied"})
		return
	}
	sum := sha256.Sum256(data)
	h := w.Header()
	h.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	h.Set(encryptionHeader, encryption)
	w.WriteHeader(http.StatusOK)
}

// signed tells whether a request carries the signature of the job's address, and what was signed with
// it.
func signed(r *http.Request, job *state.ImportJob) bool {
	own, err := url.Parse(job.URL)
	if err != nil || r.Header.Get(encryptionHeader) != encryption {
		return false
	}
	given, want := r.URL.Query(), own.Query()
	right := subtle.ConstantTimeCompare([]byte(given.Get("X-Amz-Signature")), []byte(job.Signature)) == 1
	return right && maps.EqualFunc(given, want, slices.Equal)
}

func refuse(w http.ResponseWriter, p problem) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(p.status)
	// A caller that has gone away is not our concern.
	_, _ = io.WriteString(w, xml.Header)
	_ = xml.NewEncoder(w).Encode(p)
}
