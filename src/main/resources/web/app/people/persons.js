import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { send } from '../api.js';
import { Ask, all } from '../ask.js';
import { Screen } from '../element.js';
import { counted } from '../fmt.js';
import { router } from '../router.js';
import { filteredEmpty } from '../states.js';
import { sure } from '../sure.js';
import { Acts, link, mark } from './acts.js';

/** Persons with their accounts, and the accounts that are bots. */
class Persons extends Screen {
  static properties = { admin: { attribute: false } };
  #people = new Ask(this, (signal) => all('/people', {}, { signal }));
  #bots = new Ask(this, (signal) => all('/identities', { bot: true }, { signal }));
  #acts = new Acts(this, () => this.#load());

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    const q = router.query.get('q') ?? '';
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="hidden">Part of name or login</span><input type="search" data-filter autocomplete="off" spellcheck="false" placeholder="Filter: part of name or login" .value=${q} @input=${(event) => router.filter({ q: event.target.value })}></label></form>
      ${this.#acts.said()}
      ${this.#people.show(6, ({ items }) => this.#list(items, q.toLowerCase()))}
      ${this.#bots.value?.items.length ? html`<section class="panel"><h2>Bots</h2><p class="help">What they do stops no clock and is no one’s turn.</p>
        <ul class="chips">${this.#bots.value.items.map((bot) => html`<li>${bot.login} <span class="where">${bot.connection}, ${bot.botByAdministrator ? 'as you said' : 'by the provider'}</span>
          ${this.admin ? html`<button type="button" class="plain" ?disabled=${this.#acts.busy} aria-label=${`${bot.login} is no bot`} @click=${() => this.#acts.run(() => mark(bot.id, false), `${bot.login} is no bot.`)}>No bot</button>` : nothing}</li>`)}</ul></section>` : nothing}`;
  }

  #list(items, q) {
    const listed = items.filter(({ name, identities }) => !q || [name, ...identities.map(({ login }) => login)].some((word) => word.toLowerCase().includes(q)));
    if (items.length === 0) return html`<section class="notice"><h2>No persons yet</h2><p>Accounts that were seen are <a href="/people?tab=unlinked">linked to nobody yet</a>: say whose they are, so that a person’s accounts at several providers count as one.</p></section>`;
    if (listed.length === 0) return filteredEmpty(() => router.filter({ q: null }));
    return html`
      <p class="counts">${counted(listed.length, 'person', 'persons')}</p>
      <table class="sheet stacks framed">
        <thead><tr><th scope="col">Name</th><th scope="col">Teams</th><th scope="col">Accounts</th>${this.admin ? html`<td><span class="hidden">What to do</span></td>` : nothing}</tr></thead>
        <tbody>${repeat(listed, ({ id }) => id, (one) => this.#row(one, items))}</tbody></table>`;
  }

  #row({ id, name, teams, identities }, items) {
    return html`
      <tr><th scope="row"><b>${name}</b></th><td>${teams.map((team) => team.name).join(', ') || '–'}</td>
        <td><ul class="chips">${identities.map((identity) => html`<li>${identity.login} <span class="where">${identity.connection}</span>
          ${this.admin ? html`<button type="button" class="plain" ?disabled=${this.#acts.busy} aria-label=${`Unlink ${identity.login} of ${identity.connection} from ${name}`} @click=${() => this.#acts.run(() => link(identity.id, null), `${identity.login} is linked to nobody now.`)}>Unlink</button>` : nothing}</li>`)}</ul></td>
        ${this.admin ? html`<td class="act">${items.length > 1 ? html`<label><span class="hidden">${`Merge ${name} into`}</span><select ?disabled=${this.#acts.busy} @change=${(event) => this.#merge(event.target, { id, name }, items)}>
          <option value="">Merge into…</option>${items.filter((one) => one.id !== id).map((one) => html`<option value=${one.id}>${one.name}</option>`)}</select></label>` : nothing}</td>` : nothing}</tr>`;
  }

  async #merge(select, { id, name }, items) {
    const into = items.find((one) => one.id === select.value);
    select.value = '';
    if (!into || !(await sure({ title: `Merge ${name} into ${into.name}?`, text: `The accounts and teams of ${name} become those of ${into.name}. It can be undone.`, yes: 'Merge' }))) return;
    this.#acts.run(() => send('POST', `/people/${encodeURIComponent(id)}/merge`, { into: into.id }), `${name} is ${into.name} now.`);
  }

  #load() {
    this.#people.load();
    this.#bots.load();
    this.dispatchEvent(new Event('changed'));
  }
}

customElements.define('turnaround-persons', Persons);
