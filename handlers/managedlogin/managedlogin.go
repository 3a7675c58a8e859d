// Package managedlogin owns the operations on where a pool's pages are found and on what they look
// like: domains, styles of managed login, the look of the classic pages, terms. It keeps and shows
// what is set; the pages themselves are served elsewhere.
package managedlogin

import "cognito-emulator/emulator/op"

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		// domains
		op.Pool(s.CreateUserPoolDomain),
		op.Signed(s.DescribeUserPoolDomain),
		op.Pool(s.UpdateUserPoolDomain),
		op.Pool(s.DeleteUserPoolDomain),
		// styles of managed login
		op.Pool(s.CreateManagedLoginBranding),
		op.Pool(s.DescribeManagedLoginBranding),
		op.Pool(s.DescribeManagedLoginBrandingByClient),
		op.Pool(s.UpdateManagedLoginBranding),
		op.Pool(s.DeleteManagedLoginBranding),
		// the look of the classic pages
		op.Pool(s.SetUICustomization),
		op.Pool(s.GetUICustomization),
		// terms
		op.Pool(s.CreateTerms),
		op.Pool(s.DescribeTerms),
		op.Pool(s.DescribeTermsByClient),
		op.Pool(s.UpdateTerms),
		op.Pool(s.DeleteTerms),
		op.Pool(s.ListTerms),
	}
}
