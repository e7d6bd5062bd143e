import { html, nothing } from 'lit';
import { send } from '../api.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { when } from '../when.js';

const CREDENTIAL = /^auth\./;
// A key of several lines does not survive a field of one.
const SEVERAL_LINES = /key$/i;

/** The secrets of a connection, of which only the end is shown, and the way to replace those it signs in with. */
class Secrets extends Screen {
  static properties = { connection: { attribute: false }, admin: { attribute: false } };
  #deed = new Deed(this);
  #replacing = null;

  render() {
    const { secrets, origin } = this.connection;
    const mayReplace = this.admin && origin === 'made';
    return html`<h2>Secrets</h2>
      ${secrets.length === 0 ? html`<p class="muted">It has none.</p>` : html`
        <table class="sheet"><thead><tr><th scope="col">Key</th><th scope="col">Ends with</th><th scope="col">Set</th>${mayReplace ? html`<th><span class="hidden">Act</span></th>` : nothing}</tr></thead>
          <tbody>${secrets.map(({ key, endsWith, setAt }) => html`<tr><th scope="row"><code>${key}</code></th><td>${endsWith ? `…${endsWith}` : 'too short to show'}</td><td>${origin === 'file' ? 'in the file' : when(setAt)}</td>
            ${mayReplace ? html`<td class="act">${CREDENTIAL.test(key) ? html`<button type="button" aria-expanded=${this.#replacing === key} aria-label=${`Replace ${key}`} @click=${() => this.#open(key)}>Replace…</button>` : nothing}</td>` : nothing}</tr>`)}</tbody></table>`}
      ${this.#replacing ? this.#form(this.#replacing) : nothing}
      ${this.#deed.said()}`;
  }

  #form(key) {
    return html`
      <form class="form" @submit=${(event) => this.#replace(event, key)}>
        <label class="field"><span>The new <code>${key}</code></span>
          ${SEVERAL_LINES.test(key) ? html`<textarea name="secret" required autocomplete="off" spellcheck="false"></textarea>` : html`<input name="secret" type="password" required autocomplete="new-password" spellcheck="false">`}
          <span class="help">It is used from the next call on. Take the old one back at the provider when the health check passes.</span></label>
        <p class="buttons"><button class="first" ?disabled=${this.#deed.busy}>Replace</button>
          <button type="button" class="plain" @click=${() => this.#open(null)}>Cancel</button></p>
      </form>`;
  }

  async #open(key) {
    this.#replacing = key;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('[name=secret]')?.focus();
  }

  async #replace(event, key) {
    event.preventDefault();
    const secret = new FormData(event.target).get('secret').trim();
    const patch = key.split('.').reduceRight((inner, name) => ({ [name]: inner }), secret);
    const done = await this.#deed.run(() => send('PATCH', `/connections/${encodeURIComponent(this.connection.id)}`, patch), 'It is replaced. Check now whether the new one is taken.');
    if (!done) return;
    this.#replacing = null;
    this.requestUpdate();
    this.dispatchEvent(new Event('changed'));
  }
}

customElements.define('turnaround-secrets', Secrets);
