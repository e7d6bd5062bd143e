import { html, nothing } from 'lit';
import { get, send } from '../api.js';
import { Ask } from '../ask.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { counted } from '../fmt.js';

/** Selects more of what the credentials of a connection can see. */
class AddRepositories extends Screen {
  static properties = { connections: { attribute: false } };
  #connection = null;
  #words = '';
  #found = new Ask(this, (signal) => get(`/connections/${encodeURIComponent(this.#connection)}/available-repositories`, { q: this.#words }, { signal }));
  #deed = new Deed(this);

  render() {
    const made = this.connections.filter(({ repositories }) => repositories !== 'all');
    return html`
      <section class="panel form" aria-labelledby="add-title">
        <h2 id="add-title">Add repositories</h2>
        ${made.length < this.connections.length ? html`<p class="help">${this.connections.filter(({ repositories }) => repositories === 'all').map(({ id }) => id).join(', ')}: everything is selected already.</p>` : nothing}
        ${made.length === 0 ? nothing : html`
          <label class="field"><span>Connection</span><select @change=${(event) => this.#choose(event.target.value)}>
            <option value="">Choose</option>${made.map(({ id, origin }) => html`<option value=${id} ?disabled=${origin === 'file'} ?selected=${id === this.#connection}>${id}${origin === 'file' ? ' (selected in the configuration file)' : ''}</option>`)}</select></label>
          ${this.#connection ? html`
            <form class="toolbar" role="search" @submit=${(event) => this.#search(event)}>
              <label class="grow"><span class="hidden">Part of its name at the provider</span><input type="search" name="q" autocomplete="off" spellcheck="false" placeholder="Part of its name at the provider" .value=${this.#words}></label>
              <button>Search</button></form>
            ${this.#found.show(3, ({ items, next }) => this.#offers(items, next))}` : nothing}
          ${this.#deed.said()}`}
      </section>`;
  }

  #offers(items, next) {
    if (items.length === 0) return html`<p>${next ? 'None on the first page; name more of it.' : 'The credentials can see no such repository.'}</p>`;
    return html`
      <fieldset><legend>${counted(items.length, 'repository', 'repositories')} that the credentials can see${next ? ', and more: name a part of the one that is missing' : ''}</legend>
        <ul class="plain-list">${items.map(({ id, name }) => html`<li class="offer"><span>${name}</span> <button type="button" ?disabled=${this.#deed.busy} @click=${() => this.#add(id, name)} aria-label=${`Add ${name}`}>Add</button></li>`)}</ul></fieldset>`;
  }

  #choose(connection) {
    this.#connection = connection || null;
    this.#found.value = null;
    this.requestUpdate();
    if (connection) this.#found.load();
  }

  #search(event) {
    event.preventDefault();
    this.#words = new FormData(event.target).get('q').trim();
    this.#found.load();
  }

  async #add(id, name) {
    const done = await this.#deed.run(() => send('POST', '/repositories', { connection: this.#connection, id }), `${name} is selected, and is being read.`);
    if (done) this.dispatchEvent(new Event('added'));
  }
}

customElements.define('turnaround-add-repositories', AddRepositories);
