// An app with Amplify 6, as its documentation has it. Globals: settings.

import { Amplify } from 'aws-amplify';
import 'aws-amplify/auth/enable-oauth-listener';
import { fetchAuthSession, fetchUserAttributes, signInWithRedirect, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';

const element = id => document.getElementById(id);

async function show(options) {
  const { tokens } = await fetchAuthSession(options);
  element('who').textContent = tokens
    ? JSON.stringify({ claims: tokens.idToken.payload, token: tokens.accessToken.toString(), attributes: await fetchUserAttributes() })
    : 'nobody';
}

Hub.listen('auth', ({ payload }) => {
  if (payload.event === 'signInWithRedirect') show();
  if (payload.event === 'signInWithRedirect_failure') element('who').textContent = `failed: ${payload.data.error.message}`;
});
Amplify.configure(settings.amplify);
element('in').onclick = () => signInWithRedirect({ provider: settings.provider, options: settings.options });
element('out').onclick = () => signOut();
element('fresh').onclick = () => show({ forceRefresh: true });
if (!location.search) show();
