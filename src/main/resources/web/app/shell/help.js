import { html } from 'lit';
import { Element } from '../element.js';
import { ROUTES } from '../routes.js';
import { shortcuts } from './keys.js';

/** The keyboard shortcuts, and the way to switch them off. */
class Help extends Element {
  async open() {
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('dialog').showModal();
  }

  render() {
    return html`
      <dialog aria-labelledby="help-title" @click=${(event) => event.target === event.currentTarget && event.target.close()}>
        <form method="dialog">
          <h2 id="help-title">Keyboard</h2>
          <dl>
            ${this.#row('/', 'to the filter')}
            ${this.#row('j k', 'next, previous')}
            ${this.#row('Enter', 'open')}
            ${this.#row('o', 'open at the provider')}
            ${ROUTES.filter(({ key }) => key).map(({ key, title }) => this.#row(`g ${key}`, `to ${title}`))}
            ${this.#row('?', 'this help')}
            ${this.#row('Esc', 'close, or leave a field')}
          </dl>
          <p><label class="check"><input type="checkbox" .checked=${shortcuts.on} @change=${(event) => { shortcuts.on = event.target.checked; }}> Single letters are shortcuts</label></p>
          <p><button>Close</button></p>
        </form>
      </dialog>`;
  }

  #row(keys, words) {
    return html`<div><dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${words}</dd></div>`;
  }
}

customElements.define('turnaround-help', Help);
