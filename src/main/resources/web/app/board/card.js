import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { UNKNOWN, duration, number } from '../fmt.js';
import { addressOf } from '../routes.js';
import '../clock.js';
import { repositoryAndNumber } from './lanes.js';
import { missed } from './lateness.js';

/**
 * One open pull request. An element of its own, so that a change of one draws one: Lit leaves out
 * those whose `pullRequest` is the same object as before.
 */
class Card extends Element {
  static properties = { pullRequest: { attribute: false }, icon: { attribute: false }, moved: { attribute: false }, late: { attribute: false }, hours: { attribute: false } };

  render() {
    const { pullRequest } = this;
    return html`
      <article class="card ${pullRequest.phase} ${this.moved ? 'moved' : ''} ${this.late ? 'is-late' : ''}">
        <p class="wait">
          <span><strong><span class="icon" aria-hidden="true">${this.icon}</span> <turnaround-clock .clock=${{ since: pullRequest.phaseSince, hours: this.hours }}></turnaround-clock></strong>${this.#inAll(pullRequest.phaseSince)}</span>
          ${size(pullRequest)}
        </p>
        <h3><a data-item href=${addressOf(pullRequest)}>${pullRequest.title ?? 'Title not known yet'}</a></h3>
        <p class="where">${repositoryAndNumber(pullRequest)} · ${author(pullRequest.author)} ${outside(pullRequest)}</p>
        ${this.late ? html`<p class="late"><span aria-hidden="true">⚠</span> <b>Late</b> by <turnaround-clock .clock=${{ since: pullRequest.late.at }}></turnaround-clock>: ${missed(pullRequest.late)}</p>` : nothing}
        <p class="turn"><span>turn: <b>${pullRequest.turn?.length ? pullRequest.turn.join(', ') : UNKNOWN}</b>${nobodyAsked(pullRequest)}</span> <span class="past">${past(pullRequest)}</span></p>
      </article>`;
  }

  // Where working hours are asked for, the clock on the wall stays beside them.
  #inAll(since) {
    return this.hours ? html` <span class="wall">of work, <turnaround-clock .clock=${{ since }}></turnaround-clock> in all</span>` : nothing;
  }
}

customElements.define('turnaround-card', Card);

/** The link to the pull request where it lives. An address that is not the web's, from a payload, is no link. */
export function outside({ url, provider }) {
  return /^https?:\/\//i.test(url ?? '')
    ? html`<a class="outside" data-outside href=${url} target="_blank" rel="noreferrer" title="Open at ${provider} (o)"><span aria-hidden="true">↗</span><span class="hidden">Open at ${provider}</span></a>`
    : nothing;
}

export function author(who) {
  if (!who) return 'author not known yet';
  return html`<span title=${who.person ?? nothing}>${who.login}</span>${who.bot ? html` <span class="bot">bot</span>` : nothing}`;
}

export function size({ size, additions, deletions }) {
  if (size == null) return html`<span class="size" title="Not known: the provider has not said how many lines change">size ${UNKNOWN}</span>`;
  return html`<span class="size"><b title="Size by lines added and removed">${size}</b> <span class="added">+${number(additions)}</span> <span class="removed">−${number(deletions)}</span></span>`;
}

/** Says why it is the author's turn although a review is awaited: nobody is asked for one. */
export function nobodyAsked({ phase, reviewers }) {
  return phase === 'awaiting_review' && !(reviewers ?? []).some(({ requested, bot }) => requested && !bot) ? ', nobody is asked' : nothing;
}

function past({ timeToFirstCommentSeconds, timeToApproveSeconds, reviewRounds }) {
  return [
    timeToFirstCommentSeconds == null ? 'no response yet' : `response ${duration(timeToFirstCommentSeconds)}`,
    timeToApproveSeconds == null ? null : `approval ${duration(timeToApproveSeconds)}`,
    reviewRounds > 1 ? `${number(reviewRounds)} rounds` : null,
  ].filter(Boolean).join(' · ');
}
