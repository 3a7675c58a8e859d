'use strict';

// Amplify 6, as a front end uses it: only the endpoint of the pool is configured.

const { Amplify } = require('aws-amplify');
const { confirmSignIn, confirmSignUp, fetchAuthSession, fetchUserAttributes, setUpTOTP, signIn, signOut, signUp, updateMFAPreference,
  verifyTOTPSetup } = require('aws-amplify/auth');
const { assert, call, makeClient, makePool, makeUser, message, passed, password, play, refused, sms, totp, url, wrong } = require('./scene.cjs');

/** Makes Amplify speak with another pool. It keeps its tokens in memory. */
async function use(pool) {
  const client = await makeClient(pool, 'USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH');
  Amplify.configure({ Auth: { Cognito: { userPoolId: pool, userPoolClientId: client, userPoolEndpoint: url } } });
}

async function signUpAndIn() {
  const pool = await makePool({ AutoVerifiedAttributes: ['email'] });
  await use(pool);
  const made = await signUp({ username: 'noa', password, options: { userAttributes: { email: 'noa@example.com' } } });
  assert.equal(made.nextStep.signUpStep, 'CONFIRM_SIGN_UP');
  assert.equal((await signIn({ username: 'noa', password })).nextStep.signInStep, 'CONFIRM_SIGN_UP');
  const { code } = await message(pool, 'noa', 'CustomMessage_SignUp');
  await confirmSignUp({ username: 'noa', confirmationCode: code });
  passed('sign-up and confirmation');

  await refused('NotAuthorizedException', 'Incorrect username or password.', signIn({ username: 'noa', password: 'not the password' }));
  assert.equal((await signIn({ username: 'noa', password })).isSignedIn, true);
  assert.equal((await fetchUserAttributes()).email, 'noa@example.com');
  passed('sign-in');

  const before = (await fetchAuthSession()).tokens.accessToken.toString();
  const after = (await fetchAuthSession({ forceRefresh: true })).tokens.accessToken.toString();
  assert.notEqual(after, before);
  passed('refresh');

  await call('SetUserPoolMfaConfig', { UserPoolId: pool, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } });
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: totp(sharedSecret) });
  await updateMFAPreference({ totp: 'PREFERRED' });
  await signOut({ global: true });
  assert.equal((await fetchAuthSession()).tokens, undefined);
  passed('an authenticator app set up by a signed-in user, sign-out');

  assert.equal((await signIn({ username: 'noa', password })).nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  await refused('CodeMismatchException', 'Invalid code received for user', confirmSignIn({ challengeResponse: wrong(totp(sharedSecret)) }));
  assert.equal((await confirmSignIn({ challengeResponse: totp(sharedSecret, 1) })).isSignedIn, true);
  await signOut();
  passed('the authenticator app as the second factor');
}

async function temporaryPassword() {
  const pool = await makePool();
  await use(pool);
  await call('AdminCreateUser', { UserPoolId: pool, Username: 'oli', TemporaryPassword: 'Temporary-1', MessageAction: 'SUPPRESS' });
  const begun = await signIn({ username: 'oli', password: 'Temporary-1' });
  assert.equal(begun.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
  assert.equal((await confirmSignIn({ challengeResponse: password })).isSignedIn, true);
  await signOut();
  passed('a new password in place of the temporary one');
}

async function textMessage() {
  const pool = await makePool({ SmsConfiguration: sms });
  await call('SetUserPoolMfaConfig', { UserPoolId: pool, MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsConfiguration: sms } });
  await use(pool);
  await makeUser(pool, 'pat', { phone_number: '+15550100005', phone_number_verified: 'true' });
  assert.equal((await signIn({ username: 'pat', password })).nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_SMS_CODE');
  const { code } = await message(pool, 'pat', 'CustomMessage_Authentication');
  assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
  await signOut();
  passed('SMS as the second factor');
}

async function choice() {
  const pool = await makePool({ UserPoolTier: 'ESSENTIALS', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } });
  await use(pool);
  await makeUser(pool, 'quin', { email: 'quin@example.com', email_verified: 'true' });
  const begun = await signIn({ username: 'quin', options: { authFlowType: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' } });
  assert.equal(begun.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  const { code } = await message(pool, 'quin', 'CustomMessage_Authentication');
  assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
  await signOut();
  passed('a code by e-mail as the only factor');
}

play(signUpAndIn, temporaryPassword, textMessage, choice);
