import { html } from 'lit';
import { get } from '../api.js';
import { Ask, all } from '../ask.js';
import { Screen } from '../element.js';
import { counted, number } from '../fmt.js';
import { live } from '../live/live.js';
import { Me } from '../me.js';

const REFRESH_MILLIS = 5_000;
const SETTLE_MILLIS = 300;

/** The way from nothing to the first numbers, in three steps; each knows whether it is done. */
class Start extends Screen {
  #state = new Ask(this, (signal) => state(signal));
  #me = new Me(this);
  #timer = 0;
  #stopWanting = [];

  connectedCallback() {
    super.connectedCallback();
    this.#state.load();
    this.#stopWanting = ['delivery', 'sync'].map((topic) => live.want(topic));
    for (const type of ['delivery', 'sync', 'open']) this.listen(live, type, () => live.paused === null && this.#state.loadSoon(SETTLE_MILLIS));
    // A connection that somebody makes is told by nothing.
    this.#timer = setInterval(() => !document.hidden && live.paused === null && this.#state.load(), REFRESH_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#stopWanting.forEach((stop) => stop());
  }

  render() {
    return html`
      <h1>First steps</h1>
      <p class="lead">From nothing to the first numbers takes a few minutes.</p>
      ${this.#state.show(3, ({ connections, repositories, ingested, seen }) => html`
        <ol class="plain-list first-steps">
          ${this.#step(1, connections > 0, 'Connect a provider', connections > 0 ? html`${counted(connections, 'connection')}.` : 'GitHub, GitLab, Bitbucket or Jira, with the least rights that will do to read.',
            this.#me.admin ? html`<a class="button" href="/integrations?connect=github">${connections > 0 ? 'Connect another' : 'Connect'}</a>` : html`<span class="muted">An administrator can do this.</span>`)}
          ${this.#step(2, seen, 'Set its webhook up', seen ? 'Webhooks arrive: what happens shows at once.' : 'By webhooks Turnaround learns of everything within a second. It can install them, or tells how it is done by hand.', html`<a class="button" href="/integrations">Integrations</a>`)}
          ${this.#step(3, ingested > 0, 'Let it read the past', ingested > 0 ? html`${counted(ingested, 'pull request')} of ${counted(repositories, 'repository', 'repositories')} so far.` : 'A sync reads what was there before, as far back as the configuration says; how far it is shows live.', html`<a class="button" href=${ingested > 0 ? '/insights' : '/repositories'}>${ingested > 0 ? 'See the numbers' : 'Repositories'}</a>`)}
        </ol>`)}`;
  }

  #step(n, done, title, text, action) {
    return html`
      <li class="panel"><h2><span class=${done ? 'good' : 'muted'}>${done ? html`<span aria-hidden="true">✓</span>` : number(n)}</span> ${title}<span class="hidden">${done ? ', done' : ', to do'}</span></h2><p>${text}</p><p class="buttons">${action}</p></li>`;
  }
}

customElements.define('turnaround-start', Start);

async function state(signal) {
  const [connections, repositories, deliveries] = await Promise.all([all('/connections', {}, { signal }), all('/repositories', {}, { signal }), get('/deliveries', { limit: 1 }, { signal })]);
  return {
    connections: connections.items.length,
    repositories: repositories.items.length,
    ingested: repositories.items.reduce((sum, { pullRequests }) => sum + pullRequests.ingested, 0),
    seen: deliveries.items.some(({ verdict }) => verdict !== 'rejected'),
  };
}
