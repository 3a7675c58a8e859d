// Package conformance is a black-box suite for Amazon Cognito user pools: a few hundred small cases that drive an
// endpoint with the official Go client and judge whole answers, exact error types and exact error texts.
//
// It knows nothing about the emulator it lives beside. It has its own half of SRP, its own TOTP, its own reader of
// JWTs, so that a mistake in the emulator cannot hide behind the same mistake here, and it takes any endpoint:
//
//	func TestMine(t *testing.T) {
//		conformance.Run(t, conformance.Target{Shared: true, Start: func(tb testing.TB) conformance.Endpoint {
//			return conformance.Endpoint{URL: "http://127.0.0.1:4588"}
//		}})
//	}
//
// # A case
//
// A [Case] is a value: which operations it is about, one sentence that is either true of the service or not, what the
// target must offer, and the steps. The steps talk to the target through a [World], which belongs to this run of this
// case alone and carries what one step leaves for the next. Nothing else is shared, so every case runs in parallel.
//
//	{
//		Operations: ops("RespondToAuthChallenge"),
//		Says:       "a wrong SMS code is refused and leaves the session usable",
//		Needs:      needs(Inspect),
//		Given:      func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); w.User(Phone("+15550100001")) },
//		Steps: steps(
//			func(w *World) { w.SignIn() },
//			func(w *World) {
//				code := w.Code(w.user, ForSignIn)
//				w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"SMS_MFA_CODE": wrong(code)})),
//					"CodeMismatchException", "Invalid code or auth state for the user.")
//				w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": code}))
//			},
//		),
//	},
//
// Any operation of the official client is called by [OK], which must succeed, [Answers], which must give exactly this
// answer, or [Refuses], which must give exactly this error:
//
//	Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new("x.y.z")}, "NotAuthorizedException", "Invalid Access Token")
//
// # A browser
//
// What is beside the API, the OAuth endpoints and the sign-in pages, is asked at the domain of the case's own pool, by the
// service's own addresses. Against a target that is not in the DNS the requests go to its endpoint and only carry the name
// of the domain. [World.Browser] keeps cookies, takes forms apart, and follows a redirect when it is told to:
//
//	w.LoginPage(Params{"state": "s1"}).SignIn(w.user.Login, "wrong").Stays("Incorrect username or password.")
//	code := w.Browser().At.SignIn(w.user.Login, password).Code()
//	grant := w.Granted(w.submit("/oauth2/token", w.redeem(code, nil), nil), "access_token", "id_token", "refresh_token")
//
// The pages need no script; for passkeys, which browsers give to scripts only, the suite does what the script does.
//
// # Order
//
// The cases of a subject stand in files that begin with it, each in a function that [All] joins.
//
// Before the last step the runner may take a snapshot of the target and restore it, so what must survive a restart
// belongs into the earlier steps.
//
// # What is compared
//
// Answers are compared as a whole: a member too many is as wrong as one too few. Values that cannot be known beforehand
// are written as what they must look like ([AnySession], [AnyUUID], [Lately] …), at the very place where they stand.
//
// # Evidence
//
// A case that passes is evidence of what it has sent, seen and caused, which the coverage table counts. What no case shows
// has a reason, in [Uncaused] and [Unseen].
//
// Where neither documentation nor a public capture settles a question, the case names an assumption ([Case.Assumes])
// from the list in [Assumptions]. It passes against us and is ready to be asked of the service. A question without a case
// is one that nobody outside the service can ask; [Unobservable] says why.
package conformance
