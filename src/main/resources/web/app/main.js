import './app.js';
import { signIn } from './session.js';

// The address that the server prints at start. Its token leaves the address bar, and with it the
// history and every copied link, before anything is sent.
const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given) {
  history.replaceState(null, '', location.pathname + location.search);
}
const app = document.querySelector('turnaround-app');
app.start(given ? await signIn(given) : null);

// The same address typed into a tab that already shows the page only changes the fragment.
addEventListener('hashchange', () => {
  if (new URLSearchParams(location.hash.slice(1)).has('token')) location.reload();
});
