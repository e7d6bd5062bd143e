/**
 * The metrics, each with the rule that makes it. Pure. `end` is where a clock that begins with ready
 * stops, `phase` a time in a phase, `part` one of the cycle time, `field` what the pull request itself tells.
 */
export const METRICS = [
  { name: 'timeToFirstComment', words: 'Time to first comment', end: 'firstResponseAt', rule: 'From ready for review to the first comment or review by a human who is not the author.' },
  { name: 'timeToFirstReview', words: 'Time to first review', end: 'firstReviewAt', rule: 'From ready for review to the first submitted review by a human who is not the author; a comment is none.' },
  { name: 'timeToApprove', words: 'Time to approve', end: 'approvedAt', rule: 'From ready for review to the first approval by a human who is not the author, even if it was dismissed later.' },
  { name: 'timeToEffectiveApproval', words: 'Time to effective approval', end: 'effectivelyApprovedAt', rule: 'From ready for review to the last moment at which enough approvals came to be held, with no request for changes standing.' },
  { name: 'timeToMerge', words: 'Time to merge', end: 'mergedAt', rule: 'From ready for review to the merge.' },
  { name: 'timeToUnreviewedMerge', words: 'Time to merge without a review', end: 'mergedAt', unreviewed: true, rule: 'From ready for review to the merge, of what nobody but its author reviewed.' },
  { name: 'timeToFirstAutomatedFeedback', words: 'Time to first automated feedback', end: 'firstAutomatedFeedbackAt', rule: 'From ready for review to the first comment or review by a bot.' },
  { name: 'approvalToMerge', words: 'Approval to merge', at: 'mergedAt', rule: 'From the effective approval to the merge.' },
  { name: 'requestToReview', words: 'Request to review', requests: true, rule: 'From each request or re-request of a reviewer to that person’s next review or comment: a pull request has one value for each.' },
  { name: 'codingTime', words: 'Coding time', at: 'openedAt', rule: 'From the first commit, or the issue’s first move to in progress where a team counts so, to opened.' },
  { name: 'cycleTime', words: 'Cycle time', at: 'mergedAt', rule: 'From the start of the coding time, or else from opened, to the merge. Its parts add up to it.' },
  { name: 'cycleCoding', words: 'Cycle time: coding', part: 'coding', rule: 'The part of the cycle time before it was opened.' },
  { name: 'cycleReview', words: 'Cycle time: waiting for review', part: 'review', rule: 'The part of the cycle time in which a reviewer had to act.' },
  { name: 'cycleAuthor', words: 'Cycle time: waiting for the author', part: 'author', rule: 'The part of the cycle time in which the author had to act.' },
  { name: 'cycleMerging', words: 'Cycle time: approved, to merge', part: 'merging', rule: 'The part of the cycle time with a standing approval.' },
  { name: 'cycleDraft', words: 'Cycle time: in draft', part: 'draft', rule: 'The part of the cycle time as a draft.' },
  { name: 'cycleUnreviewed', words: 'Cycle time: unreviewed', part: 'unreviewed', rule: 'The part of the cycle time that was waited for a review that never came before the merge.' },
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
 * When and after how long a pull request's clock stopped, `{at, seconds}`: nothing while it runs and where
 * it never will, several for what there may be several of. What came before ready stopped it at 0. All of
 * it by the clock on the wall.
 */
export function stops(pullRequest, metric, clock) {
  return all(pullRequest, metric, clock).filter(({ at, seconds }) => at != null && seconds != null);
}

function all(pullRequest, metric, clock) {
  const { mergedAt, closedAt, phaseSeconds, cyclePartsSeconds, reviewRequests, firstReviewAt } = pullRequest;
  if (metric.phase) return [{ at: mergedAt ?? closedAt, seconds: phaseSeconds?.[metric.phase] ?? 0 }];
  if (metric.part) return [{ at: mergedAt, seconds: cyclePartsSeconds?.[metric.part] }];
  if (metric.requests) return (reviewRequests ?? []).map(({ answeredAt, requestToReviewSeconds }) => ({ at: answeredAt, seconds: requestToReviewSeconds }));
  if (metric.at) return [{ at: pullRequest[metric.at], seconds: pullRequest[`${metric.name}Seconds`] }];
  if (metric.unreviewed && firstReviewAt) return [];
  const at = pullRequest[metric.end];
  const start = clock === 'opened' ? pullRequest.openedAt : pullRequest.readyAt;
  return at && start ? [{ at, seconds: Math.max(0, Math.floor((Date.parse(at) - Date.parse(start)) / 1_000)) }] : [];
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
