package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const (
	termsOfUse    = "terms-of-use"
	privacyPolicy = "privacy-policy"
)

// newTerms is a request for a document of the client made last.
func (w *World) newTerms(name string) *cip.CreateTermsInput {
	return &cip.CreateTermsInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, TermsName: &name, TermsSource: types.TermsSourceTypeLink,
		Enforcement: types.TermsEnforcementTypeNone, Links: map[string]string{"cognito:default": "https://example.com/" + name},
	}
}

// terms makes a document and keeps its id.
func (w *World) terms(name string) *types.TermsType {
	w.t.Helper()
	made := OK(w, w.API.CreateTerms, w.newTerms(name)).Terms
	w.Keep("terms", *made.TermsId)
	return made
}

// shownTerms is the terms of use as they are shown, made just now.
func (w *World) shownTerms() *types.TermsType {
	in := w.newTerms(termsOfUse)
	return &types.TermsType{
		TermsId: new(AnyUUID), UserPoolId: in.UserPoolId, ClientId: in.ClientId, TermsName: in.TermsName, TermsSource: in.TermsSource,
		Enforcement: in.Enforcement, Links: in.Links, CreationDate: Lately(), LastModifiedDate: Lately(),
	}
}

// describeTerms shows the document that was kept, by its id and by its client, which must agree.
func (w *World) describeTerms(name string) *types.TermsType {
	w.t.Helper()
	byID := OK(w, w.API.DescribeTerms, &cip.DescribeTermsInput{UserPoolId: &w.pool.ID, TermsId: new(w.Kept("terms"))}).Terms
	byClient := OK(w, w.API.DescribeTermsByClient, &cip.DescribeTermsByClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, TermsName: &name}).Terms
	w.Equal(byClient, byID)
	return byID
}

// termsCases are about terms of use and privacy policies.
func termsCases() []Case {
	return []Case{
		{
			Operations: ops("CreateTerms", "DescribeTerms", "DescribeTermsByClient"), Says: "a document is read back as it was set", Given: poolAndClient,
			Steps: steps(
				func(w *World) { w.Equal(w.terms(termsOfUse), w.shownTerms()) },
				func(w *World) { w.Equal(w.describeTerms(termsOfUse), w.shownTerms()) },
			),
		},
		{
			Operations: ops("UpdateTerms", "DescribeTerms"), Says: "links are replaced, and what an update leaves out stays", Given: poolAndClient,
			Steps: steps(
				func(w *World) {
					w.terms(termsOfUse)
					want := w.shownTerms()
					in := &cip.UpdateTermsInput{UserPoolId: &w.pool.ID, TermsId: new(w.Kept("terms"))}
					w.Equal(OK(w, w.API.UpdateTerms, in).Terms, want)
					in.Links = map[string]string{
						"cognito:default": "https://example.com/d", "cognito:dutch": "https://example.com/nl", "cognito:chinese-traditional": "https://example.com/zh"}
					want.Links = in.Links
					w.Equal(OK(w, w.API.UpdateTerms, in).Terms, want)
				},
				func(w *World) {
					want := w.describeTerms(termsOfUse)
					want.LastModifiedDate = Lately()
					w.Equal(OK(w, w.API.UpdateTerms, &cip.UpdateTermsInput{
						UserPoolId: &w.pool.ID, TermsId: new(w.Kept("terms")), TermsSource: types.TermsSourceTypeLink, Enforcement: types.TermsEnforcementTypeNone}).Terms, want)
				},
			),
		},
		{
			Operations: ops("UpdateTerms"), Says: "a document takes a name that is free", Assumes: "A169", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.terms(termsOfUse)
				want := w.shownTerms()
				want.TermsName = new(privacyPolicy)
				w.Equal(OK(w, w.API.UpdateTerms, &cip.UpdateTermsInput{UserPoolId: &w.pool.ID, TermsId: new(w.Kept("terms")), TermsName: new(privacyPolicy)}).Terms, want)
				w.Equal(w.describeTerms(privacyPolicy), want)
				w.terms(termsOfUse)
			}),
		},
		{
			Operations: ops("DeleteTerms"), Says: "a document that was deleted is gone, and its name is free", Given: poolAndClient,
			Steps: steps(func(w *World) {
				for range 2 {
					in := &cip.DeleteTermsInput{UserPoolId: &w.pool.ID, TermsId: w.terms(termsOfUse).TermsId}
					Answers(w, w.API.DeleteTerms, in, &cip.DeleteTermsOutput{})
					Refuses(w, w.API.DeleteTerms, in, "ResourceNotFoundException")
					Refuses(w, w.API.DescribeTermsByClient, &cip.DescribeTermsByClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, TermsName: new(termsOfUse)}, "ResourceNotFoundException")
				}
			}),
		},
		{
			Operations: ops("ListTerms"), Says: "documents of all clients come in pages, each one once and without its links", Assumes: "A169",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				var want []types.TermsDescriptionType
				for range 2 {
					w.Client()
					for _, name := range []string{termsOfUse, privacyPolicy} {
						want = append(want, types.TermsDescriptionType{
							TermsId: w.terms(name).TermsId, TermsName: &name, Enforcement: types.TermsEnforcementTypeNone, CreationDate: Lately(), LastModifiedDate: Lately()})
					}
				}
				in := &cip.ListTermsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(3))}
				first := OK(w, w.API.ListTerms, in)
				in.NextToken = first.NextToken
				second := OK(w, w.API.ListTerms, in)
				w.Equal([]int{len(first.Terms), len(second.Terms)}, []int{3, 1})
				w.Equal(second.NextToken, (*string)(nil))
				// Of documents that were made in the same instant any may come first.
				anyOrder := cmpopts.SortSlices(func(a, b types.TermsDescriptionType) bool { return *a.TermsId < *b.TermsId })
				w.Equal(append(first.Terms, second.Terms...), want, anyOrder)
				w.Equal(OK(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID}), &cip.ListTermsOutput{Terms: want}, anyOrder)
			}),
		},
		{
			Operations: ops("ListTerms"), Says: "a pool has no documents at first",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Answers(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID}, &cip.ListTermsOutput{Terms: []types.TermsDescriptionType{}})
			}),
		},
		{
			Operations: ops("DeleteUserPoolClient", "ListTerms"), Says: "documents go with their client", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.terms(termsOfUse)
				OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				Answers(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID}, &cip.ListTermsOutput{Terms: []types.TermsDescriptionType{}})
			}),
		},
	}
}

// termsRefusals are what documents are refused for.
func termsRefusals() []Case {
	const (
		ip   = "InvalidParameterException"
		gone = "ResourceNotFoundException"
	)
	type refusal struct {
		says       string
		change     func(*cip.CreateTermsInput)
		text, open string
	}
	cases := each([]refusal{
		// Doc: CreateTerms.
		{"links without one for all languages", func(in *cip.CreateTermsInput) { in.Links = map[string]string{"cognito:dutch": "https://example.com"} }, "", "A169"},
		{"no links", func(in *cip.CreateTermsInput) { in.Links = nil }, "", "A169"},
		{"a language that is none", func(in *cip.CreateTermsInput) { in.Links["cognito:klingon"] = "https://example.com" }, "", ""},
		{"another document", func(in *cip.CreateTermsInput) { in.TermsName = new("cookies") },
			"1 validation error detected: Value 'cookies' at 'termsName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(terms-of-use|privacy-policy)$", ""},
		{"another source", func(in *cip.CreateTermsInput) { in.TermsSource = "TEXT" },
			"1 validation error detected: Value 'TEXT' at 'termsSource' failed to satisfy constraint: Member must satisfy enum value set: [LINK]", ""},
		{"another enforcement", func(in *cip.CreateTermsInput) { in.Enforcement = "ALL" },
			"1 validation error detected: Value 'ALL' at 'enforcement' failed to satisfy constraint: Member must satisfy enum value set: [NONE]", ""},
	}, func(r refusal) Case {
		return Case{
			Operations: ops("CreateTerms"), Says: "refused: " + r.says, Assumes: r.open, Given: poolAndClient,
			Steps: steps(func(w *World) {
				in := w.newTerms(termsOfUse)
				r.change(in)
				Refuses(w, w.API.CreateTerms, in, ip, known(r.text)...)
				Answers(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID}, &cip.ListTermsOutput{Terms: []types.TermsDescriptionType{}})
			}),
		}
	})
	return append(cases, []Case{
		{
			// Doc: CreateTerms, UpdateTerms (type).
			Operations: ops("CreateTerms", "UpdateTerms"), Says: "refused: a second document of a name", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.terms(termsOfUse)
				Refuses(w, w.API.CreateTerms, w.newTerms(termsOfUse), "TermsExistsException")
				w.terms(privacyPolicy)
				in := &cip.UpdateTermsInput{UserPoolId: &w.pool.ID, TermsId: new(w.Kept("terms")), TermsName: new(termsOfUse)}
				Refuses(w, w.API.UpdateTerms, in, "TermsExistsException")
				in.TermsName = new(privacyPolicy)
				OK(w, w.API.UpdateTerms, in)
			}),
		},
		{
			Operations: ops("UpdateTerms"), Says: "refused: to take the link for all languages away", Assumes: "A169", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.terms(termsOfUse)
				Refuses(w, w.API.UpdateTerms, &cip.UpdateTermsInput{
					UserPoolId: &w.pool.ID, TermsId: new(w.Kept("terms")), Links: map[string]string{"cognito:dutch": "https://example.com"}}, ip)
				w.Equal(w.describeTerms(termsOfUse), w.shownTerms())
			}),
		},
		{
			Operations: ops("CreateTerms", "DescribeTerms", "DescribeTermsByClient", "UpdateTerms", "DeleteTerms"), Says: "refused: documents and clients of another pool, or that are not there", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.terms(termsOfUse)
				client := w.client.ID
				text := "User pool client " + client + " does not exist."
				w.Client()
				Refuses(w, w.API.DescribeTermsByClient, &cip.DescribeTermsByClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, TermsName: new(termsOfUse)}, gone)
				w.Pool()
				in := w.newTerms(termsOfUse)
				in.ClientId = &client
				Refuses(w, w.API.CreateTerms, in, gone, text)
				Refuses(w, w.API.DescribeTermsByClient, &cip.DescribeTermsByClientInput{UserPoolId: &w.pool.ID, ClientId: &client, TermsName: new(termsOfUse)}, gone, text)
				for _, id := range []string{w.Kept("terms"), "0f9e8d7c-6b5a-4433-9221-100ffeeddccb"} {
					Refuses(w, w.API.DescribeTerms, &cip.DescribeTermsInput{UserPoolId: &w.pool.ID, TermsId: &id}, gone)
					Refuses(w, w.API.UpdateTerms, &cip.UpdateTermsInput{UserPoolId: &w.pool.ID, TermsId: &id}, gone)
					Refuses(w, w.API.DeleteTerms, &cip.DeleteTermsInput{UserPoolId: &w.pool.ID, TermsId: &id}, gone)
				}
			}),
		},
		{
			Operations: ops("CreateTerms", "DescribeTerms", "DescribeTermsByClient", "UpdateTerms", "DeleteTerms", "ListTerms"), Says: "refused: documents of a pool that is not there",
			Given: poolAndClient,
			Steps: steps(func(w *World) {
				const text = "User pool us-east-1_000000000 does not exist."
				pool, id := new("us-east-1_000000000"), new("0f9e8d7c-6b5a-4433-9221-100ffeeddccb")
				in := w.newTerms(termsOfUse)
				in.UserPoolId = pool
				Refuses(w, w.API.CreateTerms, in, gone, text)
				Refuses(w, w.API.DescribeTerms, &cip.DescribeTermsInput{UserPoolId: pool, TermsId: id}, gone, text)
				Refuses(w, w.API.DescribeTermsByClient, &cip.DescribeTermsByClientInput{UserPoolId: pool, ClientId: &w.client.ID, TermsName: new(termsOfUse)}, gone, text)
				Refuses(w, w.API.UpdateTerms, &cip.UpdateTermsInput{UserPoolId: pool, TermsId: id}, gone, text)
				Refuses(w, w.API.DeleteTerms, &cip.DeleteTermsInput{UserPoolId: pool, TermsId: id}, gone, text)
				Refuses(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: pool}, gone, text)
			}),
		},
		{
			Operations: ops("ListTerms"), Says: "refused: a token that no list gave, and pages of none and of more than sixty",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID, NextToken: new("nonsense")}, ip)
				Refuses(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(0))}, ip,
					"1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1")
				Refuses(w, w.API.ListTerms, &cip.ListTermsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(61))}, ip,
					"1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60")
			}),
		},
		{
			Operations: ops("CreateTerms"), Says: "of eight documents of one name that are made at once, one is", Given: poolAndClient,
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(8, func(int) error { return Try(w, w.API.CreateTerms, w.newTerms(termsOfUse)) }), "TermsExistsException")
			}),
		},
	}...)
}
