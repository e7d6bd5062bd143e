import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get } from '../api.js';
import { Screen } from '../element.js';
import { counted, instant, number, timeOfDay } from '../fmt.js';
import { live } from '../live/live.js';
import { router } from '../router.js';
import { addressOf } from '../routes.js';
import { failed, filteredEmpty, skeleton } from '../states.js';
import './delivery-filters.js';
import { VERDICTS, pullRequestOf } from './verdicts.js';

const PAGE = 50;
const KEPT_MAX = 500;
const TAIL = '1';

/** Every webhook, the newest first, with what became of it and why. */
class Deliveries extends Screen {
  #rows = null;
  #next = null;
  #problem = null;
  #asked = null;
  #connections = [];
  #stopWanting = null;
  #early = [];
  #loading = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'delivery', ({ detail }) => this.#onDelivery(detail));
    // After a gap, and after a pause, what was missed is asked for.
    this.listen(live, 'connection', () => live.connection === 'live' && this.#tails() && this.#load());
    this.listen(live, 'paused', () => live.paused === null && this.#tails() && this.#load());
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.#loadConnections();
    this.#onFiltered();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWanting?.();
    this.#stopWanting = null;
  }

  render() {
    const filters = this.#filters();
    return html`
      <h1>Deliveries</h1>
      <turnaround-delivery-filters .filters=${filters} .tail=${this.#tails()} .connections=${this.#connections}></turnaround-delivery-filters>
      ${this.#problem ? failed(this.#problem, () => this.#load()) : nothing}
      ${this.#rows === null ? (this.#problem ? nothing : skeleton(8))
        : this.#rows.length > 0 ? this.#table()
        : Object.values(filters).some(Boolean) ? filteredEmpty(() => router.filter({ verdict: null, connection: null, event: null }))
        : html`<p class="notice">No webhook has arrived yet. Point one at <code>${location.origin}/webhooks/<i>connection</i></code>; what becomes of it is told here.</p>`}
      ${this.#next ? html`<p class="more"><button type="button" @click=${() => this.#load(this.#next)}>Older</button></p>` : nothing}`;
  }

  #table() {
    return html`
      <p class="counts">${counted(this.#rows.length, 'delivery', 'deliveries')}${this.#next ? ', and older ones' : ''}${this.#tails() ? '; new ones appear at the top' : ''}</p>
      <table class="deliveries">
        <thead><tr><th scope="col">Received</th><th scope="col">Connection</th><th scope="col">Event</th><th scope="col">Verdict</th><th scope="col">Pull request</th><th scope="col" class="figure">Latency</th><th scope="col">Id</th></tr></thead>
        <tbody>${repeat(this.#rows, ({ key }) => key, (row) => this.#row(row))}</tbody>
      </table>`;
  }

  #row({ delivery, fresh }) {
    const { verdict, reason, receivedAt, connection, provider, event, action, latencyMillis, id } = delivery;
    const { icon, rule } = VERDICTS[verdict] ?? { icon: '', rule: '' };
    const about = pullRequestOf(delivery);
    return html`
      <tr class=${fresh ? 'fresh' : nothing}>
        <td><time datetime=${receivedAt} title=${instant(receivedAt, { seconds: true })}>${timeOfDay(receivedAt)}</time></td>
        <td title=${provider}>${connection}</td>
        <td>${event ?? '–'}${action ? html`<span class="muted"> · ${action}</span>` : nothing}</td>
        <td class="verdict ${verdict}" title=${rule}><span class="word"><span aria-hidden="true">${icon}</span> ${verdict}</span><span class="why">${reason ?? (verdict === 'applied' ? '' : rule)}</span></td>
        <td>${about ? html`<a data-item href=${addressOf(about)}>#${about.number}</a>` : '–'}</td>
        <td class="figure">${latencyMillis < 1 ? '<1' : number(Math.round(latencyMillis))} ms</td>
        <td class="id" title=${id ?? nothing}>${id ?? '–'}</td>
      </tr>`;
  }

  #filters() {
    const { query } = router;
    return { verdict: query.get('verdict') ?? '', connection: query.get('connection') ?? '', event: query.get('event') ?? '' };
  }

  /** On unless the address says otherwise: what arrives now is what people come to see. */
  #tails() {
    return (router.query.get('tail') ?? TAIL) === TAIL;
  }

  #onFiltered() {
    if (this.#tails()) this.#stopWanting ??= live.want('delivery');
    else {
      this.#stopWanting?.();
      this.#stopWanting = null;
    }
    const asked = JSON.stringify(this.#filters());
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#early = [];
    this.#load();
  }

  #onDelivery(delivery) {
    if (live.paused !== null || !this.#tails()) return;
    const passes = Object.entries(this.#filters()).every(([name, wanted]) => !wanted || delivery[name] === wanted);
    if (!passes) return;
    const row = { key: keyOf(delivery), delivery, fresh: true };
    if (this.#rows === null) this.#early.push(row);
    else this.#rows = once([row, ...this.#rows]).slice(0, KEPT_MAX);
    this.requestUpdate();
  }

  async #load(cursor = null) {
    const asked = ++this.#loading;
    try {
      const { items, next } = await get('/deliveries', { ...this.#filters(), cursor, limit: PAGE }, { signal: this.left });
      if (asked !== this.#loading) return; // the filters changed meanwhile
      const rows = items.map((delivery) => ({ key: keyOf(delivery), delivery, fresh: false }));
      this.#rows = once(cursor ? [...this.#rows, ...rows] : [...this.#early, ...rows]);
      this.#early = [];
      this.#next = next;
      this.#problem = null;
    } catch (problem) {
      if (this.left.aborted) return;
      this.#problem = problem;
    }
    this.requestUpdate();
  }

  /** Without their names the filter is a plain field less; not worth a word. */
  async #loadConnections() {
    try {
      this.#connections = (await get('/connections', { limit: 500 }, { signal: this.left })).items.map(({ id }) => id);
      this.requestUpdate();
    } catch {
      this.#connections = [];
    }
  }
}

function keyOf({ connection, id, event, receivedAt }) {
  return `${receivedAt} ${connection} ${id} ${event}`;
}

// What arrived while the list was read may be in both.
function once(rows) {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

customElements.define('turnaround-deliveries', Deliveries);
