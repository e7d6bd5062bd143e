import { html, nothing } from 'lit';
import { Screen } from '../element.js';
import { duration } from '../fmt.js';
import { live } from '../live/live.js';

const SECOND = 1_000;
const WORDS = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting…', stale: 'Stale', 'signed-out': 'Signed out' };

/** Whether what is shown is what is. */
class Pill extends Screen {
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'connection', () => this.requestUpdate());
    this.#timer = setInterval(() => this.requestUpdate(), SECOND);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  // The words alone are a live region: the age beside them changes every second.
  render() {
    const age = live.connection === 'live' && live.heardAt !== null && live.paused === null && !this.#calm.matches;
    return html`
      <p class="pill ${live.connection}" data-testid="conn">
        <span class="dot" aria-hidden="true"></span><span role="status">${WORDS[live.connection]}</span>${age
          ? html`<span class="age"> · last event ${duration((Date.now() - live.heardAt) / SECOND)}</span>` : nothing}
      </p>`;
  }
}

customElements.define('turnaround-pill', Pill);
