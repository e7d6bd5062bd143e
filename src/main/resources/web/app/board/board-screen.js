import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get } from '../api.js';
import { Screen } from '../element.js';
import { counted, number } from '../fmt.js';
import { live } from '../live/live.js';
import { router } from '../router.js';
import { filteredEmpty } from '../states.js';
import './card.js';
import './filters.js';
import './glance.js';
import './summary.js';
import { DRAFTS, LANES, filtersOf, repositoryAndNumber, sorted } from './lanes.js';
import { isLate } from './lateness.js';

const SECOND = 1_000;
const FADE_MILLIS = 2_100;
/** So many cards of a lane at first, which is more than a window shows, and so many more in each frame that follows. */
const DRAWN_AT_FIRST = 30;
const DRAWN_MORE = 60;
/** However fast changes come; nobody reads faster, and the frames in between are free for scrolling. */
const DRAWN_EVERY_MILLIS = 100;

/** Working hours before the calendars are here. */
const NOT_KNOWN_YET = { of: () => null };

/** Whose turn is it, and for how long: the open pull requests by whom they wait for, oldest first. */
class Board extends Screen {
  #teams = [];
  #hours = null;
  #focused = null;
  #faded = 0;
  #timer = 0;
  #drawn = DRAWN_AT_FIRST;
  #drawnAt = 0;
  #drawing = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'open', (event) => this.#onOpen(event.detail));
    this.listen(router, 'filtered', () => this.#loadHours());
    this.listen(router, 'filtered', () => hang(router.query));
    hang(router.query);
    this.#timer = setInterval(() => live.gone().length && this.requestUpdate(), 10 * SECOND);
    this.#loadHours();
    this.#loadTeams();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    clearTimeout(this.#faded);
    clearTimeout(this.#drawing);
    hang(new URLSearchParams());
  }

  render() {
    this.#drawnAt = live.hasSnapshot ? performance.now() : 0;
    const filters = filtersOf(router.query);
    const open = live.open();
    const { of, shown, bots, late, manyRounds } = sorted(open, filters, this.#membersOf(filters.team), live.now());
    return html`
      <h1 class="hidden">Board</h1>
      <turnaround-board-filters .open=${open} .teams=${this.#teams} .filters=${filters}></turnaround-board-filters>
      ${!live.hasSnapshot ? this.#skeleton()
        : open.length === 0 ? this.#nothingOpen()
        : shown === 0 && (bots === 0 || filters.late || filters.rounds) ? filteredEmpty(() => this.#clear())
        : html`
          <div class="overview">${this.#counts(open.length, shown, bots)}
            <turnaround-board-glance .late=${late} .manyRounds=${manyRounds} .filters=${filters}></turnaround-board-glance></div>
          <div class="lanes">${LANES.map((lane) => this.#lane(lane, of(lane.phase)))}</div>
          ${this.#drafts(of(DRAFTS.phase))}`}
      ${this.#gone()}
      <turnaround-board-summary></turnaround-board-summary>`;
  }

  willUpdate() {
    const card = this.contains(document.activeElement) && document.activeElement.closest('turnaround-card');
    this.#focused = card || null;
  }

  async updated() {
    if (live.hasSnapshot && this.#drawn < live.open().length) {
      this.#drawn += DRAWN_MORE;
      this.requestUpdate();
    }
    // A card that changed its lane is another element there; whoever was on it stays on it.
    if (!this.#focused || this.#focused.isConnected || document.activeElement !== document.body) return;
    const moved = this.querySelector(`turnaround-card[data-id="${CSS.escape(this.#focused.dataset.id)}"]`);
    await moved?.updateComplete;
    moved?.querySelector('[data-item]').focus({ preventScroll: true });
  }

  #counts(total, shown, bots) {
    return html`<p class="counts">${shown === total ? counted(total, 'open pull request') : `${number(shown)} of ${counted(total, 'open pull request')}`}${
      bots > 0 ? html` · ${number(bots)} by bots not shown` : nothing}</p>`;
  }

  #lane(lane, pullRequests) {
    const late = pullRequests.filter((one) => isLate(one, live.now())).length;
    return html`
      <section class="lane ${lane.phase}" aria-labelledby="lane-${lane.phase}">
        <h2 id="lane-${lane.phase}"><span><span aria-hidden="true">${lane.icon}</span> ${lane.words}</span> <span>${late ? html`<span class="some-late">${number(late)} late,</span> ` : nothing}<span class="count">${number(pullRequests.length)}</span></span></h2>
        ${pullRequests.length === 0 ? html`<p class="empty">${lane.empty}</p>` : nothing}
        ${this.#cards(lane, pullRequests)}
      </section>`;
  }

  #drafts(pullRequests) {
    if (pullRequests.length === 0) return nothing;
    return html`
      <details class="drafts draft">
        <summary>${DRAFTS.words} ${number(pullRequests.length)}</summary>
        <div class="cards">${this.#cards(DRAFTS, pullRequests)}</div>
      </details>`;
  }

  #cards({ icon }, pullRequests) {
    return repeat(pullRequests.slice(0, this.#drawn), ({ id }) => id, (pullRequest) =>
      html`<turnaround-card data-id=${pullRequest.id} .pullRequest=${pullRequest} .icon=${icon} .moved=${live.hasMoved(pullRequest.id)}
        .late=${isLate(pullRequest, live.now())} .hours=${this.#hours?.of(pullRequest) ?? null}></turnaround-card>`);
  }

  #gone() {
    const gone = live.gone();
    if (gone.length === 0) return nothing;
    return html`<p class="gone">Just now: ${gone.map(({ pullRequest }, i) => `${i ? ', ' : ''}${repositoryAndNumber(pullRequest)} ${pullRequest.state}`)}</p>`;
  }

  #nothingOpen() {
    return html`
      <section class="notice">
        <h2>No open pull requests</h2>
        <p>As soon as a webhook arrives, its pull request appears here; nothing has to be reloaded.</p>
        <p><a class="button" href="/start">First steps</a></p>
        <p>What arrives, and what becomes of it, is in the <a href="/deliveries">delivery log</a>.</p>
      </section>`;
  }

  #skeleton() {
    return html`<div class="lanes skeleton" aria-hidden="true">${[3, 2, 1].map((cards) => html`
      <div class="lane"><h2></h2>${Array.from({ length: cards }, () => html`<div class="card"></div>`)}</div>`)}</div>`;
  }

  #onOpen(change) {
    this.#drawSoon();
    // Once more when the last fade is over, so that a card does not fade again when it is moved.
    if (change?.moved) {
      clearTimeout(this.#faded);
      this.#faded = setTimeout(() => this.requestUpdate(), FADE_MILLIS);
    }
  }

  #drawSoon() {
    this.#drawing ||= setTimeout(() => {
      this.#drawing = 0;
      this.requestUpdate();
    }, Math.max(0, this.#drawnAt + DRAWN_EVERY_MILLIS - performance.now()));
  }

  #clear() {
    router.filter({ q: null, repo: null, team: null, author: null, late: null, rounds: null });
  }

  #membersOf(team) {
    const found = this.#teams.find(({ name }) => name.toLowerCase() === team.toLowerCase());
    return found ? new Set(found.members.map(({ name }) => name)) : null;
  }

  async #loadHours() {
    const wanted = router.query.get('clock') === 'working';
    if (wanted === (this.#hours !== null)) return;
    this.#hours = wanted ? NOT_KNOWN_YET : null;
    if (!wanted) return;
    try {
      const { WorkingHours } = await import('./hours.js');
      const { calendars } = await import('../calendars.js');
      const known = await calendars(this.left);
      this.#hours = this.#hours && new WorkingHours(known);
    } catch {
      this.#hours = null; // the clock on the wall is better than none
    }
    this.requestUpdate();
  }

  /** Without teams the board is as useful as before, so that a failure is not worth a word. */
  async #loadTeams() {
    try {
      this.#teams = (await get('/teams', { limit: 500 }, { signal: this.left })).items;
      this.requestUpdate();
    } catch {
      this.#teams = [];
    }
  }
}

customElements.define('turnaround-board', Board);

/** For a screen on a wall: bigger, nothing to click, and no titles where not everybody who passes may read them. */
function hang(query) {
  const { classList } = document.documentElement;
  const onWall = query.get('kiosk') === '1';
  classList.toggle('on-wall', onWall);
  classList.toggle('untitled', onWall && query.get('titles') === '0');
}
