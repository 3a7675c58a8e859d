package userpool_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/state"
)

func TestSigningCertificate(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	get := func() (string, *x509.Certificate) {
		t.Helper()
		text := *ok(t, b.API.GetSigningCertificate, &cip.GetSigningCertificateInput{UserPoolId: made.Id}).Certificate
		der, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return text, certificate
	}
	text, first := get()
	if again, _ := get(); again != text {
		t.Error("the certificate is not the same the second time")
	}
	if err := first.CheckSignature(first.SignatureAlgorithm, first.RawTBSCertificate, first.Signature); err != nil {
		t.Error(err)
	}
	id, _, err := b.Env.SigningKeys(t.Context(), state.PoolID(*made.Id))
	if err != nil {
		t.Fatal(err)
	}
	if public, is := first.PublicKey.(*rsa.PublicKey); !is || !public.Equal(id.Public()) {
		t.Error("the key is not the pool's")
	}
	issued := made.CreationDate.Truncate(time.Second)
	if first.Subject.CommonName != *made.Id || !first.NotBefore.Equal(issued) || !first.NotAfter.Equal(issued.AddDate(10, 0, 0)) {
		t.Errorf("of %s, from %v to %v", first.Subject, first.NotBefore, first.NotAfter)
	}
	b.Env.Clock.Set(made.CreationDate.AddDate(1, 0, 0).Add(-time.Millisecond))
	if again, _ := get(); again != text {
		t.Error("renewed before a year had passed")
	}
	b.Env.Clock.Set(made.CreationDate.AddDate(1, 0, 0))
	renewed, second := get()
	if renewed == text || !second.NotBefore.Equal(issued.AddDate(1, 0, 0)) || second.SerialNumber.Cmp(first.SerialNumber) == 0 {
		t.Errorf("after a year: from %v, number %v", second.NotBefore, second.SerialNumber)
	}
	b.Env.Clock.Set(made.CreationDate.AddDate(-3, 0, 0))
	if again, _ := get(); again != text {
		t.Error("before the pool was made there is another certificate")
	}
}
