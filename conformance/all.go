package conformance

import "slices"

// All lists every case of the suite.
func All() []Case {
	return slices.Concat(
		mfaPoolCases(), mfaPoolRefusals(), mfaPreferenceCases(), mfaDecisionCases(),
		totpByTokenCases(), totpBySessionCases(), mfaAnswerCases(), mfaCodeCases(), mfaSetupCases(),
		flowCases(), passwordCases(), lockoutCases(), srpCases(), secretCases(),
		newPasswordCases(), existenceCases(), choiceCases(), deviceCases(),
		claimCases(), tokenFormCases(), refreshCases(), revokeCases(), signOutCases(), rotationCases(), accessCases(),
		signUpCases(), confirmCases(), nameCases(),
		policyCases(), changeCases(), recoveryCases(), profileCases(), writeCases(), verifyCases(),
		createCases(), createRefusals(), invitationCases(), resendCases(), lookUpCases(), lifeCases(),
		adminWriteCases(), adminWriteRefusals(), filterCases(), listCases(),
		signUpRules(), confirmRules(), resetRules(), removalRules(), addressRules(), passwordRules(),
		groupCases(), groupRefusals(), memberCases(),
		poolCreateCases(), poolRefusals(), poolUpdateCases(), poolLifeCases(), clientCases(), clientRefusals(), twoSecretCases(),
		raceCases(), wireCases(), messageCases(), steeringCases(),
	)
}
