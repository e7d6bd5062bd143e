import { html, nothing } from 'lit';
import { Ask, all } from '../ask.js';
import { Screen } from '../element.js';
import { live } from '../live/live.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import { when } from '../when.js';
import './connect.js';
import { addressOfConnection, providerName, standingWords } from './words.js';

/** What is connected, and how each stands. */
class Connections extends Screen {
  #list = new Ask(this, (signal) => all('/connections', {}, { signal }));
  #me = new Me(this);
  #stopWanting = null;

  connectedCallback() {
    super.connectedCallback();
    this.#stopWanting = live.want('delivery');
    this.listen(live, 'delivery', () => live.paused === null && this.#list.loadSoon(5_000));
    this.listen(router, 'moved', () => this.requestUpdate());
    this.#list.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWanting?.();
  }

  render() {
    const connecting = this.#me.admin && router.query.has('connect');
    return html`
      <div class="title"><h1>Integrations</h1>${this.#me.admin && !connecting ? html`<button type="button" class="first" @click=${() => router.filter({ connect: 'github' })}>Connect a provider</button>` : nothing}</div>
      ${connecting ? html`<turnaround-connect @made=${() => this.#list.load()}></turnaround-connect>` : nothing}
      ${this.#list.show(4, ({ items }) => items.length === 0
        ? html`<section class="notice"><h2>Nothing is connected yet</h2><p>${this.#me.admin ? 'Connect GitHub, GitLab, Bitbucket or Jira: by its webhooks Turnaround learns of pull requests at once, by its API of what they missed.' : 'An administrator can connect a provider here.'}</p></section>`
        : html`<div class="columns cards-of">${items.map((one) => this.#card(one))}</div>`)}`;
  }

  #card(connection) {
    const { id, provider, url, origin, lastDeliveryAt, repositories, owners, webhook, consent } = connection;
    return html`
      <section class="panel" aria-label=${id}>
        <div class="title"><h2><a data-item href=${addressOfConnection(connection)}>${id}</a></h2>${standingWords(connection)}</div>
        <p class="where">${providerName(provider)} · ${url ?? 'its public site'} · ${origin === 'file' ? 'from the configuration file' : 'made here'}</p>
        <dl class="facts-of">
          <div><dt>Last webhook</dt><dd>${when(lastDeliveryAt, 'never')}</dd></div>
          <div><dt>Reads</dt><dd>${repositories === 'all' ? (owners.length ? `all of ${owners.join(', ')}` : 'all that it can see') : `${repositories.length} selected`}</dd></div>
        </dl>
        ${webhook.state === 'refused' && webhook.reason ? html`<p class="bad">${webhook.reason}</p>` : nothing}
        ${consent?.needed ? html`<p>${consent.reason}</p>` : nothing}
      </section>`;
  }
}

customElements.define('turnaround-connections', Connections);
