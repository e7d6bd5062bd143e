import { duration, work } from '../fmt.js';

/** Whether a target is missed, and in which words that is said. Pure. */
const AWAITED = {
  timeToFirstComment: 'first comment',
  timeToFirstReview: 'first review',
  timeToApprove: 'approval',
  timeToEffectiveApproval: 'enough approvals',
  timeToMerge: 'merge',
};

export function isLate({ late }, now) {
  return late != null && Date.parse(late.at) <= now;
}

/** "no first comment within 4h of work": what was agreed on and has not happened. */
export function missed({ metric, targetSeconds, time }) {
  return `no ${AWAITED[metric] ?? metric} within ${target({ targetSeconds, time })}`;
}

/** "4h of work", "2d": working hours make no days. */
export function target({ targetSeconds, time }) {
  // What people agree on is round.
  return time === 'working' ? `${work(targetSeconds)} of work` : duration(targetSeconds).replace(/ 0+[hm]$/, '');
}
