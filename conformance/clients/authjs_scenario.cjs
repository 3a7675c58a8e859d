'use strict';

// Auth.js, which Next.js, SvelteKit and Express applications sign people in with: its provider for the service, which takes
// PKCE and finds everything by the issuer.

const { Auth } = require('@auth/core');
const { default: Cognito } = require('@auth/core/providers/cognito');
const { Visitor, classic, makeApp, makeSite, managedLogin } = require('./app.cjs');
const { assert, makeUser, passed, play } = require('./scene.cjs');

const home = 'http://localhost:3000/';

/** A server with Auth.js, and the cookies of the browser that talks to it. */
function makeServer(app) {
  const config = {
    basePath: '/auth', secret: 'not a secret', trustHost: true, useSecureCookies: false,
    providers: [Cognito({ clientId: app.id, clientSecret: app.secret, issuer: app.issuer, checks: ['pkce', 'state', 'nonce'] })],
    callbacks: { session: ({ session, token }) => ({ ...session, sub: token.sub }) },
    logger: { error: problem => { throw problem; } },
  };
  const cookies = new Map();
  return async (path, form) => {
    const answer = await Auth(new Request(new URL(path, home), {
      method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form),
      headers: { cookie: [...cookies].map(pair => pair.join('=')).join('; '), 'x-auth-return-redirect': '1' },
    }), config);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    return answer;
  };
}

async function signIn(version) {
  const site = await makeSite(version);
  const app = await makeApp(site, { GenerateSecret: true, CallbackURLs: [`${home}auth/callback/cognito`] });
  await makeUser(site.pool, 'flo', { email: 'flo@example.com', email_verified: 'true', name: 'Flo' });
  const server = makeServer(app);
  assert.equal(await (await server('/auth/session')).json(), null);
  const { csrfToken } = await (await server('/auth/csrf')).json();
  const { url: to } = await (await server('/auth/signin/cognito', { csrfToken, callbackUrl: home })).json();
  const { away } = await new Visitor().signIn(to, 'flo');
  const back = await server(away.href);
  assert.equal(back.headers.get('location'), home);
  const session = await (await server('/auth/session')).json();
  assert.deepEqual(session.user, { name: 'Flo', email: 'flo@example.com' });
  assert.match(session.sub, /^[0-9a-f-]{36}$/);
}

async function bothLooks() {
  await signIn(classic);
  await signIn(managedLogin);
  passed('sign-in with a secret, PKCE, state and nonce');
}

play(bothLooks);
