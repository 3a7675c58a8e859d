package idp_test

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestProvider(t *testing.T) {
	s := begin(t)
	in := s.oidcProvider("Corp")
	in.AttributeMapping = map[string]string{"email": "mail"}
	in.IdpIdentifiers = []string{"corp.example", "Corp of old"}
	want := &types.IdentityProviderType{
		UserPoolId: s.id, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeOidc,
		ProviderDetails: shownOIDC(), AttributeMapping: map[string]string{"email": "mail", "username": "sub"},
		IdpIdentifiers: []string{"corp.example", "Corp of old"}, CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
	}
	optest.Equal(t, s.provide(in), want)
	s.check("Corp", want)

	s.Env.Clock.Advance(time.Minute)
	byName := func(in *cip.UpdateIdentityProviderInput) *types.IdentityProviderType {
		t.Helper()
		in.UserPoolId, in.ProviderName = s.id, aws.String("Corp")
		out, err := s.API.UpdateIdentityProvider(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return out.IdentityProvider
	}
	want.LastModifiedDate = aws.Time(s.Now())
	optest.Equal(t, byName(&cip.UpdateIdentityProviderInput{}), want)
	want.AttributeMapping = map[string]string{"name": "cn", "username": "sub"}
	optest.Equal(t, byName(&cip.UpdateIdentityProviderInput{AttributeMapping: map[string]string{"name": "cn"}}), want)
	want.IdpIdentifiers = []string{}
	optest.Equal(t, byName(&cip.UpdateIdentityProviderInput{IdpIdentifiers: []string{}}), want)
	want.ProviderDetails["client_id"] = "j"
	changed := oidc()
	changed["client_id"] = "j"
	optest.Equal(t, byName(&cip.UpdateIdentityProviderInput{ProviderDetails: changed}), want)
	s.check("Corp", want)

	if _, err := s.API.DeleteIdentityProvider(t.Context(), &cip.DeleteIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("Corp")}); err != nil {
		t.Fatal(err)
	}
	_, err := s.API.DescribeIdentityProvider(t.Context(), &cip.DescribeIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("Corp")})
	optest.Refused(t, err, "ResourceNotFoundException: Identity provider Corp does not exist.")
}

// check compares what is shown of a provider, by its name and by its identifiers.
func (s *scene) check(name string, want *types.IdentityProviderType) {
	s.t.Helper()
	out, err := s.API.DescribeIdentityProvider(s.t.Context(), &cip.DescribeIdentityProviderInput{UserPoolId: s.id, ProviderName: &name})
	if err != nil {
		s.t.Fatal(err)
	}
	optest.Equal(s.t, out.IdentityProvider, want)
	for _, identifier := range want.IdpIdentifiers {
		out, err := s.API.GetIdentityProviderByIdentifier(s.t.Context(), &cip.GetIdentityProviderByIdentifierInput{UserPoolId: s.id, IdpIdentifier: &identifier})
		if err != nil {
			s.t.Fatal(err)
		}
		optest.Equal(s.t, out.IdentityProvider, want)
	}
}

func TestAppleKeyIsKeptAndNeverShown(t *testing.T) {
	s := begin(t)
	got := s.provide(&cip.CreateIdentityProviderInput{
		UserPoolId: s.id, ProviderName: aws.String("SignInWithApple"), ProviderType: types.IdentityProviderTypeTypeSignInWithApple,
		ProviderDetails: details{"client_id": "i", "team_id": "t", "key_id": "k", "private_key": "p", "authorize_scopes": "email"},
	})
	want := details{
		"client_id": "i", "team_id": "t", "key_id": "k", "authorize_scopes": "email", "attributes_url_add_attributes": "false",
		"authorize_url": "https://appleid.apple.com/auth/authorize", "oidc_issuer": "https://appleid.apple.com",
		"token_request_method": "POST", "token_url": "https://appleid.apple.com/auth/token",
	}
	optest.Equal(t, got.ProviderDetails, want)
	update := &cip.UpdateIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("SignInWithApple"), ProviderDetails: got.ProviderDetails}
	if _, err := s.API.UpdateIdentityProvider(t.Context(), update); err != nil {
		t.Fatal(err)
	}
	if p := s.Env.Store.View().Provider(s.pool.ID, "SignInWithApple"); p.PrivateKey != "p" {
		t.Errorf("the private key is %q after an update without it", p.PrivateKey)
	}
}

const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://corp.example"><IDPSSODescriptor>
  <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://corp.example/in"/>
</IDPSSODescriptor></EntityDescriptor>`

func TestSAMLCertificate(t *testing.T) {
	s := begin(t)
	in := &cip.CreateIdentityProviderInput{
		UserPoolId: s.id, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeSaml,
		ProviderDetails: details{"MetadataFile": metadata, "EncryptedResponses": "false"},
	}
	got := s.provide(in)
	text := got.ProviderDetails["ActiveEncryptionCertificate"]
	optest.Equal(t, got.ProviderDetails, details{
		"MetadataFile": metadata, "EncryptedResponses": "false", "SSORedirectBindingURI": "https://corp.example/in", "ActiveEncryptionCertificate": text,
	})
	if got.AttributeMapping != nil {
		t.Errorf("mapping %v, want none", got.AttributeMapping)
	}
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	type facts struct {
		Subject, Issuer string
		From, To        time.Time
		Valid           bool
	}
	issued := s.Now().Truncate(time.Second)
	optest.Equal(t, facts{
		certificate.Subject.String(), certificate.Issuer.String(), certificate.NotBefore, certificate.NotAfter,
		certificate.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature) == nil,
	}, facts{"CN=" + *s.id, "CN=" + *s.id, issued, issued.Add(87658*time.Hour + 12*time.Minute), true})

	// Terraform sends back what it has read, with other changes.
	details := got.ProviderDetails
	details["ActiveEncryptionCertificate"] = "mine"
	details["EncryptedResponses"] = "true"
	out, err := s.API.UpdateIdentityProvider(t.Context(), &cip.UpdateIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("Corp"), ProviderDetails: details})
	if err != nil {
		t.Fatal(err)
	}
	details["ActiveEncryptionCertificate"] = text
	optest.Equal(t, out.IdentityProvider.ProviderDetails, details)
}

func TestAcrMapping(t *testing.T) {
	s := begin(t)
	const detail = `"ProviderDetails":{"client_id":"i","authorize_scopes":"openid","oidc_issuer":"https://idp.example","attributes_request_method":"GET"}`
	create := func(name, mapping string) string {
		return s.post("CreateIdentityProvider", fmt.Sprintf(`{"UserPoolId":%q,"ProviderName":%q,"ProviderType":"OIDC",%s,"AcrMapping":%s}`, *s.id, name, detail, mapping))
	}
	update := func(mapping string) string {
		return s.post("UpdateIdentityProvider", fmt.Sprintf(`{"UserPoolId":%q,"ProviderName":"Corp","AcrMapping":%s}`, *s.id, mapping))
	}
	for _, c := range []struct{ step, got, want string }{
		{"create", create("Corp", `{"Level1":"urn:1","Level4":"urn:4"}`), `"AcrMapping":{"Level1":"urn:1","Level4":"urn:4"}`},
		{"update", update(`{"Level2":"urn:2"}`), `"AcrMapping":{"Level2":"urn:2"}`},
		{"another level", create("Two", `{"Level5":"urn:5"}`), "Member must satisfy regular expression pattern: Level[1-4]"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%s: %s does not have %s", c.step, c.got, c.want)
		}
	}
	if got := update(`{}`); strings.Contains(got, "AcrMapping") {
		t.Errorf("emptied: %s", got)
	}
	s.google()
	got := s.post("UpdateIdentityProvider", fmt.Sprintf(`{"UserPoolId":%q,"ProviderName":"Google","AcrMapping":{"Level1":"urn:1"}}`, *s.id))
	if want := `{"__type":"InvalidParameterException","message":"AcrMapping is only supported for OIDC identity providers."}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestProviderRefusals(t *testing.T) {
	s := begin(t)
	first := s.oidcProvider("Corp")
	first.IdpIdentifiers = []string{"corp.example"}
	s.provide(first)
	s.provide(s.oidcProvider("Other"))
	other := *s.id + "x"
	none := "ResourceNotFoundException: Identity provider None does not exist."
	noPool := "ResourceNotFoundException: User pool " + other + " does not exist."
	for name, c := range map[string]struct {
		do   func() error
		want string
	}{
		"twice": {func() error { return s.create(s.oidcProvider("Corp")) }, "DuplicateProviderException: Corp already exists in user pool " + *s.id},
		"identifier taken": {func() error {
			in := s.oidcProvider("Third")
			in.IdpIdentifiers = []string{"corp.example"}
			return s.create(in)
		}, "DuplicateProviderException: corp.example already exists in user pool " + *s.id},
		"identifier taken by an update": {func() error {
			return s.update(&cip.UpdateIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("Other"), IdpIdentifiers: []string{"corp.example"}})
		}, ip + "corp.example already exists in user pool " + *s.id},
		"details": {func() error {
			in := s.oidcProvider("Third")
			delete(in.ProviderDetails, "client_id")
			return s.create(in)
		}, ip + "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."},
		"details of an update": {func() error {
			return s.update(&cip.UpdateIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("Other"), ProviderDetails: details{}})
		}, ip + "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."},
		"name": {func() error { return s.create(s.oidcProvider("Google")) }, ip + "Provider Google cannot be of type OIDC."},
		"create elsewhere": {func() error {
			in := s.oidcProvider("Third")
			in.UserPoolId = &other
			return s.create(in)
		}, noPool},
		"update nothing": {func() error {
			return s.update(&cip.UpdateIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("None")})
		}, none},
		"update the pool's own": {func() error {
			return s.update(&cip.UpdateIdentityProviderInput{UserPoolId: s.id, ProviderName: aws.String("COGNITO")})
		}, "UnsupportedIdentityProviderException: Identity provider COGNITO is not supported."},
		"delete nothing":        {func() error { return s.delete(s.id, "None") }, none},
		"delete the pool's own": {func() error { return s.delete(s.id, "COGNITO") }, "UnsupportedIdentityProviderException: Identity provider COGNITO is not supported."},
		"delete elsewhere":      {func() error { return s.delete(&other, "Corp") }, noPool},
		"no such identifier": {func() error {
			_, err := s.API.GetIdentityProviderByIdentifier(t.Context(), &cip.GetIdentityProviderByIdentifierInput{UserPoolId: s.id, IdpIdentifier: aws.String("None")})
			return err
		}, none},
		"list elsewhere": {func() error {
			_, err := s.API.ListIdentityProviders(t.Context(), &cip.ListIdentityProvidersInput{UserPoolId: &other})
			return err
		}, noPool},
		"list with another token": {func() error {
			_, err := s.API.ListIdentityProviders(t.Context(), &cip.ListIdentityProvidersInput{UserPoolId: s.id, NextToken: aws.String("x")})
			return err
		}, ip + "Invalid pagination token given"},
	} {
		t.Run(name, func(t *testing.T) { optest.Refused(t, c.do(), c.want) })
	}
}

func (s *scene) create(in *cip.CreateIdentityProviderInput) error {
	_, err := s.API.CreateIdentityProvider(s.t.Context(), in)
	return err
}

func (s *scene) update(in *cip.UpdateIdentityProviderInput) error {
	_, err := s.API.UpdateIdentityProvider(s.t.Context(), in)
	return err
}

func (s *scene) delete(pool *string, name string) error {
	_, err := s.API.DeleteIdentityProvider(s.t.Context(), &cip.DeleteIdentityProviderInput{UserPoolId: pool, ProviderName: &name})
	return err
}

func TestListIdentityProviders(t *testing.T) {
	s := begin(t)
	var want []types.ProviderDescription
	for i := range 120 {
		name := fmt.Sprintf("P-%d", 999-i)
		s.Env.Clock.Advance(time.Second)
		s.provide(s.oidcProvider(name))
		want = append(want, types.ProviderDescription{
			ProviderName: &name, ProviderType: types.IdentityProviderTypeTypeOidc, CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
		})
	}
	for _, c := range []struct {
		limit *int32
		sizes []int
	}{{nil, []int{50, 50, 20}}, {aws.Int32(0), []int{50, 50, 20}}, {aws.Int32(60), []int{50, 50, 20}}, {aws.Int32(40), []int{40, 40, 40}}} {
		var got []types.ProviderDescription
		var sizes []int
		for token := (*string)(nil); ; {
			out, err := s.API.ListIdentityProviders(t.Context(), &cip.ListIdentityProvidersInput{UserPoolId: s.id, MaxResults: c.limit, NextToken: token})
			if err != nil {
				t.Fatal(err)
			}
			got, sizes = append(got, out.Providers...), append(sizes, len(out.Providers))
			if token = out.NextToken; token == nil {
				break
			}
		}
		optest.Equal(t, sizes, c.sizes)
		optest.Equal(t, got, want)
	}
}

func TestTooManyProviders(t *testing.T) {
	s := begin(t)
	s.Write(t, func(tx *state.Tx) error {
		for i := range 1000 {
			if err := tx.AddProvider(&state.Provider{Pool: s.pool.ID, Name: fmt.Sprintf("P-%d", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	optest.Refused(t, s.create(s.oidcProvider("Corp")), "LimitExceededException: The maximum number of identity providers for the user pool has been reached.")
	optest.Refused(t, s.create(s.oidcProvider("P-1")), "DuplicateProviderException: P-1 already exists in user pool "+*s.id)
}

func TestOneProviderOfANameWins(t *testing.T) {
	s := begin(t)
	won := 0
	for _, err := range optest.Race(8, func(int) error { return s.create(s.oidcProvider("Corp")) }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, "DuplicateProviderException: Corp already exists in user pool "+*s.id)
	}
	if won != 1 {
		t.Errorf("%d of 8 providers of one name were created", won)
	}
}
