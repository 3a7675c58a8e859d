// Functions as an application has them. What they would send by e-mail they post to MAILBOX.
const crypto = require('crypto');

async function mail(message) {
  const answer = await fetch(process.env.MAILBOX, { method: 'POST', body: JSON.stringify(message) });
  if (!answer.ok) throw new Error(`mail: ${answer.status}`);
}

// Who signs up is confirmed at once: the link in the first e-mail proves the address.
exports['pre-sign-up'] = async (event) => {
  if (!event.request.userAttributes.email.endsWith('@example.com')) throw new Error('only for example.com');
  event.response.autoConfirmUser = true;
  return event;
};

// Signing in by a link: three attempts.
exports.define = async (event) => {
  const { session } = event.request;
  const last = session[session.length - 1];
  event.response.issueTokens = Boolean(last && last.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult);
  event.response.failAuthentication = !event.response.issueTokens && session.length >= 3;
  if (!event.response.issueTokens && !event.response.failAuthentication) event.response.challengeName = 'CUSTOM_CHALLENGE';
  return event;
};

exports.create = async (event) => {
  const { session, userAttributes } = event.request;
  const last = session[session.length - 1];
  let secret;
  if (last) { // the same link goes on to be good
    secret = last.challengeMetadata.slice('LINK-'.length);
  } else {
    secret = crypto.randomBytes(16).toString('hex');
    await mail({ to: userAttributes.email, text: `https://app.example.com/sign-in?token=${secret}` });
  }
  event.response.publicChallengeParameters = { email: userAttributes.email.replace(/^.*@/, '***@') };
  event.response.privateChallengeParameters = { secret };
  event.response.challengeMetadata = `LINK-${secret}`;
  return event;
};

exports.verify = async (event) => {
  event.response.answerCorrect = event.request.privateChallengeParameters.secret === event.request.challengeAnswer;
  return event;
};

exports.claims = async (event) => {
  event.response.claimsAndScopeOverrideDetails = {
    idTokenGeneration: { claimsToAddOrOverride: { tenant: { id: 7, roles: ['reader'] } }, claimsToSuppress: ['email_verified'] },
    accessTokenGeneration: { claimsToAddOrOverride: { tenant: 7 }, scopesToAdd: ['orders/read'] },
  };
  return event;
};

const directory = { 'old@example.com': { password: 'Correct-Horse-1', name: 'Olga' } };

exports.migrate = async (event) => {
  const known = directory[event.userName];
  if (!known || (event.triggerSource === 'UserMigration_Authentication' && known.password !== event.request.password)) {
    throw new Error('bad credentials');
  }
  event.response.userAttributes = { email: event.userName, email_verified: 'true', name: known.name };
  event.response.finalUserStatus = 'CONFIRMED';
  event.response.messageAction = 'SUPPRESS';
  return event;
};

exports.message = async (event) => {
  const { codeParameter, userAttributes } = event.request;
  if (event.triggerSource === 'CustomMessage_ForgotPassword') {
    event.response.emailSubject = 'A new password';
    event.response.emailMessage = `<a href="https://app.example.com/reset?code=${codeParameter}">Choose one</a>, ${userAttributes.name || 'friend'}`;
  }
  return event;
};

// Sends the code itself. It is encrypted by the key that the emulator was given.
exports.sender = async (event) => {
  const { buildClient, CommitmentPolicy, RawAesKeyringNode, RawAesWrappingSuiteIdentifier } = require('@aws-crypto/client-node');
  const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
  const keyring = new RawAesKeyringNode({
    keyNamespace: 'cognito-emulator', keyName: 'sender-key',
    unencryptedMasterKey: new Uint8Array(Buffer.from(process.env.SENDER_KEY, 'base64')),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(event.request.code, 'base64'));
  if (messageHeader.encryptionContext['userpool-id'] !== event.userPoolId) throw new Error('of another pool');
  await mail({ to: event.request.userAttributes.email, text: plaintext.toString(), source: event.triggerSource });
};
