import { html } from 'lit';
import { Screen } from '../element.js';
import { counted } from '../fmt.js';
import { live } from '../live/live.js';

const SUMMARY_MILLIS = 30_000;

/** At most one sentence in half a minute for those who listen: neither cards nor clocks are read out. */
class Summary extends Screen {
  #moved = 0;
  #words = '';
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'open', ({ detail }) => { this.#moved += detail?.moved ? 1 : 0; });
    this.#timer = setInterval(() => this.#sum(), SUMMARY_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    return html`<p class="hidden" role="status">${this.#words}</p>`;
  }

  #sum() {
    this.#words = this.#moved ? `${counted(this.#moved, 'pull request')} moved.` : '';
    this.#moved = 0;
    this.requestUpdate();
  }
}

customElements.define('turnaround-board-summary', Summary);
