import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { instant, number } from '../fmt.js';
import '../clock.js';
import { CLOCKS, PHASES } from './words.js';

const OPEN_PHASES = ['awaiting_review', 'awaiting_author', 'awaiting_merge', 'draft'];

/** The clocks of a pull request, each with the rule that makes it, and where its time went. */
class Clocks extends Element {
  static properties = { pullRequest: { attribute: false } };

  render() {
    const { pullRequest } = this;
    return html`
      <dl class="clocks">
        ${CLOCKS.filter(({ name }) => `${name}Seconds` in pullRequest).map((clock) => this.#clock(clock, pullRequest))}
      </dl>
      <dl class="spent" aria-label="Where the time went">
        ${OPEN_PHASES.filter((phase) => pullRequest.phaseSeconds?.[phase] || phase === pullRequest.phase).map((phase) => html`
          <div class=${phase}><dt><span aria-hidden="true">${PHASES[phase].icon}</span> ${PHASES[phase].words}</dt>
            <dd><turnaround-clock .clock=${spent(pullRequest, phase)}></turnaround-clock></dd></div>`)}
        <div><dt>Review rounds</dt><dd>${number(pullRequest.reviewRounds)}</dd></div>
        ${pullRequest.readyAt ? html`<div><dt>Ready for review</dt><dd><time datetime=${pullRequest.readyAt}>${instant(pullRequest.readyAt)}</time></dd></div>` : nothing}
      </dl>`;
  }

  #clock({ name, words, end, rule }, pullRequest) {
    const stopped = pullRequest[`${name}Seconds`];
    const runs = stopped == null && pullRequest.state === 'open' && pullRequest.readyAt != null;
    const estimated = pullRequest.estimated?.includes('readyAt') || (!runs && pullRequest.estimated?.includes(end));
    const clock = runs ? { since: pullRequest.readyAt, estimated } : { seconds: stopped, estimated, start: pullRequest.readyAt };
    return html`
      <div>
        <dt>${words}</dt>
        <dd class="value ${runs ? 'runs' : ''}"><turnaround-clock .clock=${clock}></turnaround-clock> <span class="how">${
          runs ? 'still running' : stopped == null ? why(pullRequest) : nothing}</span></dd>
        <dd class="rule">${rule}${pullRequest.early?.includes(name) ? ' It came before that: 0.' : nothing}${
          estimated ? ' Estimated: the provider does not give the exact moment.' : nothing}</dd>
      </div>`;
  }
}

customElements.define('turnaround-clocks', Clocks);

function why({ readyAt, state }) {
  if (readyAt == null) return 'never ready for review yet';
  return state === 'merged' ? 'merged without it' : 'closed without it';
}

// A running stretch ticks: it began so long before the present one as was spent on its like before.
function spent(pullRequest, phase) {
  const seconds = pullRequest.phaseSeconds?.[phase] ?? 0;
  if (phase !== pullRequest.phase || !pullRequest.told) return { seconds };
  return { since: new Date(pullRequest.told - seconds * 1_000).toISOString() };
}
