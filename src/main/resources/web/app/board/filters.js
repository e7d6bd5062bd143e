import { html, nothing } from 'lit';
import { choice } from '../choice.js';
import { Element } from '../element.js';
import { router } from '../router.js';

/** The filters of the board; they live in the address. */
class BoardFilters extends Element {
  static properties = { open: { attribute: false }, teams: { attribute: false }, filters: { attribute: false } };

  render() {
    const { q, repo, team, author, bots, working } = this.filters;
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="hidden">Filter by words</span>
          <input type="search" data-filter autocomplete="off" spellcheck="false" aria-keyshortcuts="/"
            placeholder="Filter: title, repository, author, turn, issue" .value=${q} @input=${(event) => router.filter({ q: event.target.value })}></label>
        ${choice('repo', 'Repository', repo, names(this.open, ({ repository }) => repository))}
        ${this.teams.length || team ? choice('team', 'Team', team, this.teams.map(({ name }) => name).toSorted()) : nothing}
        ${choice('author', 'Author', author, names(this.open, (one) => one.author?.person ?? one.author?.login))}
        <label class="check"><input type="checkbox" .checked=${bots} @change=${(event) => router.filter({ bots: event.target.checked ? '1' : null })}> bots</label>
        <label><span class="hidden">Clock</span><select @change=${(event) => router.filter({ clock: event.target.value })}>
          <option value="" ?selected=${!working}>Clock: all hours</option><option value="working" ?selected=${working}>Clock: working hours</option></select></label>
      </form>`;
  }
}

customElements.define('turnaround-board-filters', BoardFilters);

function names(pullRequests, nameOf) {
  return [...new Set(pullRequests.map(nameOf).filter(Boolean))].toSorted((a, b) => a.localeCompare(b));
}
