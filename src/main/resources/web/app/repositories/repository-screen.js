import { html, nothing } from 'lit';
import { get, send } from '../api.js';
import { Ask, AskList, all } from '../ask.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { counted, duration, number } from '../fmt.js';
import { live } from '../live/live.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import { addressOf } from '../routes.js';
import { sure } from '../sure.js';
import { when } from '../when.js';
import './sync-log.js';
import { gapWords, health, sum } from './words.js';

const TABS = { health: 'Health', users: 'By git user', merged: 'Merged', ingested: 'Ingested', skipped: 'Skipped and failed', sync: 'Sync log' };

/** One repository: what became of its pull requests, how well webhooks tell of it, and why one is not here. */
class Repository extends Screen {
  #repository = new Ask(this, (signal) => get(`/repositories/${this.#id()}`, {}, { signal }));
  #skipped = new Ask(this, (signal) => all(`/repositories/${this.#id()}/skipped`, {}, { signal }));
  #identities = new Ask(this, (signal) => all('/identities', { connection: this.#repository.value.connection }, { signal }));
  #merged = new AskList(this, () => '/pull-requests', () => ({ ...this.#where(), state: 'merged' }));
  #ingested = new AskList(this, () => '/pull-requests', () => this.#where());
  #me = new Me(this);
  #deed = new Deed(this);
  #words = '';

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'pull-request', ({ detail }) => this.#isMine(detail) && this.#repository.loadSoon(2_000));
    this.listen(live, 'sync', ({ detail }) => this.#isMine(detail) && this.#repository.loadSoon(1_000));
    this.listen(router, 'moved', () => this.#loadTab());
    this.#repository.load().then(() => this.#loadTab());
  }

  render() {
    return html`${this.#repository.value ? nothing : html`<h1 class="hidden">Repository</h1>`}${this.#repository.show(6, (repository) => html`
      <p class="where"><a href="/repositories">Repositories</a> › ${repository.connection}</p>
      <div class="title"><h1>${repository.repository}</h1>
        ${this.#me.admin ? html`<div class="actions">
          <label class="switch"><input type="checkbox" .checked=${repository.autoSync} ?disabled=${this.#deed.busy} @change=${(event) => this.#switch(event.target.checked)}> syncs by itself</label>
          <button type="button" @click=${() => this.#remove(repository)}>Remove…</button></div>` : html`<span class="where">${repository.autoSync ? 'syncs by itself' : 'does not sync by itself'}</span>`}</div>
      ${this.#deed.said()}
      <ul class="tabs">${Object.entries(TABS).map(([tab, words]) => html`<li><a href=${tab === 'health' ? location.pathname : `${location.pathname}?tab=${tab}`} aria-current=${tab === this.#tab() ? 'page' : nothing}>${words}${tab === 'skipped' ? ` ${number(repository.pullRequests.skipped + repository.pullRequests.failed)}` : ''}</a></li>`)}</ul>
      ${this.#panel(repository)}`)}`;
  }

  updated() {
    const name = this.#repository.value?.repository;
    if (name) document.title = `${name} · Turnaround`;
  }

  #panel(repository) {
    switch (this.#tab()) {
      case 'users': return html`<section class="panel"><h2>Pull requests by git user</h2>${this.#users(repository)}</section>`;
      case 'merged': return html`<section class="panel"><h2>Merged</h2>${this.#merged.show(5, ({ items }) => this.#pullRequests(items, this.#merged))}</section>`;
      case 'ingested': return html`<section class="panel"><h2>Ingested</h2>${this.#ingested.show(5, ({ items }) => this.#pullRequests(items, this.#ingested))}</section>`;
      case 'skipped': return html`<section class="panel"><h2>Why a pull request is not here</h2>${this.#skipped.show(4, ({ items }) => this.#leftOut(items))}</section>`;
      case 'sync': return html`<section class="panel"><turnaround-sync-log .repository=${repository} .admin=${this.#me.admin}></turnaround-sync-log></section>`;
      default: return this.#health(repository);
    }
  }

  #health(repository) {
    const { pullRequests, completeness, liveFacts, facts, lastDeliveryAt, lastSyncAt, gap } = repository;
    return html`
      <dl class="tiles">
        <div><dt>Health</dt><dd class="value">${health(repository)}</dd></div>
        <div><dt>Processed</dt><dd class="value">${number(pullRequests.processed)}</dd><dd class="note">pull requests</dd></div>
        <div><dt>Merged</dt><dd class="value">${number(pullRequests.merged)}</dd><dd class="note">of ${number(pullRequests.ingested)} ingested</dd></div>
        <div><dt>Told by webhooks</dt><dd class="value">${completeness == null ? '–' : `${Math.floor(completeness * 100)}%`}</dd><dd class="note">${number(liveFacts)} of ${counted(facts, 'fact')}; syncs found the rest</dd></div>
        <div><dt>Last webhook</dt><dd class="value">${when(lastDeliveryAt, 'never')}</dd></div>
        <div><dt>Last sync</dt><dd class="value">${when(lastSyncAt, 'never')}</dd></div>
      </dl>
      <p class="sum" data-testid="sum">${sum(pullRequests)}</p>
      ${gap ? html`<p><span class="warn"><span aria-hidden="true">⚠</span> A gap.</span> ${gapWords(gap)}</p>` : nothing}`;
  }

  #users({ byGitUser }) {
    if (byGitUser.length === 0) return html`<p class="muted">No pull request of it is stored yet.</p>`;
    const known = new Map((this.#identities.value?.items ?? []).map((identity) => [identity.id.slice(identity.connection.length + 1), identity]));
    return html`<table class="sheet stacks">
      <thead><tr><th scope="col">Git user</th><th scope="col">Linked to</th><th scope="col" class="figure">Ingested</th><th scope="col" class="figure">Merged</th></tr></thead>
      <tbody>${byGitUser.map(({ id, login, ingested, merged }) => {
        const identity = known.get(id);
        return html`<tr><th scope="row">${login ?? 'not known'}</th>
          <td>${identity?.person ? identity.person.name : identity?.bot ? 'a bot' : identity ? html`<a href=${`/people?tab=unlinked&q=${encodeURIComponent(login ?? '')}`}>nobody yet: link</a>` : '–'}</td>
          <td class="figure" data-label="ingested">${number(ingested)}</td><td class="figure" data-label="merged">${number(merged)}</td></tr>`;
      })}</tbody></table>`;
  }

  #pullRequests(items, list) {
    if (items.length === 0) return html`<p class="muted">None yet.</p>`;
    return html`<table class="sheet stacks">
      <thead><tr><th scope="col">Pull request</th><th scope="col">Author</th><th scope="col">State</th><th scope="col">Opened</th><th scope="col">Merged</th><th scope="col" class="figure">To first comment</th></tr></thead>
      <tbody>${items.map((one) => html`<tr><th scope="row"><a data-item href=${addressOf(one)}>#${one.number} ${one.title ?? 'Title not known yet'}</a></th>
        <td>${one.author?.person ?? one.author?.login ?? '–'}</td><td>${one.state}</td><td data-label="opened">${when(one.openedAt)}</td><td data-label="merged">${when(one.mergedAt)}</td><td class="figure" data-label="first comment">${duration(one.timeToFirstCommentSeconds)}</td></tr>`)}</tbody></table>${list.more()}`;
  }

  #leftOut(items) {
    const wanted = this.#words.replace(/^#/, '').trim();
    const listed = items.filter(({ number: n, issue, title }) => !wanted || String(n ?? issue ?? '').includes(wanted) || (title ?? '').toLowerCase().includes(wanted.toLowerCase()));
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="hidden">Number or part of the title</span><input type="search" data-filter autocomplete="off" placeholder="Number, or part of the title" .value=${this.#words}
          @input=${(event) => { this.#words = event.target.value; this.requestUpdate(); }}></label></form>
      ${listed.length === 0 ? html`<p>${wanted ? `Neither left out nor failed: ${wanted}.` : 'Nothing was left out, and nothing failed.'}${wanted && /^\d+$/.test(wanted) ? html` <a href=${addressOf({ ...this.#repository.value, number: wanted })}>Is it here?</a> If not, no webhook told of it and no sync has come to it: see the sync log.` : nothing}</p>` : html`
        <table class="sheet stacks">
          <thead><tr><th scope="col">Number</th><th scope="col">Title</th><th scope="col">Result</th><th scope="col">Reason</th><th scope="col">What to do</th></tr></thead>
          <tbody>${listed.map((one) => html`<tr><th scope="row">${one.number ? `#${one.number}` : one.issue ?? '–'}</th><td>${one.title ?? '–'}</td>
            <td class=${one.result === 'failed' ? 'bad' : 'muted'}>${one.result}</td><td>${one.reason ?? '–'}</td>
            <td>${one.advice}${one.identity ? html` <a href=${`/people?tab=unlinked&q=${encodeURIComponent(one.author ?? '')}`}>Link ${one.author ?? 'the author'}</a>` : nothing}</td></tr>`)}</tbody></table>`}`;
  }

  #loadTab() {
    if (!this.#repository.value) return;
    const asks = { skipped: this.#skipped, users: this.#identities, merged: this.#merged, ingested: this.#ingested };
    asks[this.#tab()]?.load();
    this.requestUpdate();
  }

  async #switch(autoSync) {
    await this.#deed.run(() => send('PATCH', `/repositories/${this.#id()}`, { autoSync }));
    await this.#repository.load();
  }

  async #remove({ repository }) {
    const data = await sure({
      title: `Remove ${repository}?`,
      text: 'It takes nothing new any more.',
      yes: 'Remove',
      choices: [
        { value: 'keep', words: 'Keep its data', help: 'What was stored can still be read and counts in the metrics.' },
        { value: 'delete', words: 'Delete its data', help: 'Its pull requests and their history go, and the metrics change.' },
      ],
    });
    if (!data) return;
    const done = await this.#deed.run(() => send('DELETE', `/repositories/${this.#id()}?data=${data}`).then(() => true));
    if (done) router.go('/repositories');
  }

  #isMine({ connection, repositoryId }) {
    const mine = this.#repository.value;
    return live.paused === null && mine !== null && connection === mine.connection && repositoryId === mine.repositoryId;
  }

  #where() {
    const { provider, connection, repositoryId } = this.#repository.value;
    return { provider, connection, repository: repositoryId };
  }

  #tab() {
    return router.query.get('tab') in TABS ? router.query.get('tab') : 'health';
  }

  #id() {
    return encodeURIComponent(this.parameters.id);
  }
}

customElements.define('turnaround-repository', Repository);
