import { html, nothing } from 'lit';
import { counted, instant, number } from '../fmt.js';
import { when } from '../when.js';

/** Repositories and syncs in words. */
export const ENDED = new Set(['succeeded', 'partial', 'failed', 'cancelled']);
const STATES = {
  queued: { icon: '…', words: 'waits to begin', tone: 'muted' },
  running: { icon: '▸', words: 'running', tone: 'warn' },
  waiting: { icon: '◔', words: 'waits for the provider', tone: 'warn' },
  succeeded: { icon: '✓', words: 'read', tone: 'good' },
  partial: { icon: '⚠', words: 'read in part', tone: 'warn' },
  failed: { icon: '⚠', words: 'failed', tone: 'bad' },
  cancelled: { icon: '–', words: 'cancelled', tone: 'muted' },
};
const PHASES = { undelivered: 'deliveries that the provider could not make', pull_requests: 'what changed', issues: 'issues', open: 'what is open here and did not change' };
export const REASONS = { connected: 'first reading', daily: 'daily', startup: 'at start', gap: 'after a gap', demand: 'asked for', retry: 'what had failed' };

export function addressOfRepository({ id }) {
  return `/repositories/${encodeURIComponent(id)}`;
}

export function state(sync) {
  const { icon, words, tone } = STATES[sync.state] ?? { icon: '', words: sync.state, tone: '' };
  return html`<span class=${tone}><span aria-hidden="true">${icon}</span> ${words}</span>${sync.cancelAsked && !ENDED.has(sync.state) ? ', is asked to end' : nothing}`;
}

/** Counted progress; no percentage is guessed where the provider tells no total. */
export function progress(sync) {
  if (ENDED.has(sync.state)) return nothing;
  return html`
    ${sync.total ? html`<progress max=${sync.total} .value=${Math.min(sync.done, sync.total)} aria-label=${`Sync of ${sync.repository}`}></progress>` : nothing}
    <span class="where">${PHASES[sync.phase] ?? ''} ${sync.done || sync.total ? html`${number(sync.done)}${sync.total ? ` of ${number(sync.total)}` : ' so far'}` : nothing}${
      sync.waitingUntil ? html`, goes on ${when(sync.waitingUntil)} (${instant(sync.waitingUntil)}, the provider’s limit)` : nothing}</span>`;
}

/** The sum on which the numbers of a repository agree. */
export function sum({ processed, ingested, skipped, failed }) {
  return html`<b>${number(processed)}</b> processed = <b>${number(ingested)}</b> ingested + <b>${number(skipped)}</b> skipped + <b class=${failed ? 'bad' : ''}>${number(failed)}</b> failed`;
}

/** How it stands, in a word and an icon. */
export function health({ gap, pullRequests, lastSyncAt, lastDeliveryAt }) {
  if (gap) return html`<span class="warn"><span aria-hidden="true">⚠</span> ${gap.confirmed ? 'webhooks were missed' : 'webhooks may be missing'}</span>`;
  if (pullRequests.failed) return html`<span class="bad"><span aria-hidden="true">⚠</span> ${counted(pullRequests.failed, 'failure')}</span>`;
  if (!lastSyncAt && !lastDeliveryAt) return html`<span class="muted">– nothing yet</span>`;
  return html`<span class="good"><span aria-hidden="true">✓</span> healthy</span>`;
}

/** What the gap is, in a sentence. */
export function gapWords({ since, reason, confirmed, missed }) {
  const what = reason === 'refused' ? 'This server could not store webhooks since' : confirmed ? 'Webhooks were missed since' : 'No webhook came, although some usually do, since';
  return html`${what} ${instant(since)}${missed ? html`; a sync found ${counted(missed, 'fact')} that they should have told` : nothing}. Ends with the next webhook, or when a sync finds that nothing was missing.`;
}
