import { html, nothing } from 'lit';
import { inPhase, toApprove, toFirstComment } from './clocks.js';
import { UNKNOWN, duration, instant, isoDuration, number } from './fmt.js';
import { repositoryAndNumber } from './lanes.js';

/** One open pull request. `calm` leaves out the ticking seconds, `moved` marks one that just came to its lane. */
export function card(pullRequest, lane, now, { calm, moved }) {
  return html`
    <article class="card ${lane.phase} ${moved ? 'moved' : ''}">
      <p class="phase">
        <span class="words"><span aria-hidden="true">${lane.icon}</span> ${lane.words}</span>
        <strong>${time(inPhase(pullRequest, now), { live: !calm })}</strong>
      </p>
      <h3>${title(pullRequest)}</h3>
      <p class="where">${repositoryAndNumber(pullRequest)} · ${author(pullRequest.author)}</p>
      <p class="who">
        <span>turn: <b>${pullRequest.turn?.length ? pullRequest.turn.join(', ') : UNKNOWN}</b></span>
        ${lines(pullRequest)}
      </p>
      <dl>
        ${milestone(toFirstComment(pullRequest, now), 'First comment', 'No comment yet')}
        ${milestone(toApprove(pullRequest, now), 'Approved', 'Not approved yet')}
      </dl>
    </article>`;
}

// The link is the title, so that a screen reader's list of links is a list of titles; its style
// stretches it over the card. An address that is not the web's, from a payload, is no link.
function title({ title, url }) {
  const words = title ?? 'Title not known yet';
  return /^https?:\/\//i.test(url ?? '') ? html`<a href=${url}>${words}</a>` : words;
}

// Different words while the clock runs: muted text alone would not tell an answer from the wait for one.
function milestone(clock, reached, awaited) {
  return html`<div><dt>${clock.running ? awaited : reached}</dt><dd>${time(clock)}</dd></div>`;
}

function author(who) {
  if (!who) return 'author not known yet';
  return html`<span title=${who.person ?? nothing}>${who.login}</span>${who.bot ? html` <span class="bot">bot</span>` : nothing}`;
}

function lines({ additions, deletions }) {
  if (additions == null || deletions == null) {
    return html`<span class="lines" title="Not known: the provider has not said how many lines change">size ${UNKNOWN}</span>`;
  }
  return html`<span class="lines"><span class="added">+${number(additions)}</span> <span class="removed">−${number(deletions)}</span></span>`;
}

function time(clock, { live = false } = {}) {
  if (clock.seconds === null) return html`<span class="running" title="Not known: the clock has no start">${UNKNOWN}</span>`;
  const about = clock.estimated ? html`<span aria-hidden="true">~</span><span class="hidden">about </span>` : nothing;
  const since = clock.since ? `${clock.running ? 'running since' : 'from'} ${instant(clock.since)}${clock.estimated ? ' (estimated)' : ''}` : nothing;
  return html`<time class=${clock.running ? 'running' : 'stopped'} datetime=${isoDuration(clock.seconds)} title=${since}>${about}${duration(clock.seconds, { live })}</time>`;
}
