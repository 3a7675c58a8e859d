'use strict';

// What the JavaScript scenarios share: a way to read what was sent, pools, expected refusals, an authenticator app.

const assert = require('node:assert/strict');
const { createHmac } = require('node:crypto');
const sdk = require('@aws-sdk/client-cognito-identity-provider');

const url = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER;
const region = process.env.AWS_REGION;
const password = 'Correct-horse-1';
const sms = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'scenario' };

// Nothing says where the emulator is: the client finds that in its usual variable.
const client = new sdk.CognitoIdentityProviderClient({});
const call = (operation, input) => client.send(new sdk[`${operation}Command`](input));

const passed = step => console.log('ok', step);

/** The newest message of a kind that was sent to a user. */
async function message(pool, username, purpose) {
  const query = new URLSearchParams({ userPoolId: pool, username, purpose, wait: '5s' });
  const answer = await (await fetch(`${url}/_inspect/messages?${query}`)).json();
  return answer.messages.at(-1);
}

/** Another code of the same form. */
const wrong = code => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

/** What must be refused with an error of this name and text. */
async function refused(name, text, promise) {
  const error = await promise.then(() => assert.fail(`not refused with ${name}`), e => e);
  assert.deepEqual([error.name, error.message], [name, text]);
}

/** The code of an authenticator app, now or some steps later. Doc: RFC 6238, RFC 4226. */
function totp(secret, later = 0) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map(c => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function makePool(settings = {}) {
  return (await call('CreateUserPool', { PoolName: 'scenario', ...settings })).UserPool.Id;
}

async function makeClient(pool, ...flows) {
  const made = await call('CreateUserPoolClient', {
    UserPoolId: pool, ClientName: 'scenario', ExplicitAuthFlows: [...flows, 'REFRESH_TOKEN_AUTH'].map(f => `ALLOW_${f}`),
  });
  return made.UserPoolClient.ClientId;
}

/** A confirmed user who has chosen the password. */
async function makeUser(pool, name, attributes = {}) {
  await call('AdminCreateUser', {
    UserPoolId: pool, Username: name, MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  await call('AdminSetUserPassword', { UserPoolId: pool, Username: name, Password: password, Permanent: true });
}

/** Plays scenarios one after the other; the first surprise ends the program. */
async function play(...scenarios) {
  for (const scenario of scenarios) {
    try {
      await scenario();
    } catch (error) {
      console.error(`${scenario.name}:`, error);
      process.exit(1);
    }
  }
}

module.exports = { assert, call, makeClient, makePool, makeUser, message, passed, password, play, refused, region, sms, totp, url, wrong };
