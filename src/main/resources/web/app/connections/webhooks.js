import { html, nothing } from 'lit';
import { send } from '../api.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { instant } from '../fmt.js';
import { sure } from '../sure.js';
import { when } from '../when.js';
import { shownOnce } from './words.js';

const SCOPES = {
  repository: { words: 'One repository or project', target: 'Its name, such as acme/web' },
  organization: { words: 'An organisation, group or workspace, with all it has', target: 'Its name, such as acme' },
  site: { words: 'A whole site (Jira)', target: 'Project keys with commas, or *' },
};

/** The webhooks of a connection: where they post, those installed from here, how one is made by hand, and new secrets. */
class Webhooks extends Screen {
  static properties = { connection: { attribute: false }, admin: { attribute: false } };
  #deed = new Deed(this);
  #answer = null;
  #secrets = null;
  #scope = 'repository';

  render() {
    const { webhook } = this.connection;
    return html`
      <h2>Webhooks</h2>
      <p class="field"><span>Address</span> <code class="address">${webhook.url}</code></p>
      ${webhook.state === 'refused' ? html`<p><span class="bad"><span aria-hidden="true">⚠</span> The last one was refused</span>${webhook.lastRejectedAt ? html`, ${when(webhook.lastRejectedAt)}` : nothing}: ${webhook.reason ?? 'it was not signed as it should be'}.</p>` : nothing}
      ${webhook.installed.length ? html`<ul class="plain-list">${webhook.installed.map((hook) => this.#hook(hook))}</ul>` : html`<p class="muted">None was installed from here${webhook.state === 'seen' ? '; those that arrive were made by hand' : ''}.</p>`}
      ${webhook.rotation ? html`<p><span class="warn">Its secrets are being replaced</span> since ${instant(webhook.rotation.beganAt)}${webhook.rotation.oldCountsUntil ? html`; the old ones count until ${instant(webhook.rotation.oldCountsUntil)}` : nothing}.</p>` : nothing}
      ${this.admin ? this.#forms() : nothing}
      ${shownOnce(this.#secrets)}
      ${this.#answer ? this.#told(this.#answer) : nothing}
      ${this.#deed.said()}`;
  }

  #hook({ scope, target, state, reason, installedAt, expiresAt }) {
    const tone = state === 'active' ? 'good' : 'bad';
    return html`<li class="offer"><span><span class=${tone}><span aria-hidden="true">${state === 'active' ? '✓' : '⚠'}</span> ${state}</span> ${target} <span class="where">${SCOPES[scope].words.toLowerCase()}, installed ${when(installedAt)}${expiresAt ? html`, ends ${when(expiresAt)} unless it is renewed` : nothing}</span>${reason ? html` ${reason}` : nothing}</span>
      ${this.admin ? html`<button type="button" ?disabled=${this.#deed.busy} @click=${() => this.#remove(scope, target)}>Remove</button>` : nothing}</li>`;
  }

  #forms() {
    return html`
      <details class="install"><summary>Install one, or make it by hand</summary>
        <form class="form" @submit=${(event) => this.#install(event)}>
          <fieldset><legend>Where</legend>${Object.entries(SCOPES).map(([scope, { words }]) => html`<label class="pick"><input type="radio" name="scope" value=${scope} .checked=${scope === this.#scope} @change=${() => { this.#scope = scope; this.requestUpdate(); }}> <span>${words}</span></label>`)}</fieldset>
          <label class="field"><span>Install it in</span><input name="target" autocomplete="off" spellcheck="false" placeholder=${SCOPES[this.#scope].target}><span class="help">Empty: nothing is written there, and you are told how it is made by hand.</span></label>
          <p class="buttons"><button ?disabled=${this.#deed.busy}>Go on</button>
            ${this.connection.origin === 'made' ? html`<button type="button" class="plain" ?disabled=${this.#deed.busy} @click=${() => this.#rotate()}>New secrets…</button>` : nothing}</p>
        </form></details>`;
  }

  #told({ installed, url, events, steps, reason, advice }) {
    if (installed) return html`<p><span class="good"><span aria-hidden="true">✓</span> Installed</span> in ${installed.target}. Its first delivery shows in the <a href="/deliveries">delivery log</a>.</p>`;
    return html`
      <section class="by-hand" aria-label="By hand">
        ${reason ? html`<p><span class="warn">Not installed.</span> ${reason} ${advice ?? ''}</p>` : nothing}
        ${steps.length === 0 ? html`<p>This provider has no webhook of that kind.</p>` : html`
          <ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
          <p class="field"><span>Address</span> <code class="address">${url}</code></p>
          <p class="help">The secret was shown when the connection was made${this.connection.origin === 'file' ? ', or stands in the configuration file' : '; lost, it is replaced by New secrets'}.</p>
          <details><summary>Events that are needed, and why</summary><dl class="rights">${events.map(({ name, reason: why }) => html`<div><dt><code>${name}</code></dt><dd>${why}</dd></div>`)}</dl></details>`}
      </section>`;
  }

  async #install(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const target = form.get('target').trim();
    const answer = await this.#deed.run(() => send('POST', `${this.#path()}/webhooks`, { scope: form.get('scope'), ...(target ? { target } : {}) }));
    if (answer) this.#answer = answer;
    if (answer?.installed) this.#changed();
    this.requestUpdate();
  }

  async #remove(scope, target) {
    if (!(await sure({ title: `Remove the webhook of ${target}?`, text: 'Nothing of it arrives from then on, until a sync reads it.', yes: 'Remove' }))) return;
    const done = await this.#deed.run(() => send('DELETE', `${this.#path()}/webhooks?${new URLSearchParams({ scope, target })}`).then(() => true), 'It is gone.');
    if (done) this.#changed();
  }

  async #rotate() {
    if (!(await sure({ title: 'Replace the webhook secrets?', text: 'The old ones count for another 24 hours. Webhooks installed from here are given the new one; those made by hand you change by hand.', yes: 'Replace' }))) return;
    const answer = await this.#deed.run(() => send('POST', `${this.#path()}/webhook-secret/rotate`));
    if (!answer) return;
    this.#secrets = answer.webhookSecrets;
    this.#changed();
  }

  #changed() {
    this.requestUpdate();
    this.dispatchEvent(new Event('changed'));
  }

  #path() {
    return `/connections/${encodeURIComponent(this.connection.id)}`;
  }
}

customElements.define('turnaround-webhooks', Webhooks);
