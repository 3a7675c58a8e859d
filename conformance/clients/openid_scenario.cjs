'use strict';

// openid-client, a certified OpenID Connect client: it finds everything by the issuer, and refuses answers that the standard
// does not allow.

const openid = require('openid-client');
const { Visitor, classic, makeApp, makeSite, managedLogin } = require('./app.cjs');
const { assert, call, makeUser, passed, play } = require('./scene.cjs');

const callback = 'http://localhost:3000/callback';
const goodbye = 'http://localhost:3000/';

/** Discovers the pool. The issuer is http, which the client has to be told to put up with. */
const discover = (app, how) => openid.discovery(new URL(app.issuer), app.id, app.secret, how, { execute: [openid.allowInsecureRequests] });

/** What an app sends a browser away with, and what it remembers until that comes back. */
async function begin(config, more = {}) {
  const verifier = openid.randomPKCECodeVerifier();
  const expected = { pkceCodeVerifier: verifier, expectedState: openid.randomState(), expectedNonce: openid.randomNonce() };
  const to = openid.buildAuthorizationUrl(config, {
    redirect_uri: callback, scope: 'openid email', state: expected.expectedState, nonce: expected.expectedNonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...more,
  });
  return { to, expected };
}

const refused = async (error, promise) => {
  const e = await promise.then(() => assert.fail(`not refused with ${error}`), caught => caught);
  assert.equal(e.error, error, e.stack);
};

async function signIn(version, secret, how) {
  const site = await makeSite(version, { AutoVerifiedAttributes: ['email'] });
  const app = await makeApp(site, { CallbackURLs: [callback], LogoutURLs: [goodbye], GenerateSecret: secret });
  await makeUser(site.pool, 'uma', { email: 'uma@example.com', email_verified: 'true' });
  const config = await discover(app, how);
  assert.equal(config.serverMetadata().issuer, app.issuer);

  const visitor = new Visitor();
  const { to, expected } = await begin(config);
  const wrong = await visitor.signIn(to, 'uma', 'not the password');
  assert.match(wrong.html, /Incorrect username or password\./);
  const { away } = await visitor.signIn(to, 'uma');
  const tokens = await openid.authorizationCodeGrant(config, away, expected);
  const claims = tokens.claims();
  assert.deepEqual([claims.email, claims.email_verified, claims['cognito:username'], claims.nonce], ['uma@example.com', true, 'uma', expected.expectedNonce]);
  assert.deepEqual([tokens.token_type, tokens.expires_in], ['bearer', 3600]);
  await refused('invalid_grant', openid.authorizationCodeGrant(config, away, expected));

  const info = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.deepEqual(info, { sub: claims.sub, username: 'uma', email: 'uma@example.com', email_verified: 'true' });

  const later = await openid.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(later.claims().sub, claims.sub);
  assert.notEqual(later.access_token, tokens.access_token);

  // The browser has a session, and the second time nobody is asked.
  const again = await begin(config, { prompt: version === managedLogin ? 'none' : undefined, scope: 'openid' });
  const silent = await visitor.open(again.to);
  assert.equal((await openid.authorizationCodeGrant(config, silent.away, again.expected)).claims().sub, claims.sub);

  await openid.tokenRevocation(config, tokens.refresh_token);
  await refused('invalid_grant', openid.refreshTokenGrant(config, tokens.refresh_token));
  const gone = await openid.fetchUserInfo(config, later.access_token, claims.sub).then(() => assert.fail('revoked'), e => e);
  // The service's header names no scheme, so the client finds no challenge in it.
  assert.deepEqual([gone.cause.status, /error="invalid_token"/.test(gone.cause.headers.get('www-authenticate'))], [401, true]);

  // The service has parameters of its own for the end of a session.
  const out = openid.buildEndSessionUrl(config, { client_id: app.id, logout_uri: goodbye });
  assert.equal((await visitor.open(out)).away.href, goodbye);
  assert.equal((await visitor.open((await begin(config)).to)).at.pathname, '/login');
  return config;
}

async function publicApp() {
  const config = await signIn(classic, false, openid.None());
  const { to, expected } = await begin(config, { redirect_uri: callback });
  const { away } = await new Visitor().signIn(to, 'uma');
  await refused('invalid_grant', openid.authorizationCodeGrant(config, away, { ...expected, pkceCodeVerifier: openid.randomPKCECodeVerifier() }));
  passed('a code with PKCE and a nonce, userInfo, refresh, the session of the browser, revocation, sign-out');
}

async function secretInBody() {
  await signIn(managedLogin, true, undefined); // the client's own default is client_secret_post
  passed('the same on the pages of managed login, of an app with a secret in the body');
}

async function secretInHeader() {
  const config = await signIn(managedLogin, true, openid.ClientSecretBasic());
  const { client_id: id } = config.clientMetadata();
  const stranger = await openid.discovery(new URL(config.serverMetadata().issuer), id, 'not the secret', openid.ClientSecretBasic(),
    { execute: [openid.allowInsecureRequests] });
  const { to, expected } = await begin(config);
  const { away } = await new Visitor().signIn(to, 'uma');
  await refused('invalid_client', openid.authorizationCodeGrant(stranger, away, expected));
  passed('the same with the secret in the header, and not with another secret');
}

async function refusals() {
  const site = await makeSite(managedLogin);
  const app = await makeApp(site, { CallbackURLs: [callback] });
  const config = await discover(app, openid.None());
  for (const [error, more] of [['login_required', { prompt: 'none' }], ['invalid_scope', { scope: 'openid files/read' }],
    ['invalid_request', { code_challenge_method: 'plain' }]]) {
    const { to, expected } = await begin(config, more);
    const { away } = await new Visitor().open(to);
    await refused(error, openid.authorizationCodeGrant(config, away, expected));
  }
  const { to } = await begin(config, { redirect_uri: 'http://localhost:3000/elsewhere' });
  const lost = await new Visitor().open(to);
  assert.deepEqual([lost.at.pathname, lost.at.searchParams.get('error'), lost.status], ['/error', 'redirect_mismatch', 400]);
  passed('refusals that reach the app, and one that must not');
}

async function machine() {
  const site = await makeSite(managedLogin);
  await call('CreateResourceServer', { UserPoolId: site.pool, Identifier: 'files', Name: 'files',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'r' }, { ScopeName: 'write', ScopeDescription: 'w' }] });
  const app = await makeApp(site, { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['files/read'] });
  const config = await discover(app, openid.ClientSecretBasic());
  const tokens = await openid.clientCredentialsGrant(config, { scope: 'files/read' });
  const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url'));
  assert.deepEqual([claims.scope, claims.client_id, claims.iss, claims.token_use], ['files/read', app.id, app.issuer, 'access']);
  await refused('invalid_grant', openid.clientCredentialsGrant(config, { scope: 'files/write' }));
  await refused('invalid_scope', openid.clientCredentialsGrant(config, { scope: 'files/delete' }));
  passed('tokens of a machine');
}

play(publicApp, secretInBody, secretInHeader, refusals, machine);
