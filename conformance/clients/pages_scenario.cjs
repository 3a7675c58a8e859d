'use strict';

// The pages in a real browser: as scripts written for the service find their fields, without any script, and with passkeys.

const { classic, makeApp, makeSite, managedLogin } = require('./app.cjs');
const { domain, serve, start } = require('./chromium.cjs');
const { assert, call, makeUser, message, passed, password, play, totp, wrong } = require('./scene.cjs');

const looks = [[classic, 'the classic pages'], [managedLogin, 'managed login']];

/** A pool with an app, and where that begins. */
async function makeScene(home, version, scheme, pool = {}, app = {}) {
  const site = await makeSite(version, pool);
  const made = await makeApp(site, { CallbackURLs: [home], ...app });
  const begin = (path, more = { response_type: 'code', scope: 'openid email' }) => (
    `${scheme}://${domain(site, scheme)}${path}?${new URLSearchParams({ client_id: made.id, redirect_uri: home, ...more })}`);
  return { site, app: made, begin, start: begin('/oauth2/authorize') };
}

/** Waits until the browser is back at the app with a code. */
const arrived = (page, home) => page.waitForURL(at => at.href.startsWith(home) && /^[0-9a-f-]{36}$/.test(at.searchParams.get('code')));

/** Fills in the form that somebody sees, and presses its button. */
async function fill(page, fields) {
  const form = page.locator('form', { has: page.locator(`[name="${Object.keys(fields)[0]}"]`) }).locator('visible=true').first();
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]:visible`).fill(value);
  await form.locator('[type=submit i]:visible').first().click();
}

/** How public scripts sign in: by the ids, which the page has twice, and the one that is seen. */
async function scripted({ browser, home }) {
  const scene = await makeScene(home, classic, 'http');
  await makeUser(scene.site.pool, 'abe');
  const context = await browser.newContext();
  for (const width of [1280, 400]) {
    await context.clearCookies();
    const page = await context.newPage();
    await page.setViewportSize({ width, height: 800 });
    await page.goto(scene.start);
    assert.equal(await page.locator('#signInFormUsername').count(), 2);
    await page.locator('#signInFormUsername:visible').fill('abe');
    await page.locator('#signInFormPassword:visible').fill('not the password');
    await page.locator('[name=signInSubmitButton]:visible').click();
    assert.equal(await page.locator('#loginErrorMessage:visible').textContent(), 'Incorrect username or password.');
    await page.locator('#signInFormUsername:visible').fill('abe');
    await page.locator('#signInFormPassword:visible').fill(password);
    await page.locator('[name=signInSubmitButton]:visible').click();
    await arrived(page, home);
  }
  // Others write into the first field of that id, seen or not, and send its form.
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(scene.start);
  await page.evaluate(secret => {
    document.querySelector('#signInFormUsername').value = 'abe';
    document.querySelector('#signInFormPassword').value = secret;
    document.querySelector('[name=signInSubmitButton]').click();
  }, password);
  await arrived(page, home);
  await context.close();
  passed('fields and buttons by the names that scripts know, in wide and narrow windows');
}

/** What a QR code says. */
async function scan(browser, picture) {
  const page = await browser.newPage();
  await page.addScriptTag({ path: require.resolve('jsqr') });
  const said = await page.evaluate(async source => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return jsQR(data, width, height)?.data;
  }, `data:image/png;base64,${picture.toString('base64')}`);
  await page.close();
  return new URL(said);
}

async function withoutScript({ browser, home }, version) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const scene = await makeScene(home, version, 'https', { AutoVerifiedAttributes: ['email'], Schema: [{ Name: 'email', Required: true }] });
  const { pool } = scene.site;

  await page.goto(scene.start);
  await page.locator('a[href^="/signup"]:visible').click();
  await page.waitForURL('**/signup?**');
  await fill(page, { username: 'bea', 'requiredAttributes[email]': 'bea@example.com', password });
  await page.waitForURL('**/confirm?**');
  const { code } = await message(pool, 'bea', 'CustomMessage_SignUp');
  await fill(page, { code: wrong(code) });
  await page.getByText('Invalid verification code provided, please try again.').locator('visible=true').waitFor();
  await fill(page, { code });
  await arrived(page, home);

  await context.clearCookies();
  await page.goto(scene.start);
  await page.locator('a[href^="/forgotPassword"]:visible').click();
  await page.waitForURL('**/forgotPassword?**');
  await fill(page, { username: 'bea' });
  const { code: reset } = await message(pool, 'bea', 'CustomMessage_ForgotPassword');
  await fill(page, { code: reset, password: 'Another-horse-2', confirmPassword: 'Another-horse-2' });
  await fill(page, { username: 'bea', password: 'Another-horse-2' });
  await arrived(page, home);

  const strict = await makeScene(home, version, 'https');
  await call('SetUserPoolMfaConfig', { UserPoolId: strict.site.pool, MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
  await makeUser(strict.site.pool, 'cal');
  await page.goto(strict.start);
  await fill(page, { username: 'cal', password });
  const key = await scan(browser, await page.locator('img[src^="data:image/png"]:visible').screenshot());
  assert.equal(key.protocol, 'otpauth:');
  await fill(page, { authentication_code: totp(key.searchParams.get('secret')) });
  await arrived(page, home);
  await context.clearCookies();
  await page.goto(strict.start);
  await fill(page, { username: 'cal', password });
  await fill(page, { authentication_code: totp(key.searchParams.get('secret'), 1) });
  await arrived(page, home);
  await context.close();
}

/** Passkeys, from a page of the domain, which is a secure one even without TLS as it is below localhost. */
async function passkeys({ browser, home }, scheme) {
  const scene = await makeScene(home, managedLogin, scheme, {
    AutoVerifiedAttributes: ['email'], Schema: [{ Name: 'email', Required: true }],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
  }, { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  await call('SetUserPoolMfaConfig', { UserPoolId: scene.site.pool,
    WebAuthnConfiguration: { RelyingPartyId: `${scene.site.prefix}.auth.localhost`, UserVerification: 'required' } });
  await makeUser(scene.site.pool, 'dot', { email: 'dot@example.com', email_verified: 'true' });

  const context = await browser.newContext();
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('WebAuthn.enable');
  await tools.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
  } });

  // Somebody who has an account signs in with the password, and the app sends them to the page for passkeys.
  await page.goto(scene.start);
  await fill(page, { username: 'dot' });
  await fill(page, { password });
  await arrived(page, home);
  await page.goto(scene.begin('/passkeys/add', {}));
  await page.click('[data-passkey-start]');
  await page.waitForURL(home);
  // Somebody new is asked to make one after the sign-up.
  await context.clearCookies();
  await page.goto(scene.begin('/signup'));
  await fill(page, { username: 'eve', 'requiredAttributes[email]': 'eve@example.com', password });
  await fill(page, { code: (await message(scene.site.pool, 'eve', 'CustomMessage_SignUp')).code });
  await page.waitForURL('**/passkeys/add?**');
  await page.click('[data-passkey-start]');
  await arrived(page, home);
  for (const name of ['dot', 'eve']) {
    await context.clearCookies();
    await page.goto(scene.start);
    await fill(page, { username: name });
    await page.click('[name=factor][value=WEB_AUTHN]');
    await arrived(page, home);
  }
  await context.close();
}

/** The pages of managed login are fit for everybody, as far as axe can judge that. The classic ones are what they were. */
async function accessible({ browser, home }) {
  const choice = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], SupportedIdentityProviders: ['COGNITO'] };
  const open = await makeScene(home, managedLogin, 'http', {
    AutoVerifiedAttributes: ['email'], Schema: [{ Name: 'email', Required: true }, { Name: 'birthdate', Required: true }],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  }, choice);
  await call('CreateIdentityProvider', { UserPoolId: open.site.pool, ProviderName: 'Google', ProviderType: 'Google',
    ProviderDetails: { client_id: 'app', client_secret: 'secret', authorize_scopes: 'openid email' } });
  await call('UpdateUserPoolClient', { UserPoolId: open.site.pool, ClientId: open.app.id, CallbackURLs: [home], AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['openid', 'email'], ...choice, SupportedIdentityProviders: ['COGNITO', 'Google'] });
  await makeUser(open.site.pool, 'fay', { email: 'fay@example.com', email_verified: 'true', birthdate: '2000-01-01' });
  const strict = await makeScene(home, managedLogin, 'http');
  await call('SetUserPoolMfaConfig', { UserPoolId: strict.site.pool, MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
  await makeUser(strict.site.pool, 'fay');

  const page = await browser.newPage({ bypassCSP: true }); // the pages allow no foreign script
  const judge = async path => {
    await page.waitForURL(`**${path}?**`);
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.map(v => [v.help, v.nodes.map(n => n.html)]), [], path);
  };
  for (const path of ['/login', '/signup', '/forgotPassword', '/error']) {
    await page.goto(open.begin(path));
    await judge(path);
  }
  await page.goto(open.start);
  await fill(page, { username: 'fay' });
  await judge('/login/factor');
  await page.click('[name=factor][value=EMAIL_OTP]');
  await judge('/login/code');
  await page.goto(strict.start);
  await fill(page, { username: 'fay', password });
  await judge('/mfaSetup');
  await page.close();
}

async function inABrowser() {
  const apps = await serve(); // only a place to come back to
  const browser = await start();
  const scene = { browser, home: apps.home };
  try {
    await scripted(scene);
    for (const [version, look] of looks) {
      await withoutScript(scene, version);
      passed(`${look} without script: sign-up, forgotten password, an authenticator app by its QR code`);
    }
    for (const scheme of ['http', 'https']) await passkeys(scene, scheme);
    passed('passkeys of old and new users, by http and https');
    await accessible(scene);
    passed('nothing that axe objects to in managed login');
  } finally {
    await browser.close();
    apps.stop();
  }
}

play(inABrowser);
