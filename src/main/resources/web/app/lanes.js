/** Which lane a pull request stands in, in which order, and whether the filter lets it through. Pure. */

export const LANES = [
  { phase: 'awaiting_review', icon: '◔', words: 'Waiting for review', empty: 'Nothing is waiting for a review.' },
  { phase: 'awaiting_author', icon: '✎', words: 'Waiting for author', empty: 'No author has to act.' },
  { phase: 'awaiting_merge', icon: '✓', words: 'Approved, to merge', empty: 'Nothing approved is left to merge.' },
  { phase: 'draft', icon: '–', words: 'Draft', empty: 'No drafts.' },
];

/** The lanes with their pull requests, the one that waits longest first. */
export function inLanes(pullRequests) {
  const byPhase = Map.groupBy(pullRequests, (pullRequest) => pullRequest.phase);
  return LANES.map((lane) => ({ ...lane, pullRequests: (byPhase.get(lane.phase) ?? []).toSorted(oldestFirst) }));
}

/** True when every word of the filter occurs in the title, repository#number, author or turn. */
export function matcher(filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (pullRequest) => {
    const text = searchable(pullRequest);
    return words.every((word) => text.includes(word));
  };
}

export function repositoryAndNumber(pullRequest) {
  return `${pullRequest.repository}#${pullRequest.number}`;
}

function searchable(pullRequest) {
  const { title, author, turn } = pullRequest;
  return [title, repositoryAndNumber(pullRequest), author?.login, author?.person, ...(turn ?? [])]
    .filter(Boolean).join('\n').toLowerCase();
}

function oldestFirst(a, b) {
  return startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1);
}

// Of unknown age: last, where it hides nothing.
function startOf(pullRequest) {
  const start = Date.parse(pullRequest.phaseSince);
  return Number.isNaN(start) ? Number.MAX_SAFE_INTEGER : start;
}
