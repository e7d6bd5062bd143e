import { html, nothing } from 'lit';
import { send } from '../api.js';
import { Ask, all } from '../ask.js';
import { Screen } from '../element.js';
import { counted, number } from '../fmt.js';
import { Acts } from './acts.js';

/** Teams: made here with their members, or imported from a provider. */
class Teams extends Screen {
  static properties = { admin: { attribute: false } };
  #teams = new Ask(this, (signal) => all('/teams', {}, { signal }));
  #people = new Ask(this, (signal) => all('/people', {}, { signal }));
  #connections = new Ask(this, (signal) => all('/connections', {}, { signal }));
  #acts = new Acts(this, () => this.#load());
  #import = null;

  connectedCallback() {
    super.connectedCallback();
    this.#connections.load();
    this.#load();
  }

  render() {
    return html`
      <p class="lead">The metrics of a team are those of what its members opened.</p>
      ${this.#acts.said()}
      ${this.#import ? this.#imported(this.#import) : nothing}
      ${this.#teams.show(4, ({ items }) => items.length === 0 ? html`<p class="notice">There are no teams yet.</p>` : html`
        <div class="columns cards-of">${items.map((team) => this.#team(team))}</div>`)}
      ${this.admin ? html`<div class="columns"><section class="panel"><h2>A new team</h2>
          <form class="form" @submit=${(event) => this.#make(event)}><label class="field"><span>Name</span><input name="name" required maxlength="200" autocomplete="off"></label><p class="buttons"><button ?disabled=${this.#acts.busy}>Make</button></p></form></section>
        ${this.#connections.value?.items.length ? html`<section class="panel"><h2>Import teams</h2>
          <form class="form" @submit=${(event) => this.#take(event)}><label class="field"><span>From</span><select name="connection">${this.#connections.value.items.map(({ id }) => html`<option>${id}</option>`)}</select>
            <span class="help">The teams of GitHub organisations and the groups of GitLab, with those members whose accounts are linked. It can be undone.</span></label><p class="buttons"><button ?disabled=${this.#acts.busy}>${this.#acts.busy ? 'Reading…' : 'Import'}</button></p></form></section>` : nothing}</div>` : nothing}`;
  }

  #team({ id, name, connection, members }) {
    const people = this.#people.value?.items ?? [];
    const inside = new Set(members.map((member) => member.id));
    return html`
      <section class="panel" aria-label=${name}><div class="title"><h2><a href=${`/insights?${new URLSearchParams({ team: name })}`}>${name}</a></h2><span class="where">${connection ? `from ${connection}` : 'made here'}</span></div>
        <p>${members.length ? members.map((member) => member.name).join(', ') : html`<span class="muted">Nobody is in it.</span>`}</p>
        ${this.admin && !connection && people.length ? html`<details><summary>Change who is in it</summary>
          <form @submit=${(event) => this.#set(event, id, name)}><fieldset><legend class="hidden">Members of ${name}</legend>${people.map((one) => html`<label class="pick"><input type="checkbox" name="member" value=${one.id} .checked=${inside.has(one.id)}> ${one.name}</label>`)}</fieldset><p class="buttons"><button ?disabled=${this.#acts.busy}>Save</button></p></form></details>` : nothing}
      </section>`;
  }

  #imported({ connection, teams, members, unlinked, unread }) {
    return html`
      <section class="panel" role="status"><h2>From ${connection}</h2>
        <p>${counted(teams.read, 'team')} read: ${number(teams.added)} new, ${number(teams.renamed)} renamed, ${number(teams.changed)} with other members, ${number(teams.removed)} removed. ${counted(members.linked, 'member')} linked, ${number(members.unlinked)} not.</p>
        ${unlinked.length ? html`<p>Linked to nobody yet: ${unlinked.map(({ login }) => login).join(', ')}. <a href="/people?tab=unlinked">Link them</a>; they become members by that.</p>` : nothing}
        ${unread.map(({ item, reason }) => html`<p><span class="warn"><span aria-hidden="true">⚠</span> ${item} could not be read.</span> ${reason}</p>`)}</section>`;
  }

  async #make(event) {
    event.preventDefault();
    const { target } = event;
    const name = new FormData(target).get('name').trim();
    if (await this.#acts.run(() => send('POST', '/teams', { name }), `${name} is a team now.`)) target.reset();
  }

  #set(event, id, name) {
    event.preventDefault();
    const members = new FormData(event.target).getAll('member');
    this.#acts.run(() => send('PUT', `/teams/${encodeURIComponent(id)}`, { members }), `${name} has ${counted(members.length, 'member')} now.`);
  }

  async #take(event) {
    event.preventDefault();
    const connection = new FormData(event.target).get('connection');
    this.#import = (await this.#acts.run(() => send('POST', '/teams/import', { connection }, { patience: 120_000 }), 'Imported.')) ?? null;
    this.requestUpdate();
  }

  #load() {
    this.#teams.load();
    this.#people.load();
  }
}

customElements.define('turnaround-teams', Teams);
