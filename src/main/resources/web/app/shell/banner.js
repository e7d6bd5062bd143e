import { html, nothing } from 'lit';
import { Screen } from '../element.js';
import { timeOfDay } from '../fmt.js';
import { live } from '../live/live.js';

const AWAY_MILLIS_TOLERATED = 3_000;

/** Says that the connection is away, once that is more than a hiccup. */
class Banner extends Screen {
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'connection', () => this.#follow());
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  // Says when, not for how long: an alert whose text changes every second is read out every second.
  render() {
    if (!this.#away()) return nothing;
    return html`
      <div class="banner" role="alert">
        <span><span aria-hidden="true">⚠</span> Not connected since ${timeOfDay(live.awaySince)}. ${live.hasSnapshot
          ? 'You see what was known then; the clocks go on.' : 'Nothing was received yet.'} Trying again.</span>
        <button type="button" @click=${() => live.retry()}>Retry now</button>
      </div>`;
  }

  #follow() {
    clearTimeout(this.#timer);
    if (live.awaySince !== null && !this.#away()) this.#timer = setTimeout(() => this.requestUpdate(), AWAY_MILLIS_TOLERATED);
    this.requestUpdate();
  }

  #away() {
    return live.awaySince !== null && Date.now() - live.awaySince >= AWAY_MILLIS_TOLERATED;
  }
}

customElements.define('turnaround-banner', Banner);
