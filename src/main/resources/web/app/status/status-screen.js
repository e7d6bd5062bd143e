import { html } from 'lit';
import { Problem, get } from '../api.js';
import { Ask, all } from '../ask.js';
import { addressOfConnection, standingWords } from '../connections/words.js';
import { Screen } from '../element.js';
import { live } from '../live/live.js';
import { addressOfRepository, gapWords } from '../repositories/words.js';
import { when } from '../when.js';

const REFRESH_MILLIS = 15_000;
const CHECKS = { database: 'Database', log: 'Log' };

/** How the server itself stands, in words: what its readiness says, its connections, and where webhooks may be missing. */
class Status extends Screen {
  #ready = new Ask(this, (signal) => ready(signal));
  #connections = new Ask(this, (signal) => all('/connections', {}, { signal }));
  #repositories = new Ask(this, (signal) => all('/repositories', {}, { signal }));
  #deliveries = new Ask(this, (signal) => get('/deliveries', { limit: 1 }, { signal }));
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.#timer = setInterval(() => !document.hidden && live.paused === null && this.#load(), REFRESH_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    return html`
      <h1>Status</h1>
      ${this.#ready.show(2, ({ status, checks }) => html`
        <dl class="tiles">
          <div><dt>Takes deliveries</dt><dd class="value">${up(status)}</dd></div>
          ${checks.map(({ id, status: one }) => html`<div><dt>${CHECKS[id] ?? id}</dt><dd class="value">${up(one)}</dd></div>`)}
          <div><dt>Last webhook</dt><dd class="value">${when(this.#deliveries.value?.items[0]?.receivedAt, 'none yet')}</dd><dd class="note"><a href="/deliveries">Delivery log</a></dd></div>
        </dl>`)}
      <section class="panel"><h2>Connections</h2>${this.#connections.show(3, ({ items }) => items.length === 0 ? html`<p class="muted">None. <a href="/start">Connect one</a>.</p>` : html`
        <ul class="plain-list">${items.map((one) => html`<li><a data-item href=${addressOfConnection(one)}>${one.id}</a> ${standingWords(one)} <span class="where">last webhook ${when(one.lastDeliveryAt, 'never')}</span></li>`)}</ul>`)}</section>
      <section class="panel"><h2>Gaps</h2>${this.#repositories.show(2, ({ items }) => {
        const gaps = items.filter(({ gap }) => gap);
        return gaps.length === 0 ? html`<p><span class="good"><span aria-hidden="true">✓</span> None:</span> webhooks come as they usually do.</p>` : html`<ul class="plain-list">${gaps.map((one) => html`<li><a href=${addressOfRepository(one)}>${one.repository}</a> ${gapWords(one.gap)}</li>`)}</ul>`;
      })}</section>`;
  }

  #load() {
    for (const ask of [this.#ready, this.#connections, this.#repositories, this.#deliveries]) ask.load();
  }
}

customElements.define('turnaround-status', Status);

// 503 is an answer here, and says what is down.
async function ready(signal) {
  let response;
  try {
    response = await fetch('/health/ready', { cache: 'no-store', signal });
  } catch (failure) {
    if (signal.aborted) throw failure;
    throw new Problem({ title: 'The server does not answer', detail: 'It may be restarting, or the network is away.' });
  }
  return response.json();
}

function up(status) {
  return status === 'UP' ? html`<span class="good"><span aria-hidden="true">✓</span> yes</span>` : html`<span class="bad"><span aria-hidden="true">⚠</span> no</span>`;
}
