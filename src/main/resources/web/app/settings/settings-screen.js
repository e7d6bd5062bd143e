import { html, nothing } from 'lit';
import { send } from '../api.js';
import { AskList } from '../ask.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import { singleSignOn } from '../session.js';
import { sure } from '../sure.js';
import { when } from '../when.js';
import './hours.js';
import './targets.js';

const TABS = { access: 'Access tokens', signin: 'Sign-in', hours: 'Working hours', targets: 'Targets', audit: 'Audit log' };
/** What readers may see too. */
const FOR_ALL = new Set(['signin', 'hours', 'targets']);
const DAY_MILLIS = 86_400_000;
const LIVES = { '': 'no end', 30: '30 days', 90: '90 days', 365: 'a year' };

/** Who may come in, what people agreed on, and the log of what was done. */
class SettingsScreen extends Screen {
  #tokens = new AskList(this, () => '/tokens', () => ({ limit: 200 }));
  #audit = new AskList(this, () => '/audit', () => ({ act: router.query.get('act'), limit: 50 }));
  #me = new Me(this);
  #deed = new Deed(this);
  #made = null;
  #signOn = undefined;
  #asked = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(router, 'moved', () => this.requestUpdate());
    singleSignOn().then((address) => {
      this.#signOn = address;
      this.requestUpdate();
    });
  }

  render() {
    const tab = this.#tab();
    return html`
      <h1>Settings</h1>
      <ul class="tabs">${Object.entries(TABS).map(([name, words]) => html`<li><a href=${name === 'access' ? '/settings' : `/settings?tab=${name}`} aria-current=${name === tab ? 'page' : nothing}>${words}</a></li>`)}</ul>
      ${this.#deed.said()}
      ${this.#me.admin || FOR_ALL.has(tab) ? this.#shown(tab) : html`<p class="notice">You are signed in as ${this.#me.name || 'a reader'}, who may read. This is for administrators.</p>`}`;
  }

  #shown(tab) {
    switch (tab) {
      case 'signin': return this.#signIn();
      case 'hours': return html`<turnaround-hours .admin=${this.#me.admin}></turnaround-hours>`;
      case 'targets': return html`<turnaround-targets .admin=${this.#me.admin}></turnaround-targets>`;
      case 'audit': return this.#log();
      default: return this.#access();
    }
  }

  updated() {
    const asked = this.#me.admin ? `${this.#tab()} ${router.query.get('act') ?? ''}` : null;
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (this.#tab() === 'audit') this.#audit.load();
    if (this.#tab() === 'access') this.#tokens.load();
  }

  #access() {
    return html`
      <section class="panel"><h2>A new token</h2>
        ${this.#made ? html`<div class="once"><p><b>Copy this now.</b> It is not shown again.</p><code class="secret" data-testid="new-token">${this.#made.token}</code></div>` : nothing}
        <form class="form" @submit=${(event) => this.#make(event)}>
          <label class="field"><span>What it is for</span><input name="name" required maxlength="200" autocomplete="off"></label>
          <fieldset><legend>It may</legend>
            <label class="pick"><input type="radio" name="scope" value="read" checked> <span>read<span class="help">For dashboards and scripts.</span></span></label>
            <label class="pick"><input type="radio" name="scope" value="admin"> <span>administer<span class="help">Connect, link, remove, and make tokens.</span></span></label></fieldset>
          <label class="field"><span>Until</span><select name="life">${Object.entries(LIVES).map(([days, words]) => html`<option value=${days}>${words}</option>`)}</select></label>
          <p class="buttons"><button ?disabled=${this.#deed.busy}>Make</button></p></form></section>
      <section class="panel"><h2>Tokens</h2>${this.#tokens.show(3, ({ items }) => items.length === 0 ? html`<p class="muted">None was made.</p>` : html`
        <table class="sheet stacks"><thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col">Made</th><th scope="col">Used last</th><th scope="col">Until</th><td><span class="hidden">Revoke</span></td></tr></thead>
        <tbody>${items.map((token) => html`<tr><th scope="row">${token.name}</th><td>${token.scope}</td><td data-label="made">${when(token.createdAt)}</td><td data-label="used">${when(token.lastUsedAt, 'never')}</td>
          <td>${token.revokedAt ? html`<span class="muted">revoked ${when(token.revokedAt)}</span>` : html`<span data-label="until">${when(token.expiresAt, 'no end')}</span>`}</td>
          <td class="act">${token.revokedAt ? nothing : html`<button type="button" ?disabled=${this.#deed.busy} aria-label=${`Revoke ${token.name}`} @click=${() => this.#revoke(token)}>Revoke</button>`}</td></tr>`)}</tbody></table>${this.#tokens.more()}`)}</section>`;
  }

  #signIn() {
    return html`
      <section class="panel"><h2>Single sign-on</h2><p>${this.#signOn === undefined ? 'Asking…' : this.#signOn ? html`<span class="good"><span aria-hidden="true">✓</span> Set up.</span> People sign in at their identity provider.` : html`Not set up: people sign in with a token. OpenID Connect is set up in the configuration file, under <code>access</code>.`}</p></section>
      <section class="panel"><h2>Sessions</h2><p>You are signed in as <b>${this.#me.name || '–'}</b>, who may ${this.#me.admin ? 'administer' : 'read'}.</p>
        ${this.#me.admin ? html`<p class="buttons"><button type="button" ?disabled=${this.#deed.busy} @click=${() => this.#endAll()}>Sign everybody out…</button></p>` : nothing}</section>`;
  }

  #log() {
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}><label class="grow"><span class="hidden">Only this act</span><input type="search" data-filter autocomplete="off" placeholder="Act, such as token.created" .value=${router.query.get('act') ?? ''} @change=${(event) => router.filter({ act: event.target.value.trim() })}></label></form>
      ${this.#audit.show(6, ({ items }) => items.length === 0 ? html`<p class="notice">Nothing of that kind.</p>` : html`
        <table class="sheet stacks framed"><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Act</th><th scope="col">Of what</th><th scope="col">Detail</th><th scope="col">From</th></tr></thead>
        <tbody>${items.map(({ at, actor, act, object, detail, address }) => html`<tr><td>${when(at)}</td><th scope="row">${actor.name ?? actor.kind}</th><td><code>${act}</code></td><td>${object ?? '–'}</td><td>${detail ?? '–'}</td><td>${address ?? '–'}</td></tr>`)}</tbody></table>${this.#audit.more('Older')}`)}`;
  }

  async #make(event) {
    event.preventDefault();
    const { target } = event;
    const form = new FormData(target);
    const days = form.get('life');
    const expiresAt = days ? { expiresAt: new Date(Date.now() + Number(days) * DAY_MILLIS).toISOString() } : {};
    const made = await this.#deed.run(() => send('POST', '/tokens', { name: form.get('name').trim(), scope: form.get('scope'), ...expiresAt }));
    if (!made) return;
    this.#made = made;
    target.reset();
    this.#tokens.load();
  }

  async #revoke({ id, name }) {
    if (!(await sure({ title: `Revoke ${name}?`, text: 'It lets nobody in any more, nor does a session that it was traded for.', yes: 'Revoke' }))) return;
    await this.#deed.run(() => send('DELETE', `/tokens/${encodeURIComponent(id)}`), `${name} is revoked.`);
    this.#tokens.load();
  }

  async #endAll() {
    if (!(await sure({ title: 'Sign everybody out?', text: 'You too. Tokens stay what they are.', yes: 'Sign everybody out' }))) return;
    await this.#deed.run(() => send('DELETE', '/sessions'));
    location.assign('/');
  }

  #tab() {
    return router.query.get('tab') in TABS ? router.query.get('tab') : 'access';
  }
}

customElements.define('turnaround-settings', SettingsScreen);
