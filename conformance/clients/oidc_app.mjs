// An app with oidc-client-ts, which the service's console shows for React and Angular. Globals: settings.

import { UserManager } from 'oidc-client-ts';

const element = id => document.getElementById(id);
const manager = new UserManager(settings.oidc);

const show = user => {
  element('who').textContent = user ? JSON.stringify({ claims: user.profile, token: user.access_token, scope: user.scope }) : 'nobody';
};
const failed = error => { element('who').textContent = `failed: ${error.message}`; };

element('in').onclick = () => manager.signinRedirect().catch(failed);
// Tokens are renewed by the refresh token; without one, in a frame that asks for a code with prompt=none.
element('fresh').onclick = async () => {
  const user = await manager.signinSilent();
  delete user.refresh_token;
  await manager.storeUser(user);
  await manager.signinSilent().then(show, failed);
};
// The service knows no post_logout_redirect_uri; this is how its console shows it.
element('out').onclick = async () => {
  await manager.revokeTokens(['refresh_token']);
  await manager.removeUser();
  location.href = settings.out;
};
if (location.search) {
  manager.signinCallback().then(user => {
    if (window !== parent) return; // the frame
    history.replaceState(null, '', location.pathname);
    show(user);
  }, failed);
} else {
  manager.getUser().then(show, failed);
}
