import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, send } from '../api.js';
import { Ask, AskList } from '../ask.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { counted, duration, instant, number } from '../fmt.js';
import { live } from '../live/live.js';
import { when } from '../when.js';
import { ENDED, REASONS, progress, state } from './words.js';

/** The syncs of a repository: how far the present one is, how the past ones ended, and the log of each. */
class SyncLog extends Screen {
  static properties = { repository: { attribute: false }, admin: { attribute: false } };
  #syncs = new AskList(this, () => `/repositories/${encodeURIComponent(this.repository.id)}/syncs`, () => ({ limit: 20 }));
  #lines = new Ask(this, (signal) => get(`/syncs/${this.#open}/log`, { limit: 500 }, { signal }));
  #deed = new Deed(this);
  #open = null;
  #stopWanting = null;

  connectedCallback() {
    super.connectedCallback();
    this.#stopWanting = live.want('sync');
    this.listen(live, 'sync', ({ detail }) => this.#onSync(detail));
    this.listen(live, 'connection', () => live.connection === 'live' && this.#syncs.value && this.#syncs.loadSoon());
    this.#syncs.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWanting?.();
  }

  render() {
    const { connection, repositoryId } = this.repository;
    return html`
      <div class="title"><h2>Syncs</h2>${this.admin ? html`
        <button type="button" ?disabled=${this.#deed.busy} @click=${() => this.#act(`/connections/${encodeURIComponent(connection)}/sync`, { repository: repositoryId }, 'It is asked for, and begins when its turn comes.')}>Sync now</button>` : nothing}</div>
      ${this.#deed.said()}
      ${this.#syncs.show(3, ({ items }) => items.length === 0 ? html`<p class="muted">It was never read by a sync. What webhooks tell is taken all the same.</p>` : html`
        <ul class="plain-list syncs">${repeat(items, ({ id }) => id, (sync) => this.#sync(sync))}</ul>${this.#syncs.more('Older')}`)}`;
  }

  #sync(sync) {
    const ended = ENDED.has(sync.state);
    return html`
      <li>
        <div class="title">
          <span>${state(sync)} <span class="where">${REASONS[sync.reason] ?? sync.reason}, ${when(sync.endedAt ?? sync.startedAt ?? sync.requestedAt)}${sync.startedAt && sync.endedAt ? `, took ${duration((Date.parse(sync.endedAt) - Date.parse(sync.startedAt)) / 1_000)}` : ''}</span></span>
          <span class="actions">
            ${this.admin && !ended && !sync.cancelAsked ? html`<button type="button" @click=${() => this.#act(`/syncs/${sync.id}/cancel`, null, 'It ends after what it is at; what it has read stays.')}>Cancel</button>` : nothing}
            ${this.admin && sync.state === 'partial' ? html`<button type="button" @click=${() => this.#act(`/syncs/${sync.id}/retry`, null, 'What had failed is read once more.')}>Retry what failed</button>` : nothing}
            <button type="button" class="plain" aria-expanded=${this.#open === sync.id} @click=${() => this.#toggle(sync.id)}>Log</button></span>
        </div>
        ${progress(sync)}
        ${ended ? html`<p class="where">${number(sync.processed)} processed = ${number(sync.ingested)} ingested + ${number(sync.skipped)} skipped + ${number(sync.failed)} failed; ${counted(sync.facts, 'new fact')}${sync.backfilled ? html`, of which <b>${number(sync.backfilled)} had been lost</b>: no webhook told` : nothing}</p>` : nothing}
        ${sync.error ? html`<p><span class="bad">${sync.error.detail}</span> ${sync.error.advice ?? ''}</p>` : nothing}
        ${this.#open === sync.id ? this.#lines.show(3, ({ items }) => items.length === 0 ? html`<p class="muted">Nothing was noted.</p>` : html`
          <ol class="log" tabindex="0" aria-label="Log of this sync">${items.map(({ at, level, text }) => html`<li class=${level}><time datetime=${at}>${instant(at, { seconds: true })}</time> ${level === 'info' ? nothing : html`<b>${level}</b> `}${text}</li>`)}</ol>`) : nothing}
      </li>`;
  }

  #toggle(id) {
    this.#open = this.#open === id ? null : id;
    this.#lines.value = null;
    if (this.#open) this.#lines.load();
    this.requestUpdate();
  }

  async #act(path, body, words) {
    const done = await this.#deed.run(() => send('POST', path, body), words);
    if (done !== undefined) await this.#syncs.load();
  }

  #onSync(sync) {
    if (sync.connection !== this.repository.connection || sync.repositoryId !== this.repository.repositoryId) return;
    const { value } = this.#syncs;
    const known = value?.items.some(({ id }) => id === sync.id);
    if (known) this.#syncs.value = { ...value, items: value.items.map((one) => (one.id === sync.id ? { ...one, ...sync } : one)) };
    if (!known || ENDED.has(sync.state)) this.#syncs.loadSoon(500);
    if (this.#open === sync.id) this.#lines.loadSoon();
    this.requestUpdate();
  }
}

customElements.define('turnaround-sync-log', SyncLog);
