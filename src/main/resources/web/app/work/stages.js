import { html, nothing } from 'lit';
import { get } from '../api.js';
import { Ask } from '../ask.js';
import { Screen } from '../element.js';
import { duration, number } from '../fmt.js';
import { props } from '../props.js';
import { router } from '../router.js';

const MODES = { sum: 'sum of all stays', span: 'from first in to last out' };
const CATEGORIES = { todo: 'to do', in_progress: 'in progress', done: 'done' };

/** How long issues take in each state of their workflow. */
class Stages extends Screen {
  #stages = new Ask(this, (signal) => get('/issues/stages', this.#filters(), { signal }));
  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.#onFiltered();
  }

  render() {
    const { project, mode } = this.#filters();
    return html`
      <p class="lead">An issue counts in a state once it has left it for the last time; while it is there it is pending.</p>
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label><span class="hidden">Project</span><input type="search" data-filter autocomplete="off" placeholder="Project" .value=${project ?? ''} @change=${(event) => router.filter({ project: event.target.value.trim() })}></label>
        <label><span class="hidden">Counted as</span><select @change=${(event) => router.filter({ mode: event.target.value === 'sum' ? null : event.target.value })}>${Object.entries(MODES).map(([name, words]) => html`<option value=${name} ?selected=${name === (mode ?? 'sum')}>${words}</option>`)}</select></label>
      </form>
      ${this.#stages.show(5, ({ items }) => this.#table(items))}`;
  }

  #table(items) {
    if (items.length === 0) return html`<p class="notice">No issue has a history yet.</p>`;
    const most = Math.max(1, ...items.map(({ meanSeconds }) => meanSeconds ?? 0));
    return html`<div class="scroll"><table class="sheet framed">
      <thead><tr><th scope="col">Stage</th><th scope="col">Means</th><th scope="col" class="figure">n</th><th scope="col" class="figure">Median</th><th scope="col" class="figure">Mean</th><th scope="col" class="figure">p90</th><th scope="col" class="figure">There now</th><td><span class="hidden">Mean as a bar</span></td></tr></thead>
      <tbody>${items.map(({ state, category, count, medianSeconds, meanSeconds, p90Seconds, pending, tooFew }) => html`<tr><th scope="row">${state}</th><td>${CATEGORIES[category] ?? '–'}</td><td class="figure">${number(count)}</td>
        ${tooFew ? html`<td class="figure muted">${count ? 'fewer than five' : 'none'}</td>` : html`<td class="figure"><b>${duration(medianSeconds)}</b></td>`}<td class="figure">${duration(meanSeconds)}</td><td class="figure">${duration(p90Seconds)}</td><td class="figure">${number(pending)}</td>
        <td class="bar-cell" aria-hidden="true">${meanSeconds ? html`<span class="bar" ${props({ '--w': `${meanSeconds / most * 100}%` })}></span>` : nothing}</td></tr>`)}</tbody></table></div>`;
  }

  #onFiltered() {
    const asked = JSON.stringify(this.#filters());
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#stages.load();
  }

  #filters() {
    return { project: router.query.get('project'), mode: router.query.get('mode') };
  }
}

customElements.define('turnaround-stages', Stages);
