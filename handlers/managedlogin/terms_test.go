package managedlogin_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
)

const noTerms = "ResourceNotFoundException: Terms do not exist."

type links = map[string]string

func (s *scene) termsInput(client *string, name string) *cip.CreateTermsInput {
	return &cip.CreateTermsInput{
		UserPoolId: s.id, ClientId: client, TermsName: &name, TermsSource: types.TermsSourceTypeLink,
		Enforcement: types.TermsEnforcementTypeNone, Links: links{"cognito:default": "https://example.com/" + name},
	}
}

func (s *scene) terms(client *string, name string) *types.TermsType {
	s.t.Helper()
	return must[cip.CreateTermsOutput](s.t)(s.API.CreateTerms(s.t.Context(), s.termsInput(client, name))).Terms
}

func TestTerms(t *testing.T) {
	s := begin(t)
	got := s.terms(s.client, "terms-of-use")
	want := &types.TermsType{
		TermsId: got.TermsId, UserPoolId: s.id, ClientId: s.client, TermsName: aws.String("terms-of-use"),
		TermsSource: types.TermsSourceTypeLink, Enforcement: types.TermsEnforcementTypeNone,
		Links: links{"cognito:default": "https://example.com/terms-of-use"}, CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now()),
	}
	check := func(got *types.TermsType) {
		t.Helper()
		optest.Equal(t, got, want)
		byID := must[cip.DescribeTermsOutput](t)(s.API.DescribeTerms(t.Context(), &cip.DescribeTermsInput{UserPoolId: s.id, TermsId: want.TermsId}))
		optest.Equal(t, byID.Terms, want)
		byClient := must[cip.DescribeTermsByClientOutput](t)(s.API.DescribeTermsByClient(t.Context(),
			&cip.DescribeTermsByClientInput{UserPoolId: s.id, ClientId: s.client, TermsName: want.TermsName}))
		optest.Equal(t, byClient.Terms, want)
	}
	check(got)
	update := func(in *cip.UpdateTermsInput) *types.TermsType {
		t.Helper()
		in.UserPoolId, in.TermsId = s.id, want.TermsId
		return must[cip.UpdateTermsOutput](t)(s.API.UpdateTerms(t.Context(), in)).Terms
	}
	s.Env.Clock.Advance(time.Minute)
	want.LastModifiedDate = aws.Time(s.Now())
	check(update(&cip.UpdateTermsInput{}))
	want.Links = links{"cognito:default": "https://example.com/d", "cognito:dutch": "https://example.com/nl"}
	check(update(&cip.UpdateTermsInput{Links: want.Links, TermsSource: types.TermsSourceTypeLink, Enforcement: types.TermsEnforcementTypeNone}))
	want.TermsName = aws.String("privacy-policy")
	check(update(&cip.UpdateTermsInput{TermsName: want.TermsName}))

	must[cip.DeleteTermsOutput](t)(s.API.DeleteTerms(t.Context(), &cip.DeleteTermsInput{UserPoolId: s.id, TermsId: want.TermsId}))
	_, err := s.API.DescribeTerms(t.Context(), &cip.DescribeTermsInput{UserPoolId: s.id, TermsId: want.TermsId})
	optest.Refused(t, err, noTerms)
}

func TestTermsRefusals(t *testing.T) {
	s := begin(t)
	made, privacy := s.terms(s.client, "terms-of-use"), s.terms(s.client, "privacy-policy")
	_, other := s.newPool()
	without := links{"cognito:dutch": "https://example.com/nl"}
	const (
		exists    = "TermsExistsException: Terms with the name already exist for this app client."
		noDefault = ip + "Links must contain cognito:default."
	)
	create := func(change func(*cip.CreateTermsInput)) error {
		in := s.termsInput(s.client, "terms-of-use")
		change(in)
		_, err := s.API.CreateTerms(t.Context(), in)
		return err
	}
	update := func(in cip.UpdateTermsInput) error {
		_, err := s.API.UpdateTerms(t.Context(), &in)
		return err
	}
	ask := func(pool, id *string) error {
		_, err := s.API.DescribeTerms(t.Context(), &cip.DescribeTermsInput{UserPoolId: pool, TermsId: id})
		return err
	}
	askClient := func(pool, client *string, name string) error {
		_, err := s.API.DescribeTermsByClient(t.Context(), &cip.DescribeTermsByClientInput{UserPoolId: pool, ClientId: client, TermsName: &name})
		return err
	}
	remove := func(pool, id *string) error {
		_, err := s.API.DeleteTerms(t.Context(), &cip.DeleteTermsInput{UserPoolId: pool, TermsId: id})
		return err
	}
	list := func(in cip.ListTermsInput) error {
		_, err := s.API.ListTerms(t.Context(), &in)
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"twice":               {create(func(*cip.CreateTermsInput) {}), exists},
		"no default":          {create(func(in *cip.CreateTermsInput) { in.Links = without }), noDefault},
		"no links":            {create(func(in *cip.CreateTermsInput) { in.Links = nil }), noDefault},
		"no client":           {create(func(in *cip.CreateTermsInput) { in.ClientId = aws.String("none") }), noClient},
		"no pool":             {create(func(in *cip.CreateTermsInput) { in.UserPoolId = elsewhere() }), noPool},
		"renamed":             {update(cip.UpdateTermsInput{UserPoolId: s.id, TermsId: privacy.TermsId, TermsName: aws.String("terms-of-use")}), exists},
		"updated without":     {update(cip.UpdateTermsInput{UserPoolId: s.id, TermsId: privacy.TermsId, Links: without}), noDefault},
		"updated elsewhere":   {update(cip.UpdateTermsInput{UserPoolId: other, TermsId: privacy.TermsId}), noTerms},
		"described elsewhere": {ask(other, made.TermsId), noTerms},
		"described unknown":   {ask(s.id, aws.String(someID)), noTerms},
		"of another client":   {askClient(s.id, s.newClient(), "terms-of-use"), noTerms},
		"of no client":        {askClient(s.id, aws.String("none"), "terms-of-use"), noClient},
		"deleted elsewhere":   {remove(other, made.TermsId), noTerms},
		"deleted unknown":     {remove(s.id, aws.String(someID)), noTerms},
		"list elsewhere":      {list(cip.ListTermsInput{UserPoolId: elsewhere()}), noPool},
		"list by no token":    {list(cip.ListTermsInput{UserPoolId: s.id, NextToken: aws.String("x")}), ip + "Invalid pagination token given"},
	} {
		t.Run(name, func(t *testing.T) { optest.Refused(t, c.err, c.want) })
	}
}

func TestListTerms(t *testing.T) {
	s := begin(t)
	var want []types.TermsDescriptionType
	for range 65 {
		s.Env.Clock.Advance(time.Second)
		made := s.terms(s.newClient(), "terms-of-use")
		want = append(want, types.TermsDescriptionType{
			TermsId: made.TermsId, TermsName: made.TermsName, Enforcement: made.Enforcement, CreationDate: made.CreationDate, LastModifiedDate: made.LastModifiedDate})
	}
	for _, c := range []struct {
		limit *int32
		sizes []int
	}{{nil, []int{60, 5}}, {aws.Int32(33), []int{33, 32}}} {
		var got []types.TermsDescriptionType
		var sizes []int
		for token := (*string)(nil); ; {
			out := must[cip.ListTermsOutput](t)(s.API.ListTerms(t.Context(), &cip.ListTermsInput{UserPoolId: s.id, MaxResults: c.limit, NextToken: token}))
			got, sizes = append(got, out.Terms...), append(sizes, len(out.Terms))
			if token = out.NextToken; token == nil {
				break
			}
		}
		optest.Equal(t, sizes, c.sizes)
		optest.Equal(t, got, want)
	}
}
