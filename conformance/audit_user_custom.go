package conformance

// customDeviceCases are about devices in sign-ins that functions decide about. Doc: developer guide, working with user
// devices: once a user is through with everything else, a remembered device proves itself.
func customDeviceCases() []Case {
	given := func(w *World) {
		w.Pool(w.Calls("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"), Devices(true, false))
		w.Client()
		w.User()
		w.riddles()
	}
	solve := func(w *World, params Params) *Answer {
		a, err := w.begin(params)
		w.must(err)
		w.Asked(a, "CUSTOM_CHALLENGE")
		return w.Answer("CUSTOM_CHALLENGE", Params{"ANSWER": "42"})
	}
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	return []Case{
		{
			Operations: about, Says: "custom: a remembered device proves itself after the functions are through", Needs: needs(Triggers), Given: given,
			Steps: steps(
				func(w *World) { w.ConfirmDevice(solve(w, nil).Tokens) },
				func(w *World) {
					w.Challenged(solve(w, Params{"DEVICE_KEY": w.Kept("device")}), "DEVICE_SRP_AUTH", Params{})
					a, err := w.proveDevice(w.Kept("device password"), nil)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: about, Says: "custom: a remembered device that cannot prove itself ends the sign-in", Needs: needs(Triggers), Given: given,
			Steps: steps(
				func(w *World) { w.ConfirmDevice(solve(w, nil).Tokens) },
				func(w *World) {
					w.Asked(solve(w, Params{"DEVICE_KEY": w.Kept("device")}), "DEVICE_SRP_AUTH")
					w.Fails(Refusal(w.proveDevice("no secret of it", nil)), "NotAuthorizedException", "Incorrect username or password", badPassword)
				},
			),
		},
		{
			Operations: about, Says: "custom: a sign-in that names no device gets a new one", Needs: needs(Triggers), Given: given,
			Steps: steps(
				func(w *World) { w.ConfirmDevice(solve(w, nil).Tokens) },
				func(w *World) {
					tokens := solve(w, nil).Tokens
					if tokens == nil || tokens.NewDeviceMetadata == nil || *tokens.NewDeviceMetadata.DeviceKey == w.Kept("device") {
						w.Errorf("no new device came with %+v", tokens)
					}
				},
			),
		},
	}
}
