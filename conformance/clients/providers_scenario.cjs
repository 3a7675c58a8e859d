'use strict';

// Identity providers that were not written here: oidc-provider, which is certified by the OpenID Foundation, and samlp, the
// SAML half of Auth0. Both run in this program, and a browser of a few lines carries people between them and the emulator.

const { X509Certificate } = require('node:crypto');
const { execFileSync } = require('node:child_process');
const { mkdtempSync, readFileSync } = require('node:fs');
const http = require('node:http');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const samlp = require('samlp');
const { JwtVerifier } = require('aws-jwt-verify');
const { assert, call, makePool, passed, play, url } = require('./scene.cjs');

const callback = 'https://app.example/cb';
const out = 'https://app.example/out';

/** A browser without scripts: it keeps cookies of each host, and follows redirects as long as somebody serves them. */
function browser() {
  const jars = {};
  return async function visit(address, form) {
    for (let hops = 0; hops < 20; hops++) {
      const at = new URL(address);
      if (at.protocol === 'https:') return { at };
      const jar = (jars[at.host] ??= new Map());
      const headers = { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
      const answer = await fetch(at, {
        redirect: 'manual', headers, ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        if (/max-age=(0|-)|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      const to = answer.headers.get('location');
      const text = await answer.text();
      if (answer.status < 300 || answer.status > 399) return { at, status: answer.status, text };
      [address, form] = [new URL(to, at).href, undefined];
    }
    return assert.fail(`redirects without an end, now at ${address}`);
  };
}

const listen = server => new Promise(resolve => {
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
});

/** A pool with a domain, a provider and an app for its users. */
async function app(provider) {
  const pool = await makePool();
  await call('CreateUserPoolDomain', { UserPoolId: pool, Domain: `providers-${pool.slice(-9).toLowerCase()}` });
  await call('CreateIdentityProvider', { UserPoolId: pool, ProviderName: 'Corp', AttributeMapping: { email: 'email', name: 'name' }, ...provider });
  const made = await call('CreateUserPoolClient', {
    UserPoolId: pool, ClientName: 'app', SupportedIdentityProviders: ['Corp'], CallbackURLs: [callback], LogoutURLs: [out],
    AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid', 'email', 'profile'],
  });
  const client = made.UserPoolClient.ClientId;
  const asked = new URLSearchParams({ client_id: client, response_type: 'code', redirect_uri: callback, scope: 'openid email profile', state: 's1' });
  return { pool, client, start: `${url}/oauth2/authorize?${asked}`, leave: `${url}/logout?${new URLSearchParams({ client_id: client, logout_uri: out })}` };
}

/** The claims of the ID token that a browser's way back to the app is good for, as aws-jwt-verify reads them. */
async function identity(back, client) {
  assert.equal(back.at.origin + back.at.pathname, callback, `${back.at}`);
  assert.equal(back.at.searchParams.get('error'), null, `${back.at}`);
  assert.equal(back.at.searchParams.get('state'), 's1');
  const form = new URLSearchParams({ grant_type: 'authorization_code', client_id: client, redirect_uri: callback, code: back.at.searchParams.get('code') });
  const tokens = await (await fetch(`${url}/oauth2/token`, { method: 'POST', body: form })).json();
  const { iss } = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url'));
  const jwksUri = `${iss}/.well-known/jwks.json`;
  const verifier = JwtVerifier.create({ issuer: iss, jwksUri });
  verifier.cacheJwks(await (await fetch(jwksUri)).json());
  return verifier.verify(tokens.id_token, { audience: client });
}

/** What leads to a user, by the claims of an ID token. */
function cameBy(claims, identityOf) {
  const [{ dateCreated, ...shown }, ...more] = claims.identities;
  assert.match(dateCreated, /^\d{13}$/);
  assert.deepEqual(more, []);
  assert.deepEqual(shown, { providerName: 'Corp', primary: 'true', issuer: null, ...identityOf });
  assert.equal(claims['cognito:username'], `Corp_${identityOf.userId}`);
}

async function openIDConnect() {
  const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')).href);
  console.warn = () => {}; // it says what a provider in production should have more than a test needs
  const server = http.createServer();
  const issuer = await listen(server);
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'pool', client_secret: 'a secret of some length', redirect_uris: [`${url}/oauth2/idpresponse`], token_endpoint_auth_method: 'client_secret_post' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true, name: `The ${id}` }) }),
    pkce: { required: () => false },
    cookies: { keys: ['some key'] },
  });
  server.on('request', provider.callback());
  const { client, start } = await app({
    ProviderType: 'OIDC',
    ProviderDetails: { client_id: 'pool', client_secret: 'a secret of some length', authorize_scopes: 'openid email profile', oidc_issuer: issuer, attributes_request_method: 'GET' },
  });

  const visit = browser();
  /** Fills in the forms of the provider until it sends the browser away. */
  async function signIn(page, login) {
    while (page.text !== undefined && page.at.origin === issuer) {
      assert.equal(page.status, 200, page.text);
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text)[1];
      const prompt = /name="prompt" value="([^"]+)"/.exec(page.text)[1];
      page = await visit(new URL(action, page.at).href, prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
    }
    return page;
  }
  cameBy(await identity(await signIn(await visit(start), 'ann'), client), { userId: 'ann', providerType: 'OIDC' });
  passed('oidc-provider: a sign-in with its own pages, consent and keys');
  const again = await identity(await visit(start), client);
  assert.equal(again.name, 'The ann'); // profile, which oidc-provider tells at userInfo only
  assert.equal(again.email_verified, false); // as it is not mapped
  passed('oidc-provider: claims of userInfo');
  const anew = browser();
  const asking = await anew(start);
  const away = await anew(new URL(/href="([^"]*\/abort)"/.exec(asking.text)[1], asking.at).href);
  assert.deepEqual(Object.fromEntries(away.at.searchParams), { error: 'access_denied', error_description: 'End-User aborted interaction', state: 's1' });
  passed('oidc-provider: somebody who turns round there');
  server.close();
  server.closeAllConnections();
}

/** A key and a certificate of its own. */
function certificate() {
  const folder = mkdtempSync(path.join(tmpdir(), 'samlp-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=samlp', '-days', '30',
    '-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')], { stdio: 'pipe' });
  return { key: readFileSync(path.join(folder, 'key.pem')), cert: readFileSync(path.join(folder, 'cert.pem')) };
}

async function saml() {
  const credentials = certificate();
  const issuer = 'urn:samlp.example';
  const server = http.createServer();
  const base = await listen(server);
  const user = { id: 'ann-7', emails: [{ value: 'ann@example.com' }], displayName: 'Ann', name: {} };
  let settings = {}; // what the next sign-in is like
  let participant;
  const session = {};
  const form = (res, to, fields) => res.end(JSON.stringify({ to, fields }));
  const auth = () => samlp.auth({
    ...credentials, issuer, sessionIndex: 'session-7', getUserFromRequest: () => user, nameIdentifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    getPostURL: (_, request, __, done) => done(null, request.documentElement.getAttribute('AssertionConsumerServiceURL')),
    responseHandler: (response, options, req, res) => form(res, options.postUrl, { SAMLResponse: response.toString('base64'), RelayState: req.query.RelayState }),
    ...settings,
  });
  const logout = () => samlp.logout({
    ...credentials, issuer, deflate: true, protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    sessionParticipants: {
      get: (_, __, ___, done) => done(null, participant), remove: (_, __, ___, done) => done(null, participant),
      hasElements: () => false, getFirst: done => done(null, participant),
    },
  });
  server.on('request', (req, res) => {
    const at = new URL(req.url, base);
    req.query = Object.fromEntries(at.searchParams);
    req.body = {};
    req.session = session;
    req.originalUrl = req.url;
    res.set = () => {};
    res.send = text => res.end(text);
    const failed = error => { res.statusCode = 500; res.end(String(error && error.stack)); };
    const { [at.pathname]: serve } = { '/in': auth, '/out': logout };
    serve()(req, res, failed);
  });
  const pem = credentials.cert.toString().replace(/-----[^-]+-----|\s/g, '');
  const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
  const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`
    + `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${pem}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`
    + `<SingleLogoutService Binding="${redirect}" Location="${base}/out"/><SingleSignOnService Binding="${redirect}" Location="${base}/in"/></IDPSSODescriptor></EntityDescriptor>`;
  const schemas = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
  const details = { MetadataFile: metadata, RequestSigningAlgorithm: 'rsa-sha256', IDPSignout: 'true' };
  const { pool, client, start, leave } = await app({
    ProviderType: 'SAML', ProviderDetails: details, AttributeMapping: { email: `${schemas}/emailaddress`, name: `${schemas}/name` },
  });
  const asPEM = text => `-----BEGIN CERTIFICATE-----\n${text.match(/.{1,64}/g).join('\n')}\n-----END CERTIFICATE-----\n`;
  const signing = asPEM((await call('GetSigningCertificate', { UserPoolId: pool })).Certificate);

  /** Signs in anew, and gives the way back to the app. */
  async function signIn(more) {
    settings = { destination: `${url}/saml2/idpresponse`, recipient: `${url}/saml2/idpresponse`, signingCert: signing, ...more };
    const visit = browser();
    const page = await visit(start);
    assert.equal(page.status, 200, page.text);
    const { to, fields } = JSON.parse(page.text);
    return { visit, back: await visit(to, fields) };
  }
  const known = { userId: 'ann-7', providerType: 'SAML', issuer };
  const first = await signIn({});
  const claims = await identity(first.back, client);
  cameBy(claims, known);
  assert.deepEqual([claims.email, claims.name], ['ann@example.com', 'Ann']);
  passed('samlp: a signed request, a signed assertion');
  cameBy(await identity((await signIn({ signResponse: true })).back, client), known);
  cameBy(await identity((await signIn({ signResponse: true, signAssertion: false })).back, client), known);
  cameBy(await identity((await signIn({ signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' })).back, client), known);
  passed('samlp: the response signed, both, and by the old algorithm');

  const foreign = await signIn({ audience: 'urn:amazon:cognito:sp:us-east-1_000000000' });
  assert.match(foreign.back.at.searchParams.get('error_description'), /^Invalid SAML response received: Audience /);
  const forged = await signIn(certificate());
  assert.equal(forged.back.at.searchParams.get('error_description'), 'Invalid SAML response received: SAML Assertion signature is invalid. ');
  passed('samlp: not for another pool, and not by another key');

  participant = {
    serviceProviderId: `urn:amazon:cognito:sp:${pool}`, nameId: 'ann-7', sessionIndex: 'session-7', serviceProviderLogoutURL: `${url}/saml2/logout`, cert: signing,
  };
  const parting = await first.visit(leave);
  assert.equal(parting.status, 200, parting.text);
  const field = name => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(parting.text)[1].replaceAll('&#x2B;', '+').replaceAll('&#43;', '+');
  const gone = await first.visit(/action="([^"]+)"/.exec(parting.text)[1], { SAMLResponse: field('SAMLResponse'), RelayState: field('RelayState') });
  assert.equal(gone.at.href, out);
  passed('samlp: signed out there, by a signed request, and led on');

  const updated = await call('UpdateIdentityProvider', { UserPoolId: pool, ProviderName: 'Corp', ProviderDetails: { ...details, EncryptedResponses: 'true' } });
  const encryptionCert = asPEM(updated.IdentityProvider.ProviderDetails.ActiveEncryptionCertificate);
  const encryptionPublicKey = new X509Certificate(encryptionCert).publicKey.export({ type: 'spki', format: 'pem' });
  for (const encryptionAlgorithm of ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'http://www.w3.org/2009/xmlenc11#aes128-gcm']) {
    cameBy(await identity((await signIn({ encryptionCert, encryptionPublicKey, encryptionAlgorithm })).back, client), known);
  }
  assert.equal((await signIn({})).back.at.searchParams.get('error_description'), 'Invalid SAML response received: Responses must contain exactly one Encrypted Assertion ');
  passed('samlp: encrypted assertions, and no others where they are asked for');
  server.close();
  server.closeAllConnections();
}

play(openIDConnect, saml);
