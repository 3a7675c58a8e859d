package oauth

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/aws/smithy-go"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ofPool resolves the pool in the path and answers with the JSON that build makes for it.
func (s *Service) ofPool(build func(*http.Request, *state.Pool) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := mux.Vars(r)["pool"]
		pool := s.Store.View().Pool(state.PoolID(id))
		var body []byte
		err := fault.PoolNotFound(id)
		if pool != nil {
			body, err = build(r, pool)
		}
		w.Header().Set("Content-Type", "application/json")
		if err != nil {
			refuse(w, s.Env, err)
			return
		}
		// A caller that has gone away is not our concern.
		_, _ = w.Write(body)
	}
}

// refuse answers with an error of the API. Assumed: these endpoints answer 404 for a pool that does
// not exist, with the API's text (A070).
func refuse(w http.ResponseWriter, env *op.Env, err error) {
	status := http.StatusNotFound
	var api smithy.APIError
	if !errors.As(err, &api) {
		env.Log.Error("an endpoint of a pool failed", "error", err)
		status = http.StatusInternalServerError
		errors.As(fault.Internal(), &api)
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}{api.ErrorCode(), api.ErrorMessage()})
}
