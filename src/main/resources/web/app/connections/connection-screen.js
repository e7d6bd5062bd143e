import { html, nothing } from 'lit';
import { get, send } from '../api.js';
import { Ask } from '../ask.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { instant } from '../fmt.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import { sure } from '../sure.js';
import { when } from '../when.js';
import './check.js';
import './secrets.js';
import './webhooks.js';
import { providerName, standingWords } from './words.js';

const FETCHES = { pullRequests: 'pull requests', issues: 'issues', projects: 'boards', commits: 'commit counts' };

/** One connection: its sign-in, its webhooks, its secrets (never what they are), and its health. */
class Connection extends Screen {
  #connection = new Ask(this, (signal) => get(this.#path(), {}, { signal }));
  #me = new Me(this);
  #deed = new Deed(this);
  #withWebhooks = false;

  connectedCallback() {
    super.connectedCallback();
    this.#connection.load();
  }

  render() {
    return html`${this.#connection.value ? nothing : html`<h1 class="hidden">${this.parameters.id}</h1>`}${this.#connection.show(6, (one) => html`
      <p class="where"><a href="/integrations">Integrations</a> › ${providerName(one.provider)}</p>
      <div class="title"><h1>${one.id}</h1>${this.#me.admin && one.origin === 'made' ? html`<div class="actions"><button type="button" @click=${() => this.#remove(one)}>Disconnect…</button></div>` : nothing}</div>
      <p class="now">${standingWords(one)} <span class="where">${one.url ?? ''}${one.origin === 'file' ? ' · it stands in the configuration file and is changed there' : ''}</span></p>
      ${this.#returned(one)}
      ${this.#deed.said()}
      ${one.consent ? this.#consent(one) : nothing}
      <div class="columns">
        <section class="panel"><turnaround-webhooks .connection=${one} .admin=${this.#me.admin} @changed=${() => this.#connection.load()}></turnaround-webhooks></section>
        <div class="stack">
          ${this.#me.admin ? html`<section class="panel"><turnaround-check .connection=${one}></turnaround-check></section>` : nothing}
          <section class="panel"><h2>What it reads</h2>
            <p>${one.repositories === 'all' ? html`Everything that it can see${one.owners.length ? ` of ${one.owners.join(', ')}` : ''}${one.except.length ? `, but for ${one.except.join(', ')}` : ''}.` : html`${one.repositories.join(', ') || 'Nothing is selected yet.'}`}
              <a href=${`/repositories?connection=${encodeURIComponent(one.id)}`}>Its repositories</a></p>
            <p class="where">${Object.entries(FETCHES).map(([key, words], i) => html`${i ? ' · ' : ''}${words}: ${one.fetch[key] === false ? 'off' : 'on'}`)}</p>
            <p class="where">Last webhook ${when(one.lastDeliveryAt, 'never')}</p></section>
          <section class="panel"><turnaround-secrets .connection=${one} .admin=${this.#me.admin} @changed=${() => this.#connection.load()}></turnaround-secrets></section>
        </div>
      </div>`)}`;
  }

  /** What a browser that comes back from the provider is told. */
  #returned(one) {
    const { query } = router;
    if (query.get('consent') === 'granted') return html`<p role="status"><span class="good"><span aria-hidden="true">✓</span> It is let in.</span></p>`;
    if (query.get('consent') !== 'refused') return nothing;
    return html`<p role="alert"><span class="bad"><span aria-hidden="true">⚠</span> It was not let in.</span> ${one.consent?.refused?.reason ?? query.get('reason') ?? ''} ${one.consent?.refused?.advice ?? ''}</p>`;
  }

  #consent({ consent, provider }) {
    return html`
      <section class="panel"><h2>Sign-in at ${providerName(provider)}</h2>
        <p>${consent.needed ? html`<span class="bad"><span aria-hidden="true">⚠</span> ${consent.reason}</span>` : html`Let in ${instant(consent.grantedAt)}.`}</p>
        ${this.#me.admin ? html`
          <p><label class="pick"><input type="checkbox" .checked=${this.#withWebhooks} @change=${(event) => { this.#withWebhooks = event.target.checked; }}> <span>Ask for the right to install webhooks as well<span class="help">Without, for the least that will do to read.</span></span></label></p>
          <p class="buttons"><button type="button" class=${consent.needed ? 'first' : ''} ?disabled=${this.#deed.busy} @click=${() => this.#signIn()}>${consent.needed ? 'Sign in' : 'Sign in again'} at ${providerName(provider)}</button></p>` : nothing}
      </section>`;
  }

  async #signIn() {
    const answer = await this.#deed.run(() => send('POST', `${this.#path()}/sign-in?${new URLSearchParams({ return: location.pathname })}`, { webhooks: this.#withWebhooks }));
    if (answer) location.assign(answer.url);
  }

  async #remove({ id }) {
    const data = await sure({
      title: `Disconnect ${id}?`,
      text: 'It takes no more webhooks and is read no longer.',
      yes: 'Disconnect',
      choices: [
        { value: 'keep', words: 'Keep its data', help: 'What was stored can still be read and counts in the metrics.' },
        { value: 'delete', words: 'Delete its data', help: 'All that was stored of it goes, bit by bit, and the metrics change.' },
      ],
    });
    if (!data) return;
    const done = await this.#deed.run(() => send('DELETE', `${this.#path()}?data=${data}`).then(() => true));
    if (done) router.go('/integrations');
  }

  #path() {
    return `/connections/${encodeURIComponent(this.parameters.id)}`;
  }
}

customElements.define('turnaround-connection', Connection);
