import { html, nothing } from 'lit';
import { get } from '../api.js';
import { Ask } from '../ask.js';
import { Screen } from '../element.js';
import { duration, number } from '../fmt.js';
import { live } from '../live/live.js';
import { router } from '../router.js';
import { ROUNDS_MAX } from './lanes.js';

const SETTLE_MILLIS = 1_000;

/** What deserves a look beyond the lanes: what is late, what goes round and round, and what today brought. */
class Glance extends Screen {
  static properties = { late: { attribute: false }, manyRounds: { attribute: false }, filters: { attribute: false } };
  #merged = new Ask(this, (signal) => get('/metrics', this.#query(), { signal }));
  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'pull-request', ({ detail }) => detail.state === 'merged' && live.paused === null && this.#merged.loadSoon(SETTLE_MILLIS));
    this.listen(live, 'paused', () => live.paused === null && this.#merged.loadSoon(SETTLE_MILLIS));
  }

  render() {
    return html`
      <ul class="glance">
        ${this.late || this.filters.late ? html`<li><button type="button" class="late" aria-pressed=${this.filters.late} @click=${() => router.filter({ late: this.filters.late ? null : '1' })}><span aria-hidden="true">⚠</span> ${number(this.late)} late</button></li>` : nothing}
        ${this.manyRounds || this.filters.rounds ? html`<li><button type="button" aria-pressed=${this.filters.rounds} @click=${() => router.filter({ rounds: this.filters.rounds ? null : '1' })}>${number(this.manyRounds)} with more than ${ROUNDS_MAX} rounds</button></li>` : nothing}
        ${this.#today(this.#merged.value?.items[0])}
      </ul>`;
  }

  updated() {
    const asked = JSON.stringify(this.#query());
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#merged.load();
  }

  #today(merged) {
    if (!merged) return nothing;
    const { repository, team, author, bots, from } = this.#query();
    const address = new URLSearchParams(Object.entries({ metric: 'timeToMerge', from, repository, team, author, bots: bots && '1' }).filter(([, value]) => value));
    return html`<li><a href=${`/insights?${address}`} title="Today in UTC">Merged today ${number(merged.count)}</a>${
      merged.fewerThanFive ? nothing : html`, median ready to merge ${duration(merged.p50Seconds)}`}</li>`;
  }

  /** Days are those of UTC, as the server counts them. */
  #query() {
    const { repo, team, author, bots } = this.filters;
    return { metric: 'timeToMerge', from: new Date(live.now()).toISOString().slice(0, 10), repository: repo, team, author, bots: bots ? 'true' : null };
  }
}

customElements.define('turnaround-board-glance', Glance);
