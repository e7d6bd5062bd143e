import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { live } from '../live/live.js';
import { router } from '../router.js';
import { ROUTES, routeOf } from '../routes.js';
import { signOut } from '../session.js';
import { failed, skeleton } from '../states.js';
import './banner.js';
import { Keys } from './keys.js';
import './pause.js';
import './pill.js';
import './sign-in.js';
import './theme-switch.js';

const NAMELESS = 'Turnaround';

/** The page: signs in, shows the screen that the address means, and the frame around it. */
class App extends Element {
  #view = 'starting';
  #refusal = null;
  #screen = null;
  #shown = null;
  #trouble = null;

  /** `refusal` is null when somebody is signed in, and otherwise says why not; '' when nobody has tried. */
  start(refusal) {
    if (refusal === null) this.#enter();
    else this.#showSignIn(refusal);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('signed-out', () => this.#view === 'in' && this.#showSignIn('ended'));
    live.addEventListener('connection', () => this.#onConnection());
    router.addEventListener('moved', () => this.#onMoved());
    new Keys({
      goTo: (key) => this.#goTo(key),
      help: () => this.#help(),
    }).listen();
  }

  render() {
    const signedIn = this.#view === 'in';
    return html`
      <header>
        <a class="name" href="/">Turnaround</a>
        ${signedIn ? html`
          <nav aria-label="Screens"><ul>${ROUTES.filter(({ nav }) => nav).map(({ nav, href, tag }) => html`
            <li><a href=${href} aria-current=${tag === this.#shown?.tag ? 'page' : nothing}>${nav}</a></li>`)}</ul></nav>
          <turnaround-pill></turnaround-pill>
          <turnaround-pause></turnaround-pause>` : nothing}
        <turnaround-theme-switch></turnaround-theme-switch>
        ${signedIn ? html`
          <button type="button" class="plain" aria-keyshortcuts="?" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)"
            @click=${() => this.#help()}>?</button>
          <button type="button" class="plain" @click=${() => this.#signOut()}>Sign out</button>` : nothing}
      </header>
      <main id="main" tabindex="-1">
        ${signedIn ? html`<turnaround-banner></turnaround-banner>` : nothing}
        ${this.#main()}
      </main>
      ${signedIn ? html`
        <footer><nav aria-label="More"><ul>${ROUTES.filter(({ foot }) => foot).map(({ foot, href, tag }) => html`
          <li><a href=${href} aria-current=${tag === this.#shown?.tag ? 'page' : nothing}>${foot}</a></li>`)}</ul></nav></footer>` : nothing}
      <turnaround-help></turnaround-help>`;
  }

  updated() {
    // On a phone the names of the screens scroll sideways: the present one is in sight.
    const current = this.querySelector('header nav [aria-current]');
    if (current) current.closest('nav').scrollLeft = current.offsetLeft - current.offsetWidth;
  }

  #main() {
    switch (this.#view) {
      case 'out': return html`<turnaround-sign-in .refusal=${this.#refusal} @signed-in=${() => this.#enter()}></turnaround-sign-in>`;
      case 'in': return this.#trouble ? failed(this.#trouble, () => this.#show()) : this.#screen ?? skeleton(4);
      default: return nothing;
    }
  }

  #enter() {
    this.#view = 'in';
    this.#refusal = null;
    live.start();
    this.#show();
  }

  #showSignIn(refusal) {
    this.#view = 'out';
    this.#refusal = refusal;
    this.#screen = null;
    this.#shown = null;
    this.requestUpdate();
  }

  async #help() {
    await import('./help.js');
    this.querySelector('turnaround-help').open();
  }

  async #signOut() {
    await signOut();
    // Leaves nothing of what was seen in the memory of the page, and ends the stream of all tabs.
    location.assign('/');
  }

  async #onMoved() {
    await this.#show();
    if (this.#view !== 'in') return;
    // As after a page load: whoever listens hears where they are.
    this.querySelector('#main').focus({ preventScroll: true });
  }

  /** True when there is a screen of that key. */
  #goTo(key) {
    const route = this.#view === 'in' && ROUTES.find((one) => one.key === key);
    if (route) router.go(route.href);
    return Boolean(route);
  }

  /** Shows the screen that the address means. */
  async #show() {
    if (this.#view !== 'in') return;
    const found = routeOf(router.path);
    const { route, parameters } = found ?? { route: { tag: 'turnaround-not-found', title: 'No such page', load: () => import('./not-found.js') }, parameters: {} };
    document.title = `${route.title} · ${NAMELESS}`;
    this.#trouble = null;
    if (this.#shown !== route || JSON.stringify(this.#screen?.parameters) !== JSON.stringify(parameters)) {
      this.#shown = route;
      this.#screen = null;
      this.requestUpdate();
      try {
        await route.load?.();
      } catch {
        this.#trouble = { title: 'A part of the page could not be loaded', detail: 'The server may be restarting, or a new version was installed. Reload the page if trying again does not help.' };
      }
      if (this.#shown !== route) return; // somebody went on meanwhile
      if (!this.#trouble) {
        this.#screen = document.createElement(route.tag);
        this.#screen.parameters = parameters;
      }
    } else {
      this.#screen?.requestUpdate();
    }
    this.requestUpdate();
    await this.updateComplete;
  }

  #onConnection() {
    if (live.connection === 'signed-out' && this.#view === 'in') this.#showSignIn('ended');
    // Another tab has signed in.
    else if (live.connection === 'live' && this.#view === 'out') this.#enter();
  }
}

customElements.define('turnaround-app', App);
