'use strict';

// Apps in a browser: they leave for the sign-in page of the pool, come back with a code, and ask the endpoints for the rest
// from another origin. Amplify always takes https to the domain; oidc-client-ts goes where discovery leads.

const { classic, makeApp, makeSite, managedLogin } = require('./app.cjs');
const { domain, serve, start } = require('./chromium.cjs');
const { assert, call, makeUser, passed, password, play, url } = require('./scene.cjs');

const who = async page => JSON.parse(await page.locator('#who', { hasText: /^\{/ }).textContent());
const nobody = page => page.locator('#who', { hasText: 'nobody' }).waitFor();

/** Somebody opens the app, signs in by the pages, has the tokens renewed, and signs out. */
async function visit(browser, home, login, choices = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems = [];
  page.on('console', m => m.type() === 'error' && problems.push(m.text()));
  page.on('pageerror', e => problems.push(String(e)));

  await page.goto(home);
  await nobody(page);
  await page.click('#in');
  await page.waitForURL(login);
  assert.equal(await page.locator('html').getAttribute('lang'), choices.lang ?? 'en');
  const form = page.locator('form:visible');
  if (choices.name) assert.equal(await form.locator('input[name=username]').inputValue(), choices.name);
  else await form.locator('input[name=username]').fill('zoe');
  await form.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${home}**`);
  const first = await who(page);
  assert.equal(first.claims.email, 'zoe@example.com');

  await page.click('#fresh');
  await page.waitForFunction(token => !document.getElementById('who').textContent.includes(token), first.token);
  assert.equal((await who(page)).claims.sub, first.claims.sub);
  await page.reload();
  assert.equal((await who(page)).claims.sub, first.claims.sub);

  await page.click('#out');
  await page.waitForURL(home);
  await nobody(page);
  await page.click('#in');
  await page.waitForURL(login);
  assert.deepEqual(problems, []);
  await context.close();
  return first;
}

/** Registers the app with Amplify at a pool, and configures it. */
async function register(apps, site, client = {}, { responseType = 'code', ...more } = {}) {
  const home = `${apps.home}amplify/`;
  const scopes = ['openid', 'email', 'aws.cognito.signin.user.admin'];
  const app = await makeApp(site, { CallbackURLs: [home], LogoutURLs: [home], AllowedOAuthScopes: scopes, ...client });
  const oauth = { domain: domain(site), redirectSignIn: [home], redirectSignOut: [home], responseType, scopes };
  apps.settings.amplify = {
    amplify: { Auth: { Cognito: { userPoolId: site.pool, userPoolClientId: app.id, userPoolEndpoint: url, loginWith: { oauth } } } }, ...more,
  };
  return home;
}

async function amplify(browser, apps, version) {
  const site = await makeSite(version, { AutoVerifiedAttributes: ['email'] });
  const choices = version === managedLogin ? { lang: 'de', name: 'zoe' } : {};
  const home = await register(apps, site, {}, { options: { lang: choices.lang, loginHint: choices.name } });
  await makeUser(site.pool, 'zoe', { email: 'zoe@example.com', email_verified: 'true' });
  const { attributes } = await visit(browser, home, `https://${domain(site)}/login?**`, choices);
  assert.equal(attributes.email, 'zoe@example.com');
}

/** Leaves the app, signs in on a classic page, and comes back. */
async function comeBack(browser, home, login, name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(home);
  await nobody(page);
  await page.click('#in');
  await page.waitForURL(login);
  await page.locator('#signInFormUsername:visible').fill(name);
  await page.locator('#signInFormPassword:visible').fill(password);
  await page.keyboard.press('Enter');
  const { claims, attributes } = await who(page);
  assert.deepEqual([claims.email, attributes.email], [`${name}@example.com`, `${name}@example.com`]);
  await context.close();
  return claims;
}

/** Tokens in the fragment, as older apps have them. */
async function implicit(browser, apps) {
  const site = await makeSite(classic);
  const home = await register(apps, site, { AllowedOAuthFlows: ['implicit'] }, { responseType: 'token' });
  await makeUser(site.pool, 'ivy', { email: 'ivy@example.com', email_verified: 'true' });
  await comeBack(browser, home, `https://${domain(site)}/login?**`, 'ivy');
}

/** A neighbouring pool is the identity provider of this one. The app names it, so nobody sees this pool's own page. */
async function federated(browser, apps) {
  const [site, neighbour] = [await makeSite(managedLogin), await makeSite(classic)];
  const at = await makeApp(neighbour, { CallbackURLs: [`https://${domain(site)}/oauth2/idpresponse`], GenerateSecret: true });
  await makeUser(neighbour.pool, 'hal', { email: 'hal@example.com', email_verified: 'true' });
  await call('CreateIdentityProvider', {
    UserPoolId: site.pool, ProviderName: 'Neighbour', ProviderType: 'OIDC', AttributeMapping: { email: 'email' }, ProviderDetails: {
      client_id: at.id, client_secret: at.secret, oidc_issuer: at.issuer, authorize_scopes: 'openid email', attributes_request_method: 'GET',
    },
  });
  const home = await register(apps, site, { SupportedIdentityProviders: ['Neighbour'] }, { provider: { custom: 'Neighbour' } });
  const claims = await comeBack(browser, home, `${url}/login?**`, 'hal');
  assert.match(claims['cognito:username'], /^Neighbour_[0-9a-f-]{36}$/);
  assert.equal(claims.identities[0].providerName, 'Neighbour');
}

async function oidc(browser, apps) {
  const site = await makeSite(managedLogin, { AutoVerifiedAttributes: ['email'] });
  const home = `${apps.home}oidc/`;
  const app = await makeApp(site, { CallbackURLs: [home], LogoutURLs: [home] });
  await makeUser(site.pool, 'zoe', { email: 'zoe@example.com', email_verified: 'true' });
  apps.settings.oidc = {
    oidc: { authority: app.issuer, client_id: app.id, redirect_uri: home, response_type: 'code', scope: 'openid email', loadUserInfo: true },
    out: `${url}/logout?${new URLSearchParams({ client_id: app.id, logout_uri: home })}`,
  };
  const { claims, scope } = await visit(browser, home, `${url}/login?**`);
  assert.deepEqual([claims.username, claims['cognito:username'], scope], ['zoe', 'zoe', 'openid email']);
}

async function inABrowser() {
  const apps = await serve('amplify', 'oidc');
  const browser = await start();
  try {
    await amplify(browser, apps, classic);
    passed('Amplify signs in by the classic pages, refreshes and signs out');
    await amplify(browser, apps, managedLogin);
    passed('the same by managed login, in German and with the name filled in');
    await implicit(browser, apps);
    passed('Amplify takes tokens from the fragment');
    await federated(browser, apps);
    passed('Amplify names an identity provider, which is another pool');
    await oidc(browser, apps);
    passed('oidc-client-ts finds the pool by its issuer, signs in, asks userInfo, refreshes, asks again in a frame, revokes and signs out');
  } finally {
    await browser.close();
    apps.stop();
  }
}

play(inABrowser);
