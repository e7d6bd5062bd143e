import { isLate } from './lateness.js';

/** Which lane a pull request stands in, in which order, and whether the filters let it through. Pure. */

export const LANES = [
  { phase: 'awaiting_review', icon: '◔', words: 'Waiting for review', empty: 'Nobody waits for a review.' },
  { phase: 'awaiting_author', icon: '✎', words: 'Waiting for author', empty: 'No author has to act.' },
  { phase: 'awaiting_merge', icon: '✓', words: 'Approved, to merge', empty: 'Nothing approved is left to merge.' },
];
export const DRAFTS = { phase: 'draft', icon: '–', words: 'Drafts' };

/** A pull request that was sent back more often than this is worth a talk. */
export const ROUNDS_MAX = 3;

/** The filters as the address has them. */
export function filtersOf(query) {
  return {
    q: query.get('q') ?? '',
    repo: query.get('repo') ?? '',
    team: query.get('team') ?? '',
    author: query.get('author') ?? '',
    bots: query.get('bots') === '1',
    late: query.get('late') === '1',
    rounds: query.get('rounds') === '1',
    working: query.get('clock') === 'working',
  };
}

/**
 * What passes the filters, by phase, and how many were left out only because a bot opened them.
 *
 * @param members the names of the people in the team that is asked for; null while not known
 * @param now the server's time in milliseconds
 */
export function sorted(pullRequests, filters, members, now) {
  const passes = matcher(filters, members);
  const passed = pullRequests.filter(passes);
  const counted = filters.bots ? passed : passed.filter(({ author }) => !author?.bot);
  const late = (one) => isLate(one, now);
  const many = ({ reviewRounds }) => reviewRounds > ROUNDS_MAX;
  const shown = counted.filter((one) => (!filters.late || late(one)) && (!filters.rounds || many(one)));
  const byPhase = Map.groupBy(shown, ({ phase }) => phase);
  return {
    of: (phase) => oldestFirst(byPhase.get(phase) ?? []),
    shown: shown.length,
    bots: passed.length - counted.length,
    late: counted.filter(late).length,
    manyRounds: counted.filter(many).length,
  };
}

export function repositoryAndNumber({ repository, repositoryId, number }) {
  return `${repository ?? repositoryId}#${number}`;
}

/** Every word of `q` must occur; the other filters name one thing each, in any case. */
function matcher({ q, repo, team, author }, members) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const isSame = (wanted, ...names) => !wanted || names.some((name) => name?.toLowerCase() === wanted.toLowerCase());
  return (pullRequest) => isSame(repo, pullRequest.repository)
    && isSame(author, pullRequest.author?.login, pullRequest.author?.person)
    && (!team || (members?.has(pullRequest.author?.person) ?? false))
    && (words.length === 0 || contains(searchable(pullRequest), words));
}

function contains(text, words) {
  return words.every((word) => text.includes(word));
}

function searchable(pullRequest) {
  const { title, author, turn, issues } = pullRequest;
  return [title, repositoryAndNumber(pullRequest), author?.login, author?.person, ...(turn ?? []), ...(issues ?? [])]
    .filter(Boolean).join('\n').toLowerCase();
}

// Each instant is read once: comparing reads them many times over.
function oldestFirst(pullRequests) {
  return pullRequests.map((one) => ({ one, start: startOf(one) }))
    .sort((a, b) => a.start - b.start || (a.one.id < b.one.id ? -1 : 1))
    .map(({ one }) => one);
}

// Of unknown age: last, where it hides nothing.
function startOf(pullRequest) {
  const start = Date.parse(pullRequest.phaseSince);
  return Number.isNaN(start) ? Number.MAX_SAFE_INTEGER : start;
}
