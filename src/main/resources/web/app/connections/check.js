import { html, nothing } from 'lit';
import { send } from '../api.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';

const STEPS = { dns: 'Name is found', tls: 'Encryption', reachable: 'API answers', authenticated: 'Credentials are taken', scopes: 'Rights', repositories: 'Repositories are seen', webhook: 'Webhook arrives' };
const RESULTS = {
  ok: { icon: '✓', tone: 'good', words: 'ok' },
  warning: { icon: '⚠', tone: 'warn', words: 'warning' },
  failed: { icon: '⚠', tone: 'bad', words: 'failed' },
  skipped: { icon: '–', tone: 'muted', words: 'skipped' },
};

/** The health check of a connection, step by step, with what to do. */
class Check extends Screen {
  static properties = { connection: { attribute: false } };
  #deed = new Deed(this);
  #check = null;

  render() {
    return html`
      <div class="title"><h2>Health check</h2><button type="button" ?disabled=${this.#deed.busy} @click=${() => this.#run()}>${this.#deed.busy ? 'Checking…' : 'Check now'}</button></div>
      ${this.#check === null ? html`<p class="muted">Asks the provider, one step after the other; it may last up to a minute.</p>` : html`
        <ol class="plain-list steps">${this.#check.steps.map(({ step, result, detail, advice }) => {
          const { icon, tone, words } = RESULTS[result];
          return html`<li><span class="${tone} step"><span aria-hidden="true">${icon}</span> ${STEPS[step] ?? step}<span class="hidden">: ${words}</span></span> <span>${detail}${advice ? html` <b>${advice}</b>` : nothing}</span></li>`;
        })}</ol>`}
      ${this.#deed.said()}`;
  }

  async #run() {
    const check = await this.#deed.run(() => send('POST', `/connections/${encodeURIComponent(this.connection.id)}/check`, null, { signal: this.left, patience: 90_000 }),
      ({ passed, steps }) => (passed ? (steps.some(({ result }) => result === 'warning') ? 'It works; see the warnings.' : 'All is well.') : 'A step failed; what to do stands beside it.'));
    if (check) this.#check = check;
    this.requestUpdate();
  }
}

customElements.define('turnaround-check', Check);
