import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get } from '../api.js';
import { Ask, all } from '../ask.js';
import { Screen } from '../element.js';
import { counted, duration } from '../fmt.js';
import { live } from '../live/live.js';
import { router } from '../router.js';
import { addressOf } from '../routes.js';
import { rangeOf } from './range.js';

const OURS = 'turnaround';
const LISTED_MAX = 500;

/** The pull requests on which two tools differ, and why: for whoever comes from another one. */
class Profiles extends Screen {
  #profiles = new Ask(this, (signal) => get('/profiles', {}, { signal }));
  #connections = new Ask(this, (signal) => all('/connections', {}, { signal }));
  #differing = new Ask(this, (signal) => this.#compare(signal));
  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.#connections.load();
    this.#profiles.load().then(() => this.#onFiltered());
  }

  render() {
    return html`
      <p class="where"><a href="/insights">Metrics</a> › Other tools</p>
      <h1>Where two tools differ</h1>
      <p class="lead">No two tools define these numbers alike. Here the same pull requests are measured by the definitions that each documents, from what is stored.</p>
      ${this.#profiles.show(3, ({ items }) => html`${this.#choices(items)}${this.#differing.show(6, (found) => this.#list(found, items))}`)}`;
  }

  #choices(profiles) {
    const { a, b, metric } = this.#chosen(profiles);
    const pick = (name, words, chosen) => html`<label><span class="hidden">${words}</span><select @change=${(event) => router.filter({ [name]: event.target.value })}>
      ${profiles.map((one) => html`<option value=${one.name} ?selected=${one === chosen}>${one.name}</option>`)}</select></label>`;
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        ${pick('a', 'One tool', a)} and ${pick('b', 'The other tool', b)}
        <label><span class="hidden">Number</span><select class="wide" data-filter @change=${(event) => router.filter({ metric: event.target.value })}>
          ${common(a, b).map((one) => html`<option value=${one.metric} ?selected=${one === metric}>${one.metric}</option>`)}</select></label>
        <label><span class="hidden">Range</span><select @change=${(event) => router.filter({ days: event.target.value })}>
          ${[7, 30, 90].map((days) => html`<option value=${days} ?selected=${days === this.#range().days}>Last ${days} days</option>`)}</select></label>
      </form>
      ${[a, b].filter(({ source }) => source).map(({ name, source }) => html`<p class="where source-of">${name} as told at <a href=${source} target="_blank" rel="noreferrer">${source}</a></p>`)}`;
  }

  #list({ items, more }, profiles) {
    const { a, b, metric } = this.#chosen(profiles);
    if (!metric) return html`<p class="notice">They have no number in common.</p>`;
    if (items.length === 0) return html`<p class="notice">${a === b ? 'A tool does not differ from itself: choose another one.' : 'They agree on every pull request in these days.'}</p>`;
    const providers = new Map((this.#connections.value?.items ?? []).map(({ id, provider }) => [id, provider]));
    return html`
      <p class="counts">${counted(items.length, 'pull request')}${more ? ', and more' : ''}</p>
      <table class="sheet stacks framed">
        <thead><tr><th scope="col">Pull request</th><th scope="col" class="figure">${a.name}</th><th scope="col" class="figure">${b.name}</th><th scope="col">Why</th></tr></thead>
        <tbody>${repeat(items, ({ id }) => id, ({ id, title, aSeconds, bSeconds, why }) => {
          const [connection, repositoryId, number] = id.split(':');
          const provider = providers.get(connection);
          const words = title ?? id;
          return html`<tr><th scope="row">${provider ? html`<a data-item href=${addressOf({ provider, repositoryId, number })}>${words}</a>` : words}</th>
            <td class="figure" data-label=${a.name}>${duration(aSeconds)}</td><td class="figure" data-label=${b.name}>${duration(bSeconds)}</td><td>${why}</td></tr>`;
        })}</tbody></table>`;
  }

  async #compare(signal) {
    const { a, b, metric } = this.#chosen(this.#profiles.value.items);
    if (!metric) return { items: [], more: false };
    const { from, to } = this.#range();
    const { items, next } = await all('/profiles/compare', { a: a.name, b: b.name, metric: metric.metric, from, to }, { signal, most: LISTED_MAX });
    return { items, more: next !== null };
  }

  #chosen(profiles) {
    const { query } = router;
    const named = (name, otherwise) => profiles.find((one) => one.name === name) ?? otherwise;
    const a = named(query.get('a'), named(OURS, profiles[0]));
    const b = named(query.get('b'), profiles.find((one) => one !== a));
    const both = common(a, b);
    return { a, b, metric: both.find(({ metric }) => metric === query.get('metric')) ?? both[0] ?? null };
  }

  #range() {
    return rangeOf(router.query, live.now());
  }

  #onFiltered() {
    const asked = location.search;
    if (asked === this.#asked || !this.#profiles.value) return;
    this.#asked = asked;
    this.requestUpdate();
    this.#differing.load();
  }
}

customElements.define('turnaround-profiles', Profiles);

/** What both measure, as the first calls it. */
function common(a, b) {
  const subjects = new Set(b.definitions.map(({ subject }) => subject));
  return a.definitions.filter(({ subject }) => subjects.has(subject));
}
