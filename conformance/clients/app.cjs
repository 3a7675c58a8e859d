'use strict';

// What the scenarios of OAuth apps share: pools with a domain, apps, and somebody who signs in by hand, as programs without
// a browser do it.

const { randomUUID } = require('node:crypto');
const { assert, call, makePool, password, url } = require('./scene.cjs');

const classic = 1;
const managedLogin = 2;

/** A pool with a domain of its own. What comes back is the pool, and the prefix of the domain. */
async function makeSite(version, settings = {}) {
  const pool = await makePool(settings);
  const prefix = `app-${randomUUID()}`;
  await call('CreateUserPoolDomain', { UserPoolId: pool, Domain: prefix, ManagedLoginVersion: version });
  return { pool, prefix, version };
}

/** An app of the pool. It has a secret when it asks for one, and a style where the pages need one. */
async function makeApp(site, settings = {}) {
  const { UserPoolClient: made } = await call('CreateUserPoolClient', {
    UserPoolId: site.pool, ClientName: 'app', AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'], SupportedIdentityProviders: ['COGNITO'],
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], ...settings,
  });
  if (site.version === managedLogin) {
    await call('CreateManagedLoginBranding', { UserPoolId: site.pool, ClientId: made.ClientId, UseCognitoProvidedValues: true });
  }
  return { id: made.ClientId, secret: made.ClientSecret, issuer: `${url}/${site.pool}` };
}

/** Somebody with a browser that knows cookies and redirects, and nothing else. */
class Visitor {
  #cookies = new Map();

  /** Goes where redirects lead on this host. What comes back is the page, or the address elsewhere. */
  async open(address, form) {
    let at = new URL(address);
    for (let hops = 0; hops < 10; hops++) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(at, {
        redirect: 'manual', method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form), headers: cookie ? { cookie } : {},
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        if (/max-age=-|max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name);
        else this.#cookies.set(name, value);
      }
      form = undefined;
      if (answer.status >= 400 || answer.status < 300) return { at, status: answer.status, html: await answer.text() };
      const to = new URL(answer.headers.get('location'), at);
      if (to.host !== at.host) return { away: to };
      at = to;
    }
    return assert.fail(`redirects without an end, now at ${at}`);
  }

  /** Types a name and a password into the sign-in page. */
  async signIn(address, username, secret = password) {
    const page = await this.open(address);
    assert.deepEqual([page.at?.pathname, page.status], ['/login', 200]);
    const [, token] = /name="_csrf"[^>]* value="([^"]+)"/.exec(page.html);
    return this.open(page.at, { _csrf: token, username, password: secret, cognitoAsfData: '', signInSubmitButton: 'Sign in' });
  }
}

module.exports = { Visitor, classic, makeApp, makeSite, managedLogin };
