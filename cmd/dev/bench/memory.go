package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"

	"cognito-emulator/emulator"
)

// memory counts what is alive on the heap for each user. Only here the emulator runs in our own process: from outside
// nobody can tell what is alive from what is waiting to be collected.
func memory(_ context.Context, o Options) ([]Figure, error) {
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		return nil, err
	}
	s, err := newScene(inside{&http.Client{Transport: e.Transport()}})
	if err != nil {
		return nil, err
	}
	before := alive()
	if err := s.addUsers(o.Users); err != nil {
		return nil, err
	}
	each := float64(alive()-before) / float64(o.Users)
	return []Figure{{
		What: fmt.Sprintf("memory for each of %d users with a password and an e-mail address", o.Users), Goal: "≤ 3 kB",
		Measured: fmt.Sprintf("%.1f kB", each/1000),
	}}, e.Close()
}

// alive is the size of what is reachable on the heap.
func alive() uint64 {
	runtime.GC()
	runtime.GC() // the second one frees what finalizers held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// inside calls an emulator in this process.
type inside struct{ client *http.Client }

func (i inside) call(operation string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	r, err := http.NewRequest(http.MethodPost, "http://localhost/", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
	r.Header.Set("Authorization", signature)
	res, err := i.client.Do(r)
	if err != nil {
		return err
	}
	answer, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode != http.StatusOK:
		return fmt.Errorf("%s: %s %s", operation, res.Status, answer)
	case out == nil:
		return nil
	}
	return json.Unmarshal(answer, out)
}
