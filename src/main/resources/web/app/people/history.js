import { html, nothing } from 'lit';
import { AskList } from '../ask.js';
import { Screen } from '../element.js';
import { counted, number } from '../fmt.js';
import { when } from '../when.js';
import { Acts } from './acts.js';

const REFRESH_MILLIS = 1_500;

/** What was done about persons and accounts, how far it counts for the past already, and the way to take it back. */
class History extends Screen {
  static properties = { admin: { attribute: false } };
  #list = new AskList(this, () => '/people/acts', () => ({ limit: 50 }));
  #acts = new Acts(this, () => this.#list.load());

  connectedCallback() {
    super.connectedCallback();
    this.#list.load();
  }

  updated() {
    // While the past is being folded again, how far it is.
    if (this.#list.items.some(({ recomputation }) => recomputation && !recomputation.endedAt)) this.#list.loadSoon(REFRESH_MILLIS);
  }

  render() {
    return html`
      ${this.#acts.said()}
      ${this.#list.show(5, ({ items }) => items.length === 0 ? html`<p class="notice">Nothing was linked or marked yet.</p>` : html`
        <table class="sheet stacks framed">
          <thead><tr><th scope="col">What</th><th scope="col">By</th><th scope="col">When</th><th scope="col">The past</th>${this.admin ? html`<td><span class="hidden">Undo</span></td>` : nothing}</tr></thead>
          <tbody>${items.map((act) => html`
            <tr><th scope="row">${act.what}${act.undoneBy ? html` <span class="tag">undone</span>` : nothing}</th><td>${act.by}</td><td>${when(act.at)}</td><td>${past(act.recomputation)}</td>
              ${this.admin ? html`<td class="act">${act.undoneBy || act.kind === 'undo' ? nothing : html`<button type="button" ?disabled=${this.#acts.busy} aria-label=${`Undo: ${act.what}`} @click=${() => this.#acts.undo(act.id)}>Undo</button>`}</td>` : nothing}</tr>`)}</tbody></table>
        ${this.#list.more('Older')}`)}`;
  }
}

customElements.define('turnaround-history', History);

function past(recomputation) {
  if (!recomputation) return html`<span class="muted">need not change</span>`;
  if (recomputation.endedAt) return html`counts (${counted(recomputation.total, 'item')} folded again)`;
  return html`<progress max=${Math.max(1, recomputation.total)} .value=${recomputation.done} aria-label="Folded again"></progress> ${number(recomputation.done)} of ${number(recomputation.total)}`;
}
