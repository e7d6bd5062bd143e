/** What became of a delivery, in a sentence. Pure. */
export const VERDICTS = {
  applied: { icon: '✓', rule: 'Stored and folded into its pull request or issue.' },
  duplicate: { icon: '=', rule: 'This delivery, or all that it says, was known: nothing changed.' },
  ignored: { icon: '–', rule: 'Authentic, but nothing that matters here, such as a ping or a label.' },
  skipped: { icon: '–', rule: 'Its repository is not selected, or its author is linked to nobody.' },
  malformed: { icon: '⚠', rule: 'Authentic, but not what the provider documents: it could not be read.' },
  rejected: { icon: '⚠', rule: 'Its signature was missing, wrong or stale: nothing of it was believed.' },
  failed: { icon: '⚠', rule: 'It could not be stored. The provider was told to send it again.' },
};

/** The address of the screen of the pull request that a delivery was about. */
export function pullRequestOf({ provider, pullRequest }) {
  const [, repository, number] = /^[^:]+:(.+):(\d+)$/.exec(pullRequest ?? '') ?? [];
  return number ? { provider, repository, number } : null;
}
