import './shell/app.js';
import { router } from './router.js';
import { signIn } from './session.js';

// The address that the server prints at start. Its token leaves the address bar, and with it the
// history and every copied link, before anything is sent.
const fragment = new URLSearchParams(location.hash.slice(1));
const given = fragment.get('token');
const refused = fragment.get('refused');
if (given || refused) {
  history.replaceState(null, '', location.pathname + location.search);
}
router.start();
document.querySelector('turnaround-app').start(given ? await signIn(given) : null, refused);

// The same address typed into a tab that already shows the page only changes the fragment.
addEventListener('hashchange', () => {
  const now = new URLSearchParams(location.hash.slice(1));
  if (now.has('token') || now.has('refused')) location.reload();
});
