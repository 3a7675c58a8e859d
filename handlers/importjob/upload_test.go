package importjob_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"cognito-emulator/handlers/importjob"
	"cognito-emulator/state"
)

func TestUpload(t *testing.T) {
	s := begin(t)
	job := s.create("job", "")
	const kms = "aws:kms"
	stored := func() string {
		f := s.Env.Store.View().ImportFile(s.pool.ID, *job.JobId)
		if f == nil {
			return "nothing"
		}
		return string(f.Data)
	}
	const (
		mismatch = "<Code>SignatureDoesNotMatch</Code>"
		good     = ""
	)
	url := *job.PreSignedUrl
	last := url[len(url)-1:]
	other := strings.TrimSuffix(url, last) + map[bool]string{true: "1", false: "0"}[last == "0"]
	for _, c := range []struct {
		says, method, url, encryption string
		status                        int
		want                          string
	}{
		{"as it is to be", "PUT", url, kms, 200, good},
		{"from another host", "PUT", strings.Replace(url, "localhost:4588", "emulator:80", 1), kms, 200, good},
		{"with a parameter in another form", "PUT", strings.Replace(url, "%3B", ";", 1), kms, 403, mismatch},
		{"without the header", "PUT", url, "", 403, mismatch},
		{"with another encryption", "PUT", url, "AES256", 403, mismatch},
		{"by another method", "POST", url, kms, 403, mismatch},
		{"to be read", "GET", url, kms, 403, mismatch},
		{"with another signature", "PUT", other, kms, 403, mismatch},
		{"without a signature", "PUT", strings.Split(url, "&X-Amz-Signature")[0], kms, 403, mismatch},
		{"with another life", "PUT", strings.Replace(url, "899", "9899", 1), kms, 403, mismatch},
		{"with something more", "PUT", url + "&x=y", kms, 403, mismatch},
		{"of another account", "PUT", strings.Replace(url, "000000000000", "000000000001", 1), kms, 403, mismatch},
		{"of another job", "PUT", strings.Replace(url, *job.JobId, "import-other", 1), kms, 403, mismatch},
	} {
		before := stored()
		got := s.send(c.method, c.url, c.says, "x-amz-server-side-encryption", c.encryption)
		body, err := io.ReadAll(got.Body)
		if err != nil || got.StatusCode != c.status || !strings.Contains(string(body), c.want) {
			t.Errorf("%s: %s %s", c.says, got.Status, body)
		}
		want := before
		if c.status == http.StatusOK {
			want = c.says
		}
		if now := stored(); now != want {
			t.Errorf("%s: stored is %q, want %q", c.says, now, want)
		}
	}
	got := s.send("PUT", url, "last", "X-Amz-Server-Side-Encryption", kms)
	if got.Header.Get("X-Amz-Server-Side-Encryption") != kms || len(got.Header.Get("ETag")) != 34 {
		t.Errorf("the answer has the headers %v", got.Header)
	}
}

func TestUploadTooLate(t *testing.T) {
	s := begin(t)
	job := s.create("job", "")
	s.Env.Clock.Advance(899*time.Second - time.Millisecond)
	s.upload(job, "in time")
	s.Env.Clock.Advance(time.Millisecond)
	got := s.send("PUT", *job.PreSignedUrl, "too late", "x-amz-server-side-encryption", "aws:kms")
	body, _ := io.ReadAll(got.Body)
	const want = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>`
	if got.StatusCode != 403 || string(body) != want || got.Header.Get("Content-Type") != "application/xml" {
		t.Errorf("%s %s", got.Status, body)
	}
}

func TestUploadOfAJobAtWork(t *testing.T) {
	s := begin(t)
	job := s.create("job", "")
	s.upload(job, "the file")
	s.Write(t, func(tx *state.Tx) error {
		return tx.ChangeImportJob(s.pool.ID, *job.JobId, func(j *state.ImportJob) error { j.Recorded = "InProgress"; return nil })
	})
	if got := s.send("PUT", *job.PreSignedUrl, "another", "x-amz-server-side-encryption", "aws:kms"); got.StatusCode != 403 {
		t.Error(got.Status)
	}
	if f := s.Env.Store.View().ImportFile(s.pool.ID, *job.JobId); string(f.Data) != "the file" {
		t.Errorf("stored is %q", f.Data)
	}
}

func TestUploadTooLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("sends a hundred megabytes")
	}
	s := begin(t)
	job := s.create("job", "")
	got := s.send("PUT", *job.PreSignedUrl, strings.Repeat("x", importjob.MaxFile+1), "x-amz-server-side-encryption", "aws:kms")
	body, _ := io.ReadAll(got.Body)
	if got.StatusCode != 400 || !strings.Contains(string(body), "<Code>EntityTooLarge</Code>") {
		t.Errorf("%s %.200s", got.Status, body)
	}
}
