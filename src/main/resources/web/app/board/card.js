import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { UNKNOWN, duration, number } from '../fmt.js';
import { addressOf } from '../routes.js';
import '../clock.js';
import { repositoryAndNumber } from './lanes.js';

/**
 * One open pull request. An element of its own, so that a change of one draws one: Lit leaves out
 * those whose `pullRequest` is the same object as before.
 */
class Card extends Element {
  static properties = { pullRequest: { attribute: false }, icon: { attribute: false }, moved: { attribute: false } };

  render() {
    const { pullRequest } = this;
    return html`
      <article class="card ${pullRequest.phase} ${this.moved ? 'moved' : ''}">
        <p class="wait">
          <strong><span class="icon" aria-hidden="true">${this.icon}</span> <turnaround-clock .clock=${{ since: pullRequest.phaseSince }}></turnaround-clock></strong>
          ${size(pullRequest)}
        </p>
        <h3><a data-item href=${addressOf(pullRequest)}>${pullRequest.title ?? 'Title not known yet'}</a></h3>
        <p class="where">${repositoryAndNumber(pullRequest)} · ${author(pullRequest.author)} ${outside(pullRequest)}</p>
        <p class="turn"><span>turn: <b>${pullRequest.turn?.length ? pullRequest.turn.join(', ') : UNKNOWN}</b></span> <span class="past">${past(pullRequest)}</span></p>
      </article>`;
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

function past({ timeToFirstCommentSeconds, timeToApproveSeconds, reviewRounds }) {
  return [
    timeToFirstCommentSeconds == null ? 'no response yet' : `response ${duration(timeToFirstCommentSeconds)}`,
    timeToApproveSeconds == null ? null : `approval ${duration(timeToApproveSeconds)}`,
    reviewRounds > 1 ? `${number(reviewRounds)} rounds` : null,
  ].filter(Boolean).join(' · ');
}
