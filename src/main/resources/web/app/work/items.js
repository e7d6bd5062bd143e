import { Problem, get } from '../api.js';

const PULL_REQUEST = /^(?<repository>.+)#(?<number>\d+)$/;

/** What `acme/web#482` or `PAY-311` is to the API; a Problem where there is none, or more than one. */
export async function itemNamed(words, signal) {
  const pullRequest = PULL_REQUEST.exec(words)?.groups;
  const { items } = await (pullRequest ? get('/pull-requests', { ...pullRequest, limit: 2 }, { signal }) : get('/issues', { key: words, limit: 2 }, { signal }));
  if (items.length === 1) return `${pullRequest ? 'pull_request' : 'issue'}/${items[0].id}`;
  throw new Problem(items.length === 0
    ? { title: `There is no ${words} here`, detail: 'A pull request is named like acme/web#482, an issue by its key like PAY-311.' }
    : { title: `There is more than one ${words}`, detail: 'Several connections have one of this name.' });
}
