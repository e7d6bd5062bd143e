import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get } from '../api.js';
import { Ask, all } from '../ask.js';
import { Screen } from '../element.js';
import { counted, number } from '../fmt.js';
import { router } from '../router.js';
import { filteredEmpty } from '../states.js';
import { when } from '../when.js';
import { Acts, link, mark, person } from './acts.js';

const REASONS = { email: 'same e-mail', login: 'same login', name: 'same name' };

/** Accounts of which nobody has said whose they are, with what they hold up and whose they may be. */
class Unlinked extends Screen {
  static properties = { admin: { attribute: false } };
  #identities = new Ask(this, (signal) => all('/identities', { linked: false, bot: false }, { signal, most: 5_000 }));
  #suggestions = new Ask(this, (signal) => get('/people/suggestions', {}, { signal }));
  #people = new Ask(this, (signal) => all('/people', {}, { signal }));
  #linked = new Ask(this, (signal) => all('/identities', { linked: true }, { signal }));
  #acts = new Acts(this, () => this.#load());
  #selected = new Set();

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    const q = router.query.get('q') ?? '';
    return html`
      <p class="lead">Each pull request counts for a person only when its author’s account is linked. What is linked here counts for the past as well; everything can be undone.</p>
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="hidden">Part of login or name</span><input type="search" data-filter autocomplete="off" spellcheck="false" placeholder="Filter: part of login or name" .value=${q} @input=${(event) => router.filter({ q: event.target.value })}></label></form>
      ${this.#acts.said()}
      ${this.#identities.show(6, ({ items }) => this.#list(items, q.toLowerCase()))}`;
  }

  #list(items, q) {
    const listed = items.filter(({ login, name }) => !q || login.toLowerCase().includes(q) || (name ?? '').toLowerCase().includes(q))
      .toSorted((a, b) => weight(b) - weight(a));
    if (items.length === 0) return html`<p class="notice">Every account that was seen is linked, or is a bot.</p>`;
    if (listed.length === 0) return filteredEmpty(() => router.filter({ q: null }));
    const chosen = listed.filter(({ id }) => this.#selected.has(id));
    return html`
      <p class="counts">${counted(listed.length, 'account')} linked to nobody</p>
      ${this.admin && chosen.length ? this.#together(chosen) : nothing}
      <table class="sheet stacks framed">
        <thead><tr>${this.admin ? html`<td><span class="hidden">Select</span></td>` : nothing}<th scope="col">Account</th><th scope="col">Holds up</th><th scope="col">Last seen</th><th scope="col">May be</th>${this.admin ? html`<td><span class="hidden">What to do</span></td>` : nothing}</tr></thead>
        <tbody>${repeat(listed, ({ id }) => id, (one) => this.#row(one))}</tbody></table>`;
  }

  #row(identity) {
    const { id, login, name, connection, pullRequests, seenAt } = identity;
    const { authored, involved, skipped } = pullRequests;
    const guesses = this.#guesses(identity);
    return html`
      <tr>${this.admin ? html`<td><input type="checkbox" aria-label=${`Select ${login} of ${connection}`} .checked=${this.#selected.has(id)} @change=${(event) => this.#select(id, event.target.checked)}></td>` : nothing}
        <th scope="row"><b>${login}</b> ${name && name !== login ? name : nothing} <span class="where">${connection}</span></th>
        <td>${authored + involved === 0 && !skipped ? html`<span class="muted">nothing</span>` : html`${authored ? counted(authored, 'pull request') : 'none of its own'}, takes part in ${number(involved)}`}${skipped ? html`, <span class="warn">${number(skipped)} left out</span>` : nothing}</td>
        <td>${when(seenAt)}</td>
        <td>${guesses.length === 0 ? html`<span class="muted">no suggestion</span>` : html`<ul class="plain-list">${guesses.map((guess) => html`<li>${guess.words} <span class="where">${guess.reasons}, ${guess.confidence}%</span>
          ${this.admin ? html`<button type="button" ?disabled=${this.#acts.busy} @click=${() => this.#acts.run(guess.act, guess.done)} aria-label=${`${guess.verb}: ${login} and ${guess.words}`}>${guess.verb}</button>` : nothing}</li>`)}</ul>`}</td>
        ${this.admin ? html`<td class="act two">
          <button type="button" ?disabled=${this.#acts.busy} aria-label=${`${login} is a new person`} @click=${() => this.#acts.run(() => person(name ?? login, [id]), `${name ?? login} is a person now.`)}>New person</button>
          <button type="button" ?disabled=${this.#acts.busy} aria-label=${`${login} is a bot`} @click=${() => this.#acts.run(() => mark(id, true), `${login} is a bot now, and counts nowhere.`)}>Bot</button></td>` : nothing}
      </tr>`;
  }

  #together(chosen) {
    const people = this.#people.value?.items ?? [];
    const ids = chosen.map(({ id }) => id);
    const first = chosen[0].name ?? chosen[0].login;
    return html`
      <div class="toolbar panel" role="group" aria-label="Those selected">
        <span>${counted(chosen.length, 'account')} selected:</span>
        <button type="button" ?disabled=${this.#acts.busy} @click=${() => this.#clearAfter(() => person(first, ids), `${first} is a person now.`)}>One new person, ${first}</button>
        ${people.length ? html`<label><span class="hidden">Link them to</span><select @change=${(event) => event.target.value && this.#linkAll(ids, people.find(({ id }) => id === event.target.value))}>
          <option value="">Link to…</option>${people.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></label>` : nothing}
      </div>`;
  }

  /** Whom an account resembles: persons, and accounts that are nobody's either; of each the likeliest. */
  #guesses({ id, name, login }) {
    const people = new Map((this.#people.value?.items ?? []).map((one) => [one.id, one.name]));
    const accounts = new Map([...(this.#identities.value?.items ?? []), ...(this.#linked.value?.items ?? [])].map((one) => [one.id, one]));
    const guesses = new Map();
    const put = (key, guess) => !guesses.has(key) && guesses.set(key, guess);
    for (const { identity, resembles, person: whose, reasons, confidence } of this.#suggestions.value?.items ?? []) {
      if (identity !== id && (whose !== null || resembles !== id)) continue;
      const other = identity === id ? resembles : identity;
      const why = { reasons: reasons.map((reason) => REASONS[reason] ?? reason).join(', '), confidence };
      if (whose) {
        const words = people.get(whose) ?? accounts.get(resembles)?.person?.name ?? 'a person';
        put(whose, { ...why, words, verb: 'Link', act: () => link(id, whose), done: `${login} is ${words}.` });
      } else if (accounts.has(other)) {
        const key = `${why.reasons} ${confidence}`;
        const alike = guesses.get(key)?.alike ?? [];
        if (!alike.includes(accounts.get(other))) alike.push(accounts.get(other));
        const all = `${login} and ${alike.map((one) => `${one.login} of ${one.connection}`).join(', ')}`;
        guesses.set(key, { ...why, alike, words: alike.map((one) => (one.login === login ? one.connection : `${one.login} of ${one.connection}`)).join(', '), verb: 'Same person', act: () => person(name ?? login, [id, ...alike.map((one) => one.id)]), done: `${all} are one person now.` });
      }
    }
    return [...guesses.values()].slice(0, 3);
  }

  async #linkAll(ids, { id, name }) {
    await this.#clearAfter(async () => {
      let done = null;
      for (const identity of ids) done = await link(identity, id);
      return ids.length === 1 ? done : {}; // several acts: each is undone in the history
    }, `Linked to ${name}.`);
  }

  async #clearAfter(act, words) {
    if ((await this.#acts.run(act, words)) !== undefined) this.#selected.clear();
    this.requestUpdate();
  }

  #select(id, selected) {
    if (selected) this.#selected.add(id);
    else this.#selected.delete(id);
    this.requestUpdate();
  }

  #load() {
    for (const ask of [this.#identities, this.#suggestions, this.#people, this.#linked]) ask.load();
    this.dispatchEvent(new Event('changed'));
  }
}

customElements.define('turnaround-unlinked', Unlinked);

// What holds up most comes first.
function weight({ pullRequests: { authored, involved, skipped } }) {
  return skipped * 100 + authored * 10 + involved;
}
