package conformance

import "slices"

// All lists every case of the suite.
func All() []Case {
	return slices.Concat(
		reviewCases(), auditUserCases(),
		mfaPoolCases(), mfaPoolRefusals(), mfaPreferenceCases(), mfaDecisionCases(),
		factorRefusals(), factorCases(), totpByTokenCases(), totpBySessionCases(), mfaAnswerCases(), mfaCodeCases(), mfaSetupCases(),
		flowCases(), passwordCases(), lockoutCases(), srpCases(), proofCases(), verifierCases(), secretCases(),
		newPasswordCases(), existenceCases(), choiceCases(), deviceCases(), stepUpCases(), deviceProofCases(), deviceRefreshCases(),
		confirmDeviceCases(), manageDeviceCases(), deviceRefusals(), sessionCases(), sessionTexts(), sessionEndCases(),
		claimCases(), tokenFormCases(), tokenTextCases(), readableCases(), refreshCases(), revokeCases(), signOutCases(), rotationCases(), accessCases(),
		signUpCases(), confirmCases(), nameCases(),
		policyCases(), passwordWords(), wordCases(), changeCases(), recoveryCases(), profileCases(), writeCases(), verifyCases(),
		createCases(), createRefusals(), invitationCases(), resendCases(), lookUpCases(), lifeCases(),
		adminWriteCases(), adminWriteRefusals(), formCases(), filterCases(), listCases(),
		signUpRules(), confirmRules(), resetRules(), removalRules(), addressRules(), passwordRules(),
		groupCases(), groupRefusals(), memberCases(),
		resourceServerCases(), resourceServerRefusals(), machineCases(), exchangeCases(), replicaCases(), limitCases(), logDeliveryCases(), sessionConfigCases(),
		poolCreateCases(), poolRefusals(), poolUpdateCases(), poolLifeCases(), poolRest(), clientCases(), clientRefusals(), twoSecretCases(),
		providerCases(), providerRefusals(), linkCases(), linkRefusals(), domainCases(), domainRefusals(),
		styleCases(), styleRefusals(), classicCases(), classicRefusals(), termsCases(), termsRefusals(),
		passkeyRegistrations(), passkeyRefusals(), passkeySignIns(), passkeySignInRefusals(), passkeyMFA(), passkeyWords(),
		riskConfigCases(), riskConfigRefusals(), riskSignInCases(), addressCases(), compromisedCases(), noticeCases(), feedbackCases(),
		eventCases(), contextCases(), eventListCases(),
		triggerSignUpCases(), triggerMessageCases(), triggerSignInCases(), triggerTokenCases(),
		triggerCustomCases(), triggerMigrationCases(), triggerBadCases(), triggerRest(),
		importJobCases(), importRefusals(), headerCases(), importFileCases(), importLineCases(), importedUserCases(),
		auditPoolCases(),
		errorCases(),
		federationCases(), hostedCases(), reviewOAuthCases(), raceCases(), wireCases(), bodyCases(), faultCases(), messageCases(), steeringCases(),
	)
}
