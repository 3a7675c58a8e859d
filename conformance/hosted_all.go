package conformance

import "slices"

// hostedCases are about all that is beside the API: the OAuth endpoints and the pages.
func hostedCases() []Case {
	return slices.Concat(
		authorizeCases(), authorizeRefusals(), codeGrantCases(), appSecretCases(), refreshGrantCases(), machineGrantCases(),
		userInfoCases(), scopeCases(), revokeEndpointCases(), logoutCases(), registerCases(),
		hostedSignInCases(), hostedSignUpCases(), hostedPasswordCases(), hostedMFACases(), hostedChoiceCases(), hostedPasskeyCases(), hostedQuestions(), hostedSessionCases(), hostedStepUpCases(), hostedGuardCases(), hostedTriggerCases(), classicFormCases(), hostedDetailCases(),
	)
}
