package inspect

import "net/http"

// The states of an operation.
const (
	emulated = "emulated"
	missing  = "missing" // refused with OperationNotEmulatedException
)

// operations lists every operation of the API with its state here.
func (s *Service) operations(w http.ResponseWriter, r *http.Request) error {
	if _, err := parameters(r); err != nil {
		return err
	}
	type operation struct {
		Name  string `json:"name"`
		State string `json:"state"`
	}
	list := struct {
		Total      int         `json:"total"`
		Emulated   int         `json:"emulated"`
		Operations []operation `json:"operations"`
	}{Total: len(s.Operations)}
	for _, o := range s.Operations {
		shown := operation{o.Name, missing}
		if o.Built {
			shown.State = emulated
			list.Emulated++
		}
		list.Operations = append(list.Operations, shown)
	}
	return answer(w, list)
}
