import './shell/app.js';
import { refusal } from './begin.js';
import { router } from './router.js';

router.start();
document.querySelector('turnaround-app').start(await refusal);

// The address that the server prints at start, typed into a tab that already shows the page, only changes the fragment.
addEventListener('hashchange', () => {
  const now = new URLSearchParams(location.hash.slice(1));
  if (now.has('token') || now.has('refused')) location.reload();
});
