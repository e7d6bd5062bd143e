import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { instant } from '../fmt.js';
import { effects, happening } from './words.js';

/** Every fact with what it did to the clocks, or why it did nothing. */
class Facts extends Element {
  static properties = { lines: { attribute: false } };

  render() {
    return html`
      <table class="facts">
        <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">What it did</th><th scope="col">Source</th></tr></thead>
        <tbody>${this.lines.map((line, at) => this.#row(line, this.lines[at - 1]?.phase))}</tbody>
      </table>`;
  }

  #row(line, phaseBefore) {
    const { mark, words } = happening(line);
    return html`
      <tr class=${line.ignored ? 'is-ignored' : nothing}>
        <td><time datetime=${line.at}>${instant(line.at, { seconds: true })}</time>${line.estimated
          ? html` <span class="tag" title="The provider does not give this moment; the best it gives stands in until its API brings the exact one.">estimated</span>` : nothing}</td>
        <td>${line.actor ? html`<span title=${line.actor.person ?? nothing}>${line.actor.login ?? line.actor.id}</span>${line.actor.bot ? html` <span class="bot">bot</span>` : nothing}` : '–'}</td>
        <td><span class="fact-mark" aria-hidden="true">${mark}</span> ${words}</td>
        <td>${effects(line, phaseBefore).map(({ kind, phase, words }) => html`<span class="effect ${kind} ${phase ?? ''}">${words}</span> `)}</td>
        <td class="source">${line.source === 'webhook'
          ? html`<span title="Delivery ${line.delivery ?? 'without an id'}">webhook</span>`
          : html`<span title="No webhook brought it: it was read by the provider’s API.">sync, no webhook</span>`}</td>
      </tr>`;
  }
}

customElements.define('turnaround-facts', Facts);
