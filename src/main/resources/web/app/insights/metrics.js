/** The metrics, each with the rule that makes it. Pure. */
export const METRICS = [
  { name: 'timeToFirstComment', words: 'Time to first comment', end: 'firstResponseAt', rule: 'From ready for review to the first comment or review by a human who is not the author.' },
  { name: 'timeToApprove', words: 'Time to approve', end: 'approvedAt', rule: 'From ready for review to the first approval by a human who is not the author, even if it was dismissed later.' },
  { name: 'timeToMerge', words: 'Time to merge', end: 'mergedAt', rule: 'From ready for review to the merge.' },
  { name: 'timeAwaitingReview', words: 'Waiting for review', phase: 'awaiting_review', rule: 'All time in which a reviewer had to act, of pull requests that were merged or closed.' },
  { name: 'timeAwaitingAuthor', words: 'Waiting for the author', phase: 'awaiting_author', rule: 'All time in which the author had to act, of pull requests that were merged or closed.' },
  { name: 'timeAwaitingMerge', words: 'Approved, to merge', phase: 'awaiting_merge', rule: 'All time with a standing approval and no standing request for changes, of pull requests that were merged or closed.' },
  { name: 'timeInDraft', words: 'In draft', phase: 'draft', rule: 'All time as a draft, of pull requests that were merged or closed.' },
];

export function metricOf(name) {
  return METRICS.find((one) => one.name === name) ?? METRICS[0];
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long they took, in steps that people think in; each from `from` to below `to`, in seconds. */
export const BINS = [
  { name: '15m', words: 'under 15m', from: 0, to: 15 * MINUTE },
  { name: '1h', words: '15m to 1h', from: 15 * MINUTE, to: HOUR },
  { name: '4h', words: '1h to 4h', from: HOUR, to: 4 * HOUR },
  { name: '8h', words: '4h to 8h', from: 4 * HOUR, to: 8 * HOUR },
  { name: '1d', words: '8h to 1d', from: 8 * HOUR, to: DAY },
  { name: '3d', words: '1d to 3d', from: DAY, to: 3 * DAY },
  { name: '7d', words: '3d to 7d', from: 3 * DAY, to: 7 * DAY },
  { name: 'more', words: '7d and more', from: 7 * DAY, to: Infinity },
];

/**
 * When a pull request's clock stopped and after how long, `{at, seconds}`; null while it runs, and
 * where it never will. What came before ready stopped it at 0.
 */
export function stopped(pullRequest, metric, clock) {
  const at = metric.phase ? (pullRequest.mergedAt ?? pullRequest.closedAt) : pullRequest[metric.end];
  if (!at) return null;
  if (metric.phase) return { at, seconds: pullRequest.phaseSeconds?.[metric.phase] ?? 0 };
  const start = clock === 'opened' ? pullRequest.openedAt : pullRequest.readyAt;
  if (!start) return null;
  return { at, seconds: Math.max(0, Math.floor((Date.parse(at) - Date.parse(start)) / 1_000)) };
}

/** "12% faster", "about the same"; null where there is nothing to compare. */
export function comparison(now, before) {
  if (now == null || before == null) return null;
  if (now === before) return { words: 'the same', better: null };
  if (before === 0) return { words: 'slower, from 0s', better: false };
  const percent = Math.round(Math.abs(now - before) / before * 100);
  if (percent < 1) return { words: 'about the same', better: null };
  return now < before ? { words: `${percent}% faster`, better: true } : { words: `${percent}% slower`, better: false };
}
