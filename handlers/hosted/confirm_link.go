package hosted

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/pages"
)

// confirmLink is where the link of a message leads: whoever opens it confirms the sign-up, signed in or not.
// Doc: "User pool managed login", endpoints. Assumed: the status of the page of a link that is no good
// (A401).
func (s *Service) confirmLink(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	c := s.NewCall(r, "Confirm_With_Link_GET")
	client := c.Client(q.Get("client_id"))
	if client == nil {
		s.visits.ShowError(w, authorize.UnknownClient, q.Get("client_id"))
		return
	}
	name, code := q.Get("user_name"), q.Get("confirmation_code")
	_, err := s.confirmSignUp(c, client, &cip.ConfirmSignUpInput{
		ClientId: aws.String(string(client.ID)), Username: &name, ConfirmationCode: &code, SecretHash: secretHash(client, name)})
	status, result := http.StatusOK, pages.Result{}
	if err != nil {
		status, result.Failed = http.StatusBadRequest, true
		var told bool
		if result.Message, told = said(err); !told {
			status = http.StatusInternalServerError
			s.Log.Error("a sign-up could not be confirmed by a link", "error", err)
		}
	}
	write(w, status, pages.Frame{Look: s.lookAnywhere(c, client, r)}.Result(result))
}
