import { html, nothing } from 'lit';
import { get, send } from '../api.js';
import { Ask } from '../ask.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { router } from '../router.js';
import { addressOfConnection, providerName, shownOnce } from './words.js';

// A key of several lines does not survive a field of one.
const SEVERAL_LINES = /key$/i;

/**
 * Connects a provider: what is asked for, and which rights it takes and why, is what the server says
 * of each way. Tells of what was made as `made`.
 */
class Connect extends Screen {
  #providers = new Ask(this, (signal) => get('/providers', {}, { signal }));
  #deed = new Deed(this);
  #made = null;
  #selection = 'all';

  connectedCallback() {
    super.connectedCallback();
    this.#providers.load();
  }

  render() {
    if (this.#made) return this.#done(this.#made);
    return this.#providers.show(4, ({ items }) => {
      const provider = items.find((one) => one.provider === router.query.get('connect')) ?? items[0];
      const way = provider.ways.find(({ id }) => id === router.query.get('way')) ?? provider.ways[0];
      return html`
        <section class="panel" aria-labelledby="connect-title"><h2 id="connect-title">Connect ${providerName(provider.provider)}</h2>
          <form class="form" @submit=${(event) => this.#submit(event, provider, way)}>
            <fieldset><legend>Provider</legend><div class="actions">${items.map((one) => html`<label class="pick"><input type="radio" name="provider" value=${one.provider} .checked=${one === provider} @change=${() => router.filter({ connect: one.provider, way: null })}> ${providerName(one.provider)}</label>`)}</div></fieldset>
            ${way ? html`<fieldset><legend>How it signs in</legend>${provider.ways.map((one) => html`<label class="pick"><input type="radio" name="way" value=${one.id} .checked=${one === way} @change=${() => router.filter({ way: one.id })}> <span>${one.title}${one.consent ? html`<span class="help">Somebody signs in at ${providerName(provider.provider)} afterwards.</span>` : nothing}</span></label>`)}</fieldset>` : nothing}
            ${this.#field({ key: 'id', label: 'Name of this connection', help: `The end of its webhook address, /webhooks/…: lower-case letters, digits and hyphens.`, required: true, value: provider.provider })}
            ${this.#field({ key: 'url', label: 'Address', help: provider.url ? `Where its API is; ${provider.url} unless you run your own.` : 'Where your site is.', required: !provider.url, value: provider.url ?? '', type: 'url' })}
            ${way?.consent ? html`<p class="help">The redirect address to register there: <code>${location.origin}/auth/providers/callback</code></p>` : nothing}
            ${(way?.fields ?? []).map((field) => this.#field({ ...field, key: `auth.${field.key}` }))}
            ${this.#rights(way)}
            <fieldset><legend>What is read</legend>
              <label class="pick"><input type="radio" name="selection" value="all" .checked=${this.#selection === 'all'} @change=${() => this.#select('all')}> <span>Everything that it can see</span></label>
              <label class="pick"><input type="radio" name="selection" value="some" .checked=${this.#selection === 'some'} @change=${() => this.#select('some')}> <span>Only these repositories or projects</span></label>
              ${this.#selection === 'some' ? html`<label class="field"><span class="hidden">Their names, one a line</span><textarea name="names" required placeholder="acme/web"></textarea><span class="help">One a line. More can be added later.</span></label>` : nothing}
            </fieldset>
            ${this.#deed.said()}
            <p class="buttons"><button class="first" ?disabled=${this.#deed.busy}>${this.#deed.busy ? 'Connecting…' : 'Connect'}</button>
              <button type="button" class="plain" @click=${() => router.filter({ connect: null, way: null })}>Cancel</button></p>
          </form></section>`;
    });
  }

  #field({ key, label, help, required = false, secret = false, value = '', type = 'text' }) {
    const id = `connect-${key.replaceAll('.', '-')}`;
    const wrong = this.#deed.problem?.errors?.find(({ field }) => field === key || field?.endsWith(`.${key}`));
    return html`<div class="field"><label for=${id}><b>${label}</b>${required ? nothing : html` <span class="muted">optional</span>`}</label>
      ${SEVERAL_LINES.test(key) ? html`<textarea id=${id} name=${key} ?required=${required} autocomplete="off" spellcheck="false" aria-describedby="${id}-help"></textarea>`
        : html`<input id=${id} name=${key} type=${secret ? 'password' : type} ?required=${required} value=${value} autocomplete=${secret ? 'new-password' : 'off'} spellcheck="false" aria-invalid=${wrong ? 'true' : nothing} aria-describedby="${id}-help">`}
      <span class="help" id="${id}-help">${wrong ? html`<span class="bad">${wrong.detail}</span> ` : nothing}${help}</span></div>`;
  }

  #rights(way) {
    if (!way?.rights.length) return nothing;
    return html`<details><summary>What it must be allowed, and why</summary><dl class="rights">${way.rights.map(({ name, reason }) => html`<div><dt><code>${name}</code></dt><dd>${reason}</dd></div>`)}</dl></details>`;
  }

  #done(made) {
    return html`<section class="panel"><h2><span class="good" aria-hidden="true">✓</span> ${made.id} is connected</h2>
      ${shownOnce(made.webhookSecrets)}
      <p class="field"><span>Webhook address</span> <code class="address">${made.webhook.url}</code></p>
      <p class="buttons"><a class="button" href=${addressOfConnection(made)}>${made.consent?.needed ? 'Next: sign in there' : 'Next: check it, and set its webhook up'}</a></p></section>`;
  }

  #select(selection) {
    this.#selection = selection;
    this.requestUpdate();
  }

  async #submit(event, provider, way) {
    event.preventDefault();
    const form = new FormData(event.target);
    const auth = {};
    for (const { key } of way?.fields ?? []) {
      const value = form.get(`auth.${key}`);
      if (value) put(auth, key.split('.'), value);
    }
    const url = form.get('url');
    const body = {
      id: form.get('id').trim(),
      provider: provider.provider,
      ...(url && url !== provider.url ? { url } : {}),
      ...(Object.keys(auth).length ? { auth } : {}),
      repositories: this.#selection === 'all' ? 'all' : form.get('names').split(/[\n,]/).map((name) => name.trim()).filter(Boolean),
    };
    const made = await this.#deed.run(() => send('POST', '/connections', body));
    if (!made) return;
    this.#made = made;
    this.requestUpdate();
    this.dispatchEvent(new Event('made'));
  }
}

customElements.define('turnaround-connect', Connect);

// `oauth.clientId` is a key within a group.
function put(into, [first, ...rest], value) {
  if (rest.length === 0) into[first] = value;
  else put((into[first] ??= {}), rest, value);
}
