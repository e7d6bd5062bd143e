/**
 * What each clock of a pull request shows at a moment: `{seconds, running, estimated, since}`.
 * `seconds` is null when it is not known; not yet and not known are never 0. Pure.
 */

/** The time in the present phase. */
export function inPhase(pullRequest, now) {
  return running(pullRequest.phaseSince, now, isEstimated(pullRequest, 'phaseSince'));
}

export function toFirstComment(pullRequest, now) {
  return sinceReady(pullRequest, pullRequest.timeToFirstCommentSeconds, 'firstResponseAt', now);
}

export function toApprove(pullRequest, now) {
  return sinceReady(pullRequest, pullRequest.timeToApproveSeconds, 'approvedAt', now);
}

function sinceReady(pullRequest, stoppedAfter, end, now) {
  const started = isEstimated(pullRequest, 'readyAt');
  if (stoppedAfter == null) return running(pullRequest.readyAt, now, started);
  return {
    seconds: stoppedAfter,
    running: false,
    estimated: started || isEstimated(pullRequest, end),
    since: pullRequest.readyAt,
  };
}

function running(since, now, estimated) {
  const from = since == null ? NaN : Date.parse(since);
  if (Number.isNaN(from)) return { seconds: null, running: false, estimated: false, since: null };
  return { seconds: Math.max(0, Math.floor((now - from) / 1000)), running: true, estimated, since };
}

function isEstimated(pullRequest, field) {
  return pullRequest.estimated?.includes(field) ?? false;
}
