import { html, nothing } from 'lit';
import { Problem, get } from '../api.js';
import { author, nobodyAsked, outside, size } from '../board/card.js';
import { repositoryAndNumber } from '../board/lanes.js';
import { isLate, missed } from '../board/lateness.js';
import { Screen } from '../element.js';
import { counted, instant } from '../fmt.js';
import { live } from '../live/live.js';
import { failed, skeleton } from '../states.js';
import './clocks.js';
import './facts.js';
import './lane.js';
import { PHASES } from './words.js';

const SETTLE_MILLIS = 300;
const REDRAW_MILLIS = 30_000;
const STATES = { requested: 'asked', commented: 'commented', approved: 'approved', changes_requested: 'wants changes' };

/** One pull request: its clocks, whose turn it was, and every fact with its reason. */
class PullRequestScreen extends Screen {
  #pullRequest = null;
  #lines = null;
  #problem = null;
  #behind = false;
  #asked = 0;
  #settling = 0;
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'pull-request', ({ detail }) => this.#isThis(detail) && this.#onChange());
    this.listen(live, 'late', ({ detail }) => detail.id === this.#pullRequest?.id && this.#onChange());
    // After a gap the stream begins with everything open; what happened in between is asked for.
    this.listen(live, 'open', ({ detail }) => detail === null && this.#onChange());
    this.listen(live, 'paused', () => live.paused === null && this.#behind && this.#onChange());
    this.#timer = setInterval(() => live.paused === null && this.requestUpdate(), REDRAW_MILLIS);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    clearTimeout(this.#settling);
  }

  render() {
    if (!this.#pullRequest) {
      return html`
        <h1>${this.parameters.repository}#${this.parameters.number}</h1>
        ${this.#problem ? failed(this.#problem, () => this.#load()) : skeleton(5)}`;
    }
    const pullRequest = this.#pullRequest;
    return html`
      ${this.#problem ? failed(this.#problem, () => this.#load()) : nothing}
      ${this.#heading(pullRequest)}
      <turnaround-clocks .pullRequest=${pullRequest}></turnaround-clocks>
      <section class="panel"><h2>Whose turn it was</h2>
        <turnaround-lane .lines=${this.#lines} .now=${live.now()}></turnaround-lane></section>
      <section class="panel"><h2>What happened</h2>
        <turnaround-facts .lines=${this.#lines}></turnaround-facts></section>`;
  }

  #heading(pullRequest) {
    const { phase, phaseSince, turn, title, commits, sourceBranch, targetBranch, issues, attribution, connection } = pullRequest;
    return html`
      <div class="heading ${phase}">
        <p class="where"><a href="/">Board</a> › ${repositoryAndNumber(pullRequest)}</p>
        <h1>${title ?? 'Title not known yet'} ${outside(pullRequest)}</h1>
        <p class="now">
          <span class="phase"><span aria-hidden="true">${PHASES[phase].icon}</span> ${PHASES[phase].words}</span>
          ${pullRequest.state === 'open' ? html`<strong><turnaround-clock .clock=${{ since: phaseSince }}></turnaround-clock></strong>
            <span class="turn">turn: <b>${turn?.length ? turn.join(', ') : '–'}</b>${nobodyAsked(pullRequest)}</span>` : nothing}
        </p>
        ${this.#late(pullRequest)}
        <p class="where">${author(pullRequest.author)}${attribution === 'unlinked' ? html` <span class="tag" title="This account is linked to no person yet.">unlinked</span>` : nothing}
          ${sourceBranch && targetBranch ? html` · <code>${sourceBranch}</code> → <code>${targetBranch}</code>` : nothing}
          · ${size(pullRequest)}${commits == null ? nothing : ` · ${counted(commits, 'commit')}`}
          ${issues?.length ? html` · ${issues.join(', ')}` : nothing} · <span title="The connection that it comes through">${connection}</span></p>
        ${pullRequest.reviewers?.length ? html`<p class="where">Reviewers: ${pullRequest.reviewers.map((one, i) => html`${i ? ', ' : ''}${one.team ?? one.login}${one.bot ? ' (bot)' : ''} <span class="standing ${one.state}">${STATES[one.state] ?? one.state}</span>`)}</p>` : nothing}
      </div>`;
  }

  #late(pullRequest) {
    const { late } = pullRequest;
    if (!late) return nothing;
    return isLate(pullRequest, live.now())
      ? html`<p class="bad"><span aria-hidden="true">⚠</span> Late by <turnaround-clock .clock=${{ since: late.at }}></turnaround-clock>: ${missed(late)}.</p>`
      : html`<p class="where">Late <time datetime=${late.at}>${instant(late.at)}</time>, if there is ${missed(late)}.</p>`;
  }

  // By the address, not by the id: what comes while the first answer is on its way counts too.
  #isThis({ provider, repository, repositoryId, number }) {
    const asked = this.parameters;
    return provider === asked.provider && String(number) === asked.number
      && [repository, repositoryId].some((name) => name?.toLowerCase() === asked.repository.toLowerCase());
  }

  #onChange() {
    this.#behind = live.paused !== null;
    if (this.#behind) return;
    // Facts come in bursts, such as a review with its comments.
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#load(), SETTLE_MILLIS);
  }

  async #load() {
    const asked = ++this.#asked;
    try {
      const pullRequest = await this.#find();
      const timeline = await get(`/pull-requests/${encodeURIComponent(pullRequest.id)}/timeline`, {}, { signal: this.left });
      if (asked !== this.#asked) return; // asked again meanwhile
      this.#pullRequest = { ...pullRequest, told: live.now() };
      this.#lines = timeline.items;
      this.#problem = null;
      document.title = `${repositoryAndNumber(pullRequest)} ${pullRequest.title ?? ''} · Turnaround`;
    } catch (problem) {
      if (this.left.aborted || asked !== this.#asked) return;
      this.#problem = problem;
    }
    this.requestUpdate();
  }

  async #find() {
    const { provider, repository, number } = this.parameters;
    const { items } = await get('/pull-requests', { provider, repository, number, limit: 1 }, { signal: this.left });
    if (items.length > 0) return items[0];
    throw new Problem({ title: 'No such pull request', detail: `Nothing is known of ${repository}#${number} at ${provider}. It may be in a repository that is not selected, or have been skipped.` });
  }
}

customElements.define('turnaround-pull-request', PullRequestScreen);
