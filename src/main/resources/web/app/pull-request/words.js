/** What happened and why it counts, in sentences. METRICS in the documentation has the rules in full. Pure. */

export const CLOCKS = [
  {
    name: 'timeToFirstComment',
    words: 'Time to first comment',
    end: 'firstResponseAt',
    rule: 'From ready for review to the first comment or review by a human who is not the author.',
  },
  {
    name: 'timeToApprove',
    words: 'Time to approve',
    end: 'approvedAt',
    rule: 'From ready for review to the first approval by a human who is not the author, even if it is dismissed later.',
  },
  {
    name: 'timeToMerge',
    words: 'Time to merge',
    end: 'mergedAt',
    rule: 'From ready for review to the merge.',
  },
];

export const PHASES = {
  draft: { icon: '–', words: 'Draft', turn: 'it is a draft: nobody is waited for' },
  awaiting_review: { icon: '◔', words: 'Waiting for review', turn: 'the turn passes to the reviewers' },
  awaiting_author: { icon: '✎', words: 'Waiting for author', turn: 'the turn passes to the author' },
  awaiting_merge: { icon: '✓', words: 'Approved, to merge', turn: 'approved: it waits to be merged' },
  merged: { icon: '✓', words: 'Merged', turn: 'all clocks end here' },
  closed: { icon: '–', words: 'Closed', turn: 'closed time counts nowhere' },
};

const KINDS = {
  opened: { mark: '●', words: 'opened' },
  ready: { mark: '●', words: 'ready for review' },
  draft: { mark: '○', words: 'back to draft' },
  review_requested: { mark: '?', words: 'review requested of' },
  review_request_removed: { mark: '–', words: 'review no longer requested of' },
  commented: { mark: '●', words: 'comment' },
  dismissed: { mark: '–', words: 'review lost its force' },
  unapproved: { mark: '–', words: 'took the approval back' },
  pushed: { mark: '▲', words: 'push' },
  merged: { mark: '✓', words: 'merged' },
  closed: { mark: '✕', words: 'closed' },
  reopened: { mark: '●', words: 'reopened' },
};
const REVIEWS = {
  approved: { mark: '✓', words: 'approval' },
  changes_requested: { mark: '✕', words: 'changes requested' },
  commented: { mark: '●', words: 'review' },
};
const WITH_SUBJECT = new Set(['review_requested', 'review_request_removed']);

const IGNORED = {
  bot: 'a bot did it',
  author: 'the author’s own: it passes the turn, but nobody else has responded',
  author_as_another: 'the author’s own, by another account of the same person',
  deleted: 'it was deleted at the provider',
  unlisted: 'the provider’s own list does not hold it any more',
  part_of_review: 'part of a review, which is one response however many comments it carries',
  unknown_actor: 'whoever did it and the author are both deleted accounts, so it may be the author’s own',
  after_merge: 'after the merge nothing stops a clock',
  no_change: 'it says what was so already',
};

/** `{mark, words}` of a line of the timeline. */
export function happening({ kind, verdict, subject }) {
  const { mark, words } = (kind === 'reviewed' && REVIEWS[verdict]) || KINDS[kind] || { mark: '●', words: kind.replaceAll('_', ' ') };
  return { mark, words: WITH_SUBJECT.has(kind) && subject ? `${words} ${subject}` : words };
}

/** What the line did, one sentence each. `phaseBefore` is the phase that the line before left. */
export function effects(line, phaseBefore) {
  const sentences = [];
  if (line.clock) sentences.push({ kind: 'clock', words: clockWords(line.clock) });
  if (line.early) sentences.push({ kind: 'note', words: 'before it was ready for review: shown as 0' });
  if (line.ignored) sentences.push({ kind: 'ignored', words: `ignored: ${IGNORED[line.ignored] ?? line.ignored.replaceAll('_', ' ')}` });
  if (line.phase && line.phase !== phaseBefore) sentences.push({ kind: 'phase', phase: line.phase, words: PHASES[line.phase]?.turn ?? line.phase });
  return sentences;
}

/** "stops timeToFirstComment; starts approvalToMerge" in words. */
function clockWords(clock) {
  const groups = [];
  for (const word of clock.split(/[;, ]+/)) {
    if (word === 'starts' || word === 'stops') groups.push({ verb: word, names: [] });
    else groups.at(-1)?.names.push(word);
  }
  return groups.map(group).join('; ');
}

function group({ verb, names }) {
  if (verb === 'starts' && CLOCKS.every(({ name }) => names.includes(name))) return 'starts the clocks';
  const words = names.map((name) => CLOCKS.find((one) => one.name === name)?.words ?? spaced(name));
  return `${verb} ${words.map((one) => one.toLowerCase()).join(', ')}`;
}

function spaced(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
