import { live } from './live/live.js';
import { session, signIn } from './session.js';

/**
 * What does not have to wait for the screens: signs in and asks for the open pull requests while
 * their modules are still on the way. The page names it as a script of its own, which runs as soon
 * as these few modules are here.
 */

// The address that the server prints at start. Its token leaves the address bar, and with it the
// history and every copied link, before anything is sent.
const fragment = new URLSearchParams(location.hash.slice(1));
const token = fragment.get('token');
const refused = fragment.get('refused');
if (token || refused) {
  history.replaceState(null, '', location.pathname + location.search);
}

/**
 * Gives null once somebody is signed in, else why not: 'token' when that of the address is not
 * valid, what single sign-on said, or '' when nobody has tried.
 */
export const refusal = begin();

async function begin() {
  const answer = token ? await signIn(token) : await session();
  if (answer === 'signed-out') return token ? 'token' : (refused ?? '');
  // Unreachable too: the stream tries again, and says so meanwhile.
  live.start();
  return null;
}
