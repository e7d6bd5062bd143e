import { html, nothing } from 'lit';
import { Screen } from '../element.js';
import { Me } from '../me.js';
import { router } from '../router.js';
import './history.js';
import './persons.js';
import './teams.js';
import './unlinked.js';

const TABS = { people: 'People', unlinked: 'Unlinked accounts', teams: 'Teams', history: 'History' };

/** Who is who: persons, their accounts at the providers, and their teams. */
class People extends Screen {
  #me = new Me(this);

  connectedCallback() {
    super.connectedCallback();
    this.listen(router, 'moved', () => this.requestUpdate());
  }

  render() {
    const tab = this.#tab();
    return html`
      <h1>People</h1>
      <ul class="tabs">${Object.entries(TABS).map(([name, words]) => html`<li><a href=${name === 'people' ? '/people' : `/people?tab=${name}`} aria-current=${name === tab ? 'page' : nothing}>${words}</a></li>`)}</ul>
      ${this.#shown(tab)}`;
  }

  #shown(tab) {
    switch (tab) {
      case 'unlinked': return html`<turnaround-unlinked .admin=${this.#me.admin}></turnaround-unlinked>`;
      case 'teams': return html`<turnaround-teams .admin=${this.#me.admin}></turnaround-teams>`;
      case 'history': return html`<turnaround-history .admin=${this.#me.admin}></turnaround-history>`;
      default: return html`<turnaround-persons .admin=${this.#me.admin}></turnaround-persons>`;
    }
  }

  #tab() {
    return router.query.get('tab') in TABS ? router.query.get('tab') : 'people';
  }
}

customElements.define('turnaround-people', People);
