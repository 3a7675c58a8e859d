'use strict';

// What the scenarios in a browser share: a Chromium, driven by Playwright, and a server for the apps that run in it. The
// apps are bundled as they are in any project.

const { createHash, X509Certificate } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const path = require('node:path');
const esbuild = require('esbuild');
const { chromium } = require('playwright-core');
const { url } = require('./scene.cjs');

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where the browser is. */
function program() {
  for (const name of names) {
    for (const folder of process.env.PATH.split(path.delimiter)) {
      const file = path.join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  throw new Error(`none of ${names} is installed`);
}

/** A Chromium that takes the emulator's authority for a real one: that of the key with this hash. */
async function start() {
  const { publicKey } = new X509Certificate(readFileSync(process.env.EMULATOR_CA));
  const hash = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64');
  return chromium.launch({
    executablePath: program(), chromiumSandbox: false, // continuous integration runs as root
    args: [`--ignore-certificate-errors-spki-list=${hash}`, '--disable-dev-shm-usage', '--disable-quic'],
  });
}

/** The domain of a pool, by http or https. */
function domain(site, scheme = 'https') {
  const at = scheme === 'https' ? process.env.EMULATOR_TLS : new URL(url).host;
  return `${site.prefix}.auth.localhost:${at.split(':').at(-1)}`;
}

/** Serves apps on localhost: /name/ is a page with the bundle of name_app.mjs. The settings of an app are told to it. */
async function serve(...names) {
  const bundles = {};
  for (const name of names) {
    const { outputFiles } = await esbuild.build({
      entryPoints: [path.join(__dirname, `${name}_app.mjs`)], bundle: true, write: false, nodePaths: [process.env.NODE_PATH], logLevel: 'error',
    });
    bundles[name] = outputFiles[0].text;
  }
  const settings = {};
  const server = createServer((request, response) => {
    const [, name, file] = new URL(request.url, 'http://localhost').pathname.split('/');
    const script = bundles[name];
    if (file === 'app.js' && script) return response.setHeader('content-type', 'text/javascript').end(script);
    response.setHeader('content-type', 'text/html');
    return response.end(script ? `<!doctype html><title>${name}</title><button id="in">Sign in</button><button id="out">Sign out</button>
      <button id="fresh">Refresh</button><pre id="who"></pre><script>const settings = ${JSON.stringify(settings[name])};</script>
      <script src="/${name}/app.js"></script>` : `<!doctype html><title>app</title>`);
  });
  await new Promise(done => server.listen(0, 'localhost', done));
  return { home: `http://localhost:${server.address().port}/`, settings, stop: () => server.close() };
}

module.exports = { domain, program, serve, start };
