'use strict';

// amazon-cognito-identity-js, which Amplify 5 and many applications sign in with. It has a client half of SRP of its own.

const { AuthenticationDetails, CognitoUser, CognitoUserPool, CognitoUserAttribute } = require('amazon-cognito-identity-js');
const { JwtVerifier } = require('aws-jwt-verify');
const { assert, call, makeClient, makePool, makeUser, message, passed, password, play, refused, sms, totp, url, wrong } = require('./scene.cjs');

const library = (pool, client) => new CognitoUserPool({ UserPoolId: pool, ClientId: client, endpoint: url });
const member = (users, name) => new CognitoUser({ Username: name, Pool: users });

/** Calls a method that takes two functions, or one of the kind of Node. */
const settled = start => new Promise((resolve, reject) => start(
  { onSuccess: resolve, onFailure: reject },
  (error, result) => (error ? reject(error) : resolve(result)),
));

/** Signs in. What comes is the session, or the name of a challenge. */
function signIn(user, secret = password) {
  return new Promise((resolve, reject) => user.authenticateUser(
    new AuthenticationDetails({ Username: user.getUsername(), Password: secret }),
    {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired: () => resolve('NEW_PASSWORD_REQUIRED'),
      mfaRequired: name => resolve(name),
      totpRequired: name => resolve(name),
      mfaSetup: name => resolve(name),
      selectMFAType: name => resolve(name),
    },
  ));
}

async function signUp() {
  const pool = await makePool({ AutoVerifiedAttributes: ['email'] });
  const users = library(pool, await makeClient(pool, 'USER_SRP_AUTH'));
  const email = new CognitoUserAttribute({ Name: 'email', Value: 'jo@example.com' });
  const made = await settled((_, done) => users.signUp('jo', password, [email], [], done));
  assert.equal(made.userConfirmed, false);
  const jo = member(users, 'jo');
  await refused('UserNotConfirmedException', 'User is not confirmed.', signIn(jo));
  const { code } = await message(pool, 'jo', 'CustomMessage_SignUp');
  await refused('CodeMismatchException', 'Invalid verification code provided, please try again.',
    settled((_, done) => jo.confirmRegistration(wrong(code), false, done)));
  await settled((_, done) => jo.confirmRegistration(code, false, done));
  passed('sign-up and confirmation');

  await refused('NotAuthorizedException', 'Incorrect username or password.', signIn(jo, 'not the password'));
  const session = await signIn(jo);
  assert.equal(session.getIdToken().payload.email, 'jo@example.com');
  passed('SRP, and not with a wrong password');

  // The verifier fetches keys by https only, so it is handed those that the pool publishes.
  const keys = `${session.getIdToken().payload.iss}/.well-known/jwks.json`;
  const verifier = JwtVerifier.create({ issuer: session.getIdToken().payload.iss, jwksUri: keys });
  verifier.cacheJwks(await (await fetch(keys)).json());
  const claims = await verifier.verify(session.getAccessToken().getJwtToken(), { audience: null });
  assert.equal(claims.username, 'jo');
  await verifier.verify(session.getIdToken().getJwtToken(), { audience: users.getClientId() });
  passed('tokens that aws-jwt-verify takes');

  const again = await settled((_, done) => jo.refreshSession(session.getRefreshToken(), done));
  assert.notEqual(again.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
  passed('refresh of the session');

  const attributes = await settled((_, done) => jo.getUserAttributes(done));
  assert.ok(attributes.some(a => a.getName() === 'email_verified' && a.getValue() === 'true'));
  await settled(both => jo.globalSignOut(both));
  await refused('NotAuthorizedException', 'Refresh Token has been revoked',
    settled((_, done) => jo.refreshSession(session.getRefreshToken(), done)));
  passed('sign-out everywhere');
}

async function newPassword() {
  const pool = await makePool();
  const users = library(pool, await makeClient(pool, 'USER_SRP_AUTH'));
  await call('AdminCreateUser', { UserPoolId: pool, Username: 'kim', TemporaryPassword: 'Temporary-1', MessageAction: 'SUPPRESS' });
  const kim = member(users, 'kim');
  assert.equal(await signIn(kim, 'Temporary-1'), 'NEW_PASSWORD_REQUIRED');
  await settled(both => kim.completeNewPasswordChallenge(password, {}, both));
  await signIn(kim);
  passed('a new password in place of the temporary one');
}

async function authenticatorApp() {
  const pool = await makePool();
  await call('SetUserPoolMfaConfig', { UserPoolId: pool, MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
  const users = library(pool, await makeClient(pool, 'USER_SRP_AUTH'));
  await makeUser(pool, 'lee');
  const lee = member(users, 'lee');
  assert.equal(await signIn(lee), 'MFA_SETUP');
  const secret = await new Promise((associateSecretCode, onFailure) => lee.associateSoftwareToken({ associateSecretCode, onFailure }));
  const session = await settled(both => lee.verifySoftwareToken(totp(secret), 'phone', both));
  assert.equal(session.getAccessToken().payload.username, 'lee');
  passed('an authenticator app set up at sign-in');

  const again = member(users, 'lee');
  assert.equal(await signIn(again), 'SOFTWARE_TOKEN_MFA');
  await refused('CodeMismatchException', 'Invalid code received for user',
    settled(both => again.sendMFACode(wrong(totp(secret)), both, 'SOFTWARE_TOKEN_MFA')));
  await settled(both => again.sendMFACode(totp(secret, 1), both, 'SOFTWARE_TOKEN_MFA'));
  passed('the authenticator app as the second factor');
}

async function textMessage() {
  const pool = await makePool({ SmsConfiguration: sms });
  await call('SetUserPoolMfaConfig', { UserPoolId: pool, MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsConfiguration: sms } });
  const users = library(pool, await makeClient(pool, 'USER_SRP_AUTH'));
  await makeUser(pool, 'max', { phone_number: '+15550100004', phone_number_verified: 'true' });
  const max = member(users, 'max');
  assert.equal(await signIn(max), 'SMS_MFA');
  const { code } = await message(pool, 'max', 'CustomMessage_Authentication');
  await refused('CodeMismatchException', 'Invalid code or auth state for the user.',
    settled(both => max.sendMFACode(wrong(code), both)));
  await settled(both => max.sendMFACode(code, both));
  passed('SMS as the second factor');
}

play(signUp, newPassword, authenticatorApp, textMessage);
