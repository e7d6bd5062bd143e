import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { send } from '../api.js';
import { AskList } from '../ask.js';
import { choice } from '../choice.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { counted } from '../fmt.js';
import { live } from '../live/live.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import { addressOf } from '../routes.js';
import { filteredEmpty } from '../states.js';
import { sure } from '../sure.js';
import { when } from '../when.js';
import { itemNamed } from './items.js';
import './issues.js';
import './stages.js';

const PATH = '/work';
const TABS = { work: 'What belongs together', issues: 'Issues', stages: 'Time across stages' };
const FILTERS = ['kind', 'state', 'person', 'issue'];
const EVIDENCE = { title: 'its key in the title', description: 'its key in the description', branch: 'its key in the branch', closing: 'a closing reference', remote_link: 'a link in the tracker', tracker: 'a link or parent in the tracker', by_hand: 'by hand' };

/** Pull requests and issues that belong together, and why; issues with their score; time across stages. */
class Work extends Screen {
  #list = new AskList(this, () => '/work', () => ({ ...this.#filters(), limit: 25 }));
  #me = new Me(this);
  #deed = new Deed(this);
  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'pull-request', () => live.paused === null && this.#tab() === 'work' && this.#list.value?.items.length <= 25 && this.#list.loadSoon(5_000));
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.listen(router, 'moved', () => router.path === PATH && this.#onFiltered());
    this.#onFiltered();
  }

  render() {
    const tab = this.#tab();
    return html`
      <h1>Work items</h1>
      <ul class="tabs">${Object.entries(TABS).map(([name, words]) => html`<li><a href=${name === 'work' ? PATH : `${PATH}?tab=${name}`} aria-current=${name === tab ? 'page' : nothing}>${words}</a></li>`)}</ul>
      ${tab === 'issues' ? html`<turnaround-issues></turnaround-issues>` : tab === 'stages' ? html`<turnaround-stages></turnaround-stages>` : this.#work()}`;
  }

  #work() {
    const filters = this.#filters();
    return html`
      <p class="lead">What is connected by issue keys and links. A <b>chunk</b> is one contributor’s; a <b>superchunk</b> is of several.</p>
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        ${choice('kind', 'Kind', filters.kind ?? '', ['chunk', 'superchunk'])}
        ${choice('state', 'State', filters.state ?? '', ['open', 'closed'])}
        <label><span class="hidden">Contributor</span><input type="search" autocomplete="off" placeholder="Contributor" .value=${filters.person ?? ''} @change=${(event) => router.filter({ person: event.target.value.trim() })}></label>
        <label><span class="hidden">Issue key</span><input type="search" data-filter autocomplete="off" placeholder="Issue key" .value=${filters.issue ?? ''} @change=${(event) => router.filter({ issue: event.target.value.trim() })}></label>
      </form>
      ${this.#deed.said()}
      ${this.#me.admin ? this.#byHand() : nothing}
      ${this.#list.show(6, ({ items }) => items.length > 0 ? html`${repeat(items, ({ id }) => id, (one) => this.#one(one))}${this.#list.more('Older')}`
        : Object.values(filters).some(Boolean) ? filteredEmpty(() => router.filter(Object.fromEntries(FILTERS.map((name) => [name, null]))))
        : html`<p class="notice">Nothing belongs together yet. As soon as a pull request names an issue in its title, branch or description, both appear here.</p>`)}`;
  }

  #one({ kind, state, firstAt, lastAt, contributors, itemCount, items, ties, chunks, settling }) {
    const names = new Map(contributors.map(({ id, name }) => [id, name ?? 'not known']));
    const byItem = new Map(items.map((item) => [item.item, item]));
    const issues = items.filter((item) => item.kind === 'issue');
    const head = issues[0] ?? items[0];
    return html`
      <details class="panel work" ?open=${this.#list.items.length <= 3}>
        <summary><b>${head ? label(head) : kind} ${head?.title ?? ''}</b>
          <span class="where"><span class="tag">${kind}</span> <span class=${state === 'open' ? 'warn' : 'good'}>${state}</span> · ${counted(items.length - issues.length, 'pull request')}, ${counted(issues.length, 'issue')}${itemCount > items.length ? ` of ${itemCount} items` : ''} · ${contributors.map(({ name }) => name ?? 'not known').join(', ')} · began ${when(firstAt)}, last ${when(lastAt)}${settling ? ' · is being put together again' : ''}</span></summary>
        ${kind === 'superchunk' ? html`<div class="columns cards-of">${chunks.map((chunk) => html`<div><h3>${names.get(chunk.contributor) ?? 'nobody'}</h3>${this.#items(chunk.items.map((item) => byItem.get(item)).filter(Boolean))}</div>`)}</div>` : this.#items(items)}
        <h3>Why they belong together</h3>
        <ul class="plain-list">${ties.map((tie) => html`<li>${named(byItem.get(tie.from), tie.from)} and ${named(byItem.get(tie.to), tie.to)}: ${tie.evidence.map((word) => EVIDENCE[word] ?? word).join(', ')}${tie.weak ? html` <span class="tag" title="It names more than ten issues, as that of a release does: shown, but it connects nothing.">weak</span>` : nothing}
          ${this.#me.admin ? html`<button type="button" class="plain" ?disabled=${this.#deed.busy} aria-label=${`Remove the tie of ${named(byItem.get(tie.from), tie.from)} and ${named(byItem.get(tie.to), tie.to)}`} @click=${() => this.#untie(tie)}>Remove</button>` : nothing}</li>`)}</ul>
      </details>`;
  }

  #items(items) {
    return html`<ul class="plain-list">${items.map((item) => html`<li>${item.kind === 'pull_request' ? html`<a data-item href=${addressOf(item)}>${label(item)}</a>` : item.url ? html`<a href=${item.url} target="_blank" rel="noreferrer">${label(item)}</a>` : label(item)} ${item.title ?? ''} <span class="where">${item.state ?? ''}</span></li>`)}</ul>`;
  }

  #byHand() {
    return html`
      <details class="by-hand"><summary>Tie two by hand</summary>
        <form class="toolbar" @submit=${(event) => this.#tie(event)}>
          <label><span class="hidden">One</span><input name="one" required autocomplete="off" spellcheck="false" placeholder="acme/web#482 or PAY-311"></label> and
          <label><span class="hidden">The other</span><input name="other" required autocomplete="off" spellcheck="false" placeholder="acme/web#482 or PAY-311"></label>
          <button ?disabled=${this.#deed.busy}>Tie</button></form></details>`;
  }

  async #tie(event) {
    event.preventDefault();
    const form = event.target;
    const given = new FormData(form);
    const done = await this.#deed.run(async () => {
      const [from, to] = await Promise.all(['one', 'other'].map((name) => itemNamed(given.get(name).trim(), this.left)));
      return send('POST', '/work/ties', { from, to });
    }, ({ changed }) => (changed ? 'They are tied; it shows in a second or two.' : 'They were tied already.'));
    if (!done) return;
    form.reset();
    this.#list.loadSoon(1_500);
  }

  async #untie({ from, to }) {
    if (!(await sure({ title: 'Remove this tie?', text: 'It does not come back when the same is found again.', yes: 'Remove' }))) return;
    await this.#deed.run(() => send('DELETE', `/work/ties?${new URLSearchParams({ from, to })}`), 'They are no longer tied.');
    this.#list.loadSoon(1_500);
  }

  #onFiltered() {
    const asked = JSON.stringify([this.#tab(), this.#filters()]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.requestUpdate();
    if (this.#tab() === 'work') this.#list.load();
  }

  #filters() {
    return Object.fromEntries(FILTERS.map((name) => [name, router.query.get(name)]));
  }

  #tab() {
    return router.query.get('tab') in TABS ? router.query.get('tab') : 'work';
  }
}

customElements.define('turnaround-work', Work);

function label({ kind, repository, number, key }) {
  return kind === 'issue' ? (key ?? 'an issue') : `${repository ?? ''}#${number}`;
}

function named(item, fallback) {
  return item ? label(item) : fallback.split(/[/:]/).at(-1);
}
