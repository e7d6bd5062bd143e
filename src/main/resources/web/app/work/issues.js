import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { AskList } from '../ask.js';
import { Screen } from '../element.js';
import { duration, number } from '../fmt.js';
import { router } from '../router.js';
import { filteredEmpty } from '../states.js';
import { when } from '../when.js';

const FILTERS = ['key', 'project', 'state'];
const PARTS = { summary: 'summary', description: 'description', assignee: 'assignee', typeAndPriority: 'type and priority', estimate: 'estimate', parent: 'parent or epic', commenters: 'people who commented', moves: 'moves of its state', links: 'links' };

/** Issues with their score and the parts of it, and the time that they spent in each stage. */
class Issues extends Screen {
  #list = new AskList(this, () => '/issues', () => this.#filters());
  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.#onFiltered();
  }

  render() {
    const filters = this.#filters();
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        ${[['key', 'Key, such as PAY-311'], ['project', 'Project'], ['state', 'State']].map(([name, words]) => html`
          <label><span class="hidden">${words}</span><input type="search" ?data-filter=${name === 'key'} autocomplete="off" placeholder=${words} .value=${filters[name] ?? ''} @change=${(event) => router.filter({ [name]: event.target.value.trim() })}></label>`)}
      </form>
      ${this.#list.show(6, ({ items }) => items.length > 0 ? html`${repeat(items, ({ id }) => id, (one) => this.#one(one))}${this.#list.more('Older')}`
        : Object.values(filters).some(Boolean) ? filteredEmpty(() => router.filter(Object.fromEntries(FILTERS.map((name) => [name, null]))))
        : html`<p class="notice">No issue has been told of yet. Connect Jira, or issues of a provider that has them.</p>`)}`;
  }

  #one(issue) {
    const { key, summary, state, stateSince, assignee, type, url, score, stages, pullRequests, provider, reopenings } = issue;
    return html`
      <details class="panel work"><summary><b>${key ?? 'No key'} ${summary ?? ''}</b>
          <span class="where">${type ?? 'issue'} · ${state ?? 'state not known'} since ${when(stateSince)} · ${assignee?.person ?? assignee?.login ?? 'assigned to nobody'} · score <b>${number(score.total)}</b> of 100</span></summary>
        <div class="columns cards-of">
          <div><h3>Score ${number(score.total)}</h3><p class="where">completeness ${number(score.completeness)} of 60, interactions ${number(score.interactions)} of 40</p>
            <table class="sheet"><thead><tr><th scope="col">Part</th><th scope="col" class="figure">Points</th></tr></thead><tbody>${score.parts.map(({ part, points, max }) => html`<tr><th scope="row">${PARTS[part] ?? part}</th><td class="figure ${points === max ? 'good' : ''}">${points} of ${max}</td></tr>`)}</tbody></table></div>
          <div><h3>Stages</h3>${stages.length === 0 ? html`<p class="muted">None known.</p>` : html`
            <table class="sheet"><thead><tr><th scope="col">Stage</th><th scope="col" class="figure">Stays</th><th scope="col" class="figure">Time</th></tr></thead><tbody>${stages.map((stage) => html`<tr><th scope="row">${stage.state}${stage.current ? html` <span class="tag">now</span>` : nothing}</th><td class="figure">${stage.stays}</td><td class="figure">${duration(stage.sumSeconds)}</td></tr>`)}</tbody></table>`}
            ${reopenings ? html`<p class="where">reopened ${reopenings === 1 ? 'once' : `${number(reopenings)} times`}</p>` : nothing}
            <h3>Pull requests</h3>${pullRequests.length === 0 ? html`<p class="muted">None is tied to it.</p>` : html`<ul class="plain-list">${pullRequests.map((one) => html`<li>${this.#pullRequest(one)} <span class="where">${one.evidence.join(', ')}${one.weak ? ', weak' : ''}</span></li>`)}</ul>`}
            ${url ? html`<p><a href=${url} target="_blank" rel="noreferrer">Open in ${provider}</a></p>` : nothing}</div>
        </div></details>`;
  }

  #pullRequest({ number: n, title, url }) {
    const words = `#${n} ${title ?? ''}`;
    return url ? html`<a href=${url} target="_blank" rel="noreferrer">${words}</a>` : words;
  }

  #onFiltered() {
    const asked = JSON.stringify(this.#filters());
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#list.load();
  }

  #filters() {
    return Object.fromEntries(FILTERS.map((name) => [name, router.query.get(name)]));
  }
}

customElements.define('turnaround-issues', Issues);
