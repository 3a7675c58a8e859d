'use strict';

// Apps in a browser: they leave for the sign-in page of the pool, come back with a code, and ask the endpoints for the rest
// from another origin. Amplify always takes https to the domain; oidc-client-ts goes where discovery leads.

const { classic, makeApp, makeSite, managedLogin } = require('./app.cjs');
const { domain, serve, start } = require('./chromium.cjs');
const { assert, makeUser, passed, password, play, url } = require('./scene.cjs');

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

async function amplify(browser, apps, version) {
  const site = await makeSite(version, { AutoVerifiedAttributes: ['email'] });
  const home = `${apps.home}amplify/`;
  const scopes = ['openid', 'email', 'aws.cognito.signin.user.admin'];
  const app = await makeApp(site, { CallbackURLs: [home], LogoutURLs: [home], AllowedOAuthScopes: scopes });
  await makeUser(site.pool, 'zoe', { email: 'zoe@example.com', email_verified: 'true' });
  const oauth = { domain: domain(site), redirectSignIn: [home], redirectSignOut: [home], responseType: 'code', scopes };
  const choices = version === managedLogin ? { lang: 'de', name: 'zoe' } : {};
  apps.settings.amplify = {
    amplify: { Auth: { Cognito: { userPoolId: site.pool, userPoolClientId: app.id, userPoolEndpoint: url, loginWith: { oauth } } } },
    options: { lang: choices.lang, loginHint: choices.name },
  };
  const { attributes } = await visit(browser, home, `https://${domain(site)}/login?**`, choices);
  assert.equal(attributes.email, 'zoe@example.com');
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
    await oidc(browser, apps);
    passed('oidc-client-ts finds the pool by its issuer, signs in, asks userInfo, refreshes, revokes and signs out');
  } finally {
    await browser.close();
    apps.stop();
  }
}

play(inABrowser);
