import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { send } from '../api.js';
import { Ask, AskList, all } from '../ask.js';
import { choice } from '../choice.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { counted, number } from '../fmt.js';
import { live } from '../live/live.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import { filteredEmpty } from '../states.js';
import { when } from '../when.js';
import './add-repositories.js';
import { ENDED, addressOfRepository, health, progress } from './words.js';

const PATH = '/repositories';

/** What is read: every repository and project, with what became of its pull requests. */
class Repositories extends Screen {
  #list = new AskList(this, () => '/repositories', () => ({ q: router.query.get('q'), connection: router.query.get('connection'), limit: 200 }));
  #connections = new Ask(this, (signal) => all('/connections', {}, { signal }));
  #syncs = new Map();
  #me = new Me(this);
  #deed = new Deed(this);
  #asked = null;
  #stopWanting = null;
  #adding = false;

  connectedCallback() {
    super.connectedCallback();
    this.#stopWanting = live.want('sync');
    this.listen(live, 'sync', ({ detail }) => this.#onSync(detail));
    this.listen(live, 'connection', () => live.connection === 'live' && this.#list.value && this.#list.loadSoon());
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.listen(router, 'moved', () => router.path === PATH && this.#onFiltered());
    this.#connections.load();
    this.#onFiltered();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWanting?.();
  }

  render() {
    const { query } = router;
    const connections = this.#connections.value?.items ?? [];
    return html`
      <div class="title"><h1>Repositories</h1>
        ${this.#me.admin && connections.length ? html`<button type="button" class="first" aria-expanded=${this.#adding} @click=${() => { this.#adding = !this.#adding; this.requestUpdate(); }}>Add repositories</button>` : nothing}</div>
      ${this.#adding ? html`<turnaround-add-repositories .connections=${connections} @added=${() => this.#list.load()}></turnaround-add-repositories>` : nothing}
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="hidden">Filter by name</span><input type="search" data-filter autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder="Filter: part of the name"
          .value=${query.get('q') ?? ''} @input=${(event) => router.filter({ q: event.target.value })}></label>
        ${choice('connection', 'Connection', query.get('connection') ?? '', connections.map(({ id }) => id))}
      </form>
      ${this.#deed.said()}
      ${this.#list.show(8, ({ items, next }) => this.#table(items, next))}`;
  }

  #table(items, next) {
    if (items.length === 0 && (router.query.get('q') || router.query.get('connection'))) return filteredEmpty(() => router.filter({ q: null, connection: null }));
    if (items.length === 0) {
      return html`<section class="notice"><h2>Nothing is read yet</h2>
        <p>A repository appears here with its first webhook, or as soon as a connection reads it. <a href=${this.#connections.value?.items.length ? '/integrations' : '/start'}>${this.#connections.value?.items.length ? 'See how the connections stand' : 'Connect a provider'}</a>.</p></section>`;
    }
    return html`
      <p class="counts">${counted(items.length, 'repository or project', 'repositories and projects')}${next ? ', and more' : ''}</p>
      <table class="sheet stacks framed">
        <thead><tr><th scope="col">Name</th><th scope="col">Connection</th><th scope="col">Health</th><th scope="col">Syncs by itself</th><th scope="col" class="figure">Ingested</th><th scope="col" class="figure">Skipped</th><th scope="col" class="figure">Failed</th><th scope="col" class="figure">Merged</th><th scope="col">Last webhook</th><th scope="col">Last sync</th></tr></thead>
        <tbody>${repeat(items, ({ id }) => id, (one) => this.#row(one))}</tbody>
      </table>
      ${this.#list.more()}`;
  }

  #row(repository) {
    const { id, pullRequests, autoSync, connection, provider, lastDeliveryAt, lastSyncAt } = repository;
    const sync = this.#syncs.get(id);
    return html`
      <tr>
        <th scope="row"><a data-item href=${addressOfRepository(repository)}>${repository.repository}</a></th>
        <td title=${provider}>${connection}</td>
        <td>${health(repository)}</td>
        <td>${this.#me.admin ? html`<label class="switch"><input type="checkbox" .checked=${autoSync} ?disabled=${this.#deed.busy} aria-label=${`${repository.repository} syncs by itself`} @change=${(event) => this.#switch(id, event.target.checked)}> ${autoSync ? 'on' : 'off'}</label>` : autoSync ? 'on' : 'off'}</td>
        <td class="figure" data-label="ingested">${number(pullRequests.ingested)}</td>
        <td class="figure" data-label="skipped">${pullRequests.skipped ? html`<a href=${`${addressOfRepository(repository)}?tab=skipped`}>${number(pullRequests.skipped)}</a>` : '0'}</td>
        <td class="figure" data-label="failed">${pullRequests.failed ? html`<a class="bad" href=${`${addressOfRepository(repository)}?tab=skipped`}>${number(pullRequests.failed)}</a>` : '0'}</td>
        <td class="figure" data-label="merged">${number(pullRequests.merged)}</td>
        <td data-label="webhook">${when(lastDeliveryAt, 'never')}</td>
        <td data-label="sync">${sync && !ENDED.has(sync.state) ? progress(sync) : when(lastSyncAt, 'never')}</td>
      </tr>`;
  }

  #onFiltered() {
    const asked = router.query.toString();
    if (asked === this.#asked) return;
    const typing = this.#asked !== null;
    this.#asked = asked;
    if (typing) this.#list.loadSoon(200);
    else this.#list.load();
  }

  #onSync(sync) {
    if (live.paused !== null) return;
    this.#syncs.set(`${sync.connection}:${sync.repositoryId}`, sync);
    if (ENDED.has(sync.state)) this.#list.loadSoon();
    this.requestUpdate();
  }

  async #switch(id, autoSync) {
    await this.#deed.run(() => send('PATCH', `/repositories/${encodeURIComponent(id)}`, { autoSync }));
    await this.#list.load();
  }
}

customElements.define('turnaround-repositories', Repositories);
